"""One matcher for all texts that must not be there, whole or cut, in time that grows with what is searched and not with them.

Two texts that share a long run of letters share every short run in it. So all runs of ``GRAM`` letters of the secret texts
are put in one table, and of the text that is searched only every ``STRIDE``-th is looked up: none that matters is missed.
(The idea is that of sampled fingerprints: Manber, "Finding Similar Files in a Large File System", 1994.)

Words that the course shows anyway tell nothing. Runs that stand in what it shows are therefore left out of the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.leaks.finding import Kind
from generator.leaks.letters import letters
from generator.score import parts_of
from generator.spec.quiz import MatchItem, Mode, TrueFalseItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.leaks.asked import Asked
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Quiz

GRAM, STRIDE = 14, 6
CERTAIN = 30
"""Letters, some seven words, that are no coincidence. Of a shorter text all of it must be there."""
_ROT13 = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz", b"nopqrstuvwxyzabcdefghijklm")
LEAST = GRAM + STRIDE - 1
"""Letters below which a text can't be told from chance in the midst of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A text that tells a key. ``own`` marks the places at which a run begins that stands in nothing that the course shows."""

    asked: Asked
    kind: Kind
    text: str
    letters: bytes
    own: bytes

    @property
    def long(self) -> bool:
        """Whether it can be found in the midst of other text: enough of its runs, one after the other, are its own."""
        return b"\1" * STRIDE in self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Letters of a secret that were found, from ``start`` to ``end`` in the letters that were searched."""

    secret: Secret
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextIndex:
    """The table of runs. ``short`` holds texts that are sought only as whole strings, by their letters."""

    grams: Mapping[bytes, tuple[tuple[Secret, int], ...]]
    short: Mapping[bytes, Secret]
    count: int

    def runs(self, searched: bytes) -> Iterator[Run]:
        """Every secret text that stands in some letters, each where it stands first."""
        found: set[int] = set()
        grams = self.grams
        hits = [at for at in range(0, len(searched) - GRAM + 1, STRIDE) if searched[at : at + GRAM] in grams]
        for at in hits:
            for secret, offset in grams[searched[at : at + GRAM]]:
                if id(secret) in found:
                    continue
                run = _run(searched, at, secret, offset)
                if run is not None:
                    found.add(id(secret))
                    yield run


def _run(searched: bytes, at: int, secret: Secret, offset: int) -> Run | None:
    """The longest run around a hit that both have, where it is long enough and enough of it is the secret's own."""
    before = _common(searched[max(0, at - offset) : at][::-1], secret.letters[:offset][::-1])
    after = _common(searched[at : at + len(secret.letters)], secret.letters[offset:])
    first, last = offset - before, offset + after
    enough = last - first >= min(CERTAIN, len(secret.letters))
    own = sum(secret.own[first : last - GRAM + 1]) >= STRIDE
    return Run(secret=secret, start=at - before, end=at + after) if enough and own else None


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two strings have in common from their start."""
    length = min(len(one), len(other))
    return next((n for n in range(length) if one[n] != other[n]), length)


def text_index(resolved: ResolvedCourse, asked: Iterable[Asked]) -> TextIndex:
    """The table for all texts of some graded items that tell their keys, also backwards and in ROT13, which cost no more."""
    told = [(one, kind, text, letters(text)) for one in asked for kind, text in _telling(resolved, one)]
    every = {run for *_, spelled in told for run in _grams(spelled)}
    shown = {spelled for text in shown_texts(resolved) if (spelled := letters(text))}
    public = {run for spelled in shown for run in _grams(spelled) if run in every}
    grams: dict[bytes, list[tuple[Secret, int]]] = {}
    short: dict[bytes, Secret] = {}
    count = 0
    for one, kind, text, spelled in told:
        own = bytes(run not in public for run in _grams(spelled))
        secret = Secret(asked=one, kind=kind, text=text, letters=spelled, own=own)
        if not secret.long:
            if spelled and not any(spelled in other for other in shown):
                short.setdefault(spelled, secret)
            continue
        count += 1
        backwards = replace(secret, letters=spelled[::-1], own=own[::-1])
        for turned in (secret, backwards, replace(secret, letters=spelled.translate(_ROT13))):
            for offset, run in enumerate(_grams(turned.letters)):
                if turned.own[offset]:
                    grams.setdefault(run, []).append((turned, offset))
    return TextIndex(grams={run: tuple(places) for run, places in grams.items()}, short=short, count=count)


def _grams(spelled: bytes) -> Iterator[bytes]:
    return (spelled[at : at + GRAM] for at in range(len(spelled) - GRAM + 1))


def _telling(resolved: ResolvedCourse, one: Asked) -> Iterator[tuple[Kind, str]]:
    """What an author wrote in an item that tells its key, in words: feedback, and the words that prove it."""
    item = one.item
    if isinstance(item, TrueFalseItem):
        feedback = [item.feedback.true, item.feedback.false]
    else:
        feedback = [part.feedback for part in (item.pairs if isinstance(item, MatchItem) else parts_of(item))]
    yield from ((Kind.FEEDBACK, text) for text in feedback)
    yield Kind.EVIDENCE, resolved.passage(f"{one.quiz.id}/{item.id}").plain


def shown_texts(resolved: ResolvedCourse) -> Iterator[str]:
    """Every text that a course shows to everybody: all but what tells the keys of graded quizzes."""
    course = resolved.course
    graded = [quiz.value for quiz in course.quizzes if quiz.value.mode is Mode.GRADED]
    practice = [quiz.value for quiz in course.quizzes if quiz.value.mode is Mode.PRACTICE]
    specs = [course.sources, course.glossary, course.units, course.timeline, course.names, *course.lessons]
    for spec in (*(located.value for located in specs if located is not None), *practice):
        yield from _strings(spec.model_dump(mode="json"))
    for quiz in graded:
        yield from _strings(_asking(quiz))
    proofs = {f"{quiz.id}/{item.id}" for quiz in graded for item in quiz.items}
    for key, passage in resolved.lock.passages.items():
        if key not in proofs:
            yield passage.plain
            yield from (note.text for note in passage.notes.values())


def _asking(quiz: Quiz) -> Any:
    """A quiz without what tells its keys."""
    hidden = {"correct", "answer", "feedback", "evidence"}

    def shown(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shown(one) for name, one in value.items() if name not in hidden}
        return [shown(one) for one in value] if isinstance(value, list) else value

    return shown(quiz.model_dump(mode="json"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
