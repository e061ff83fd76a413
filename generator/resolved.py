"""What a citation comes to, and how that is written for checks to come."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from generator.corpus.excerpt import Edit
from generator.corpus.lock import Passage, Pin
from generator.memory import Form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.diagnostics.model import Problems

Edits = tuple[tuple[Edit, ...], tuple[Edit, ...]]
"""A citation's omissions and glosses, in raw offsets."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation's passage and its editor's marks."""

    passage: Passage
    edits: Edits


def resolved_form(told: Problems) -> Form[tuple[Resolved | None, ...]]:
    """The form of what the citations of a file come to. It isn't kept where anything was told of them: places move."""
    return Form(name="citations", read=_read, write=partial(_write, told))


PIN = Form(name="pin", read=Pin.model_validate_json, write=lambda pin: pin.model_dump_json().encode())


@cache
def _passages() -> TypeAdapter[tuple[Passage, ...]]:
    return TypeAdapter(tuple[Passage, ...])


def _write(told: Problems, found: tuple[Resolved | None, ...]) -> bytes | None:
    whole = [one for one in found if one is not None]
    if told.all() or len(whole) < len(found):
        return None
    edits = [[[astuple(edit) for edit in edits] for edits in one.edits] for one in whole]
    return to_json(edits) + b"\n" + _passages().dump_json(tuple(one.passage for one in whole))


def _read(data: bytes) -> tuple[Resolved | None, ...]:
    edits, _, passages = data.partition(b"\n")
    pairs = zip(_passages().validate_json(passages), from_json(edits), strict=True)
    return tuple(Resolved(passage, (_edits(omit), _edits(gloss))) for passage, (omit, gloss) in pairs)


def _edits(written: Iterable[Iterable[Any]]) -> tuple[Edit, ...]:
    return tuple(Edit(*one) for one in written)
