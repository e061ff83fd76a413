"""From YAML nodes to models: pydantic checks the data, this module tells the author what it found, in the author's words."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from pydantic import BaseModel, Tag, ValidationError

from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.source.files import SourceFile, Span, display_name, read_text
from generator.source.yaml_nodes import Mapping, Node, Route, Sequence, find_node, parse_yaml, to_data
from generator.spec import mending
from generator.spec.meant import Meant, meant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Texts
    from pathlib import Path

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Located(Generic[Model]):
    """A model together with the file it was read from, so that every value can be pointed at."""

    value: Model
    file: SourceFile
    _read: Node | None = field(default=None, repr=False, compare=False)
    """The file's content, where it was read from the file just now; a model that an earlier check left comes without."""

    @cached_property
    def node(self) -> Node:
        """What the file holds, every value with its place."""
        node = self._read or parse_yaml(self.file, Problems())
        assert node is not None  # the model was made of it
        return node

    def let_go(self) -> None:
        """Forget what the file holds: it is read again where somebody asks for a place. Nobody else can tell."""
        object.__setattr__(self, "_read", None)
        vars(self).pop("node", None)

    def span(self, *route: str | int) -> Span:
        """The place of the value at a route; of the nearest value above it where the route leads nowhere."""
        return find_node(self.node, route)[1]

    def key_span(self, *route: str | int) -> Span:
        """The place of the key at the end of a route; of its value where it has no key."""
        parent, _ = find_node(self.node, route[:-1])
        keys = parent.keys if isinstance(parent, Mapping) else {}
        return keys.get(str(route[-1]), self.span(*route))


def open_file(path: Path, root: Path, problems: Problems, unsaved: Texts[str, str] = MappingProxyType({})) -> SourceFile | None:
    """The text of a file, or None after reporting that it isn't there or can't be read. What is ``unsaved`` counts more."""
    name = display_name(path, root)
    if name in unsaved:
        return SourceFile(name, unsaved[name])
    empty = SourceFile(name, "")
    try:
        return read_text(path, root)
    except FileNotFoundError:
        problems.report(Code.FILE_MISSING, f"there is no `{name}`", empty, Span(0, 0), help="every course needs this file")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        fix = "rename or remove it" if isinstance(error, IsADirectoryError) else "save it as UTF-8 text that may be read"
        problems.report(Code.FILE_UNREADABLE, f"`{name}` can't be read: {reason}", empty, Span(0, 0), help=fix)
    return None


def read_spec(file: SourceFile, model: type[Model], problems: Problems, *, unknown_keys: bool = False) -> Located[Model] | None:
    """The file as a model, or None after reporting everything that is wrong with it. ``unknown_keys`` lets these pass."""
    before = len(problems.errors)
    node = parse_yaml(file, problems)
    if node is None:
        return None
    if not isinstance(node, Mapping):
        problems.report(Code.WRONG_TYPE, "the file must hold keys and values", file, node.span,
                        help="begin with `id: ...`, each key on its own line")  # fmt: skip
        return None
    try:
        value = model.model_validate(to_data(node), extra="ignore" if unknown_keys else None)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
        guesses = {found["loc"]: _meant(found["loc"], node, model) for found in errors if found["type"] == _UNKNOWN}
        misspelt = {(*loc[:-1], guess.word) for loc, guess in guesses.items() if guess}
        for found in errors:
            if found["type"] != "missing" or found["loc"] not in misspelt:  # a slip of the pen is one problem, not two
                _report(found, file, node, model, problems)
        return None
    if len(problems.errors) > before:  # a duplicate key: the model is fine but not what the author wrote
        return None
    return Located(value, file, node)


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a misspelt one, or None if none is near."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


_UNKNOWN = "extra_forbidden"


def _meant(route: Route, node: Node, model: type[BaseModel]) -> Meant | None:
    """The key that an unknown one was meant to be: the one most like it among those not written yet."""
    parent, _ = find_node(node, route[:-1])
    written = parent.values if isinstance(parent, Mapping) else {}
    return meant(str(route[-1]), [key for key in _keys_at(model, route[:-1]) if key not in written])


