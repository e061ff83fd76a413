"""A quiz in the terminal: the same items, answers, feedback and proofs as in the notebook, one question at a time."""
