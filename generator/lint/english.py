"""What the lint knows of English: the lists of `english.yml`, ready to be asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class English:
    """Word lists in small letters, and patterns that ignore case. The file says what each is for."""

    stop: frozenset[str]
    generic: frozenset[str]
    absolute: frozenset[str]
    absolute_phrases: re.Pattern[str]
    vague: frozenset[str]
    vague_phrases: re.Pattern[str]
    not_vague: re.Pattern[str]
    negative: frozenset[str]
    negative_phrases: re.Pattern[str]
    subordinate: frozenset[str]
    relative: frozenset[str]
    denying: frozenset[str]
    openings: frozenset[str]
    prepositions: frozenset[str]
    things: frozenset[str]
    objects: frozenset[str]
    sounds_vowel: re.Pattern[str]
    sounds_consonant: re.Pattern[str]
    one: frozenset[str]
    several: frozenset[str]
    unfocused: re.Pattern[str]
    verdict: frozenset[str]
    saying: frozenset[str]
    bearers: frozenset[str]
    asking: frozenset[str]
    labels: frozenset[str]
    all_or_none: re.Pattern[str]
    positional: re.Pattern[str]
    not_absolute: re.Pattern[str]


_PATTERNS = (
    "all_or_none", "positional", "absolute_phrases", "not_absolute", "vague_phrases", "not_vague", "negative_phrases",
    "sounds_vowel", "sounds_consonant", "unfocused",
)  # fmt: skip


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's where the wheel has it: the same lists, twenty times as fast."""


@cache
def english() -> English:
    """The lists of English."""
    text = files(__package__).joinpath("english.yml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = yaml.load(text, Loader=_LOADER)  # noqa: S506  (it makes texts of all, so "no" stays a word)
    patterns = {name: re.compile("|".join(f"(?:{one})" for one in lists.pop(name)), re.IGNORECASE) for name in _PATTERNS}
    return English(**patterns, **{name: frozenset(words) for name, words in lists.items()})  # type: ignore[arg-type]
