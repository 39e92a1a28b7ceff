"""The official documents that a programme rests on: its legal basis."""
