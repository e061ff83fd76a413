"""The Sphinx extension: draws passages, comparisons, quizzes and sources in every builder. The only code that knows Sphinx.

``setup`` is a list of registrations; what each does stands where it is defined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.compiler import compiler_digest
from generator.sphinx_ext import (
    assets,
    bring_up_to_date,
    builder,
    closed,
    directives,
    draw_search,
    ebook,
    highlighting,
    marks,
    metadata,
    navigation,
    nodes,
    notebook_pages,
    offline,
    on_paper,
    outdated,
    quick_markdown,
    quick_references,
    quick_start,
    schemas,
    sealed,
    search,
    shown,
    smart_quotes,
    traversal,
)
from generator.sphinx_ext.domain import CourseDomain, alias_roles
from generator.sphinx_ext.glossary import CourseGlossary, GlossaryHover

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything."""
    traversal.quicken()
    quick_markdown.quicken()
    app.add_config_value("course_root", "", "env", types=(str,))
    # Whatever the compiler is, pages were read by it.
    app.add_config_value("course_compiler", compiler_digest(), "env", types=(str,))
    # Pages carry checksums of what they load, so a change of that must draw all pages again.
    app.add_config_value("course_assets", assets.digest(), "html", types=(str,))
    if "comments_config" not in app.config:  # jupyter-book sets it, and expects an extension that this book leaves out
        app.add_config_value("comments_config", {}, "", types=(dict,))
    # Before sphinx_external_toc reads the table of contents (its priority is 900), the pages it lists must exist.
    app.connect("config-inited", bring_up_to_date.on_config_inited, priority=100)
    nodes.register(app)
    marks.register(app)
    sealed.register(app)
    closed.register(app)
    on_paper.register(app)
    smart_quotes.register(app)
    quick_references.register(app)
    highlighting.register(app)
    ebook.register(app)
    navigation.register(app)
    builder.register(app)
    app.add_domain(CourseDomain)
    alias_roles(app)
    for name, directive in directives.DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_directive("course-glossary", CourseGlossary)
    app.add_post_transform(GlossaryHover)
    made_of = {name: directive.made_of for name, directive in directives.OF_THE_WHOLE.items()}
    outdated.register(app, {**made_of, "search": draw_search.made_of})
    shown.register(app)
    search.register(app)
    metadata.register(app)
    schemas.register(app)
    notebook_pages.register(app)
    offline.register(app)
    app.connect("builder-inited", assets.on_builder_inited)
    app.connect("builder-inited", quick_start.keep_templates)
    app.connect("html-page-context", assets.on_page)
    app.connect("build-finished", assets.on_finished)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
