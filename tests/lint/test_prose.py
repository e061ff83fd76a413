"""The rules on the author's own words: where each is narrow, what is the author's and what is quoted, and where it is told."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.diagnostics.flaws import OF_PROSE, Flaw
from generator.diagnostics.model import Problems
from generator.diagnostics.to_text import as_text
from generator.lint.baseline import entry_of
from generator.lint.english import english
from generator.lint.prose import claim_unattributed, prose_hard, sentence_long, word_loaded
from generator.lint.prose.phrase_list import phrases
from generator.lint.prose.place import Places
from generator.lint.prose.plain import without_markup, without_quotations
from generator.lint.prose.sentences import paragraphs, sentences
from generator.lint.prose.word_loaded import loaded_words
from generator.lint.words import words
from generator.pipeline import check
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import Mapping, Scalar, parse_yaml
from generator.spec.voice import LoadedWord, Voice
from tests.lint.claim_rate import written
from tests.lint.fragments import flaws_in, reported
from tests.sample_course import copy_sample, edit

VOICE = Voice(
    words=(
        LoadedWord(word="mob", also=("rabble",), unless=("flash mob",), why="Denies a crowd its reasons.", instead="crowd"),
        LoadedWord(word="state terror", why="Is a charge."),
        LoadedWord(word="state", why="Is one word of it."),
    )
)


def loaded(text: str, *, in_english: bool = True) -> list[str]:
    """The words that are found, as written."""
    return [text[one.start : one.end] for one in word_loaded.find(written(text), loaded_words(VOICE, english=in_english))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mob came. Mobs and RABBLE came, the mob's too.", ["mob", "Mobs", "RABBLE", "mob's"]),
        ("It was state\nterror.", ["state\nterror"]),
        ("A flash mob met.", []),
        ("A mobile crowd met.", []),
        ('He calls them "a mob", “the mob”, ‘the mob’ and «mob».', []),
        ("Don't say mob, it isn't fair.", ["mob"]),
        ("The ‘flood’ and the mob's ‘own’ words", ["mob's"]),
        ("Code such as `mob` is no word.", []),
        ("See {term}`mob <crowd>` and {source}`mob-1871`, and [a word](mob).", ["mob"]),
        ("*mob* and **mob** and\n\n### Mob", ["mob", "mob", "Mob"]),
    ],
)
def test_loaded_words_are_found_outside_quotation_marks(text: str, found: list[str]) -> None:
    assert loaded(text) == found


def test_in_another_language_only_the_listed_forms_are_found() -> None:
    assert loaded("The mob, the mobs, the rabble.", in_english=False) == ["mob", "rabble"]


def test_a_loaded_word_is_told_with_its_reason_and_another() -> None:
    first, second = word_loaded.find(written("A mob, a state."), loaded_words(VOICE, english=True))
    assert (first.message, first.help) == ("`mob` takes a side: denies a crowd its reasons", "write `crowd`, or quote who says it")
    assert (second.message, second.help) == ("`state` takes a side: is one word of it", "write a plainer word, or quote who says it")


def test_a_title_of_a_source_is_not_the_authors() -> None:
    titles = phrases([("the", "mob", "of", "aldby")])
    plain = "He wrote The Mob of Aldby on a mob."
    assert without_quotations(plain, titles) == f"He wrote {'|' * 16} on a mob."


# -- claims -----------------------------------------------------------------------------------------------------------

PASSAGE = "On 5 June 1871 the keeper rang 340 strokes in 12 hours, by decree 77, for nine ships; 2.5 per cent of the oil was lost that night."


def claimed(text: str, before: str = "") -> list[str]:
    """The sentences in which a claim is found."""
    return [text[one.start : one.end] for one in claim_unattributed.find(written(text, PASSAGE, ("fenwick",), before), english())]


@pytest.mark.parametrize(
    "text",
    [
        "There were 340 strokes.",
        "The bell rang for twelve hours.",
        "Lost was 2.5 per cent.",
        "Of the oil was lost that night no more than some: 2.5 per cent of the oil was lost that night.",
        "The keeper rang three hundred and forty strokes.",
        'He rang "many" strokes: 340.',
    ],
)
def test_a_figure_or_wording_of_the_passage_wants_a_name(text: str) -> None:
    assert claimed(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "There were 341 strokes.",  # no figure of the passage
        "It was the night of 5 June 1871.",  # a date
        "Decree 77 was old.",  # a label
        "Nine ships lay there.",  # too small to be a claim
        "Fenwick has 340.",  # a name of a source
        "The account has 340.",  # a word for one
        "{source}`fenwick-1871` has 340.",
        "How could there be 340?",
        "Compare 340 with the rules.",
        'It is "340 strokes" there.',
    ],
)
def test_no_claim_is_found_in(text: str) -> None:
    assert claimed(text) == []


def test_the_sentence_before_attributes_and_the_one_before_that_does_not() -> None:
    assert claimed("The keeper tells of it. There were 340.") == []
    assert claimed("The keeper tells of it. It was night. There were 340.") == ["There were 340."]
    assert claimed("The keeper tells of it.\n\nThere were 340.") == ["There were 340."]
    assert claimed("There were 340.", before="How many were there, according to him?") == []


def test_a_claim_is_told_by_what_it_takes() -> None:
    (figure,) = claim_unattributed.find(written("There were 340.", PASSAGE), english())
    assert figure.message == "the text gives the figure 340 of the cited passage, and nobody who says so"
    (wording,) = claim_unattributed.find(written("Much of the oil was lost that night indeed.", "Some of the oil was lost that night"), english())
    assert wording.message == 'the text has the words "of the oil was lost that night" of the cited passage, and nobody who says so'


# -- length and grade -------------------------------------------------------------------------------------------------


def test_a_sentence_is_long_by_more_words_than_are_allowed() -> None:
    text = f"It is short. Word {' '.join(['word'] * 9)}. Word {' '.join(['word'] * 20)}."
    assert [one.message for one in sentence_long.find(written(text), 10)] == ["the sentence has 21 words, and the course allows 10"]
    assert list(sentence_long.find(written(text), 21)) == []


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("One. Two! Three? Four… Five.", ["One.", "Two!", "Three?", "Four…", "Five."]),
        ("He met Dr. Hale, see No. 5 and p. 7. Then he left.", ["He met Dr. Hale, see No. 5 and p. 7.", "Then he left."]),
        ('He said "no." Then 9 came.', ['He said "no."', "Then 9 came."]),
        ("It cost 2.5 marks, e.g. for oil.", ["It cost 2.5 marks, e.g. for oil."]),
        ("{source}`a-1871` is long. {source}`b-1871` is short.", ["XXXXXX  is long.", "XXXXXX  is short."]),
    ],
)
def test_sentences_end_before_a_capital_or_a_figure(text: str, split: list[str]) -> None:
    plain = without_markup(text)
    assert [plain[start:end] for paragraph in paragraphs(plain) for start, end in sentences(plain, paragraph)] == split


def test_a_short_paragraph_has_no_grade() -> None:
    hard = " ".join(["institutional"] * prose_hard.LEAST_WORDS) + "."
    (found,) = prose_hard.find(written(hard), 12)
    assert found.message == (
        "the paragraph reads like grade 59, and the course allows 12; "
        'its longest sentence, "institutional institutional institutional institutional institutional ...", has 40 words'
    )
    assert list(prose_hard.find(written(hard.removeprefix("institutional ")), 12)) == []
    assert list(prose_hard.find(written(hard), 60)) == []


# -- laws -------------------------------------------------------------------------------------------------------------

TEXT = st.text(alphabet=st.sampled_from('ab mob state 340 .!?"“”‘’«»`*_{}<>[]()#|\n-ß’'), max_size=120) | st.text(max_size=80)


@given(TEXT)
def test_no_text_makes_a_rule_fail_and_offsets_stay(text: str) -> None:
    """Blanking keeps the length, and every remark lies in the text and holds a word."""
    one = written(text, PASSAGE)
    assert len(one.plain) == len(one.own) == len(text)
    remarks = [
        *word_loaded.find(one, loaded_words(VOICE, english=True)), *claim_unattributed.find(one, english()),
        *sentence_long.find(one, 3), *prose_hard.find(one, 1),
    ]  # fmt: skip
    assert all(0 <= found.start < found.end <= len(text) and words(one.plain[found.start : found.end]) for found in remarks)


# -- in a course ------------------------------------------------------------------------------------------------------


YAML_STYLES = ("prose: {}\n", "prose: >-\n  {}\n", "prose: |\n  {}\n", "prose: '{}'\n", 'prose: "{}"\n')
WORDS = st.lists(st.sampled_from(["the", "mob", "it's", "mob's", "rabble", "is", "x"]), min_size=1, max_size=12)


@given(WORDS, st.sampled_from(YAML_STYLES), st.sampled_from([" ", "\n  ", "  "]))
def test_a_word_is_pointed_at_wherever_yaml_put_it(said: list[str], style: str, between: str) -> None:
    """In every way of writing a value, on one line or several, each stretch's place holds the very word."""
    laid = between.join(said)
    file = SourceFile("a.yml", style.format(laid.replace("'", "''") if "'{" in style else laid))
    node = parse_yaml(file, Problems())
    assert isinstance(node, Mapping)
    value = node.values["prose"]
    assert isinstance(value, Scalar)
    assert isinstance(value.value, str)
    places = Places(file, value.span, value.value)
    found = [(one, places.span(one.start, one.end)) for one in word_loaded.find(written(value.value), loaded_words(VOICE, english=True))]
    assert [file.text[at.start : at.end].replace("''", "'") for _, at in found] == [value.value[one.start : one.end] for one, _ in found]
    assert len(found) == sum(word in {"mob", "mob's", "rabble"} for word in said)


