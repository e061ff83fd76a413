"""Lets every rule on prose look at every text of the author's, and reports what they find and no author has allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from generator.diagnostics.flaws import OF_PROSE, Flaw
from generator.lint.english import english
from generator.lint.prose import claim_unattributed, prose_hard, sentence_long, word_loaded
from generator.lint.prose.beside import Beside, names
from generator.lint.prose.phrase_list import phrases
from generator.lint.prose.place import Places, touched
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.texts import text_files, texts
from generator.lint.prose.word_loaded import loaded_words
from generator.lint.words import words
from generator.memory import Memory, content_key
from generator.spec.allowance import Allowance
from generator.spec.quiz import Quiz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.diagnostics.model import Problems
    from generator.lint.english import English
    from generator.lint.prose.phrase_list import Phrases
    from generator.lint.prose.sentences import Range
    from generator.lint.prose.texts import Held, Placed
    from generator.lint.prose.word_loaded import LoadedWords
    from generator.lint.prose.written import Remark, Written
    from generator.source.yaml_nodes import Route
    from generator.spec.allowance import TextAllowance
    from generator.spec.course import Course
    from generator.spec.read import Located
    from generator.spec.voice import Voice


def check_prose(
    course: Course, passages: Mapping[str, str], language: str, problems: Problems, memory: Memory | None = None
) -> None:
    """Report the flaws of a course's prose; nothing in a course without `lessons/voice.yml`.

    ``passages`` are the printed texts by the keys of citations; where none are known, claims aren't looked for. ``language`` is a
    code such as `en` or `pt-BR`; claims and grades are looked at in English alone.
    """
    if course.voice is None:
        return
    memory = memory or Memory()
    in_english = language.casefold().partition("-")[0] == "en"
    named = frozenset(names(course))
    titles = tuple(title for record in course.records().values() if len(title := tuple(words(record.title))) > 1)
    frame = _Frame(named=named, titles=memory.recall(phrases, titles), voice=course.voice, in_english=in_english, digest=content_key(
        *sorted(named), "", *(" ".join(title) for title in titles), "", course.voice.file.digest, str(in_english)))  # fmt: skip
    for file in text_files(course):
        beside = tuple((key, passages[key]) for key in file.keys if key in passages)
        memory.retell(problems, _recheck_file, file.spec, file.held, beside, memory.recall(_same, (frame,)), memory)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What all texts of a course are held against; ``digest`` names it."""

    named: frozenset[str] = field(compare=False)
    titles: Phrases = field(compare=False)
    voice: Located[Voice] = field(compare=False)
    in_english: bool = field(compare=False)
    digest: str


def _same(frames: tuple[_Frame]) -> _Frame:
    """The same object for the same content."""
    return frames[0]


def _recheck_file(  # with what an earlier process left, where it looked at the same
    spec: Located[Any], held: Held, passages: tuple[tuple[str, str], ...], frame: _Frame, memory: Memory, problems: Problems
) -> None:
    keys = (part for unit, inner in held for part in (unit, *inner, ""))
    given = (spec.file.digest, frame.digest, *keys, "", *(part for pair in passages for part in pair))

    def look(own: Problems) -> None:
        _check_file(spec, held, passages, frame.named, frame.titles, frame.voice, english() if frame.in_english else None, own)

    memory.retell_last(problems, "prose", (spec.file,), given, look)


def _check_file(  # all that the remarks on a file hang on: what is remembered is remembered by it
    spec: Located[Any], held: Held, passages: tuple[tuple[str, str], ...], named: frozenset[str], titles: Phrases,
    voice: Located[Voice], lists: English | None, problems: Problems,
) -> None:  # fmt: skip
    loaded = loaded_words(voice.value, english=lists is not None)
    allowances = list(_allowances(spec))
    used: set[Route] = set()
    for placed in texts(spec, held, Beside(dict(passages), named, lists), titles):
        remarks = list(_remarks(placed.written, voice.value, loaded, lists))
        places = Places(spec.file, spec.span(*placed.route), placed.written.text) if remarks else None
        for remark in remarks:
            allowed = _allowed(placed, remark, allowances)
            if allowed is not None:
                used.add(allowed)
            elif places is not None:
                problems.report(
                    remark.flaw, remark.message, spec.file, places.span(remark.start, remark.end), help=remark.help,
                    about=placed.about,
                )  # fmt: skip
    _report_unused(spec, used, _looked_at(voice.value, lists), problems)


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


_Entry = tuple[int | None, "Allowance | TextAllowance", "Route"]


def _allowances(spec: Located[Any]) -> Iterator[_Entry]:
    """Every allowance of a file: the number of its item, if it is one of an item; itself; its place."""
    for place, allowance in enumerate(getattr(spec.value, "lint", ())):
        yield None, allowance, ("lint", place)
    for number, item in enumerate(spec.value.items if isinstance(spec.value, Quiz) else ()):
        for place, allowance in enumerate(item.lint):
            yield number, allowance, ("items", number, "lint", place)


def _allowed(placed: Placed, remark: Remark, allowances: Iterable[_Entry]) -> Route | None:
    """The place of the first allowance that speaks of a remark."""
    for number, allowance, route in allowances:
        if allowance.allow is not remark.flaw or number not in {None, placed.item}:
            continue
        if isinstance(allowance, Allowance) or " ".join(allowance.where.split()) in _around(placed.written.plain, remark):
            return route
    return None


def _around(text: str, remark: Remark) -> str:
    """The sentences in which a remark lies, on one line."""
    start, end = touched(_sentences(text), remark.start, remark.end) or (remark.start, remark.end)
    return " ".join(text[start:end].split())


@lru_cache(maxsize=1)
def _sentences(text: str) -> list[Range]:
    """Kept for the text that is looked at, which may have many remarks."""
    return [one for paragraph in paragraphs(text) for one in sentences(text, paragraph)]


def _report_unused(spec: Located[Any], used: set[Route], looked_at: frozenset[Flaw], problems: Problems) -> None:
    quiz = isinstance(spec.value, Quiz)
    for number, allowance, route in _allowances(spec):
        foreign = allowance.allow not in OF_PROSE
        if route in used or (quiz if foreign else allowance.allow not in looked_at):
            continue
        what = f"item `{spec.value.items[number].id}`" if number is not None else f"`{spec.file.name}`"
        about = f"{spec.value.id}/{spec.value.items[number].id}" if number is not None else spec.file.name
        problems.report(
            Flaw.ALLOWANCE_UNUSED, f"{what} allows `{allowance.allow.value}`, and nothing needs it", spec.file,
            spec.span(*route, "allow"), help="remove the entry, or correct `where`" if not quiz else "remove the entry", about=about,
        )  # fmt: skip
