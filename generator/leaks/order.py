"""Parts that stand in the order of the key where the compiler would have mixed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import letters, line_at
from generator.spec.quiz import MatchItem, OrderItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted

_ROOM = 600
"""Letters beyond those of the parts themselves within which all parts follow their stem."""


def order(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Items to be put in order or matched that are printed in the order of their key."""
    for one in wanted.asked:
        at = _tells(seen.spelled[-1], one)
        if at is not None:
            place, found = f"line {line_at(seen.readings[-1], at)}", " · ".join(_key_order(one))
            yield Finding(kind=Kind.KEY_ORDER, path=seen.path, place=place, found=found, quiz=one.quiz.id, item=one.id)


def _key_order(one: Asked) -> list[str]:
    """The texts of the parts in the order of the key."""
    item = one.item
    if isinstance(item, OrderItem):
        return [entry.text for entry in item.entries]
    if isinstance(item, MatchItem):
        texts = {choice.id: choice.text for choice in item.choices}
        return list(dict.fromkeys(texts[pair.answer] for pair in item.pairs))
    return []


def _mixed_order(one: Asked) -> list[str]:
    """The same texts as the compiler orders them."""
    item = one.item
    parts = item.entries if isinstance(item, OrderItem) else item.choices if isinstance(item, MatchItem) else ()
    texts = {part.id: part.text for part in parts}
    told = set(_key_order(one))
    return [texts[part] for part in one.shown if texts.get(part) in told]


def _tells(spelled: bytes, one: Asked) -> int | None:
    """Where the stem stands after which the parts come in the order of the key, though the compiler has another order."""
    wanted = [letters(text) for text in _key_order(one)]
    if len(wanted) < 2 or _key_order(one) == _mixed_order(one):  # noqa: PLR2004 - one part has no order
        return None
    stem = letters(one.item.stem)
    at = spelled.find(stem)
    while stem and at != -1:
        claims = _claims(one)
        window = spelled[at + len(stem) :][: _ROOM + sum(map(len, (*wanted, *claims)))]
        for claim in claims:
            window = window.replace(claim, b"")
        places = _places(window, wanted)
        if places and places == sorted(places):
            return at
        at = spelled.find(stem, at + len(stem))
    return None


def _claims(one: Asked) -> list[bytes]:
    """A match item's claims: a choice that is named in one of them stands in no order."""
    return [letters(pair.text) for pair in one.item.pairs] if isinstance(one.item, MatchItem) else []


def _places(window: bytes, wanted: Sequence[bytes]) -> list[int]:
    """Where each of some texts stands first, outside the longer ones; nothing where one of them is missing."""
    places = {}
    for text in sorted(wanted, key=len, reverse=True):
        places[text] = window.find(text)
        if places[text] == -1:
            return []
        window = window.replace(text, b"\0" * len(text))
    return [places[text] for text in wanted]
