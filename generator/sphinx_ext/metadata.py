"""Puts into every page's head what other programs read of it, and beside the pages the sitemap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from generator.metadata import highwire, open_graph, schema_org, sitemap, tags
from generator.metadata.page import Kind, Page, shortened
from generator.pipeline import GLOSSARY_PAGE, SOURCE_PAGES
from generator.render.made import write_if_changed
from generator.render.source_line import described
from generator.spec.toc import CHAPTERS, UNIT_PAGES
from generator.sphinx_ext.closed import paragraphs_of
from generator.sphinx_ext.offline import icons
from generator.sphinx_ext.state import course_of, root_of
from generator.sphinx_ext.website import absolute, address, is_website

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from generator.metadata.page import Address
    from generator.resolve import ResolvedCourse

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_FOLDERS = {CHAPTERS: Kind.LESSON, UNIT_PAGES: Kind.UNIT, SOURCE_PAGES: Kind.SOURCE}
_NOBODY = frozenset({"unknown", "Author name not set", "The Jupyter Book community"})
"""What Sphinx and jupyter-book call the author where the settings name none."""


def register(app: Sphinx) -> None:
    """Tell Sphinx what to do when."""
    app.connect("html-page-context", on_page)
    app.connect("build-finished", on_finished)


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add a page's metadata to its head. Pages without a text of their own, the index say, are told to search engines as such."""
    del templatename
    if not is_website(app):
        return
    if doctree is None:
        context["metatags"] = context.get("metatags", "") + tags.meta([("robots", "noindex")])
        return
    resolved = course_of(app)
    kind, name = _what(app, pagename)
    written = next((str(node["content"]) for node in doctree.findall(nodes.meta) if node.get("name") == "description"), "")
    page = Page(
        kind=kind,
        name=name,
        title=_title(resolved, kind, name) or app.env.titles[pagename].astext(),
        description=written or shortened(_description(resolved, kind, name, app.config.html_title) or _opening(doctree)),
        book=app.config.html_title,
        author="" if app.config.author in _NOBODY else app.config.author,
        language=app.config.language or "en",
        address=_addresses(app, pagename),
        absolute=bool(app.config.html_baseurl),
    )
    context["metatags"] += _head(resolved, page, _image(app), described=bool(written))


def _head(resolved: ResolvedCourse, page: Page, image: str, *, described: bool) -> str:
    """The elements. ``described``: whether the author wrote a description, which is then in the head already."""
    cited = highwire.tags(resolved.course, page)
    return "".join([
        "\n",
        "" if described or not page.description else tags.meta([("description", page.description)]),
        tags.meta(open_graph.properties(page, image), "property"),
        tags.link("schema.DC", DUBLIN_CORE) if cited else "",
        tags.meta(cited),
        tags.json_ld(schema_org.document(resolved, page)),
    ])  # fmt: skip


def _image(app: Sphinx) -> str:
    """The address of the book's icon as a picture; empty where there is none, and where the address wouldn't be absolute."""
    found = next((path.name for path in icons(app) if path.stem.endswith("-512")), "")
    return absolute(app, f"_static/{found}") if found and app.config.html_baseurl else ""


def _what(app: Sphinx, docname: str) -> tuple[Kind, str]:
    """What a page is, and the id of what it shows."""
    if docname == app.config.root_doc:
        return Kind.HOME, ""
    page = Path(app.srcdir, docname).resolve().relative_to(root_of(app)).as_posix()
    if f"{page}.md" == GLOSSARY_PAGE:
        return Kind.GLOSSARY, ""
    for folder, kind in _FOLDERS.items():
        name = page.removeprefix(f"{folder}/")
        if name in app.env.domaindata["course"][kind.value] and name != page:
            return kind, name
    return Kind.OTHER, ""


def _addresses(app: Sphinx, here: str) -> Address:
    """Where things stand, seen from a page."""

    def find(kind: str, name: str) -> str:
        if kind == "page":
            return address(app, here, here)
        if kind == "home":
            return address(app, here, app.config.root_doc)
        if kind == "term":
            docname, anchor = app.env.domaindata["std"]["objects"]["term", name]
        else:
            docname, anchor, _ = app.env.domaindata["course"][kind][name]
        return address(app, here, docname, anchor)

    return find


def _title(resolved: ResolvedCourse, kind: Kind, name: str) -> str:
    """The title of a made page as its spec has it: Sphinx curls its quotation marks; empty for the others."""
    course = resolved.course
    if kind is Kind.LESSON and (lesson := course.lesson(name)):
        return lesson.value.title
    if kind is Kind.UNIT:
        return course.unit(name).title
    return course.records()[name].shown_title if kind is Kind.SOURCE else ""


def _description(resolved: ResolvedCourse, kind: Kind, name: str, book: str) -> str:
    """What a made page is about; empty for the others."""
    course = resolved.course
    if kind is Kind.LESSON and (lesson := course.lesson(name)):
        return lesson.value.question
    if kind is Kind.UNIT:
        return course.unit(name).question
    if kind is Kind.SOURCE:
        genre = course.records()[name].kind
        return f"{described(course, name)}. {genre[:1].upper()}{genre[1:]}."
    return f"The terms of “{book}”, explained." if kind is Kind.GLOSSARY else ""


def _opening(doctree: nodes.document) -> str:
    """The first paragraph of a page's own text; one in a box only if there is no other."""
    first = ""
    for words, plain in paragraphs_of(doctree):
        if plain:
            return words
        first = first or words
    return first


def on_finished(app: Sphinx, exception: Exception | None) -> None:
    """Write the sitemap and name it to robots, where it is known where the book stands. Pages that ask not to be found stay out."""
    if exception is not None or not is_website(app) or not app.config.html_baseurl:
        return
    found = (name for name in app.env.found_docs if "nosearch" not in app.env.metadata[name])
    pages = sitemap.sitemap(absolute(app, app.builder.get_target_uri(name)) for name in found)
    write_if_changed(Path(app.outdir) / "sitemap.xml", pages)
    write_if_changed(Path(app.outdir) / "robots.txt", sitemap.robots(absolute(app, "sitemap.xml")))
