"""Dates as documents print them, in five languages, and as files store them."""

from __future__ import annotations

import re
from dataclasses import dataclass

BYLINE = re.compile(r"(?:By|Von|Par|Por|Di) (?=\S)[^\n]{1,80}(?<![.,;:!?])$")
"""A line that names an author: English, German, French, Spanish or Portuguese, Italian."""

_MONTHS = (
    ("january", "januar", "jänner", "janvier", "enero", "janeiro", "gennaio"),
    ("february", "februar", "février", "febrero", "fevereiro", "febbraio"),
    ("march", "märz", "mars", "marzo", "março"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maio", "maggio"),
    ("june", "juni", "juin", "junio", "junho", "giugno"),
    ("july", "juli", "juillet", "julio", "julho", "luglio"),
    ("august", "août", "agosto"),
    ("september", "septembre", "septiembre", "setembro", "settembre"),
    ("october", "oktober", "octobre", "octubre", "outubro", "ottobre"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "décembre", "diciembre", "dezembro", "dicembre"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)? (?:de |of )?)?\b(?P<month>{_NAMES})(?: (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,)?"
    rf" (?:de |of )?(?P<year>[12]\d{{3}})\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d-])(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\d-])")
_STORED = re.compile(r"(?:D:)?(?P<year>[12]\d{3})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])")
"""PDF's form (ISO 32000-1, section 7.9.4)."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_AROUND = 40
"""Characters that may stand beside a date on a line that is a dateline: a place, say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """A date. ``text`` is as it is printed; ``iso`` is ISO 8601, to the day or the month, or None where no such day exists."""

    text: str
    iso: str | None


def date_on_line(line: str) -> ShownDate | None:
    """The date of a line that holds little else."""
    line = line.strip()
    found = _DATE.search(line) or _ISO.search(line)
    if found is None or len(line) - len(found[0]) > _AROUND:
        return None
    if line.endswith((".", ",", ";")) and len(line) > len(found[0]) + 1:  # a sentence, or its end
        return None
    return ShownDate(text=found[0], iso=_iso(found))


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    shown = date_on_line(line)
    return shown is not None and shown.text == line.strip().rstrip(".")


def stored_date(text: str) -> ShownDate | None:
    """A date as a file stores it: ISO 8601, with or without a time; PDF's form; or in words."""
    begun = text.strip().partition("T")[0]
    found = _ISO.match(begun) or _STORED.match(begun) or _DATE.search(text)
    if found is not None:
        iso = _iso(found)
        return ShownDate(text=iso, iso=iso) if iso else None
    year = re.fullmatch(r"[12]\d{3}", begun)
    return ShownDate(text=year[0], iso=year[0]) if year else None


def _iso(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    month = _MONTH.get(groups["month"].casefold()) or int(groups["month"])
    day = groups.get("day") or groups.get("day2")
    if day is None:
        return f"{groups['year']}-{month:02}"
    leap = int(groups["year"]) % 4 == 0 and (int(groups["year"]) % 100 != 0 or int(groups["year"]) % 400 == 0)
    last = _DAYS[month - 1] - (month == 2 and not leap)  # noqa: PLR2004 - February
    return f"{groups['year']}-{month:02}-{int(day):02}" if 1 <= int(day) <= last else None
