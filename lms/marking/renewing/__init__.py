"""Marks given by an earlier version of a rubric, carried over to the present one: first as a preview, then appended."""
