"""Words in quotation marks in the author's own text: headnotes, prose, feedback, pages written by hand.

They carry no citation, so they can't be cut from a source; but they claim to be somebody's words, so they must stand in the
documents. A warning tells of those that don't. The titles of this course's own excerpts are its own words and pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from generator.corpus.locate import find_quote
from generator.diagnostics.codes import Code
from generator.diagnostics.edits import offer
from generator.diagnostics.model import Edit
from generator.memory import Form, Memory
from generator.source.files import Span
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence
from generator.spec.read import open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.corpus.corpus import Corpus
    from generator.corpus.document import Document
    from generator.diagnostics.model import Fix, Problems
    from generator.source.files import SourceFile
    from generator.spec.course import Course
    from generator.spec.read import Located

OWN_WORDS = frozenset({
    "prose", "limits", "headnote", "note", "question", "objectives", "sourcing", "contextualisation", "close-reading",
    "corroboration", "value", "basis", "stem", "text", "feedback", "hints", "true", "false", "definition", "date_basis",
    "publisher_basis", "kind", "measure", "opening", "says",
})  # fmt: skip
"""Keys whose values are the author's own text, whatever spec they stand in."""
_OWN_WORDS_OF_EVENTS = OWN_WORDS | {"title"}
"""Those of the timeline: elsewhere a title may be one that a source bears."""

_QUOTED = re.compile(r"“([^“”]{2,400})”|(?<![\w\\])\"([^\"]{2,400})\"(?!\w)")
_CUT = re.compile(r"\[?(?:\.\.\.|…)\]?|\[[^\]]*\]")
"""Where an author leaves words out or puts some in: what stands on either side is sought by itself."""
_ENDS = " .,;:?!"
_CODE = re.compile(r"(?s)```.*?```|`[^`\n]*`")


def check_phrases(course: Course, corpus: Corpus, problems: Problems, memory: Memory | None = None) -> int:
    """Report quoted words that stand in no document. Gives how many were looked up."""
    memory = memory or Memory()
    if len(corpus.documents) < len(course.documents()):
        return 0  # the words may stand in a document that couldn't be read, which was reported
    own = {" ".join(excerpt.title.split()) for lesson in course.lessons for excerpt in lesson.value.excerpts()}
    titled = [(lesson.value.title, lesson.value.question) for lesson in course.lessons]
    titled += [(unit.title, unit.question) for unit in (course.units.value.units if course.units else ())]
    own |= {" ".join(title.split()) for pair in titled for title in pair}
    count = 0
    for file, phrases in _phrases(course, problems, memory):
        sought = [(phrase, _CUT.split(phrase.words)) for phrase in phrases if " ".join(phrase.words.split()).strip(_ENDS) not in own]
        count += len(sought)
        proved = memory.recall(_proved, tuple(dict.fromkeys(part for _, parts in sought for part in parts)), corpus, memory)
        for phrase, parts in sought:
            if not proved.issuperset(parts):
                problems.report(Code.PHRASE_UNPROVED, f"the words {phrase.written} stand in no document", file, phrase.span(file),
                                help="quote them as the source has them, or write them without quotation marks",
                                fixes=_single_marks(file, phrase.span(file), phrase.written))  # fmt: skip
    return count


