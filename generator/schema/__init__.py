"""JSON Schemas of the files that authors write, for editors: made from the models of `spec/`, and for nothing else.

The compiler never reads them. What a file may hold is decided by the models alone; tests hold the two together.
"""
