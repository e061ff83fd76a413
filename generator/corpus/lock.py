"""The lock: every passage that the course quotes, with the proof of where it stands, in a file that reviews read.

The book builds from it alone. The format is versioned: a reader refuses a newer ``version`` and ignores what a newer
``revision`` adds. Same specs and documents, same bytes: entries are sorted, and no times or line numbers stand in it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from generator.corpus.excerpt import Mark, MarkKind, Paragraph
from generator.corpus.fold import rules_id
from generator.corpus.lock_text import lock_text
from generator.corpus.rules import Rule, Verdict
from generator.diagnostics.codes import Code
from generator.source.yaml_nodes import Mapping, Scalar, parse_yaml
from generator.spec.model import Spec
from generator.spec.read import Located, first_key, read_spec

if TYPE_CHECKING:
    from generator.diagnostics.model import Problems
    from generator.source.files import SourceFile

VERSION = 1
REVISION = 0

_HEAD = """\
# Made by `course lock` from lessons/ and quizzes/ and the documents. Do not edit: the next run would undo it.
# Each passage: where it stands in its document (raw: str offsets, end exclusive) and the text as printed.
# The documents belong to their publishers; what stands here is quoted from them.
"""

Offsets = Annotated[tuple[int, int], Field(strict=False)]


class OutlineEntry(Spec):
    """A heading of a document: its text and the number of the paragraph that follows it."""

    heading: str
    paragraph: int


class PinnedArticle(Spec):
    """An article of a document as it was read."""

    raw: tuple[int, int]
    paragraphs: int
    outline: tuple[OutlineEntry, ...] = ()


class Pin(Spec):
    """A document as it was read."""

    sha256: str
    chars: int
    paragraphs: int = 0
    outline: tuple[OutlineEntry, ...] = ()
    articles: dict[str, PinnedArticle] = Field(default_factory=dict)


class LockedNote(Spec):
    """A note that a passage calls: its place in the document and its text."""

    raw: tuple[int, int]
    text: str


class Passage(Spec):
    """A citation resolved.

    ``raw`` is a range of str offsets in the document's text, end exclusive; ``omitted`` and ``skipped`` are stretches in
    it that aren't printed: the editor's omissions, and what the rules pass over. ``request`` is a digest of the citation
    as written, so that a changed citation is told from a changed document.
    """

    source: str
    request: str
    raw: tuple[int, int]
    sha256: str
    verdict: Verdict = Field(strict=False)
    rules: tuple[Annotated[Rule, Field(strict=False)], ...] = ()
    skipped: tuple[tuple[int, int, str], ...] = ()
    omitted: tuple[tuple[int, int], ...] = ()
    match: int
    of: int
    section: str | None = None
    paragraph: str = ""
    marks: tuple[tuple[int, int, int, str, int], ...] = ()
    """Paragraph index, start and end in that paragraph, kind, note number."""
    numbers: tuple[int, ...] = ()
    """The paragraphs' numbers in the article; 0 for a heading or byline."""
    within: tuple[tuple[int, int, int], ...] = ()
    """For words inside an excerpt: paragraph index, start and end in the excerpt's printed text."""
    notes: dict[str, LockedNote] = Field(default_factory=dict)
    """Notes that the passage calls, by number."""
    text: str
    """The paragraphs as printed, an empty line between them."""
    text_sum: str
    """Of the text: an edit of the lock by hand is noticed even where the documents aren't."""

    def paragraphs(self) -> list[Paragraph]:
        """The printed paragraphs with their marks."""
        texts = self.text.split("\n\n")
        marks: list[list[Mark]] = [[] for _ in texts]
        for index, start, end, kind, number in self.marks:
            marks[index].append(Mark(MarkKind(kind), start, end, number))
        return [Paragraph(n, text, tuple(m)) for n, text, m in zip(self.numbers, texts, marks, strict=True)]

    @property
    def document(self) -> str:
        """The id of the document, without the article."""
        return self.source.split("/", 1)[0]

    @property
    def plain(self) -> str:
        """The text on one line."""
        return self.text.replace("\n\n", " ")


def text_sum(text: str) -> str:
    """Sixteen hexadecimal digits of a printed text's sha256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Lock(Spec):
    """All of it."""

    version: int = VERSION
    revision: int = REVISION
    rules: str
    sources: dict[str, Pin]
    passages: dict[str, Passage]


def read_lock(file: SourceFile, problems: Problems) -> Located[Lock] | None:
    """The lock in a file, or None after reporting why it can't be used."""
    node = parse_yaml(file, problems)
    version = node.values.get("version") if isinstance(node, Mapping) else None
    if node is None:
        return None
    if not isinstance(version, Scalar) or version.value != VERSION:
        found = f"version {version.value}" if isinstance(version, Scalar) else "no version"
        problems.report(Code.LOCK_FORMAT, f"the lock has {found}; this compiler reads version {VERSION}", file,
                        version.span if version else first_key(node, node.span),
                        help="run `course lock` where the documents are")  # fmt: skip
        return None
    revision = node.values.get("revision") if isinstance(node, Mapping) else None
    newer = isinstance(revision, Scalar) and isinstance(revision.value, int) and revision.value > REVISION
    read = read_spec(file, Lock, problems, unknown_keys=newer)
    if read is None:
        return None
    fine = True
    for key, passage in read.value.passages.items():
        texts = passage.text.split("\n\n")
        fits = len(texts) == len(passage.numbers) and all(
            0 <= n < len(texts) and 0 <= a <= b <= len(texts[n]) and kind in set(MarkKind) for n, a, b, kind, _ in passage.marks
        )
        if not fits:
            problems.report(Code.LOCK_FORMAT, f"the text of `{key}` doesn't fit its paragraph numbers and marks", file,
                            read.span("passages", key, "text"), help="run `course lock` where the documents are")  # fmt: skip
            fine = False
        elif passage.text_sum != text_sum(passage.text):
            problems.report(Code.LOCK_FORMAT, f"the text of `{key}` was edited by hand", file,
                            read.span("passages", key, "text"), help="put the lock back, or run `course lock`")  # fmt: skip
            fine = False
    return read if fine else None


def new_lock(sources: dict[str, Pin], passages: dict[str, Passage]) -> Lock:
    """A lock under the present rules, sorted."""
    return Lock(rules=rules_id(), sources=dict(sorted(sources.items())), passages=dict(sorted(passages.items())))


def write_lock(lock: Lock) -> str:
    """The lock as the text of its file."""
    return _HEAD + lock_text(lock.model_dump(mode="json"))
