"""Quizzes: papers drawn from the bank, attempts with their answers, marks."""
