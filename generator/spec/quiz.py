"""A quiz as written. Items, options and entries carry written ids; positions mean nothing and are never stored."""

from __future__ import annotations

import enum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from generator.spec.allowance import Allowance
from generator.spec.citation import Evidence, Words
from generator.spec.lesson import Skill
from generator.spec.model import Id, PassageId, Spec, Text


class Kind(enum.StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    """By choosing the one option that is right."""
    MULTIPLE = "multiple"
    """By choosing every option that is right."""
    TRUE_FALSE = "true-false"
    """By judging a statement."""
    ORDER = "order"
    """By putting things in order."""
    MATCH = "match"
    """By giving each claim its answer."""
    HIGHLIGHT = "highlight"
    """By choosing words of an excerpt."""


class Mode(enum.StrEnum):
    """What a quiz is for. A practice quiz ships its key; a graded one ships none."""

    PRACTICE = "practice"
    """To learn from: feedback and proof after each answer."""
    GRADED = "graded"
    """To be marked: no key anywhere; readers save their answers to a file."""


class Option(Spec):
    """One choice."""

    id: Id = Field(examples=["b"])
    """Unique in the item; never changed: answers are stored under it."""
    text: Text = Field(examples=["Nine"])
    """What the reader chooses."""
    correct: bool = Field(False, examples=[True])
    """Whether the option is a key."""
    pinned: bool = Field(False, examples=[True])
    """Whether the option keeps its place when a quiz shuffles: "none of these", say."""
    feedback: Text = Field(examples=["That is what a pilot counted."])
    """Why it is right, or what the distractor is true of. Shown beside the option after answering."""


class ItemHead(Spec):
    """What items of every kind have."""

    id: Id = Field(examples=["fog-answer"])
    """Unique in the whole course; never changed: records of readers are kept under it."""
    skill: Skill = Field(strict=False, examples=["close-reading"])
    """What the item asks for."""
    stem: Text = Field(examples=["How many strokes did he give?"])
    """The question."""
    hints: tuple[Text, ...] = Field((), max_length=5, examples=[["He tells of two bells."]])
    """Help, shown step by step to a reader who asks."""
    evidence: Evidence
    """The words that prove the key."""
    lint: tuple[Allowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in this item. No page shows them, and they don't count in its fingerprint."""


class ChoiceItem(ItemHead):
    """An item answered by choosing among options."""

    kind: Literal["single", "multiple"] = Field("single", examples=["multiple"])
    """`single`: one key. `multiple`: one key or more."""
    options: tuple[Option, ...] = Field(min_length=2, max_length=10)
    """The choices, in the order shown."""


class TrueFalseFeedback(Spec):
    """What is said to either answer."""

    true: Text = Field(examples=["He left it only to eat, but he left it."])
    """Shown beside "True"."""
    false: Text = Field(examples=["He left it to eat, and says so."])
    """Shown beside "False"."""


class TrueFalseItem(ItemHead):
    """A statement to be judged. The stem is the statement."""

    kind: Literal["true-false"] = Field(examples=["true-false"])
    """`true-false`."""
    answer: bool = Field(examples=[False])
    """Whether the statement is true."""
    feedback: TrueFalseFeedback
    """Why, for either answer."""

    @property
    def options(self) -> tuple[Option, ...]:
        """The two answers as options."""
        return (
            Option(id="true", text="True", correct=self.answer, feedback=self.feedback.true),
            Option(id="false", text="False", correct=not self.answer, feedback=self.feedback.false),
        )


class Entry(Spec):
    """One thing to be put in its place."""

    id: Id = Field(examples=["lamp"])
    """Unique in the item; never changed."""
    text: Text = Field(examples=["He lights the lamp"])
    """What the reader moves."""
    feedback: Text = Field(examples=["That was at five."])
    """Why it stands where it stands."""


class OrderItem(ItemHead):
    """Things to be put in order."""

    kind: Literal["order"] = Field(examples=["order"])
    """`order`."""
    entries: tuple[Entry, ...] = Field(min_length=3, max_length=8)
    """The things in their right order, first to last; readers meet them in another."""


class Choice(Spec):
    """One answer that a claim can be matched to."""

    id: Id = Field(examples=["hearsay"])
    """Unique in the item; never changed."""
    text: Text = Field(examples=["On what others say"])
    """What the reader chooses."""


class Pair(Spec):
    """One claim and its answer."""

    id: Id = Field(examples=["keeper"])
    """Unique in the item; never changed."""
    text: Text = Field(examples=["The keeper"])
    """The claim."""
    answer: Id = Field(examples=["hand"])
    """The id of the choice that belongs to it."""
    feedback: Text = Field(examples=["He rang them himself."])
    """Why."""


class MatchItem(ItemHead):
    """Claims to be matched to what they belong to: their source, say."""

    kind: Literal["match"] = Field(examples=["match"])
    """`match`."""
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=8)
    """The answers to choose from; one may belong to several claims, or to none."""
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=8)
    """The claims, in the order shown."""


