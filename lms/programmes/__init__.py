"""Programmes: topics, periods, and the rules a class is held to."""
