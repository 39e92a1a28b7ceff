"""Lessons of the demo: two that are taught, one under appraisal, one that came back, one draft."""
