"""The full-text search: what can be found, and the static index that browsers search."""
