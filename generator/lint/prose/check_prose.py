"""Lets every rule on prose look at every text of the author's, and reports what they find and no author has allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diagnostics.flaws import OF_PROSE, Flaw
from generator.lint.english import english
from generator.lint.prose import claim_unattributed, prose_hard, sentence_long, word_loaded
from generator.lint.prose.beside import Beside
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.texts import texts
from generator.lint.prose.word_loaded import loaded_words
from generator.source.files import Span
from generator.spec.quiz import Quiz

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.diagnostics.model import Problems
    from generator.lint.english import English
    from generator.lint.prose.texts import Placed
    from generator.lint.prose.word_loaded import LoadedWords
    from generator.lint.prose.written import Remark, Written
    from generator.source.yaml_nodes import Route
    from generator.spec.allowance import Allowance, TextAllowance
    from generator.spec.course import Course
    from generator.spec.read import Located
    from generator.spec.voice import Voice


def check_prose(course: Course, passages: Mapping[str, str], language: str, problems: Problems) -> None:
    """Report the flaws of a course's prose; nothing in a course without `lessons/voice.yml`.

    ``passages`` are the printed texts by the keys of citations; where none are known, claims aren't looked for. ``language`` is a
    code such as `en` or `pt-BR`; claims and grades are looked at in English alone.
    """
    if course.voice is None:
        return
    voice = course.voice.value
    lists = english() if language.casefold().partition("-")[0] == "en" else None
    loaded = loaded_words(voice, english=lists is not None)
    used: set[tuple[str, Route]] = set()
    for placed in texts(course, Beside(course, passages, lists)):
        for remark in _remarks(placed.written, voice, loaded, lists):
            allowed = _allowed(placed, remark)
            used.update((placed.spec.file.name, route) for route in allowed)
            if not allowed:
                _report(placed, remark, problems)
    _report_unused(course, used, _looked_at(voice, lists), problems)


def _remarks(written: Written, voice: Voice, loaded: LoadedWords, lists: English | None) -> Iterator[Remark]:
    yield from word_loaded.find(written, loaded)
    if voice.longest_sentence is not None:
        yield from sentence_long.find(written, voice.longest_sentence)
    if lists is not None and voice.claims:
        yield from claim_unattributed.find(written, lists)
    if lists is not None and voice.hardest_grade is not None:
        yield from prose_hard.find(written, voice.hardest_grade)


def _looked_at(voice: Voice, lists: English | None) -> frozenset[Flaw]:
    """The flaws that are looked for in a course."""
    english_course = lists is not None
    asked = {
        Flaw.WORD_LOADED: True,
        Flaw.SENTENCE_LONG: voice.longest_sentence is not None,
        Flaw.CLAIM_UNATTRIBUTED: english_course and voice.claims,
        Flaw.PROSE_HARD: english_course and voice.hardest_grade is not None,
    }
    return frozenset(flaw for flaw, looked in asked.items() if looked)


# -- what authors allow -----------------------------------------------------------------------------------------------


def _allowances(spec: Located[Any]) -> Iterator[tuple[int | None, Allowance | TextAllowance, Route]]:
    """Every allowance of a file: the number of its item, if it is one of an item; itself; its place."""
    for place, allowance in enumerate(getattr(spec.value, "lint", ())):
        yield None, allowance, ("lint", place)
    for number, item in enumerate(spec.value.items if isinstance(spec.value, Quiz) else ()):
        for place, allowance in enumerate(item.lint):
            yield number, allowance, ("items", number, "lint", place)


def _allowed(placed: Placed, remark: Remark) -> list[Route]:
    """The places of the allowances that speak of a remark; the first is enough."""
    around = " ".join(_around(placed.written.plain, remark).split())
    for number, allowance, route in _allowances(placed.spec):
        where = getattr(allowance, "where", None)
        if allowance.allow is remark.flaw and number in {None, placed.item} and (where is None or " ".join(where.split()) in around):
            return [route]
    return []


def _around(text: str, remark: Remark) -> str:
    """The sentences in which a remark lies."""
    touched = [
        (start, end)
        for paragraph in paragraphs(text)
        for start, end in sentences(text, paragraph)
        if start < remark.end and remark.start < end
    ]
    return text[touched[0][0] : touched[-1][1]] if touched else text[remark.start : remark.end]


def _report_unused(course: Course, used: set[tuple[str, Route]], looked_at: frozenset[Flaw], problems: Problems) -> None:
    specs: list[Located[Any]] = [*course.lessons, *course.quizzes]
    specs += [spec for spec in (course.units, course.glossary, course.timeline) if spec is not None]
    for spec in specs:
        for number, allowance, route in _allowances(spec):
            quiz = isinstance(spec.value, Quiz)
            foreign = allowance.allow not in OF_PROSE
            if (spec.file.name, route) in used or (quiz if foreign else allowance.allow not in looked_at):
                continue
            what = f"item `{spec.value.items[number].id}`" if number is not None else f"`{spec.file.name}`"
            about = f"{spec.value.id}/{spec.value.items[number].id}" if number is not None else spec.file.name
            problems.report(
                Flaw.ALLOWANCE_UNUSED, f"{what} allows `{allowance.allow.value}`, and nothing needs it", spec.file,
                spec.span(*route, "allow"), help="remove the entry, or correct `where`" if not quiz else "remove the entry", about=about,
            )  # fmt: skip


# -- where it stands --------------------------------------------------------------------------------------------------


def _report(placed: Placed, remark: Remark, problems: Problems) -> None:
    problems.report(
        remark.flaw, remark.message, placed.spec.file, _span(placed, remark), help=remark.help, about=placed.about,
    )  # fmt: skip


def _span(placed: Placed, remark: Remark) -> Span:
    """The place of a stretch in its file; of the whole value where YAML wrote it otherwise."""
    whole = placed.spec.span(*placed.route)
    text = placed.written.text
    pattern = re.compile(r"\s+".join(map(re.escape, text[remark.start : remark.end].split())))
    before = sum(found.start() < remark.start for found in pattern.finditer(text))
    found = list(pattern.finditer(placed.spec.file.text, whole.start, whole.end))
    return Span(*found[before].span()) if before < len(found) else whole
