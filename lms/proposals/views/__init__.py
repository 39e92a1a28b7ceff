"""Pages of proposals: of a class, where they are collected, and of units, where they are considered and answered."""
