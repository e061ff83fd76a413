"""Notebooks in a real JupyterLab and a real Notebook 7, in Chromium: clicked and typed, saved, opened anew, restarted."""

import json

import pytest
from playwright.sync_api import expect

from generator.render.notebook import notebook
from tests.jupyter.lab import Sheet, forms, put
from tests.jupyter.reading import clicked, text_of
from tests.jupyter.serving import serving
from tests.sample_course import copy_sample
from tests.test_notebook import FORMULAS, kinds

pytestmark = pytest.mark.seconds(70)

CLICKED = {"k-one": "b", "k-some": "a, c", "k-true": "false", "k-order": "c, a, b", "k-match": "1a, 2b", "k-words": "3"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, with its documents."""
    root = copy_sample(tmp_path_factory.mktemp("sample"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        yield root


def test_a_graded_notebook_keeps_every_click_at_once_through_reload_and_restart(sample, lab, folder, page):
    path = put(folder, "graded", notebook(*kinds(sample, "mode: graded\nconfidence: true\n")))
    known = forms(path)
    written = {**CLICKED, "k-order": "a, c, b"}
    sheet = Sheet(page, lab, path)
    sheet.type("student", 'student = "Ada Lind"')
    sheet.run_all()
    for item, answer in written.items():
        sheet.click(item, known[item], answer)
    sheet.cell("k-one-answer").get_by_role("radio", name="I am sure").click()
    expect(sheet.said("k-one-answer")).to_have_text("Stored: b, sure.")
    expect(sheet.said("k-match-answer")).to_have_text("Stored: 1a, 2b.")
    expect(sheet.page.locator(".jp-Notebook")).not_to_contain_text("opened anew")
    sheet.run("summary")
    expect(sheet.said("summary")).to_contain_text("Answered: 6 of 6.")
    assert clicked(sheet.save()) == written

    page.reload()
    sheet.ready()
    expect(sheet.said("k-one-answer")).to_have_text("Stored: b, sure.")
    sheet.click("k-one", known["k-one"], "a")
    expect(sheet.cell("k-one-answer")).to_contain_text("This page was opened anew since the cell ran.")
    sheet.run("k-one-answer")
    expect(sheet.said("k-one-answer")).to_have_text("Stored: a, sure.")

    sheet.menu("Kernel", "Restart Kernel and Run All Cells…")
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    sheet.settled()
    expect(sheet.said("summary")).to_contain_text("Handed in by: Ada Lind.")
    expect(sheet.said("summary")).to_contain_text("1. a, sure")
    expect(sheet.said("summary")).to_contain_text("Answered: 6 of 6.")
    assert clicked(sheet.save()) == {**written, "k-one": "a"}


def test_what_is_typed_counts_whatever_was_clicked(sample, lab, folder, page):
    path = put(folder, "both", notebook(*kinds(sample)))
    sheet = Sheet(page, lab, path)
    sheet.run_all()
    sheet.click("k-one", forms(path)["k-one"], "b")
    expect(sheet.check("k-one")).to_contain_text("Right. Score: 1 of 1.")
    sheet.type("k-one-answer", 'answer = "a"')
    sheet.run("k-one-answer")
    expect(sheet.said("k-one-answer")).to_contain_text("Not right. Score: 0 of 1.")
    expect(sheet.cell("k-one-answer").locator(".course-clicks")).to_have_count(0)
    sheet.run("summary")
    expect(sheet.said("summary")).to_contain_text("1. a (0)")
    assert "k-one" not in clicked(sheet.save())
    sheet.type("k-one-answer", 'answer = ""')
    sheet.run("k-one-answer")
    expect(sheet.cell("k-one-answer").get_by_role("radio", name="b: Eleven minutes past four")).to_be_checked()
    sheet.cell("k-one-answer").get_by_role("button", name="Clear").click()
    expect(sheet.said("k-one-answer")).to_contain_text("Not answered yet: click your answer")
    assert clicked(sheet.save())["k-one"] == ""


def test_a_click_after_the_first_cell_ran_again_asks_to_run_the_cell_again(sample, lab, folder, page):
    path = put(folder, "again", notebook(*kinds(sample)))
    sheet = Sheet(page, lab, path)
    sheet.run_all()
    sheet.cell("kinds-quiz-sources").click()
    sheet.menu("Run", "Run All Above Selected Cell")
    sheet.settled()
    sheet.click("k-true", forms(path)["k-true"], "false")
    sheet.check("k-true")
    expect(sheet.cell("k-true-answer")).to_contain_text("The first code cell ran again since. Run this cell again too")
    sheet.run("k-true-answer")
    sheet.run("summary")
    expect(sheet.said("summary")).to_contain_text("For practice. Score: 1 of 6.")


def test_an_answer_is_given_by_keyboard_alone(sample, lab, folder, page):
    path = put(folder, "keys", notebook(*kinds(sample)))
    sheet = Sheet(page, lab, path)
    sheet.run_all()
    panel = sheet.cell("k-some-answer").locator(".course-clicks")
    panel.get_by_role("checkbox").first.focus()
    for key in ("Space", "Tab", "Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(sheet.said("k-some-answer")).to_contain_text("Right. Score: 1 of 1.")


def test_text_that_looks_like_a_formula_or_html_is_shown_as_it_is(sample, lab, folder, page):
    resolved, quiz = kinds(sample)
    odd = f"<b>$5</b> and $6 & {' x '.join(FORMULAS)}end"
    option = quiz.items[1].options[0].model_copy(update={"text": odd, "feedback": odd})
    item = quiz.items[1].model_copy(update={"stem": odd, "options": (option, *quiz.items[1].options[1:])})
    path = put(folder, "odd", notebook(resolved, quiz.model_copy(update={"items": (item,)})))
    sheet = Sheet(page, lab, path)
    sheet.run_all()
    expect(sheet.cell("k-some-stem")).to_contain_text(f"1. {odd}")
    expect(sheet.cell("k-some-stem")).to_contain_text(f"a: {odd}")
    panel = sheet.cell("k-some-answer").locator(".course-clicks")
    expect(panel).to_contain_text(f"a: {odd}")
    panel.get_by_role("checkbox").first.click()
    expect(sheet.check("k-some")).to_contain_text(f"a (right): {odd}")
    assert page.locator("mjx-container").count() == 0


def test_notebook_7_takes_clicks_and_typed_answers_too(sample, jupyter, folder, page, tmp_path):
    path = put(folder, "seven", notebook(*kinds(sample)))
    known = forms(path)
    with serving(jupyter, "jupyter-notebook", folder, tmp_path) as address:
        sheet = Sheet(page, address, path, view="notebooks")
        sheet.type("k-true-answer", "answer = False")
        sheet.run_all()
        sheet.click("k-match", known["k-match"], "1a, 2c")
        expect(sheet.check("k-match")).to_contain_text("Not right. Score: 0 of 1.")
        expect(page.locator(".jp-Notebook")).not_to_contain_text("opened anew")
        sheet.run("summary")
        expect(sheet.said("summary")).to_contain_text("For practice. Score: 1 of 6.")
        saved = sheet.save()
    assert clicked(saved) == {**dict.fromkeys(("k-one", "k-some", "k-order", "k-words"), ""), "k-match": "1a, 2c"}
    assert "Right. Score: 1 of 1." in text_of(next(cell for cell in saved.cells if cell.id == "k-true-answer"))
    assert json.loads((folder / ".course-clicked.json").read_text(encoding="utf-8")).keys() == {
        f"k-match {known['k-match']['fingerprint']}"
    }
