"""What a YAML file holds, every value and key with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.source.files import Span

Route = tuple[str | int, ...]
"""The way from the top of a file to a value: keys and list indexes."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: str, int, bool or None."""

    span: Span
    value: str | int | bool | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    span: Span
    items: tuple[Node, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written. ``keys`` holds the span of each key."""

    span: Span
    values: dict[str, Node]
    keys: dict[str, Span]
    size: int


Node = Scalar | Sequence | Mapping
