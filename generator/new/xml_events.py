"""XML of strangers as a stream of events. A document type is refused, so no entity can be defined, fetched or multiplied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from generator.new.reading import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Listener(Protocol):
    """Who hears of elements and text. Names are `namespace local`, or `local` without a namespace."""

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """Text; a long stretch comes in several calls."""


def listen(content: bytes, listener: Listener, name: str) -> None:
    """Tell a listener everything in a file. Raises UnreadableError where it isn't well-formed, or declares a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"`{name}` in it is not well-formed XML; get a fresh copy") from error


def _refuse(*_: object) -> None:
    raise UnreadableError("its XML declares a document type, which such files never need; get it from its maker anew")
