"""`course analyse`: figures worked out by hand on a handful of students, the four files, and what the command says and refuses."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from generator.analyse.analysis import analyse
from generator.analyse.model import Analysis
from generator.analyse.page import analysis_page
from generator.analyse.responses import read_responses
from generator.analyse.to_csv import DISTRACTORS, ITEMS, distractors_csv, items_csv
from generator.analyse.to_json import analysis_json
from generator.resolve import ResolvedCourse
from tests.sample_course import edit, run_course, tree
from tests.simulated_class import as_csv, responses, write_quiz
from tests.test_analyse_responses import rows_of
from tests.test_notebook import kinds, resolve


def analysed(resolved: ResolvedCourse, rows: list[list[str]]) -> Analysis:
    sheets, faults = read_responses(io.StringIO(as_csv(rows), newline=""), resolved.course)
    assert faults == ()
    return analyse(resolved, sheets)


@pytest.fixture
def twelve(sample: Path) -> Analysis:
    """Twelve students at the quiz of every kind. All answer alike, but for those named here.

    s00 to s02 choose the wrong option in k-one; s03 leaves k-one open, and s04's answer to it is held. s05 matches all claims.
    """
    resolved, _ = kinds(sample, "confidence: true\n")
    rows = [row for n in range(12) for row in rows_of(f"s{n:02}")]
    for n in range(3):
        rows[6 * n][4:8] = ["ten", "0", "yes", "30"]
    rows[6 * 3][3:6] = ["open", "", "0"]
    rows[6 * 4][3:6] = ["held", "", ""]
    rows[6 * 5 + 4][4:6] = ["courier=courier many=tidings", "1"]
    for n in range(5, 12):
        rows[6 * n][6:8] = ["yes" if n < 9 else "no", str(10 * n)]
    return analysed(resolved, rows)


def test_a_response_that_is_held_counts_nowhere_and_its_student_has_no_total(twelve: Analysis) -> None:
    (quiz,) = twelve.quizzes
    one = quiz.items[0]
    assert (quiz.students, quiz.complete) == (12, 11)
    assert (one.answered, one.open, one.held, one.full) == (10, 1, 1, 7)
    assert one.difficulty is not None
    assert one.difficulty.value == pytest.approx(7 / 11)
    assert quiz.items[1].answered == 12
    assert sum(bin_.students for bin_ in quiz.totals.bins) == 11


def test_parts_are_counted_by_who_chose_them(twelve: Analysis) -> None:
    items = {item.asked.item.id: {figures.part.id: figures.chosen for figures in item.parts} for item in twelve.quizzes[0].items}
    assert items == {
        "k-one": {"ten": 3, "eleven": 7, "none": 0},
        "k-some": {"hear": 12, "mend": 12, "write": 12},
        "k-true": {"true": 0, "false": 12},
        "k-order": {"petition": 12, "wreck": 0, "storm": 0},  # in their places
        "k-match": {
            "courier=courier": 12, "courier=tidings": 0, "courier=gazette": 0, "many=courier": 0, "many=tidings": 1, "many=gazette": 0,
        },
        "k-words": {"hands": 0, "like": 12, "agree": 0},
    }  # fmt: skip


def test_totals_are_worked_out_by_hand(twelve: Analysis) -> None:
    """Everybody has 1/2 + 1 + 0 + 1/2 + 1 = 3; seven also have 1 for k-one, and one of these another half for matching all."""
    totals = twelve.quizzes[0].totals
    assert [(one.low, one.students) for one in totals.bins] == [(0, 0), (1, 0), (2, 0), (3, 4), (4, 7), (5, 0), (6, 0)]
    assert totals.mean == pytest.approx((4 * 3 + 6 * 4 + 4.5) / 11)
    assert totals.quarters is not None
    assert totals.quarters.median == 4
    assert not totals.whole


def test_items_that_never_vary_have_no_discrimination_and_the_others_leave_themselves_out(twelve: Analysis) -> None:
    """k-one and k-match vary, each with the other alone: eleven students, of whom one matched all, having k-one right."""
    found = {item.asked.item.id: item.discrimination for item in twelve.quizzes[0].items}
    assert [name for name, one in found.items() if one is None] == ["k-some", "k-true", "k-order", "k-words"]
    one, match = found["k-one"], found["k-match"]
    assert one is not None
    assert match is not None
    by_hand = (11 * 1 - 7 * 1) / ((11 * 7 - 7 * 7) * (11 * 1 - 1 * 1)) ** 0.5
    assert one.value == match.value == pytest.approx(by_hand)


def test_time_and_confidence_are_told_where_they_are_known(twelve: Analysis) -> None:
    one, *others = twelve.quizzes[0].items
    assert one.seconds is not None
    assert (one.seconds.number, one.seconds.median) == (10, 65)
    assert one.confidence is not None
    assert (one.confidence.sure, one.confidence.unsure, one.confidence.misled) == (7, 3, 3)
    assert (one.confidence.sure_mean, one.confidence.unsure_mean) == (pytest.approx(4 / 7), 1)
    assert {(item.seconds, item.confidence) for item in others} == {(None, None)}


def test_skills_and_passages_are_means_over_students(twelve: Analysis) -> None:
    """close-reading is asked by k-one and k-words: s04's mean is that of k-words alone, since the other is held."""
    skills = {group.id: group for group in twelve.skills}
    assert list(skills) == ["sourcing", "contextualisation", "close-reading", "corroboration", "recall"]
    close_reading = skills["close-reading"]
    assert (close_reading.items, close_reading.students) == (2, 12)
    assert close_reading.mean is not None
    assert close_reading.mean.value == pytest.approx((7 * 1 + 4 * 0.5 + 1) / 12)
    assert {group.id: group.title for group in twelve.passages} == {
        "stopped-clock/face": "The hands of the clock",
        "courier-1887": "“The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887",
        "gazette-1890/tower": "Ida Fenwick, “How the Tower Came to Stand”, in The Harbour Gazette, no. 3, 1890",
        "tidings-1887": "“No Hands at the Helm”, Evening Tidings, 4 March 1887",
    }


