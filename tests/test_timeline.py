"""The timeline: dates as written, as read and in words; how events are laid out; what the lock, the pages and the page itself hold."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.citations import citations
from generator.diagnostics.model import Problems
from generator.render.date_in_words import date_in_words, date_pieces, short_month
from generator.render.timeline_groups import FINEST, groups, spread
from generator.resolve import ResolvedCourse
from generator.spec.course import TIMELINE, Course, load_course
from generator.spec.dates import MONTHS, BadDateError, Dates, read_dates
from tests.sample_course import SAMPLE, edit, run_python

# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "stands", "first", "last"),
    [
        ("1887-03-04", "1887-03-04", "1887-03-04", "1887-03-04"),
        ("1888-02", "1888-02-15", "1888-02-01", "1888-02-29"),
        ("1887", "1887-07-02", "1887-01-01", "1887-12-31"),
        ("0001", "0001-07-02", "0001-01-01", "0001-12-31"),
        ("9999", "9999-07-02", "9999-01-01", "9999-12-31"),
        ("1887-03-04/1889-02-05", "1887-03-04", "1887-03-04", "1889-02-05"),
        ("1887-03/1887-05", "1887-03-16", "1887-03-01", "1887-05-31"),
        ("1884/1886", "1884-07-01", "1884-01-01", "1886-12-31"),
        ("1887-03-04/1887-04", "1887-03-04", "1887-03-04", "1887-04-30"),
    ],
)
def test_a_date_covers_its_days_and_stands_in_the_middle_of_where_it_begins(written: str, stands: str, first: str, last: str) -> None:
    assert read_dates(written) == Dates(*map(date.fromisoformat, (stands, first, last)))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "is not written as a date"),
        ("87", "is not written as a date"),
        ("1887-3-4", "is not written as a date"),
        ("1887-03-04T08:00", "is not written as a date"),
        ("1887-03-04/", "is not written as a date"),
        ("1887/1888/1889", "is not written as a date"),
        ("-0043", "is not written as a date"),
        ("１８８７", "is not written as a date"),
        ("0000", "has no such year"),
        ("1887-00", "has no such month"),
        ("1887-13", "has no such month"),
        ("1887-04-00", "has no such day"),
        ("1887-04-31", "has no such day"),
        ("1900-02-29", "has no such day"),
        ("1888/1887", "doesn't end later than it begins"),
        ("1887/1887", "doesn't end later than it begins"),
        ("1887-03/1887-03-31", "doesn't end later than it begins"),
    ],
)
def test_what_is_no_date_is_told_from_what_is_not_in_the_calendar(written: str, reason: str) -> None:
    with pytest.raises(BadDateError) as raised:
        read_dates(written)
    assert raised.value.reason == reason
    assert raised.value.fix


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    assert read_dates(day.isoformat()) == Dates(day, day, day)
    assert read_dates(f"{day.year:04}-{day.month:02}").first <= day <= read_dates(f"{day.year:04}").last


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1887-03-04", "4 March 1887"),
        ("1887-03", "March 1887"),
        ("0087", "87"),
        ("1887-03-04/1887-03-06", "4–6 March 1887"),
        ("1887-03-04/1887-04-04", "4 March – 4 April 1887"),
        ("1887-03/1887-05", "March–May 1887"),
        ("1884/1886", "1884–1886"),
        ("1886-12/1887-01", "December 1886 – January 1887"),
        ("1887-03-04/1889-02-05", "4 March 1887 – 5 February 1889"),
        ("1887/1888-03", "1887–March 1888"),
        ("1887-03-04/1887-05", "4 March 1887 – May 1887"),
    ],
)
def test_a_date_in_words_says_once_what_its_ends_share(written: str, said: str) -> None:
    assert date_in_words(written) == said
    assert "/".join(piece.iso for piece in date_pieces(written) if piece.iso) == written


def test_months_don_t_follow_the_locale_of_whoever_builds() -> None:
    script = "import locale, sys; locale.setlocale(locale.LC_ALL, ''); from generator.render.date_in_words import date_in_words as w; print(w('1887-03'))"
    assert run_python(SAMPLE, "-c", script).stdout == "March 1887\n"
    assert [short_month(f"1887-{n + 1:02}-01") for n in range(12)] == [f"{month[:3]} 1887" for month in MONTHS]
    assert short_month("1887") == "1887"


# -- places on the strip ----------------------------------------------------------------------------------------------


@given(st.lists(st.floats(0, 1), min_size=1, max_size=80).map(sorted))
def test_marks_keep_their_order_stand_on_the_scale_and_are_told_apart(places: list[float]) -> None:
    spaced = spread(places)
    apart = 1 / max(FINEST, len(places))
    assert len(spaced) == len(places)
    assert min(spaced) > -1e-9
    assert max(spaced) <= 1
    assert all(after - before >= apart - 1e-9 for before, after in pairwise(spaced))


def test_marks_that_are_far_enough_apart_stand_where_their_dates_do() -> None:
    assert spread([0.0, 0.25, 0.5, 1.0]) == [0.0, 0.25, 0.5, 1.0]


# -- the sample's timeline --------------------------------------------------------------------------------------------


def loaded(root: Path) -> Course:
    course = load_course(root, Problems())
    assert course is not None
    return course


def resolved(root: Path) -> ResolvedCourse:
    found, _ = pipeline.check(root, Problems())
    assert found is not None
    return found


def laid_out(root: Path) -> list[tuple[str, str, list[tuple[int, list[str]]]]]:
    course = loaded(root)
    assert course.timeline is not None
    return [
        (group.anchor, group.title, [(year, [event.id for event in events]) for year, events in group.years])
        for group in groups(course, course.timeline.value)
    ]


def test_events_stand_by_date_under_unit_and_year_and_those_without_a_unit_between(sample: Path) -> None:
    assert laid_out(sample) == [
        ("timeline-other-0", "Other years: 1852", [(1852, ["wreck"])]),
        ("timeline-clock", "1887: The clock", [(1884, ["stuck-hands"]), (1887, ["clock-stops", "ringing"])]),
        ("timeline-town", "The town", [(1887, ["meeting"])]),
    ]
    edit(sample / TIMELINE, "    date: 1852-12\n", "    date: 1887-03-05/1888\n")
    assert [title for _, title, _ in laid_out(sample)] == ["1887: The clock", "Other years: 1887", "The town"]


def test_each_report_that_cites_has_its_key_and_excerpts_are_not_cited_twice(sample: Path) -> None:
    keys = [cited.key for cited in citations(loaded(sample)) if cited.key.startswith("timeline/")]
    assert keys == [
        "timeline/meeting/1",
        "timeline/meeting/2",
        "timeline/wreck/1",
        "timeline/clock-stops/1",
        "timeline/clock-stops/2",
        "timeline/ringing/1",
        "timeline/stuck-hands/1",
    ]
    assert set(keys) < set(resolved(sample).lock.passages)


def test_an_excerpt_can_be_named_while_a_lesson_can_t_be_read(sample: Path) -> None:
    """Whether the excerpt exists can't be known then."""
    with (sample / "lessons" / "stopped-clock.yml").open("a", encoding="utf-8") as lesson:
        lesson.write("colour: red\n")
    problems = Problems()
    load_course(sample, problems)
    assert {found.code.value for found in problems} == {"unknown-key"}


