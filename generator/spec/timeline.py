"""The timeline as written: dated events, each with the passages that report it."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from generator.spec.allowance import TextAllowance
from generator.spec.citation import Words, check_one_way
from generator.spec.dates import DATE_FORM, BadDateError, Dates, read_dates
from generator.spec.model import Id, PassageId, Prose, SourceId, Spec, Text


def _plain_year(value: Any) -> Any:
    """A year without quotation marks is a number to YAML."""
    return f"{value:04}" if isinstance(value, int) and not isinstance(value, bool) else value


def _real(value: str) -> str:
    try:
        read_dates(value)
    except BadDateError as error:
        raise PydanticCustomError("bad_date", "{reason}", {"reason": error.reason, "fix": error.fix}) from error
    return value


_FORM = {"type": ["string", "integer"], "minimum": 1, "maximum": 9999, "pattern": f"^{DATE_FORM}(?:/{DATE_FORM})?$"}
EventDate = Annotated[str, BeforeValidator(_plain_year), AfterValidator(_real), WithJsonSchema(_FORM)]
"""A date that exists, as generator/spec/dates.py reads it."""


class Report(Words):
    """Words that report an event: a citation of its own, or an excerpt of a lesson."""

    source: SourceId | None = Field(None, examples=["keeper-1871"])
    """The document or article that holds the words; with `quote`, or `from` and `to`."""
    passage: PassageId | None = Field(None, examples=["fog/second-night"])
    """Instead of a citation: the excerpt that reports the event, as lesson/excerpt."""
    says: Text | None = Field(None, examples=["Gives the evening."])
    """What this source says of the event that others don't: its date, its figure, its word for it. Short and attributed."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.passage is not None:
            if self.model_fields_set - {"passage", "says"}:
                raise ValueError("has `passage`, which brings its own words; keep either `passage` or the citation")
            return self
        if self.source is None:
            raise ValueError("needs `source` and the words that report the event, or `passage`")
        check_one_way(self)
        return self


class Event(Spec):
    """Something that happened, and who says so."""

    id: Id = Field(examples=["fog-comes-in"])
    """Unique in the timeline; never changed: links use it."""
    date: EventDate = Field(examples=["1871-03-03"])
    """A year, month or day, or two of these with `/` between: `1871`, `1871-03`, `1871-03-04`, `1871-03-04/1871-03-06`."""
    title: Text = Field(examples=["The fog comes in"])
    """What happened, in neutral words."""
    unit: Id | None = Field(None, examples=["fog-1871"])
    """The unit that the event belongs to; without one it stands among the years between units."""
    text: Text | None = Field(None, examples=["The keeper counted them."])
    """One or two sentences, attributed, on what the sources agree or differ about."""
    reports: tuple[Report, ...] = Field(min_length=1)
    """The passages that report it."""

    @property
    def dates(self) -> Dates:
        """The days that the date covers."""
        return read_dates(self.date)


class Timeline(Spec):
    """All events. The page shows them by date, in whatever order they are written."""

    title: Text = Field(examples=["Day by day"])
    """As readers see it."""
    note: Prose = Field(examples=["Days are those of the keeper's account."])
    """What the timeline shows, and whose dates it gives. MyST Markdown, like prose in lessons."""
    events: tuple[Event, ...] = Field(min_length=1)
    """The events."""
    lint: tuple[TextAllowance, ...] = Field((), exclude=True)
    """Flaws that are allowed in the timeline's texts. No page shows them."""

    def by_date(self) -> list[Event]:
        """The events by the day at which they stand; those of the same days as they are written."""
        return sorted(self.events, key=lambda event: event.dates)
