"""Gathers the pages about paper."""

from lms.attendance.paper import badge_views, sheet_views

__all__ = ["badge_views", "sheet_views"]
