"""A rubric that changed while its task was marked: old marks carried over, first seen, then appended."""
