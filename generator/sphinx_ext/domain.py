"""Where excerpts, sources and quizzes stand in the book, and the roles that lead to them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from generator.sphinx_ext.closed import CLOSED
from generator.sphinx_ext.outdated import DRAWN_FROM, READ
from generator.sphinx_ext.shown import REFERENCES, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

LESSON = "course:lesson"
"""The key in Sphinx's per-document scratch data under which a chapter's lesson id stands while it is read."""
SECTIONS = "sections"
"""The key in the domain's data under which the prose of each page stands, for the search."""
DRAWN = "drawn"
"""The key in the domain's data under which it stands what each page draws: kinds and names. So no page costs a look at all places."""


_BY_PAGE = (DRAWN, SECTIONS, REFERENCES, DRAWN_FROM, CLOSED)
"""What is kept for each page and goes with it."""


class PassageRole(XRefRole):
    """`{passage}`: an excerpt of the same lesson by its id, or of any lesson as lesson/excerpt."""

    def process_link(
        self, env: BuildEnvironment, refnode: Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Complete the target with the lesson of the page being read."""
        if "/" not in target and (lesson := scratch(env).get(LESSON)):
            target = f"{lesson}/{target}"
        return super().process_link(env, refnode, has_explicit_title, title, target)


def scratch(env: BuildEnvironment) -> dict[str, Any]:
    """Data that lives while one document is read. Sphinx 8.2 renamed where it stands."""
    return getattr(env, "current_document", None) or env.temp_data


class CourseDomain(Domain):
    """Records where things are drawn while pages are read; resolves references when all are known."""

    name = "course"
    label = "Course"
    object_types = {  # noqa: RUF012  (Sphinx declares it so)
        "passage": ObjType("excerpt", "passage"),
        "source": ObjType("source", "source"),
        "quiz": ObjType("quiz", "quiz"),
        "comparison": ObjType("comparison", "comparison"),
        "event": ObjType("event", "event"),
        "name": ObjType("name", "name"),
        "unit": ObjType("unit", "unit"),
        "lesson": ObjType("lesson", "lesson"),
    }
    roles = {  # noqa: RUF012
        "passage": PassageRole(innernodeclass=nodes.inline, warn_dangling=True),
        "source": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "quiz": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "comparison": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "event": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "name": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "unit": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "lesson": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
    }
    initial_data: dict[str, dict[str, Any]] = {  # noqa: RUF012
        "passage": {}, "source": {}, "quiz": {}, "comparison": {}, "unit": {}, "lesson": {}, "event": {}, "name": {}, "answers": {},
        DRAWN: {}, SECTIONS: {}, REFERENCES: {}, DRAWN_FROM: {}, READ: {}, SHOWN: {}, CLOSED: {},
    }  # fmt: skip
    """Places by kind and name: page, anchor and title. And by page: what it draws, where it leads, and what it was made from."""
    data_version = 7
    dangling_warnings = {  # noqa: RUF012
        kind: f"there is no {kind} %(target)r in this book"
        for kind in ("passage", "source", "quiz", "comparison", "unit", "lesson", "event", "name")
    }

    first: AbstractSet[str] | None = None
    """While pages are drawn in a hurry: those that somebody looks at. As long as the process lives, like the next."""
    reading: tuple[int, tuple[str, ...]] = (0, ())
    """Since when pages are read, in nanoseconds of the clock, and which."""
    held: Mapping[str, str] = MappingProxyType({})
    """What the files of the book's folder held when the last of them was written: the sha256 of each by its name."""

    def note(self, kind: str, name: str, anchor: str, title: str) -> None:
        """Record that something is drawn on the page being read, under an anchor; without one it is the page itself."""
        known = self.data[kind].get(name)
        if known is not None and known[0] != self.env.docname:
            logger.warning(
                "the %s `%s` is drawn on two pages: %s and here", kind, name, known[0],
                location=self.env.docname, type="course", subtype="drawn-twice",
            )  # fmt: skip
        self.data[kind][name] = (self.env.docname, anchor, title)
        self.data[DRAWN].setdefault(self.env.docname, []).append((kind, name))

    def clear_doc(self, docname: str) -> None:
        """Forget what a page drew, and what it led to."""
        for kind, name in self.data[DRAWN].get(docname, ()):
            if self.data[kind].get(name, ("",))[0] == docname:
                del self.data[kind][name]
        for kept in _BY_PAGE:
            self.data[kept].pop(docname, None)

    def merge_domaindata(self, docnames: Iterable[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for page in docnames:
            for kind, name in otherdata[DRAWN].get(page, ()):
                if otherdata[kind][name][0] == page:
                    self.data[kind][name] = otherdata[kind][name]
            for kept in _BY_PAGE:
                if page in otherdata[kept]:
                    self.data[kept][page] = otherdata[kept][page]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """A link to where the target is drawn, titled by it unless the author wrote a title."""
        del env
        place = self.data.get(typ, {}).get(target)
        if place is None:
            return None
        docname, anchor, title = place
        anchor = node.get("proof", anchor)
        if not node.get("refexplicit"):
            contnode = nodes.inline("", title, classes=["course-ref"])
        return make_refnode(builder, fromdocname, docname, anchor, contnode)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, Element]]:
        """What `{any}` finds."""
        found: list[tuple[str, Element]] = []
        for kind in self.object_types:
            if target in self.data[kind]:
                link = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
                if link is not None:
                    found.append((f"course:{kind}", link))
        return found

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """For the inventory."""
        for kind in self.object_types:
            for name, (docname, anchor, title) in self.data[kind].items():
                yield name, title, kind, docname, anchor, 1


def alias_roles(app: Sphinx) -> None:
    """`{passage}` and `{source}` without the domain's name, as authors write them."""
    for name, role in CourseDomain.roles.items():
        app.add_role(name, _InDomain(role, name))


class _InDomain:
    """A role of the domain under its bare name."""

    def __init__(self, role: Any, name: str) -> None:
        self.role = role
        self.name = f"course:{name}"

    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Any:
        del name
        return self.role(self.name, *args, **kwargs)
