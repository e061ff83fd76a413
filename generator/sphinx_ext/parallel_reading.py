"""Pages read by several processes, with the outcome that one would have had: the same environment and the same warnings."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from sphinx.util import FilenameUniqDict
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    Read = list[tuple[list[str], BuildEnvironment]]
    """The pages that each process read, and what it knows of them."""


def read(builder: Builder, docnames: list[str], processes: int) -> None:
    """Read pages. Each process takes every so many-th, for pages that lie together are often alike, some kinds larger than others."""
    _forget(builder, docnames)
    homes: dict[int, tuple[list[str], bytes]] = {}

    def read_lot(lot: tuple[int, list[str]]) -> bytes:
        builder.env.app = builder.app
        for docname in lot[1]:
            builder.read_doc(docname, _cache=False)
        return pickle.dumps(builder.env, pickle.HIGHEST_PROTOCOL)

    def keep(lot: tuple[int, list[str]], known: bytes) -> None:
        homes[lot[0]] = (lot[1], known)

    tasks = ParallelTasks(processes)
    for number in range(processes):
        tasks.add_task(read_lot, (number, docnames[number::processes]), keep)
    tasks.join()
    found = [(lot, pickle.loads(known)) for _, (lot, known) in sorted(homes.items())]  # noqa: S301  (made a moment ago, by this program)
    clashing = clashes(builder.env, found)
    _merge(builder, found)
    _forget(builder, clashing)
    for docname in clashing:
        builder.read_doc(docname)


def _forget(builder: Builder, docnames: Iterable[str]) -> None:
    for docname in docnames:
        builder.events.emit("env-purge-doc", builder.env, docname)
        builder.env.clear_doc(docname)


def clashes(env: BuildEnvironment, found: Read) -> list[str]:
    """The pages that define one thing twice, in order: a label, a term, an excerpt.

    Sphinx warns of that when it reads the second, which the process that reads it can't know to be the second. So these pages
    are read once more, one after the other.
    """
    owners: dict[tuple[str, str, Any], set[str]] = {}
    read_now = {docname for lot, _ in found for docname in lot}
    kept = {docname for docname in env.found_docs if docname not in read_now}
    for pages, known in [(kept, env), *((set(lot), known) for lot, known in found)]:
        for address, page in _defined(known.domaindata):
            if page in pages:
                owners.setdefault(address, set()).add(page)
    return sorted({page for pages in owners.values() if len(pages) > 1 for page in pages} & read_now)


def _defined(domaindata: dict[str, dict[str, Any]]) -> Iterator[tuple[tuple[str, str, Any], str]]:
    """What pages define, with the page. Sphinx's domains keep it so: by its name, the page first of what is known of it."""
    for domain, stores in domaindata.items():
        for store, defined in stores.items():
            for name, known in defined.items() if isinstance(defined, dict) else ():
                if isinstance(known, tuple) and known and isinstance(known[0], str):
                    yield (domain, store, name), known[0]


def _merge(builder: Builder, found: Read) -> None:
    """Take over what was read. Pictures get their names in the order of the pages, as when one process reads them all."""
    env = builder.env
    shown = [(page, picture) for lot, known in found for page in lot for picture, (pages, _) in known.images.items() if page in pages]
    images = FilenameUniqDict()
    for picture, (pages, _) in env.images.items():
        for page in pages:
            images.add_file(page, picture)
    for lot, known in found:
        env.merge_info_from(lot, known, builder.app)
    for page, picture in sorted(shown, key=lambda one: one[0]):
        images.add_file(page, picture)
    env.images = images
