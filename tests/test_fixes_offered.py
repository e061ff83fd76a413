"""What a problem proposes: names that were meant, dates in another form, the reading of the source, YAML that can be read."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.diagnostics.codes import Code
from generator.diagnostics.edits import edited
from generator.diagnostics.model import Diagnostic, Problems
from generator.fix.model import Wanted, key
from generator.fix.rounds import mend
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml
from generator.spec.dates import read_dates
from generator.spec.lesson import Lesson
from generator.spec.meant import Meant, meant
from generator.spec.meant_date import meant_date, meant_moment, turned_round
from generator.spec.model import Spec
from generator.spec.quiz import Quiz
from generator.spec.read import read_spec
from generator.spec.sources import Sources
from tests.sample_course import SAMPLE, edit
from tests.spec_mutations import mutant

# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("tilte", ["title", "quiz"], Meant("title", sure=True)),
        ("daet", ["date"], Meant("date", sure=True)),  # short, and two letters changed places
        ("dase", ["date"], Meant("date", sure=False)),
        ("fog-1872", ["fog-1871"], Meant("fog-1871", sure=False)),  # another year may be meant
        ("fogs", ["fog", "fogs-1", "frogs"], Meant("fogs-1", sure=True)),  # the beginning of one name alone
        ("bell", ["gazette/bell", "gazette/tower"], Meant("gazette/bell", sure=True)),
        ("bell", ["gazette/bell", "courier/bell"], None),
        ("fog", ["fog-1871"], None),  # three letters begin too many names
        ("keepers", ["keeper", "keeper-s"], Meant("keeper-s", sure=False)),
        ("nothing", ["title"], None),
        ("title", [], None),
    ],
)
def test_a_name_is_meant_if_it_is_like_one_and_surely_if_no_other_comes_near(word: str, known: list[str], expected: Meant | None) -> None:
    assert meant(word, known) == expected == meant(word, reversed(known))


@given(st.text("abc-1", min_size=1, max_size=8), st.lists(st.text("abc-1/", min_size=1, max_size=8), max_size=5))
def test_what_is_meant_is_one_of_the_names(word: str, known: list[str]) -> None:
    found = meant(word, known)
    assert found is None or found.word in known


# -- dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("1887-3-6", "1887-03-06"), ("1887/03/06", "1887-03-06"), ("1887.3", "1887-03"), ("6 March 1887", "1887-03-06"),
        ("6th of March 1887", "1887-03-06"), ("March 6, 1887", "1887-03-06"), ("Mar. 1887", "1887-03"), ("MARCH 1887", "1887-03"),
        ("1887-03-06 – 1887-03-08", "1887-03-06/1887-03-08"), ("6 March 1887 to 8 March 1887", "1887-03-06/1887-03-08"),
        ("1887-03-06/1887-03-06", "1887-03-06"), (" 1887 ", "1887"),
        ("03/04/1887", None), ("6/3/1887", None), ("Ma 1887", None), ("31 February 1887", None), ("1887-13", None), ("soon", None),
        ("1887-03-08/1887-03-06", None), ("87-03-06", None), ("", None), ("1887/1888/1889", None),
    ],
)  # fmt: skip
def test_a_date_in_another_form_is_read_where_it_can_mean_one_thing(written: str, date: str | None) -> None:
    assert meant_date(written) == date


@given(st.dates().filter(lambda day: day.year >= 1000), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%B %d, %Y"]))
def test_every_day_is_read_out_of_every_form(day: Any, form: str) -> None:
    assert meant_date(day.strftime(form)) == day.isoformat()


@given(st.text("0123456789-/. Marchto", max_size=24))
def test_whatever_is_read_is_a_date(written: str) -> None:
    date = meant_date(written)
    assert date is None or read_dates(date)


def test_a_deadline_gets_its_letter_and_an_interval_its_order() -> None:
    assert [meant_moment(one) for one in ("2026-05-04 23:59", "2026-05-04  9:05:00", "2026-05-04", "soon")] == [
        "2026-05-04T23:59", "2026-05-04T09:05", None, None,
    ]  # fmt: skip
    assert [turned_round(one) for one in ("1888/1887", "1887/soon", "1887")] == ["1887/1888", None, None]


# -- files that aren't YAML --------------------------------------------------------------------------------------------


def proposals(text: str) -> list[tuple[str, bool, str]]:
    """What is proposed for a file's only problem: title, whether it is sure, and what the file becomes."""
    problems = Problems()
    parse_yaml(SourceFile("a.yml", text), problems)
    (found,) = problems
    return [(fix.title, fix.sure, edited(text, fix.edits)) for fix in found.fixes]


