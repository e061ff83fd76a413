"""The lock as a format: what is written, what is read back, what is refused."""

import re
from pathlib import Path

import pytest
import yaml

from generator import pipeline
from generator.corpus.excerpt import Mark, MarkKind, Paragraph
from generator.corpus.fold import rules_id
from generator.corpus.lock import (
    Lock,
    LockedNote,
    OutlineEntry,
    Passage,
    Pin,
    PinnedArticle,
    new_lock,
    read_lock,
    text_sum,
    write_lock,
)
from generator.corpus.rules import Rule, Verdict
from generator.diagnostics.model import Problems
from generator.source.files import SourceFile
from tests.sample_course import SAMPLE

LOCK = SAMPLE / "lessons" / "passages.lock.yml"

PASSAGE = Passage(
    source="ledger/toll",
    request="0123456789abcdef",
    raw=(40, 95),
    sha256="ab" * 32,
    verdict=Verdict.LAYOUT,
    rules=(Rule.NOTE_MARK, Rule.REJOINED),
    skipped=((51, 52, "note-mark"),),
    omitted=((60, 70),),
    match=2,
    of=3,
    section="THE TOLL: “old”",
    paragraph="3-4",
    marks=((0, 10, 10, "note", 7), (1, 0, 5, "omission", 0)),
    numbers=(3, 4),
    notes={"7": LockedNote(raw=(200, 210), text="Page: 4 # of 9")},
    text="The toll: # is yes\n\n[...] 'no'.",
    text_sum=text_sum("The toll: # is yes\n\n[...] 'no'."),
)
SMALL = Passage(source="ledger", request="f" * 16, raw=(0, 4), sha256="cd" * 32, verdict=Verdict.EXACT, match=1, of=1, numbers=(1,), text="Toll", text_sum=text_sum("Toll"))
PINS = {
    "zeta": Pin(sha256="0" * 64, chars=10, paragraphs=1),
    "ledger": Pin(
        sha256="1" * 64,
        chars=300,
        articles={"toll": PinnedArticle(raw=(30, 250), paragraphs=4, outline=(OutlineEntry(heading="THE TOLL: “old”", paragraph=1),))},
    ),
}

WRITTEN = f"""\
# Made by `course lock` from lessons/ and quizzes/ and the documents. Do not edit: the next run would undo it.
# Each passage: where it stands in its document (raw: str offsets, end exclusive) and the text as printed.
# The documents belong to their publishers; what stands here is quoted from them.
version: 1
revision: 0
rules: {rules_id()}
sources:
  ledger:
    sha256: '{"1" * 64}'
    chars: 300
    paragraphs: 0
    articles:
      toll:
        raw: [30, 250]
        paragraphs: 4
        outline:
        - heading: 'THE TOLL: “old”'
          paragraph: 1
  zeta:
    sha256: '{"0" * 64}'
    chars: 10
    paragraphs: 1
passages:
  a-lesson/small:
    source: ledger
    request: ffffffffffffffff
    raw: [0, 4]
    sha256: {"cd" * 32}
    verdict: exact
    match: 1
    of: 1
    numbers: [1]
    text: |-
      Toll
    text_sum: {SMALL.text_sum}
  b-lesson/large:
    source: ledger/toll
    request: 0123456789abcdef
    raw: [40, 95]
    sha256: {"ab" * 32}
    verdict: layout
    rules: [note-mark, rejoined]
    skipped: [[51, 52, note-mark]]
    omitted: [[60, 70]]
    match: 2
    of: 3
    section: 'THE TOLL: “old”'
    paragraph: 3-4
    marks: [[0, 10, 10, note, 7], [1, 0, 5, omission, 0]]
    numbers: [3, 4]
    notes:
      '7':
        raw: [200, 210]
        text: |-
          Page: 4 # of 9
    text: |-
      The toll: # is yes

      [...] 'no'.
    text_sum: {PASSAGE.text_sum}
"""


def a_lock() -> Lock:
    return new_lock(PINS, {"b-lesson/large": PASSAGE, "a-lesson/small": SMALL})


def read(text: str) -> tuple[Lock | None, list[str]]:
    """The lock in a text, and what was reported: code, line, column and message of each problem."""
    problems = Problems()
    found = read_lock(SourceFile("lessons/passages.lock.yml", text), problems)
    said = ["{} {}:{} {}".format(one.code.value, *one.place, one.message) for one in problems]
    return (found.value if found else None), said


def test_a_lock_is_written_sorted_with_ranges_on_one_line_and_texts_as_block_scalars() -> None:
    assert write_lock(a_lock()) == WRITTEN


def test_what_was_written_is_read_back_equal_and_written_again_the_same() -> None:
    lock, said = read(WRITTEN)
    assert said == []
    assert lock == a_lock()
    assert write_lock(lock) == WRITTEN


def test_the_samples_lock_is_read_and_written_again_byte_for_byte() -> None:
    text = LOCK.read_text(encoding="utf-8")
    lock, said = read(text)
    assert said == []
    assert lock is not None
    assert write_lock(lock) == text


