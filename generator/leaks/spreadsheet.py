"""The rows of a spreadsheet (Office Open XML): its texts stand in one file and its cells in others, so a row is in none of them."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED = "xl/sharedStrings.xml"
_TEXT, _SHARED = re.compile(r"(?s)<t\b[^>]*>(.*?)</t>"), re.compile(r"(?s)<si\b[^>]*>(.*?)</si>")
_ROW = re.compile(r"(?s)<row\b[^>]*>(.*?)</row>")
_CELL = re.compile(r"(?s)<c\b(?P<about>[^>]*)>(?P<inner>.*?)</c>")
_VALUE = re.compile(r"(?s)<v>(.*?)</v>")


def rows(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """For each sheet of a spreadsheet, whose files are given by name, its rows as CSV; for other archives nothing."""
    shared = [_said(found[1]) for found in _SHARED.finditer(members.get(SHARED, b"").decode(errors="replace"))]
    sheets = {name: content for name, content in members.items() if name.startswith("xl/worksheets/") and name.endswith(".xml")}
    return {name: _csv(content.decode(errors="replace"), shared) for name, content in sheets.items()}


def _csv(sheet: str, shared: list[str]) -> bytes:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerows([_cell(cell, shared) for cell in _CELL.finditer(row[1])] for row in _ROW.finditer(sheet))
    return out.getvalue().encode()


def _cell(cell: re.Match[str], shared: list[str]) -> str:
    """What a cell says: a shared text by its number, a text of its own, or a value."""
    value = _VALUE.search(cell["inner"])
    if value is None:
        return _said(cell["inner"])
    number = value[1].strip()
    if 't="s"' in cell["about"] and number.isdecimal() and int(number) < len(shared):
        return shared[int(number)]
    return html.unescape(value[1])


def _said(inner: str) -> str:
    return html.unescape("".join(found[1] for found in _TEXT.finditer(inner)))
