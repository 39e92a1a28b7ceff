"""Reading a lesson: place, time, notes and bookmarks of one's own, kept without a network, sent with one."""
