"""Text with positions: files read once, YAML as a tree in which every node knows its place."""
