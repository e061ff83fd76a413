"""The same made-up course as other builders of books take it: the prose, the quotations and the questions, and nothing proved.

Each gets what its own guide tells a beginner to write, and no setting besides. A question is a plain `details` with its options
and their feedback: none of them has quizzes of its own. What only this project makes has no counterpart here: a page for each
document, one for each unit, progress, review, an answer key, and notebooks.
"""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.bench.generated_content import Chapter, Document, Excerpt, Item, Unit, units
from tests.bench.generated_course import COLUMNS, NAME

HOME = "index.md"


def chapter_file(chapter: Chapter) -> str:
    """Where a chapter stands, from the root of any of these sites."""
    return f"chapters/{chapter.id}.md"


def write_jupyter_book_1(folder: Path, chapters: int) -> None:
    """A book as `jupyter-book create` lays it out. There is nothing to execute in it."""
    found = _write_pages(folder, chapters, _details)
    (folder / "_config.yml").write_text(f"title: {NAME}\nexecute:\n  execute_notebooks: 'off'\n", encoding="utf-8")
    parts = (
        (f"  - caption: {unit.title}", "    chapters:", *(f"      - file: chapters/{chapter.id}" for chapter in unit.chapters))
        for unit in found
    )
    _write(folder / "_toc.yml", ["format: jb-book", "root: index", "parts:", *(line for part in parts for line in part)])


def write_jupyter_book_2(folder: Path, chapters: int, template: str) -> None:
    """A project as `jupyter book init` lays it out, with a template by its name or its folder."""
    found = _write_pages(folder, chapters, _dropdown)
    head = ("version: 1", "project:", f"  title: {NAME}", "  toc:", f"    - file: {HOME}")
    parts = (
        (f"    - title: {unit.title}", "      children:", *(f"        - file: {chapter_file(chapter)}" for chapter in unit.chapters))
        for unit in found
    )
    _write(folder / "myst.yml", [*head, *(line for part in parts for line in part), "site:", f"  template: {template}"])


def write_mkdocs_material(folder: Path, chapters: int) -> None:
    """A site as `mkdocs new` lays it out, with the theme and a navigation."""
    found = _write_pages(folder / "docs", chapters, _details)
    parts = ((f"  - {unit.title}:", *(f"      - {chapter_file(chapter)}" for chapter in unit.chapters)) for unit in found)
    head = (f"site_name: {NAME}", "theme:", "  name: material", "nav:", f"  - {HOME}")
    _write(folder / "mkdocs.yml", [*head, *(line for part in parts for line in part)])


def _write_pages(folder: Path, chapters: int, question: Callable[[Item, Chapter], Iterator[str]]) -> tuple[Unit, ...]:
    (folder / "chapters").mkdir(parents=True)
    found = tuple(units(chapters))
    _write(folder / HOME, [f"# {NAME}", "", "Nothing of this ever was."])
    for unit in found:
        for chapter in unit.chapters:
            _write(folder / chapter_file(chapter), _page(chapter, unit.document, question))
    return found


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")


def _page(chapter: Chapter, document: Document, question: Callable[[Item, Chapter], Iterator[str]]) -> Iterator[str]:
    yield from (f"# {chapter.title}", "", chapter.question, "", *(f"- {objective}" for objective in chapter.objectives), "")
    for (heading, paragraphs), excerpt in zip(chapter.sections, chapter.excerpts, strict=True):
        yield from (f"## {heading}", "")
        for paragraph in paragraphs:
            yield from (*textwrap.wrap(paragraph, COLUMNS), "")
        yield from _excerpt(excerpt, document)
    yield from ("## Quiz", "")
    for item in chapter.items:
        yield from question(item, chapter)
    yield from ("## Limits", "", *textwrap.wrap(chapter.limits, COLUMNS))


def _excerpt(excerpt: Excerpt, document: Document) -> Iterator[str]:
    yield from (f"### {excerpt.title}", "", *textwrap.wrap(excerpt.headnote, COLUMNS), "")
    yield from (*(f"> {line}" for line in textwrap.wrap(excerpt.text, COLUMNS)), ">", f"> {_source(document)}", "")


def _source(document: Document) -> str:
    return f"— {document.author}, *{document.title}*, {document.year}"


def _details(item: Item, chapter: Chapter) -> Iterator[str]:
    yield from ("<details>", f"<summary>{item.stem}</summary>", "<ul>")
    for number, (text, feedback) in enumerate(item.options):
        yield f"<li>{text}: <em>{'Right' if number == item.key else 'Wrong'}. {feedback}</em></li>"
    yield from ("</ul>", f"<p>{chapter.excerpts[item.excerpt].title}: “{item.proof}”</p>", "</details>", "")


def _dropdown(item: Item, chapter: Chapter) -> Iterator[str]:
    yield f":::{{dropdown}} {item.stem}"
    for number, (text, feedback) in enumerate(item.options):
        yield f"- {text}: *{'Right' if number == item.key else 'Wrong'}. {feedback}*"
    yield from ("", f"{chapter.excerpts[item.excerpt].title}: “{item.proof}”", ":::", "")
