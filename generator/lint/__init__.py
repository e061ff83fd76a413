"""Flaws of item writing: what helps a reader to an answer without knowing it, or hinders one who does."""
