"""Passages of the corpus by words as an author remembers them, each with a citation that is ready to be pasted."""
