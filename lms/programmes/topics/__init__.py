"""The topics of a programme as a tree: how they are moved, by whom and when."""
