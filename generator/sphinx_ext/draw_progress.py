"""Pages over the whole course: what a reader did, what is due again, and the key for those who print.

Without script the first is a list of quizzes and the second says where to find them; the browser's own records fill them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from generator.fingerprint import fingerprint
from generator.spec.quiz import MatchItem, Mode, OrderItem
from generator.spec.toc import reading_order
from generator.sphinx_ext.draw_excerpt import reference
from generator.sphinx_ext.draw_items import feedback, one_line
from generator.sphinx_ext.nodes import box, heading, inline, paragraph, screen_only
from generator.sphinx_ext.on_paper import reasons_on_paper

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

INTERVALS = "1, 3, 7 and 21 days"
"""As static/store.js has them; a test holds the two together."""

_PRIVACY = (
    "What you answered is kept in this browser, on this device, and nowhere else. There is no account and nothing is sent. "
    "Whoever uses this browser can see it; clearing the browser's data erases it."
)


def practice_quizzes(resolved: ResolvedCourse) -> list[Quiz]:
    """The practice quizzes in the order in which the book is read; only these are remembered and reviewed."""
    order = {page.removeprefix("book/chapters/"): n for n, page in enumerate(reading_order(resolved.course))}
    practice = [quiz.value for quiz in resolved.course.quizzes if quiz.value.mode is Mode.PRACTICE]
    return sorted(practice, key=lambda quiz: (order.get(quiz.lesson or "", len(order)), quiz.id))


def progress(resolved: ResolvedCourse) -> list[nodes.Node]:
    """A row for each quiz; the script adds what was answered, sums per unit and per skill, and the reader's own data."""
    rows = []
    for quiz in practice_quizzes(resolved):
        lesson = resolved.course.lesson(quiz.lesson)
        title = lesson.value.title if lesson else quiz.title
        unit = resolved.course.unit(lesson.value.unit).title if lesson else ""
        rows.append(
            nodes.row(
                "",
                nodes.entry("", paragraph(unit)),
                nodes.entry("", paragraph(reference("quiz", quiz.id, title))),
                nodes.entry("", paragraph(inline("span", str(len(quiz.items)), ("progress-items",), data_items=_items(quiz)))),
            )
        )
    head = nodes.thead("", nodes.row("", *(nodes.entry("", paragraph(name)) for name in ("Unit", "Lesson", "Items"))))
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (30, 50, 20)), head, nodes.tbody("", *rows), cols=3)
    return [
        paragraph(_PRIVACY),
        box(
            "div",
            nodes.table("", group, classes=["progress-table"]),
            screen_only("div", classes=("progress-script",)),
            classes=("course-progress",),
            data_course=resolved.course_id,
        ),
    ]


def review(resolved: ResolvedCourse) -> list[nodes.Node]:
    """Where every practice item stands. The script brings those that are due from there, so the page stays small in a large course."""
    listed = nodes.bullet_list(classes=["review-quizzes"])
    for quiz in practice_quizzes(resolved):
        items = inline("span", "", ("review-items",), hidden="hidden", data_items=_items(quiz))
        listed += nodes.list_item("", paragraph(reference("quiz", quiz.id, quiz.title), items))
    return [
        paragraph(
            f"Items that you missed come back at once. Items that you answered right come back after {INTERVALS}, "
            "a step further each time; one wrong answer takes an item back to the start. Lessons are mixed on purpose."
        ),
        paragraph(_PRIVACY),
        screen_only(
            "div",
            screen_only(
                "p",
                nodes.Text("This page needs script. Without it, go back to the quizzes of the lessons."),
                classes=("review-status",),
                role="status",
            ),
            screen_only("form", classes=("review-form",), aria_label="Review"),
            listed,
            classes=("course-review",),
            data_course=resolved.course_id,
        ),
    ]


def _items(quiz: Quiz) -> str:
    """A quiz's items for the scripts, in the order in which they are asked: of each its id, its fingerprint and its skill."""
    return " ".join(f"{item.id}:{fingerprint(item)}:{item.skill.value}" for item in quiz.items)


def answer_key(resolved: ResolvedCourse) -> list[nodes.Node]:
    """The keys of all practice quizzes, with where each quiz stands."""
    out: list[nodes.Node] = []
    for quiz in practice_quizzes(resolved):
        entries = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        for item in quiz.items:
            # On the web each item folds its reasons away under itself.
            entries += nodes.list_item("", paragraph(key_in_words(item)), reasons_on_paper(quiz, item))
        title = heading(2, quiz.title, ids=(answers_anchor(quiz),))
        out += [title, paragraph("Questions: ", reference("quiz", quiz.id, quiz.title)), entries]
    return out


def answers_anchor(quiz: Quiz) -> str:
    """The anchor of a quiz's answers in the key."""
    return f"answers-{quiz.id}"


def key_in_words(item: Item) -> str:
    """The right answer as a reader of paper needs it."""
    if isinstance(item, (OrderItem, MatchItem)):
        return "; ".join(about for _, about, _, _ in feedback(item))
    return "; ".join(one_line(about) for _, about, _, correct in feedback(item) if correct)
