"""The whole flow on one screen: specs -> citations -> passages -> pages and notebooks. The book itself is made by Sphinx.

Nothing is written until everything has been checked, and then only what changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.citations import citations
from generator.compiler import compiler_digest
from generator.corpus.lock import read_lock, write_lock
from generator.corpus.opening import corpus_folder, open_documents
from generator.diagnostics.codes import Code
from generator.figures import check_figures
from generator.lint.check_items import check_items
from generator.lint.prose.check_prose import check_prose
from generator.looked_at_apart import look_apart
from generator.memory import Memory
from generator.phrases import check_phrases
from generator.render.chapter import chapter, quiz_page
from generator.render.made import check_unedited, made_page, read_record, remove_others, sha256_of, write_if_changed
from generator.render.names_page import names_page
from generator.render.source_page import glossary_page, source_page
from generator.render.timeline_page import timeline_page
from generator.render.unit_page import unit_page
from generator.resolve import ResolvedCourse, resolve_with_corpus, resolve_with_lock
from generator.sharing import shared_out
from generator.source.files import SourceFile, Span
from generator.spec.course import GLOSSARY, GRADING, LOCK, NAMES, SOURCES, TIMELINE, UNITS, VOICE, WHOLE_COURSE, load_course
from generator.spec.language import course_language
from generator.spec.read import open_file
from generator.spec.toc import CHAPTERS, QUIZ_PAGES, UNIT_PAGES, check_toc, reading_order
from generator.spellings import check_spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from generator.corpus.corpus import Corpus
    from generator.diagnostics.model import Problems
    from generator.render.notebook_files import NotebookFile
    from generator.spec.course import Course

STATE = "_build/.course"
"""Working files: what one run leaves for the next. May be deleted at any moment."""
NOTEBOOKS = "notebooks.json"
"""There: what each notebook was made of."""
WRITTEN = "lock.json"
"""There: what the lock was written of, and what it held then."""
WORTH_SHARING = 30
"""Notebooks and zips: fewer are made sooner than processes are begun."""
SOURCE_PAGES = "book/sources"
GLOSSARY_PAGE = "book/glossary.md"
TIMELINE_PAGE = "book/timeline.md"
NAMES_PAGE = "book/names.md"


@dataclass(frozen=True)
class Counts:
    """What was checked."""

    lessons: int = 0
    quizzes: int = 0
    items: int = 0
    citations: int = 0
    excerpts: int = 0
    documents: int = 0
    phrases: int = 0
    """Words in quotation marks in the author's own text, looked up in the documents; 0 without them."""


def find_corpus(course: Course, problems: Problems, memory: Memory | None = None) -> Corpus | None:
    """The documents, or None where no folder has them. A folder that is named but not there is a problem."""
    return open_documents(course.root, course.sources, problems, memory)


def check(
    root: Path, problems: Problems, progress: Callable[[int, int], None] | None = None, *, lint: bool = True,
    unsaved: Mapping[str, str] = MappingProxyType({}), memory: Memory | None = None,
) -> tuple[ResolvedCourse | None, Counts]:  # fmt: skip
    """Read, check and resolve a course. None where any error was reported; nothing is written but what is kept of documents.

    ``lint`` tells whether the writing of its items is looked at: who grades or exports a course doesn't ask about that.
    ``unsaved`` are texts by their paths from the root that are read instead of the files.
    ``memory`` is what checks before this one left, for a process that checks again and again; the outcome doesn't depend on it.
    """
    memory = memory or Memory()
    course = load_course(root, problems, unsaved, memory)
    if course is None:
        return None, Counts()
    check_toc(course, page_names(course), problems)
    for path in _made_pages(course):
        check_unedited(path, root, problems)
    counts = Counts(
        lessons=len(course.lessons),
        quizzes=len(course.quizzes),
        items=sum(len(quiz.value.items) for quiz in course.quizzes),
        citations=sum(1 for _ in citations(course)),
        excerpts=sum(len(lesson.value.excerpts()) for lesson in course.lessons),
        documents=len(course.sources.value.documents),
    )
    corpus = find_corpus(course, problems, memory)
    if corpus is not None:
        look_apart(course, corpus, memory, progress, lint=lint)
        counts = replace(counts, phrases=check_phrases(course, corpus, problems, memory))
        check_spellings(course, corpus, problems, memory)
        resolved = resolve_with_corpus(course, corpus, problems, progress, memory)
    else:
        resolved = _resolve_without_documents(course, problems)
    if resolved is not None and not problems.errors:
        check_figures(resolved, problems, memory)
    if lint:
        passages = {key: passage.plain for key, passage in resolved.lock.passages.items()} if resolved else {}
        check_items(course, passages, course_language(root), problems, memory)
        check_prose(course, passages, course_language(root), problems, memory)
    memory.end_check()
    return (resolved if not problems.errors else None), counts


