"""Amounts: what authors may write, what is wrong with what they may not, and whether a figure stands in its row's words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.model import Problems
from generator.diagnostics.to_text import as_text
from generator.figures import figures_in
from generator.source.files import SourceFile
from generator.spec.amount import Amount, Bound
from generator.spec.dates import read_dates
from generator.spec.lesson import Lesson
from generator.spec.read import read_spec

LESSON = """\
id: l
title: T
unit: u
question: Q
objectives: [O]
body:
  - comparison:
      id: c
      question: Q
      verdict: conflict
      note: N
      measure: people
      rows:
        - {{id: a, value: v, source: s, quote: q, amount: {amount}}}
        - {{id: b, value: v, source: s, quote: q}}
limits: L
"""


def read(amount: str) -> tuple[Amount | None, list[str]]:
    """The amount as YAML gives it, and the problems: code, message and help."""
    problems = Problems()
    file = SourceFile("lessons/l.yml", LESSON.format(amount=amount))
    lesson = read_spec(file, Lesson, problems)
    found = [f"{p.code.value}: {p.message}" + (f" ({p.help})" if p.help else "") for p in problems]
    comparison = lesson.value.body[0].comparison if lesson else None
    return comparison.rows[0].amount if comparison else None, found


@pytest.mark.parametrize(
    ("written", "bound", "figures"),
    [
        ("77", Bound.EXACTLY, (77,)),
        ("-3", Bound.EXACTLY, (-3,)),
        ("3.16", Bound.EXACTLY, (Decimal("3.16"),)),
        ("{exactly: 77}", Bound.EXACTLY, (77,)),
        ("1952", Bound.EXACTLY, (1952,)),
        ('"1952"', Bound.EXACTLY, (read_dates("1952"),)),
        ("2024-02", Bound.EXACTLY, (read_dates("2024-02"),)),
        ("1952-04-09", Bound.EXACTLY, (read_dates("1952-04-09"),)),
        ("{about: 200}", Bound.ABOUT, (200,)),
        ("{at-least: 50}", Bound.AT_LEAST, (50,)),
        ("{more-than: 1952-04}", Bound.MORE_THAN, (read_dates("1952-04"),)),
        ("{at-most: 12}", Bound.AT_MOST, (12,)),
        ("{less-than: 70}", Bound.LESS_THAN, (70,)),
        ("{between: [50000, 100000]}", Bound.BETWEEN, (50000, 100000)),
        ("{between: [5, 5]}", Bound.BETWEEN, (5, 5)),
        ("{between: [2003-10, 2003-10-13]}", Bound.BETWEEN, (read_dates("2003-10"), read_dates("2003-10-13"))),
    ],
)
def test_an_amount_is_its_figure_and_what_is_said_of_it(written: str, bound: Bound, figures: tuple[Any, ...]) -> None:
    amount, problems = read(written)
    assert problems == []
    assert amount is not None
    assert (amount.bound, amount.figures) == (bound, figures)


NEITHER = 'is neither a number nor a date; write `1500`, `2.5`, `1952-04-09`, `1952-04` or, for a year, `"1952"`'
ONE = "`amount` holds exactly one of `exactly`, `about`, `at-least`, `more-than`, `at-most`, `less-than`, `between`"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("nearly 70", f"bad-value: `amount` {NEITHER}"),
        ("'100,000'", f"bad-value: `amount` {NEITHER}"),
        ("true", f"bad-value: `amount` {NEITHER}"),
        ("[5, 6]", f"bad-value: `amount` {NEITHER}"),
        ("{about: many}", f"bad-value: `about` {NEITHER}"),
        ("{}", f"bad-value: {ONE}"),
        ("{about: }", f"bad-value: {ONE}"),
        ("{about: 1, at-most: 2}", f"bad-value: {ONE}"),
        ("{between: [6, 5]}", "bad-value: `amount` has its low end above its high end; swap the two"),
        ("{between: [2004, 2003-12-31]}", None),
        ("{between: ['2004', 2003-12-31]}", "bad-value: `amount` has its low end above its high end; swap the two"),
        ("{between: [5]}", "bad-value: `between` must have 2 or more entries, and has 1"),
        ("{between: [5, 6, 7]}", "bad-value: `between` may have at most 2 entries, and has 3"),
        ("{between: 5}", "wrong-type: `between` must be a list, not the number 5"),
        ("2003-02-29", "bad-date: `amount` `2003-02-29` has no such day (February 2003 has the days 01 to 28)"),
        ("{about: 2003-13}", "bad-date: `about` `2003-13` has no such month (use a month from 01 to 12)"),
        ("{atleast: 5}", "unknown-key: unknown key `atleast` (did you mean `at-least`?)"),
    ],
)
def test_what_is_no_amount_is_told_with_what_to_write(written: str, problem: str | None) -> None:
    assert read(written)[1] == ([problem] if problem else [])


def test_a_problem_points_at_the_amount() -> None:
    problems = Problems()
    read_spec(SourceFile("lessons/l.yml", LESSON.format(amount="nearly 70")), Lesson, problems)
    (found,) = problems
    assert as_text(found).splitlines()[1:5] == [
        "  --> lessons/l.yml:14:58",
        "   |",
        "14 |         - {id: a, value: v, source: s, quote: q, amount: nearly 70}",
        "   |                                                          ^^^^^^^^^",
    ]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("more than 77 killed and 400 wounded in 24 days", {77, 400, 24}),
        ("between 50,000 and 100,000 armed men", {50_000, 100_000}),
        ("1.8% of the 100\u202f000", {Decimal("1.8"), 100_000}),
        ("Ten thousand miners, a 16-day strike", {10_000, 16}),
        ("twenty-five of seven hundred and four", {25, 704}),
        ("two hundred and fifty thousand; a hundred; 2.5 million", {250_000, 100, 2_500_000}),
        ("On June 17 and 18, nine, or twelve", {17, 18, 9, 12}),
        ("two thousand and five hundred", {2500}),
        ("someone attended often, at nineteenth street", set()),
    ],
)
def test_numbers_are_read_in_digits_and_in_english_words(text: str, numbers: set[Any]) -> None:
    assert figures_in(text) == numbers


SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def spoken(n: int) -> str:
    """A number up to 999,999 as English says it."""
    if n >= 1000:
        return f"{spoken(n // 1000)} thousand" + (f" {spoken(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        return f"{SMALL[n // 100]} hundred" + (f" and {spoken(n % 100)}" if n % 100 else "")
    if n >= 20:
        return TENS[n // 10 - 2] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    return SMALL[n]


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 999))
def test_every_number_below_a_thousand_is_understood_however_it_is_written(n: int) -> None:
    assert figures_in(f"about {spoken(n)}, that is {n}, were there") == {n}
    assert figures_in(f"{spoken(n).capitalize()} thousand; {n:,} thousand") == {n * 1000}
