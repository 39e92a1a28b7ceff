"""Comments that markers keep for use: their own, and those they share with a class or a unit."""
