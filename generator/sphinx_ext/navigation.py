"""What a page's navigation holds: all parts of the book, the pages of the part it stands in, and its own sections.

A part is one of the home page's tables of contents, named by its caption. They are read once in a build. Of a long list a page
has what stands near it, and at either end a link to the nearest page that it leaves out, which shows more: so no page costs more,
in time or bytes, the more there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes
from sphinx import addnodes

from generator.search.index import PAGE as SEARCH
from generator.sphinx_ext.settings import THEME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Item = TypeVar("Item")
Shown = TypeVar("Shown")

MOST, AROUND = 40, 15
"""A list of more parts or pages than the first shows as many on either side of the page as the second."""
SERVING = ("book/how-to-read", "book/sources/", "book/glossary")
"""What the foot of every page links to: a page by its name; or a part, by how the names of its pages begin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the contents, with those below it."""

    page: str
    title: str
    below: tuple[Entry, ...] = ()

    def all_pages(self) -> Iterator[Entry]:
        """It and everything below."""
        yield self
        for entry in self.below:
            yield from entry.all_pages()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book. ``title`` is empty where a book has but one."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Contents:
    """The book's parts in order."""

    home: str
    parts: tuple[Part, ...]
    part_of: dict[str, int]
    entry_of: dict[str, int]
    """Under which of its part's own pages each page stands, itself among them."""
    serving: tuple[Entry, ...]


def read_contents(env: BuildEnvironment) -> Contents:
    """The contents, from the tables of contents of the home page and of the pages below it."""
    home = env.config.root_doc
    seen = {home}
    parts: list[Part] = []
    for table in env.get_doctree(home).findall(addnodes.toctree):
        entries = tuple(_entry(env, page, title, seen) for title, page in table["entries"] if page in env.titles and page not in seen)
        if entries:
            parts.append(Part(table.get("caption") or "", entries))
    pages = [(page, n) for n, part in enumerate(parts) for entry in part.entries for page in entry.all_pages()]
    entry_of = {page.page: n for part in parts for n, entry in enumerate(part.entries) for page in entry.all_pages()}
    return Contents(home, tuple(parts), {page.page: n for page, n in pages}, entry_of, tuple(_serving(parts, pages)))


def _serving(parts: list[Part], pages: list[tuple[Entry, int]]) -> Iterator[Entry]:
    for wanted in SERVING:
        page, n = next(((page, n) for page, n in pages if page.page.startswith(wanted)), (None, 0))
        if page is not None:
            whole = wanted.endswith("/") and parts[n].title
            yield Entry(page.page, whole or page.title)


def _entry(env: BuildEnvironment, page: str, title: str | None, seen: set[str]) -> Entry:
    seen.add(page)
    below = tuple(_entry(env, name, None, seen) for name in env.toctree_includes.get(page, ()) if name not in seen and name in env.titles)
    return Entry(page, title or env.titles[page].astext(), below)


def register(app: Sphinx) -> None:
    """Make the theme known, and let its pages have their navigation."""
    app.add_html_theme(THEME, str(Path(__file__).with_name("theme")))
    app.connect("env-updated", on_env_updated)
    app.connect("html-page-context", on_page)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Keep the contents with what was read."""
    del app
    env.domaindata["course"]["contents"] = read_contents(env)


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the theme a page's navigation: `course_home`, `course_parts`, `course_serving`, `course_search` and `course_sections`."""
    del templatename
    if app.builder.format != "html" or app.builder.theme.name != THEME:  # type: ignore[attr-defined]
        return
    contents: Contents = app.env.get_domain("course").data["contents"]
    here = contents.part_of.get(pagename, -1)

    def link(page: str, title: str, **more: Any) -> dict[str, Any]:
        href = app.builder.get_relative_uri(pagename, page) or f"{pagename.rpartition('/')[2]}.html"
        return {"title": title, "href": href, "here": page == pagename, **more}

    def on_the_way(entry: Entry) -> bool:
        return any(page.page == pagename for page in entry.all_pages())

    def opened(entry: Entry) -> dict[str, Any]:
        at = next((n for n, below in enumerate(entry.below) if on_the_way(below)), 0 if entry.page == pagename else None)
        return link(entry.page, entry.title, below=near(entry.below, "pages", at, opened, of_entry) if at is not None else [])

    def of_entry(entry: Entry, title: str) -> dict[str, Any]:
        return link(entry.page, title, below=[])

    def of_part(part: Part, title: str) -> dict[str, Any]:
        return link(part.entries[0].page, title, entries=[], open=False, opener=False)

    def shown(part: Part) -> dict[str, Any]:
        first, is_open = part.entries[0], here >= 0 and part is contents.parts[here]
        # A unit's opener bears the part's own name: the part's line leads there, and the opener needs no second one.
        opener = first.title == part.title and not first.below
        at = contents.entry_of.get(pagename, 0) - opener
        entries = near(part.entries[opener:], "pages", max(at, 0), opened, of_entry) if is_open else []
        return link(first.page, part.title or "Pages", entries=entries, open=is_open, opener=opener)

    context["course_home"] = link(contents.home, app.config.html_title)
    context["course_parts"] = near(contents.parts, "parts", max(here, 0), shown, of_part)
    context["course_serving"] = [link(entry.page, entry.title) for entry in contents.serving]
    context["course_search"] = link(SEARCH, "Search") if SEARCH in app.env.found_docs else None
    context["course_sections"] = _sections(app.env.tocs[pagename]) if doctree is not None else []


def near(
    listed: Sequence[Item], what: str, at: int, drawn: Callable[[Item], Shown], left_out: Callable[[Item, str], Shown]
) -> list[Shown]:
    """A list as the page shows it that stands at a place in it: whole, or what is near, and at either end how much is left out."""
    if len(listed) <= MOST:
        return [drawn(item) for item in listed]
    start, end = max(0, at - AROUND), min(len(listed), at + AROUND + 1)
    before = [left_out(listed[start - 1], f"{start:,} {what} before")] if start else []
    after = [left_out(listed[end], f"{len(listed) - end:,} {what} after")] if end < len(listed) else []
    return [*before, *(drawn(item) for item in listed[start:end]), *after]


def _sections(toc: nodes.Node) -> list[tuple[str, str, list[Any]]]:
    """Title, anchor and sections of each section below the page's title, two levels deep."""
    page = next(iter(toc.findall(nodes.list_item)), None)
    return _below(page, 2) if page is not None else []


def _below(item: nodes.Element, levels: int) -> list[tuple[str, str, list[Any]]]:
    found: list[tuple[str, str, list[Any]]] = []
    for listed in (child for child in item.children if isinstance(child, nodes.bullet_list)):
        for section in (child for child in listed.children if isinstance(child, nodes.list_item)):
            reference = next(iter(section.findall(nodes.reference)), None)
            if reference is not None:
                found.append((reference.astext(), reference["anchorname"], _below(section, levels - 1) if levels > 1 else []))
    return found