def test_entries_stand_in_order_whatever_order_they_came_in() -> None:
    keys = list(yaml.safe_load(LOCK.read_text(encoding="utf-8"))["passages"])
    assert keys == sorted(keys)
    assert write_lock(new_lock(dict(reversed(PINS.items())), {"a-lesson/small": SMALL, "b-lesson/large": PASSAGE})) == WRITTEN


def test_a_lock_holds_no_time_and_no_place_in_a_spec(sample: Path) -> None:
    """Lines put into every spec move every citation and leave the lock as it is."""
    before, _ = pipeline.check(sample, Problems())
    for path in [*sample.glob("lessons/*.yml"), *sample.glob("quizzes/*.yml")]:
        if path.name != LOCK.name:
            path.write_text("# Moved\n# down.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    after, _ = pipeline.check(sample, Problems())
    assert before is not None
    assert after is not None
    assert write_lock(after.lock) == write_lock(before.lock)


def test_every_passage_of_the_sample_is_a_block_scalar() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert len(re.findall(r"^    text: \|-$", text, re.MULTILINE)) == len(yaml.safe_load(text)["passages"])
    assert re.findall(r"^ +text: (?!\|-$).*", text, re.MULTILINE) == []


def test_paragraphs_get_their_own_marks_and_numbers() -> None:
    assert PASSAGE.paragraphs() == [
        Paragraph(3, "The toll: # is yes", (Mark(MarkKind.NOTE, 10, 10, 7),)),
        Paragraph(4, "[...] 'no'.", (Mark(MarkKind.OMISSION, 0, 5),)),
    ]
    assert PASSAGE.document == "ledger"
    assert PASSAGE.plain == "The toll: # is yes [...] 'no'."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("version: 1", "version: 2"), ["lock-format 4:10 the lock has version 2; this compiler reads version 1"]),
        (("version: 1", "version: one"), ["lock-format 4:10 the lock has version one; this compiler reads version 1"]),
        (("version: 1\n", ""), ["lock-format 4:1 the lock has no version; this compiler reads version 1"]),
        (("version: 1", "version: [1]"), ["lock-format 4:10 the lock has no version; this compiler reads version 1"]),
    ],
)
def test_a_lock_of_another_version_or_of_none_is_refused(change: tuple[str, str], said: list[str]) -> None:
    assert WRITTEN.count(change[0]) == 1
    assert read(WRITTEN.replace(*change)) == (None, said)


def test_a_lock_of_a_newer_revision_is_read() -> None:
    lock, said = read(WRITTEN.replace("revision: 0", "revision: 9"))
    assert said == []
    assert lock == a_lock().model_copy(update={"revision": 9})


def test_what_a_newer_revision_adds_is_ignored() -> None:
    text = WRITTEN.replace("revision: 0", "revision: 9\nsigned: nobody").replace("          paragraph: 1\n", "          paragraph: 1\n          level: 2\n")
    lock, said = read(text)
    assert said == []
    assert lock == a_lock().model_copy(update={"revision": 9})


def test_a_key_that_the_own_revision_does_not_know_is_an_error() -> None:
    lock, said = read(WRITTEN.replace("    chars: 10\n", "    charz: 10\n"))
    assert lock is None
    assert said == ["missing-key 20:5 the key `chars` is missing", "unknown-key 21:5 unknown key `charz`"]


BAD_FIT = "lock-format 56:11 the text of `b-lesson/large` doesn't fit its paragraph numbers and marks"


@pytest.mark.parametrize(
    "change",
    [
        ("numbers: [3, 4]", "numbers: [3]"),
        ("numbers: [3, 4]", "numbers: [3, 4, 5]"),
        ("[1, 0, 5, omission, 0]", "[2, 0, 5, omission, 0]"),
        ("[1, 0, 5, omission, 0]", "[-1, 0, 5, omission, 0]"),
        ("[1, 0, 5, omission, 0]", "[1, 5, 0, omission, 0]"),
        ("[1, 0, 5, omission, 0]", "[1, 0, 500, omission, 0]"),
        ("[1, 0, 5, omission, 0]", "[1, 0, 5, erasure, 0]"),
        ("\n\n      [...] 'no'.", "\n      [...] 'no'."),
    ],
)
def test_marks_and_numbers_that_do_not_fit_the_text_are_refused(change: tuple[str, str]) -> None:
    assert WRITTEN.count(change[0]) == 1
    lock, said = read(WRITTEN.replace(*change))
    assert lock is None
    assert said == [BAD_FIT]


def test_a_text_that_was_edited_by_hand_is_refused() -> None:
    lock, said = read(WRITTEN.replace("The toll: # is yes", "The toll: # is not"))
    assert lock is None
    assert said == ["lock-format 56:11 the text of `b-lesson/large` was edited by hand"]


def test_a_lock_with_a_wrong_value_tells_where() -> None:
    lock, said = read(WRITTEN.replace("verdict: exact", "verdict: sure"))
    assert lock is None
    assert [" ".join(one.split(" ")[:2]) for one in said] == ["bad-value 29:14"]


def test_a_lock_that_is_not_yaml_is_refused() -> None:
    lock, said = read("version: [1\n")
    assert lock is None
    assert [one.split(" ", 1)[0] for one in said] == ["yaml-syntax"]