def test_a_timeline_that_can_t_be_read_is_one_problem_and_its_page_stays_listed(sample: Path) -> None:
    edit(sample / TIMELINE, "title: A timeline of the clock\n", "")
    problems = Problems()
    pipeline.check(sample, problems)
    assert [(found.code.value, found.file.name) for found in problems] == [("missing-key", TIMELINE)]


def test_a_year_needs_no_quotation_marks(sample: Path) -> None:
    edit(sample / TIMELINE, "    date: 1884\n", '    date: "1884"\n')
    quoted = laid_out(sample)
    edit(sample / TIMELINE, '    date: "1884"\n', "    date: 1884\n")
    assert laid_out(sample) == quoted


def test_a_course_without_a_timeline_has_no_such_page(sample: Path) -> None:
    (sample / TIMELINE).unlink()
    edit(sample / "_toc.yml", "      - file: book/timeline\n", "")
    pipeline.make(resolved(sample))
    assert not (sample / "book/timeline.md").exists()


def digest(root: Path, page: str) -> str:
    """What a made page says that its directive is made of."""
    pipeline.make(resolved(root))
    (found,) = re.findall(r"^:made-of: (\w+)$", (root / page).read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (TIMELINE, "title: The hands stick for an hour", "title: The hands stick"),
        ("lessons/stopped-clock.yml", "title: The hands of the clock", "title: Hands"),
        ("lessons/units.yml", "title: The town", "title: A town"),
        ("lessons/sources.yml", "date: 4 March 1887\n", "date: 4 March 1887, at five\n"),
    ],
)
def test_the_page_changes_when_something_on_it_does(sample: Path, file: str, old: str, new: str) -> None:
    before = digest(sample, "book/timeline.md")
    edit(sample / file, old, new)
    assert digest(sample, "book/timeline.md") != before


