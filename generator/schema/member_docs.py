"""What the members of an enumeration mean: their docstrings, which Python itself throws away."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import enum


def member_docs(kind: type[enum.Enum]) -> list[str]:
    """The docstring of each member, in their order. Raises KeyError where a member has none."""
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(found, ast.ClassDef)
    docs = {
        member.targets[0].id: " ".join(str(doc.value.value).split())
        for member, doc in pairwise(found.body)
        if isinstance(member, ast.Assign)
        and isinstance(member.targets[0], ast.Name)
        and isinstance(doc, ast.Expr)
        and isinstance(doc.value, ast.Constant)
    }
    return [docs[member.name] for member in kind]
