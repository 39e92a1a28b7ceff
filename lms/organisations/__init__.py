"""The tree of units, with its history."""
