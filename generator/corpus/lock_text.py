"""The text of a lock: YAML as reviews want to read it, the same bytes that PyYAML's emitter gives, in a twentieth of its time.

A lock of a large course has tens of thousands of values, nearly all of them ids, numbers, digests and paragraphs, of which
one look tells how YAML writes them. Those are written here; how any other is written, PyYAML is asked, once for each text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FLOW = frozenset({"rules", "marks", "skipped"})
"""Lists that stand on one line although they hold texts."""
BLOCK = "text"
"""The key of texts that are written as block scalars."""

_PLAIN = re.compile(r"(?!(?i:yes|no|on|off|true|false|null|y|n)\Z)[^\W\d_][\w /-]*(?<! )")
"""Begins with a letter and has no mark that YAML knows, so it stands as it is wherever it stands."""
_DIGEST = re.compile(r"[0-9a-f]*[acdf][0-9a-f]*")
"""Has a letter that no number has, of whatever base."""
_LINE = re.compile(r"(?<=[\n\x85\u2028\u2029])(?=[^\n\x85\u2028\u2029])")
"""Where a line that isn't empty begins, other than the first, by YAML's line breaks."""
_BLOCK_LINE = re.compile(r"(?! )[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\ue000\ufdd0-\ufdef\ufeff\ufffe-\U0010ffff]+(?<! )")
"""A line of a block scalar that is written as it is."""
_LONG_KEY = 123
"""Characters from which YAML marks a key as one: those of a quiz, an item and a stretch together may have more."""


def lock_text(data: Mapping[str, Any]) -> str:
    """The text of a lock's data: texts, whole numbers, lists and mappings. What is empty is left out.

    No text begins or ends with white space: a lock holds none that does.
    """
    return "".join(line + "\n" for line in _mapping(data, ""))


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        if value in (None, "", [], {}, ()):
            continue
        name = f"{indent}{_scalar(key)}:"
        if isinstance(value, dict):
            inner = list(_mapping(value, indent + "  "))
            if len(key) >= _LONG_KEY:
                yield f"{indent}? {_scalar(key)}"
                yield f"{indent}: {inner.pop(0)[len(indent) + 2 :]}"
            else:
                yield name if inner else f"{name} {{}}"
            yield from inner
        elif isinstance(value, (list, tuple)):
            yield from _list(name, key, value, indent)
        elif key == BLOCK:
            yield from _block(name, value, indent)
        else:
            yield f"{name} {_indented(_scalar(value), indent)}"


def _list(name: str, key: str, values: list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    if key in FLOW or all(not isinstance(value, (dict, str)) for value in values):
        yield f"{name} {_flow(values)}"
        return
    yield name
    for value in values:
        if isinstance(value, dict):
            first, *others = _mapping(value, indent + "  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from others
        else:
            yield f"{indent}- {_indented(_scalar(value), indent)}"


def _flow(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value)


def _block(name: str, text: str, indent: str) -> Iterator[str]:
    lines = text.split("\n")
    if lines[0] and lines[-1] and all(_BLOCK_LINE.fullmatch(line) for line in lines if line):
        yield f"{name} |-"
        yield from (f"{indent}  {line}" if line else "" for line in lines)
    else:
        yield f"{name} {_indented(_asked(text, '|'), indent)}"


def _indented(written: str, indent: str) -> str:
    """A value of which the further lines, if it has any, stand deeper."""
    return _LINE.sub(indent, written)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) or _DIGEST.fullmatch(value) else _asked(value, "")
    return str(value)


@lru_cache(maxsize=1 << 14)
def _asked(text: str, style: str) -> str:
    """How PyYAML writes a text behind a key; further lines are indented by two."""
    key, value = (yaml.ScalarNode("tag:yaml.org,2002:str", one, style=kind) for one, kind in (("k", None), (text, style or None)))
    top = yaml.MappingNode("tag:yaml.org,2002:map", [(key, value)], flow_style=False)
    return yaml.serialize(top, Dumper=yaml.SafeDumper, allow_unicode=True, width=10**6).removeprefix("k: ").removesuffix("\n")
