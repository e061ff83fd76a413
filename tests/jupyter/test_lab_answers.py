"""Two quizzes of the real course, with items of every kind, answered right, wrong and half right in JupyterLab: clicked, and typed."""

import pytest
from playwright.sync_api import expect

from generator.answers import as_typed, typed
from generator.render.labels import labels
from generator.render.notebook import collection, notebook
from tests.jupyter.given import as_written, chosen, score
from tests.jupyter.lab import Sheet, forms, put
from tests.jupyter.reading import clicked

pytestmark = pytest.mark.seconds(60)

WAYS = ("right", "wrong", "half")


def every_kind(course):
    """Two quizzes of the real course that have items of all kinds between them."""
    quizzes = [course.course.quiz(name).value for name in ("reforms-1952-quiz", "when-was-it-written-quiz")]
    assert {item.kind for quiz in quizzes for item in quiz.items} == {
        "single",
        "multiple",
        "true-false",
        "order",
        "match",
        "highlight",
    }
    return quizzes


@pytest.mark.parametrize("way", WAYS)
def test_clicked_answers_are_scored_as_the_model_does_and_saved_in_the_notebook(course, lab, folder, page, way):
    quizzes = every_kind(course)
    path = put(folder, f"clicked-{way}", collection(course, f"clicked-{way}", "Two quizzes", quizzes))
    answers = chosen(way, quizzes)
    sheet = Sheet(page, lab, path)
    sheet.run_all()
    known = forms(path)
    for item, written in as_written(course, quizzes, answers).items():
        sheet.click(item, known[item], written)
        expect(sheet.check(item)).to_contain_text("The right answer:")
    sheet.run("summary")
    expect(sheet.said("summary")).to_contain_text(f"For practice. Score: {score(quizzes, answers)}")
    kept = clicked(sheet.save())
    for quiz in quizzes:
        for item in quiz.items:
            shown = labels(course, quiz, item)
            assert typed(item, shown, kept[item.id]) == typed(item, shown, as_typed(item, shown, answers[item.id]))


@pytest.mark.parametrize("way", WAYS)
def test_typed_answers_are_scored_as_the_model_does(course, lab, folder, page, way):
    quizzes = every_kind(course)[1:]
    path = put(folder, f"typed-{way}", notebook(course, quizzes[0]))
    answers = chosen(way, quizzes)
    sheet = Sheet(page, lab, path)
    for item, written in as_written(course, quizzes, answers).items():
        sheet.type(f"{item}-answer", f'answer = "{written}"')
    sheet.run_all()
    expect(sheet.said("summary")).to_contain_text(f"For practice. Score: {score(quizzes, answers)}")
    assert clicked(sheet.save()) == {}
