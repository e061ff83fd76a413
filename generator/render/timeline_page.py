"""The page of the timeline: its note as written, and one directive that draws the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.render.chapter import directive
from generator.render.digest import digest
from generator.render.escape import escape_markdown
from generator.render.source_line import described

if TYPE_CHECKING:
    from generator.corpus.lock import Passage
    from generator.resolve import ResolvedCourse
    from generator.spec.timeline import Event, Report, Timeline


def timeline_page(resolved: ResolvedCourse, timeline: Timeline) -> str:
    """The body of the page."""
    course = resolved.course
    passages = [passage_of(resolved, event, n) for event in timeline.events for n in range(len(event.reports))]
    shown = digest(
        timeline.events,
        passages,
        [described(course, passage.source) for passage in passages],
        [(course.unit(unit).title, course.unit(unit).years) for unit in course.contents],
        [(lesson.value.title, excerpt.title) for lesson in course.lessons for excerpt in lesson.value.excerpts()],
    )
    return "\n\n".join([f"# {escape_markdown(timeline.title)}", timeline.note.strip(), directive("timeline", "all", shown)])


def passage_of(resolved: ResolvedCourse, event: Event, n: int) -> Passage:
    """The passage of one of an event's reports: its own, or the excerpt that it names."""
    report: Report = event.reports[n]
    return resolved.passage(report.passage or f"timeline/{event.id}/{n + 1}")