QUOTES = "put the value in quotation marks"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: He says: no  # why\n", [(QUOTES, False, 'a: "He says: no"  # why\n')]),
        ("a:\n  - @home\n  - 1\n", [(QUOTES, False, 'a:\n  - "@home"\n  - 1\n')]),
        ("a: *b* is bold\n", [(QUOTES, False, 'a: "*b* is bold"\n')]),
        ('a: say "x": y\\z\n', [(QUOTES, False, 'a: "say \\"x\\": y\\\\z"\n')]),
        ("a: *b\n", [(QUOTES, False, 'a: "*b"\n')]),
        ("a: [1\nb: 2\n", []),
        ("a: 1\n b: 2\n", []),
        ("a: don\x92t\n", [("write `’`", False, "a: don’t\n"), ("remove the character", False, "a: dont\n")]),
        ("a: fo\x07g\n", [("remove the character", False, "a: fog\n")]),
        ("a: fo\x81g\n", [("remove the character", False, "a: fog\n")]),  # windows-1252 has no such character
        ("a: !!int 1\n", [("remove the tag", False, "a: 1\n")]),
        ("a: &x !y 1\n", [("remove the tag", False, "a: &x 1\n")]),
        ("a: 1\nb: 2\na: 1  # again\n", [("remove the second `a`", True, "a: 1\nb: 2\n")]),
        ("a: 1\nb: 2\na: 3\n", [("remove the second `a`", False, "a: 1\nb: 2\n"), ("remove the first `a`", False, "b: 2\na: 3\n")]),
        ("{a: 1, a: 2}", [("remove the second `a`", False, "{a: 1}"), ("remove the first `a`", False, "{a: 2}")]),
        ("- a: 1\n  a: 2\n- 3\n", [("remove the second `a`", False, "- a: 1\n- 3\n"), ("remove the first `a`", False, "- a: 2\n- 3\n")]),
        ("a: [1]\na: [1]\n", [("remove the second `a`", True, "a: [1]\n")]),
    ],
    ids=range(17),
)
def test_what_is_proposed_for_a_file_that_is_no_yaml_or_none_for_specs(text: str, expected: list[tuple[str, bool, str]]) -> None:
    assert proposals(text) == expected


# -- quotations --------------------------------------------------------------------------------------------------------

RECEIPT = "She rang for two years, and the Board paid her, after many letters, the sum of $12. I have held the receipt in my hand."


def quoted(sample: Path, words: str) -> list[tuple[str, bool]]:
    """The fixes for an excerpt with other words: their titles, and whether they are sure."""
    edit(sample / "lessons/ringer.yml", f"quote: >-\n        {RECEIPT}\n      gloss:\n        - after: two years\n          text: sic\n", f"quote: {words}\n")  # fmt: skip
    problems = Problems()
    pipeline.check(sample, problems)
    found: list[Diagnostic] = [one for one in problems if one.code.value.startswith(("quote-", "occurrence-"))]
    return [(fix.title, fix.sure) for one in found[:1] for fix in one.fixes]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the Board payed her, after many letters", [("write the source's reading", True)]),
        ("paid her, after meny leters, the sum of $12", [("write the source's reading", True)]),
        ("the Bord paid her, after many letters", [("write the source's reading", False)]),  # a name
        ("She rang for three years, and the Board paid her", [("write the source's reading", False)]),  # a number
        ("the Board never paid her, after many letters", [("write the source's reading", False)]),  # a negation
        ("and the Board paid her, after many lett", [("quote whole words", False)]),
        ("nothing like this stands anywhere in these papers at all", []),
    ],
)
def test_the_sources_reading_is_sure_only_where_nothing_that_matters_differs(sample: Path, words: str, expected: list[Any]) -> None:
    assert quoted(sample, words) == expected


# -- whatever is wrong -------------------------------------------------------------------------------------------------

MODELS: dict[str, type[Spec]] = {"lessons/ringer.yml": Lesson, "quizzes/ringer-quiz.yml": Quiz, "lessons/sources.yml": Sources}


@pytest.mark.parametrize("name", MODELS)
def test_mending_a_mutated_spec_makes_it_better_or_leaves_it_and_is_done_at_once(name: str) -> None:
    """The law, on 100 specs with slips from a seed: no crash, it stays YAML, what was mended is gone, and twice is once."""
    spec = yaml.load((SAMPLE / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # texts alone
    draw = random.Random(name)
    mended = 0
    for _ in range(100):
        text = mutant(spec, draw).text

        def check(texts: Mapping[str, str], text: str = text) -> Problems:
            problems = Problems()
            read_spec(SourceFile(name, texts.get(name, text)), MODELS[name], problems)
            return problems

        mending = mend(check, Wanted(offered=True))
        mended += len(mending.mended)
        assert not mending.unfinished
        after = {change.name: change.after for change in mending.changes}
        assert list(check(after)) == list(mending.left)
        assert mend(lambda texts, after=after, check=check: check({**after, **texts}), Wanted(offered=True)).changes == ()
        left = {key(found) for found in mending.left.all()}
        assert left.isdisjoint(key(repair.problem) for repair in mending.mended if repair.problem.code is not Code.DUPLICATE_KEY)
        assert parse_yaml(SourceFile(name, after.get(name, text)), Problems()) is not None
    assert mended > 20
