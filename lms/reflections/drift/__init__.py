"""Whether marks move with the order of marking, and how markers stand to each other: figures, never a verdict."""
