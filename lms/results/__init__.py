"""Who has met the conditions of a class, with which mark, and what is still missing."""
