"""Conferences of units: who held one in which quarter, and who did not."""
