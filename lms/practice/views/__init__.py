"""The pages of self-study: a learner's own, the lecturers' choice of questions, and totals."""
