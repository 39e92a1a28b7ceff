"""What a reviewer looks at in a question, point by point, and what they found; it stays with the version reviewed."""
