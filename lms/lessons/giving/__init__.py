"""Lessons given in a class: only versions that were approved, from a day on or after a condition."""