# -- the files ------------------------------------------------------------------------------------------------------------


def test_items_csv_has_a_row_for_each_item(twelve: Analysis) -> None:
    """Intervals are those of SciPy's binomtest and pearsonr, quartiles NumPy's. Upper less lower: 2.97 of eleven students make a
    group. s05 alone stands above the ten others, of whom six are right, so 2.182 of the upper ones are, and 1.782 of the lower.
    """
    rows = list(csv.DictReader(io.StringIO(items_csv(twelve).decode(), newline="")))
    assert list(rows[0]) == list(ITEMS)
    assert [row["item"] for row in rows] == ["k-one", "k-some", "k-true", "k-order", "k-match", "k-words"]
    assert rows[0] == {
        "quiz": "kinds-quiz", "item": "k-one", "number": "1", "kind": "single", "skill": "close-reading", "passage": "stopped-clock/face",
        "standing": "figures", "answered": "10", "open": "1", "held": "1", "full_points": "7",
        "difficulty": "0.636364", "difficulty_low": "0.353801", "difficulty_high": "0.848335",
        "discrimination": "0.239046", "discrimination_low": "-0.421233", "discrimination_high": "0.733709", "upper_lower_27": "0.13468",
        "seconds_known": "10", "seconds_lower": "35", "seconds_median": "65", "seconds_upper": "87.5",
        "sure": "7", "sure_mean": "0.571429", "unsure": "3", "unsure_mean": "1", "sure_not_right": "3", "flags": "",
        "stem": "What time do the hands show?",
    }  # fmt: skip
    assert rows[1]["discrimination"] == ""


