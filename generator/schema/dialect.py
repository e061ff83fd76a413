"""From a model to the JSON Schema that serves an editor best.

JSON Schema can say one thing in several ways, and editors are better at some of them. Here everything is written out where it
is used, since some editors lose what stands beside a `$ref`; and types are listed, since `anyOf` mixes up their messages.

The schemas are of draft 2020-12 (https://json-schema.org/draft/2020-12). They describe the data that an editor sees which
reads YAML 1.2 by its core schema (https://yaml.org/spec/1.2.2/#103-core-schema), as yaml-language-server does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from generator.schema.by_kind import by_kind
from generator.schema.demands import demands
from generator.schema.examples import told
from generator.schema.field_docs import field_docs
from generator.schema.member_docs import member_docs
from generator.spec.read import id_help

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

    from generator.spec.model import Spec

_QUOTED: JsonSchemaValue = {"type": "string", "errorMessage": "must be text: put the number in quotation marks"}


def schema_of(model: type[Spec]) -> JsonSchemaValue:
    """The schema of a file that holds one such model. Raises RecursionError where models hold themselves; none does."""
    made = model.model_json_schema(schema_generator=_FromModels)
    definitions = made.pop("$defs", {})
    whole: JsonSchemaValue = _written_out(made, definitions)
    title = " ".join(re.findall("[A-Z][a-z]*", model.__name__)).capitalize()
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": title, **whole}


class _FromModels(GenerateJsonSchema):
    """Adds what pydantic leaves out: meanings of values, what validators demand, and that text isn't only white space."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """An editor shows the key itself; a title made from it says it twice."""
        del schema
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Editors would propose to write out what may be left out: defaults are told where they are more than nothing."""
        made = super().default_schema(schema)
        if not made.get("default"):
            made.pop("default", None)
        return made

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Text. `2.5` is text to the compiler and a number to an editor; `1500` is a number to both, and refused."""
        made = super().str_schema(schema)
        if schema.get("strip_whitespace"):
            made |= {"pattern": r"\S", "patternErrorMessage": "is empty: write it, or remove the key if it may be left out"}
        pattern = made.get("pattern", "")
        if "a-z0-9" in pattern:
            return {**made, "patternErrorMessage": id_help(pattern)}
        return {**made, "type": ["string", "number"], "if": {"type": "integer"}, "then": _QUOTED} if re.search(pattern, "2.5") else made

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """The values with what each means, in the form of VS Code, which standard readers pass over."""
        made = super().enum_schema(schema)
        return {**made, "enumDescriptions": member_docs(schema["cls"])}

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model's keys, and what is demanded of several at once."""
        made = super().model_schema(schema)
        made.pop("title", None)
        model: type[Spec] = schema["cls"]
        docs = field_docs(model)
        for name, info in model.model_fields.items():
            if name in docs:
                made["properties"][info.alias or name]["description"] = docs[name]
        return {**made, **demands(model)}


def _written_out(schema: Any, definitions: dict[str, JsonSchemaValue]) -> Any:
    """The schema with every reference replaced by what it refers to; what stands beside a reference counts more."""
    if isinstance(schema, list):
        return [_written_out(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        found = definitions[schema["$ref"].rpartition("/")[2]]
        return _written_out({**{key: value for key, value in found.items() if key != "title"}, **beside}, definitions)
    return told(_settled({key: _inside(key, value, definitions) for key, value in schema.items()}))


def _inside(key: str, value: Any, definitions: dict[str, JsonSchemaValue]) -> Any:
    """What stands at a key of a schema. Those below `properties` are the file's own, and no words of JSON Schema."""
    if key == "properties":
        return {name: _written_out(one, definitions) for name, one in value.items()}
    return _written_out(value, definitions)


def _settled(schema: JsonSchemaValue) -> JsonSchemaValue:
    """A union without `oneOf`, and what may be `null` without `anyOf`."""
    if "oneOf" in schema:
        branches = schema.pop("oneOf")
        return {**by_kind(branches), **schema}
    one, *null = schema.get("anyOf", ({},))
    if null == [{"type": "null"}] and "type" in one:
        beside = {key: value for key, value in schema.items() if key != "anyOf"}
        types = one["type"] if isinstance(one["type"], list) else [one["type"]]
        return {**one, **beside, "type": [*types, "null"]}
    return schema
