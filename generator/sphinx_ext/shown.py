"""Which pages are written again: those that would show something else than they do.

A page shows what it was read from, and beside it things that stand on others: titles behind its references, definitions of its
terms, the parts of the book around it, its neighbours. All of this is put into one digest for each page, and kept with what was
read. So an edit costs the pages that it changes, and a change of a title also those that name it.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from generator.render.digest import digest
from generator.spec.course import UNITS
from generator.spec.toc import CHAPTERS
from generator.sphinx_ext.outdated import DRAWN_FROM, READ, content_of
from generator.sphinx_ext.sealed import Sealed
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from generator.sphinx_ext.navigation import Contents

REFERENCES = "references"
"""Where the domain keeps the references of each page: domain, kind and target."""
SHOWN = "shown"
"""Where it keeps, for each builder, the digest of each page as it was written last."""

Reference = tuple[str, str, str]

def register(app: Sphinx) -> None:
    """Tell Sphinx what to do when."""
    app.connect("doctree-read", on_doctree_read)
    app.connect("env-updated", on_env_updated, priority=900)  # when all that pages show is known


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note where a page leads: what stands there may show in it."""
    found: set[Reference] = {
        (node.get("refdomain") or "", node.get("reftype") or "", node.get("reftarget") or "")
        for node in _leading(doctree)
    }
    if next(iter(doctree.findall(addnodes.toctree)), None) is not None:
        found.add(("", "toctree", ""))
    app.env.domaindata["course"][REFERENCES][app.env.docname] = tuple(sorted(found))


def _leading(tree: nodes.Node) -> Iterator[addnodes.pending_xref]:
    """The references in a tree, with those in what is sealed."""
    for node in tree.findall(nodes.Element):
        if isinstance(node, addnodes.pending_xref):
            yield node
        elif isinstance(node, Sealed):
            for inside in node.inside:
                yield from _leading(inside)


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that would show something else. In a hurry only those that somebody looks at, or else those just read."""
    now = Showing(app, env)
    kept: dict[str, str] = env.domaindata["course"][SHOWN].setdefault(app.builder.name, {})
    for gone in kept.keys() - env.found_docs:
        del kept[gone]
    due = {page: what for page in sorted(env.found_docs) if kept.get(page) != (what := now.on(page))}
    domain: Any = env.get_domain("course")
    if domain.first is not None:
        chosen = due.keys() & domain.first or due.keys() & set(domain.reading[1])
        due = {page: due[page] for page in sorted(chosen)}
    kept.update(due)
    return list(due)


def forget(env: BuildEnvironment, builder: str, pages: Iterable[str]) -> None:
    """Take it that pages are not as they were written last."""
    kept = env.domaindata["course"][SHOWN].get(builder, {})
    for page in pages:
        kept.pop(page, None)


class Showing:
    """What each page would show."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._env, self._data = env, env.domaindata["course"]
        self._resolved = course_of(app)
        self._content = content_of(env)
        self._root_doc = app.config.root_doc
        self._everywhere = digest(_settings(app.config), self._resolved.course.sources.value, self._text_of(UNITS))
        self._relations = env.collect_relations()
        self._contents: Contents = self._data["contents"]

    def on(self, page: str) -> str:
        """A digest of what a page would show."""
        return digest(
            self._everywhere,
            self._data[READ].get(page),
            self._data[DRAWN_FROM].get(page),
            self._spec_of(page),
            [self._behind(reference) for reference in self._data[REFERENCES].get(page, ())],
            self._around(page),
        )

    def _spec_of(self, page: str) -> str:
        """A chapter's head tells more of its lesson than its text does."""
        path = PurePosixPath(page)
        lesson = self._resolved.course.lesson(path.name) if path.parent.as_posix().endswith(CHAPTERS) else None
        return self._text_of(lesson.file.name) if lesson else ""

    def _behind(self, reference: Reference) -> object:
        """What a reference shows of its target."""
        domain, kind, target = reference
        if domain == "course":
            return self._data.get(kind, {}).get(target)
        if (domain, kind) == ("std", "term"):
            return self._terms.get(target.casefold())
        if (domain, kind) == ("std", "doc"):
            return self._titles.get(target.removeprefix("/"), self._all)
        return self._all

    def _around(self, page: str) -> object:
        """What stands around a page: the parts of the book, its own part, its neighbours."""
        neighbours = [(name, self._titles.get(name)) for name in self._relations.get(page) or () if name]
        part = self._contents.part_of.get(page, -1)
        return neighbours, self._frame, self._parts[part] if part >= 0 else "", self._all if page == self._root_doc else ""

    @cached_property
    def _parts(self) -> list[str]:
        return [digest(repr(part)) for part in self._contents.parts]

    @cached_property
    def _frame(self) -> str:
        parts = [(part.title, part.entries[0].page, part.entries[0].title) for part in self._contents.parts]
        return digest(repr((self._contents.home, parts, self._contents.serving)))

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {page: title.astext() for page, title in self._env.titles.items()}

    @cached_property
    def _terms(self) -> dict[str, object]:
        """Where each term is explained, and how, by its forms."""
        glossary = self._resolved.course.glossary
        terms = glossary.value.terms if glossary else ()
        means = {form.casefold(): term.definition for term in terms for form in (term.term, *term.also)}
        places = self._env.domaindata["std"].get("terms", {})
        return {form: (place, means.get(form)) for form, place in places.items()}

    @cached_property
    def _all(self) -> str:
        """All titles and anchors of the book, for references of kinds that are rare here."""
        std = self._env.domaindata["std"]
        places = [self._data[kind] for kind in self._env.get_domain("course").object_types]
        anchors = sorted((name, *map(str, place)) for kind in ("labels", "anonlabels") for name, place in std[kind].items())
        slugs = [(page, sorted(self._env.metadata[page].get("myst_slugs", ()))) for page in sorted(self._env.found_docs)]
        return digest(self._titles, places, anchors, slugs, self._frame, self._parts)

    def _text_of(self, name: str) -> str:
        return self._content(str(self._resolved.course.root / name))


def _settings(config: Config) -> list[tuple[str, str]]:
    """The settings that Sphinx says change pages; where others change that it knows of, it reads all pages again."""
    return sorted((value.name, repr(value.value)) for value in config.filter(frozenset({"html"})))
