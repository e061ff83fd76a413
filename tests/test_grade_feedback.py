"""Feedback says of every kind of item what was answered, what is right and what proves it; as a page and as a notebook, as text alone."""

import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt

from generator.grade.feedback import Explainer, ItemFeedback, QuizFeedback
from generator.grade.feedback_notebook import feedback_notebook
from generator.grade.feedback_page import feedback_page
from generator.grade.gradebook import Person
from generator.grade.mark import Settled
from generator.resolve import ResolvedCourse
from tests.marking import HALF, KINDS, RIGHT, at, course, graded, reading

DUE = {"quizzes": [{"quiz": KINDS, "due": "2026-05-04T12:00"}], "late": {"per_day": 10}}


def feedback(resolved: ResolvedCourse, answers: dict[str, tuple[str, ...]], person: Person | None = None) -> QuizFeedback:
    """Feedback to somebody who came an hour late, which cost 10 points."""
    (row,) = graded(resolved, [reading("x.ipynb", answers, claimed="Ada", handed_in=at(13))], **DUE).rows
    (sat,) = row.sat
    assert isinstance(sat.mark, Settled)
    quiz = resolved.course.quiz(KINDS)
    assert quiz is not None
    return Explainer(resolved, quiz.value).quiz_feedback(person or row.person, sat.tried[0], sat.mark.mark)


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


def lines(item: ItemFeedback) -> list[str]:
    return [f"{line.mark.value} {line.text} | {line.said} | {line.why}" for line in item.lines]


def test_every_kind_of_item_is_explained_part_by_part(asked: ResolvedCourse) -> None:
    mixed = {
        "k-one": ("ten",), "k-some": ("hear", "mend"), "k-true": ("false",), "k-order": ("wreck", "petition", "storm"),
        "k-match": ("courier=gazette",), "k-words": ("like", "agree"),
    }  # fmt: skip
    found = feedback(asked, mixed)
    assert [item.verdict.value for item in found.items] == ["Not right", "Not right", "Right", "Not right", "Not right", "Not right"]
    assert [lines(item) for item in found.items] == [
        ["✗ Ten past four | you chose it, and it isn't right | So a sailmaker said.",
         "→ Eleven minutes past four | it is right, and you didn't choose it | The report says so in words.",
         "· None of these | rightly left alone | "],
        ["✓ He heard the wheel labour | you chose it, and it is right | So he says himself.",
         "✗ He mended the shaft | you chose it, and it isn't right | He did not touch it.",
         "→ He wrote to the Board | it is right, and you didn't choose it | Of 1884 and of 1886 are his letters."],
        ["· True | rightly left alone | ", "✓ False | you chose it, and it is right | It says some two hundred."],
        ["✗ The pilots' petition | place 1, where you have “The wreck of the Corisande” | It is of 1849.",
         "✗ The wreck of the Corisande | place 2, where you have “The pilots' petition” | It is of 1852.",
         "✓ The storm | place 3, as you have it | It is of 1887."],
        ["✗ Two hundred people came | belongs to “The Courier”; you chose “The Gazette” | The day after the storm.",
         "→ Four hundred people came | belongs to “The Tidings”; you left it open | On the day itself."],
        ["✓ like men who come home | you chose it, and it is right | The pilots said so.",
         "· Its hands stand at | rightly left alone | ",
         "✗ who agree about nothing | you chose it, and it isn't right | That is the reporter's joke."],
    ]  # fmt: skip
    assert (found.items[0].proof, found.items[0].source) == (
        "eleven minutes past four", "“The Clock Is Silent”, The Kesterhaven Courier, 5 March 1887, paragraph 1",
    )  # fmt: skip


def test_of_an_open_item_the_right_answer_is_told_and_no_blame(asked: ResolvedCourse) -> None:
    found = feedback(asked, {})
    assert [item.verdict.value for item in found.items] == ["Left open"] * 6
    assert [line.mark.name for item in found.items for line in item.lines if line.mark.name not in {"MISSED", "NONE"}] == []
    assert lines(found.items[0])[:2] == ["· Ten past four |  | ", "→ Eleven minutes past four | it is right | The report says so in words."]
    assert [line.said for line in found.items[3].lines] == ["place 1", "place 2", "place 3"]


