"""What stands below a member of an Enum: Python throws such docstrings away, so they are read from the source."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import enum


@cache
def member_docstrings(of: type[enum.Enum]) -> dict[str, str]:
    """The docstrings of an Enum's members by their names. The Enum stands at the top of its module."""
    tree = ast.parse(inspect.getsource(sys.modules[of.__module__]))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == of.__name__).body
    found: dict[str, str] = {}
    for member, doc in pairwise(body):
        if (
            isinstance(member, ast.Assign)
            and isinstance(member.targets[0], ast.Name)
            and isinstance(doc, ast.Expr)
            and isinstance(doc.value, ast.Constant)
        ):
            found[member.targets[0].id] = inspect.cleandoc(str(doc.value.value))
    return found
