"""Every verdict on a citation, and every problem that resolving one can meet, each with its place, on the sample course."""

import hashlib
import shutil
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from generator import pipeline, resolve
from generator.corpus import pattern
from generator.corpus.corpus import Corpus, open_corpus
from generator.corpus.document import Document
from generator.corpus.locate import Edges, Found, Match
from generator.corpus.rules import LAYOUT_RULES, Rule, Verdict, verdict_of
from generator.diagnostics.model import Problems
from generator.resolve import ResolvedCourse
from generator.spec.course import load_course
from generator.spec.glossary import Glossary
from generator.spec.lesson import Lesson
from generator.spec.quiz import Quiz
from generator.spec.sources import Sources
from generator.spec.timeline import Timeline
from tests.sample_course import edit, relock, sample_corpus

SOURCES, LOCK = "lessons/sources.yml", "lessons/passages.lock.yml"
CLOCK, RINGER = "lessons/stopped-clock.yml", "lessons/ringer.yml"
CLOCK_QUIZ, RINGER_QUIZ = "quizzes/stopped-clock-quiz.yml", "quizzes/ringer-quiz.yml"


def check(root: Path) -> tuple[ResolvedCourse | None, list[str]]:
    """The course resolved, and each problem: code, place, message and notes by line, and the help last."""
    problems = Problems()
    resolved, _ = pipeline.check(root, problems)
    said = []
    for found in problems:
        line, column = found.place
        said.append("\n".join((f"{found.code.value} {found.file.name}:{line}:{column}", found.message, *found.notes, found.help)))
    return resolved, said


def faults(root: Path) -> list[str]:
    """The problems of a course that has errors."""
    resolved, said = check(root)
    assert resolved is None
    return said


