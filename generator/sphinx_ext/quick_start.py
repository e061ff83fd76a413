"""What Sphinx and an extension do whenever they start and a book doesn't need, left out where their code was read.

Sphinx loads all its builders, whichever is asked for. The one that checks links brings in an HTTP client with all that this needs,
half as much as Sphinx itself. sphinx_external_toc reads `_toc.yml` by the parser that is written in Python, which takes six times as
long as libyaml. And Sphinx makes a record of each of a thousand messages that go nowhere. Neither project has a setting for any of it.
"""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sphinx
import sphinx_external_toc
import yaml
from sphinx import application
from sphinx_external_toc import events
from sphinx_external_toc.parsing import parse_toc_data, parse_toc_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_external_toc.api import SiteMap

READ_VERSIONS: Final = frozenset({(7, 4)})
"""The versions of Sphinx of which was read where the list of builders is used."""
READ_TOC: Final = "1.1.0"
"""The release of sphinx_external_toc of which was read who asks for the table of contents."""
LINK_CHECKER: Final = "sphinx.builders.linkcheck"
UNCONCERNED: Final = frozenset({
    "generator.sphinx_ext", "jupyter_book", "myst_nb", "myst_parser", "sphinx_external_toc", "sphinx_multitoc_numbering",
})  # fmt: skip
"""Extensions that have nothing to do with the checker of links. Another might listen to its event, which would be an error without it."""


@contextmanager
def quick_start(settings: Mapping[str, Any]) -> Iterator[None]:
    """Within this an application begins under some settings. What it says afterwards below a warning isn't even put into words."""
    with ExitStack() as replaced:
        if sphinx.version_info[:2] in READ_VERSIONS and not _checks_links(settings):
            left = tuple(name for name in application.builtin_extensions if name != LINK_CHECKER)
            replaced.enter_context(_replaced(application, "builtin_extensions", left))
        if sphinx_external_toc.__version__ == READ_TOC:
            replaced.enter_context(_replaced(events, "parse_toc_yaml", parse_quickly))
        yield
    logging.getLogger("sphinx").setLevel(logging.WARNING)


def _checks_links(settings: Mapping[str, Any]) -> bool:
    """Whether something may ask for what checks links: a setting of its own, or an extension that isn't known."""
    return any(name.startswith("linkcheck") for name in settings) or not UNCONCERNED.issuperset(settings.get("extensions", ()))


def parse_quickly(path: str | Path, encoding: str = "utf8") -> SiteMap:
    """What sphinx_external_toc makes of a table of contents. Of a file that isn't YAML its own parser tells what is wrong."""
    try:
        data = yaml.load(Path(path).read_text(encoding), yaml.CSafeLoader)
    except yaml.YAMLError:
        return parse_toc_yaml(path, encoding)
    return parse_toc_data(data)


@contextmanager
def _replaced(module: Any, name: str, value: object) -> Iterator[None]:
    own = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, own)
