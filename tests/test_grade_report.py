"""The report: what waits for somebody comes first, every file of which something is to be said stands in it, and all of it is text."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from generator.grade.flags import Flag, Weight
from generator.grade.report import Report, report_json, report_of
from generator.grade.report_html import report_page
from generator.resolve import ResolvedCourse
from tests.marking import ASKING, HALF, KINDS, RIGHT, at, course, graded, reading

NASTY = "<img src=x onerror=alert(1)>&\"'"
FILES = (
    reading("Ada/a.ipynb", HALF, handed_in=at(9)), reading("Ada/b.ipynb", RIGHT, handed_in=at(10)),
    reading("Ben/a.ipynb", RIGHT, (Flag.ITEM_MISSING, "k-one"), Flag.TEXT_EDITED, handed_in=at(9)),
    reading(f"{NASTY}/a.pdf", None, Flag.NOT_OURS, handed_in=at(9)),
)  # fmt: skip
RULES = {
    "quizzes": [{"quiz": KINDS, "due": "2026-05-04T09:30", "weight": 2}], "late": {"per_day": 5, "grace": 10, "most": 50, "refuse_after": 9},
    "resubmissions": "last", "drop_lowest": 1,
}  # fmt: skip


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


def the_report(asked: ResolvedCourse) -> Report:
    return report_of("the-course", graded(asked, FILES, **RULES))


def test_files_stand_in_the_order_of_their_weight_and_each_tells_all_that_is_to_be_said(asked: ResolvedCourse) -> None:
    found = [(one.weight.value, one.path, [flag.value for flag, _, _ in one.flags]) for one in the_report(asked).files]
    assert found == [
        ("refused", f"{NASTY}/a.pdf", ["not-ours"]), ("held", "Ben/a.ipynb", ["item-missing", "text-edited"]),
        ("noted", "Ada/a.ipynb", ["superseded"]), ("noted", "Ada/b.ipynb", ["late"]),
    ]  # fmt: skip


def test_for_programs(asked: ResolvedCourse) -> None:
    found = json.loads(json.dumps(report_json(the_report(asked))))
    assert list(found) == ["schema_version", "course", "policy", "counts", "hints", "quizzes", "open", "files"]
    assert found["policy"] == {
        "resubmissions": "last", "drop_lowest": 1, "timezone": "UTC", "missing": "zero",
        "late": {"grace": 10, "per_day": 5, "most": 50, "refuse_after": 9},
        "quizzes": [{"quiz": KINDS, "weight": 2, "due": "2026-05-04T09:30:00+00:00"}],
    }  # fmt: skip
    assert found["quizzes"] == [
        {"quiz": KINDS, "settled": 1, "open": 2, "missing": 0, "bars": [0] * 9 + [1], "mean": "95.00", "median": "95.00"}
    ]
    assert found["open"] == [
        {"student": NASTY, "quiz": KINDS, "at_least": "0.00", "at_most": "100.00", "waits_for": [f"{NASTY}/a.pdf"]},
        {"student": "Ben", "quiz": KINDS, "at_least": "83.33", "at_most": "100.00", "waits_for": ["Ben/a.ipynb"]},
    ]
    assert found["files"][1]["flags"][0] == {"flag": "item-missing", "weight": "held", "item": "k-one", "detail": "so it is"}


def test_marks_fall_into_tens_and_the_full_mark_into_the_last(asked: ResolvedCourse) -> None:
    nearly = {**RIGHT, "k-one": ("ten",)}
    files = [reading(f"{n}/a.ipynb", answers) for n, answers in enumerate([RIGHT, nearly, nearly, HALF, {}])]
    (quiz,) = report_of("c", graded(asked, files)).quizzes
    assert quiz.bars == (1, 0, 0, 1, 0, 0, 0, 0, 2, 1)
    assert (quiz.mean, quiz.median) == (Fraction(60), Fraction(250, 3))


def test_the_page_tells_what_waits_first_and_closes_what_it_opens(asked: ResolvedCourse) -> None:
    page = report_page(the_report(asked), feedback=True)
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", page) == [
        "Marks that wait for you", "Files that could not be read", "Files that are held", "Marks by quiz",
        "Files that somebody may want to look at", "What the reasons mean", "The rules that were applied", "Feedback",
    ]  # fmt: skip
    assert "<script" not in page
    assert page.count("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#x27;") == 4
    assert "<img" not in page
    for tag in ("table", "tr", "td", "ol", "li", "details", "p", "div"):
        assert len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>"), tag
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))


def test_the_page_tells_the_rules_in_words(asked: ResolvedCourse) -> None:
    assert (
        "<p>Of several attempts the last counts. A quiz that wasn&#x27;t handed in counts as zero. Of a student&#x27;s marks "
        "1 is left out of the total: that without which it is highest. Each begun day after 10 minutes of grace takes 5 points of 100 off a late mark, 50 at most. "
        "What is more than 9 days late is held. Deadlines and times without a zone are those of UTC.</p>"
    ) in report_page(the_report(asked), feedback=False)


def test_a_clean_report_says_that_nothing_waits(asked: ResolvedCourse) -> None:
    page = report_page(report_of("c", graded(asked, [], only=(KINDS, ASKING))), feedback=False)
    assert "<h2>Nothing waits for you</h2>" in page
    assert "Feedback" not in page
    assert '<ol class="marks"' not in page


def test_every_flag_explains_itself_in_sentences() -> None:
    for flag in Flag:
        assert re.fullmatch(r"[A-Z].+\.", flag.explanation), flag
        assert flag.weight in Weight
