"""Lessons and materials."""
