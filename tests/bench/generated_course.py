"""A course of any number of chapters, made up, as this project takes it: specs in YAML, documents, settings.

    python -m tests.bench.generated_course FOLDER CHAPTERS

Writes the course into a new folder, with its documents in `corpus/`, where they are found without being named. What it says is
in `generated_content.py`; the frame, `book/` and the settings, is that of `course new course`.
"""

import argparse
import hashlib
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.generated_content import Chapter, Document, Excerpt, Item, Unit, units

FRAME = Path(__file__).parents[2] / "generator/new/templates/course"
FRAME_NAME, NAME = "The weir at Ashen Ford", "Annals of nowhere"
SHORT_NAME = "Ashen Ford"
WRITTEN = ("book/index.md", "book/search.md", "book/progress.md", "book/review.md", "book/answer-key.md", "book/notebooks.md")
"""Pages of the frame that people write."""
SKILLS = ("close-reading", "sourcing", "recall", "contextualisation", "corroboration", "close-reading")
COLUMNS = 110


def write_course(folder: Path, chapters: int) -> Path:
    """Write a course of so many chapters into a new folder; gives its root."""
    found = tuple(units(chapters))
    for name in ("book", "lessons", "quizzes", "corpus"):
        (folder / name).mkdir(parents=True)
    for name in WRITTEN:
        shutil.copyfile(FRAME / name, folder / name)
    _write(folder / "book/index.md", f"# {NAME}\n\n```{{cover}}\n```\n\nNothing of this ever was.\n\n## Contents\n\n```{{course-contents}}\n```\n")
    shutil.copyfile(FRAME / "conf.py.txt", folder / "conf.py")
    settings = (FRAME / "_config.yml").read_text(encoding="utf-8")
    _write(folder / "_config.yml", settings.replace(FRAME_NAME, NAME).replace(SHORT_NAME, "Nowhere"))
    _write(folder / "_toc.yml", _lines(_contents(found)))
    _write(folder / "lessons/units.yml", _lines(_units(found)))
    _write(folder / "lessons/sources.yml", _lines(_sources(found)))
    for unit in found:
        _write(folder / f"corpus/{unit.document.id}.txt", unit.document.text)
        for chapter in unit.chapters:
            _write(folder / chapter_file(chapter), _lines(_lesson(chapter, unit)))
            _write(folder / f"quizzes/{chapter.id}-quiz.yml", _lines(_quiz(chapter)))
    return folder


def chapter_file(chapter: Chapter) -> str:
    """Where a chapter's prose stands, from the root."""
    return f"lessons/{chapter.id}.yml"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _block(paragraphs: Iterable[str], indent: int) -> Iterator[str]:
    """Paragraphs as lines of a block scalar."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        yield from textwrap.wrap(paragraph, COLUMNS, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _contents(found: tuple[Unit, ...]) -> Iterator[str]:
    yield from ("format: jb-book", "root: book/index", "parts:")
    for unit in found:
        yield from _part(unit.title, [f"units/{unit.id}", *(f"chapters/{chapter.id}" for chapter in unit.chapters)])
    yield from _part("Sources", [*(f"sources/{unit.document.id}" for unit in found), "search"])
    yield from _part("Your learning", ["progress", "review", "answer-key", "notebooks"])


def _part(caption: str, pages: Iterable[str]) -> Iterator[str]:
    yield from (f"  - caption: {caption}", "    chapters:", *(f"      - file: book/{page}" for page in pages))


def _units(found: tuple[Unit, ...]) -> Iterator[str]:
    yield "units:"
    for unit in found:
        yield from (f"  - id: {unit.id}", f"    title: {unit.title}", f"    question: {unit.question}", "    opening: |")
        yield from _block([unit.opening, f"All of it is in {{source}}`{unit.document.id}`."], 6)


def _sources(found: tuple[Unit, ...]) -> Iterator[str]:
    yield from ("course: nowhere", "limits: {warn: 30, fail: 40}", "documents:")
    for unit in found:
        yield from _record(unit.document)


def _record(document: Document) -> Iterator[str]:
    yield from (
        f"  - id: {document.id}",
        f"    title: {document.title}",
        f"    authors: [{document.author}]",
        f'    date: "{document.year}"',
        "    date_basis: Printed at the head.",
        "    kind: annals",
        f"    years: [{document.year}]",
        f"    standpoint: [{{quote: {document.paragraphs[-1][0].strip('.')!r}}}]",
        "    type: book",
        f"    issued: {document.year}",
        "    language: en",
        f"    file: {document.id}.txt",
        f"    sha256: {hashlib.sha256(document.text.encode()).hexdigest()}",
        "    layout:",
        "      headings: {capitals: true}",
    )


def _lesson(chapter: Chapter, unit: Unit) -> Iterator[str]:
    yield from (
        f"id: {chapter.id}",
        f"title: {chapter.title}",
        f"unit: {unit.id}",
        f"question: {chapter.question}",
        "objectives:",
        *(f"  - {objective}" for objective in chapter.objectives),
        f"quiz: {chapter.id}-quiz",
        "body:",
    )
    for (heading, paragraphs), excerpt in zip(chapter.sections, chapter.excerpts, strict=True):
        yield from ("  - prose: |", *_block([f"### {heading}", *paragraphs], 6))
        yield from _excerpt(excerpt, unit.document)
    yield from ("limits: |", *_block([chapter.limits], 2))


def _excerpt(excerpt: Excerpt, document: Document) -> Iterator[str]:
    yield from ("  - excerpt:", f"      id: {excerpt.id}", f"      title: {excerpt.title}", f"      source: {document.id}")
    yield from ("      headnote: >-", *_block([excerpt.headnote], 8))
    yield from ("      quote: >-", *_block([excerpt.text], 8))


def _quiz(chapter: Chapter) -> Iterator[str]:
    yield from (f"id: {chapter.id}-quiz", f"title: Quiz {chapter.title}", f"lesson: {chapter.id}", "items:")
    for skill, item in zip(SKILLS, chapter.items, strict=True):
        yield from _item(item, skill, chapter)


def _item(item: Item, skill: str, chapter: Chapter) -> Iterator[str]:
    yield from (f"  - id: {item.id}", "    kind: single", f"    skill: {skill}", f"    stem: {item.stem}", "    options:")
    for number, (text, feedback) in enumerate(item.options):
        yield from (f"      - id: {'abcd'[number]}", f"        text: {text}", *["        correct: true"] * (number == item.key))
        yield f"        feedback: {feedback}"
    passage = f"{chapter.id}/{chapter.excerpts[item.excerpt].id}"
    yield from ("    evidence:", f"      passage: {passage}", f"      quote: {item.proof}")


def main() -> None:
    """Write a course."""
    parser = argparse.ArgumentParser(description="Write a made-up course of any size.")
    parser.add_argument("folder", type=Path, help="a new folder")
    parser.add_argument("chapters", type=int)
    options = parser.parse_args()
    write_course(options.folder, options.chapters)


if __name__ == "__main__":
    main()