def _report(found: ErrorDetails, file: SourceFile, node: Node, model: type[BaseModel], problems: Problems) -> None:
    route: Route = found["loc"]
    kind = found["type"]
    name = _owner(route)
    target, span = find_node(node, route)
    if kind == _UNKNOWN:
        parent, _ = find_node(node, route[:-1])
        assert isinstance(parent, Mapping)
        guess, key = _meant(route, node, model), str(route[-1])
        fix = f"did you mean `{guess.word}`?" if guess else f"remove it; the keys here are {_listed(_keys_at(model, route[:-1]))}"
        problems.report(Code.UNKNOWN_KEY, f"unknown key `{key}`", file, parent.keys[key], help=fix,
                        fixes=mending.for_unknown_key(file, parent, key, guess))  # fmt: skip
    elif kind == "missing":
        parent, span = find_node(node, route[:-1])
        problems.report(
            Code.MISSING_KEY, f"the key `{route[-1]}` is missing", file, first_key(parent, span), help=f"add `{route[-1]}:`",
            fixes=mending.for_missing_key(file, parent, route),
        )  # fmt: skip
    elif kind == "string_pattern_mismatch" and _is_id(found):
        problems.report(Code.BAD_ID, f"{name} `{found['input']}` is not an id", file, span,
                        help=id_help(found["ctx"]["pattern"]), fixes=mending.for_id(file, node, route, found["input"]))  # fmt: skip
    elif kind == "too_short" and isinstance(target, Sequence) and len(target.items) >= found["ctx"]["min_length"]:
        pass  # pydantic counts only the entries that are right, and those that are wrong were reported
    elif kind == "union_tag_invalid":
        route = (*route, "kind")
        _, span = find_node(node, route)
        tags = sorted({*_TAG.findall(found["ctx"]["expected_tags"]), "multiple"})
        guess = meant(found["ctx"]["tag"], tags)
        problems.report(Code.BAD_VALUE, f"`kind` must be one of {_listed(tags)}, not `{found['ctx']['tag']}`", file, span,
                        help=f"did you mean `{guess.word}`?" if guess else "",
                        fixes=mending.for_guess(file, node, route, guess))  # fmt: skip
    elif kind == "value_error":
        message = str(found["ctx"]["error"]) if "ctx" in found else found["msg"]
        problems.report(Code.BAD_VALUE, f"{_owner(route)} {message}", file, _blamed_key(target, message, span), help="")
    elif kind == "bad_date":
        problems.report(
            Code.BAD_DATE, f"{name} `{found['input']}` {found['ctx']['reason']}", file, span, help=found["ctx"]["fix"],
            fixes=mending.for_date(file, node, route, str(found["input"])),
        )  # fmt: skip
    elif kind in _TYPE_WORDS:
        got = _describe(found["input"])
        help_ = _type_help(kind, found["input"])
        problems.report(Code.WRONG_TYPE, f"{name} must be {_TYPE_WORDS[kind]}, not {got}", file, span, help=help_,
                        fixes=mending.for_type(file, node, route, kind))  # fmt: skip
    else:
        message, fix, guess = _value_message(found)
        fixes = mending.for_pattern(file, node, route, found["input"]) if kind == "string_pattern_mismatch" else ()
        problems.report(Code.BAD_VALUE, f"{name} {message}", file, span, help=fix,
                        fixes=fixes or mending.for_guess(file, node, route, guess))  # fmt: skip


_TAG = re.compile(r"'([^']+)'")
_TYPE_WORDS = {
    "string_type": "text", "int_type": "a whole number", "bool_type": "`true` or `false`", "tuple_type": "a list",
    "model_type": "keys and values", "model_attributes_type": "keys and values", "dict_type": "keys and values",
}  # fmt: skip


def _type_help(kind: str, value: Any) -> str:
    if kind == "string_type" and isinstance(value, (int, bool)):
        return "put it in quotation marks"
    if value is None:
        return "write it after the colon; what begins with `#` or is `null` or `~` needs quotation marks"
    if kind == "int_type" and isinstance(value, str) and value.isdecimal():
        return "write it without quotation marks"
    if kind == "tuple_type" and isinstance(value, str):
        return "put it in `[` and `]`, or on a line of its own after `- `"
    if kind == "bool_type" and str(value).casefold() in mending.YES_NO:
        return f"write `{mending.YES_NO[str(value).casefold()]}`, without quotation marks"
    return ""


