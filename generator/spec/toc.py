"""`_toc.yml` is written by hand and alone orders the book; here it is held against the pages that exist or will be made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from generator.spec.meant import meant
from generator.spec.mending_toc import for_entry_astray, for_entry_too_many, for_missing_page, for_unknown_page
from generator.spec.read import open_file, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.spec.course import Course

TOC = "_toc.yml"
CHAPTERS, UNIT_PAGES, QUIZ_PAGES = "book/chapters", "book/units", "book/quizzes"
"""Where the pages of lessons, the openers of units, and the pages of quizzes about the whole course lie."""


class Entry(NamedTuple):
    """A page as `_toc.yml` lists it: its name without `.md`, where that stands, and in which part (0 where there are none)."""

    page: str
    span: Span
    part: int


def check_toc(course: Course, made: dict[str, str], problems: Problems) -> None:
    """Every made page is listed once, every page listed exists or will be made, and lessons stand below their unit's opener."""
    path = course.root / TOC
    if TOC not in course.unsaved and not path.exists():
        problems.report(Code.FILE_MISSING, f"there is no `{TOC}`", SourceFile(TOC, ""), Span(0, 0),
                        help="write one: it orders the book's pages")  # fmt: skip
        return
    file = open_file(path, course.root, problems, course.unsaved)
    node = parse_yaml(file, problems) if file else None
    if file is None or node is None:
        return
    listed: dict[str, Entry] = {}
    there = {entry.page for entry in entries(node)}
    slips: set[str] = set()
    for entry in entries(node):
        page, span, _ = entry
        if page in listed:
            problems.report(Code.TOC_UNKNOWN, f"the page `{shortened(page)}` is listed twice", file, span, help="keep one of the two",
                            fixes=for_entry_too_many(file, node, span))  # fmt: skip
        elif page not in made and not _is_written(course.root, page):
            guess = meant(page, made)
            slips.add(guess.word if guess else page)
            fixes = for_unknown_page(file, span, page, guess, there) or for_entry_too_many(file, node, span)
            problems.report(Code.TOC_UNKNOWN, f"nobody writes or makes the page `{shortened(page)}`", file, span, fixes=fixes,
                            help=f"did you mean `{guess.word}`?" if guess else "write the page, or remove the entry")  # fmt: skip
        listed.setdefault(page, entry)
    begun = {f"{UNIT_PAGES}/{unit}" for unit, lessons in course.contents.items() if not lessons}  # needn't be listed yet
    for page, spec in made.items():
        if page not in listed and page not in begun and page not in slips:  # a slip of the pen is one problem, not two
            problems.report(Code.TOC_MISSING, f"the page `{page}`, made from {spec}, is not listed", file, Span(0, 0),
                            help=f"add `- file: {page}` where readers should find it",
                            fixes=for_missing_page(file, page, there, made))  # fmt: skip
    _check_units(course, listed, file, node, problems)


def _is_written(root: Path, page: str) -> bool:
    """Whether somebody wrote a page by hand."""
    try:
        return any((root / f"{page}{ending}").is_file() for ending in (".md", ".ipynb", ".rst", ""))
    except OSError:  # no file can have such a name: it is too long
        return False


def _check_units(course: Course, listed: dict[str, Entry], file: SourceFile, node: Node, problems: Problems) -> None:
    """Readers meet a unit's question before its lessons, and all of them in one part of the book."""
    for unit, lessons in course.contents.items():
        opener = listed.get(f"{UNIT_PAGES}/{unit}")
        for lesson in lessons if opener else ():
            entry = listed.get(f"{CHAPTERS}/{lesson.id}")
            if opener and entry and (entry.part != opener.part or entry.span.start < opener.span.start):
                where = "before" if entry.part == opener.part else "in another part than"
                problems.report(
                    Code.TOC_UNIT, f"the page `{entry.page}` is listed {where} `{opener.page}`, which opens its unit", file,
                    entry.span, help=f"move it below `- file: {opener.page}`",
                    fixes=for_entry_astray(file, node, entry.span, opener.page),
                )  # fmt: skip


def reading_order(course: Course) -> list[str]:
    """The pages of the book in the order of `_toc.yml`, as far as it can be read."""
    file = open_file(course.root / TOC, course.root, Problems(), course.unsaved)
    return list(_order(file.text)) if file else []


@lru_cache(maxsize=4)  # a build asks eight times, of one text
def _order(text: str) -> tuple[str, ...]:
    node = parse_yaml(SourceFile(TOC, text), Problems())
    return tuple(entry.page for entry in entries(node)) if node else ()


def entries(node: Node, part: int = 0) -> Iterator[Entry]:
    """The pages that a file like `_toc.yml` lists, in its order."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from entries(item, part)
    elif isinstance(node, Mapping):
        for key, value in node.values.items():
            if key in {"root", "file"} and isinstance(value, Scalar):
                yield Entry(str(value.value).removesuffix(".md"), value.span, part)
            elif key in {"parts", "subtrees"} and isinstance(value, Sequence) and part == 0:
                for n, item in enumerate(value.items):
                    yield from entries(item, n + 1)
            else:
                yield from entries(value, part)


class Line(NamedTuple):
    """A line of the table of contents: a part's caption, or a page and how deep it stands below others."""

    caption: str
    page: str
    depth: int


def lines(course: Course) -> list[Line]:
    """The table of contents line by line, as far as `_toc.yml` can be read."""
    try:
        text = (course.root / TOC).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    node = parse_yaml(SourceFile(TOC, text), Problems())
    return list(_lines(node, 0)) if node else []


def _lines(node: Node, depth: int) -> Iterator[Line]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _lines(item, depth)
    elif isinstance(node, Mapping):
        caption, page = node.values.get("caption"), node.values.get("root", node.values.get("file"))
        if isinstance(caption, Scalar):
            yield Line(str(caption.value), "", 0)
        if isinstance(page, Scalar):
            yield Line("", str(page.value).removesuffix(".md"), depth)
        for value in node.values.values():
            yield from _lines(value, depth + ("file" in node.values))
