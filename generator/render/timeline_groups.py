"""How the timeline is laid out: events under their units and years, and where each stands on its group's scale."""

from __future__ import annotations

from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from generator.render.date_in_words import short_month

if TYPE_CHECKING:
    from generator.spec.course import Course
    from generator.spec.timeline import Event, Timeline
    from generator.spec.units import Unit

OTHER_YEARS = ""
"""Stands for the unit of events that have none; no unit can have this id."""
FINEST = 25
"""On how many places marks stand at least: where many events fall together, their marks are set side by side."""


class Group(NamedTuple):
    """Events that stand together, in order."""

    unit: str
    title: str
    anchor: str
    events: list[Event]

    @property
    def years(self) -> list[tuple[int, list[Event]]]:
        """The events under the year in which each begins."""
        return [(year, list(events)) for year, events in groupby(self.events, lambda event: event.dates.first.year)]

    @property
    def ends(self) -> tuple[str, str]:
        """The months in which the first event begins and the last one does."""
        first, last = (short_month(event.date.partition("/")[0]) for event in (self.events[0], self.events[-1]))
        return first, last

    @property
    def places(self) -> list[float]:
        """The place of each event on a scale of days from 0 to 1, no two closer than marks can be told apart."""
        days = [event.dates.stands.toordinal() for event in self.events]
        return spread([(day - days[0]) / max(1, days[-1] - days[0]) for day in days])


def groups(course: Course, timeline: Timeline) -> list[Group]:
    """The units that have events, by their first one. Events without a unit stand after the unit that began before them."""
    events = timeline.by_date()
    begun = sorted((events[0].dates.stands, unit) for unit, events in _by_unit(events).items() if unit != OTHER_YEARS)
    place = {unit: 2 * n + 1 for n, (_, unit) in enumerate(begun)}

    def where(event: Event) -> int:
        if event.unit is not None:
            return place[event.unit]
        return 2 * sum(day <= event.dates.stands for day, _ in begun)

    found = []
    for at, together in groupby(sorted(events, key=where), where):
        listed = list(together)
        unit = listed[0].unit
        if unit is not None:
            found.append(Group(unit, unit_label(course.unit(unit)), f"timeline-{unit}", listed))
        else:
            first, last = listed[0].dates.first.year, listed[-1].dates.first.year
            years = str(first) if first == last else f"{first}–{last}"
            found.append(Group(OTHER_YEARS, f"Other years: {years}", f"timeline-other-{at}", listed))
    return found


def _by_unit(events: list[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.unit or OTHER_YEARS, []).append(event)
    return found


def unit_label(unit: Unit) -> str:
    """A unit's title with its years before it, once."""
    return unit.title if unit.years is None or unit.title.startswith(unit.years) else f"{unit.years}: {unit.title}"


def spread(places: list[float]) -> list[float]:
    """Places in order from 0 to 1, moved to the right until they are apart, then back where they ran over the end."""
    apart = 1 / max(FINEST, len(places))
    moved = list(accumulate(places, lambda before, place: max(place, before + apart)))
    back = accumulate(reversed(moved), lambda after, place: min(place, after - apart), initial=1 + apart)
    return list(back)[:0:-1]
