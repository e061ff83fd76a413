"""Pages read by several processes, with the outcome that one would have had: the same environment and the same warnings."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from sphinx.util import logging
from sphinx.util.parallel import ParallelTasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from generator.sphinx_ext.builder import CourseHTMLBuilder

    Read = list[tuple[list[str], BuildEnvironment]]
    """The pages that each process read, and what it knows of them."""


def read(builder: CourseHTMLBuilder, docnames: list[str], processes: int) -> None:
    """Read pages; where one defines what another does, leave it to one process to read them all and to tell of it."""
    _forget(builder, docnames)
    with logging.suppress_logging() as said:
        found = list(_read_lots(builder, docnames, processes))
    if clash(builder.env, found):
        builder.read_alone(docnames)
    else:
        said.flushTo(logging.getLogger(__name__).logger)
        _merge(builder, found)


def _read_lots(builder: CourseHTMLBuilder, docnames: list[str], processes: int) -> Iterator[tuple[list[str], BuildEnvironment]]:
    """Each process takes every so many-th page: pages that lie together are often alike, and some kinds take longer than others."""
    sent: dict[int, bytes] = {}

    def read_lot(number: int) -> bytes:
        builder.env.app = builder.app
        for docname in docnames[number::processes]:
            builder.read_doc(docname, _cache=False)
        return pickle.dumps(builder.env, pickle.HIGHEST_PROTOCOL)

    tasks = ParallelTasks(processes)
    for number in range(processes):
        tasks.add_task(read_lot, number, sent.__setitem__)
    tasks.join()
    for number in range(processes):
        yield docnames[number::processes], pickle.loads(sent.pop(number))  # noqa: S301  (made a moment ago, by this program)


def _forget(builder: Builder, docnames: Iterable[str]) -> None:
    for docname in docnames:
        builder.events.emit("env-purge-doc", builder.env, docname)
        builder.env.clear_doc(docname)


def clash(env: BuildEnvironment, found: Read) -> bool:
    """Whether pages that were read apart define one thing twice: a label, a term, an excerpt.

    Sphinx warns of that when it reads the second, which the process that reads it can't know to be the second.
    """
    read_now = {docname for lot, _ in found for docname in lot}
    kept = {docname for docname in env.found_docs if docname not in read_now}
    owners: dict[tuple[str, str, Any], int] = {}
    for number, (pages, known) in enumerate([(kept, env), *((set(lot), known) for lot, known in found)]):
        for address, page in _defined(known.domaindata):
            if page in pages and owners.setdefault(address, number) != number:
                return True
    return False


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
    images = type(env.images)()
    for picture, (pages, _) in env.images.items():
        for page in pages:
            images.add_file(page, picture)
    for lot, known in found:
        env.merge_info_from(lot, known, builder.app)
    for page, picture in sorted(shown, key=lambda one: one[0]):
        images.add_file(page, picture)
    env.images = images
