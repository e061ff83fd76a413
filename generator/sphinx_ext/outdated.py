"""Which pages are read again: those whose files hold something else than when they were read.

Sphinx compares times. A fresh checkout has new times and the same content, and an edit within a second may have an old one, so
what files hold decides here, and their times don't count. A page that draws something from the whole course is read again when
that became different, not whenever some spec did.
"""

from __future__ import annotations

import time
from functools import cache
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.render.made import MISSING, sha256_of
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from generator.resolve import ResolvedCourse

    MadeOf = Callable[[ResolvedCourse], str]

READ = "read"
"""Where the domain keeps, for each page, its files by their names with what they held when it was read."""
DRAWN_FROM = "drawn-from"
"""Where it keeps, for each page, what its directives drew of the whole course."""
UNSURE = ""
"""Stands for what a file held that was written while its page was read: no digest is equal to it."""


def register(app: Sphinx, made_of: Mapping[str, MadeOf]) -> None:
    """Tell Sphinx what to do when. ``made_of`` tells, by the name of a directive, a digest of what it draws of the whole course."""

    def on_env_get_outdated(
        app: Sphinx, env: BuildEnvironment, added: AbstractSet[str], changed: set[str], removed: AbstractSet[str]
    ) -> list[str]:
        """Take out of Sphinx's set the pages that only look changed, and give those that are."""
        del added, removed
        unread = {page for page in changed if not Path(env.doctreedir, f"{page}.doctree").is_file()}
        changed.intersection_update(unread | env.reread_always)
        resolved, content = course_of(app), content_of(env)
        drawn_now = cache(lambda name: made_of[name](resolved))
        kept, drawn = _kept(env, READ), _kept(env, DRAWN_FROM)
        return sorted(
            page
            for page in env.found_docs
            if any(content(name) != held for name, held in kept.get(page, {"": UNSURE}).items())
            or any(drawn_now(name) != held for name, held in drawn.get(page, {}).items())
        )

    app.connect("env-get-outdated", on_env_get_outdated)
    app.connect("env-before-read-docs", on_env_before_read_docs, priority=900)  # after whoever changes the list
    app.connect("env-updated", on_env_updated, priority=300)


def on_env_before_read_docs(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Remember which pages are read now, and since when."""
    del app
    domain: Any = env.get_domain("course")
    domain.reading = (time.time_ns(), tuple(pages))


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Note what the files of the pages that were read hold. A file that was written meanwhile may hold something newer by now."""
    del app
    domain: Any = env.get_domain("course")
    began, pages = domain.reading
    content, kept = content_of(env), _kept(env, READ)
    for page in pages:
        names = sorted({relpath(Path(env.srcdir, name), env.srcdir) for name in (env.doc2path(page), *env.dependencies[page])})
        kept[page] = {name: UNSURE if _written_since(Path(env.srcdir, name), began) else content(name) for name in names}
    for gone in kept.keys() - env.found_docs:
        del kept[gone]


def content_of(env: BuildEnvironment) -> Callable[[str], str]:
    """A digest of what a file holds, by its name from the source folder; each file is looked at once."""

    @cache
    def content(name: str) -> str:
        try:
            return sha256_of(Path(env.srcdir, name))
        except OSError:
            return MISSING

    return content


def _written_since(path: Path, moment: int) -> bool:
    try:
        return path.stat().st_mtime_ns >= moment
    except OSError:
        return True


def _kept(env: BuildEnvironment, what: str) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = env.domaindata["course"][what]
    return kept


def note_drawn(env: BuildEnvironment, name: str, made_of: str) -> None:
    """Remember of the page that is being read what a directive drew of the whole course."""
    _kept(env, DRAWN_FROM).setdefault(env.docname, {})[name] = made_of