def _single_marks(file: SourceFile, place: Span, quoted: str) -> tuple[Fix, ...]:
    """Single quotation marks, for words that are nobody's; where the file has the double ones as they are read."""
    if file.text[place.start : place.end] != quoted:
        return ()
    marks = ((place.start, "‘"), (place.end - 1, "’"))
    return offer("write single quotation marks", tuple(Edit(file, Span(at, at + 1), mark) for at, mark in marks))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words in quotation marks: with them as ``written``, and the stretch of the file that holds the text they stand in."""

    words: str
    written: str
    around: Span

    def span(self, file: SourceFile) -> Span:
        """Their place; that of the whole text where YAML wrote them otherwise."""
        at = file.text.find(self.written, self.around.start, self.around.end)
        return Span(at, at + len(self.written)) if at != -1 else self.around


def _proved(parts: tuple[str, ...], corpus: Corpus, memory: Memory) -> frozenset[str]:
    """Those of some words that stand in the documents."""
    if not parts:
        return frozenset()
    return memory.last(_PROVED, (corpus.digest, *parts), lambda: frozenset(part for part in parts if memory.recall(_stands, part, corpus)))


def _write_phrases(phrases: tuple[_Phrase, ...]) -> bytes:
    return to_json([(one.words, one.written, one.around.start, one.around.end) for one in phrases])


def _read_phrases(data: bytes) -> tuple[_Phrase, ...]:
    return tuple(_Phrase(words, written, Span(start, end)) for words, written, start, end in from_json(data))


_PHRASES = Form(name="phrases", read=_read_phrases, write=_write_phrases)
_PROVED = Form(name="phrases proved", read=lambda data: frozenset(from_json(data)), write=lambda proved: to_json(sorted(proved)))


def _stands(words: str, corpus: Corpus) -> bool:
    """Whether words stand anywhere in the documents, page furniture included; their end may be the sentence's, not theirs."""
    plain = " ".join(words.replace("*", "").split())
    tried = {plain, plain.strip(_ENDS)}
    return plain.strip(_ENDS) == "" or any(
        find_quote(document, one, (0, len(document.raw))).matches or _in_furniture(document, one)
        for document in corpus.documents.values()
        for one in tried
        if one
    )


def _in_furniture(document: Document, words: str) -> bool:
    """Whether words stand in a masthead or the like, which the search for quotations passes over."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return any(whole.search(line) for line in document.record.layout.furniture)


def _phrases(course: Course, problems: Problems, memory: Memory) -> Iterator[tuple[SourceFile, tuple[_Phrase, ...]]]:
    """The phrases of every file that holds the author's own text."""
    specs: list[Located[Any]] = [course.sources, *course.lessons, *course.quizzes]
    if course.glossary is not None:
        specs.append(course.glossary)
    if course.units is not None:
        specs.append(course.units)
    if course.timeline is not None:
        specs.append(course.timeline)
    if course.names is not None:
        specs.append(course.names)
    for spec in specs:
        keys = _OWN_WORDS_OF_EVENTS if spec is course.timeline else OWN_WORDS
        yield spec.file, memory.recall(_phrases_of_spec, spec, keys, memory)
    for path in sorted((course.root / "book").glob("*.md")):
        file = open_file(path, course.root, problems, course.unsaved)
        if file is not None and not file.text.startswith("% Made by"):
            yield file, memory.recall(_phrases_in, file.text, (0, len(file.text)))


def _phrases_of_spec(spec: Located[Any], keys: frozenset[str], memory: Memory) -> tuple[_Phrase, ...]:
    def look() -> tuple[_Phrase, ...]:
        texts = own_texts(spec.node, keys, own=False)
        return tuple(phrase for span, text in texts for phrase in _phrases_in(text, (span.start, span.end)))

    return memory.last(_PHRASES, (spec.file.digest, *sorted(keys)), look)


def _phrases_in(text: str, around: tuple[int, int]) -> tuple[_Phrase, ...]:
    return tuple(_Phrase(found[1] or found[2], found[0], Span(*around)) for found in _QUOTED.finditer(_CODE.sub(" ", text)))


def own_texts(node: Node, keys: frozenset[str], *, own: bool) -> Iterator[tuple[Span, str]]:
    """The author's own texts below a node, which stand under certain keys, with their places."""
    if isinstance(node, Scalar):
        if own and isinstance(node.value, str):
            yield node.span, node.value
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from own_texts(item, keys, own=own)
    elif isinstance(node, Mapping):
        for key, value in node.values.items():
            yield from own_texts(value, keys, own=key in keys)