def test_distractors_csv_has_a_row_for_each_part(twelve: Analysis) -> None:
    rows = list(csv.DictReader(io.StringIO(distractors_csv(twelve).decode(), newline="")))
    assert list(rows[0]) == list(DISTRACTORS)
    assert len(rows) == 3 + 3 + 2 + 3 + 6 + 3
    assert [(row["label"], row["text"], row["key"], row["chosen"]) for row in rows if row["item"] == "k-one"] == [
        ("a", "Ten past four", "no", "3"), ("b", "Eleven minutes past four", "yes", "7"), ("c", "None of these", "no", "0"),
    ]  # fmt: skip


def test_text_that_a_spreadsheet_would_run_is_told_as_text(sample: Path) -> None:
    path = sample / "quizzes" / "kinds-quiz.yml"
    kinds(sample)
    edit(path, "stem: What time do the hands show?", "stem: '=2+5 is what?'")
    edit(path, "text: Ten past four", "text: '@SUM(A1)'")
    resolved, _ = resolve(sample, "kinds-quiz")
    analysis = analysed(resolved, rows_of("ada"))
    assert b",'=2+5 is what?\n" in items_csv(analysis)
    assert b",'@SUM(A1)\n" in distractors_csv(analysis)


def test_the_json_holds_the_same_figures_and_the_rules(twelve: Analysis) -> None:
    found: dict[str, Any] = json.loads(analysis_json(twelve))
    assert (found["schema_version"], found["course"], found["students"], found["responses"]) == (1, "kesterhaven", 12, 72)
    assert found["thresholds"]["fewest_for_flags"] == 30
    assert set(found["rules"]) == {
        "key-suspect", "negative-discrimination", "non-functioning", "too-hard", "too-easy", "dead-distractor", "low-reliability",
    }  # fmt: skip
    (quiz,) = found["quizzes"]
    assert (quiz["standing"], quiz["complete"], quiz["flags"]) == ("figures", 11, [])
    assert quiz["items"][0]["difficulty"] == {"value": 0.636364, "low": 0.353801, "high": 0.848335}
    assert quiz["items"][1]["discrimination"] is None


# -- the page -------------------------------------------------------------------------------------------------------------


