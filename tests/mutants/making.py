"""One broken course out of the sound one, told by a seed and a number: the same in every process."""

from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass

from tests.mutants.course import Files, documents, specs
from tests.mutants.marks import CHARACTERS, ENCODINGS, NAMES
from tests.mutants.yaml_changes import TEXT_CHANGES, TREE_CHANGES, TextChange

SOURCES, LOCK = "lessons/sources.yml", "lessons/passages.lock.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A course that something was done to. A file that is None is gone."""

    what: str
    changed: dict[str, bytes | None]
    with_documents: bool
    """Whether the documents are there, or only the lock."""


def broken(course: Files, seed: int, number: int) -> Broken:
    """The mutant of a number: one to three changes, of any of its files."""
    draw = random.Random(f"{seed}/{number}")
    files, done = dict(course), []
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        kind = draw.choices((_spec, _document, _bytes, _file), (70, 18, 6, 6))[0]
        done.append(kind(files, draw))
    changed = {name: files.get(name) for name in sorted({*course, *files}) if files.get(name) != course.get(name)}
    return Broken(what="; ".join(done), changed=changed, with_documents=draw.random() < (0.3 if LOCK in changed else 0.9))


def _spec(files: Files, draw: random.Random) -> str:
    """A change of YAML, half of them of its tree."""
    name = draw.choice(specs(files))
    text = files[name].decode("utf-8", "replace")
    change = draw.choice(TREE_CHANGES if draw.random() < 0.5 else TEXT_CHANGES)
    files[name] = change(text, draw).encode("utf-8", "surrogatepass")
    return f"{change.__name__.strip('_')} in {name}"


def _document(files: Files, draw: random.Random) -> str:
    """A change of a document. Half of them are pinned anew, so that their text is read as the course's own."""
    name = draw.choice(documents(files) or sorted(files))
    change = draw.choice(_DOCUMENT_CHANGES)
    before = files[name]
    files[name] = change(before.decode("utf-8", "replace"), draw).encode("utf-8", "surrogatepass")
    pinned = draw.random() < 0.5
    if pinned and SOURCES in files:
        old, new = (hashlib.sha256(content).hexdigest().encode() for content in (before, files[name]))
        files[SOURCES] = files[SOURCES].replace(old, new)
    return f"{change.__name__.strip('_')} in {name}{', pinned anew' if pinned else ''}"


def _one_line(text: str, draw: random.Random) -> str:
    return text.replace("\n", draw.choice((" ", "", "\r"))) * draw.choice((1, 1, 20))


def _line_ends(text: str, draw: random.Random) -> str:
    return text.replace("\n", draw.choice(("\r\n", "\r", "\n\n", "\n\n\n\n", "\x85", "\u2028", "\x0c")))


def _emptied(text: str, draw: random.Random) -> str:
    return draw.choice(("", "\n", " ", "\ufeff", text[:1]))


def _odd_letters(text: str, draw: random.Random) -> str:
    """One letter everywhere in the document is another character."""
    return text.replace(draw.choice("aeinost ,.-'"), draw.choice(CHARACTERS))


def _repeated(text: str, draw: random.Random) -> str:
    return text * draw.choice((2, 10))


def _digits(text: str, draw: random.Random) -> str:
    return re.sub("[0-9]", lambda _: draw.choice("0123456789²³٣¹"), text)


_DOCUMENT_CHANGES: tuple[TextChange, ...] = (
    _one_line, _line_ends, _emptied, _odd_letters, _odd_letters, _repeated, _digits,
    *(change for change in TEXT_CHANGES if change.__name__ != "value_changed"),
)  # fmt: skip


def _bytes(files: Files, draw: random.Random) -> str:
    """A change of what a file is saved as."""
    name = draw.choice(sorted(files))
    content = files[name]
    at = draw.randrange(len(content) + 1)
    encoding = draw.choice(ENCODINGS)
    what, files[name] = draw.choice((
        (f"saved as {encoding}", content.decode("utf-8", "replace").encode(encoding, "replace")),
        (f"saved as {encoding}", content.decode("utf-8", "replace").encode(encoding, "replace")),
        ("odd bytes", content[:at] + draw.randbytes(3) + content[at:]),
        ("binary", draw.randbytes(2000)),
        ("cut in mid character", content[:at] + "…".encode()[:2]),
        ("zeros", content[:at] + bytes(64)),
        ("empty", b""),
    ))  # fmt: skip
    return f"{what} in {name}"


def _file(files: Files, draw: random.Random) -> str:
    """A file gone, or one too many."""
    name = draw.choice(sorted(files))
    if draw.random() < 0.4:
        del files[name]
        return f"{name} is gone"
    other = draw.choice((*NAMES, *sorted(files)))
    if any(f"{taken}/".startswith(f"{other}/") or f"{other}/".startswith(f"{taken}/") for taken in files if taken != other):
        return "nothing"  # a file can't hold another
    files[other] = files[name]
    return f"{name} copied to {other!a}"
