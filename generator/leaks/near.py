"""A key beside the id of its item, in any text: scripts, YAML, tables in Markdown, code that compares."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened
from generator.leaks.opened import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

REACH = 400
"""Characters after an item's id, or before it in the same braces, in which a field belongs to it."""
_VALUE = (
    r"(?P<value>\{[^{}]{0,200}\}|\[[^\[\]]{0,200}\]|\([^()]{0,200}\)|\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|`[^`\n]{0,200}`"
    r"|[\w-]+(?=[ \t]*(?:[,;}\])\n#<]|-->|\*/|$)))"
)
_ASSIGNS, _COMPARES = r"(?:[:=]|=>|:=|<-)", r"(?:===?|!==?|\bin\b|\bis\b|\.equals\(|\.issubset\()"
_FIELD = re.compile(
    rf"(?i)(?<![a-z])(?:is[_-]?|right[_ -]?|correct[_ -]?)?(?:keys?|correct|answers?|solutions?|right)(?:[_-]?(?:keys?|ids?|is))?"
    rf"[\"'\]`*]*\s*(?:(?P<compares>{_COMPARES})|{_ASSIGNS})\s*{_VALUE}"
)
"""A name that tells, then a value."""
_DIRECT = re.compile(
    rf"[\"'\]`)*]*[ \t]*(?:(?P<compares>{_COMPARES})|{_ASSIGNS}|(?P<listed>[,|]))[ \t]*(?:return[ \t(]+)?{_VALUE}"
)
"""A value that follows the item's id at once."""
_PARTS = re.compile(r"\"([^\"]*)\"|'([^']*)'|`([^`]*)`|([\w=-]+(?:\s*:\s*[\w-]+)?)")


def near(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Keys that stand beside their items."""
    every = _ids([*(one.id for one in wanted.asked), *wanted.others]) if seen.named else None
    bare: list[Finding] = []
    for one in seen.named:
        for reading in seen.readings[:2] if every else ():
            for finding, certain in _beside(seen, reading, one, every):
                if certain:
                    yield finding
                else:
                    bare.append(finding)
    # One number, true or false beside an id may be anything; several that all are keys are a key.
    if len({finding.item for finding in bare}) > 1:
        yield from bare


def _ids(ids: list[str]) -> re.Pattern[str] | None:
    """Matches the id of any item, longest first, also as code spells it."""
    spelled = sorted({re.escape(one).replace(r"\-", "[-_]") for one in ids}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?i)(?<![a-z0-9])(?:{'|'.join(spelled)})(?![a-z0-9])") if spelled else None


def _beside(seen: Opened, text: str, one: Asked, every: re.Pattern[str] | None) -> Iterator[tuple[Finding, bool]]:
    """Findings near each place that names an item, and whether each is more than a bare true or false."""
    small = text.lower()
    # A few letters of other alphabets become two: then places would be wrong, and only ids in small letters are found.
    for at in places(small if len(small) == len(text) else text, one.id):
        for found, certain in _values(text, at, at + len(one.id), every):
            if one.is_key(_parts(found["value"])):
                kind = Kind.COMPARISON if found["compares"] else Kind.KEY_FIELD
                place = f"line {text.count(chr(10), 0, at) + 1}"
                told = shortened(found[0])
                yield Finding(kind=kind, path=seen.path, place=place, found=told, quiz=one.quiz.id, item=one.id), certain


def _values(text: str, start: int, end: int, every: re.Pattern[str] | None) -> Iterator[tuple[re.Match[str], bool]]:
    """Values beside a place: at once after it, in a field after it, and in a field before it in the same braces or line."""
    direct = _DIRECT.match(text, end)
    # A bare word after a comma is a field of a table, and a table may list every option.
    if direct and not (direct["listed"] and direct["value"][0].isalnum()):
        value = direct["value"].lower()
        yield direct, bool(direct["compares"]) or not (value in {"true", "false"} or value.isdigit())
    following = every.search(text, end, end + REACH) if every else None
    after = text[end : following.start() if following else end + REACH]
    before = _brace_before(text, start) or _line_before(text, start, every)
    for found in (*_FIELD.finditer(after), *_FIELD.finditer(before)):
        if not (found[0].lower().startswith("solution") and found["value"].lower() in {"true", "false"}):
            yield found, True  # the others are nbgrader's mark of a cell that students fill in


def _line_before(text: str, end: int, every: re.Pattern[str] | None) -> str:
    """What stands before a place on its line; nothing where that names another item, whose fields they would be."""
    start = max(text.rfind("\n", 0, end) + 1, end - REACH)
    return "" if every is None or every.search(text, start, end) else text[start:end]


def _brace_before(text: str, end: int) -> str:
    """What stands before a place in the braces that hold it; nothing where there are none near."""
    depth = 0
    for at in range(end - 1, max(-1, end - REACH), -1):
        if text[at] == "}":
            depth += 1
        elif text[at] == "{":
            if not depth:
                return text[at:end]
            depth -= 1
    return ""


def _parts(value: str) -> object:
    """A value as it stands in a text: as Python or JSON where it is either, else as a list of its parts or one string."""
    try:
        with warnings.catch_warnings(action="ignore"):  # Python complains of escapes that other languages know
            return ast.literal_eval(value)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):  # of a script, or a bare word
        pass
    if value[:1] in {"[", "{", "("}:
        return [re.sub(r"\s*:\s*", "", next(filter(None, found.groups()), "")) for found in _PARTS.finditer(value)]
    return value.strip("\"'`")
