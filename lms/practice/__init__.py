"""Self-study: questions that lecturers opened, asked again when they are about to be forgotten. Nobody's mark."""
