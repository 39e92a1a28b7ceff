"""The room of a quiz."""
