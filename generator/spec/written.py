"""Specs as checks leave them for others: their data, without places, from which the model is made again in a tenth of the time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from generator.memory import Form
from generator.source.yaml_nodes import to_data
from generator.spec.read import Located

if TYPE_CHECKING:
    from generator.source.files import SourceFile

Model = TypeVar("Model", bound=BaseModel)


def spec_form(file: SourceFile, model: type[Model]) -> Form[Located[Model] | None]:
    """The form of a spec that a file holds. One that has faults isn't kept: they are found anew."""
    return Form(name=f"spec {model.__name__}", read=partial(_read, file, model), write=_write)


def _write(spec: Located[Model] | None) -> bytes | None:
    return None if spec is None else to_json(to_data(spec.node))


def _read(file: SourceFile, model: type[Model], data: bytes) -> Located[Model]:
    return Located(model.model_validate(_with_tuples(from_json(data))), file)


def _with_tuples(value: Any) -> Any:
    """Data as it was read from YAML, where a list is a tuple. Mappings are changed in place."""
    if type(value) is dict:
        for key, one in value.items():
            if type(one) in _HOLDS:  # most values are texts, and a call for each would take longer than all else here
                value[key] = _with_tuples(one)
        return value
    if type(value) is list:
        return tuple([_with_tuples(one) if type(one) in _HOLDS else one for one in value])  # from a list, which is made faster
    return value


_HOLDS = (dict, list)
