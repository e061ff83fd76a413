"""A spec as the compiler sees it and as an editor does, so that the two can be held against each other."""

import functools
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, ClassVar

import yaml
from jsonschema import Draft202012Validator

from generator.diagnostics.codes import Code
from generator.diagnostics.model import Diagnostic, Problems
from generator.schema.dialect import schema_of
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.source.files import SourceFile
from generator.spec.read import read_spec


class _Core(yaml.CSafeLoader):
    """YAML 1.2 by its core schema, which editors read (https://yaml.org/spec/1.2.2/#103-core-schema). Keys are text, as in JSON."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        del deep
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def _integer(loader: _Core, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    base = {"0o": 8, "0x": 16}.get(text[:2], 10)
    return int(text[2:] if base != 10 else text, base)


for _tag, _pattern in (
    ("null", r"null|Null|NULL|~|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), None)  # type: ignore[no-untyped-call]
_Core.add_constructor("tag:yaml.org,2002:int", _integer)


def as_an_editor_reads(text: str, reader: Any = _Core) -> Any:
    """The data of a YAML file. Raises yaml.YAMLError where it isn't YAML, which an editor tells without any schema."""
    return yaml.load(text, Loader=reader)


@functools.cache
def validator(kind: FileKind) -> Draft202012Validator:
    return Draft202012Validator(schema_of(FILES[kind].model))


def kind_of(path: str) -> FileKind | None:
    """The kind of a file by its path from a course's root; None for other files."""
    exact = {written.path: kind for kind, written in FILES.items()}
    patterns = (kind for kind, written in FILES.items() if "*" in written.path and PurePosixPath(path).match(written.path))
    return None if path.endswith("passages.lock.yml") else exact.get(path, next(patterns, None))


def editor_accepts(kind: FileKind, text: str) -> bool:
    return bool(validator(kind).is_valid(as_an_editor_reads(text)))


def compiler_says(kind: FileKind, text: str) -> list[Diagnostic]:
    """What is wrong with a file by itself, whatever else the course holds."""
    problems = Problems()
    read_spec(SourceFile("spec.yml", text), FILES[kind].model, problems)
    return list(problems)


BEYOND_SCHEMAS = (
    (Code.BAD_DATE, r"doesn't end later than it begins"),
    (Code.BAD_DATE, r"-02-29(?:T\d\d:\d\d)?` (?:has no such day|is not a time that there is)"),
    (Code.BAD_VALUE, r"has its low end above its high end; swap the two"),
)
"""What is wrong with a value by itself that a schema can't tell: an order, and which years have a 29 February."""


def within_schemas(found: list[Diagnostic]) -> list[Diagnostic]:
    """Those problems that a schema should tell, too."""
    return [one for one in found if not any(one.code is code and re.search(what, one.message) for code, what in BEYOND_SCHEMAS)]


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a schema, itself first."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from subschemas(inner)
