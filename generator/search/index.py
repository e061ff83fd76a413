"""The static index, written by Pagefind: a browser fetches the few chunks of it that a search needs.

Pagefind's binary is spoken to in its own protocol for services: messages of JSON in base64, a comma after each. Its Python
client speaks the same, but rests a tenth of a second after every answer, which on a large book comes to a quarter of an hour.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import PurePosixPath
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from pagefind.service import get_executable

from generator.diagnostics.codes import Code
from generator.render.made import remove_others, write_if_changed
from generator.search.settle import ENTRY, settle
from generator.search.words import word_lists
from generator.source.files import SourceFile, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.diagnostics.model import Problems
    from generator.search.records import Record

PAGE = "book/search"
"""The page that has the search. Without it a book has none, and no index."""
FOLDER = "search"
"""Where the index lies in the book."""
_KEPT = ("pagefind.js", "pagefind-worker.js", ENTRY, "*.pf_meta", "*.pf_index", "*.pf_filter", "*.pf_fragment")
"""What a search loads, beside the program for its language. The rest is interfaces that this book doesn't use."""


class RefusedError(RuntimeError):
    """Pagefind refused a record. The message is what it said."""


def find_pagefind() -> Path | None:
    """Pagefind's binary, if there is one that runs here."""
    try:
        binary = get_executable()
        if binary is not None:
            subprocess.check_output([binary, "--version"], stderr=subprocess.DEVNULL)  # noqa: S603  (our own dependency)
    except (OSError, subprocess.CalledProcessError):
        return None
    return binary


def report_missing(root: Path, problems: Problems) -> None:
    """Say that a book with a search page will have no search, where Pagefind can't run."""
    if (root / f"{PAGE}.md").exists() and find_pagefind() is None:
        problems.report(
            Code.SEARCH_MISSING, "Pagefind doesn't run here, so the book is built without its search", SourceFile("pyproject.toml", ""),
            Span(0, 0), help="run `pip install 'pagefind[bin]'`, or put a `pagefind` for this system on the PATH",
        )  # fmt: skip


def write_index(binary: Path, records: Sequence[Record], folder: Path, language: str) -> None:
    """Have Pagefind make the index, and bring a folder to hold it and the lists of words, and nothing else.

    Same records, same bytes. What lies there already is not written again: most of an index is a file for each record.

    Raises RefusedError where Pagefind refuses, and OSError where it can't run.
    """
    with ThreadPoolExecutor(1) as beside:
        made = beside.submit(_run_pagefind, binary, records, language)
        words = {f"words/{name}": content.encode() for name, content in word_lists(records).items()}
        files = settle(made.result())
    languages = json.loads(files[ENTRY])["languages"].values()
    wanted = (*_KEPT, *(f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages))
    files = {name: content for name, content in files.items() if any(PurePosixPath(name).match(pattern) for pattern in wanted)} | words
    for name, content in files.items():
        write_if_changed(folder / name, content)
    remove_others(folder, (folder / name for name in files), "**/*.*")


def _run_pagefind(binary: Path, records: Iterable[Record], language: str) -> dict[str, bytes]:
    """The files that Pagefind makes, by their paths in the index."""
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": language}}]
    requests += [{"type": "AddRecord", "index_id": 0, **_as_pagefind_has_it(record, language)} for record in records]
    # Asked to write the files itself, it may end before they are whole: then one of them is empty now and then.
    requests.append({"type": "GetFiles", "index_id": 0})
    answers = _answers(binary, requests)
    for answer in answers:
        if answer["type"] == "Error":
            raise RefusedError(str(answer.get("message")))
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}


def _answers(binary: Path, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the service says to each request. It stops where its input ends, so that ends when the last answer is there."""
    sent = b"".join(base64.b64encode(json.dumps({"message_id": n, "payload": one}).encode()) + b"," for n, one in enumerate(requests))
    said = bytearray()
    with subprocess.Popen([binary, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:  # noqa: S603  (our own dependency)
        assert service.stdin is not None
        assert service.stdout is not None
        # Both pipes hold little: whoever fills one before emptying the other waits for ever.
        writer = Thread(target=_send, args=(service.stdin, sent))
        writer.start()
        left = len(requests)
        while left and (piece := os.read(service.stdout.fileno(), 1 << 16)):
            said += piece
            left -= piece.count(b",")
        writer.join()
        with suppress(BrokenPipeError):
            service.stdin.close()
    answers = [json.loads(base64.b64decode(answer))["payload"] for answer in said.split(b",") if answer]
    return answers if len(answers) == len(requests) else [*answers, {"type": "Error", "message": "the service ended too early"}]


def _send(pipe: IO[bytes], sent: bytes) -> None:
    with suppress(BrokenPipeError):  # the service ended; the reader notices
        pipe.write(sent)
        pipe.flush()


def _as_pagefind_has_it(record: Record, language: str) -> dict[str, Any]:
    filters = {"kind": [record.kind.value], "unit": list(record.units), "source": list(record.sources)}
    return {
        "url": record.url,
        "content": record.text,
        "language": language,
        "meta": {"title": record.title, **({"line": record.line} if record.line else {})},
        "filters": {name: values for name, values in filters.items() if values},
    }