def at(root: Path, name: str, words: str) -> str:
    """The place of words that stand once in a spec."""
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(words) == 1
    before = text[: text.index(words)]
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.fixture
def without_documents(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with its lock, on a machine that has none of its documents."""
    relock(sample)
    monkeypatch.delenv("COURSE_CORPUS")
    shutil.rmtree(sample / "documents")
    return sample


def a_corpus(root: Path) -> Corpus:
    course = load_course(root, Problems())
    assert course is not None
    return open_corpus(root / "documents", course.sources, Problems())


# -- the sample -------------------------------------------------------------------------------------------------------


def test_the_sample_uses_every_key_that_a_spec_may_have(sample: Path) -> None:
    course = load_course(sample, Problems())
    assert course is not None
    assert course.glossary is not None
    assert course.timeline is not None
    used: set[str] = set()
    for spec in (course.sources, course.glossary, course.timeline, *course.lessons, *course.quizzes):
        _collect(spec.value, used)
    # An amount is written with one key of seven; test_amount has them all.
    written = {key for key in used if not key.startswith("Amount.")}
    declared = {key for model in (Sources, Glossary, Timeline, Lesson, Quiz) for key in _declared(model)}
    assert written == {key for key in declared if not key.startswith("Amount.")}


def _key(model: type[BaseModel], field: str) -> str:
    """A key under the name of the class that declares it: `quote` is one key wherever words are cited."""
    owner = next(cls for cls in reversed(model.__mro__) if field in getattr(cls, "__annotations__", {}))
    return f"{owner.__name__}.{model.model_fields[field].alias or field}"


def _collect(value: object, used: set[str]) -> None:
    if isinstance(value, BaseModel):
        used.update(_key(type(value), field) for field in value.model_fields_set)
        for field in value.model_fields_set:
            _collect(getattr(value, field), used)
    elif isinstance(value, tuple):
        for item in value:
            _collect(item, used)


def _declared(model: type[BaseModel]) -> set[str]:
    """Every key of a model and of the models in it."""
    found = {_key(model, field) for field in model.model_fields}
    for info in model.model_fields.values():
        for inner in _models(info.annotation):
            found |= _declared(inner)
    return found


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]


# -- the verdicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "source", "verdict", "rules"),
    [
        ("Nobody was drowned.", "courier-1887", Verdict.EXACT, set()),
        ("Mr Brook's letters", "courier-1887", Verdict.TYPOGRAPHIC, {Rule.QUOTES}),
        ("of Thursday night", "courier-1887", Verdict.TYPOGRAPHIC, {Rule.WHITE_SPACE}),
        ("asked $4,100, since", "gazette-1890/tower", Verdict.TYPOGRAPHIC, {Rule.ESCAPES}),
        ("that day refused.", "gazette-1890/tower", Verdict.TYPOGRAPHIC, {Rule.EMPHASIS}),
        ("sixty-three, and a dog", "gazette-1890/tower", Verdict.LAYOUT, {Rule.NOTE_MARK}),
        ("it swallowed 1,100 piles", "gazette-1890/tower", Verdict.LAYOUT, {Rule.WHITE_SPACE, Rule.REJOINED}),
        ("up to the council chamber", "gazette-1890/tower", Verdict.LAYOUT, {Rule.WHITE_SPACE, Rule.REJOINED, Rule.FURNITURE}),
        ("to the harbour-master", "gazette-1890/tower", Verdict.LAYOUT, {Rule.LINE_HYPHEN}),
        ("By nine in the morning some two hundred people", "courier-1887", Verdict.NEAR, set()),
        ("By nine in the morning some two hundred people", None, Verdict.NEAR, set()),
        ("By nine in the morning some two hundred people", "tidings-1887", Verdict.ABSENT, set()),
        ("nobody was drowned.", "courier-1887", Verdict.NEAR, set()),
        ("Nobody was drowned.", "tidings-1887", Verdict.ABSENT, set()),
        ("Zinc buckets float poorly upside-down.", None, Verdict.ABSENT, set()),
    ],
)
def test_words_get_the_verdict_of_the_rules_that_they_need(
    sample: Path, words: str, source: str | None, verdict: Verdict, rules: set[Rule]
) -> None:
    judged = a_corpus(sample).judge(words, source)
    assert (judged.verdict, set(judged.rules), len(judged.matches)) == (verdict, rules, int(verdict.proved))


def test_words_that_stand_twice_are_ambiguous_and_every_place_is_given(sample: Path) -> None:
    judged = a_corpus(sample).judge("four hundred people", None)
    assert judged.verdict is Verdict.AMBIGUOUS
    assert [place.source for place in judged.matches] == ["tidings-1887", "gazette-1890/tower"]
    assert {place.raw for place in judged.matches} == {"four hundred people"}


def test_words_of_a_document_that_was_changed_are_never_proved(sample: Path) -> None:
    edit(sample / "documents" / "courier-1887-03-05.txt", "drowned", "drowned.")
    assert a_corpus(sample).judge("They were quiet.", "courier-1887").verdict is Verdict.SOURCE_CHANGED


def test_a_verdict_follows_from_the_rules_alone() -> None:
    assert verdict_of(frozenset()) is Verdict.EXACT
    for rule in Rule:
        assert verdict_of(frozenset({rule})) is (Verdict.LAYOUT if rule in LAYOUT_RULES else Verdict.TYPOGRAPHIC)
    assert [verdict for verdict in Verdict if verdict.proved] == [Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.LAYOUT]


# -- resolved ---------------------------------------------------------------------------------------------------------


def test_the_sample_resolves_to_the_lock_that_is_kept_with_it(sample: Path) -> None:
    resolved, said = check(sample)
    assert said == []
    assert resolved is not None
    assert resolved.proved_now
    assert pipeline.lock_is_current(resolved)


def test_without_documents_every_passage_comes_from_the_lock(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    relock(sample)
    proved, _ = check(sample)
    monkeypatch.delenv("COURSE_CORPUS")
    taken, said = check(sample)
    assert said == []
    assert taken is not None
    assert proved is not None
    assert not taken.proved_now
    assert taken.lock == proved.lock


def test_documents_in_the_folder_corpus_are_found_where_no_folder_is_named(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS")
    (sample / "documents").rename(sample / "corpus")
    resolved, said = check(sample)
    assert said == []
    assert resolved is not None
    assert resolved.proved_now


def test_occurrence_chooses_among_the_places(sample: Path) -> None:
    resolved, _ = check(sample)
    assert resolved is not None
    second = resolved.passage("ringer-quiz/ri-letters")
    assert (second.match, second.of) == (2, 2)
    assert second.text == "It is said that the Board did not read his letters. It did: the second has a ring on it, from a glass."
    edit(sample / RINGER_QUIZ, "occurrence: 2", "occurrence: 1")
    resolved, _ = check(sample)
    assert resolved is not None
    first = resolved.passage("ringer-quiz/ri-letters")
    assert (first.match, first.of) == (1, 2)
    assert first.text.startswith("It is said that the keeper had warned the Board. He had. It is said")


def test_an_entry_holds_range_hash_rules_skipped_spans_notes_and_marks(sample: Path) -> None:
    resolved, _ = check(sample)
    assert resolved is not None
    receipt = resolved.passage("ringer/receipt")
    raw = (sample / "documents" / "gazette-1890.txt").read_text(encoding="utf-8")
    assert raw[slice(*receipt.raw)].startswith("She rang for two years, and")
    assert raw[slice(*receipt.raw)].endswith("the sum of \\$12.² I have held the receipt in my hand.")
    assert [(raw[a:b], rule) for a, b, rule in receipt.skipped] == [("\\", "escapes"), ("²", "note-mark")]
    assert receipt.rules == (Rule.ESCAPES, Rule.NOTE_MARK)
    assert receipt.verdict is Verdict.LAYOUT
    assert (receipt.source, receipt.section, receipt.paragraph) == ("gazette-1890/bell", "THE RINGER AND HER WAGES", "2")
    assert {number: note.text for number, note in receipt.notes.items()} == {"2": "Receipt of 9 May 1889, in the author’s keeping."}
    assert receipt.text == (
        "She rang for two years [sic], and the Board paid her, after many letters, the sum of $12. I have held the receipt in my hand."
    )
    assert [(receipt.text[a:b], kind, number) for _, a, b, kind, number in receipt.marks] == [("[sic]", "gloss", 0), ("", "note", 2)]


def test_an_omission_is_kept_as_a_raw_range(sample: Path) -> None:
    resolved, _ = check(sample)
    assert resolved is not None
    keeper = resolved.passage("stopped-clock/keeper")
    raw = (sample / "documents" / "courier-1887-03-05.txt").read_text(encoding="utf-8")
    assert [" ".join(raw[a:b].split()) for a, b in keeper.omitted] == [
        "He climbed to the works with a lamp and found the shaft of the second wheel broken clean through. He did not touch it."
    ]
    assert keeper.text.count("[...]") == 1


def test_progress_is_told_after_each_citation(sample: Path) -> None:
    steps: list[tuple[int, int]] = []
    pipeline.check(sample, Problems(), lambda done, total: steps.append((done, total)))
    assert steps == [(n, 46) for n in range(1, 47)]


# -- quotations that don't stand --------------------------------------------------------------------------------------

READING = "write the source's reading"


@pytest.mark.parametrize(
    ("spec", "right", "wrong", "notes"),
    [
        (
            CLOCK, "not fewer than four hundred people", "not fewer than five hundred people",
            ["quote:  not fewer than [five] hundred people stood before the Board's …",
             "source: not fewer than [four] hundred people stood before the Board's … (`tidings-1887`, paragraph 5)",
             "risk:   a number differs"],
        ),
        (
            RINGER_QUIZ, "quote: I am a smith.", "quote: I am not a smith.",
            ["quote:  I am [not] a smith.", "source: I am a smith. (`gazette-1890/bell`, paragraph 4)", "risk:   a negation differs"],
        ),
        (
            CLOCK_QUIZ, "quote: Mr Brook's letters", "quote: Mr Crook's letters",
            ["quote:  Mr [Crook's] letters to the Harbour Board are …",
             "source: Mr [Brook's] letters to the Harbour Board are … (`courier-1887`, paragraph 4)",
             "risk:   a name differs"],
        ),
        (
            RINGER, "quote: the iron was bad from the first day", "quote: the iron was bad from the frist day",
            ["quote:  the iron was bad from the [frist] day",
             "source: the iron was bad from the [first] day (`gazette-1890/bell`, paragraph 4)", "risk:   a number differs"],
        ),
        (
            CLOCK, "quote: some two hundred people stood on the quay", "quote: some two hundred people stood on the key",
            ["quote:  … two hundred people stood on the [key] and looked up",
             "source: … two hundred people stood on the [quay] and looked up (`courier-1887`, paragraph 5)"],
        ),
    ],
    ids=["a number", "a negation", "a name", "an ordinal", "no risk"],
)  # fmt: skip
def test_words_that_are_only_like_the_source_are_near_with_a_word_diff_and_its_risk(
    sample: Path, spec: str, right: str, wrong: str, notes: list[str]
) -> None:
    edit(sample / spec, right, wrong)
    source = notes[1].rsplit("(`", 1)[1].split("`", 1)[0]
    value = at(sample, spec, wrong.removeprefix("quote: "))
    assert faults(sample) == ["\n".join((f"quote-near {value}", f"the words are not verbatim in `{source}`", *notes, READING))]


def test_words_like_none_anywhere_are_absent(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: Zinc buckets float poorly upside-down.")
    assert faults(sample) == [
        f"quote-absent {at(sample, RINGER_QUIZ, 'Zinc')}\n"
        "the words do not stand in `gazette-1890/bell`, nor anything like them anywhere\n"
        "check the source, or find the words with `course cite`"
    ]


def test_words_like_those_of_another_source_are_absent_and_the_nearest_words_are_shown(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: the wind had risen after midnight from the south-east. By three")
    (said,) = faults(sample)
    assert said.splitlines()[:2] == [
        f"quote-absent {at(sample, RINGER_QUIZ, 'the wind had')}",
        "the words are not verbatim in `gazette-1890/bell`; the nearest words are in `courier-1887`",
    ]
    assert said.splitlines()[-1] == READING


@pytest.mark.parametrize("named", ["courier-1887", "gazette-1890/tower"])
def test_words_that_stand_verbatim_in_another_document_or_article_are_said_to(sample: Path, named: str) -> None:
    edit(sample / RINGER_QUIZ, "source: gazette-1890/bell\n      quote: I am a smith.", f"source: {named}\n      quote: I am a smith.")
    assert faults(sample) == [
        f"quote-elsewhere {at(sample, RINGER_QUIZ, 'I am a smith.')}\n"
        f"the words do not stand in `{named}`, but verbatim in `gazette-1890/bell`\n"
        "write `source: gazette-1890/bell`"
    ]


def test_words_of_a_document_outside_the_named_article_are_elsewhere(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: Printed at the Old Quay")
    assert faults(sample) == [
        f"quote-elsewhere {at(sample, RINGER_QUIZ, 'Printed at')}\n"
        "the words do not stand in `gazette-1890/bell`, but verbatim in `gazette-1890`\n"
        "write `source: gazette-1890`"
    ]


def test_words_that_stand_more_than_once_are_ambiguous_and_the_places_are_listed(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: It is said that the")
    assert faults(sample) == [
        f"quote-ambiguous {at(sample, RINGER_QUIZ, 'quote: It is said').removesuffix(':7')}:14\n"
        "the words stand 2 times in `gazette-1890/bell`\n"
        "1: gazette-1890/bell at 4337: ... and then offered to sell it a good one. «» keeper had warned the Board. He had. It ...\n"
        "2: gazette-1890/bell at 4394: ...the keeper had warned the Board. He had. «» Board did not read his letters. It did: ...\n"
        "lengthen the quotation, or add `occurrence:` with a number from 1 to 2"
    ]


def test_no_more_than_five_places_are_listed(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: the")
    (said,) = faults(sample)
    lines = said.splitlines()
    assert lines[0].startswith("quote-ambiguous ")
    assert [line[:2] for line in lines[2:-1]] == ["1:", "2:", "3:", "4:", "5:"]


def test_a_range_that_stands_more_than_once_is_ambiguous_at_its_first_words(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "      occurrence: 2\n", "")
    (said,) = faults(sample)
    assert said.splitlines()[:2] == [
        f"quote-ambiguous {at(sample, RINGER_QUIZ, 'It is said that the')}",
        "the words stand 2 times in `gazette-1890/bell`",
    ]


def test_an_occurrence_beyond_the_last_place_is_out_of_range(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "occurrence: 2", "occurrence: 33")
    assert faults(sample) == [
        f"occurrence-range {at(sample, RINGER_QUIZ, '33')}\nthe words stand only 2 times in `gazette-1890/bell`\n"
        "use a number from 1 to 2, or remove the key"
    ]


def test_an_occurrence_of_words_that_stand_once_is_out_of_range(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "quote: I am a smith.", "quote: I am a smith.\n      occurrence: 44")
    assert faults(sample) == [
        f"occurrence-range {at(sample, RINGER_QUIZ, '44')}\nthe words stand only once in `gazette-1890/bell`\n"
        "remove the key"
    ]


@pytest.mark.parametrize("words", ["It lasted for thirty-tw", "t lasted for thirty-two.", "It lasted for thirty"])
def test_words_that_begin_or_end_inside_a_word_or_number_are_split(sample: Path, words: str) -> None:
    edit(sample / RINGER_QUIZ, "quote: It lasted for thirty-two.", f"quote: {words}")
    (said,) = faults(sample)
    lines = said.splitlines()
    assert lines[:2] == [f"quote-split {at(sample, RINGER_QUIZ, words)}", "the quotation begins or ends inside a word or number"]
    assert lines[2].startswith("the source has: ")
    assert "It lasted for thirty-two." in lines[2]
    assert lines[3:] == ["quote whole words"]


# -- from and to ------------------------------------------------------------------------------------------------------


def test_a_to_that_stands_only_before_the_from_is_out_of_order(sample: Path) -> None:
    edit(sample / RINGER, "to: were paid in two parts.", "to: asked for it.")
    assert faults(sample) == [
        f"range-order {at(sample, RINGER, 'asked for it.')}\nno `to` stands after the `from`\nswap the two, or correct them"
    ]


def test_a_to_that_is_not_verbatim_is_near_at_the_to(sample: Path) -> None:
    edit(sample / RINGER, "to: were paid in two parts.", "to: were paid in four parts.")
    (said,) = faults(sample)
    assert said == "\n".join(
        (
            f"quote-near {at(sample, RINGER, 'were paid in four parts.')}",
            "the words are not verbatim in `gazette-1890/tower`",
            "quote:  were paid in [four] parts.",
            "source: were paid in [two] parts. (`gazette-1890/tower`, paragraph 3)",
            "risk:   a number differs",
            READING,
        )
    )


def test_a_from_that_is_not_verbatim_is_near_at_the_from(sample: Path) -> None:
    edit(sample / RINGER, "from: The foundation alone", "from: The foundations alone")
    (said,) = faults(sample)
    assert said.splitlines()[0] == f"quote-near {at(sample, RINGER, 'The foundations alone')}"


# -- omissions and glosses --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "times"), [("He climbed a mast.", "nowhere"), ("of the", "4 times")])
def test_words_to_omit_must_stand_once_in_the_quotation(sample: Path, words: str, times: str) -> None:
    old = "He climbed to the works with a lamp and found the shaft of the second wheel broken clean through. He did not touch it."
    edit(sample / CLOCK, f'omit: ["{old}"]', f'omit: ["{words}"]')
    assert faults(sample) == [
        f"omit-missing {at(sample, CLOCK, chr(34) + words + chr(34))}\nthe words to omit stand {times} in the quotation\n"
        "copy them from the quotation, long enough to be unique"
    ]


@pytest.mark.parametrize(("words", "times"), [("the small wheel", "nowhere"), ("He", "3 times")])
def test_the_words_before_a_gloss_must_stand_once_in_the_quotation(sample: Path, words: str, times: str) -> None:
    edit(sample / CLOCK, "after: the great wheel", f"after: {words}")
    assert faults(sample) == [
        f"gloss-missing {at(sample, CLOCK, f'after: {words}')}\nthe words before the gloss stand {times} in the quotation\n"
        "copy them from the quotation, long enough to be unique"
    ]


# -- evidence ---------------------------------------------------------------------------------------------------------


def test_evidence_that_stands_in_the_source_but_not_in_the_excerpt_is_outside(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "quote: Its hands stand at eleven minutes past four", "quote: Nobody was drowned.")
    assert faults(sample) == [
        f"evidence-outside {at(sample, CLOCK_QUIZ, 'Nobody was drowned.')}\nthe words do not stand in the excerpt `stopped-clock/face`\n"
        "they stand in `courier-1887`: lengthen the excerpt, or write `source:`"
    ]


def test_evidence_in_words_that_the_excerpt_leaves_out_is_outside(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "passage: stopped-clock/face", "passage: stopped-clock/keeper")
    edit(sample / CLOCK_QUIZ, "quote: Its hands stand at eleven minutes past four", "quote: He did not touch it.")
    assert faults(sample) == [
        f"evidence-outside {at(sample, CLOCK_QUIZ, 'He did not touch it.')}\nthe excerpt `stopped-clock/keeper` leaves out some of these words\n"
        "quote words that readers see, or shorten the omission"
    ]


def test_evidence_in_an_excerpt_that_does_not_resolve_is_not_reported_again(sample: Path) -> None:
    edit(sample / CLOCK, "Its hands stand at eleven minutes past four, and there", "Its hands stand at twelve minutes past four, and there")
    assert [said.split(" ", 1)[0] for said in faults(sample)] == ["quote-near"]


# -- words inside excerpts --------------------------------------------------------------------------------------------


def in_print(resolved: ResolvedCourse, excerpt: str, key: str) -> list[str]:
    """What the excerpt prints where the lock says that the words of a citation stand."""
    paragraphs = resolved.passage(excerpt).paragraphs()
    return [paragraphs[n].text[a:b] for n, a, b in resolved.passage(key).within]


@pytest.mark.parametrize(
    ("excerpt", "key", "printed"),
    [
        ("stopped-clock/face", "stopped-clock-quiz/sc-hands", ["Its hands stand at eleven minutes past four"]),
        ("ringer/receipt", "ringer-quiz/ri-sum", ["the sum of $12"]),
        ("stopped-clock/keeper", "stopped-clock-quiz/sc-opinion/wheel", ["He heard the great wheel [of the clock] labour"]),
        ("stopped-clock/keeper", "stopped-clock-quiz/sc-opinion/post", ["was at his post through the whole of the storm."]),
        ("stopped-clock/keeper", "stopped-clock-quiz/sc-opinion/opinion", ["in his opinion, had been sick for years"]),
        ("asking/patience", "stopped-clock-quiz/sc-asked", ["We ask who told him to wait.", "This paper has asked before."]),
    ],
)
def test_words_inside_an_excerpt_know_their_place_in_its_print_with_and_without_the_documents(
    sample: Path, monkeypatch: pytest.MonkeyPatch, excerpt: str, key: str, printed: list[str]
) -> None:
    relock(sample)
    for _ in range(2):
        resolved, said = check(sample)
        assert said == []
        assert resolved is not None
        assert in_print(resolved, excerpt, key) == printed
        monkeypatch.delenv("COURSE_CORPUS", raising=False)


def test_words_of_a_document_have_no_place_in_an_excerpt(sample: Path) -> None:
    resolved, _ = check(sample)
    assert resolved is not None
    assert resolved.passage("stopped-clock-quiz/sc-stones").within == ()


def test_an_excerpt_knows_which_practice_items_its_words_prove(sample: Path) -> None:
    resolved, _ = check(sample)
    assert resolved is not None
    assert [item for item, _ in resolved.proofs_in("asking/patience")] == ["sc-asked"]  # and not as-blame, which is graded
    assert [item for item, _ in resolved.proofs_in("stopped-clock/keeper")] == ["sc-opinion"]


def test_a_stretch_in_words_that_the_excerpt_leaves_out_is_outside(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "quote: He heard the great wheel labour", "quote: He did not touch it.")
    assert faults(sample) == [
        f"evidence-outside {at(sample, CLOCK_QUIZ, 'He did not touch it.')}\nthe excerpt `stopped-clock/keeper` leaves out some of these words\n"
        "quote words that readers see, or shorten the omission"
    ]


def test_stretches_that_touch_do_not_overlap(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "quote: He heard the great wheel labour", "quote: He heard")
    edit(sample / CLOCK_QUIZ, "from: was at his post\n        to: of the storm.", "quote: the great wheel labour")
    assert check(sample)[1] == []
    edit(sample / CLOCK_QUIZ, "quote: He heard", "quote: He heard the")
    assert [said.split("\n")[:2] for said in faults(sample)] == [
        [f"stretch-overlap {at(sample, CLOCK_QUIZ, 'id: post')}", "stretches `wheel` and `post` overlap"]
    ]


# -- documents --------------------------------------------------------------------------------------------------------


def test_a_document_with_other_bytes_is_one_problem_at_its_sha256(sample: Path) -> None:
    edit(sample / "documents" / "courier-1887-03-05.txt", "Nobody was drowned.", "Nobody was drowned!")
    pinned = "7daf4887ab9e8d7e4cccc625bd31c1a09fe63e2a8f3f6927fb4dbae52d766057"
    found = hashlib.sha256((sample / "documents" / "courier-1887-03-05.txt").read_bytes()).hexdigest()
    assert faults(sample) == [
        f"source-changed {at(sample, SOURCES, pinned)}\nthe document `courier-1887` is not the one that the course was written against\n"
        f"pinned: {pinned}\nfound:  {found}\n"
        "put back the right `courier-1887-03-05.txt`; if the change is meant, pin its sha256 and run `course lock`"
    ]


def test_a_document_that_is_not_there_is_one_problem_at_its_file_name(sample: Path) -> None:
    (sample / "documents" / "courier-1887-03-05.txt").unlink()
    assert faults(sample) == [
        f"source-missing {at(sample, SOURCES, 'courier-1887-03-05.txt')}\nthe document `courier-1887` is not in the folder of documents\n"
        "put `courier-1887-03-05.txt` there, or unset COURSE_CORPUS to build from the lock"
    ]


def test_a_document_that_is_not_utf_8_is_unreadable(sample: Path) -> None:
    (sample / "documents" / "courier-1887-03-05.txt").write_bytes(b"caf\xe9")
    assert faults(sample) == [
        f"file-unreadable {at(sample, SOURCES, 'courier-1887-03-05.txt')}\nthe document `courier-1887` can't be read: it is not UTF-8 text\n"
        "save it as UTF-8 text that may be read"
    ]


def test_a_folder_that_is_named_and_not_there_is_a_problem_and_the_lock_does_not_step_in(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_CORPUS", str(sample / "nowhere"))
    assert faults(sample) == [
        f"file-missing {SOURCES}:1:1\nthe folder that COURSE_CORPUS names does not exist\n"
        "correct COURSE_CORPUS, or unset it to build from the lock"
    ]


COPY = "copy the line from the document, whole"


@pytest.mark.parametrize(
    ("key", "line"), [("starts", "THE BELL OF THE LOW TOWN"), ("ends_before", "Printed at the Old Quay")], ids=["starts", "ends_before"]
)
def test_a_boundary_line_that_does_not_stand_in_the_document_is_a_problem_at_its_key(sample: Path, key: str, line: str) -> None:
    edit(sample / SOURCES, f"{key}: {line}", f"{key}: THE BELL OF THE HIGH TOWN")
    name, row, column = at(sample, SOURCES, f"{key}: THE BELL OF THE HIGH TOWN").split(":")
    boundary = f"article-boundary {name}:{row}:{int(column) + len(key) + 2}"
    said = faults(sample)
    assert said[0] == f"{boundary}\nno line of `gazette-1890` reads `THE BELL OF THE HIGH TOWN`\n{COPY}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lines: [From the Keeper, The Crowd", "lines: [From the Warden, The Crowd"),
        ("not: [STAND CLEAR OF THE STAIR]", "not: [From the Warden]"),
        ("cut: [THE RINGER AND]", "cut: [THE RINGER AND, From the Warden]"),
        ("byline: [By Ida Fenwick", "byline: [From the Warden, By Ida Fenwick"),
        ("furniture: [EVENING TIDINGS,", "furniture: [EVENING TIDINGS, From the Warden,"),
        ("- Saturday, 5 March 1887. No. {number}", "- Saturday, 5 March 1887. No. {number}\n        - From the Warden"),
    ],
    ids=["heading", "not a heading", "cut heading", "byline", "furniture", "furniture in a list"],
)
def test_layout_that_the_document_does_not_have_is_a_warning_and_no_error(sample: Path, old: str, new: str) -> None:
    edit(sample / SOURCES, old, new)
    source = "gazette-1890" if old.startswith(("not", "cut", "byline")) else "tidings-1887" if "EVENING" in old else "courier-1887"
    resolved, said = check(sample)
    assert said == [f"layout-unmatched {at(sample, SOURCES, 'From the Warden')}\nno line of `{source}` reads `From the Warden`\n{COPY}"]
    assert resolved is not None


# -- the lock ---------------------------------------------------------------------------------------------------------

RELOCK = f"run `course lock` where the documents are, and commit {LOCK}"


def test_a_lock_made_with_another_text_of_a_document_is_stale(without_documents: Path) -> None:
    pin = "7daf4887ab9e8d7e4cccc625bd31c1a09fe63e2a8f3f6927fb4dbae52d766057"
    edit(without_documents / SOURCES, pin, "0" * 64)
    assert faults(without_documents) == [
        f"lock-stale {at(without_documents, SOURCES, '0' * 64)}\nthe lock was made with another text of `courier-1887`\n{RELOCK}"
    ]


def test_a_lock_without_an_entry_for_a_citation_is_stale(without_documents: Path) -> None:
    edit(without_documents / CLOCK, "id: photograph", "id: picture")
    assert faults(without_documents) == [
        f"lock-stale {at(without_documents, CLOCK, 'The photograph in the Museum shows sixty-three, and a dog.')}\n"
        f"the lock has no entry for the citation `stopped-clock/crowd/picture`, and the documents are not here\n{RELOCK}"
    ]


@pytest.mark.parametrize(
    ("spec", "old", "new", "key", "place"),
    [
        (CLOCK, "quote: The photograph in the Museum shows", "quote: The photograph in the Museum showed",
         "stopped-clock/crowd/photograph", "The photograph in the Museum showed"),
        (RINGER, "to: were paid in two parts.", "to: in two parts.", "ringer/promises", "The foundation alone"),
        (RINGER, "after: two years", "after: for two years", "ringer/receipt", ">-\n        She rang"),
        (RINGER_QUIZ, "occurrence: 2", "occurrence: 1", "ringer-quiz/ri-letters", "It is said that the"),
    ],
    ids=["quote", "to", "gloss", "occurrence"],
)  # fmt: skip
def test_a_lock_made_for_another_wording_of_a_citation_is_stale(
    without_documents: Path, spec: str, old: str, new: str, key: str, place: str
) -> None:
    edit(without_documents / spec, old, new)
    assert faults(without_documents) == [
        f"lock-stale {at(without_documents, spec, place)}\n"
        f"the lock has another wording of the citation `{key}`, and the documents are not here\n{RELOCK}"
    ]


def test_a_quotation_that_yaml_wraps_otherwise_is_the_same_wording(without_documents: Path) -> None:
    edit(without_documents / CLOCK, "and there they have stayed. For thirty-one years no boat has left\n        the", "and there they have stayed.\n"
         "        For thirty-one years no boat has left the")  # fmt: skip
    assert check(without_documents)[1] == []


def test_a_lock_made_under_other_folding_rules_is_stale(without_documents: Path) -> None:
    text = (without_documents / LOCK).read_text(encoding="utf-8")
    rules = next(line for line in text.splitlines() if line.startswith("rules: "))
    edit(without_documents / LOCK, rules, "rules: 0-old")
    assert faults(without_documents) == [f"lock-stale {at(without_documents, LOCK, '0-old')}\nthe lock was made under other folding rules\n{RELOCK}"]


def test_an_entry_that_no_citation_asks_for_is_gone_when_the_lock_is_made_again(sample: Path) -> None:
    before = _keys(sample)
    edit(sample / RINGER_QUIZ, "id: ri-author", "id: ri-writer")
    resolved, said = check(sample)
    assert said == []
    assert resolved is not None
    assert not pipeline.lock_is_current(resolved)
    assert pipeline.save_lock(resolved)
    assert _keys(sample) == sorted({*before, "ringer-quiz/ri-writer"} - {"ringer-quiz/ri-author"})
    assert pipeline.lock_is_current(resolved)
    assert not pipeline.save_lock(resolved)


def test_without_the_documents_an_entry_that_no_citation_asks_for_does_no_harm(without_documents: Path) -> None:
    text = (without_documents / RINGER_QUIZ).read_text(encoding="utf-8")
    (without_documents / RINGER_QUIZ).write_text(text[: text.index("  - id: ri-letters")], encoding="utf-8")
    resolved, said = check(without_documents)
    assert said == []
    assert resolved is not None
    assert "ringer-quiz/ri-letters" not in resolved.lock.passages


def _keys(root: Path) -> list[str]:
    return list(yaml.safe_load((root / LOCK).read_text(encoding="utf-8"))["passages"])


def test_a_lock_of_an_unknown_version_is_refused(without_documents: Path) -> None:
    edit(without_documents / LOCK, "version: 1", "version: 2")
    assert faults(without_documents) == [
        f"lock-format {LOCK}:4:10\nthe lock has version 2; this compiler reads version 1\nrun `course lock` where the documents are"
    ]


def test_with_the_documents_an_unreadable_lock_is_made_anew(sample: Path) -> None:
    relock(sample)
    good = (sample / LOCK).read_text(encoding="utf-8")
    (sample / LOCK).write_text("version: 2\n", encoding="utf-8")
    resolved, said = check(sample)
    assert said == []
    assert resolved is not None
    assert pipeline.save_lock(resolved)
    assert (sample / LOCK).read_text(encoding="utf-8") == good


def test_neither_documents_nor_lock_is_a_problem(without_documents: Path) -> None:
    (without_documents / LOCK).unlink()
    assert faults(without_documents) == [
        f"file-missing {LOCK}:1:1\nthere are neither documents nor `{LOCK}`\n"
        "set COURSE_CORPUS to the folder of documents, or run `course lock` where they are"
    ]


# -- shares -----------------------------------------------------------------------------------------------------------


def test_a_share_above_the_lower_limit_is_a_warning_at_the_id_of_the_source(sample: Path) -> None:
    edit(sample / SOURCES, "{warn: 45, fail: 60}", "{warn: 25, fail: 60}")
    resolved, said = check(sample)
    assert resolved is not None
    assert said == [share("high", at(sample, SOURCES, "courier-1887\n"), "courier-1887", 30.5, 25)]


def test_a_share_above_the_higher_limit_is_an_error_with_and_without_the_documents(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relock(sample)
    edit(sample / SOURCES, "{warn: 45, fail: 60}", "{warn: 24, fail: 25}")
    expected = [
        share("over", at(sample, SOURCES, "courier-1887\n"), "courier-1887", 30.5, 25),
        share("high", at(sample, SOURCES, "tidings-1887\n"), "tidings-1887", 24.9, 24),
    ]
    assert faults(sample) == expected
    monkeypatch.delenv("COURSE_CORPUS")
    assert faults(sample) == expected


def test_a_document_that_may_be_published_whole_has_no_limit(sample: Path) -> None:
    edit(sample / SOURCES, "{warn: 45, fail: 60}", "{warn: 31, fail: 60}")
    assert check(sample)[1] == []
    edit(sample / SOURCES, "rights: full", "rights: quoted")
    assert check(sample)[1] == [share("high", at(sample, SOURCES, "handbill-1887\n"), "handbill-1887", 31.4, 31)]


def share(which: str, place: str, source: str, percent: float, limit: int) -> str:
    """The problem of a source that is quoted too much."""
    return f"share-{which} {place}\nlessons quote {percent} % of `{source}`; the limit is {limit} %\nshorten excerpts, or cite another source"


# -- words quoted without a citation ----------------------------------------------------------------------------------


def test_quoted_words_of_the_course_that_stand_in_no_document_are_a_warning(sample: Path) -> None:
    edit(sample / RINGER, "Watch what he held in his hand.", "He calls it “a bell of tin”. Watch what he held in his hand.")
    resolved, said = check(sample)
    assert resolved is not None
    assert said == [
        f"phrase-unproved {at(sample, RINGER, '“a bell of tin”')}\nthe words “a bell of tin” stand in no document\n"
        "quote them as the source has them, or write them without quotation marks"
    ]


# -- two proofs -------------------------------------------------------------------------------------------------------


def test_a_second_proof_that_does_not_find_the_words_is_a_fault(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = pattern.stands_at
    monkeypatch.setattr(pattern, "stands_at", lambda document, words, place: words != "I am a smith." and second(document, words, place))
    raw = (sample_corpus() / "gazette-1890.txt").read_text(encoding="utf-8")
    start = raw.index("I am a smith.")
    assert faults(sample) == [
        f"proofs-disagree {at(sample, RINGER_QUIZ, 'I am a smith.')}\nthe second proof doesn't find the words at {start}-{start + 13}\n"
        "report this with the quotation and the document's sha256"
    ]


def test_a_first_proof_that_names_another_place_is_a_fault(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second proof is asked about the place that the first names, and reads what the document has there."""
    first = resolve.find_quote

    def shifted(document: Document, words: str, within: tuple[int, int], edges: Edges = Edges.BOTH) -> Found:
        found = first(document, words, within, edges)
        return Found((Match(0, 13),), ()) if words == "I am a smith." else found

    monkeypatch.setattr(resolve, "find_quote", shifted)
    assert "proofs-disagree" in [said.split(" ", 1)[0] for said in faults(sample)]
