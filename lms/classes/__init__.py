"""Study classes: sessions, groups, enrolments, timetable."""
