"""Quizzes in the formats of other graders. What students get of them holds no key; one file for each grader."""
