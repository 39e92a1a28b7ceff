"""A wall clock that is wrong, for the processes of one server."""
