"""A work as CSL-JSON 1.0.2, which Zotero and every processor of CSL styles read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.bibliography.chicago import printed

if TYPE_CHECKING:
    from generator.bibliography.work import Issued, Name, Work


def item(work: Work) -> dict[str, Any]:
    """The item, its keys in the order of the schema csl-data.json; what isn't known is left out.

    The date is that of the printing that the course reads. An inferred one is ``circa``, which styles test as uncertain. A
    first publication elsewhere has its variable for the date and none for the journal, which the note therefore names.
    """
    printing = work.printing
    notes = [f"First published in {printed(work.first)}."] if work.first else []
    notes += ["Date inferred."] if printing.issued.inferred else []
    found = {
        "id": work.id,
        "type": work.type.value,
        "language": work.language,
        "author": [_name(name) for name in work.authors],
        "issued": _date(printing.issued),
        "original-date": _date(work.first.issued) if work.first else None,
        "container-title": printing.container if printing.container != work.title else None,
        "issue": printing.issue,
        "note": " ".join(notes),
        "publisher": work.publisher,
        "title": work.title,
    }
    return {name: value for name, value in found.items() if value}


def text(work: Work) -> str:
    """The item as a file that reference managers import: a list of one, a line to each variable."""
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item(work).items())
    return "[{\n  " + ",\n  ".join(lines) + "\n}]"


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.family else {"literal": name.whole}


def _date(issued: Issued) -> dict[str, Any]:
    """One list of date-parts for a date and two for an interval; the record's own words where no date can be read."""
    if not issued.dates:
        return {"literal": issued.text}
    parts = [[part for part in date if part] for date in issued.dates]
    return {"date-parts": parts, "circa": True} if issued.inferred else {"date-parts": parts}
