"""Returned files to readings. Whatever the bytes are, reading them gives a reading: it raises nothing and runs nothing.

JSON is read by the standard library, whose parser stops where brackets are nested deeper than Python's own stack allows. Of keys
that stand twice in an object the last counts, as in every program that the student may have opened the file with. NaN, which
Jupyter writes into outputs, is read too.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from generator.grade import intake
from generator.grade.flags import Flag
from generator.grade.kinds import foreign
from generator.grade.limits import Limits
from generator.grade.model import Incoming, Raised, Reading
from generator.grade.names import plain
from generator.grade.notebook_file import read_notebook
from generator.grade.result_file import read_result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.grade.asked import Asked

_NOTEBOOK, _RESULT = ("cells", "nbformat", "worksheets"), ("quiz", "items")
"""Keys of which one makes JSON a notebook, and of which both make it a result file."""
MAX_VALUES = 2_000_000
"""Values in a file, by the signs that go before them: an empty list has two bytes in the file and some sixty in memory."""
_SIGNS = re.compile(r"[^a-z0-9]+")


def readings(
    asked: Asked, paths: Sequence[Path], limits: Limits | None = None, progress: Callable[[int, int], None] | None = None
) -> Iterator[Reading]:
    """Every reading of every file in the folders, zips and files named, one after the other, in the order of their paths.

    ``progress`` is called with the files done and the files there are, as far as that is known.
    """
    total = intake.how_many(paths) if progress else 0
    for done, one in enumerate(intake.incoming(paths, limits or Limits()), 1):
        yield from (one,) if isinstance(one, Reading) else read(asked, one)
        if progress:
            progress(done, max(done, total))


def read(asked: Asked, incoming: Incoming) -> tuple[Reading, ...]:
    """What a file holds: a reading for each of its quizzes, or one that says why there is none."""
    sha256 = hashlib.sha256(incoming.content).hexdigest()
    parsed = _parsed(incoming.content)
    if isinstance(parsed, Raised):
        found: tuple[Reading, ...] = (Reading(path=incoming.path, sha256=sha256, handed_in=incoming.handed_in, raised=(parsed,)),)
    elif any(key in parsed for key in _NOTEBOOK):
        with warnings.catch_warnings():
            # Python warns of what it parses: of "\d" in a string, say. That is the student's affair.
            warnings.simplefilter("ignore")
            found = read_notebook(asked, incoming, sha256, parsed)
    elif all(key in parsed for key in _RESULT):
        found = (read_result(asked, incoming, sha256, parsed),)
    else:
        other = Raised(flag=Flag.NOT_OURS, detail="it is JSON, but neither a notebook nor a result file")
        found = (Reading(path=incoming.path, sha256=sha256, handed_in=incoming.handed_in, raised=(other,)),)
    around = (*incoming.raised, *_renamed(asked, incoming, found))
    return tuple(replace(one, raised=(*around, *one.raised)) for one in found) if around else found


def _parsed(content: bytes) -> dict[str, Any] | Raised:
    """The JSON object that a file holds, or why it holds none."""
    words = _words(content.removeprefix(codecs.BOM_UTF8))
    if isinstance(words, Raised):
        return words
    try:
        return dict(json.loads(words))
    except RecursionError:
        return Raised(flag=Flag.TOO_DEEP, detail="its brackets are nested too deep")
    except json.JSONDecodeError as problem:
        return Raised(flag=Flag.NOT_JSON, detail=f"line {problem.lineno}, column {problem.colno}: {plain(problem.msg).lower()}")
    except ValueError:
        return Raised(flag=Flag.NOT_JSON, detail="a number in it has thousands of digits")


def _words(content: bytes) -> str | Raised:
    """A file's text, or why it has none that may be JSON of ours."""
    if not content.strip():
        return Raised(flag=Flag.EMPTY, detail="the file has no content")
    if kind := foreign(content):
        return Raised(flag=Flag.NOT_OURS, detail=f"it is {kind}")
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        return Raised(flag=Flag.NOT_UTF8, detail=f"byte {problem.start + 1} of {len(content)} isn't UTF-8")
    return _obstacle(words) or words


def _obstacle(words: str) -> Raised | None:
    """Why a text isn't even parsed."""
    if "\0" in words[:4]:
        return Raised(flag=Flag.NOT_UTF8, detail="it seems to be UTF-16")
    if not words.lstrip().startswith("{"):
        return Raised(flag=Flag.NOT_OURS, detail="it is a text, and neither a notebook nor a result file")
    if sum(map(words.count, ",[{")) > MAX_VALUES:
        return Raised(flag=Flag.TOO_LARGE, detail=f"it holds more than {MAX_VALUES} values")
    return None


def _renamed(asked: Asked, incoming: Incoming, found: Sequence[Reading]) -> tuple[Raised, ...]:
    """Whether the file's name tells nothing of its quiz. Systems lengthen names and change their signs; letters and digits stay."""
    name = _bare(incoming.path.rpartition("/")[2])
    quizzes = [one.quiz for one in found if one.quiz]
    if not quizzes or any(_bare(word) in name for word in (*quizzes, *asked.others)):
        return ()
    return (Raised(flag=Flag.FILE_RENAMED, detail=f"it holds {', '.join(quizzes)}"),)


def _bare(name: str) -> str:
    return _SIGNS.sub("", name.casefold())
