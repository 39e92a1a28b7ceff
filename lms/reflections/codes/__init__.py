"""Codes in place of names (phách): sealed for a task, opened for a whole class at once by two people, with minutes."""
