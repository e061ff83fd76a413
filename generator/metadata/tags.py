"""Elements of a page's head, as text that no value can break out of."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = list[tuple[str, str]]
"""Names and values, in the order in which they stand; a name may come more than once."""


def meta(pairs: Iterable[tuple[str, str]], attribute: str = "name") -> str:
    """A meta element for each pair; Open Graph names its values with `property`, everyone else with `name`."""
    return "".join(f'<meta {attribute}="{_value(name)}" content="{_value(content)}">\n' for name, content in pairs)


def link(rel: str, href: str, **more: str) -> str:
    """A link element."""
    return (
        f'<link rel="{rel}" href="{_value(href)}"' + "".join(f' {name}="{_value(value)}"' for name, value in more.items()) + ">\n"
    )


def json_ld(data: dict[str, Any]) -> str:
    """A script element that holds JSON-LD.

    Inside it nothing is an entity, and `</script` or `<!--` would change how the rest of the page is read. So no `<`, `>` or
    `&` is written as itself: JSON's own escapes say the same (HTML, 4.12.1.3, "Restrictions for contents of script elements").
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>\n'


def _value(text: str) -> str:
    return html.escape(" ".join(text.split()))
