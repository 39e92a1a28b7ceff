"""Reflections that a group (tổ) of the class writes together and hands in once."""
