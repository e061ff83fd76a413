"""Text with all that its spelling may vary in taken away: what is left of words are letters and digits, run together.

White space, quotation marks, hyphens, escapes and markup between letters then make no difference, nor does a script that
writes without spaces.
"""

from __future__ import annotations

import codecs
import html
import quopri
import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")
_ASCII_REST = bytes(n for n in range(128) if not chr(n).isalnum())
_TAG, _LONG_TAG = re.compile(r"<[^<>\n]*>"), re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|([\"'`/\\])|([nrtbfv]))")
"""Escapes of JSON, JavaScript and Python strings (RFC 8259 section 7, ECMA-262 section 12.9.4)."""
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
"""Octets in an address (RFC 3986, section 2.1)."""
_ROUNDS = 4
"""How often text is unescaped: JSON in an attribute in a JSON string takes three."""
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def letters(text: str) -> bytes:
    """The letters and digits of a text, case and accents away, as UTF-8. Plain ASCII, which is most of it, goes fast."""
    if text.isascii():
        return text.lower().encode().translate(None, _ASCII_REST)
    mostly = text.encode(errors="ignore").translate(None, _ASCII_REST).decode()  # what is left to look at one by one
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKD", mostly)).casefold().encode()


def decoded(content: bytes) -> str:
    """Bytes as text: by their byte order mark, else as UTF-8, as UTF-16 where every other byte is nought, else byte by byte."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if b"\0" in content[:4096]:
        return _with_noughts(content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "quoted-printable" in text[:4096].lower():
        text = quopri.decodestring(content).decode(errors="replace")
    return text


def _with_noughts(content: bytes) -> str:
    """UTF-16 without a mark, or binary data. In binary data noughts go, so that UTF-16 in the midst of it is found as well."""
    head = content[:4096]
    half = len(head) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[first::2].count(0) > half * 0.7 and head[1 - first :: 2].count(0) < half * 0.2:
            return content.decode(encoding, errors="replace")
    return content.replace(b"\0", b"").decode("latin-1")


def unescaped(text: str) -> str:
    """Text with the escapes of JSON, scripts, HTML and addresses undone, also one inside the other. Lines stay where they are."""
    for _ in range(_ROUNDS):
        before = text
        if "\\" in text:
            text = _ESCAPE.sub(_meant, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = _PERCENT.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode(errors="replace"), text)
        if text == before:
            break
    return text


def _meant(found: re.Match[str]) -> str:
    braced, four, two, itself, _ = found.groups()
    digits = braced or four or two
    if digits:
        code = int(digits, 16)
        return chr(code) if code <= 0x10FFFF else " "  # noqa: PLR2004 - the last code point of Unicode
    return itself or " "


def without_tags(text: str) -> str:
    """Text without markup, so that words are whole that an element divides. Lines stay where they are."""
    return _LONG_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), _TAG.sub("", text))


def readings(text: str) -> list[str]:
    """A text in every way in which it may be meant: as it is, unescaped, and without its markup. Those that differ only."""
    plain = unescaped(text)
    every = [text, plain]
    if "<" in text:
        every.append(unescaped(without_tags(text)))
    if "<" in plain and plain != text:
        every.append(without_tags(plain))
    return list(dict.fromkeys(every))


def line_at(text: str, letter: int) -> int:
    """The line, from 1, that holds a letter of a text, counted as ``letters`` has them."""
    seen = 0
    for number, line in enumerate(text.split("\n"), 1):
        seen += len(letters(line))
        if seen > letter:
            return number
    return 1


def shortened(text: str, most: int = 100) -> str:
    """A text on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
