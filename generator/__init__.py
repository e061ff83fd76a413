"""A course compiler: specs and primary sources in; a book with proved quotations and quizzes out."""
