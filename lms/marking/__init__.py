"""Rubrics, marks, comments and their release: marks are appended, the latest counts, nothing shows before release."""
