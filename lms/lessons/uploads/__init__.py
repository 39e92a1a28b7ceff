"""Large materials of a class, sent in pieces."""
