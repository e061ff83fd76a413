"""Ids that stand twice and names that lead nowhere, as problems with their repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.codes import Code
from generator.spec.meant import meant
from generator.spec.mending_references import for_reference, for_second_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Problems
    from generator.source.yaml_nodes import Route
    from generator.spec.read import Located


def unique(problems: Problems, what: str, ids: Iterable[tuple[str, Located[Any], Route]]) -> None:
    """Report every id that another thing of its kind has; ``what`` says what that is."""
    seen: dict[str, tuple[Located[Any], Route]] = {}
    every = list(ids)
    taken = {name for name, _, _ in every}
    for name, spec, route in every:
        if name in seen:
            first, first_route = seen[name]
            line, _ = first.file.line_column(first.span(*first_route).start)
            problems.report(Code.DUPLICATE_ID, f"`{name}` is the id of another {what}", spec.file, spec.span(*route),
                            notes=[f"first used at {first.file.name}:{line}"], help="rename the newer one",
                            fixes=for_second_id(spec, route, name, taken))  # fmt: skip
        else:
            seen[name] = (spec, route)


def unknown(problems: Problems, what: str, name: str, known: Iterable[str], spec: Located[Any], route: Route) -> None:
    """Report a name that nothing ``known`` bears; ``what`` says what it should name."""
    guess = meant(name, known)
    problems.report(
        Code.UNKNOWN_REFERENCE, f"there is no {what} `{name}`", spec.file, spec.span(*route),
        help=f"did you mean `{guess.word}`?" if guess else f"use one of {', '.join(f'`{word}`' for word in sorted(known)[:8])}",
        fixes=for_reference(spec, route, guess),
    )  # fmt: skip
