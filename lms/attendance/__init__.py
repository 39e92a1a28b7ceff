"""Attendance: two checkpoints a session, rotating codes, scans that identify later, the list, corrections, sheets."""
