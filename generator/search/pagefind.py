"""Pagefind's binary, spoken to in its own protocol for services: messages of JSON in base64, a comma after each.

Its Python client speaks the same, but rests a tenth of a second after every answer, which on a large book comes to a quarter of an
hour.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count, islice
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from pagefind.service import get_executable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.search.records import Record

    Message = dict[str, Any]

Files = dict[str, str]
"""What an index holds, in base64, by the paths in it."""


class RefusedError(RuntimeError):
    """Pagefind refused a record, or ended before it had answered. The message is what it said."""


def find_pagefind() -> Path | None:
    """Pagefind's binary, if there is one that runs here."""
    binary = get_executable()
    return binary if binary is not None and _runs(binary) else None


@cache
def _runs(binary: Path) -> bool:
    try:
        subprocess.check_output([binary, "--version"], stderr=subprocess.DEVNULL)  # noqa: S603  (our own dependency)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def filters_of(record: Record) -> dict[str, list[str]]:
    """What readers may filter a record by."""
    filters = {"kind": [record.kind.value], "unit": list(record.units), "source": list(record.sources)}
    return {name: values for name, values in filters.items() if values}


@contextmanager
def making_indexes(binary: Path, lots: Iterable[Sequence[Record]], language: str) -> Iterator[Iterator[Files]]:
    """An index of each lot, in their order, each as soon as it is made; Pagefind begins at once.

    Raises RefusedError, and OSError where the binary can't run.
    """
    batches = [_requests(number, lot, language) for number, lot in enumerate(lots)]
    with subprocess.Popen([binary, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:  # noqa: S603  (our own dependency)
        assert service.stdin is not None
        assert service.stdout is not None
        # Both pipes hold little: whoever fills one before emptying the other waits for ever.
        writer = Thread(target=_send, args=(service.stdin, batches))
        writer.start()
        answers = _answers(service.stdout)
        try:
            yield (_files(list(islice(answers, len(batch))), len(batch)) for batch in batches)
        finally:
            service.kill()  # it waits for more
            writer.join()
            with suppress(BrokenPipeError):
                service.stdin.close()


def decoded(files: Files, path: str) -> bytes:
    """A file's content. Raises RefusedError where Pagefind didn't make it."""
    if path not in files:
        raise RefusedError(f"no `{path}` in the index")
    return base64.b64decode(files[path])


def _requests(number: int, records: Sequence[Record], language: str) -> list[Message]:
    """What has one index made; it ends with the answer that holds its files, and lets go of it."""
    index = {"index_id": number}
    return [
        {"type": "NewIndex", "config": {"force_language": language}},
        *({"type": "AddRecord", **index, **_as_pagefind_has_it(record, language)} for record in records),
        # Asked to write the files itself, it may end before they are whole: then one of them is empty now and then.
        {"type": "GetFiles", **index},
        {"type": "DeleteIndex", **index},
    ]


def _as_pagefind_has_it(record: Record, language: str) -> Message:
    return {
        "url": record.url,
        "content": record.text,
        "language": language,
        # Pagefind numbers these by their names' order: the one that every record has must come first.
        "meta": {"title": record.title, **({"where": record.line} if record.line else {})},
        "filters": filters_of(record),
    }


def _files(answers: Sequence[Mapping[str, Any]], asked: int) -> Files:
    for answer in answers:
        if answer["type"] == "Error":
            raise RefusedError(str(answer.get("message")))
    if len(answers) < asked:
        raise RefusedError("the service ended too early")
    return {file["path"]: file["content"] for file in answers[-2]["files"]}


def _send(pipe: IO[bytes], batches: Sequence[Sequence[Message]]) -> None:
    numbers = count()
    with suppress(BrokenPipeError):  # the service ended; the reader notices
        for batch in batches:
            for payload in batch:
                pipe.write(base64.b64encode(json.dumps({"message_id": next(numbers), "payload": payload}).encode()) + b",")
            pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    said = bytearray()
    while piece := os.read(pipe.fileno(), 1 << 16):
        *ended, begun = piece.split(b",")
        for one in ended:
            said += one
            yield json.loads(base64.b64decode(said))["payload"]
            said.clear()
        said += begun
