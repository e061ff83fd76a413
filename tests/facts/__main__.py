"""Every date, number and name in an author's own text, with what carries it: `python -m tests.facts`.

    python -m tests.facts [--csv FILE] [--strict]

Lists what nothing carries, and counts the rest; `--csv` writes the whole table. What is right for another reason stands in
`allowed.csv` with that reason. With `--strict` it fails if nothing carries some fact, or if an entry of that list isn't needed.
"""

import argparse
import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.commands.saying import show
from generator.diagnostics.model import Problems
from generator.phrases import OWN_WORDS, own_texts
from generator.render.made import write_if_changed
from generator.resolve import ResolvedCourse
from tests.facts.carrying import Carried, Carrier, Library, Text, marked

if TYPE_CHECKING:
    from generator.spec.read import Located

ALLOWED = Path(__file__).with_name("allowed.csv")
COLUMNS = ("file", "fact", "because")


def main(argv: Sequence[str] | None = None) -> int:
    """Run it; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.facts", description="Tell what carries each date, number and name.")
    parser.add_argument("--course", metavar="DIR", default=".", help="the course's root (default: this folder)")
    parser.add_argument("--allowed", metavar="FILE", default=str(ALLOWED), help="what is right for another reason")
    parser.add_argument("--csv", metavar="FILE", help="write the whole table")
    parser.add_argument("--strict", action="store_true", help="fail if nothing carries some fact")
    arguments = parser.parse_args(argv)
    problems = Problems()
    resolved, _ = pipeline.check(Path(arguments.course).resolve(), problems, lint=False)
    corpus = pipeline.find_corpus(resolved.course, problems) if resolved else None
    if resolved is None or corpus is None:
        show(problems)
        print("A sound course and its documents are needed: COURSE_CORPUS names their folder.", file=sys.stderr)
        return 1
    try:
        allowed = read_allowed(Path(arguments.allowed).read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        print(f"{arguments.allowed}: {problem}", file=sys.stderr)
        return 1
    library = Library(resolved, corpus.documents, allowed)
    found = [one for text in texts(resolved) for one in library.carried(text)]
    if arguments.csv:
        write_if_changed(Path(arguments.csv), as_csv(found).encode())
    unused = sorted(set(allowed) - library.used)
    print(told(found, unused), end="")
    return int(arguments.strict and (bool(unused) or any(one.carrier is Carrier.NOTHING for one in found)))


def texts(resolved: ResolvedCourse) -> Iterator[Text]:
    """The author's own text in lessons, quizzes, units, the timeline, the names and the glossary, in the order of the files."""
    course = resolved.course
    specs: list[tuple[str, Located[Any]]] = [(lesson.value.id, lesson) for lesson in course.lessons]
    specs += [(quiz.value.lesson or "", quiz) for quiz in course.quizzes]
    specs += [("", spec) for spec in (course.units, course.timeline, course.names, course.glossary) if spec is not None]
    outside = course.glossary is not None and marked(course.glossary.value.note or "")
    for lesson, spec in specs:
        for span, words in own_texts(spec.node, OWN_WORDS, own=False):
            line, _ = spec.file.line_column(span.start)
            yield Text(file=spec.file.name, line=line, lesson=lesson, words=words, outside=outside and spec is course.glossary)


def read_allowed(text: str) -> dict[tuple[str, str], str]:
    """The reasons by file, or `*` for all files, and fact. Raises ValueError where a row isn't whole."""
    rows = csv.DictReader(io.StringIO(text))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ValueError(f"line 1: the columns must be {', '.join(COLUMNS)}")
    found = {}
    for row in rows:
        if None in row or not all(row.values()):
            raise ValueError(f"line {rows.line_num}: a row names a file, a fact and a reason")
        found[row["file"], row["fact"]] = row["because"]
    return found


def as_csv(found: Iterable[Carried]) -> str:
    """The table, a row for each fact in its place."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "line", "kind", "fact", "carrier", "where"))
    writer.writerows((one.file, one.line, one.fact.kind, one.fact.text, one.carrier, one.where) for one in found)
    return out.getvalue()


def told(found: Sequence[Carried], unused: Iterable[tuple[str, str]]) -> str:
    """What nothing carries, entries that nothing needs, and the sums."""
    lines = [f"{one.file}:{one.line}: nothing carries the {one.fact.kind} `{one.fact.text}`"
             for one in found if one.carrier is Carrier.NOTHING]  # fmt: skip
    lines += [f"allowed.csv: nothing needs `{fact}` in {file}" for file, fact in unused]
    counts = Counter(one.carrier for one in found)
    lines.append(f"{len(found)} facts: " + ", ".join(f"{counts[carrier]} {carrier}" for carrier in Carrier) + ".")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
