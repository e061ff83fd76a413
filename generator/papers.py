"""What the PDF can be set for. By itself, so that the command line can name the sheets without loading what sets them."""

PAPERS = {"a4": "A4", "letter": "letter"}
"""Sheets that a printer may hold, as CSS names them."""
