"""Pages about reflections: tasks for staff, writing for learners, pages of uploads, scripts for markers."""