def test_where_yaml_has_escapes_the_whole_value_is_pointed_at() -> None:
    file = SourceFile("a.yml", 'prose: "the\\nmob"\n')
    assert Places(file, Span(7, 17), "the\nmob").span(4, 7) == Span(7, 17)


def test_an_allowance_in_a_lesson_means_the_words_that_it_names() -> None:
    drunkard = {"prose": "The drunkard rang. The drunkard slept."}
    lint = {"allow": "word-loaded", "where": "drunkard rang", "because": "So he signs."}
    told = [one.message for one in reported(yaml.safe_dump(drunkard)).all() if one.code is Flaw.WORD_LOADED]
    assert told == ["`drunkard` takes a side: judges the keeper"] * 2
    assert [one.code for one in reported(yaml.safe_dump({**drunkard, "lint": [lint]})) if one.code in OF_PROSE] == [Flaw.WORD_LOADED]
    unused = reported(yaml.safe_dump({**drunkard, "lint": [{**lint, "where": "drunkard wept"}]}))
    assert [(one.message, one.help, one.about) for one in unused if one.code is Flaw.ALLOWANCE_UNUSED] == [
        ("`lessons/fog.yml` allows `word-loaded`, and nothing needs it", "remove the entry, or correct `where`", "lessons/fog.yml")
    ]


