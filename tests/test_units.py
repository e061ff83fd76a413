"""Units: their order, their openers, the home page's contents, and what the whole course must show of them."""

from pathlib import Path

import pytest

from generator import pipeline
from generator.citations import citations
from generator.diagnostics.model import Problems
from generator.render.unit_page import Card, cards, quoted, unit_page
from generator.spec.course import Course, load_course
from generator.spec.units import Unit
from generator.sphinx_ext.draw_cover import contents, cover
from generator.sphinx_ext.draw_unit import lessons, sources, unit_link
from tests.reading import place_of, places, words
from tests.sample_course import edit

UNITS, TOC = "lessons/units.yml", "_toc.yml"
EMPTY = "  - id: harbour\n    title: The harbour\n    question: Who paid?\n    opening: Everybody paid.\n"


def course_of(root: Path) -> Course:
    course = load_course(root, Problems())
    assert course is not None
    return course


def check(root: Path) -> Problems:
    problems = Problems()
    pipeline.check(root, problems)
    return problems


def add_unit(root: Path) -> None:
    """A unit to which no lesson belongs."""
    with (root / UNITS).open("a", encoding="utf-8") as stream:
        stream.write(EMPTY)


def in_order(course: Course) -> list[tuple[str, list[str]]]:
    return [(unit, [lesson.id for lesson in taught]) for unit, taught in course.contents.items()]


def words_of(unit: Unit) -> str:
    return "".join(part if isinstance(part, str) else part.astext() for part in unit_link(unit))


# -- order -------------------------------------------------------------------------------------------------------------


def test_units_and_lessons_stand_in_the_order_of_the_book(sample: Path) -> None:
    assert in_order(course_of(sample)) == [("clock", ["stopped-clock", "ringer"]), ("town", ["asking"])]
    toc = (sample / TOC).read_text(encoding="utf-8")
    start, middle, end = (toc.index(f"  - caption: {part}\n") for part in ("The clock", "The town", "Sources"))
    swapped = toc[start:middle].replace("stopped-clock", "?").replace("ringer", "stopped-clock").replace("?", "ringer")
    (sample / TOC).write_text(toc[:start] + toc[middle:end] + swapped + toc[end:], encoding="utf-8")
    assert in_order(course_of(sample)) == [("town", ["asking"]), ("clock", ["ringer", "stopped-clock"])]
    assert places(check(sample)) == []


def test_what_the_book_does_not_list_comes_last(sample: Path) -> None:
    (sample / TOC).write_text("root: book/chapters/ringer\n", encoding="utf-8")
    assert in_order(course_of(sample)) == [("clock", ["ringer", "stopped-clock"]), ("town", ["asking"])]
    (sample / TOC).unlink()
    assert in_order(course_of(sample)) == [("clock", ["ringer", "stopped-clock"]), ("town", ["asking"])]


# -- pages -------------------------------------------------------------------------------------------------------------


def test_an_opener_is_the_title_and_the_prose_as_written_between_directives(sample: Path) -> None:
    course = course_of(sample)
    page = unit_page(course, "town")
    directives = [line for line in page.splitlines() if line.startswith("```{")]
    assert directives == ["```{unit} town", "```{unit-lessons} town", "```{unit-sources} town"]
    assert page.startswith("# The town\n\n```{unit} town\n")
    assert f"\n\n{course.unit('town').opening}\n\n## Lessons\n" in page


def test_a_card_counts_what_its_lesson_holds(sample: Path) -> None:
    course = course_of(sample)
    asked = "When did the clock stop, and how many people came to look?"
    assert cards(course, "clock") == [
        Card("stopped-clock", "A clock stops", asked, excerpts=2, comparisons=1, items=len(course.quizzes[2].value.items), graded=False),
        Card("ringer", "The ringer", "Who kept the time of the town when the clock did not?", 2, 1, len(course.quizzes[1].value.items), graded=False),
    ]
    (asking,) = cards(course, "town")
    assert (asking.excerpts, asking.comparisons, asking.items, asking.graded) == (1, 0, len(course.quizzes[0].value.items), True)
    assert [item.astext().split("\n\n")[-1] for item in (*lessons(course, "clock"), *lessons(course, "town"))] == [
        "2 excerpts, 1 comparison, quiz with 8 items",
        "2 excerpts, 1 comparison, quiz with 5 items",
        "1 excerpt, graded quiz with 6 items",
    ]


def test_a_lesson_without_a_quiz_says_so_on_its_card(sample: Path) -> None:
    edit(sample / "lessons/asking.yml", "quiz: asking-quiz\n", "")
    assert lessons(course_of(sample), "town").astext().endswith("1 excerpt, no quiz")


def test_an_opener_lists_each_source_that_excerpts_and_comparisons_quote_once_in_the_order_of_the_records(sample: Path) -> None:
    course = course_of(sample)
    assert list(quoted(course, "clock")) == ["courier-1887", "tidings-1887", "gazette-1890/tower", "gazette-1890/bell"]
    assert quoted(course, "town") == {"tidings-1887": "“No Hands at the Helm”, Evening Tidings, 4 March 1887"}


def test_no_quiz_tells_an_opener_what_it_proves(sample: Path) -> None:
    """The evidence of a graded quiz names a source; a page that listed it would give away where the key stands."""
    evidence = "    evidence:\n      source: tidings-1887\n      quote: It asked last autumn\n"
    edit(sample / "quizzes/asking-quiz.yml", evidence, "    evidence:\n      source: courier-1887\n      quote: had been sick for years\n")
    assert list(quoted(course_of(sample), "town")) == ["tidings-1887"]


