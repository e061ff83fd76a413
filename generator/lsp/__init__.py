"""The language server: what an editor asks of a course while it is written."""
