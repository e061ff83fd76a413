"""The timeline: every event with the passages that report it, a strip that shows them at a glance, and controls to filter.

Without script it is a whole list, and the controls aren't shown. The script hides what a reader doesn't ask for.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from generator.render.date_in_words import date_in_words, date_pieces
from generator.render.source_line import issue_of
from generator.render.timeline_groups import groups
from generator.render.timeline_page import passage_of
from generator.sphinx_ext.draw_excerpt import passage_link, quoted, where
from generator.sphinx_ext.nodes import Choice, box, heading, inline, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.render.timeline_groups import Group
    from generator.resolve import ResolvedCourse
    from generator.spec.timeline import Event, Timeline

HEIGHT, FOOT, STEP, TALLEST = 44, 40, 9, 4
"""The strip's height, its base line, what each further source adds to a mark, and with how many sources that ends; in pixels."""
MARGIN = 3
"""What is left free at either end of the strip, in per cent of its width."""


def timeline(resolved: ResolvedCourse, written: Timeline, note: Callable[[Event, str], None]) -> list[nodes.Element]:
    """Strip, controls and a section for each group. ``note`` is told each event's anchor."""
    found = groups(resolved.course, written)
    for event in written.events:
        note(event, anchor_of(event))
    head = box("div", _strip(resolved, found), _controls(resolved, written, found), classes=("course-timeline",))
    return [head, *(_section(resolved, group) for group in found)]


def anchor_of(event: Event) -> str:
    """Where an event stands on its page."""
    return f"event-{event.id}"


def _sources(resolved: ResolvedCourse, event: Event) -> list[str]:
    """The sources that report an event, each once."""
    return list(dict.fromkeys(passage_of(resolved, event, n).source for n in range(len(event.reports))))


# -- the list ---------------------------------------------------------------------------------------------------------


def _section(resolved: ResolvedCourse, group: Group) -> nodes.Element:
    section = nodes.section("", nodes.title("", group.title), ids=[group.anchor], names=[], classes=["timeline-group"])
    for year, events in group.years:
        entries = (_entry(resolved, event) for event in events)
        title = heading(3, str(year), classes=("timeline-year-title",))
        section += box("div", title, box("ol", *entries, classes=("timeline-events",)), classes=("timeline-year",))
    return section


def _entry(resolved: ResolvedCourse, event: Event) -> nodes.Element:
    title = heading(4, event.title, classes=("timeline-title",))
    when = paragraph(*_date(event), classes=("timeline-date",))
    text = [paragraph(" ".join(event.text.split()), classes=("timeline-text",))] if event.text else []
    reports = nodes.bullet_list(classes=["timeline-reports"])
    for n in range(len(event.reports)):
        reports += nodes.list_item("", _report(resolved, event, n))
    return box(
        "li", title, when, *text, reports, classes=("timeline-event",), ids=(anchor_of(event),), data_unit=event.unit or ""
    )  # fmt: skip


def _date(event: Event) -> list[nodes.Node]:
    return [
        nodes.Text(piece.text) if piece.iso is None else inline("time", piece.text, datetime=piece.iso)
        for piece in date_pieces(event.date)
    ]


def _report(resolved: ResolvedCourse, event: Event, n: int) -> nodes.Element:
    """What a source says of an event, its words, and where they stand."""
    report, passage = event.reports[n], passage_of(resolved, event, n)
    out: list[nodes.Node] = []
    if report.says:
        out.append(paragraph(" ".join(report.says.split()), classes=("timeline-says",)))
    if report.passage:
        lesson_id, _, name = report.passage.partition("/")
        lesson = resolved.course.lesson(lesson_id)
        assert lesson is not None
        title = next(excerpt.title for excerpt in lesson.value.excerpts() if excerpt.id == name)
        out.append(paragraph("Excerpt in “", lesson.value.title, "”: ", passage_link(report.passage, title)))
    else:
        out.append(verbatim(paragraph(*quoted(passage), classes=("timeline-words",))))
    out.append(paragraph(*where(resolved, passage), classes=("source-line",)))
    return box("div", *out, classes=("timeline-report",), data_source=passage.source)


# -- the strip --------------------------------------------------------------------------------------------------------


def _strip(resolved: ResolvedCourse, found: list[Group]) -> nodes.Element:
    """A scale for each group with a mark for each event. It repeats the list for the eye, so nothing else is told of it."""
    return screen_only(
        "div",
        screen_only("div", *(_scale(resolved, group) for group in found), classes=("timeline-scales",)),
        screen_only(
            "p",
            nodes.Text("Each mark is an event and leads to it. The more sources report it, the taller the mark."),
            classes=("timeline-legend",),
        ),
        classes=("timeline-strip",),
        aria_hidden="true",
    )


