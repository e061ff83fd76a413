"""The page of persons and organisations: its note as written, and one directive that draws the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown
from generator.render.names_found import names_found
from generator.render.source_line import described

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.names import Name, Names


def names_page(resolved: ResolvedCourse, names: Names) -> str:
    """The body of the page."""
    course = resolved.course
    passages = [mention_of(resolved, name, n) for name in names.names for n in range(len(name.mentions))]
    shown = digest(
        names.names,
        names.homonyms,
        passages,
        [described(course, passage.source) for passage in passages],
        {source: record.shown_title for source, record in course.records().items()},
        course.glossary.value.terms if course.glossary else (),
        [
            (name, one.lesson.title, [(excerpt.id, excerpt.title) for excerpt in one.excerpts])
            for name, found in names_found(resolved, names).items()
            for one in found
        ],
    )
    return "\n\n".join([f"# {escape_markdown(names.title)}", names.note.strip(), directive("names", "all", shown)])


def mention_of(resolved: ResolvedCourse, name: Name, n: int) -> Passage:
    """The passage of one of the mentions of a name."""
    return resolved.passage(f"names/{name.id}/{n + 1}")