def test_years_stand_before_the_title_unless_it_begins_with_them() -> None:
    unit = Unit(id="fog", title="The fog", question="Why?", opening="Because.")
    assert words_of(unit) == "The fog"
    assert words_of(unit.model_copy(update={"years": "1871"})) == "1871 The fog"
    assert words_of(unit.model_copy(update={"years": "1871", "title": "1871: fog"})) == "1871: fog"


def test_openers_are_made_with_the_course_and_removed_with_their_unit(sample: Path) -> None:
    def made() -> list[str]:
        resolved, _ = pipeline.check(sample, Problems())
        assert resolved is not None
        pipeline.make(resolved)
        return sorted(path.name for path in (sample / "book/units").iterdir())

    add_unit(sample)
    assert made() == ["clock.md", "harbour.md", "town.md"]
    edit(sample / UNITS, EMPTY, "")
    assert made() == ["clock.md", "town.md"]


# -- the home page -----------------------------------------------------------------------------------------------------


def test_the_cover_says_what_the_book_holds_and_leads_to_its_first_page(sample: Path) -> None:
    add_unit(sample)  # without lessons it isn't in the book yet
    course = course_of(sample)
    drawn = cover(course, "The clock of Kesterhaven", "Four texts")
    count = sum(1 for _ in citations(course))
    assert [part.astext() for part in drawn] == [
        "Four texts",
        f"2 units, 3 lessons, 4 documents, {count} quotations proved verbatim",
        "Begin: book/units/clock",  # the page's title takes the place of its name when Sphinx knows it
    ]
    assert drawn["html"]["aria-label"] == "The clock of Kesterhaven"
    assert len(cover(course, "The clock of Kesterhaven", "")) == len(drawn) - 1


def test_the_contents_ask_every_question_in_the_order_of_the_book(sample: Path) -> None:
    add_unit(sample)
    course = course_of(sample)
    assert [line for line in contents(course).astext().splitlines() if line.endswith("?")] == [
        course.unit("clock").question,
        *(lesson.question for lesson in course.contents["clock"]),
        course.unit("town").question,
        *(lesson.question for lesson in course.contents["town"]),
    ]


# -- units whose lessons are still to come -----------------------------------------------------------------------------


def test_a_unit_without_lessons_is_a_warning_and_needs_no_place_in_the_book(sample: Path) -> None:
    add_unit(sample)
    assert words(check(sample)) == [
        ("no lesson belongs to the unit `harbour`", "write `unit: harbour` in its lessons, or remove the unit")
    ]
    edit(sample / TOC, "      - file: book/units/town\n", "      - file: book/units/town\n      - file: book/units/harbour\n")
    assert [code for code, *_ in places(check(sample))] == ["unit-empty"]


def test_its_opener_says_that_nothing_is_there_yet(sample: Path) -> None:
    add_unit(sample)
    course = course_of(sample)
    assert [part(course, "harbour").astext() for part in (lessons, sources)] == ["There is no lesson yet.", "None yet."]


def test_no_unit_is_called_empty_while_a_lesson_cannot_be_read_or_names_an_unknown_one(sample: Path) -> None:
    edit(sample / "lessons/asking.yml", "unit: town", "unit: twon")
    assert places(check(sample)) == [("unknown-reference", 3, 7, "twon")]
    edit(sample / "lessons/asking.yml", "unit: twon", "unit: [town]")
    assert [code for code, *_ in places(check(sample))] == ["wrong-type"]


# -- units that can't be read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new", "code"), [("  - id: clock", "  - id: The clock", "bad-id"), ("units:", "units", "yaml-syntax")])
def test_units_that_cannot_be_read_are_one_problem_and_their_pages_are_taken_on_trust(
    sample: Path, old: str, new: str, code: str
) -> None:
    edit(sample / UNITS, old, new)
    assert [code for code, *_ in places(check(sample))] == [code]


def test_a_course_of_sources_alone_needs_no_units(sample: Path) -> None:
    for path in [*(sample / "lessons").glob("*.yml"), *(sample / "quizzes").glob("*.yml")]:
        if path.name not in {"sources.yml", "glossary.yml"}:
            path.unlink()
    course = course_of(sample)
    assert (course.units, course.contents) == (None, {})
    assert {code for code, *_ in places(check(sample))} == {"toc-unknown"}


# -- openings ----------------------------------------------------------------------------------------------------------


def test_an_opening_holds_no_heading_of_any_level(sample: Path) -> None:
    edit(sample / UNITS, "      The keeper is heard", "      ###### Small\n\n      Large\n      -----\n\n      The keeper is heard")
    assert places(check(sample)) == [
        ("unsafe-markup", *place_of(sample / UNITS, "###### Small"), "######"),
        ("unsafe-markup", *place_of(sample / UNITS, "Large\n"), "Large"),
    ]


def test_an_excerpt_is_named_with_its_lesson_in_an_opening(sample: Path) -> None:
    edit(sample / UNITS, "{passage}`stopped-clock/keeper`", "{passage}`keeper`")
    assert words(check(sample)) == [("there is no excerpt `keeper`", "did you mean `stopped-clock/keeper`?")]
