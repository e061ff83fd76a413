"""The figure of an answer: a number or a date as a source gives it, with the word that goes before it.

Sources rarely give a bare figure. "At least 50" and "50" are different claims, and so are "2003" and "13 October 2003":
nothing here turns one into the other. A number is kept exactly as written; a date is the days that it may mean.
"""

from __future__ import annotations

import enum
import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from generator.spec.dates import DATE_FORM, BadDateError, Dates, read_dates
from generator.spec.model import Spec


class Bound(enum.StrEnum):
    """What a claim says of its figure."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    BETWEEN = "between"


_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}){0,2}")


def figure(written: Any) -> int | Decimal | Dates:
    """A number or a date as written; what pydantic is told where it is neither.

    Four digits in quotation marks are a year, a plain number never is.
    """
    if isinstance(written, (int, Decimal, Dates)) and not isinstance(written, bool):
        return written
    text = written if isinstance(written, str) else ""
    if _DATE.fullmatch(text):
        try:
            return read_dates(text)
        except BadDateError as error:
            raise PydanticCustomError("bad_date", "{reason}", {"reason": error.reason, "fix": error.fix}) from error
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    raise ValueError('is neither a number nor a date; write `1500`, `2.5`, `1952-04-09`, `1952-04` or, for a year, `"1952"`')


FIGURE_FORM = {"type": ["number", "string"], "pattern": rf"^(?:{DATE_FORM}|(?![0-9]{{4}}$){_NUMBER.pattern})$"}
"""What editors are told of a figure, which to them is a number or, where it is a date or in quotation marks, text."""
Figure = Annotated[int | Decimal | Dates, BeforeValidator(figure), WithJsonSchema(FIGURE_FORM)]


class Amount(Spec):
    """The figure of one answer. A bare number or date is short for `exactly`."""

    exactly: Figure | None = Field(None, examples=[77])
    """The figure and no other; short: `amount: 77`."""
    about: Figure | None = Field(None, examples=[200])
    """The figure or one near it."""
    at_least: Figure | None = Field(None, alias="at-least", examples=[50])
    """The figure or more; of dates, then or later."""
    more_than: Figure | None = Field(None, alias="more-than", examples=["1871-03-03"])
    """More than the figure; of dates, later."""
    at_most: Figure | None = Field(None, alias="at-most", examples=[12])
    """The figure or less; of dates, then or earlier."""
    less_than: Figure | None = Field(None, alias="less-than", examples=[100000])
    """Less than the figure; of dates, earlier. For "nearly", too."""
    between: tuple[Figure, ...] | None = Field(None, min_length=2, max_length=2, examples=[[50000, 100000]])
    """The low and the high end, both of which may be meant."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, written: Any) -> Any:
        return written if isinstance(written, dict) else {Bound.EXACTLY.value: figure(written)}

    @model_validator(mode="after")
    def _one_claim(self) -> Self:
        if len(self._given()) != 1:
            raise ValueError(f"holds exactly one of {', '.join(f'`{bound.value}`' for bound in Bound)}")
        if self.between is not None and len({type(end) is Dates for end in self.between}) == 1 and _reversed(*self.between):
            raise ValueError("has its low end above its high end; swap the two")
        return self

    @property
    def bound(self) -> Bound:
        """What is said of the figure."""
        return next(iter(self._given()))

    @property
    def figures(self) -> tuple[int | Decimal | Dates, ...]:
        """The figure, or both ends."""
        return next(iter(self._given().values()))

    @property
    def dated(self) -> frozenset[bool]:
        """Whether its figures are dates; both answers where its ends are of two kinds."""
        return frozenset(isinstance(found, Dates) for found in self.figures)

    def _given(self) -> dict[Bound, tuple[int | Decimal | Dates, ...]]:
        fields = ((bound, getattr(self, bound.value.replace("-", "_"))) for bound in Bound)
        return {bound: found if isinstance(found, tuple) else (found,) for bound, found in fields if found is not None}


def _reversed(low: Any, high: Any) -> bool:
    """Whether the low end lies above the high one."""
    return bool(low.first > high.last if isinstance(low, Dates) else low > high)
