"""What Sphinx and an extension do whenever they start and a book doesn't need, left out where their code was read.

Sphinx loads all its builders and transforms, whichever are asked for, and myst_parser an extension that fetches the inventories of
other books. These bring in an HTTP client with all that it needs, and a book asks for nothing from the network. sphinx_external_toc
reads `_toc.yml` by the parser that is written in Python, which takes six times as long as libyaml. And Sphinx makes a record of each of a
thousand messages that go nowhere. Neither project has a setting for any of it. For templates Jinja has one, which Sphinx doesn't use.
"""

from __future__ import annotations

import logging
import sys
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import sphinx
import sphinx_external_toc
import yaml
from jinja2 import FileSystemBytecodeCache
from sphinx import application
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx_external_toc import events
from sphinx_external_toc.parsing import parse_toc_data, parse_toc_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx_external_toc.api import SiteMap

READ_VERSIONS: Final = frozenset({(7, 4)})
"""The versions of Sphinx of which was read what the modules below do, and who asks for them."""
READ_TOC: Final = "1.1.0"
"""The release of sphinx_external_toc of which was read who asks for the table of contents."""
TEMPLATES: Final = "templates"
LINK_CHECKER: Final = "sphinx.builders.linkcheck"
"""The builder that needs the client as soon as it is loaded. Others have it loaded when they fetch something."""
UNCONCERNED: Final = frozenset({
    "generator.sphinx_ext", "jupyter_book", "myst_nb", "myst_parser", "sphinx_external_toc", "sphinx_multitoc_numbering",
})  # fmt: skip
"""Extensions that have nothing to do with that builder. Another might listen to its event, which would be an error without it."""


@contextmanager
def quick_start(settings: Mapping[str, Any]) -> Iterator[None]:
    """Within this an application begins under some settings.

    What it says afterwards below a warning isn't even put into words.
    """
    with ExitStack() as replaced:
        if sphinx.version_info[:2] in READ_VERSIONS and not _checks_links(settings):
            needed = tuple(name for name in application.builtin_extensions if name != LINK_CHECKER)
            replaced.enter_context(_replaced(application, "builtin_extensions", needed))
            _load_when_asked("sphinx.util.requests")
        if sphinx_external_toc.__version__ == READ_TOC:
            replaced.enter_context(_replaced(events, "parse_toc_yaml", parse_quickly))
        yield
    logging.getLogger("sphinx").setLevel(logging.WARNING)


def keep_templates(app: Sphinx) -> None:
    """Have Jinja keep, beside what Sphinx keeps of pages, what it compiles templates to: by what these hold, a file for each."""
    templates = getattr(app.builder, "templates", None)
    if isinstance(templates, BuiltinTemplateLoader):
        folder = Path(app.doctreedir, TEMPLATES)
        folder.mkdir(parents=True, exist_ok=True)
        templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _checks_links(settings: Mapping[str, Any]) -> bool:
    """Whether something may ask for the checker of links: a setting of its own, or an extension that isn't known."""
    return any(name.startswith("linkcheck") for name in settings) or not UNCONCERNED.issuperset(settings.get("extensions", ()))


def _load_when_asked(name: str) -> None:
    """Put a module that loads another in the place of that, which stays there until something in it is asked for.

    `importlib.util.LazyLoader` would load it already where somebody asks for its class, as sphinx_external_toc does of all objects.
    """
    if name in sys.modules:
        return
    package, _, own = name.rpartition(".")
    module: Any = ModuleType(name)

    def ask(asked: str) -> object:
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return getattr(import_module(name), asked)

    module.__getattr__ = ask  # PEP 562
    sys.modules[name] = module
    setattr(sys.modules[package], own, module)


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