class _Parts(HTMLParser):
    """The ids, links and elements of a page, and its text; an element that is closed wrongly is noted."""

    VOID = frozenset({"meta", "br", "link", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        self.wrong += [name for name, _ in attrs if name.startswith("on")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_whole_and_every_link_leads_somewhere(twelve: Analysis) -> None:
    page = _Parts(analysis_page(twelve))
    assert (page.wrong, page.open) == ([], [])
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"item-k-one", "quiz-kinds-quiz", "skills", "passages", "reading"} <= set(page.ids)
    assert not {"script", "img", "iframe", "link"} & set(page.names)


def test_the_page_says_plainly_that_answers_are_too_few(twelve: Analysis) -> None:
    assert "Too few answers to tell: 11 students, and verdicts need 30." in _Parts(analysis_page(twelve)).text


def test_a_page_without_flags_says_so_and_names_what_never_varies(sample: Path) -> None:
    """Forty students who all answer alike: nothing can be told of discrimination, and nobody is blamed for it."""
    resolved, _ = kinds(sample)
    told: list[tuple[int, int]] = []
    rows = [row for n in range(40) for row in rows_of(f"s{n}")]
    for n in range(40):
        rows[6 * n + 3][4:6] = ["petition wreck storm", "1"]  # or the item would be too hard
    sheets, faults = read_responses(io.StringIO(as_csv(rows), newline=""), resolved.course)
    assert faults == ()
    page = analysis_page(analyse(resolved, sheets, lambda done, of: told.append((done, of))))
    text = _Parts(page).text
    assert told == [(1, 1)]
    assert "Look at these firstNo item falls under any of the rules." in text
    assert text.count("can’t be told: one of the scores never varies") == 6
    assert "are worth the same or too few are known: item 1, item 2, item 3, item 4, item 5, item 6." in text
    assert "Reliability:" not in text


def test_a_quiz_whose_items_contradict_each_other_is_to_be_looked_at_as_a_whole(sample: Path) -> None:
    """Half of sixty students have k-one right and k-true wrong, the other half the other way round, but for one."""
    resolved, _ = kinds(sample)
    rows = [row for n in range(60) for row in rows_of(f"s{n:02}")]
    for n in range(60):
        wrong = ("ten", "0") if n % 2 else ("true", "0")
        rows[6 * n + (0 if n % 2 else 2)][4:6] = wrong
    rows[0][4:6] = ["ten", "0"]
    page = _Parts(analysis_page(analysed(resolved, rows)))
    assert "The whole of Quiz: every kindTotals hang on chance Cronbach’s alpha is −" in page.text
    assert "Too low to tell students apart by their totals." in page.text
    assert "standard error of measurement)" not in page.text


def test_no_student_is_named_on_the_page_or_in_any_file(twelve: Analysis) -> None:
    made = analysis_page(twelve).encode() + analysis_json(twelve) + items_csv(twelve) + distractors_csv(twelve)
    assert re.findall(rb"\bs0\d\b", made) == []


def test_what_authors_write_is_text_on_the_page(sample: Path) -> None:
    path = sample / "quizzes" / "kinds-quiz.yml"
    kinds(sample)
    evil = '<script>alert(1)</script>" onmouseover="x'
    edit(path, "stem: What time do the hands show?", f"stem: '{evil}'")
    edit(path, "text: Ten past four", f"text: '{evil} too'")
    edit(path, 'title: "Quiz: every kind"', f"title: '{evil} three'")
    resolved, _ = resolve(sample, "kinds-quiz")
    made = analysis_page(analysed(resolved, [row for n in range(12) for row in rows_of(f"s{n}")]))
    page = _Parts(made)
    assert "script" not in page.names
    assert (page.wrong, page.open) == ([], [])
    assert page.text.count(evil) >= 3


def test_flags_lead_the_page_and_marks_have_words_beside_their_shape(sample: Path) -> None:
    write_quiz(sample)
    resolved, _ = resolve(sample, "sim-quiz")
    made = analysis_page(analysed(resolved, responses(600)))
    listed = re.findall(r'<li><a href="#item-(sim-\d\d)">', made[: made.index('id="quiz-sim-quiz"')])
    assert listed == ["sim-05", "sim-16", "sim-08"]
    marks = re.findall(r'<a class="mark (\w+)" [^>]*aria-label="Item (\d+), [^;]*; ([^"]*)"', made)
    shapes = {int(number): (shape, said) for shape, number, said in marks}
    assert shapes[5] == ("diamond", "Is the key right?; Better students do worse")
    assert shapes[16] == ("diamond", "Better students do worse")
    assert shapes[8] == ("square", "Nobody takes this option")
    assert {shapes[n] for n in shapes if n not in {5, 8, 16}} == {("round", "no flag")}


# -- the command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def graded(sample: Path) -> Path:
    """A folder as grading leaves it, with the responses of forty students to the simulated quiz."""
    write_quiz(sample)
    folder = sample / "graded"
    folder.mkdir()
    (folder / "responses.csv").write_text(as_csv(responses(40)), encoding="utf-8")
    return folder


def test_the_command_writes_four_files_and_says_what_to_look_at(sample: Path, graded: Path) -> None:
    ran = run_course(sample, "analyse", str(graded), corpus=sample / "documents")
    assert (ran.returncode, ran.stderr) == (0, "")
    lines = ran.stdout.splitlines()
    assert lines[0] == "Analysed 640 responses of 40 students to 1 quiz."
    assert lines[1].startswith("  sim-quiz: sim-05: key-suspect: c, “Option three of sim-05”: ")
    assert lines[-1] == f"See {graded / 'analysis' / 'analysis.html'}."
    assert sorted(tree(graded / "analysis")) == ["analysis.html", "analysis.json", "distractors.csv", "items.csv"]


def test_the_same_responses_in_any_order_make_the_same_bytes(sample: Path, graded: Path) -> None:
    first = run_course(sample, "analyse", str(graded), "--json", corpus=sample / "documents")
    head, *rows = (graded / "responses.csv").read_text(encoding="utf-8").splitlines()
    (graded / "responses.csv").write_text("\ufeff" + "\r\n".join([head, *reversed(rows)]) + "\r\n", encoding="utf-8", newline="")
    again = run_course(sample, "analyse", str(graded), "--out", str(sample / "other"), corpus=sample / "documents")
    assert (first.returncode, again.returncode) == (0, 0), again.stderr
    assert tree(sample / "other") == tree(graded / "analysis")


def test_the_command_s_summary_is_json_for_programs(sample: Path, graded: Path) -> None:
    ran = run_course(sample, "analyse", str(graded), "--json", corpus=sample / "documents")
    found = json.loads(ran.stdout)
    assert (found["students"], found["responses"]) == (40, 640)
    assert [Path(name).name for name in found["written"]] == ["analysis.html", "analysis.json", "distractors.csv", "items.csv"]
    (quiz,) = found["quizzes"]
    assert (quiz["id"], quiz["standing"]) == ("sim-quiz", "judged")
    assert quiz["flags"][0]["rule"] == "key-suspect"


def test_faults_of_the_file_are_all_told_and_nothing_is_written(sample: Path, graded: Path) -> None:
    path = graded / "responses.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    rows = [re.sub(r",(yes|no),", ",maybe,", row) for row in rows]
    rows[3] = rows[3].replace("sim-04", "sim-99")
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    ran = run_course(sample, "analyse", str(graded), corpus=sample / "documents")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        f"{path}:2: the student named here has no row for `sim-04` of `sim-quiz`",
        "  = help: run `course grade` again, with the course as it is now, and analyse what it writes",
        f"{path}:2: `maybe` doesn't say whether the student was sure (also in lines 3, 4, 5, 6, 7 and 634 more)",
        "  = help: write `yes`, `no` or nothing",
        f"{path}:5: the quiz `sim-quiz` has no item `sim-99`",
        "  = help: did you mean `sim-09`? Or run `course grade` again, with the course as it is now, and analyse what it writes",
        f"3 problems in {path}. Nothing was written.",
    ]
    assert not (graded / "analysis").exists()
    ran = run_course(sample, "analyse", str(graded), "--json", corpus=sample / "documents")
    assert ran.returncode == 1
    assert [len(one["lines"]) for one in json.loads(ran.stdout)["problems"]] == [1, 640, 1]


def test_what_is_no_folder_of_grading_is_wrong_usage(sample: Path, graded: Path) -> None:
    ran = run_course(sample, "analyse", str(sample / "lessons"), corpus=sample / "documents")
    assert ran.returncode == 2
    assert (
        ran.stderr
        == f"course: there is no `responses.csv` in {sample / 'lessons'}; name the folder that `course grade --out` wrote\n"
    )
    ran = run_course(sample, "analyse", str(graded), "--out", str(graded / "responses.csv"), corpus=sample / "documents")
    assert (ran.returncode, ran.stderr) == (2, f"course: {graded / 'responses.csv'} is a file; name a folder with --out\n")


def test_a_course_with_problems_is_not_analysed(sample: Path, graded: Path) -> None:
    edit(sample / "quizzes" / "asking-quiz.yml", "3,000 crowns\n        correct: true", "3,000 crowns\n        corect: true")
    ran = run_course(sample, "analyse", str(graded), corpus=sample / "documents")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "Nothing was analysed." in ran.stderr
    assert not (graded / "analysis").exists()
