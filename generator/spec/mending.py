"""What can be done about a value that a spec may not have: the fixes that go with what `read` reports."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from generator.diagnostics.edits import offer
from generator.source.yaml_entries import key_before, key_removed
from generator.source.yaml_nodes import Mapping, Scalar, find_node
from generator.source.yaml_scalars import in_quotes, renamed_key, replaced, rewritten
from generator.spec.meant_date import meant_date, meant_moment, turned_round

if TYPE_CHECKING:
    from generator.diagnostics.model import Fix
    from generator.source.files import SourceFile
    from generator.source.yaml_nodes import Node, Route
    from generator.spec.meant import Meant

YES_NO = {
    "yes": "true",
    "y": "true",
    "on": "true",
    "true": "true",
    "no": "false",
    "n": "false",
    "off": "false",
    "false": "false",
}
"""Words for yes and no, with what YAML says for them here."""


def for_unknown_key(file: SourceFile, parent: Mapping, key: str, guess: Meant | None) -> tuple[Fix, ...]:
    """The name that the key was meant to have; else it goes, if its author wants that."""
    if guess is not None and guess.word not in parent.values:
        return offer(f"write `{guess.word}`", renamed_key(file, parent, key, guess.word), sure=guess.sure)
    return offer(f"remove `{key}`", key_removed(file, parent, key))


def for_missing_key(file: SourceFile, parent: Node, route: Route) -> tuple[Fix, ...]:
    """The id of a lesson or quiz is its file's name. Other values only the author knows."""
    if route != ("id",) or not isinstance(parent, Mapping):
        return ()
    line = f"id: {PurePosixPath(file.name).stem}"
    return offer(f"add `{line}`", key_before(file, parent, line), sure=True)


def for_guess(file: SourceFile, node: Node, route: Route, guess: Meant | None) -> tuple[Fix, ...]:
    """The value that was meant, in the place of one that there isn't."""
    if guess is None:
        return ()
    return offer(f"write `{guess.word}`", rewritten(file, node, route, guess.word), sure=guess.sure)


def for_date(file: SourceFile, node: Node, route: Route, written: str) -> tuple[Fix, ...]:
    """The same date in the form of the specs; an interval that runs backwards may be one with its dates exchanged."""
    date = meant_date(written) or meant_moment(written)
    if date is not None:
        return offer(f"write `{date}`", rewritten(file, node, route, date), sure=True)
    turned = turned_round(written)
    return offer(f"write `{turned}`", rewritten(file, node, route, turned)) if turned else ()


def for_type(file: SourceFile, node: Node, route: Route, kind: str) -> tuple[Fix, ...]:
    """Quotation marks where a text looks like a number, and the other way round; YAML's own word for a yes or no; brackets
    around a text where a list belongs."""
    target, span = find_node(node, route)
    value = target.value if isinstance(target, Scalar) else None
    if kind == "string_type" and isinstance(value, (int, bool)):
        return offer("put it in quotation marks", in_quotes(file, span), sure=True)
    if kind == "bool_type" and isinstance(value, str) and value.casefold() in YES_NO:
        word = YES_NO[value.casefold()]
        return offer(f"write `{word}`", replaced(file, span, word), sure=True)
    if kind == "int_type" and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return offer(f"write `{value}`, without quotation marks", replaced(file, span, value), sure=True)
    written = file.text[span.start : span.end]
    if kind == "tuple_type" and isinstance(value, str) and re.fullmatch(r"[\w .'’-]+|\"[^\"\n]*\"", written):
        return offer("make it a list of one", replaced(file, span, f"[{written}]"))
    return ()


def for_pattern(file: SourceFile, node: Node, route: Route, written: Any) -> tuple[Fix, ...]:
    """A sha256 in capitals in small letters, and a file's name without the folder before it."""
    text = str(written)
    if re.fullmatch(r"[0-9A-Fa-f]{64}", text):
        return offer("write it in small letters", rewritten(file, node, route, text.lower()), sure=True)
    name = re.split(r"[/\\]", text)[-1]
    return offer(f"write `{name}`", rewritten(file, node, route, name), sure=True) if name not in {text, ""} else ()


def for_id(file: SourceFile, node: Node, route: Route, written: Any) -> tuple[Fix, ...]:
    """An id of the same words. It is offered: other files may name it as it was."""
    parts = ["-".join(re.findall(r"[a-z0-9]+", part.casefold())) for part in str(written).split("/")]
    name = "/".join(parts)
    return offer(f"write `{name}`", rewritten(file, node, route, name)) if all(parts) and name.isascii() else ()
