"""What the validators of models demand of several keys at once, as JSON Schema.

Pydantic can't tell what a validator does, so this says it again, for each model that has one. `tests/test_schema_laws.py`
holds the two together. A key whose value is `null` counts as left out, as it does for the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.spec.amount import FIGURE_FORM, Amount, Bound
from generator.spec.citation import Evidence, Words
from generator.spec.lesson import Block
from generator.spec.names import Name
from generator.spec.quiz import TrueFalseFeedback
from generator.spec.timeline import Report

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

    from generator.spec.model import Spec


def demands(model: type[Spec]) -> JsonSchemaValue:
    """What is to be added to the schema of a model's own keys."""
    return next((found for base in model.__mro__ if (found := _DEMANDS.get(base)) is not None), {})


def _given(*keys: str) -> JsonSchemaValue:
    """The keys are written, and not as `null`."""
    return {"required": list(keys), "properties": {key: {"not": {"type": "null"}} for key in keys}}


def _left_out(message: str, *keys: str) -> JsonSchemaValue:
    """The keys aren't written, or as `null`. Editors of the VS Code family show the message."""
    return {"properties": {key: {"type": "null", "errorMessage": message} for key in keys}}


_ONE_WAY: JsonSchemaValue = {
    "if": _given("quote"),
    "then": _left_out("has both `quote` and `from`/`to`; keep one way", "from", "to"),
    "else": {"errorMessage": "needs `quote`, or both `from` and `to`", **_given("from", "to")},
}
_ONE_PLACE: JsonSchemaValue = {
    "if": _given("passage"),
    "then": _left_out("has both `passage` and `source`; keep one", "source"),
    "else": {"errorMessage": "needs either `passage` or `source`", **_given("source")},
}
_BOUNDS = [bound.value for bound in Bound]
_ONE_BOUND: list[JsonSchemaValue] = [
    {"anyOf": [_given(bound) for bound in _BOUNDS]},
    *(
        {"if": _given(bound), "then": _left_out("an amount holds one bound; keep one", *(one for one in _BOUNDS if one != bound))}
        for bound in _BOUNDS
    ),
]
_NOTHING_EMPTY: JsonSchemaValue = {
    "properties": {
        key: {"not": {"type": "null"}, "errorMessage": f"holds nothing after `{key}:`; write it, or remove the entry"}
        for key in Block.model_fields
    }
}
_DEMANDS: dict[type, JsonSchemaValue] = {
    Words: _ONE_WAY,
    Evidence: {"allOf": [_ONE_WAY, _ONE_PLACE]},
    Report: {
        "if": _given("passage"),
        "then": {"propertyNames": {"enum": ["passage", "says"]}},
        "else": {"allOf": [{"errorMessage": "needs `source` and the words, or `passage`", **_given("source")}, _ONE_WAY]},
    },
    Name: {
        "if": _given("term"),
        "else": {"errorMessage": "needs `text`, or `term` where the glossary explains the name", **_given("text")},
    },
    Block: {"minProperties": 1, "maxProperties": 1, "allOf": [_NOTHING_EMPTY]},
    # yaml-language-server reads these keys as no words, and such keys it finds by a pattern only.
    TrueFalseFeedback: {"patternProperties": {"^(?:true|false)$": True}},
    # A bare figure is short for `exactly`.
    Amount: {"type": ["object", *FIGURE_FORM["type"]], "pattern": FIGURE_FORM["pattern"], "minProperties": 1, "allOf": _ONE_BOUND},
}