_VALUE_WORDS = {
    "too_short": ("must have {min_length} or more entries, and has {actual_length}", ""),
    "too_long": ("may have at most {max_length} entries, and has {actual_length}", ""),
    "string_too_short": ("is empty", "write it, or remove the key if it may be left out"),
    "string_too_long": ("has more characters than the {max_length} allowed", ""),
    "greater_than_equal": ("must be at least {ge}, not {input}", ""),
    "less_than_equal": ("must be at most {le}, not {input}", ""),
}


def _value_message(found: ErrorDetails) -> tuple[str, str, Meant | None]:
    """Message and help for a value of the right type that isn't allowed, and the value that it was meant to be."""
    context: dict[str, Any] = found.get("ctx", {})
    if found["type"] == "enum":
        allowed = [word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(",")]
        guess = meant(str(found["input"]), allowed)
        message = f"must be one of {_listed(allowed)}, not {_describe(found['input'])}"
        return message, f"did you mean `{guess.word}`?" if guess else "", guess
    if found["type"] == "string_pattern_mismatch":
        sha256 = "{64}" in context["pattern"]
        message = f"must be {'a sha256' if sha256 else 'the name of a file'}, not {_describe(found['input'])}"
        return message, "write its 64 digits, 0 to 9 and a to f" if sha256 else "leave out the folder", None
    message, fix = _VALUE_WORDS.get(found["type"], ("is not allowed: {msg}", ""))
    return message.format(**context, input=found["input"], msg=found["msg"]), fix, None


def id_help(pattern: str) -> str:
    """How to write what a pattern of an id wants."""
    plain = "lower-case letters and digits, in groups joined by hyphens"
    if "/" not in pattern:
        return f"use {plain}"
    return f"write {'document or document/article' if pattern.endswith('?$') else 'lesson/excerpt'}, each in {plain}"


def _is_id(found: ErrorDetails) -> bool:
    return "a-z0-9" in str(found.get("ctx", {}).get("pattern", ""))


def _owner(route: Route) -> str:
    """What a value is called in a message: `evidence`, entry 2 of `rows`."""
    if not route:
        return "the file"
    if isinstance(route[-1], int):
        list_name = next((part for part in reversed(route) if isinstance(part, str)), "entry")
        return f"entry {route[-1] + 1} of `{list_name}`"
    return f"`{route[-1]}`"


def shortened(text: str, longest: int = 40) -> str:
    """As much of a text as is enough to recognise it."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _describe(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text `{shortened(value)}`"
    return "a list" if isinstance(value, (list, tuple)) else "keys and values"


def first_key(node: Node, span: Span) -> Span:
    """Where to point for something about a mapping as a whole: its first key."""
    return next(iter(node.keys.values())) if isinstance(node, Mapping) and node.keys else span


def _blamed_key(node: Node, message: str, span: Span) -> Span:
    """Of the keys that a message about a mapping names, the second that is written, where the conflict shows; else the only one."""
    named = {word.strip(":") for word in _NAMED.findall(message)}
    written = [place for key, place in node.keys.items() if key in named] if isinstance(node, Mapping) else []
    return written[:2][-1] if written else first_key(node, span)


_NAMED = re.compile(r"`([^`]+)`")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _keys_at(model: type[BaseModel], route: Route) -> list[str]:
    """The keys, as authors write them, of the model at a route. In a union the route names the kind."""
    models: list[tuple[str | None, type[BaseModel]]] = [(None, model)]
    for part in route:
        if isinstance(part, int):
            continue
        tagged = [found for found in models if found[0] == part]
        if tagged and len(models) > 1:
            models = tagged
            continue
        fields = {info.alias or name: info for _, found in models for name, info in found.model_fields.items()}
        models = _models_in(fields[part].annotation) if part in fields else []
    return list(dict.fromkeys(info.alias or name for _, found in models for name, info in found.model_fields.items()))


def _models_in(annotation: Any, tag: str | None = None) -> list[tuple[str | None, type[BaseModel]]]:
    """The models named in an annotation such as `tuple[Row, ...]` or a union of kinds, with the tags of the latter."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [(tag, annotation)]
    arguments = get_args(annotation)
    tag = next((one.tag for one in arguments if isinstance(one, Tag)), tag)
    return [found for argument in arguments for found in _models_in(argument, tag)]