def _scale(resolved: ResolvedCourse, group: Group) -> nodes.Element:
    marks = (_mark(event, place, len(_sources(resolved, event))) for event, place in zip(group.events, group.places, strict=True))
    line = screen_only("line", x1="0", x2="100%", y1=str(FOOT), y2=str(FOOT))
    ends = [screen_only("span", nodes.Text(end)) for end in dict.fromkeys(group.ends)]
    return screen_only(
        "div",
        screen_only("p", nodes.Text(group.title), classes=("timeline-scale-title",)),
        screen_only("svg", line, *marks, width="100%", height=str(HEIGHT)),
        screen_only("p", *ends, classes=("timeline-scale-ends",)),
        classes=("timeline-scale",),
    )


def _mark(event: Event, place: float, sources: int) -> nodes.Element:
    """A mark that is easily hit: the bar that is seen, on a strip as tall as the scale."""
    x = f"{MARGIN + place * (100 - 2 * MARGIN):.2f}%"
    height = STEP * min(sources, TALLEST)
    told = f"{date_in_words(event.date)}: {event.title} ({sources} {'source' if sources == 1 else 'sources'})"
    return screen_only(
        "a",
        screen_only("title", nodes.Text(told)),
        screen_only("rect", x=x, y="0", width="8", height=str(HEIGHT), transform="translate(-4)", classes=("hit",)),
        screen_only(
            "rect", x=x, y=str(FOOT - height), width="4", height=str(height), transform="translate(-2)", classes=("bar",)
        ),
        href=f"#{anchor_of(event)}",
        tabindex="-1",
        classes=("timeline-mark",),
    )


# -- the controls -----------------------------------------------------------------------------------------------------


def _controls(resolved: ResolvedCourse, written: Timeline, found: list[Group]) -> nodes.Element:
    """A form whose fields are named as the page's address names them, so that a filtered timeline can be linked."""
    count = len(written.events)
    units = {group.unit: group.title if group.unit else "Other years" for group in found}
    shares = dict.fromkeys(units, 0)
    for group in found:
        shares[group.unit] += len(group.events)
    find = Choice("", "Events that mention", html={"type": "search", "name": "q"}, multiple=False)
    ticks = [_tick("unit", unit, f"{title} ({shares[unit]})") for unit, title in units.items()]
    return screen_only(
        "form",
        screen_only("p", find, classes=("timeline-find",)),
        _choices("Sources", *_source_ticks(resolved, written)),
        *([_choices("Units", *ticks)] if len(units) > 1 else []),
        screen_only(
            "div",
            screen_only("p", nodes.Text(f"{count} of {count} events shown"), classes=("timeline-count",), role="status"),
            screen_only("button", nodes.Text("Show all"), type="reset"),
            classes=("timeline-outcome",),
        ),
        classes=("timeline-filter",),
        aria_label="Filter the timeline",
        autocomplete="off",
    )


def _choices(title: str, *ticks: nodes.Node) -> nodes.Element:
    legend = screen_only("legend", nodes.Text(f"{title}, and how many events each has. Where none is ticked, all are shown."))
    return screen_only(
        "details",
        screen_only("summary", nodes.Text(title)),
        screen_only("fieldset", legend, *ticks),
        classes=("timeline-choices",),
    )


def _source_ticks(resolved: ResolvedCourse, written: Timeline) -> list[nodes.Node]:
    """A box for each source that reports an event, in the order of their records; articles below their document's title."""
    counts: dict[str, int] = {}
    for event in written.events:
        for source in _sources(resolved, event):
            counts[source] = counts.get(source, 0) + 1
    out: list[nodes.Node] = []
    records, documents = resolved.course.records(), resolved.course.documents()
    titles = {source: record.shown_title for source, record in records.items()}
    for document, sources in groupby(filter(counts.__contains__, records), lambda source: source.partition("/")[0]):
        ticks = {
            source: _tick("source", source, f"{titles[source]}, {records[source].date} ({counts[source]})") for source in sources
        }
        out += [ticks.pop(document)] if document in ticks else []
        if ticks:
            issue = screen_only("p", nodes.Text(f"In {issue_of(documents[document]) or titles[document]}:"))
            out.append(screen_only("div", issue, *ticks.values(), classes=("timeline-articles",)))
    return out


def _tick(name: str, value: str, text: str) -> nodes.Element:
    return verbatim(Choice("", text, html={"type": "checkbox", "name": name, "value": value}, multiple=True))
