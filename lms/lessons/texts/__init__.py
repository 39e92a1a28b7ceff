"""The text of a page of a lesson: cleaned, read from Word, written with simple marks, printed. Pure."""
