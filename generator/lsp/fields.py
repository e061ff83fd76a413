"""What the models say of keys: which there are at a place, what they mean, which values they choose from."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from generator.schema.examples import as_written
from generator.schema.field_docs import field_docs
from generator.schema.kinds import FILES, kind_of
from generator.schema.member_docs import member_docs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key as the models have it. ``values`` are what it chooses from, each with what it means; empty where anything may stand."""

    key: str
    doc: str
    needed: bool
    nested: bool
    """Whether keys or a list stand below it."""
    values: dict[str, str]

    @property
    def as_markdown(self) -> str:
        """The key with its documentation."""
        head = f"**`{self.key}`**{' (needed)' if self.needed else ''}: {self.doc}"
        return "\n".join([head, "", *(f"- `{value}`{f': {doc}' if doc else ''}" for value, doc in self.values.items())]).rstrip()


def keys_at(name: str, path: Sequence[str], beside: Iterable[str] = ()) -> dict[str, Key]:
    """The keys of the mapping at a path of a file. Of kinds of items those that have the keys written already, if any kind has."""
    kind = kind_of(name)
    models: list[type[BaseModel]] = [FILES[kind].model] if kind else []
    for part in path:
        models = [found for model in models for found in _models(_field(model, part))]
    wanted = set(beside)
    fitting = [model for model in models if wanted <= set(_names(model))] or models
    return {
        info.alias or name: _key(info.alias or name, info, field_docs(model).get(name, ""))
        for model in fitting
        for name, info in model.model_fields.items()
    }


def _names(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _field(model: type[BaseModel], key: str) -> Any:
    info = _names(model).get(key)
    return info.annotation if info else None


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation names, inside lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models(argument)]


def _key(key: str, info: FieldInfo, doc: str) -> Key:
    doc = " ".join((doc or _own_doc(info.annotation)).split())
    if info.examples:
        doc += f" Example: {', '.join(map(as_written, info.examples))}"
    nested = bool(_models(info.annotation)) or "tuple" in str(info.annotation)
    return Key(key=key, doc=doc, needed=info.is_required(), nested=nested, values=_values(info.annotation))


def _own_doc(annotation: Any) -> str:
    return next((model.__doc__ or "" for model in _models(annotation)), "")


def _values(annotation: Any) -> dict[str, str]:
    if annotation is bool:
        return {"true": "", "false": ""}
    if isinstance(annotation, type) and issubclass(annotation, enum.StrEnum):
        return dict(zip([member.value for member in annotation], member_docs(annotation), strict=True))
    arguments = get_args(annotation)
    if arguments and all(isinstance(one, str) for one in arguments):
        return dict.fromkeys(arguments, "")
    return {value: doc for one in arguments if one is not type(None) for value, doc in _values(one).items()}