def test_an_allowance_in_an_item_or_quiz_holds_for_its_feedback() -> None:
    item = {"stem": "Who was the drunkard?"}
    lint = [{"allow": "word-loaded", "because": "It is what the pilots ask."}]
    assert Flaw.WORD_LOADED in flaws_in(yaml.safe_dump(item))
    for allowed in ({**item, "lint": lint}, {"items": [item], "lint": lint}):
        assert not flaws_in(yaml.safe_dump(allowed)) & {Flaw.WORD_LOADED, Flaw.ALLOWANCE_UNUSED}
    idle = reported(yaml.safe_dump({"stem": "Who was the keeper?", "lint": lint}))
    assert [one.message for one in idle if one.code is Flaw.ALLOWANCE_UNUSED] == ["item `item-0` allows `word-loaded`, and nothing needs it"]


def test_an_allowance_of_a_rule_that_has_not_looked_is_not_called_unused() -> None:
    fragment = yaml.safe_dump({"prose": "It is so.", "lint": [{"allow": "prose-hard", "where": "so", "because": "It is a law."}]})
    assert Flaw.ALLOWANCE_UNUSED in flaws_in(fragment)
    assert Flaw.ALLOWANCE_UNUSED not in flaws_in(fragment, "pt-BR")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    laid = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(laid / "documents"))
    return laid


def test_a_course_without_a_voice_is_not_asked_about_its_prose(root: Path) -> None:
    problems = Problems()
    check(root, problems)
    assert [one for one in problems.all() if one.code in OF_PROSE] == []


def test_a_word_is_told_where_it_stands_in_each_kind_of_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second of two, behind a quotation, on a folded line of YAML."""
    edit(root / "lessons/ringer.yml", "limits: Nobody asked", 'limits: |\n  He says "mob"; the\n  mob came.\n\n  Nobody asked')
    edit(root / "quizzes/ringer-quiz.yml", "How long had the shaft served when it broke?", "How long had the shaft of the mob served when it broke?")
    (root / "lessons/voice.yml").write_text("words:\n  - {word: mob, why: Denies a crowd its reasons., instead: crowd}\n", encoding="utf-8")
    assert main(["check", "--course", str(root)]) == 0
    out = capsys.readouterr().out
    told = [line for line in out.splitlines() if line.startswith(("warning", " "))]
    assert [line for line in told if line.startswith("warning[word-loaded]")] == ["warning[word-loaded]: `mob` takes a side: denies a crowd its reasons"] * 2
    lines = (root / "lessons/ringer.yml").read_text(encoding="utf-8").splitlines()
    assert f"--> lessons/ringer.yml:{lines.index('  mob came.') + 1}:3" in out
    assert "--> quizzes/ringer-quiz.yml:" in out


def test_a_finding_of_prose_can_stand_in_a_baseline() -> None:
    (found,) = [one for one in reported(yaml.safe_dump({"prose": "The drunkard rang."})) if one.code is Flaw.WORD_LOADED]
    entry = entry_of(found)
    assert entry is not None
    assert entry[:2] == ("word-loaded", "fog")
    assert as_text(found).startswith("warning[word-loaded]: `drunkard` takes a side: judges the keeper\n  --> lessons/fog.yml:")


def test_a_word_that_is_listed_twice_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "lessons/voice.yml").write_text("words:\n  - {word: mob, why: a}\n  - {word: crowd, also: [Mob], why: b}\n", encoding="utf-8")
    assert main(["check", "--course", str(root)]) == 1
    assert "error[duplicate-id]: " in capsys.readouterr().out


def test_a_voice_that_cannot_be_read_is_told_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "lessons/voice.yml").write_text("words:\n  - {word: mob}\n", encoding="utf-8")
    assert main(["check", "--course", str(root)]) == 1
    assert capsys.readouterr().out.count("error[") == 1
