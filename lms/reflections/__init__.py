"""Reflections (bài thu hoạch): set as a task, written or photographed, handed in, marked and given back."""
