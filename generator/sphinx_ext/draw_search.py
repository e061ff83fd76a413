"""The search page: field, filters and room for results. static/search.js fills it; without script it says where else to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.pipeline import GLOSSARY_PAGE
from generator.render.digest import digest
from generator.search.records import KIND_NAMES, Kind
from generator.sphinx_ext.nodes import Choice, paper_only, paragraph, screen_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.resolve import ResolvedCourse
    from generator.spec.course import Course

MARKER = "course-search"
"""The class of the search: the page that holds it gets the script."""


def made_of(resolved: ResolvedCourse) -> str:
    """A digest of what the filters offer."""
    course = resolved.course
    return digest(_units(course), _sources(course), _kinds(course), course.glossary is None)


def page(resolved: ResolvedCourse, examples: Sequence[str], home: str) -> list[nodes.Node]:
    """What the directive draws. ``home`` is the page with the table of contents."""
    course = resolved.course
    units, sources = _units(course), _sources(course)
    kinds = [
        Choice("", KIND_NAMES[kind], html={"type": "checkbox", "name": "kind", "value": kind.value}, multiple=True)
        for kind in _kinds(course)
    ]
    form = screen_only(
        "form",
        screen_only("div", Choice("", "Words, or a “phrase” in quotation marks", html=_FIELD, multiple=False), classes=("search-field",)),
        screen_only(
            "details",
            screen_only("summary", nodes.Text("Narrow the search")),
            screen_only("fieldset", screen_only("legend", nodes.Text("Kind")), *kinds, classes=("search-kinds",)),
            *(_choice("unit", "Unit", "All units", units) if units else ()),
            *(_choice("source", "Source", "All sources", sources) if sources else ()),
            screen_only("button", nodes.Text("Search everything"), classes=("search-everything",), type="button", hidden=""),
            classes=("search-filters",),
        ),
        role="search",
        method="get",
    )
    return [
        screen_only("noscript", *_without_script(course, home)),
        paper_only(*_without_script(course, home)),
        screen_only(
            "div",
            form,
            screen_only("div", classes=("search-said",), role="status"),
            *([_examples(examples)] if examples else []),
            screen_only("ol", classes=("search-results",)),
            screen_only("button", nodes.Text("More results"), classes=("search-more",), type="button", hidden=""),
            classes=(MARKER,),
        ),
    ]


_FIELD = {"type": "search", "name": "q", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false", "enterkeyhint": "search"}


def _units(course: Course) -> list[tuple[str, str]]:
    return [(unit, course.unit(unit).title) for unit in course.contents]


def _sources(course: Course) -> list[tuple[str, str]]:
    return [(name, f"{'– ' if '/' in name else ''}{record.shown_title}") for name, record in course.records().items()]


def _kinds(course: Course) -> list[Kind]:
    """The kinds that the course can have."""
    lacking = {
        Kind.COMPARISON: not any(lesson.value.comparisons() for lesson in course.lessons),
        Kind.EXCERPT: not any(lesson.value.excerpts() for lesson in course.lessons),
        Kind.EVENT: course.timeline is None,
        Kind.NAME: course.names is None,
        Kind.TERM: course.glossary is None,
        Kind.UNIT: not course.contents,
    }
    return [kind for kind in Kind if not lacking.get(kind)]


def _choice(name: str, label: str, every: str, values: Iterable[tuple[str, str]]) -> list[nodes.Node]:
    """A list to choose one from; the script adds how many results each has."""
    options = [screen_only("option", nodes.Text(text), value=value) for value, text in (("", every), *values)]
    return [
        screen_only(
            "label", screen_only("span", nodes.Text(label)), nodes.Text(" "), screen_only("select", *options, name=name),
            classes=(f"search-{name}",),
        )
    ]  # fmt: skip


def _examples(examples: Iterable[str]) -> nodes.Element:
    """Searches to begin with, as links that work like any other address of a search."""
    links = (screen_only("a", nodes.Text(text), href=f"?q={_in_address(text)}") for text in examples)
    return screen_only(
        "div",
        screen_only("p", nodes.Text("For example:")),
        screen_only("ul", *(screen_only("li", link) for link in links)),
        classes=("search-examples",),
    )


def _in_address(text: str) -> str:
    """A text as the value of a parameter (RFC 3986, section 2.1)."""
    return "".join(char if char.isascii() and char.isalnum() else "".join(f"%{byte:02X}" for byte in char.encode()) for char in text)


def _without_script(course: Course, home: str) -> list[nodes.Node]:
    glossary: list[nodes.Node | str] = []
    if course.glossary is not None:
        glossary = [" or in the ", _page("glossary", GLOSSARY_PAGE.removesuffix(".md"))]
    where = "The search works in the online book, with script. Without it, look in the "
    return [paragraph(where, _page("contents", home), *glossary, ".")]


def _page(text: str, name: str) -> nodes.Element:
    return addnodes.pending_xref(
        "", nodes.inline("", text), refdomain="std", reftype="doc", reftarget=f"/{name}", refexplicit=True, refwarn=True
    )
