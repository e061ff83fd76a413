"""What an editor shows at a place: what is wrong there, the passage cited there, what a name names, what a key means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.corpus.rules import verdict_of
from generator.lsp.cited import locate, written_at
from generator.lsp.describe import described, escaped
from generator.lsp.fields import keys_at
from generator.lsp.where import where
from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.corpus import Place
    from generator.corpus.lock import Passage
    from generator.corpus.rules import Rule
    from generator.diagnostics.model import Diagnostic
    from generator.lsp.cited import Located
    from generator.lsp.course import OpenCourse

AROUND = 240
"""Characters of a document that are shown before and after a passage."""
_BEFORE_KEY, _REST_OF_KEY = re.compile(r" *(?:- +)*[\w-]*"), re.compile(r"[\w-]*:")
WORDS = frozenset({"quote", "from", "to", "occurrence", "omit"})
"""Keys at which the passage is shown."""


def hover(course: OpenCourse, name: str, offset: int) -> tuple[str, Span] | None:
    """Markdown for a place of a file, and what of the file it is about; None where there is nothing to say."""
    file = course.files.file(name)
    if file is None:
        return None
    parts: list[str] = []
    span: Span | None = None
    for text, about in _found(course, name, offset):
        parts.append(text)
        span = span or about
    if not parts or span is None:
        return None
    size = len(file.text)
    return "\n\n---\n\n".join(parts), Span(min(span.start, size), min(span.end, size))


def _found(course: OpenCourse, name: str, offset: int) -> Iterator[tuple[str, Span]]:
    for one in course.checked.at(name, offset):
        yield explained(one), one.span
    at = course.catalogue.at(name, offset)
    giver = course.catalogue.giver(at.name) if at else None
    if at and giver:
        yield described(giver), at.span
    file = course.files.file(name)
    place = where(file.text, _behind_key(file.text, offset)) if file and name.endswith(".yml") else None
    if file is None or place is None or place.entry is None:
        return
    entry = place.entry
    key_span = Span(entry.start, entry.start + len(entry.key))
    if entry.key in WORDS or "omit" in place.path:
        passage = shown_passage(course, name, offset)
        if passage:
            yield passage, entry.value
    key = keys_at(name, place.path, place.beside).get(entry.key)
    if key and offset <= key_span.end:
        yield key.as_markdown, key_span
    elif key and not at:
        value = file.text[entry.value.start : entry.value.end].strip("\"'")
        if doc := key.values.get(value):
            yield f"**`{value}`**: {doc}", entry.value


def _behind_key(text: str, offset: int) -> int:
    """A place inside a key, moved behind its colon; any other as it is."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    rest = _REST_OF_KEY.match(text, offset)
    return rest.end() if rest and _BEFORE_KEY.fullmatch(line) else offset


def explained(found: Diagnostic) -> str:
    """A problem with its explanation, as `course explain` prints it."""
    said = [f"**{found.severity.value}** `{found.code.value}`: {escaped(found.message)}"]
    said += [f"*help:* {escaped(found.help)}"] if found.help else []
    return "\n\n".join([*said, escaped(found.code.explanation)])


def shown_passage(course: OpenCourse, name: str, offset: int) -> str | None:
    """The passage of the citation at a place, in its surroundings where the documents are here."""
    tree = course.files.tree(name)
    written = written_at(tree.node, offset) if tree else None
    if written is None:
        return None
    search = course.search()
    if search is not None:
        found = locate(written, search.corpus, course.excerpts)
        return _in_document(found) if found else None
    lock = course.lock()
    passage = lock.passages.get(written.key) if lock else None
    return _from_lock(passage) if passage else None


def _in_document(found: Located) -> str:
    place, document = found.place, found.place.document
    locator = document.locate(place.start, place.end)
    first = document.raw.count("\n", 0, place.start) + 1
    last = document.raw.count("\n", 0, place.end) + 1
    where_ = [f"`{place.source}`"]
    where_ += [escaped(locator.section)] if locator.section else []
    where_ += [f"paragraph {locator.paragraph}"] if locator.paragraph else []
    where_ += [f"line {first}" if first == last else f"lines {first}–{last}", f"characters {place.start}–{place.end}"]
    where_ += [f"place {found.index} of {found.count}"] if found.count > 1 else []
    return f"{_proof(found.rules)} in {', '.join(where_)}\n\n{_in_context(place)}"


def _proof(rules: frozenset[Rule]) -> str:
    needed = f" ({', '.join(sorted(rule.value for rule in rules))})" if rules else ""
    return f"Proved, **{verdict_of(rules).value}**{needed},"


def _in_context(place: Place) -> str:
    raw = place.document.raw
    before, after = raw[max(0, place.start - AROUND) : place.start], raw[place.end : place.end + AROUND]
    lead = "… " if place.start > AROUND else ""
    trail = " …" if place.end + AROUND < len(raw) else ""
    before = f"{_plain(before)}{' ' * before[-1:].isspace()}"
    after = f"{' ' * after[:1].isspace()}{_plain(after)}"
    return f"> {lead}{before}**{_plain(place.raw)}**{after}{trail}"


def _from_lock(passage: Passage) -> str:
    start, end = passage.raw
    head = f"Last proved, **{passage.verdict.value}**, in `{passage.source}`, characters {start}–{end}. The documents are not here."
    return f"{head}\n\n> **{_plain(passage.text)}**"


def _plain(raw: str) -> str:
    return escaped(" ".join(raw.split()))
