"""HTML, XHTML and the like: what inside an item, or elsewhere with its name on it, tells right parts from wrong ones."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened
from generator.leaks.opened import names
from generator.score import parts_of
from generator.spec.quiz import MatchItem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
"""Elements without an end (HTML, section 13.1.2)."""
_NAME = frozenset({"key", "keys", "correct", "answer", "answers", "solution", "right", "feedback", "evidence", "proof"})
_CLASS = frozenset(
    {"key", "correct", "incorrect", "right", "wrong", "is-correct", "feedback", "evidence", "solution", "answer-key"}
)
_MARK = frozenset({"proof", "proofs", "key", "feedback", "correct", "solution", "evidence"})
_VERDICTS = frozenset({"correct", "incorrect", "right", "wrong", "correct answer", "right answer", "✓", "✔", "✗", "✘"})
"""What a mark on a part says; as an attribute's whole value, or as all the text of an element."""
_SPLIT = re.compile(r"[^a-z]+")
_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xml", ".svg", ".opf", ".ncx", ".rss"})

_Attributes = list[tuple[str, str | None]]


def markup(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """What elements tell of the items that they hold or name."""
    del wanted
    if seen.named and (seen.suffix in _SUFFIXES or "<html" in seen.text[:2000].lower() or "<form" in seen.text):
        reader = _Reader(seen)
        reader.feed(seen.text)
        reader.close()
        yield from reader.findings


class _Reader(HTMLParser):
    """Reads elements and knows of each which item holds it."""

    def __init__(self, seen: Opened) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = seen
        self.findings: list[Finding] = []
        self._open: list[tuple[str, Asked | None]] = []

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        item = self._item(attrs)
        for one in self.seen.named:
            self._look_for_marks(attrs, one)
        if item is not None:
            self._look(tag, attrs, item)
        if tag not in _VOID:
            self._open.append((tag, item))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                return

    def parse_html_declaration(self, i: int) -> int:
        """Sections of SGML, which no browser knows, end the parser's work; here as there they are comments (HTML, 13.2.5.42)."""
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)

    def handle_data(self, data: str) -> None:
        one = self._open[-1][1] if self._open else None
        said = " ".join(data.split()).strip(".:!()").lower()
        if one is not None and said in _VERDICTS and said not in self._texts(one):
            self._found(Kind.KEY_MARKUP, data.strip(), one)

    @staticmethod
    def _texts(one: Asked) -> set[str]:
        """What an item's own parts say: "right" may be an answer."""
        parts = one.item.choices if isinstance(one.item, MatchItem) else parts_of(one.item)
        return {text.lower() for part in parts if (text := getattr(part, "text", ""))}

    def _item(self, attrs: _Attributes) -> Asked | None:
        """The item that an element is of: that which its id or another attribute names, else that of the element around it."""
        said = [value for name, value in attrs if value and name not in {"href", "src", "class", "content"}]
        for one in self.seen.named:
            if any(value in {one.id, f"item-{one.id}"} for value in said):
                return one
        return self._open[-1][1] if self._open else None

    def _look(self, tag: str, attrs: _Attributes, one: Asked) -> None:
        """What an element inside an item tells."""
        values = dict(attrs)
        for name, value in attrs:
            classes = set((value or "").lower().split()) if name == "class" else set()
            verdict = name not in {"value", "id"} and (value or "").strip().lower() in _VERDICTS
            if (value and set(_SPLIT.split(name)) & _NAME) or classes & _CLASS or verdict:
                self._found(Kind.KEY_MARKUP, f'{name}="{value or ""}"', one)
        chosen = {"checked", "selected"} & set(values)
        # A list's first line, which stands for no answer, may be chosen; it has no value.
        if chosen and values.get("value", "on") and "sure" not in (values.get("class") or "").split():
            self._found(Kind.KEY_MARKUP, f'<{tag} value="{values.get("value") or ""}" {min(chosen)}>', one)

    def _look_for_marks(self, attrs: _Attributes, one: Asked) -> None:
        """A name that is made of an item's id and of a word for its proof, wherever it stands."""
        for name, value in attrs:
            for word in (value or "").split() if name in {"id", "href", "class"} or name.startswith("data-") else ():
                target = word.rpartition("#")[2].lower()
                if names(target, one.id) and _MARK & set(_SPLIT.split(target.replace(one.id, " "))):
                    self._found(Kind.EVIDENCE_MARK, f'{name}="{word}"', one)

    def _found(self, kind: Kind, found: str, one: Asked) -> None:
        place = f"line {self.getpos()[0]}"
        self.findings.append(
            Finding(kind=kind, path=self.seen.path, place=place, found=shortened(found), quiz=one.quiz.id, item=one.id)
        )
