"""Examples in the words that an editor shows at a key.

JSON Schema has a place of its own for them, `examples`. But editors take what stands there for proposals: yaml-language-server
writes the first one after every key that it completes. No words of the guide's course should get into another that way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.model import Problems
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml, to_data

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


def told(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema with its examples at the end of its description."""
    if "examples" not in schema:
        return schema
    written = ", ".join(map(as_written, schema["examples"]))
    rest = {key: value for key, value in schema.items() if key != "examples"}
    return {**rest, "description": f"{schema['description']}\n\nExample: {written}"}


def as_written(value: Any, *, inside: bool = False) -> str:
    """A value as YAML on one line, in quotation marks only where it needs them. ``inside`` a list or mapping, commas do."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_written(one, inside=True)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_written(one, inside=True) for one in value) + "]"
    if isinstance(value, str) and _read(f"[{value}]" if inside else value) == ((value,) if inside else value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    node = parse_yaml(SourceFile("example", text), Problems())
    return None if node is None else to_data(node)
