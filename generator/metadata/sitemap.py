"""The sitemap, by sitemaps.org 0.9, and the file that tells robots of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LIMIT = 50_000
"""Pages that the protocol allows in one file. A book with more would need an index of sitemaps; no course comes near."""


def sitemap(addresses: Iterable[str]) -> bytes:
    """The file's bytes. No time stands in it: the same book gives the same bytes."""
    root = ET.Element("urlset", xmlns=NAMESPACE)
    for address in sorted(addresses)[:LIMIT]:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = address
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def robots(address: str) -> bytes:
    """All are welcome, and the sitemap is there. Robots look for this only at the root of a host."""
    return f"User-agent: *\nAllow: /\nSitemap: {address}\n".encode()
