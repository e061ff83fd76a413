"""What a file is that isn't ours, so that its student can be told what to hand in instead."""

from __future__ import annotations

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""How a zip begins, one without members too."""
_BEGINNINGS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<")
_OFFICE = (
    ("word/", "a Word document"),
    ("xl/", "an Excel sheet"),
    ("ppt/", "a PowerPoint file"),
    ("META-INF/", "an OpenDocument file or a book"),
    ("[Content_Types].xml", "an Office document"),
)


def foreign(content: bytes) -> str:
    """What a file is, by how it begins; empty where it may be one of ours."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    return "a web page or other markup" if content[:64].lstrip().lower().startswith(_MARKUP) else ""


def document(members: list[str]) -> str:
    """What a zip is that is a document and no folder of files, by the names in it; empty where it's a plain zip."""
    if not {"[Content_Types].xml", "mimetype"} & set(members):
        return ""
    return next((kind for name, kind in _OFFICE if any(member.startswith(name) for member in members)), "a document")
