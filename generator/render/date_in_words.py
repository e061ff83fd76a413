"""Dates as readers see them: 4 March 1871. In pieces, so that a page can say to programs what each piece means."""

from __future__ import annotations

from typing import NamedTuple

from generator.spec.dates import MONTHS


class Piece(NamedTuple):
    """Some words of a date, and the date in ISO 8601 that they stand for; None for what stands between two."""

    text: str
    iso: str | None


def date_in_words(written: str) -> str:
    """A date of a spec in words."""
    return "".join(piece.text for piece in date_pieces(written))


def date_pieces(written: str) -> list[Piece]:
    """The words in order. What both ends of an interval share is said once, at its end."""
    first, slash, last = written.partition("/")
    if not slash:
        return [Piece(_words(first), first)]
    begins, ends = _words(first, without=_shared(first, last)), _words(last)
    # Chicago sets an en dash close; with spaces inside its ends it would seem to join the wrong words.
    return [Piece(begins, first), Piece(" – " if " " in begins else "–", None), Piece(ends, last)]


def short_month(written: str) -> str:
    """Month and year of a day, a month or a year, as short as a scale has room for."""
    year, _, rest = written.partition("-")
    return f"{MONTHS[int(rest[:2]) - 1][:3]} {int(year)}" if rest else str(int(year))


def _shared(first: str, last: str) -> int:
    """How many parts, counted from the year, the first date needn't say because the last one does."""
    one, other = first.split("-"), last.split("-")
    if len(one) != len(other):
        return 0
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), 0)


def _words(part: str, *, without: int = 0) -> str:
    year, *rest = (int(number) for number in part.split("-"))
    said = [str(year)]
    if rest:
        said.append(MONTHS[rest[0] - 1])
    said += [str(day) for day in rest[1:]]
    return " ".join(reversed(said[without:]))
