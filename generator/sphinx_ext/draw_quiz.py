"""A quiz as a form of native inputs. Without script everything reads: stems, options, and each key one disclosure away.

The key of a practice quiz is in the page, and the page says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from generator.spec.quiz import Kind
from generator.sphinx_ext.draw_excerpt import passage_link, source_link
from generator.sphinx_ext.nodes import Choice, KeyBox, Stem, box, inline, paragraph, screen_only, verbatim

if TYPE_CHECKING:
    from generator.resolve import ResolvedCourse
    from generator.spec.quiz import Item, Quiz

MARKER = "course-quiz"
"""The class of a quiz: pages that hold one get the script."""


def form(resolved: ResolvedCourse, quiz: Quiz) -> nodes.Element:
    """The whole quiz."""
    items = [_item(resolved, quiz, number, item) for number, item in enumerate(quiz.items, 1)]
    return box(
        "form",
        paragraph(
            "For practice. Nothing is sent anywhere; the answers are in this page for anyone who looks for them.",
            classes=("quiz-note",),
        ),
        *items,
        screen_only("p", classes=("quiz-score",), role="status", hidden="hidden"),
        classes=(MARKER,),
        ids=(f"quiz-{quiz.id}",),
        aria_label=quiz.title,
    )


def _item(resolved: ResolvedCourse, quiz: Quiz, number: int, item: Item) -> nodes.Element:
    multiple = item.kind is Kind.MULTIPLE
    options = nodes.bullet_list(classes=["options"])
    for option in item.options:
        choice = Choice(
            "",
            nodes.Text(" ".join(option.text.split())),
            multiple=multiple,
            html={"type": "checkbox" if multiple else "radio", "name": item.id, "value": option.id},
        )
        options += nodes.list_item("", choice)
    hint = [paragraph("More than one answer may be right.", classes=("several",))] if multiple else []
    return box(
        "fieldset",
        Stem("", "", nodes.Text(f"{number}. {' '.join(item.stem.split())}")),
        *hint,
        options,
        screen_only(
            "p",
            screen_only("button", nodes.Text("Check"), classes=("check",), type="button", hidden="hidden"),
            screen_only("span", classes=("verdict",), role="status"),
            classes=("check-line",),
        ),
        _key(resolved, quiz, item),
        classes=("quiz-item",),
        ids=(f"item-{item.id}",),
        data_keys=" ".join(option.id for option in item.keys),
    )


def _key(resolved: ResolvedCourse, quiz: Quiz, item: Item) -> nodes.Element:
    """Feedback on every option, and the words that prove the key."""
    listed = nodes.bullet_list(classes=["feedback-list"])
    for option in item.options:
        verdict = "Right" if option.correct else "Wrong"
        listed += nodes.list_item(
            "",
            box(
                "div",
                paragraph(
                    inline("strong", f"{verdict}: ", ("feedback-option",)),
                    inline("span", f"“{' '.join(option.text.split())}” ", ("feedback-of",)),
                    inline("span", " ".join(option.feedback.split()), ("feedback-text",)),
                ),
                classes=("feedback", "right" if option.correct else "wrong"),
                data_option=option.id,
            ),
        )
    passage = resolved.passage(f"{quiz.id}/{item.id}")
    proof = nodes.block_quote("", verbatim(paragraph(f"“{passage.plain}”")), classes=["evidence"])
    where: list[nodes.Node] = [source_link(resolved, passage.source)]
    if passage.paragraph:
        where.append(nodes.Text(f", paragraph {passage.paragraph.replace('-', '–')}"))
    if item.evidence.passage is not None:
        where += [nodes.Text(". "), passage_link(item.evidence.passage, "Read it in its excerpt")]
    proof += paragraph(*where, classes=("evidence-source",))
    return KeyBox("", listed, paragraph("The words that prove it:", classes=("evidence-title",)), proof, classes=["key"])


def download(quiz: Quiz) -> nodes.Element:
    """The link to the quiz's notebook."""
    link = addnodes.download_reference(
        "", "", nodes.inline("", "Take this quiz as a Jupyter notebook"), reftarget=f"/book/notebooks/{quiz.id}.ipynb", refdoc=""
    )
    return paragraph(link, classes=("notebook-download",))
