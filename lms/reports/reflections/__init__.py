"""Figures of a reflection: who has handed in, marks and bands, criteria, who marked how many."""
