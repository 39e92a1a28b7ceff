"""One's own timetable in the calendar of one's telephone."""
