"""Good specs with their shape changed somewhere, at random but from a seed: what slips of the pen and of the indentation make."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Route = tuple[str | int, ...]

PLAIN = (
    "", "~", "null", "true", "False", "yes", "no", "on", "0", "1", "2", "-3", "101", "1871", "20000", "2.5", "3.16", "word",
    "two words", "Capital", "a-b", "a--b", "a/b", "a/b/c", "2003-10-17", "2003-13-01", "2003-02-30", "2003-10", "1985/1986",
    "1986/1985", "2026-05-04T23:59", "2026-05-04T24:59", "en", "pt-BR", "english!", "single", "order", "sourcing", "conflict",
)  # fmt: skip
"""Values as they may be written without quotation marks."""
QUOTED = ("", "   ", "1871", "2.5", "true", "a", "x" * 70, "two\nlines", "0000", "77", "-1", "²")
"""Values in quotation marks."""


@dataclass(frozen=True)
class Plain:
    """A value that is written without quotation marks."""

    written: str


@dataclass(frozen=True)
class Mutant:
    """A changed spec: what was done to it, and its text."""

    what: str
    text: str


def mutant(spec: Any, draw: random.Random) -> Mutant:
    """The spec with one to three changes."""
    done = []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        change, route = draw.choice(CHANGES), draw.choice(list(routes(spec)))
        spec = changed_at(spec, route, lambda value, change=change: change(value, draw))
        done.append(f"{change.__name__.strip('_')} at {'/'.join(map(str, route))}")
    return Mutant("; ".join(done), as_yaml(spec) + "\n")


def routes(value: Any, route: Route = ()) -> Iterator[Route]:
    yield route
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from routes(one, (*route, key))


def changed_at(value: Any, route: Route, change: Callable[[Any], Any]) -> Any:
    """The value with a change made at the end of a route."""
    if not route:
        return change(value)
    first, *rest = route
    if isinstance(value, dict):
        return {key: changed_at(one, tuple(rest), change) if key == first else one for key, one in value.items()}
    return [changed_at(one, tuple(rest), change) if n == first else one for n, one in enumerate(value)]


def _plain(value: Any, draw: random.Random) -> Any:
    del value
    return Plain(draw.choice(PLAIN))


def _quoted(value: Any, draw: random.Random) -> Any:
    del value
    return draw.choice(QUOTED)


def _listed(value: Any, draw: random.Random) -> Any:
    return [value] * draw.choice((1, 2, 11))


def _nested(value: Any, draw: random.Random) -> Any:
    return {draw.choice(KEYS): value}


def _one_less(value: Any, draw: random.Random) -> Any:
    """Without one of its keys or entries."""
    if not value or not isinstance(value, (dict, list)):
        return value
    gone = draw.randrange(len(value))
    if isinstance(value, dict):
        return {key: one for n, (key, one) in enumerate(value.items()) if n != gone}
    return [one for n, one in enumerate(value) if n != gone]


def _one_more(value: Any, draw: random.Random) -> Any:
    """With one more key or entry."""
    if isinstance(value, dict):
        return {**value, draw.choice(KEYS): draw.choice((Plain(draw.choice(PLAIN)), draw.choice(QUOTED), [], {}))}
    return [*value, draw.choice([*value, Plain(draw.choice(PLAIN))])] if isinstance(value, list) else value


def _renamed(value: Any, draw: random.Random) -> Any:
    """With one of its keys called otherwise."""
    if not isinstance(value, dict) or not value:
        return value
    old, new = draw.choice(list(value)), draw.choice(KEYS)
    return {new if key == old else key: one for key, one in value.items() if key == old or key != new}


CHANGES: tuple[Callable[[Any, random.Random], Any], ...] = (
    _plain, _plain, _quoted, _listed, _nested, _one_less, _one_less, _one_more, _one_more, _renamed, _renamed,
)  # fmt: skip
KEYS = (
    "id", "title", "kind", "quote", "from", "to", "source", "passage", "omit", "gloss", "occurrence", "says", "text", "feedback", "answer",
    "entries", "pairs", "choices", "stretches", "options", "correct", "hints", "amount", "exactly", "between", "at-least", "measure", "prose",
    "excerpt", "comparison", "questions", "close-reading", "true", "false", "unit", "note", "due", "weight", "late", "language", "issued", "spelt-wrong",
)  # fmt: skip


def as_yaml(value: Any) -> str:
    """The value as YAML on one line."""
    if isinstance(value, Plain):
        return value.written or "~"  # what nothing means, in a list too
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
