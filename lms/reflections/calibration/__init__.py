"""Sample scripts with agreed marks: markers try them before they begin, and see where they differ."""
