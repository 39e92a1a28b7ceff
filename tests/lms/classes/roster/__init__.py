"""Rosters from files."""