class Stretch(Words):
    """Some words of an excerpt that a reader may choose."""

    id: Id = Field(examples=["counted"])
    """Unique in the item; never changed."""
    correct: bool = Field(False, examples=[True])
    """Whether these are words that the stem asks for."""
    feedback: Text = Field(examples=["This is what he did."])
    """Why they are, or what they show instead."""


class HighlightItem(ItemHead):
    """Words to be chosen in an excerpt."""

    kind: Literal["highlight"] = Field(examples=["highlight"])
    """`highlight`."""
    passage: PassageId = Field(examples=["fog/second-night"])
    """The excerpt, as lesson/excerpt; its text is shown with the stretches to choose from."""
    stretches: tuple[Stretch, ...] = Field(min_length=2, max_length=10)
    """The words that can be chosen; they stand in the excerpt and don't overlap."""


def _kind_of(value: Any) -> str:
    """The kind that an item is written as. Where nothing is said, the keys tell, so that a slip in `kind` is one problem."""
    if isinstance(value, dict):
        kind = value.get("kind", next((kind for key, kind in TELLING_KEYS.items() if key in value), "single"))
    else:
        kind = getattr(value, "kind", "single")
    return "single" if kind == "multiple" else str(kind)


TELLING_KEYS = {"answer": "true-false", "entries": "order", "pairs": "match", "stretches": "highlight"}
"""Keys that only items of one kind have."""


Item = Annotated[
    Annotated[ChoiceItem, Tag("single")]
    | Annotated[TrueFalseItem, Tag("true-false")]
    | Annotated[OrderItem, Tag("order")]
    | Annotated[MatchItem, Tag("match")]
    | Annotated[HighlightItem, Tag("highlight")],
    Discriminator(_kind_of),
]
"""An item of any kind; `kind:` tells which."""


class Quiz(Spec):
    """The items that close a lesson, or ask about the whole course."""

    id: Id = Field(examples=["fog-quiz"])
    """The file's name without `.yml`; never changed."""
    title: Text = Field(examples=["Quiz: the second night"])
    """As readers see it."""
    lesson: Id | None = Field(None, examples=["fog"])
    """The lesson that it belongs to. Left out, the quiz is about the whole course, and has the page `book/quizzes/ID`."""
    mode: Mode = Field(Mode.PRACTICE, strict=False, examples=["graded"])
    """`practice`: feedback and proof after each answer. `graded`: no key anywhere; readers save their answers to a file."""
    shuffle: bool = Field(False, examples=[True])
    """Whether options are shown in another order each time, but for those that are pinned."""
    confidence: bool = Field(False, examples=[True])
    """Whether readers also say how sure they are."""
    lint: tuple[Allowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the quiz, and in all its items."""
    items: tuple[Item, ...] = Field(min_length=1)
    """The questions, in the order shown."""
