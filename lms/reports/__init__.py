"""Attendance for those who decide: the page of the chair, the official report of the committee, figures of a period."""
