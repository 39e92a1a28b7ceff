"""A Word file as a reflection: read once when it is sent, kept as plain text with its looks and its pictures."""