def _resolve_without_documents(course: Course, problems: Problems) -> ResolvedCourse | None:
    if corpus_folder(course.root) is not None:  # a folder that is named but missing: reported, and the lock is no stand-in
        return None
    path = course.root / LOCK
    if not path.exists():
        problems.report(Code.FILE_MISSING, f"there are neither documents nor `{LOCK}`", SourceFile(LOCK, ""), Span(0, 0),
                        help="set COURSE_CORPUS to the folder of documents, or run `course lock` where they are")  # fmt: skip
        return None
    file = open_file(path, course.root, problems)
    locked = read_lock(file, problems) if file else None
    return resolve_with_lock(course, locked, problems) if locked else None


def page_names(course: Course) -> dict[str, str]:
    """The pages that a course makes, as `_toc.yml` names them, each with the spec that it comes from."""
    specs = sorted({lesson.file.name for lesson in course.lessons} | course.unread - {GLOSSARY, UNITS, TIMELINE, NAMES, GRADING, VOICE})
    lessons = [name for name in specs if name.startswith("lessons/")]
    pages = {f"{CHAPTERS}/{PurePosixPath(name).stem}": name for name in lessons}
    if UNITS in course.unread:  # those that are listed are taken on trust
        pages.update({page: UNITS for page in reading_order(course) if page.startswith(f"{UNIT_PAGES}/")})
    pages.update({f"{UNIT_PAGES}/{unit}": UNITS for unit in course.contents})
    pages.update(_quiz_page_names(course))
    pages.update({f"{SOURCE_PAGES}/{source}": SOURCES for source in course.records()})
    if course.glossary is not None or GLOSSARY in course.unread:
        pages[GLOSSARY_PAGE.removesuffix(".md")] = GLOSSARY
    if course.timeline is not None or TIMELINE in course.unread:
        pages[TIMELINE_PAGE.removesuffix(".md")] = TIMELINE
    if course.names is not None or NAMES in course.unread:
        pages[NAMES_PAGE.removesuffix(".md")] = NAMES
    return pages


def _quiz_page_names(course: Course) -> dict[str, str]:
    """The pages of quizzes about the whole course. Of quizzes that couldn't be read, those that are listed are taken on trust."""
    pages = {f"{QUIZ_PAGES}/{quiz.value.id}": quiz.file.name for quiz in course.quizzes_of_all()}
    unread = {f"{QUIZ_PAGES}/{PurePosixPath(name).stem}": name for name in course.unread if name.startswith("quizzes/")}
    return pages | {page: unread[page] for page in reading_order(course) if page in unread}


def _made_pages(course: Course) -> list[Path]:
    return [course.root / f"{name}.md" for name in page_names(course)]


def lock_is_current(resolved: ResolvedCourse) -> bool:
    """Whether the lock file holds exactly what the specs and documents give."""
    path = resolved.course.root / LOCK
    return path.is_file() and path.read_bytes() == write_lock(resolved.lock).encode()


