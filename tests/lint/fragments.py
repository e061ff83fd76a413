"""Quizzes from a few lines: the keys that an example leaves out are filled in, with nothing that a rule could find."""

import re
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Problems
from generator.lint.check_items import check_items
from generator.lint.prose.check_prose import check_prose
from generator.source.files import SourceFile
from generator.spec.course import Course
from generator.spec.lesson import Lesson
from generator.spec.quiz import Quiz
from generator.spec.read import Located, read_spec
from generator.spec.sources import Sources
from generator.spec.voice import Voice

LAMP = (
    "I lit the lamp at five, set the bell going, and left the tower to eat. The fog was on the sea for four days. "
    "I saw two boats on the sand. No man was in them, and the oars were gone. I wrote to the town the same day. "
    "He has not sent a word to me. I rang the bell at night as the rules say. My boy held the rope."
)
LESSON = """\
id: fog
title: Fog
unit: fog
question: Who rang?
objectives: [Tell who rang]
quiz: fog-quiz
limits: Nobody else speaks.
body:
  - excerpt: {id: second-night, title: Night, source: keeper, headnote: The keeper writes., quote: rang}
  - excerpt: {id: silence, title: Silence, source: keeper, headnote: The keeper writes., quote: still}
"""
SOURCES = f"""\
documents:
  - {{id: keeper, title: Account, date: "1871", date_basis: Printed., kind: report, file: keeper.txt, sha256: {"0" * 64}}}
"""


PAGE = Path(__file__).parents[2] / "book/dev/lint.md"


def voice_of_the_page() -> str:
    """The voice that the page on the lint shows, by which its examples are looked at."""
    (shown,) = re.findall(r"^```yaml\n(words:\n.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(shown)


def spec(name: str, text: str, model: Any) -> Located[Any]:
    problems = Problems()
    read = read_spec(SourceFile(name, text), model, problems)
    assert read is not None, [problem.message for problem in problems]
    return read


def whole_quiz(fragment: dict[str, Any]) -> str:
    """A quiz in which the keys that an example leaves out are filled in, with nothing that a rule could find."""
    quiz = fragment if "items" in fragment else {"items": [fragment]}
    plain = [{"text": "The keeper", "correct": True}, {"text": "The pilot"}, {"text": "The porter"}]
    for number, item in enumerate(quiz["items"]):
        item.setdefault("id", f"item-{number}")
        item.setdefault("skill", "sourcing")
        item.setdefault("stem", "Who rang the fog bell?")
        if item.get("kind", "single") in {"single", "multiple"}:
            item.setdefault("options", [dict(option) for option in plain])
        item["evidence"] = {"quote": "rang", **item.get("evidence", {"source": "keeper"})}
        for place, option in enumerate(item.get("options", ())):
            option.setdefault("id", "abcdef"[place])
            option.setdefault("feedback", f"The log has this on page {place}.")
    return yaml.safe_dump({"id": "fog-quiz", "title": "Fog", "lesson": "fog", **quiz}, sort_keys=False)


def reported(fragment: str, language: str = "en") -> Problems:
    """What the lint says of an example, in a course whose lesson has two excerpts. ``prose`` and ``lint`` alone are the lesson's."""
    written = yaml.safe_load(fragment)
    lesson = yaml.safe_load(LESSON)
    if "prose" in written:
        lesson["body"].insert(0, {"prose": written.pop("prose")})
        lesson["lint"] = written.pop("lint", [])
    quiz = spec("quizzes/fog-quiz.yml", whole_quiz(written), Quiz)
    course = Course(
        root=Path(), sources=spec("lessons/sources.yml", SOURCES, Sources), glossary=None, quizzes=(quiz,), unread=frozenset(),
        lessons=(spec("lessons/fog.yml", yaml.safe_dump(lesson, sort_keys=False), Lesson),), units=None, timeline=None, grading=None,
        voice=spec("lessons/voice.yml", voice_of_the_page(), Voice),
    )  # fmt: skip
    problems = Problems()
    passages = {"fog/lamp": LAMP, "fog/silence": LAMP}
    check_items(course, passages, language, problems)
    check_prose(course, passages, language, problems)
    return problems


def flaws_in(fragment: str, language: str = "en") -> set[Flaw]:
    """The flaws that are reported on an example."""
    return {found.code for found in reported(fragment, language).all() if isinstance(found.code, Flaw)}
