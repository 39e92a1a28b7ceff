"""The official documents that a question rests on, with the clause; what no longer holds keeps it out of new papers."""