def save_lock(resolved: ResolvedCourse) -> bool:
    """Write the lock, unless it lies there as it was written of the same passages. Tells whether it changed."""
    path, record = resolved.course.root / LOCK, resolved.course.root / STATE / WRITTEN
    made_of = f"{compiler_digest()} {hashlib.sha256(resolved.lock.model_dump_json().encode()).hexdigest()}"
    if read_record(record) == {"made-of": made_of, "lock": sha256_of(path)}:
        return False
    content = write_lock(resolved.lock).encode()
    changed = write_if_changed(path, content)
    write_if_changed(record, json.dumps({"made-of": made_of, "lock": hashlib.sha256(content).hexdigest()}).encode())
    return changed


def make(resolved: ResolvedCourse) -> list[Path]:
    """Write every page and notebook that changed, and remove those that nothing makes any more. Gives what was touched."""
    return make_pages(resolved) + make_notebooks(resolved)


def make_pages(resolved: ResolvedCourse) -> list[Path]:
    """The pages alone, as `make` does it."""
    course = resolved.course
    bodies: dict[str, str] = {}
    for lesson in course.lessons:
        bodies[f"{CHAPTERS}/{lesson.value.id}"] = chapter(resolved, lesson.value)
    for unit in course.contents:
        bodies[f"{UNIT_PAGES}/{unit}"] = unit_page(course, unit)
    for quiz in course.quizzes_of_all():
        bodies[f"{QUIZ_PAGES}/{quiz.value.id}"] = quiz_page(resolved, quiz.value)
    for source in course.records():
        bodies[f"{SOURCE_PAGES}/{source}"] = source_page(resolved, source)
    if course.glossary is not None:
        bodies[GLOSSARY_PAGE.removesuffix(".md")] = glossary_page(resolved)
    if course.timeline is not None:
        bodies[TIMELINE_PAGE.removesuffix(".md")] = timeline_page(resolved, course.timeline.value)
    if course.names is not None:
        bodies[NAMES_PAGE.removesuffix(".md")] = names_page(resolved, course.names.value)
    made_from = page_names(course)
    files = {course.root / f"{name}.md": made_page(body, made_from[name]).encode() for name, body in bodies.items()}
    touched = [path for path, content in files.items() if write_if_changed(path, content)]
    for folder, pattern in ((CHAPTERS, "*.md"), (UNIT_PAGES, "*.md"), (QUIZ_PAGES, "*.md"), (SOURCE_PAGES, "**/*.md")):
        touched += remove_others(course.root / folder, files, pattern)
    return touched


def make_notebooks(resolved: ResolvedCourse) -> list[Path]:
    """The notebooks alone, as `make` does it. What one was made of is kept: it is made again when that or its file changed."""
    from generator.render.notebook_cells import get_ready  # noqa: PLC0415  (its libraries take longer to load than a check)
    from generator.render.notebook_files import FOLDER, files_to_make  # noqa: PLC0415

    root = resolved.course.root
    folder, record = root / FOLDER, root / STATE / NOTEBOOKS
    known, files = read_record(record), files_to_make(resolved)
    made_of = {file.name: f"{compiler_digest()} {file.made_of}" for file in files}
    held = {file.name: f"{made_of[file.name]} {sha256_of(f'{folder}/{file.name}')}" for file in files}
    due = [file for file in files if known.get(file.name) != held[file.name]]

    def make_lot(lot: list[NotebookFile]) -> list[Path]:
        made = ((folder / file.name, file.make(lambda name: (folder / name).read_bytes())) for file in lot)
        return [path for path, content in made if write_if_changed(path, content)]

    if due:
        get_ready()
    shelves = {name: list(lot) for name, lot in groupby(due, key=lambda file: file.shelf)}
    whole = shelves.pop(WHOLE_COURSE, [])
    lots = list(shelves.values())
    touched = shared_out(make_lot, lots) if len(due) >= WORTH_SHARING else [make_lot(lot) for lot in lots]
    touched.append(make_lot(whole))
    held |= {file.name: f"{made_of[file.name]} {sha256_of(folder / file.name)}" for file in due}
    write_if_changed(record, json.dumps(held).encode())
    names = {folder / name for name in held}
    gone = [path for pattern in ("*.ipynb", "*.zip") for path in remove_others(folder, names, pattern)]
    return [path for lot in touched for path in lot] + gone
