"""Pages about quizzes: for learners `attempts`, for staff `quizzes`, `papers`, `board`, `marks`."""
