"""A quiz as a form of native inputs. Without script everything reads: stems, options, and each key one disclosure away.

The key of a practice quiz is in the page, and the page says so. A graded quiz has none: no key, no feedback, no proof.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.version import course_version
from generator.score import keys_of
from generator.spec.quiz import Mode
from generator.sphinx_ext.draw_excerpt import passage_link, proof_link, reference, where
from generator.sphinx_ext.draw_items import controls, feedback, one_line, several
from generator.sphinx_ext.nodes import KeyBox, Stem, box, inline, paper_only, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

MARKER = "course-quiz"
"""The class of a quiz: pages that hold one get the script."""

NOTES = {
    Mode.PRACTICE: "For practice. Your answers stay in this browser; the key is in this page for anyone who looks for it.",
    Mode.GRADED: "Graded. This page holds no key. Answer, save your answers to a file, and hand the file in.",
}


def form(resolved: ResolvedCourse, quiz: Quiz) -> nodes.Element:
    """The whole quiz."""
    items = [item_box(resolved, quiz, item, f"{number}. ") for number, item in enumerate(quiz.items, 1)]
    # Answers come back from the script's own records; what a browser fills in by position would be wrong after a shuffle.
    html = {"autocomplete": "off", "data_mode": quiz.mode.value, "data_course": resolved.course_id, "data_quiz": quiz.id}
    if quiz.shuffle:
        html["data_shuffle"] = "yes"
    if quiz.mode is Mode.GRADED:
        html["data_version"] = course_version(resolved.course)
    return box(
        "form",
        screen_only("p", nodes.Text(NOTES[quiz.mode]), classes=("quiz-note",)),
        paper_only(_note_on_paper(quiz)),
        *items,
        screen_only("p", classes=("quiz-score",), role="status", hidden="hidden"),
        classes=(MARKER,),
        ids=(f"quiz-{quiz.id}",),
        aria_label=quiz.title,
        **html,
    )


def _note_on_paper(quiz: Quiz) -> nodes.Element:
    """Where the answers stand, for who can't be told at once."""
    if quiz.mode is Mode.GRADED:
        return paragraph("Graded. This book holds no key to it.", classes=("quiz-note",))
    answers = reference("answers", quiz.id, "the answer key")
    answers["refwarn"] = False  # a course needn't print its key
    return paragraph("For practice. The answers, with reasons and proofs, stand in ", answers, ".", classes=("quiz-note",))


def item_box(resolved: ResolvedCourse, quiz: Quiz, item: Item, number: str) -> nodes.Element:
    """One item: stem, controls, hints, the place for a verdict, and for practice the key."""
    practice = quiz.mode is Mode.PRACTICE
    how = several(item)
    html = {"data_kind": item.kind, "data_print": fingerprint(item) if practice else fingerprint_without_key(item)}
    if practice:
        html["data_key"] = " ".join(keys_of(item))
    return box(
        "fieldset",
        Stem("", "", nodes.Text(f"{number}{one_line(item.stem)}")),
        *([paragraph(how, classes=("several",))] if how else []),
        *controls(resolved, quiz, item),
        *([_hints(item.hints)] if item.hints else []),
        *([_confidence(item)] if quiz.confidence else []),
        *([_check_line(), _key(resolved, quiz, item)] if practice else []),
        classes=("quiz-item",),
        ids=(f"item-{item.id}",),
        **html,
    )


def _hints(hints: tuple[str, ...]) -> nodes.Element:
    """Each hint inside the one before, so that they open one by one."""
    rest = [_hints(hints[1:])] if len(hints) > 1 else []
    return screen_only(
        "details", screen_only("summary", nodes.Text("Hint")), paragraph(one_line(hints[0])), *rest, classes=("hint",)
    )


def _confidence(item: Item) -> nodes.Element:
    label = screen_only("input", classes=("sure",), type="checkbox", name=f"{item.id}-sure")
    return screen_only("p", screen_only("label", label, inline("span", "I am sure of my answer")), classes=("confidence",))


def _check_line() -> nodes.Element:
    return screen_only(
        "p",
        screen_only("button", nodes.Text("Check"), classes=("check",), type="button", hidden="hidden"),
        screen_only("span", classes=("verdict",), role="status"),
        classes=("check-line",),
    )


def _key(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> nodes.Element:
    """The reasons, folded away."""
    return KeyBox("", *reasons(resolved, quiz, item), classes=["key"])


def reasons(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> list[nodes.Node]:
    """Feedback on every part, and the words that prove the key."""
    listed = nodes.bullet_list(classes=["feedback-list"])
    for part_id, about, said, correct in feedback(item):
        verdict = {True: "Right: ", False: "Wrong: ", None: ""}[correct]
        children = [inline("strong", verdict, ("feedback-option",))] if verdict else []
        shown = paragraph(*children, inline("span", f"“{about}” ", ("feedback-of",)), inline("span", said))
        kind = {True: ("right",), False: ("wrong",), None: ()}[correct]
        listed += nodes.list_item("", box("div", shown, classes=("feedback", *kind), data_option=part_id))
    return [
        listed,
        paragraph("The words that prove it:", classes=("evidence-title",)),
        proof(resolved, quiz, item),
    ]


def proof(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> nodes.Element:
    """The words that prove the key, and the way to where they stand."""
    passage = resolved.passage(f"{quiz.id}/{item.id}")
    quote = nodes.block_quote("", verbatim(paragraph(f"“{passage.plain}”")), classes=["evidence"])
    stands = where(resolved, passage)
    inside = item.evidence.passage
    if inside is not None:
        link = proof_link(inside, item.id) if passage.within else passage_link(inside, "Read it in its excerpt")
        stands += [nodes.Text(". "), link]
    quote += paragraph(*stands, classes=("evidence-source",))
    return quote


def download(quiz: Quiz) -> nodes.Element:
    """The link to the quiz's notebook."""
    link = addnodes.download_reference(
        "", "", nodes.inline("", "Take this quiz as a Jupyter notebook"), reftarget=f"/book/notebooks/{quiz.id}.ipynb", refdoc=""
    )
    return screen_only("p", link, classes=("notebook-download",))
