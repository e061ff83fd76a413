"""`course export`: quizzes in the format of another grader, into a folder of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.commands.saying import CLEAN, FOUND, count, show, usage
from generator.diagnostics import to_json
from generator.diagnostics.model import Problems
from generator.export.place import README, placed
from generator.export.target import Target
from generator.export.targets import exported
from generator.progress import progress_bar
from generator.spec.quiz import Mode
from generator.spec.read import closest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from generator.export.place import Placed
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Quiz


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Write the quizzes that were named, or all, and say what was written. With any problem nothing is written."""
    problems = Problems()
    with progress_bar("Proving quotations") as progress:
        resolved, _ = pipeline.check(root, problems, progress, lint=False)
    if resolved is None:
        return _report_failure(problems, as_json=arguments.json)
    chosen = _chosen(resolved, arguments.quizzes)
    if isinstance(chosen, str):
        return usage(chosen)
    out = Path(arguments.out).resolve()
    target = Target(arguments.target)
    try:
        put = placed(out, exported(resolved, chosen, target))
    except OSError as error:
        return usage(f"can't write to {arguments.out}: {error.strerror or error}")
    if arguments.json:
        print(json.dumps(_as_json(target, chosen, put), ensure_ascii=False))
    else:
        _say(arguments.out, target, chosen, put)
    return CLEAN


def _chosen(resolved: ResolvedCourse, names: Sequence[str]) -> list[Quiz] | str:
    """The quizzes of these ids in the course's order, each once; all if none is named. Or what is wrong with the names."""
    quizzes = {quiz.value.id: quiz.value for quiz in resolved.course.quizzes}
    if not quizzes:
        return "this course has no quizzes"
    wrong = []
    for name in names:
        if name not in quizzes:
            guess = closest(name, quizzes)
            wrong.append(f"there is no quiz `{name}`" + (f"; did you mean `{guess}`?" if guess else ""))
    return "\n  ".join(wrong) if wrong else [quiz for name, quiz in quizzes.items() if name in names or not names]


def _say(out: str, target: Target, chosen: Sequence[Quiz], put: Placed) -> None:
    practice = [quiz.id for quiz in chosen if quiz.mode is Mode.PRACTICE]
    if practice:
        print(f"course: anyone can read the answers of quizzes for practice in the book: {', '.join(practice)}", file=sys.stderr)
    if put.kept:
        print(f"course: left as they were, since they are not as this export writes them: {', '.join(put.kept)}", file=sys.stderr)
    quizzes = "1 quiz" if len(chosen) == 1 else f"{len(chosen)} quizzes"
    files = "1 file" if len(put.written) == 1 else f"{len(put.written)} files"
    print(f"{quizzes} for {target.value} in {out}: {files} written, {len(put.unchanged)} unchanged.")
    if README not in put.kept:
        print(f"{README} there says what to do next.")


def _as_json(target: Target, chosen: Sequence[Quiz], put: Placed) -> dict[str, object]:
    return {
        "target": target.value,
        "quizzes": [{"id": quiz.id, "mode": quiz.mode.value} for quiz in chosen],
        "written": list(put.written),
        "unchanged": list(put.unchanged),
        "kept": list(put.kept),
    }


def _report_failure(problems: Problems, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"problems": [to_json.as_json(found) for found in problems]}, ensure_ascii=False))
    else:
        show(problems)
        print(f"{count(problems)}. Nothing was exported.", file=sys.stderr)
    return FOUND
