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
    from collections.abc import Iterator

    from generator.corpus.corpus import Corpus
    from generator.lsp.catalogue import Catalogue
    from generator.lsp.names import Occurrence
    from generator.source.files import SourceFile, Span


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
    if keys.startswith("names"):
        return f"names/{named}/{int(route[-1]) + 1}"
    return named


def locate(written: Written, corpus: Corpus, excerpts: Excerpts) -> Located | None:
    """Where a citation's words stand. None where they name no place, or several."""
    within = excerpts.place(written.inside, corpus) if written.inside else next(iter(corpus.stretch(written.source)), None)
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


class Excerpts:
    """Where the excerpts of lessons stand in the documents, each sought once for as long as its file stays the same."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[str, tuple[SourceFile, Corpus, Place | None]] = {}
        self._state = -1
        self._corpus: Corpus | None = None
        self._placed: dict[str, Place] = {}

    def place(self, excerpt: str, corpus: Corpus) -> Place | None:
        """Where an excerpt's words stand, from its name, lesson/excerpt."""
        giver = self._catalogue.giver(Name(What.EXCERPT, tuple(excerpt.split("/"))))
        if giver is None:
            return None
        known = self._known.get(excerpt)
        if known is None or known[0] is not giver.file or known[1] is not corpus:
            known = self._known[excerpt] = giver.file, corpus, self._sought(giver, corpus)
        return known[2]

    def holding(self, place: Place, corpus: Corpus) -> Iterator[tuple[str, Place]]:
        """The excerpts that hold a place, with their own."""
        if self._state != self._catalogue.state or self._corpus is not corpus:
            placed = {str(name): self.place(str(name), corpus) for name in self._catalogue.given(What.EXCERPT)}
            self._state, self._corpus = self._catalogue.state, corpus
            self._placed = {name: held for name, held in placed.items() if held}
        for name, held in self._placed.items():
            if held.document is place.document and held.start <= place.start and place.end <= held.end:
                yield name, held

    def _sought(self, giver: Occurrence, corpus: Corpus) -> Place | None:
        tree = self._catalogue.tree(giver.file.name)
        written = written_by(tree.node, giver.route[:-1]) if tree else None
        found = locate(written, corpus, self) if written and written.source else None
        return found.place if found else None
