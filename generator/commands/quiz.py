"""`course quiz`: a quiz in the terminal, its answers in a file."""

from __future__ import annotations

import os
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.opening import sound_course
from generator.commands.saying import CLEAN, FOUND, INTERRUPTED, in_colours, usage
from generator.render.made import write_if_changed
from generator.spec.quiz import Mode
from generator.spec.read import closest
from generator.terminal.lines import Line, rendered
from generator.terminal.record import ForeignFileError, Kept, Record, as_file, from_file
from generator.terminal.sitting import Sitting

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Quiz


def run(arguments: argparse.Namespace, root: Path) -> int:
    """List the quizzes, or ask one."""
    resolved = sound_course(root, "No quiz can be asked.")
    if resolved is None:
        return FOUND
    if arguments.quiz is None:
        return _list(resolved)
    found = resolved.course.quiz(arguments.quiz)
    if found is None:
        guess = closest(arguments.quiz, [quiz.value.id for quiz in resolved.course.quizzes])
        more = f"; did you mean `{guess}`?" if guess else "; `course quiz` lists them all"
        return usage(f"there is no quiz `{arguments.quiz}`{more}")
    return _ask(resolved, found.value, arguments)


def _list(resolved: ResolvedCourse) -> int:
    """Every quiz with its id, in the order of its files."""
    quizzes = [quiz.value for quiz in resolved.course.quizzes]
    if not quizzes:
        print("The course has no quiz.")
    width = max((len(quiz.id) for quiz in quizzes), default=0)
    for quiz in quizzes:
        questions = "1 question" if len(quiz.items) == 1 else f"{len(quiz.items)} questions"
        print(f"{quiz.id:<{width}}  {quiz.title} ({quiz.mode.value}, {questions})")
    return CLEAN


def _ask(resolved: ResolvedCourse, quiz: Quiz, arguments: argparse.Namespace) -> int:
    """Ask a quiz, keeping every answer as it comes. Ctrl+C and the end of the input end it as `quit` does."""
    path = Path(arguments.out or f"{quiz.id}-answers.json")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # a name in another encoding is no reason to lose answers
    try:
        kept = _kept(resolved, quiz, path)
        record = _begun(quiz, path, kept, again=arguments.again)
        sitting = Sitting(resolved, quiz, record, clock=time.monotonic, keep=lambda one: _save(resolved, quiz, one, path))
        code = _talk(sitting, sources=arguments.sources)
    except ForeignFileError as error:
        return usage(f"{path} is in the way: {error}; name another file with --out")
    except OSError as error:
        return usage(f"can't keep answers in {path}: {error.strerror}")
    except (EOFError, KeyboardInterrupt) as end:  # before the first question: there is nothing to keep
        print()
        return INTERRUPTED if isinstance(end, KeyboardInterrupt) else CLEAN
    _tell([Line(_ended(quiz, sitting.record, path))])
    return code


def _kept(resolved: ResolvedCourse, quiz: Quiz, path: Path) -> Kept:
    """What the file holds of an earlier sitting; nothing where there is none. Raises OSError where it couldn't be written."""
    if not path.parent.is_dir():
        raise FileNotFoundError(2, f"the folder {path.parent} does not exist")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise PermissionError(13, "it can't be written")
    return from_file(resolved, quiz, path.read_bytes()) if path.exists() else Kept(record=Record(), changed=0)


def _begun(quiz: Quiz, path: Path, kept: Kept, *, again: bool) -> Record:
    """The record to go on with: the one that is kept, if the student wants it."""
    answered = len(kept.record.given)
    if again or not (answered or kept.changed):
        return Record(name=kept.record.name)
    said = [Line(f"{path} holds {answered} of {len(quiz.items)} answers.")]
    if kept.changed:
        what = "1 other was to a question that has" if kept.changed == 1 else f"{kept.changed} others were to questions that have"
        said.append(Line(f"{what} been changed since, and will be asked again."))
    _tell(said)
    while answered:
        word = _line("Go on from there? yes, or no to begin anew: ").strip().lower()
        if word in {"", "y", "yes"}:
            break
        if word in {"n", "no"}:
            return Record(name=kept.record.name)
        _tell([Line("Write yes or no.")])
    return kept.record


def _talk(sitting: Sitting, *, sources: bool) -> int:
    """Print what the dialogue says and give it what the student writes, until either ends."""
    dialogue = sitting.dialogue(sources=sources)
    try:
        turn = next(dialogue)
        while True:
            _tell(turn.said)
            turn = dialogue.send(_line(turn.prompt))
    except StopIteration as end:
        _tell(end.value)
        return CLEAN
    except EOFError:
        print()
        return CLEAN
    except KeyboardInterrupt:
        print()
        return INTERRUPTED


def _line(prompt: str) -> str:
    """The student's next line. One that comes from a file is printed, so that the transcript reads as the dialogue does."""
    line = input(prompt)
    if not sys.stdin.isatty():
        print(line)
    return line


def _tell(lines: Iterable[Line]) -> None:
    """Print lines at the terminal's width."""
    print(rendered(lines, shutil.get_terminal_size().columns, colours=in_colours()), end="", flush=True)


def _save(resolved: ResolvedCourse, quiz: Quiz, record: Record, path: Path) -> None:
    saved = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    write_if_changed(path, as_file(resolved, quiz, record, saved))


def _ended(quiz: Quiz, record: Record, path: Path) -> str:
    """What became of the answers."""
    if not record.given:
        return "Nothing was answered."
    kept = f"{len(record.given)} of {len(quiz.items)} answers are kept in {path}."
    return f"{kept} Hand that file in." if quiz.mode is Mode.GRADED else kept
