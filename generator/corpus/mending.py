"""What can be done about a record that doesn't describe its document."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from generator.diagnostics.edits import offer
from generator.source.yaml_scalars import rewritten

if TYPE_CHECKING:
    from generator.diagnostics.model import Fix
    from generator.source.yaml_nodes import Route
    from generator.spec.read import Located
    from generator.spec.sources import Sources

ALIKE = 0.8
"""The least likeness, as difflib measures it, of a line that is offered."""


def for_line(sources: Located[Sources], route: Route, line: str, raw: str) -> tuple[Fix, ...]:
    """The document's line that the record means. It is sure where only capitals and white space differ, and of one line."""
    lines = list(dict.fromkeys(" ".join(one.split()) for one in raw.split("\n")))
    plain = " ".join(line.split()).casefold()
    same = [one for one in lines if one.casefold() == plain]
    near = [one for one in lines if abs(len(one) - len(line)) <= len(line)]
    found = same or difflib.get_close_matches(line, near, n=1, cutoff=ALIKE)
    if not found:
        return ()
    edits = rewritten(sources.file, sources.node, route, found[0])
    return offer(f"write `{found[0]}`", edits, sure=len(same) == 1)


def for_sha256(sources: Located[Sources], n: int, sha256: str) -> tuple[Fix, ...]:
    """The document that is there pinned. It is never sure: the wrong file may have come into the folder."""
    edits = rewritten(sources.file, sources.node, ("documents", n, "sha256"), sha256)
    return offer("pin the document that is there, if its change is meant", edits)
