"""The proctor's room: who is there, what staff can do for one or for all, and what is known of each attempt."""
