"""Open Graph: what a link to a page shows where people share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.metadata.page import Kind

if TYPE_CHECKING:
    from generator.metadata.page import Page
    from generator.metadata.tags import Pairs


def properties(page: Page, image: str = "") -> Pairs:
    """The properties of a page. Those that the protocol wants absolute are there where the book's own address is known.

    A source's page doesn't name the site: programs that collect references would take the book for the source's publication.
    """
    out = [
        ("og:title", page.title),
        ("og:type", "book" if page.kind is Kind.HOME else "article"),
        ("og:description", page.description),
    ]
    if page.kind is not Kind.SOURCE:
        out.append(("og:site_name", page.book))
    if page.absolute:
        out.append(("og:url", page.url))
        if image:
            out += [("og:image", image), ("og:image:alt", page.book)]
    return [(name, value) for name, value in out if value]
