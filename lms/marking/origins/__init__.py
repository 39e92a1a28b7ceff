"""Marks that nobody simply gave: appended with how they came about, so that every page can say it."""
