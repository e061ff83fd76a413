"""Flaws of the author's own words: a side taken, a claim of nobody's, a text that is hard to read. A file for each."""
