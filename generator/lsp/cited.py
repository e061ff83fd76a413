"""The citation at a place of a file, as it is written, and where in the documents its words stand.

`resolve.py` proves the citations of a whole course and reports what is wrong. Here one citation is looked up, of a file that may
be wrong elsewhere; what doesn't name one place is simply not found, and the check has said why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.corpus.corpus import Place
from generator.corpus.locate import Match, find_quote, find_range, used_rules
from generator.corpus.rules import Rule
from generator.lsp.names import Name, What, pattern, text_at
from generator.source.yaml_nodes import Mapping, Node, Route, Scalar, find_node

if TYPE_CHECKING:
    from generator.corpus.corpus import Corpus
    from generator.lsp.catalogue import Catalogue
    from generator.source.files import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A citation. Its words are those of ``source`` or of the excerpt ``inside``, one of which is empty."""

    key: str
    """Its key in the lock."""
    source: str
    inside: str
    quote: str
    first: str
    last: str
    occurrence: int
    """0 where none is written."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Where the words of a citation stand: the place, which of how many, and the rules that were needed to find it."""

    place: Place
    index: int
    count: int
    rules: frozenset[Rule]


def written_at(node: Mapping, offset: int) -> Written | None:
    """The innermost citation that a place of a file is in."""
    found: Written | None = None
    route: Route = ()
    inner: Node = node
    while (step := _step(inner, offset)) is not None:
        inner, route = step[1], (*route, step[0])
        if isinstance(inner, Mapping) and ("quote" in inner.values or {"from", "to"} <= set(inner.values)):
            found = _written(node, route, inner)
    return found


def written_by(node: Mapping, route: Route) -> Written | None:
    """The citation that the mapping at a route makes."""
    mapping, _ = find_node(node, route)
    return _written(node, route, mapping) if isinstance(mapping, Mapping) else None


def _step(node: Node, offset: int) -> tuple[str | int, Node] | None:
    """The part of a node that a place is in: of a mapping the one whose key stands before it last."""
    if isinstance(node, Scalar):
        return None
    if isinstance(node, Mapping):
        before = [key for key, span in node.keys.items() if span.start <= offset]
        key = max(before, key=lambda one: node.keys[one].start, default=None)
        return None if key is None else (key, node.values[key])
    before_here = [n for n, item in enumerate(node.items) if item.span.start <= offset]
    return (before_here[-1], node.items[before_here[-1]]) if before_here else None


def _written(node: Mapping, route: Route, mapping: Mapping) -> Written | None:
    source, inside = text_at(mapping, "source"), text_at(mapping, "passage")
    keys = pattern(route)
    if keys.endswith("stretches/*"):
        inside = text_at(node, *route[:2], "passage")
    if "standpoint" in keys:
        source = "/".join(text_at(node, *route[:n], "id") for n in (2, 4) if n < len(route))
    if not source and not inside:
        return None
    number = text_at(mapping, "occurrence")
    return Written(
        key=_key(node, route, keys), source=source, inside=inside, quote=text_at(mapping, "quote"), first=text_at(mapping, "from"),
        last=text_at(mapping, "to"), occurrence=int(number) if number.isdecimal() else 0, span=mapping.span,
    )  # fmt: skip


def _key(node: Mapping, route: Route, keys: str) -> str:
    """The key of a citation in the lock, as `generator.citations` gives it."""
    ids = [text_at(node, *route[:n], "id") for n in range(len(route) + 1)]
    named = "/".join(one for one in ids if one)
    if keys.startswith("documents"):
        return f"sources/{named}/{int(route[-1]) + 1}"
    if keys.startswith("events"):
        return f"timeline/{named}/{int(route[-1]) + 1}"
    return named


def locate(written: Written, corpus: Corpus, catalogue: Catalogue) -> Located | None:
    """Where a citation's words stand. None where they name no place, or several."""
    within = range_of(written.inside, corpus, catalogue) if written.inside else next(iter(corpus.stretch(written.source)), None)
    if within is None:
        return None
    document, stretch = within.document, (within.start, within.end)
    if written.quote:
        matches = find_quote(document, written.quote, stretch).matches
    elif written.first and written.last:
        _, matches = find_range(document, written.first, written.last, stretch)
    else:
        return None
    index = written.occurrence or 1
    if index > len(matches) or (len(matches) > 1 and not written.occurrence):
        return None
    match = matches[index - 1]
    place = Place(document, match.start, match.end)
    rules = used_rules(document, Match(match.start, match.end), written.quote) if written.quote else frozenset[Rule]()
    return Located(place=place, index=index, count=len(matches), rules=rules)


def range_of(excerpt: str, corpus: Corpus, catalogue: Catalogue) -> Place | None:
    """Where an excerpt's words stand, from its name, lesson/excerpt."""
    giver = catalogue.giver(Name(What.EXCERPT, tuple(excerpt.split("/"))))
    tree = catalogue.tree(giver.file.name) if giver else None
    if giver is None or tree is None:
        return None
    written = written_by(tree.node, giver.route[:-1])
    found = locate(written, corpus, catalogue) if written and written.source else None
    return found.place if found else None
