"""Pages about classes, one module for each kind of thing: classes, enrolments, groups, lecturers, sessions."""
