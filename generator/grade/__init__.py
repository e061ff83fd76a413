"""Returned answers to marks: files in, read without running anything in them; a gradebook, feedback and a report out."""
