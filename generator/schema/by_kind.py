"""Items of several kinds, so that an editor looks only at the keys of the kind that is written.

`oneOf`, which pydantic makes of them, has an editor try every kind: one slip in an item is then reported against all of them,
or against the wrong one, and the keys of all are proposed. With `if` and `then` the kind is settled first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.schema.member_docs import member_docs
from generator.spec.quiz import TELLING_KEYS, Kind

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


def by_kind(branches: list[JsonSchemaValue]) -> JsonSchemaValue:
    """The schema of an item, from those of its kinds."""
    kind = {"description": "How the item is answered. Left out, it is `single`.", "enum": [*Kind], "enumDescriptions": member_docs(Kind)}
    return {"type": "object", "properties": {"kind": kind}, "allOf": [_when(branch) for branch in branches]}


def _when(branch: JsonSchemaValue) -> JsonSchemaValue:
    """A kind's own schema, for items that are meant as one. Its `kind` is settled, and described once for all kinds."""
    kinds = _kinds(branch)
    then = {**branch, "properties": {**branch["properties"], "kind": True}}
    return {"if": _meant(kinds, optional="kind" not in branch["required"]), "then": then}


def _kinds(branch: JsonSchemaValue) -> list[str]:
    written = branch["properties"]["kind"]
    return [written["const"]] if "const" in written else list(written["enum"])


def _meant(kinds: list[str], *, optional: bool) -> JsonSchemaValue:
    """Whether an item is meant as one of some kinds: it says so, or says nothing and has a key that tells."""
    says = {"required": ["kind"], "properties": {"kind": {"enum": kinds}}}
    silent = {"properties": {"kind": False}}
    if optional:
        return {"anyOf": [says, {**silent, "not": _any_of(sorted(TELLING_KEYS))}]}
    return {"anyOf": [says, {**silent, **_any_of(sorted(key for key, kind in TELLING_KEYS.items() if kind in kinds))}]}


def _any_of(keys: list[str]) -> JsonSchemaValue:
    return {"anyOf": [{"required": [key]} for key in keys]}
