"""Before Sphinx reads a page, the pages that the course makes are brought up to date, whoever started the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError
from sphinx.util import logging

from generator import pipeline
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.lasting import lasting_memory
from generator.search.index import report_missing
from generator.sphinx_ext import state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Check the course and make its pages, unless `course build` has just done so in this process.

    Raises ExtensionError where the course has problems, after printing them all.
    """
    del config
    root = state.root_of(app)
    if state.prepared(root) is None:
        problems = Problems()
        with lasting_memory(root) as memory:
            resolved, _ = pipeline.check(root, problems, memory=memory)
        report_missing(root, problems)
        for found in problems.warnings:
            logger.warning("%s", to_text.as_text(found), type="course", subtype=found.code.value)
        if resolved is None:
            listed = "\n\n".join(to_text.as_text(found) for found in problems.errors)
            raise ExtensionError(f"the course has problems; nothing was written\n\n{listed}", modname="generator.sphinx_ext")
        pipeline.make(resolved)
        state.prepare(resolved)
