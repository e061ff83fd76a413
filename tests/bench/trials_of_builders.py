"""Builds courses with builders and tells what it cost; a build that left out a page, or an edit, is a failure and no figure."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench.builders import Builder
from tests.bench.generated_content import EDITED, Chapter, edited, units
from tests.bench.measuring import Cost, ProgramFailedError, measure
from tests.bench.record import Contender, Run, State

WARM_EDITS = 5
VERSIONS = "import sys, importlib.metadata as found; print(*(f'{name} {found.version(name)}' for name in sys.argv[1:]), sep=', ')"


def contender(builder: Builder, folder: Path) -> Contender:
    """A builder with its version, and why it must be left out: it isn't here, or it can't build one chapter."""
    version, left_out = _version(builder), ""
    if version:
        try:
            with closing(trial(builder, 1, 0, folder)) as builds:
                next(builds)
        except ProgramFailedError as error:
            left_out = f"it couldn't build one chapter: {last_words(str(error))}"
    else:
        left_out = "it isn't installed"
    return Contender(
        name=builder.name, title=builder.title, version=version, left_out=left_out, most=builder.most, remark=builder.remark
    )


def last_words(said: str) -> str:
    """The last line in which something is said."""
    return [line.strip() for line in said.splitlines() if line.strip()][-1]


def trial(builder: Builder, chapters: int, number: int, folder: Path) -> Iterator[Run]:
    """A cold build, one more, and one after an edit of the chapter in the middle. The folder is made, and removed in the end.

    Raises ProgramFailedError where the program failed, or what it made isn't the book of the course.
    """
    found = [chapter for unit in units(chapters) for chapter in unit.chapters]
    middle = found[len(found) // 2]
    try:
        builder.write(folder, chapters)
        for state in (State.COLD, State.AGAIN, State.EDIT):
            if state is State.EDIT:
                _edit(folder / builder.chapter_file(middle), middle)
            cost = measure(builder.command, folder, builder.environment(folder))
            _look(builder, folder, found, middle if state is State.EDIT else None)
            yield _run(builder, chapters, number, state, cost, _bytes(folder / builder.output))
        if builder.warm:
            yield from _warm_edits(builder, chapters, number, folder, len(found) // 2 + 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _version(builder: Builder) -> str:
    """Its packages with their versions; nothing where its environment isn't there, or hasn't got them."""
    python, *packages = builder.packages
    if not Path(python).exists():
        return ""
    done = subprocess.run([python, "-c", VERSIONS, *packages], check=False, capture_output=True, text=True)
    return done.stdout.strip()


def _run(builder: Builder, chapters: int, number: int, state: State, cost: Cost, output: int) -> Run:
    return Run(
        builder=builder.name, chapters=chapters, round=number, state=state, clock=round(cost.clock, 3),
        processor=round(cost.processor, 3), largest=round(cost.largest, 1), together=round(cost.together, 1), output=output,
    )  # fmt: skip


def _edit(path: Path, chapter: Chapter) -> None:
    path.write_text(edited(path.read_text(encoding="utf-8"), chapter), encoding="utf-8", newline="")


def _look(builder: Builder, folder: Path, chapters: list[Chapter], changed: Chapter | None) -> None:
    """Whether there is a page of every chapter, and an edit in its page."""
    pages = {chapter.id: folder / builder.output / builder.page.format(chapter.id) for chapter in chapters}
    absent = [name for name, page in pages.items() if not page.is_file()]
    if absent:
        raise ProgramFailedError(f"no page was made of {len(absent)} of {len(chapters)} chapters, the first `{absent[0]}`")
    if changed is not None and EDITED.strip() not in pages[changed.id].read_text(encoding="utf-8"):
        raise ProgramFailedError(f"the page of `{changed.id}` is that of before the edit")


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _warm_edits(builder: Builder, chapters: int, number: int, folder: Path, edited_chapter: int) -> Iterator[Run]:
    """Edits under `course serve`, in a process that has the course open. Of these, time on the clock alone means something."""
    command = [sys.executable, "-m", "tests.bench.warm_edit", ".", str(edited_chapter), "--times", str(WARM_EDITS)]
    done = subprocess.run(command, cwd=folder, env=builder.environment(folder), check=False, capture_output=True, text=True)
    if done.returncode:
        raise ProgramFailedError(done.stderr)
    for clock in json.loads(done.stdout):
        cost = Cost(clock=clock, processor=0, largest=0, together=0)
        yield _run(builder, chapters, number, State.WARM, cost, 0)
