"""What instructors work with and students must not get: specs, the lock, and the sources of autograded assignments."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened
from generator.leaks.notebooks import source_of
from generator.leaks.opened import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.opened import Opened, Wanted

_REGION = re.compile(
    r"(?i:(?:#+|\"\"\"|//|<!--)[ \t]*(?:BEGIN|END)[ \t]+(?:HIDDEN[ \t]+TESTS|SOLUTION|TESTS|MARK[ \t]+SCHEME)\b)|#[ \t]SOLUTION\b"
)
"""Where nbgrader and otter-grader begin and end what they strip."""
_HIDDEN = re.compile(r"[\"']hidden[\"']\s*:\s*[Tt]rue\b")
"""A hidden case in the file of a test that otter-grader makes of such a region."""
_WRITTEN = re.compile(r"(?m)^[\s{,-]*[\"']?(correct|evidence|feedback|answer|entries)[\"']?\s*:")
_LOCKED = re.compile(r"[\"']?\s*:\s*(?:[^:]{0,40}\s)?[\"']?(?:source|raw|sha256|request|text)[\"']?\s*:")


def sources(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Specs, locks and unstripped regions that are about graded items."""
    del wanted
    yield from _regions(seen)
    for one in seen.named:
        address = f"{one.quiz.id}/{one.id}"
        at = seen.text.find(address)
        if at != -1 and _LOCKED.match(seen.text, at + len(address)):
            yield Finding(
                kind=Kind.LOCK, path=seen.path, place=_line(seen.text, at), found=address, quiz=one.quiz.id, item=one.id
            )
    yield from _specs(seen)


def _regions(seen: Opened) -> Iterator[Finding]:
    """Regions that nbgrader or otter-grader would have stripped: in a notebook those of an item's cells, else those of a quiz."""
    for n, cell in enumerate(seen.cells):
        region = _REGION.search(source_of(cell))
        if region:
            about = [one for one in seen.named if names(json.dumps(cell).lower(), one.id)]
            for quiz, item in [(one.quiz.id, one.id) for one in about] or _quizzes(seen):
                place = f"cell `{cell.get('id', n)}`"
                yield Finding(kind=Kind.HIDDEN_TESTS, path=seen.path, place=place, found=region[0], quiz=quiz, item=item)
    region = _REGION.search(seen.text) or (_HIDDEN.search(seen.text) if "suites" in seen.text else None)
    if region and not seen.cells:
        place = _line(seen.text, region.start())
        for quiz, item in _quizzes(seen):
            yield Finding(kind=Kind.HIDDEN_TESTS, path=seen.path, place=place, found=region[0], quiz=quiz, item=item)


def _quizzes(seen: Opened) -> list[tuple[str, str]]:
    """The quizzes that a file names, each without an item."""
    return sorted({(one.quiz.id, "") for one in seen.named})


def _specs(seen: Opened) -> Iterator[Finding]:
    """A quiz as it was written: its id, most of its items, and the keys of YAML that hold what tells."""
    written = _WRITTEN.search(seen.text)
    if not written:
        return
    for quiz in {one.quiz.id: one.quiz for one in seen.named}.values():
        named = sum(one.quiz.id == quiz.id for one in seen.named)
        head = re.search(rf"(?m)^[\s{{]*[\"']?id[\"']?\s*:\s*[\"']?{re.escape(quiz.id)}\b", seen.text)
        if head and 2 * named > len(quiz.items):
            yield Finding(
                kind=Kind.SPEC, path=seen.path, place=_line(seen.text, head.start()), found=shortened(head[0]), quiz=quiz.id
            )


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"
