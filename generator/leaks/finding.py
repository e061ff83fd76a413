"""What a search for leaks ends in: leaks, files that nobody could look into, and what the search rests on."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Self


class Kind(enum.Enum):
    """What leaked; the value is its stable name in reports, with why it tells and what to do."""

    def __new__(cls, value: str, why: str, advice: str) -> Self:
        """A member from its name, the reason, and the advice."""
        member = object.__new__(cls)
        member._value_ = value
        member.why = why
        member.advice = advice
        return member

    why: str
    advice: str

    FEEDBACK = (
        "feedback-text",
        "feedback says which answers are right",
        "make the file again from the graded quiz, and hand feedback out when the answers are in",
    )
    EVIDENCE = (
        "evidence-text",
        "these words prove the key, and no excerpt of the course shows them",
        "take the words out until the answers are in",
    )
    EVIDENCE_MARK = (
        "evidence-mark",
        "it ties the item to the words that prove its key",
        "remove the mark; words of an excerpt tell nothing until they are tied to an item",
    )
    KEY_MARKUP = (
        "key-markup",
        "an attribute or a class inside the item tells right parts from wrong ones",
        "build the page again with `mode: graded` in the quiz",
    )
    KEY_FIELD = ("key-field", "a field beside the item's id holds its key", "remove the field, or the file")
    KEY_TABLE = ("key-table", "a table gives the item's key", "keep the table among the instructor's files")
    KEY_LIST = ("key-list", "a numbered list gives the key of the whole quiz", "keep the list among the instructor's files")
    KEY_ORDER = (
        "key-order",
        "the parts stand in the order of the key, and not in the mixed one that the compiler gives them",
        "make the file again with `mode: graded` in the quiz",
    )
    PREFILLED = ("prefilled-answer", "an answer is filled in", "hand out the notebook as `course build` makes it")
    OUTPUT = ("notebook-output", "the cell was run, and what it printed tells an answer", "clear all outputs")
    COMPARISON = ("key-comparison", "the code compares an answer with the key", "compare where students can't read it")
    HIDDEN_TESTS = (
        "hidden-tests",
        "the region holds a solution or a test with the key, and it was not stripped",
        "hand out what nbgrader or otter releases, not its source",
    )
    SPEC = ("spec", "it is the quiz as its author wrote it, with the key", "keep specs out of what is handed out")
    LOCK = ("lock", "it names the words that prove the item's key", "keep the lock out of what is handed out")
    GRADE_OUTPUT = ("grade-output", "answers beside their points tell which are right", "keep marks among the instructor's files")
    FINGERPRINT = (
        "key-fingerprint",
        "the fingerprint covers the key, so keys can be tried until it fits",
        "make the file again with `mode: graded` in the quiz",
    )
    DIGEST = ("key-digest", "it is a digest of the key: trying each answer finds the one that fits", "remove the digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One leak.

    ``path`` is the file, and for a member of an archive the archive's path and the member's, `out.zip/exam.ipynb`. ``place`` is
    a line, a path into JSON, or a cell, empty where the format has no such thing. ``found`` is what stands there.
    """

    kind: Kind
    path: str
    place: str
    found: str
    quiz: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A file, or a part of one, that could not be looked into, and why. As long as there is one nothing is proved."""

    path: str
    reason: str


class Remade(enum.StrEnum):
    """What came of making a graded notebook again from the specs."""

    SAME = "same"
    """It is what the compiler makes, and the compiler makes the same bytes whatever the key."""
    EDITED = "edited"
    """It isn't what the compiler makes now: it was searched, but this proof doesn't hold for it."""
    DIFFERS = "differs"
    """The compiler makes other bytes with another key: a fault of the compiler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A graded notebook that was found, and what came of making it again."""

    path: str
    quiz: str
    remade: Remade


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What one file gave."""

    findings: tuple[Finding, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notebooks: tuple[Notebook, ...] = ()
    members: int = 1
    """Files looked into: the file itself and, for an archive, what is in it."""
    size: int = 0
    """Bytes, after unpacking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the whole search gave. ``quizzes`` are the ids of the graded quizzes whose keys were sought."""

    quizzes: tuple[str, ...]
    items: int
    texts: int
    """Feedback and evidence that was sought by its words."""
    short: int
    """Those of them that are too short to be told from chance, and were sought only as whole strings where the item is named."""
    digests: int
    files: int = 0
    members: int = 0
    size: int = 0
    findings: tuple[Finding, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notebooks: tuple[Notebook, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether nothing leaks, as far as anything that was handed in can be looked into."""
        return not self.findings and not self.unseen and all(one.remade is not Remade.DIFFERS for one in self.notebooks)
