"""What can be done about names that lead nowhere and ids that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.edits import offer
from generator.diagnostics.model import Edit
from generator.source.files import Span
from generator.source.yaml_scalars import rewritten
from generator.spec.mending import for_guess

if TYPE_CHECKING:
    from collections.abc import Collection

    from generator.diagnostics.model import Fix
    from generator.source.yaml_nodes import Route
    from generator.spec.meant import Meant
    from generator.spec.read import Located


def for_reference(spec: Located[Any], route: Route, guess: Meant | None) -> tuple[Fix, ...]:
    """The name that was meant."""
    return for_guess(spec.file, spec.node, route, guess)


def for_role(spec: Located[Any], span: Span, target: str, guess: str | None, *, sure: bool = False) -> tuple[Fix, ...]:
    """The target that was meant, in a role whose own words stay where it has any. ``span`` is the role as it is written."""
    written = spec.file.text[span.start : span.end]
    if guess is None or written.count(target) != 1 or not written.startswith("{"):
        return ()
    at = span.start + written.index(target)
    return offer(f"write `{guess}`", (Edit(spec.file, Span(at, at + len(target)), guess),), sure=sure)


def for_second_id(spec: Located[Any], route: Route, name: str, taken: Collection[str]) -> tuple[Fix, ...]:
    """A number behind an id that another thing has. It is offered: nobody knows which of the two other places mean."""
    if route == ("id",) or route[-1] != "id":  # a lesson's or quiz's is its file's name; a term's is no id
        return ()
    free = next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
    return offer(f"write `{free}`", rewritten(spec.file, spec.node, route, free))


def for_file_id(spec: Located[Any], stem: str) -> tuple[Fix, ...]:
    """The file's name as the id. It is offered, for the file may have the wrong name."""
    return offer(f"write `{stem}`", rewritten(spec.file, spec.node, ("id",), stem))


def for_kind(spec: Located[Any], route: Route, kind: str) -> tuple[Fix, ...]:
    """Another kind of item."""
    return offer(f"write `kind: {kind}`", rewritten(spec.file, spec.node, (*route, "kind"), kind))
