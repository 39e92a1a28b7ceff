"""The answers of a quiz that wait for a person, question by question."""