def test_the_page_of_a_source_changes_when_an_event_that_it_reports_is_renamed(sample: Path) -> None:
    before = digest(sample, "book/sources/tidings-1887.md")
    edit(sample / TIMELINE, "title: The hands stick for an hour", "title: The hands stick")
    assert digest(sample, "book/sources/tidings-1887.md") != before


# -- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(built_sample: Path) -> str:
    """The timeline."""
    return (built_sample / "_build/html/book/timeline.html").read_text(encoding="utf-8")


def event(page_: str, name: str) -> str:
    """The entry of an event, whose reports are a list in it."""
    at = page_.index(f'id="event-{name}"')
    return page_[at : page_.index("</ul>", at)]


def test_an_event_has_its_date_for_people_and_programs(page: str) -> None:
    assert '<time datetime="1887-03-03">3</time>–<time datetime="1887-03-04">4 March 1887</time>' in event(page, "clock-stops")
    assert '<time datetime="1884">1884</time>' in event(page, "stuck-hands")


def test_every_report_has_its_words_and_leads_to_its_source_or_its_excerpt(page: str) -> None:
    entry = event(page, "clock-stops")
    assert re.findall(r'data-source="([^"]+)"', entry) == ["courier-1887", "tidings-1887", "courier-1887"]
    assert "“Its hands stand at eleven minutes past four”" in entry
    assert [link for link in re.findall(r'href="([^"]+)"', entry) if not link.startswith("#")] == [
        "sources/courier-1887.html#source-courier-1887",
        "sources/tidings-1887.html#source-tidings-1887",
        "chapters/stopped-clock.html#stopped-clock-face",
        "sources/courier-1887.html#source-courier-1887",
    ]


def test_what_an_author_writes_is_text_and_never_markup(page: str) -> None:
    assert "&lt;b&gt;both&lt;/b&gt;" in event(page, "clock-stops")
    assert "<b>both" not in page


def test_boxes_to_tick_count_the_events_of_each_source_and_unit(page: str) -> None:
    ticks = re.findall(r'<input type="checkbox" name="(\w+)" value="([^"]*)"><span>([^<]*)</span>', page)
    assert ticks == [
        ("source", "courier-1887", "The Clock Is Silent, 5 March 1887 (1)"),
        ("source", "tidings-1887", "No Hands at the Helm, 4 March 1887 (3)"),
        ("source", "gazette-1890/tower", "How the Tower Came to Stand, 1890 (1)"),
        ("source", "gazette-1890/bell", "The Bell of the Low Town, 1890 (1)"),
        ("source", "handbill-1887", "To All Who Pay Harbour Dues, March 1887 (1)"),
        ("unit", "", "Other years (1)"),
        ("unit", "clock", "1887: The clock (3)"),
        ("unit", "town", "The town (1)"),
    ]


def test_the_strip_has_a_mark_for_each_event_that_grows_with_its_sources(page: str) -> None:
    marks = re.findall(r'<a class="timeline-mark" href="#event-([\w-]+)".*?class="bar" height="(\d+)"', page, re.DOTALL)
    assert sorted(marks) == [("clock-stops", "18"), ("meeting", "18"), ("ringing", "9"), ("stuck-hands", "9"), ("wreck", "9")]


def test_the_page_of_a_source_names_the_events_that_it_reports(built_sample: Path) -> None:
    source = (built_sample / "_build/html/book/sources/tidings-1887.html").read_text(encoding="utf-8")
    assert re.findall(r'href="../timeline.html#event-([\w-]+)"', source) == ["clock-stops", "stuck-hands", "meeting"]
