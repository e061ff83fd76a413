"""New files for authors to fill in. A value that is missing is left empty, so that `course check` points at its place.

What may be left out elsewhere is an empty text rather than nothing at all: nothing would be taken for left out."""

from __future__ import annotations

from generator.new.yaml_text import scalar


def head(what: str) -> str:
    """The first lines of a new file: comments for its author, and for editors."""
    return f"# {what} Fill in what is empty; `course check` names what is missing.\n"


def lesson(name: str, unit: str, title: str | None) -> str:
    """A lesson with every key that it needs."""
    return f"""{head("A lesson.")}id: {name}   # the file's name; never changed
title:{_given(title)}   # as readers see it
unit: {unit}
question:   # the central question, which the sources answer in part
objectives:
  -   # what a reader will be able to do
body:   # prose, excerpts and comparisons in reading order
  # - prose: what a reader should know before the first excerpt
  - excerpt:
      id: first   # unique in the lesson; never changed
      title:   # short and neutral
      source:   # an id of lessons/sources.yml, or document/article
      headnote:   # two to four sentences: who writes, when, to what end, what to watch for
      quote: ""   # the words, verbatim; `from:` and `to:` name a longer passage by its ends
      questions:
        sourcing: []   # who speaks, when, to whom, to what end
        close-reading: []   # what the words say, and how
  # - comparison: one question put to several sources
limits:   # what this lesson can't tell the reader
"""


def quiz(name: str, lesson_id: str) -> str:
    """A quiz with one item of the commonest kind."""
    return f"""{head("A quiz.")}id: {name}   # the file's name; never changed
title:   # as readers see it
lesson: {lesson_id}
mode: practice   # or graded: then no key is shipped
items:   # kinds: single, multiple, true-false, order, match, highlight
  - id: {name[:60].rstrip("-")}-1   # unique in the whole course; never changed
    kind: single
    skill:   # sourcing, contextualisation, close-reading, corroboration or recall
    stem:   # the question
    options:
      - id: a
        text:   # the key
        correct: true
        feedback:   # why it is right
      - id: b
        text:   # a distractor: what a hasty reader would say
        feedback:   # what it is true of
      - id: c
        text:   # another distractor
        feedback:   # what it is true of
    evidence:
      passage: ""   # {lesson_id}/ and the id of an excerpt; or `source:` with a document
      quote: ""   # the words that prove the key
"""


def unit(name: str) -> list[str]:
    """An entry of lessons/units.yml."""
    return [
        f"- id: {name}",
        "  title:   # as readers see it",
        "  question:   # the central question, which the unit's lessons answer in part",
        "  opening:   # what a reader should know before the first lesson",
    ]


def _given(text: str | None) -> str:
    return f" {scalar(text)}" if text else ""
