"""How long an edit takes under `course serve`, without a browser: from writing a lesson until its page is in the served folder.

    python -m tests.bench.warm_edit COURSE CHAPTER [--times 5]

A session at the workbench is begun in this process on a course of `generated_course.py`, and the lesson's page is said to be open.
The first edit warms up; the others are printed as JSON, in seconds, with the pause until the watcher looks in it.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

from generator import pipeline
from generator.serve.events import Shown
from generator.serve.session import Session
from generator.serve.watch import Watcher
from tests.bench.generated_content import Chapter, edited, units
from tests.bench.generated_course import chapter_file


def edits(root: Path, chapter: Chapter, times: int) -> list[float]:
    """Seconds from before a file is written until the served page differs, for each of so many edits after the first."""
    page = f"book/chapters/{chapter.id}"
    with tempfile.TemporaryDirectory(prefix="serve-", dir=root) as work:
        served = Path(work, "served")
        served.mkdir()
        session = Session(root, Path(work), served, Watcher(root, pipeline.corpus_folder(root)), lambda: frozenset({page}))
        events = session.events()
        next(events)
        took = []
        for _ in range(times + 1):
            path = root / chapter_file(chapter)
            text = edited(path.read_text(encoding="utf-8"), chapter)
            began = time.monotonic()
            path.write_text(text, encoding="utf-8", newline="")
            event = next(events)
            took.append(time.monotonic() - began)
            assert isinstance(event, Shown), event
            assert f"{page}.html" in event.files, event.files
        events.close()
        session.close()
    return took[1:]


def main() -> None:
    """Print the seconds."""
    parser = argparse.ArgumentParser(description="Edits under `course serve`.")
    parser.add_argument("course", type=Path)
    parser.add_argument("chapter", type=int, help="its number, from 1")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    chapters = [chapter for unit in units(options.chapter) for chapter in unit.chapters]
    print(json.dumps(edits(options.course.resolve(), chapters[-1], options.times)))


if __name__ == "__main__":
    main()