def test_the_mark_is_told_with_points_and_penalty(asked: ResolvedCourse) -> None:
    half, right = feedback(asked, HALF), feedback(asked, RIGHT)
    assert (half.points, half.penalty, half.mark) == (2, 10, Fraction(100, 3) - 10)
    assert "<strong>23.33</strong> of 100" in feedback_page(half)
    assert "2 of 6 points; 10 points of 100 taken off, because it came late." in feedback_page(half)
    assert "<strong>90.00</strong> of 100" in feedback_page(right)


def test_the_same_answer_is_explained_once(asked: ResolvedCourse) -> None:
    quiz = asked.course.quiz(KINDS)
    assert quiz is not None
    explainer = Explainer(asked, quiz.value)
    rows = graded(asked, [reading("a/x.ipynb", RIGHT), reading("b/x.ipynb", RIGHT)]).rows
    one, other = (explainer.quiz_feedback(row.person, row.sat[0].tried[0], Fraction(100)) for row in rows)
    assert all(a is b for a, b in zip(one.items, other.items, strict=True))


class Reader(HTMLParser):
    """Reads a page: its elements, whether they close in order, and what is text."""

    EMPTY = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag in self.EMPTY or self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


NASTY = "</p><script>alert(1)</script> `x` <img src=x onerror=alert(1)> & *b* [l](u) $m$ ![i](j)"


def test_whatever_was_written_is_text_in_page_and_notebook(asked: ResolvedCourse) -> None:
    quiz = asked.course.quiz(KINDS)
    assert quiz is not None
    item = quiz.value.items[0]
    option = item.options[0].model_copy(update={"text": NASTY, "feedback": NASTY})
    nasty = item.model_copy(update={"stem": NASTY, "options": (option, *item.options[1:])})
    spoilt = quiz.value.model_copy(update={"title": NASTY, "items": (nasty, *quiz.value.items[1:])})
    (row,) = graded(asked, [reading("x.ipynb", {**RIGHT, "k-one": ("ten",)}, claimed="Ada")]).rows
    person = Person(label=NASTY, name=f"Ada {NASTY}")
    found = Explainer(asked, spoilt).quiz_feedback(person, row.sat[0].tried[0], Fraction(100))
    page = Reader(feedback_page(found))
    assert page.open == []
    assert {"script", "img", "a"} & set(page.tags) == set()
    assert {name for name in page.attributes if name.startswith("on")} == set()
    assert page.text.count(NASTY) == 7  # twice the title, name and id, stem, option and its feedback
    book = nbformat.reads(feedback_notebook(found).decode(), as_version=4)
    printed = "".join(MarkdownIt("commonmark").render(cell.source) for cell in book.cells)
    assert re.findall(r"<(?:script|img|a |code|em>b)", printed) == []
    assert Reader(printed).text.count(NASTY) == 6


def test_the_notebook_is_valid_holds_text_only_and_nothing_that_counts_as_an_answer(asked: ResolvedCourse) -> None:
    made = feedback_notebook(feedback(asked, HALF))
    assert made == feedback_notebook(feedback(asked, HALF))
    book = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(book)
    assert [cell.cell_type for cell in book.cells] == ["markdown"] * 7
    assert [cell.id for cell in book.cells] == ["introduction", *(f"item-{n}" for n in range(1, 7))]
    assert [dict(cell.metadata) for cell in book.cells] == [{"deletable": False, "editable": False}] * 7
    assert book.cells[1].source == (
        "## 1\\. What time do the hands show\\?\n\n✗ **Not right.** 0 of 1 point\n\n"
        "- ✗ Ten past four *(you chose it\\, and it isn\\'t right)*  \n  So a sailmaker said\\.\n"
        "- → Eleven minutes past four *(it is right\\, and you didn\\'t choose it)*  \n  The report says so in words\\.\n"
        "- · None of these *(rightly left alone)*\n\n"
        "The words that prove it:\n\n> eleven minutes past four\n>\n"
        "> “The Clock Is Silent”\\, The Kesterhaven Courier\\, 5 March 1887\\, paragraph 1"
    )


def test_the_page_has_one_heading_for_each_item_and_a_word_for_each_verdict(asked: ResolvedCourse) -> None:
    page = feedback_page(feedback(asked, HALF))
    assert re.findall(r"<h2>(\d)\. ", page) == list("123456")
    assert re.findall(r"</span> ([A-Z][a-z ]+)\. ", page) == ["Not right", "Partly right", "Not right", "Left open", "Partly right", "Right"]
    assert "<script" not in page
