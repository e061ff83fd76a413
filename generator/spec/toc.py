"""`_toc.yml` is written by hand and alone orders the book; here it is held against the pages that exist or will be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from generator.spec.read import closest, open_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.spec.course import Course

TOC = "_toc.yml"


def check_toc(course: Course, made: dict[str, str], problems: Problems) -> None:
    """Every made page is listed once, and every page listed exists or will be made."""
    path = course.root / TOC
    if not path.exists():
        problems.report(Code.FILE_MISSING, f"there is no `{TOC}`", SourceFile(TOC, ""), Span(0, 0),
                        help="write one: it orders the book's pages")  # fmt: skip
        return
    file = open_file(path, course.root, problems)
    node = parse_yaml(file, problems) if file else None
    if file is None or node is None:
        return
    listed: dict[str, Span] = {}
    for name, span in _pages(node):
        page = name.removesuffix(".md")
        if page in listed:
            problems.report(Code.TOC_UNKNOWN, f"the page `{page}` is listed twice", file, span, help="keep one of the two")
        elif page not in made and not any(
            (course.root / f"{page}{ending}").is_file() for ending in (".md", ".ipynb", ".rst", "")
        ):
            guess = closest(page, made)
            problems.report(Code.TOC_UNKNOWN, f"nobody writes or makes the page `{page}`", file, span,
                            help=f"did you mean `{guess}`?" if guess else "write the page, or remove the entry")  # fmt: skip
        listed.setdefault(page, span)
    for page, spec in made.items():
        if page not in listed:
            problems.report(Code.TOC_MISSING, f"the page `{page}`, made from {spec}, is not listed", file, Span(0, 0),
                            help=f"add `- file: {page}` where readers should find it")  # fmt: skip


def reading_order(course: Course) -> list[str]:
    """The pages of the book in the order of `_toc.yml`, as far as it can be read."""
    try:
        text = (course.root / TOC).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    node = parse_yaml(SourceFile(TOC, text), Problems())
    return [name.removesuffix(".md") for name, _ in _pages(node)] if node else []


def _pages(node: Node) -> Iterator[tuple[str, Span]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _pages(item)
    elif isinstance(node, Mapping):
        for key, value in node.values.items():
            if key in {"root", "file"} and isinstance(value, Scalar):
                yield str(value.value), value.span
            else:
                yield from _pages(value)
