"""`course serve`: the book in the browser, drawn anew at each edit."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import tempfile
import webbrowser
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from generator.commands.saying import CLEAN, count, usage
from generator.corpus.opening import corpus_folder
from generator.diagnostics import to_json, to_text
from generator.pipeline import STATE
from generator.serve.board import Board
from generator.serve.events import Broken, Event, Shown
from generator.serve.server import HOST, NoPortError, open_server
from generator.serve.session import Session
from generator.serve.watch import Watcher

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SHOWN = 3
"""So many changed pages are named; of more, the number is told."""


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Serve until somebody presses Ctrl+C."""
    board = Board()
    with ExitStack() as stack:
        work = stack.enter_context(_working_folder(root))
        served = work / "served"
        served.mkdir()
        try:
            server = stack.enter_context(open_server(served, board, arguments.port))
        except NoPortError as error:
            return usage(str(error))
        stack.callback(server.shutdown)
        stack.callback(board.close)
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://{HOST}:{server.server_address[1]}/"
        _say(arguments, {"event": "listening", "address": address}, f"The book will be at {address} (Ctrl+C ends)")
        session = Session(root, work, served, Watcher(root, corpus_folder(root)), board.open_pages)
        stack.callback(session.close)
        try:
            for number, event in enumerate(session.events()):
                _tell(arguments, event, board)
                if number == 0 and arguments.open and not webbrowser.open(address):
                    print(f"course: no browser could be opened; the book is at {address}", file=sys.stderr)
        except KeyboardInterrupt:
            _say(arguments, {"event": "ended"}, "Ended.")
    return CLEAN


@contextmanager
def _working_folder(root: Path) -> Iterator[Path]:
    """A folder of this session's own, gone when it ends, whether by Ctrl+C or because the system asks."""
    state = root / STATE
    state.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="serve-", dir=state))
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield work
    finally:
        signal.signal(signal.SIGTERM, before)
        shutil.rmtree(work)


def _tell(arguments: argparse.Namespace, event: Event, board: Board) -> None:
    """Say in the terminal and in the pages what happened, the same in both."""
    texts = [to_text.as_text(found) for found in event.problems]
    match event:
        case Shown():
            board.post()
            heading = _shown(event)
        case Broken():
            texts += [f"course: {event.failure}"] if event.failure else []
            counted = f"{count(event.problems)}. " if event.problems else ""
            heading = f"{counted}The last good pages are shown."
            board.post(heading, "\n\n".join(texts))
    if texts and not arguments.json:
        print("\n\n".join(texts), end="\n\n", file=sys.stderr)
    _say(arguments, _as_json(event), heading)


def _shown(event: Shown) -> str:
    """What became different, in a line."""
    pages = [name for name in event.files if name.endswith(".html")]
    named = ", ".join(pages) if 0 < len(pages) <= SHOWN else f"{len(pages)} pages"
    return f"{'All drawn' if event.whole else 'Drawn'} in {event.seconds:.1f} s: {named} changed."


def _as_json(event: Event) -> dict[str, Any]:
    problems = [to_json.as_json(found) for found in event.problems]
    match event:
        case Shown():
            told: dict[str, Any] = {"event": "shown", "files": event.files, "whole": event.whole}
        case Broken():
            told = {"event": "broken", "failure": event.failure}
    return {**told, "problems": problems, "seconds": round(event.seconds, 3)}


def _say(arguments: argparse.Namespace, told: dict[str, Any], text: str) -> None:
    """A line for a person, or for a program."""
    print(json.dumps(told, ensure_ascii=False) if arguments.json else text, flush=True)
