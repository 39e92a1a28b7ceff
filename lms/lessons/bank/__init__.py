"""Lessons as pages of clean text, in versions: a lesson belongs to a unit and to a topic, in all versions of it."""
