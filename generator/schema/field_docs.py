"""The docstrings of a model's fields, read from its source: what editors show and the author guide prints.

pydantic can read them too, but does it for all models whenever they are loaded, which took an eighth of a short command.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def field_docs(model: type[BaseModel]) -> Mapping[str, str]:
    """The docstrings by the names of the fields, those of its bases among them."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _own(base)
    return MappingProxyType(found)


def _own(model: type) -> dict[str, str]:
    (read,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(read, ast.ClassDef)
    return {
        field.target.id: inspect.cleandoc(str(doc.value.value))
        for field, doc in pairwise(read.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(doc, ast.Expr)
        and isinstance(doc.value, ast.Constant)
    }
