"""However a spec is spoilt, compiler and schema agree on whether its shape is right."""

import itertools
import json
import random
from collections import Counter
from typing import Any

import pytest

from generator.schema.kind import FileKind
from tests.sample_course import SAMPLE
from tests.schema_views import as_an_editor_reads, compiler_says, editor_accepts, validator, within_schemas
from tests.spec_mutations import mutant

SPECS = {
    FileKind.LESSON: "lessons/stopped-clock.yml",
    FileKind.QUIZ: "quizzes/asking-quiz.yml",
    FileKind.SOURCES: "lessons/sources.yml",
    FileKind.UNITS: "lessons/units.yml",
    FileKind.TIMELINE: "lessons/timeline.yml",
    FileKind.GLOSSARY: "lessons/glossary.yml",
}
GRADING = """\
resubmissions: last
drop_lowest: 0
timezone: Europe/Madrid
missing: leave-out
quizzes:
  - {quiz: a-quiz, weight: 2, due: 2026-05-04T23:59}
  - {quiz: b-quiz}
late: {grace: 15, per_day: 10, most: 50, refuse_after: 7}
"""
VOICE = """\
words:
  - {word: drunkard, also: [tippler], unless: [drunkard's reef], why: Judges him., instead: keeper}
  - {word: mob, why: Judges them.}
claims: false
longest_sentence: 40
hardest_grade: 12
"""
NAMES = """\
title: Who is named
note: Spellings are those of the sources.
names:
  - id: ida-fenwick
    name: Ida Fenwick
    under: Fenwick
    kind: person
    spellings:
      - {written: Ida Fenwick}
      - {written: Fennick, in: [gazette-1890/bell, courier-1887], sic: true}
    text: The librarian.
    mentions:
      - {source: gazette-1890/bell, quote: Miss Fenwick asks, says: Calls her Miss.}
      - {source: gazette-1890/tower, from: By, to: Fenwick, occurrence: 1, omit: [Ida], gloss: [{after: By, text: sic}]}
  - {id: tower, name: The tower, kind: place, spellings: [{written: the tower}], term: tower}
homonyms:
  - {id: both, title: Both, text: They differ., names: [ida-fenwick, tower]}
lint:
  - {allow: word-loaded, where: the mob, because: The paper calls it so.}
"""
WRITTEN_HERE = {FileKind.NAMES: NAMES, FileKind.GRADING: GRADING, FileKind.VOICE: VOICE}
MUTANTS = 250


def good(kind: FileKind) -> str:
    return (SAMPLE / SPECS[kind]).read_text(encoding="utf-8") if kind in SPECS else WRITTEN_HERE[kind]


@pytest.mark.parametrize("kind", FileKind)
def test_compiler_and_schema_agree_on_the_shape_of_mutants(kind: FileKind) -> None:
    """Each seeded, so that a number in a message names one for good."""
    spec = as_an_editor_reads(good(kind))
    found: Counter[bool] = Counter()
    for seed in range(MUTANTS):
        changed = mutant(spec, random.Random(f"{kind} {seed}"))
        told = within_schemas(compiler_says(kind, changed.text))
        said = [f"{one.code.value}: {one.message}" for one in told]
        assert editor_accepts(kind, changed.text) == (not told), f"{seed}: {changed.what}: {said}\n{changed.text}"
        found[not told] += 1
    assert min(found[True], found[False]) >= MUTANTS // 20, found  # both answers are given


# -- what validators demand of several keys at once: every way to write them, to leave them out or to leave them empty ------

WORDS = {"quote": "a", "from": "b", "to": "c"}
PLACES = {"passage": "a/b", "source": "s", "says": "x"}
FIGURES = {"exactly": 1, "about": 1, "at-least": 1, "more-than": 1, "at-most": 1, "less-than": 1, "between": [1, 2]}
BLOCKS: dict[str, Any] = {
    "prose": "p",
    "excerpt": {"id": "e", "title": "t", "headnote": "h", "source": "s", "quote": "q"},
    "comparison": {
        "id": "c", "question": "q", "verdict": "agree", "note": "n",
        "rows": [{"id": "r", "value": "v", "source": "s", "quote": "q"}] * 2,
    },
}  # fmt: skip


def lesson(*blocks: Any) -> Any:
    return {"id": "a", "title": "t", "unit": "u", "question": "q", "objectives": ["o"], "limits": "l", "body": list(blocks)}


def excerpt(words: Any) -> Any:
    return lesson({"excerpt": {"id": "e", "title": "t", "headnote": "h", "source": "s", **words}})


def row(amount: Any) -> Any:
    rows = [{"id": "r", "value": "v", "source": "s", "quote": "q", "amount": amount}] * 2
    return lesson({"comparison": {**BLOCKS["comparison"], "rows": rows}})


def evidence(words: Any) -> Any:
    options = [{"id": "a", "text": "t", "feedback": "f"}] * 2
    return {"id": "q", "title": "t", "lesson": "l", "items": [
        {"id": "i", "skill": "recall", "stem": "s", "options": options, "evidence": words},
    ]}  # fmt: skip


def report(words: Any) -> Any:
    return {"title": "t", "note": "n", "events": [{"id": "e", "date": 1871, "title": "t", "reports": [words]}]}


def name(words: Any) -> Any:
    one = {"id": "a", "name": "A", "kind": "person", "spellings": [{"written": "A"}], **words}
    return {"title": "t", "note": "n", "names": [one]}


@pytest.mark.parametrize(
    ("kind", "within", "keys", "right"),
    [
        (FileKind.LESSON, excerpt, WORDS, 6),
        (FileKind.QUIZ, evidence, {**WORDS, "passage": "a/b", "source": "s"}, 24),
        (FileKind.TIMELINE, report, {**WORDS, **PLACES}, 39),
        (FileKind.NAMES, name, {"text": "t", "term": "x"}, 5),
        (FileKind.LESSON, row, FIGURES, 7 * 2**6),
        (FileKind.LESSON, lesson, BLOCKS, 3),
    ],
    ids=["words", "evidence", "report", "name", "amount", "block"],
)
def test_compiler_and_schema_agree_on_every_choice_of_keys(kind: FileKind, within: Any, keys: dict[str, Any], right: int) -> None:
    accepted = 0
    for written in itertools.product(("left out", "empty", "given"), repeat=len(keys)):
        chosen = {key: keys[key] if how == "given" else None for key, how in zip(keys, written, strict=True) if how != "left out"}
        spec = within(chosen)
        told = compiler_says(kind, json.dumps(spec))
        assert validator(kind).is_valid(spec) == (not told), (chosen, told)
        accepted += not told
    assert accepted == right
