"""Files and problems for tests, made from text."""

from pathlib import Path

from generator.diagnostics.model import Problems
from generator.source.files import SourceFile

Told = tuple[str, int, int, str]
"""A problem as tests compare it: code, line, column, and the words that it points at."""


def text_file(text: str, name: str = "lessons/one.yml") -> SourceFile:
    """A file with this text, as if it had been read."""
    return SourceFile(name, text)


def places(problems: Problems) -> list[Told]:
    """Where the problems are and what they point at, in order."""
    return [(found.code.value, *found.place, found.file.text[found.span.start : found.span.end]) for found in problems]


def words(problems: Problems) -> list[tuple[str, str]]:
    """What the problems say: message and help, in order."""
    return [(found.message, found.help) for found in problems]


def place_of(path: Path, context: str, words: str = "") -> tuple[int, int]:
    """Line and column of words in a file, in a context that stands there exactly once; of the context itself without words."""
    text = path.read_text(encoding="utf-8")
    assert text.count(context) == 1, f"{context!r} stands {text.count(context)} times in {path.name}"
    before = text[: text.index(context) + context.index(words)]
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
