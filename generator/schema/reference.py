"""What an author can write in each kind of file, taken from the models: every key, its form, its default, its meaning.

The reference in the author's guide is drawn from this, so it says what the models say, always.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le, MaxLen, MinLen
from pydantic_core import PydanticUndefined

from generator.diagnostics.docstrings import member_docstrings
from generator.schema.examples import as_written
from generator.schema.field_docs import field_docs
from generator.spec.amount import Figure
from generator.spec.model import Id, PassageId, Prose, SourceId, Spec, Text
from generator.spec.sources import Character, FileName, Language, Sha256
from generator.spec.timeline import EventDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

_NAMED: tuple[tuple[Any, str], ...] = (
    (Id, "id"),
    (SourceId, "document, or document/article"),
    (PassageId, "lesson/excerpt"),
    (Text, "text"),
    (Prose, "MyST Markdown"),
    (EventDate, "date"),
    (Figure, "number or date"),
    (Language, "code of a language"),
    (Sha256, "64 hexadecimal digits"),
    (FileName, "name of a file"),
    (Character, "single character"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (str, "text"),
)
"""What authors call the types of single values. Moments of `grading.yml` are told by their docstring."""

_PLURALS = {
    "text": "text",
    "whole number": "whole numbers",
    "single character": "single characters",
    "number or date": "numbers or dates",
    "id": "ids",
    "document, or document/article": "documents, or of articles as document/article",
}
"""What is said of several in a list. A list of something else has no words until they stand here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One of the words that a key chooses from. ``says`` is empty where the key's own docstring tells."""

    word: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key. ``form`` says what is written after it, with code in backticks; ``groups`` name the groups of keys in it."""

    name: str
    needed: bool
    form: str
    default: str
    says: str
    examples: tuple[str, ...]
    values: tuple[Value, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Keys that are written together: a model. ``more`` names the groups whose keys it takes, too."""

    name: str
    says: str
    keys: tuple[Key, ...]
    more: tuple[str, ...]


def groups_of(model: type[Spec]) -> tuple[Group, ...]:
    """The groups of a file whose whole is ``model``: itself first, then whatever can be written in it, each once."""
    return tuple(_group(found) for found in _reached(model, set()) if own_fields(found) or found is model)


def own_fields(model: type[Spec]) -> dict[str, FieldInfo]:
    """The fields that a model adds to those of its bases, by their names in Python."""
    return {name: info for name, info in model.model_fields.items() if name in model.__annotations__}


def _reached(model: type[Spec], seen: set[type[Spec]]) -> Iterator[type[Spec]]:
    if model in seen:
        return
    seen.add(model)
    yield model
    hints = get_type_hints(model, include_extras=True)
    inside = [found for name in own_fields(model) for found in _models(hints[name])]
    for found in [*inside, *_bases(model)]:
        yield from _reached(found, seen)


def _bases(model: type[Spec]) -> list[type[Spec]]:
    return [base for base in model.__bases__ if issubclass(base, Spec) and base is not Spec]


def _with_keys(model: type[Spec]) -> list[type[Spec]]:
    """The model, or, where it adds no key, those that it is made of."""
    return [model] if own_fields(model) else [found for base in _bases(model) for found in _with_keys(base)]


def _group(model: type[Spec]) -> Group:
    hints = get_type_hints(model, include_extras=True)
    more = [_name(one) for base in _bases(model) for one in _with_keys(base)]
    keys = tuple(_key(name, info, hints[name], field_docs(model).get(name, "")) for name, info in own_fields(model).items())
    return Group(name=_name(model), says=_one_line(model.__doc__ or ""), keys=keys, more=tuple(more))


def _key(name: str, info: FieldInfo, hint: Any, doc: str) -> Key:
    return Key(
        name=info.alias or name,
        needed=info.is_required(),
        form=_form(hint, info.metadata),
        default=_default(info),
        says=_one_line(doc),
        examples=tuple(map(as_written, info.examples or ())),
        values=tuple(_values(hint)),
        groups=tuple(_name(one) for model in _models(hint) for one in _with_keys(model)),
    )


def _name(model: type[Spec]) -> str:
    """What a group is called: the model's name in words."""
    return " ".join(re.findall("[A-Z][a-z]*", model.__name__)).lower()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _default(info: FieldInfo) -> str:
    """The value that a key has where it is left out, as YAML; empty where that is nothing, or made of other keys' defaults."""
    value = info.default
    if value is PydanticUndefined or value is None or value == () or isinstance(value, Spec):
        return ""
    return as_written(value.value if isinstance(value, enum.Enum) else value)


def _form(hint: Any, bounds: Iterable[object] = ()) -> str:
    """What is written after a key, in an author's words. Raises TypeError for a type that has no words yet."""
    named = next((words for known, words in _NAMED if hint == known), None)
    if named is not None:
        return f"{named}{_range(bounds)}"
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _form(next(one for one in get_args(hint) if one is not NoneType), bounds)
    if origin is tuple:
        return _list_form(get_args(hint)[0], bounds)
    if origin is Annotated:
        return _form(get_args(hint)[0], bounds)
    if origin is Literal or (isinstance(hint, type) and issubclass(hint, enum.Enum)):
        return "one of the words below" if len(_values(hint)) > 1 else f"`{_values(hint)[0].word}`"
    if isinstance(hint, type) and issubclass(hint, Spec):
        return f"keys of {_name(_with_keys(hint)[0])}"
    raise TypeError(f"no words for {hint}")


def _list_form(of: Any, bounds: Iterable[object]) -> str:
    models = _models(of)
    if len(models) > 1:
        each = "items, each of one of the kinds below"
    elif models:
        each = f"entries, each with keys of {_name(_with_keys(models[0])[0])}"
    else:
        each = _PLURALS[_form(of)]
    return f"list of {each}{_range(bounds)}"


def _range(bounds: Iterable[object]) -> str:
    """The least and the most of a number, or of the entries of a list."""
    found = list(bounds)
    low = [one.ge if isinstance(one, Ge) else one.min_length for one in found if isinstance(one, (Ge, MinLen))]
    high = [one.le if isinstance(one, Le) else one.max_length for one in found if isinstance(one, (Le, MaxLen))]
    if low and high:
        return f", {low[0]} to {high[0]}" if str(low) != str(high) else f", {low[0]}"
    return f", {low[0]} or more" if low else f", {high[0]} at most" if high else ""


def _values(hint: Any) -> list[Value]:
    """The words that a key chooses from, where it chooses."""
    if get_origin(hint) is Literal:
        return [Value(word=word, says="") for word in get_args(hint)]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        docs = member_docstrings(hint)
        return [Value(word=one.value, says=_one_line(docs[one.name].split("\n\n", 1)[0])) for one in hint]
    return []


def _models(hint: Any) -> list[type[Spec]]:
    """The models that stand in a type, in their order."""
    if isinstance(hint, type) and issubclass(hint, Spec):
        return [hint]
    inside = get_args(hint)[:1] if get_origin(hint) is Annotated else get_args(hint)
    return [found for one in inside for found in _models(one)]
