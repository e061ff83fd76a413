"""A lesson as written."""

from __future__ import annotations

import enum
from typing import Self

from pydantic import Field, model_validator

from generator.spec.allowance import TextAllowance
from generator.spec.citation import Citation, Row
from generator.spec.model import Id, Prose, Spec, Text


class Skill(enum.StrEnum):
    """What an item asks for. The first four are those of reading sources; recall is remembering."""

    SOURCING = "sourcing"
    """Who speaks, when, to whom, to what end."""
    CONTEXTUALISATION = "contextualisation"
    """What was going on, what could the author know."""
    CLOSE_READING = "close-reading"
    """What the words say, and how."""
    CORROBORATION = "corroboration"
    """What other sources say."""
    RECALL = "recall"
    """What was read before."""


class Relation(enum.StrEnum):
    """How the answers of a comparison stand to one another."""

    AGREE = "agree"
    """The sources say the same, each on its own."""
    PARTIAL = "partial"
    """They agree in part."""
    CONFLICT = "conflict"
    """They can't both be right."""
    SELF_CONTRADICTION = "self-contradiction"
    """One source says two things."""
    PREDICTION = "prediction-vs-outcome"
    """One source foresaw, another tells what came."""
    DEPENDENT = "dependent"
    """They agree because one follows the other."""
    SHARED_ERROR = "shared-error"
    """They share a slip, which hints at a common origin."""
    SILENCE = "silence"
    """One of them says nothing of it."""
    HOMONYM = "homonym"
    """One name stands for several things."""


class Questions(Spec):
    """Questions for the reader, under the four skills of reading sources."""

    sourcing: tuple[Text, ...] = Field((), examples=[["Why would a keeper count strokes?"]])
    """Who speaks, when, to whom, to what end."""
    contextualisation: tuple[Text, ...] = Field((), examples=[["What did the rules want?"]])
    """What was going on, what could the author know."""
    close_reading: tuple[Text, ...] = Field((), alias="close-reading", examples=[['Who is "I" here?']])
    """What the words say, and how."""
    corroboration: tuple[Text, ...] = Field((), examples=[["Can the letter confirm it?"]])
    """What other sources say."""

    def by_skill(self) -> list[tuple[Skill, tuple[Text, ...]]]:
        """The skills that have questions, in reading order."""
        all_four = (
            (Skill.SOURCING, self.sourcing),
            (Skill.CONTEXTUALISATION, self.contextualisation),
            (Skill.CLOSE_READING, self.close_reading),
            (Skill.CORROBORATION, self.corroboration),
        )
        return [(skill, questions) for skill, questions in all_four if questions]


class Excerpt(Citation):
    """A passage as a lesson shows it: headnote first, then the words."""

    id: Id = Field(examples=["second-night"])
    """Unique in the lesson; never changed: links and records of readers use it."""
    title: Text = Field(examples=["Nine in answer"])
    """A short, neutral title."""
    headnote: Text = Field(examples=["The keeper writes within days."])
    """Two to four sentences read before the excerpt: who writes, when, to what end, what to watch for."""
    questions: Questions = Questions.model_construct()
    """Questions on this excerpt."""


class Comparison(Spec):
    """One question put to several sources."""

    id: Id = Field(examples=["strokes"])
    """Unique in the lesson; never changed."""
    question: Text = Field(examples=["How many strokes?"])
    """The question that the rows answer."""
    verdict: Relation = Field(strict=False, examples=["conflict"])
    """How the answers stand to one another."""
    note: Text = Field(examples=["One rang it; the other was told."])
    """What a reader should weigh; it never settles the question."""
    measure: Text | None = Field(None, examples=["strokes of the keeper's bell"])
    """What the rows' amounts count, or what they date; readers see it above the plot."""
    rows: tuple[Row, ...] = Field(min_length=2)
    """The answers, each with the words that give it."""


class Block(Spec):
    """One element of a lesson's body: prose, an excerpt or a comparison."""

    prose: Prose | None = Field(None, examples=["Three people counted."])
    """MyST Markdown without raw HTML or directives."""
    excerpt: Excerpt | None = None
    """A passage with its headnote and questions."""
    comparison: Comparison | None = None
    """One question put to several sources."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("holds exactly one of `prose`, `excerpt`, `comparison`; begin each with its own `- `")
        (key,) = self.model_fields_set
        if getattr(self, key) is None:
            raise ValueError(f"holds nothing after `{key}:`; write it, or remove the entry")
        return self


class Lesson(Spec):
    """One lesson: becomes one chapter."""

    id: Id = Field(examples=["fog"])
    """The file's name without `.yml`; never changed."""
    title: Text = Field(examples=["The second night"])
    """As readers see it."""
    unit: Id = Field(examples=["fog-1871"])
    """The unit that the lesson belongs to: an id of lessons/units.yml."""
    question: Text = Field(examples=["How often did the bell ring?"])
    """The central question."""
    objectives: tuple[Text, ...] = Field(min_length=1, examples=[["Tell hearing from hearsay"]])
    """What a reader will be able to do."""
    quiz: Id | None = Field(None, examples=["fog-quiz"])
    """The quiz that closes the lesson: the name of a file in quizzes/ without `.yml`."""
    body: tuple[Block, ...] = Field(min_length=1)
    """Prose, excerpts and comparisons in reading order."""
    questions: Questions = Questions.model_construct()
    """Questions on the lesson as a whole."""
    limits: Prose = Field(examples=["No ship's log is in the corpus."])
    """What this lesson can't tell the reader. MyST Markdown, like prose."""
    lint: tuple[TextAllowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the lesson's texts. No page shows them."""

    def excerpts(self) -> list[Excerpt]:
        """The lesson's excerpts in reading order."""
        return [block.excerpt for block in self.body if block.excerpt is not None]

    def comparisons(self) -> list[Comparison]:
        """The lesson's comparisons in reading order."""
        return [block.comparison for block in self.body if block.comparison is not None]
