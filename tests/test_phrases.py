"""Words in quotation marks in an author's own text are looked up in the documents too."""

import pytest

from generator import pipeline
from generator.corpus.corpus import Corpus
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems
from generator.phrases import check_phrases
from generator.spec.course import load_course
from tests.documents import make_document
from tests.reading import place_of
from tests.sample_course import edit


def _check(root, text):
    """What the check says of a home page that holds a text, over one small document."""
    (root / "book" / "index.md").write_text(f"# Home\n\n{text}\n", encoding="utf-8")
    problems = Problems()
    course = load_course(root, Problems())
    document = make_document("The keeper wound the clock at noon. 'Never again,' he said—and left. It cost $4.")
    corpus = Corpus(dict.fromkeys(course.documents(), document), frozenset())
    check_phrases(course, corpus, problems)
    return [(one.code, one.file.name, one.place, one.message) for one in problems if one.file.name == "book/index.md"]


@pytest.mark.parametrize(
    "text",
    [
        "He “wound the clock”, they say.",
        'He "wound the clock," they say.',
        "He “wound … at noon”.",
        "He “wound the [old] clock”.",
        '`"not prose"` is code.',
        "The words 'in single marks' are nobody's.",
    ],
)
def test_words_that_stand_in_a_document_or_are_no_quotation_pass(sample, text):
    assert _check(sample, text) == []


def test_words_that_stand_nowhere_are_reported_where_they_stand(sample):
    assert _check(sample, "One line.\nHe “wound the watch”.") == [
        (Code.PHRASE_UNPROVED, "book/index.md", (4, 4), "the words “wound the watch” stand in no document")
    ]


def test_a_quotation_cut_inside_a_word_is_reported(sample):
    assert [found[0] for found in _check(sample, "He “wound the cloc”.")] == [Code.PHRASE_UNPROVED]


def test_the_sample_course_counts_its_phrases(sample):
    problems = Problems()
    _, counts = pipeline.check(sample, problems)
    assert counts.phrases > 0
    assert [str(found) for found in problems.warnings if found.code is Code.PHRASE_UNPROVED] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- It gives it in words, not in figures.", "- It says “never before”."),
        ('"true": The Evening Tidings says so, and no other text.', '"true": The Evening Tidings says “never before”.'),
        ("feedback: By three it was over it.", "feedback: By three it said “never before”."),
        ("text: The handbill\n", "text: The handbill “never before”\n"),
        ("feedback: So many are in the photograph.", "feedback: So many “never before”."),
        ("feedback: This is where he was.", "feedback: This “never before”."),
        ("stem: Which text counts how many?", "stem: Which text says “never before”?"),
    ],
    ids=["hint", "true-false", "entry", "choice", "pair", "stretch", "stem"],
)
def test_words_quoted_anywhere_in_an_item_are_looked_up(sample, old, new):
    path = sample / "quizzes/stopped-clock-quiz.yml"
    edit(path, old, new)
    problems = Problems()
    pipeline.check(sample, problems)
    assert [(one.code, one.file.name, one.place, one.message) for one in problems] == [
        (Code.PHRASE_UNPROVED, "quizzes/stopped-clock-quiz.yml", place_of(path, "“never before”"),
         "the words “never before” stand in no document")
    ]  # fmt: skip
