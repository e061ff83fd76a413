"""A graded quiz: no key in anything that the book publishes, and answers that can be handed in."""

import json
import re

import pytest

from generator.diagnostics.model import Problems
from generator.fingerprint import fingerprint_without_key
from generator.render.version import course_version
from generator.score import keys_of
from generator.spec.course import load_course
from generator.spec.quiz import OrderItem
from tests.browser.answering import answer, group_of, press
from tests.browser.quiz_course import EXAM, an_answer


@pytest.fixture
def exam(page, small):
    page.goto(small.at("chapters/exam", f"#quiz-{EXAM}"))
    return page


def test_nothing_that_is_published_holds_a_graded_quiz_s_feedback_or_proof(small):
    proofs = [item.evidence.quote for item in small.quizzes[EXAM].items if item.evidence.source]
    traces = [trace.encode() for trace in ("Examiner", "proof-x-", *proofs)]
    files = [path for path in small.html.rglob("*") if path.is_file()]
    assert len(proofs) == 5
    assert len(files) > 100
    assert [(path.name, trace) for path in files for trace in traces if trace in path.read_bytes()] == []


def test_the_page_of_a_graded_quiz_holds_no_key_in_any_form(small):
    text = (small.html / "book/chapters/exam.html").read_text("utf-8")
    form = re.search(r"<form[^>]*course-quiz.*?</form>", text, re.DOTALL)[0]
    for trace in ("data-key", "feedback", "evidence", "correct", "proof", 'class="key', "data-option", "checked", "selected"):
        assert trace not in form, trace
    assert (
        re.findall(
            r"[^.>]*\bright\b",
            form.replace("More than one answer may be right", "").replace("more than one choice may be right", ""),
        )
        == []
    )
    assert re.findall(r"<!--.*?-->", form, re.DOTALL) == []
    scripts = [
        *re.findall(r"<script(?![^>]*src)[^>]*>(.*?)</script>", text, re.DOTALL),
        *(path.read_text("utf-8") for path in (small.html / "_static").glob("*.js")),
    ]
    assert len(scripts) > 5
    for item in small.quizzes[EXAM].items:
        shown = re.search(rf'<fieldset[^>]*id="item-{item.id}".*?</fieldset>', form, re.DOTALL)[0]
        assert set(re.findall(r"<fieldset[^>]*?(data-[a-z]+)=", shown)) <= {"data-kind", "data-print"}
        if isinstance(item, OrderItem):
            assert re.findall(r'data-id="([^"]*)"', shown) != keys_of(item)
        # Nothing but the control itself tells one option from another.
        rows = [
            re.sub(r'value="[^"]*"|<span>.*?</span>', "", row)
            for row in re.findall(r"<li>\s*<label>.*?</label>", shown, re.DOTALL)
        ]
        assert len(set(rows)) <= 1 or item.kind == "match"
        assert not any(item.id in script for script in scripts)


def test_the_answer_key_review_and_progress_pages_know_nothing_of_it(small):
    for name in ("answer-key", "review", "progress"):
        text = (small.html / f"book/{name}.html").read_text("utf-8")
        article = re.search(r"<article.*?</article>", text, re.DOTALL)[0]
        assert [item.id for item in small.quizzes[EXAM].items if item.id in article or item.stem in article] == []


def test_answers_are_saved_to_a_file_to_hand_in(exam, small):
    items = {item.id: item for item in small.quizzes[EXAM].items}
    line = exam.locator(".quiz-score")
    assert line.inner_text() == "0 of 6 answered."
    given = {name: an_answer(item, "right") for name, item in items.items() if name not in ("x-true", "x-order")}
    for name, wanted in given.items():
        answer(exam, items[name], wanted)
    group_of(exam, items["x-match"]).get_by_role("checkbox", name="I am sure of my answer").check()
    assert line.inner_text() == "4 of 6 answered."
    exam.get_by_label("Your name or number").fill('  Ida "&" Fenwick ')
    before = exam.evaluate("new Date().toISOString()")
    with exam.expect_download() as download:
        press(exam, exam.get_by_role("button", name="Save my answers"))
    assert download.value.suggested_filename == "exam-quiz-answers.json"
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert before <= saved.pop("saved") <= exam.evaluate("new Date().toISOString()")
    course = load_course(small.root, Problems())
    assert saved == {
        "schema_version": 1,
        "course": "kesterhaven",
        "course_version": course_version(course),
        "quiz": EXAM,
        "name": 'Ida "&" Fenwick',
        "items": [
            {"id": name, "fingerprint": fingerprint_without_key(item), "answer": given.get(name, []), "sure": name == "x-match"}
            for name, item in items.items()
        ],
    }
    assert line.inner_text() == "Saved 4 of 6 answers to exam-quiz-answers.json. Hand that file in."
    assert exam.locator("[data-result], .verdict").count() == 0


def test_a_reload_keeps_graded_answers_and_shows_no_verdict(exam, small):
    for item in small.quizzes[EXAM].items:
        answer(exam, item, an_answer(item, "right"))
    group_of(exam, small.items["x-multiple"]).get_by_role("checkbox", name="I am sure of my answer").check()
    exam.reload()
    assert exam.locator(".quiz-score").inner_text() == "6 of 6 answered."
    with exam.expect_download() as download:
        press(exam, exam.get_by_role("button", name="Save my answers"))
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert {one["id"]: (one["answer"], one["sure"]) for one in saved["items"]} == {
        item.id: (an_answer(item, "right"), item.id == "x-multiple") for item in small.quizzes[EXAM].items
    }
    assert exam.complaints == []


def test_where_an_entry_went_is_told_in_a_graded_quiz_too(exam, small):
    group = group_of(exam, small.items["x-order"])
    last = group.get_by_role("button", name=re.compile("^Move up")).last
    name = last.get_attribute("aria-label")
    press(exam, last)
    assert group.get_by_role("status").inner_text() == "Now number 2 of 3."
    assert exam.locator("*:focus").get_attribute("aria-label") == name


def test_graded_answers_are_neither_progress_nor_review(exam, small):
    answer(exam, small.items["x-single"], ["1"])
    exam.goto(small.at("progress"))
    assert exam.get_by_text("Nothing is due for review.").count() == 1
    exam.goto(small.at("review"))
    assert exam.locator(".review-status").inner_text() == "Nothing is due."
