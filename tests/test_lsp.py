"""The language server as an editor meets it: a real client, a server in a process of its own, the sample as the course.

Nothing here touches the disk but for what is renamed: texts are opened and changed in the editor alone.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from generator import cli, pipeline
from generator.diagnostics.model import Problems
from tests.editor import Editor, apply, cut
from tests.sample_course import copy_sample, relock, sample_corpus

RINGER = "lessons/ringer.yml"
QUIZ = "quizzes/stopped-clock-quiz.yml"
EDITS = 2000


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the sample, its documents and a lock."""
    root = copy_sample(tmp_path_factory.mktemp("editor"))
    relock(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_CORPUS", raising=False)
        one = Editor(root, sample_corpus())
    yield one
    assert one.close() == (0, "")
    assert one.faults == []


@pytest.fixture
def opened(editor: Editor) -> Iterator[Callable[..., str]]:
    """Opens files, and closes them after the test."""
    yield editor.open
    for name in list(editor.texts):
        editor.shut(name)


Open = Callable[..., str]

# -- marks ------------------------------------------------------------------------------------------------------------


def test_a_mistake_is_marked_while_it_is_typed_and_unmarked_when_it_is_mended(editor: Editor, opened: Open) -> None:
    text = opened(RINGER)
    assert editor.marked(RINGER) == []
    wrong = editor.replace(RINGER, "  source: courier-1887", "  source: 😀courier-1887") and editor.texts[RINGER]
    (mark,) = editor.marked(RINGER)
    assert (mark.severity, mark.code, mark.source) == (types.DiagnosticSeverity.Error, "bad-id", "course")
    assert cut(wrong, mark.range) == "😀courier-1887"
    assert mark.message == (
        "`source` `😀courier-1887` is not an id\n"
        "help: write document or document/article, each in lower-case letters and digits, in groups joined by hyphens"
    )
    editor.change(RINGER, text)
    assert editor.marked(RINGER) == []


def errors(marks: list[types.Diagnostic]) -> list[types.Diagnostic]:
    return [mark for mark in marks if mark.severity is types.DiagnosticSeverity.Error]


def test_every_file_of_the_course_gets_its_marks(editor: Editor, opened: Open) -> None:
    """What an open file breaks in one that isn't open is marked there, and the mark goes when it is mended."""
    text = opened(RINGER)
    editor.replace(RINGER, "id: promises", "id: promise")
    (mark,) = errors(editor.marked("quizzes/ringer-quiz.yml", of=RINGER))
    assert mark.message == "there is no excerpt `ringer/promises`\nhelp: did you mean `ringer/promise`?"
    editor.change(RINGER, text)
    assert errors(editor.marked("quizzes/ringer-quiz.yml", of=RINGER)) == []
    assert {mark.severity for mark in editor.marked("quizzes/ringer-quiz.yml", of=RINGER)} == {types.DiagnosticSeverity.Information}


def test_a_mark_names_the_other_place(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    editor.replace(RINGER, "id: receipt", "id: promises")
    marks = [mark for mark in editor.marked(RINGER) if mark.code == "duplicate-id"]
    ((place,),) = [mark.related_information for mark in marks]
    assert (place.location.uri, place.location.range.start.line) == (editor.uri(RINGER), 9)
    assert place.message == "first used at lessons/ringer.yml:10"


def test_a_file_that_was_never_saved_is_part_of_the_course(editor: Editor, opened: Open) -> None:
    """A new lesson is asked to be in the table of contents, and a closed one is forgotten."""
    text = (editor.root / RINGER).read_text(encoding="utf-8")
    opened(RINGER)
    opened("lessons/ringing.yml", text.replace("id: ringer\n", "id: ringing\n").replace("quiz: ringer-quiz\n", ""))
    assert [mark.code for mark in editor.marked("_toc.yml", of="lessons/ringing.yml")] == ["toc-missing"]
    editor.shut("lessons/ringing.yml")
    editor.change(RINGER, text)
    assert editor.marked("_toc.yml", of=RINGER) == []


def test_a_file_outside_of_the_course_is_no_business_of_the_server(editor: Editor, opened: Open) -> None:
    opened("notes.yml", "id: [")
    opened(RINGER)
    editor.marked(RINGER)
    assert editor.uri("notes.yml") not in editor.marks
    assert editor.complete(editor.at("notes.yml", 3)).items == []


# -- proposals --------------------------------------------------------------------------------------------------------


SOURCES = ["courier-1887", "gazette-1890", "gazette-1890/bell", "gazette-1890/tower", "handbill-1887", "tidings-1887"]


@pytest.mark.parametrize(
    ("name", "written", "instead", "proposed"),
    [
        (RINGER, "unit: clock", "unit: |", ["clock", "town"]),
        (RINGER, "quiz: ringer-quiz", "quiz: r|", ["asking-quiz", "ringer-quiz", "stopped-clock-quiz"]),
        (RINGER, "  source: courier-1887", "  source: co|", SOURCES),
        (QUIZ, "lesson: stopped-clock", "lesson: |", ["asking", "ringer", "stopped-clock"]),
        (QUIZ, "answer: gazette", "answer: g|", ["courier", "gazette", "handbill", "tidings"]),
        (QUIZ, "passage: stopped-clock/face", "passage: s|", [
            "asking/patience", "ringer/promises", "ringer/receipt", "stopped-clock/face", "stopped-clock/keeper"]),
        (RINGER, "The {term}`lighter` in", "The {term}`li|` in", [
            "Harbour Board", "clock tower", "harbour tower", "lighter", "the Board", "tower"]),
        (RINGER, "The {term}`lighter` in", "The {passage}`|` in", [
            "asking/patience", "promises", "receipt", "stopped-clock/face", "stopped-clock/keeper"]),
        (RINGER, "The {term}`lighter` in", "The {source}`the report <co|>` in", SOURCES),
        (RINGER, "verdict: partial", "verdict: |", [
            "agree", "partial", "conflict", "self-contradiction", "prediction-vs-outcome", "dependent", "shared-error", "silence", "homonym"]),
        (QUIZ, "mode: practice", "mode: |", ["practice", "graded"]),
    ],
)  # fmt: skip
def test_what_may_be_named_is_proposed(
    editor: Editor, opened: Open, name: str, written: str, instead: str, proposed: list[str]
) -> None:
    """Names of what there is, values of what is chosen from a few."""
    opened(name)
    editor.replace(name, written, instead.replace("|", ""))
    at = editor.texts[name].index(instead.replace("|", "")) + instead.index("|")
    assert [item.label for item in editor.complete(editor.at(name, at)).items] == proposed


def test_a_chosen_name_takes_the_place_of_what_was_typed(editor: Editor, opened: Open) -> None:
    text = opened(RINGER)
    editor.replace(RINGER, "  source: courier-1887", "  source: coXX")
    made = editor.choose(RINGER, "courier-1887", editor.place(RINGER, "source: co"))
    assert made == text


def test_names_stay_known_while_their_file_is_no_yaml(editor: Editor, opened: Open) -> None:
    """What was last read of a file counts while it is broken, and the broken line itself is understood."""
    opened(RINGER)
    editor.marked(RINGER)
    editor.replace(RINGER, "  source: courier-1887", '  source: "gazette-1890/')
    labels = [item.label for item in editor.complete(editor.place(RINGER, 'source: "gazette-1890/')).items]
    assert "gazette-1890/bell" in labels
    assert editor.define(editor.place("quizzes/ringer-quiz.yml", "passage: ringer/rec", text=None)) == (RINGER, "receipt")


def test_keys_that_are_not_written_yet_are_proposed_with_what_they_mean(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    editor.replace(RINGER, "      verdict: partial\n", "      ver\n")
    found = {item.label: item for item in editor.complete(editor.place(RINGER, "      ver")).items}
    assert list(found) == ["verdict"]
    assert found["verdict"].documentation.value.startswith("**`verdict`** (needed): How the answers stand to one another.")
    assert editor.choose(RINGER, "verdict", editor.place(RINGER, "      ver")).count("      verdict: \n") == 1


# -- quotations -------------------------------------------------------------------------------------------------------

SHAFT = "The shaft, in his opinion, had been sick for years, and he had said so in writing, twice."


def test_a_chosen_passage_fills_in_the_whole_citation(editor: Editor, opened: Open) -> None:
    """The words typed give way to the quotation, a source that is missing is named, and the rest of the file stays as it is."""
    text = opened(RINGER)
    editor.replace(RINGER, "          source: courier-1887\n          quote: had been sick for years\n", "          quote: shaft sick\n")
    found = editor.complete(editor.place(RINGER, "quote: shaft sick"))
    assert found.is_incomplete, "another keystroke asks again"
    made = editor.choose(RINGER, SHAFT, editor.place(RINGER, "quote: shaft sick"))
    assert made == text.replace("had been sick for years", SHAFT)


def test_a_block_stays_a_block_and_a_wrong_source_is_corrected(editor: Editor, opened: Open) -> None:
    text = opened(RINGER)
    editor.replace(
        RINGER, "source: courier-1887\n          quote: had been sick for years\n",
        "source: courrier\n          quote: >-\n            had been\n            sick for ye\n",
    )  # fmt: skip
    made = editor.choose(RINGER, SHAFT, editor.place(RINGER, "sick for ye"))
    folded = f">-\n            {SHAFT[:82]}\n            {SHAFT[83:]}"
    assert made == text.replace("had been sick for years", folded)


def test_a_source_that_is_named_is_the_only_one_searched(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    editor.replace(RINGER, "quote: had been sick for years", "quote: for years")
    found = editor.complete(editor.place(RINGER, "quote: for years")).items
    assert found
    assert {item.detail for item in found} == {"courier-1887"}


def test_evidence_names_the_excerpt_that_holds_its_words(editor: Editor, opened: Open) -> None:
    """Where neither excerpt nor source is named, a passage that a lesson shows is named by its excerpt; a long passage of no
    excerpt is named by its ends."""
    text = opened(QUIZ)
    whole = "      passage: stopped-clock/face\n      quote: Its hands stand at eleven minutes past four\n"
    editor.replace(QUIZ, whole, "      quote: hands stand at eleven\n")
    made = editor.choose(QUIZ, "Its hands stand at eleven", editor.place(QUIZ, "hands stand at eleven"))
    assert made.startswith(text[: text.index(whole)] + "      passage: stopped-clock/face\n      quote: ")


def test_evidence_of_an_excerpt_is_sought_in_that_excerpt(editor: Editor, opened: Open) -> None:
    opened(QUIZ)
    editor.replace(QUIZ, "quote: Its hands stand at eleven minutes past four", "quote: the hands")
    items = editor.complete(editor.place(QUIZ, "quote: the hands")).items
    assert items
    made = editor.choose(QUIZ, items[0].label, editor.place(QUIZ, "quote: the hands"))
    assert "      passage: stopped-clock/face\n" in made


# -- at a glance ------------------------------------------------------------------------------------------------------


def test_a_quotation_shows_its_passage_in_context(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    shown = editor.hover(editor.place(RINGER, "quote: had been"))
    assert shown is not None
    head, _, words = shown.partition("\n\n")
    assert head == (
        "Proved, **typographic** (white-space), in `courier-1887`, From the Keeper, paragraph 3, lines 24–25, characters 1076–1099"
    )
    assert "The shaft, in his opinion, **had been sick for years**, and he had said so in writing, twice." in words


def test_what_is_wrong_is_explained(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    editor.replace(RINGER, "  source: courier-1887", "  source: courier-1888")
    editor.marked(RINGER)
    assert editor.hover(editor.place(RINGER, "courier-18")) == (
        "**error** `unknown-reference`: there is no document or article \\`courier-1888\\`\n\n"
        "*help:* did you mean \\`courier-1887\\`?\n\n"
        "A unit, document, article, lesson, excerpt, quiz, choice, name or glossary entry is named that there isn't.\n\n"
        "Use the name that the help line proposes, or write what is missing."
    )


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("gazette-1890/tow", "**article `gazette-1890/tower`**: HOW THE TOWER CAME TO STAND\n\n- authors: Ida Fenwick\n"),
        ("quiz: ringer", "**quiz `ringer-quiz`**: Quiz: the ringer\n\n- lesson: ringer"),
        ("{term}`ligh", "**term `lighter`**: lighter\n\n- definition: A flat boat"),
        ("verdi", "**`verdict`** (needed): How the answers stand to one another. Example: conflict\n\n- `agree`: The sources say"),
        ("verdict: part", "**`partial`**: They agree in part."),
    ],
)
def test_names_keys_and_values_tell_what_they_are(editor: Editor, opened: Open, words: str, shown: str) -> None:
    opened(RINGER)
    assert (editor.hover(editor.place(RINGER, words)) or "").startswith(shown)


# -- from place to place ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "leads_to"),
    [
        (RINGER, "unit: clo", ("lessons/units.yml", "clock")),
        (RINGER, "quiz: ringer-q", ("quizzes/ringer-quiz.yml", "ringer-quiz")),
        (RINGER, "gazette-1890/tow", ("lessons/sources.yml", "tower")),
        (RINGER, "source: gazette-1890/tower\n      headnote", None),
        (RINGER, "{term}`ligh", ("lessons/glossary.yml", "lighter")),
        (QUIZ, "passage: stopped-clock/fa", ("lessons/stopped-clock.yml", "face")),
        (QUIZ, "lesson: stopped-", ("lessons/stopped-clock.yml", "stopped-clock")),
        (QUIZ, "id: sc-hands", (QUIZ, "evidence")),
        (QUIZ, "answer: gaz", (QUIZ, "gazette")),
        ("lessons/timeline.yml", "passage: stopped-clock/fa", ("lessons/stopped-clock.yml", "face")),
        ("_toc.yml", "book/chapters/rin", (RINGER, "ringer")),
        ("_toc.yml", "book/sources/gazette-1890/to", ("lessons/sources.yml", "tower")),
    ],
)
def test_a_name_leads_to_where_it_is_given(
    editor: Editor, opened: Open, name: str, words: str, leads_to: tuple[str, str] | None
) -> None:
    """From a use to what is named; from an item's own id to what proves it; from other text nowhere."""
    opened(name)
    assert editor.define(editor.place(name, words)) == leads_to


def test_every_use_of_a_name_is_found(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    given = editor.place(RINGER, "id: receipt")
    assert editor.uses(given) == [
        ("book/index.md", 11), (RINGER, 17), ("lessons/stopped-clock.yml", 74), ("quizzes/ringer-quiz.yml", 17)]
    assert editor.uses(given, declaration=False) == [one for one in editor.uses(given) if one[0] != RINGER]


# -- other names ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words", "new", "files"),
    [
        (RINGER, "id: ringer", "bell-ringer", {"_toc.yml", "book/index.md", "lessons/stopped-clock.yml", RINGER, "quizzes/ringer-quiz.yml"}),
        (RINGER, "id: receipt", "2003", {"book/index.md", "lessons/stopped-clock.yml", RINGER, "quizzes/ringer-quiz.yml"}),
        (RINGER, "quiz: ringer", "bell-quiz", {RINGER, "quizzes/ringer-quiz.yml"}),
        ("lessons/sources.yml", "id: tower", "spire", None),
        ("lessons/sources.yml", "id: gazette-1890", "harbour-gazette", None),
        ("lessons/units.yml", "id: town", "burgh", None),
        ("lessons/glossary.yml", "term: lighter", "flat barge", None),
        (QUIZ, "answer: gaz", "paper", {QUIZ}),
        (QUIZ, "id: sc-hands", "sc-needles", {QUIZ}),
    ],
)
def test_a_renamed_course_is_as_sound_as_before(
    name: str, words: str, new: str, files: set[str] | None, editor: Editor, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is changed wherever it stands, the file that is called by it too, and the check finds nothing."""
    text = opened(name)
    old = editor.prepare(editor.place(name, words))
    assert old is not None
    assert old in text
    edit = editor.rename(editor.place(name, words), new)
    assert "Save all; then `course lock` brings the lock up to date." in editor.wait_for_message()
    named = {one.text_document.uri for one in edit.document_changes or () if isinstance(one, types.TextDocumentEdit)}
    assert files is None or named == {editor.uri(one) for one in files}
    course = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(sample_corpus()))
    before = findings(course)
    for change in edit.document_changes or ():
        if isinstance(change, types.RenameFile):
            moved(course, editor, change.old_uri).rename(moved(course, editor, change.new_uri))
        else:
            path = moved(course, editor, change.text_document.uri)
            path.write_text(apply(path.read_text(encoding="utf-8"), change.edits), encoding="utf-8")
    assert findings(course) == before


def moved(course: Path, editor: Editor, uri: str) -> Path:
    """The file of another copy of the course."""
    return course / uri.removeprefix(editor.root.as_uri() + "/")


def findings(course: Path) -> list[str]:
    problems = Problems()
    pipeline.check(course, problems)
    return [one.code.value for one in problems.all()]


@pytest.mark.parametrize(
    ("name", "words", "new", "why"),
    [
        (RINGER, "id: receipt", "promises", "`promises` is the id of another excerpt, at lessons/ringer.yml:10"),
        (RINGER, "id: receipt", "shaft", "`shaft` is the id of another comparison, at lessons/ringer.yml:27"),
        (RINGER, "id: ringer", "asking-quiz", "`asking-quiz` is the id of another quiz, at quizzes/asking-quiz.yml:1"),
        (RINGER, "id: ringer", "sources", "`lessons/sources.yml` is no lesson's file; use another id"),
        (RINGER, "quiz: ringer", "course", "the notebook of the whole course is called `course`; use another id"),
        (RINGER, "id: receipt", "The Bill",
         "`The Bill` is not an id: use lower-case letters and digits, in groups joined by hyphens"),
        (RINGER, "{term}`ligh", "a`b", "a term is words on one line, without `<`, `>` and backquotes"),
        (RINGER, "{term}`ligh", "barge: flat", "`lessons/ringer.yml` would be no YAML with this name; use simpler words"),
        (RINGER, "title: A rec", "x", "no name stands here that could be changed"),
    ],
)  # fmt: skip
def test_a_name_that_may_not_be_is_refused_with_the_reason(
    editor: Editor, opened: Open, name: str, words: str, new: str, why: str
) -> None:
    opened(name)
    assert editor.refused(editor.place(name, words), new) == why


def test_nothing_is_renamed_past_a_file_that_is_no_yaml(editor: Editor, opened: Open) -> None:
    opened(RINGER)
    opened(QUIZ)
    editor.change(QUIZ, "id: [")
    why = "`quizzes/stopped-clock-quiz.yml` can't be read as YAML, and may hold the name too; mend it first"
    assert editor.refused(editor.place(RINGER, "id: receipt"), "paid") == why


# -- repairs ----------------------------------------------------------------------------------------------------------


def test_a_repair_is_offered_and_the_sure_ones_together(editor: Editor, opened: Open) -> None:
    """Each fix of a problem is an action that belongs to its mark; all sure ones of the file are one more."""
    text = opened(RINGER)
    editor.change(RINGER, text.replace("headnote: Ida", "headnoet: Ida").replace("headnote: Tomas", "headnot: Tomas"))
    marks = editor.marked(RINGER)
    actions = editor.actions(RINGER)
    fixes = [one for one in actions if one.kind == types.CodeActionKind.QuickFix]
    assert [list(one.diagnostics) for one in fixes] == [[mark] for mark in marks]
    assert [one.is_preferred for one in fixes] == [True, True]
    (every,) = [one for one in actions if one.kind == types.CodeActionKind.SourceFixAll]
    (change,) = every.edit.document_changes
    assert (change.text_document.uri, change.text_document.version) == (editor.uri(RINGER), editor.versions[RINGER])
    assert apply(editor.texts[RINGER], change.edits) == text
    assert editor.actions(RINGER, ["source.fixAll"]) == [every]
    assert editor.actions(RINGER, ["quickfix"]) == fixes
    assert editor.actions(RINGER, ["refactor"]) == []


def test_a_repair_for_another_text_is_not_offered(editor: Editor, opened: Open) -> None:
    """Its places would be the wrong ones: after a keystroke, it waits for the next check."""
    text = opened(RINGER)
    editor.change(RINGER, text.replace("headnote: Ida", "headnoet: Ida"))
    editor.marked(RINGER)
    editor.change(RINGER, "# one more line\n" + editor.texts[RINGER])
    editor.marked(RINGER)
    assert len(editor.actions(RINGER, ["quickfix"])) == 1


# -- another editor -----------------------------------------------------------------------------------------------------


def test_an_editor_that_knows_less_and_a_course_without_documents(tmp_path: Path) -> None:
    """With the option `schemas` names are proposed, and keys and values aren't: the editor reads the schemas. One that renames no
    files is told which to rename. The lock shows passages where the documents aren't here."""
    root = copy_sample(tmp_path)
    relock(root)
    one = Editor(root, None, options={"schemas": True}, moves=False)
    text = one.open(RINGER)
    assert one.marked(RINGER) == []
    assert one.hover(one.place(RINGER, "quote: had been")) == (
        "Last proved, **typographic**, in `courier-1887`, characters 1076–1099. The documents are not here.\n\n"
        "> **had been sick for years**"
    )
    one.replace(RINGER, "      verdict: partial\n", "      ver\n")
    assert one.complete(one.place(RINGER, "      ver")).items == []
    assert one.complete(one.place(RINGER, "source: courier")).items != []
    one.change(RINGER, text)
    edit = one.rename(one.place(RINGER, "id: ringer"), "bell-ringer")
    assert edit.document_changes is None
    assert one.uri("_toc.yml") in (edit.changes or {})
    assert "Rename `lessons/ringer.yml` to `lessons/bell-ringer.yml` too." in one.wait_for_message()
    assert one.close() == (0, "")
    assert one.faults == []


# -- whatever is typed ------------------------------------------------------------------------------------------------


def test_no_edit_upsets_the_server(editor: Editor, opened: Open) -> None:
    """2,000 random edits of specs, with something asked after each: no request fails, no message of a fault comes, and in the end
    the restored files have no marks."""
    names = [RINGER, QUIZ, "lessons/sources.yml", "lessons/timeline.yml", "lessons/glossary.yml", "lessons/units.yml", "_toc.yml"]
    good = {name: opened(name) for name in names}
    chance = random.Random(20)
    pieces = ["\n", "\r\n", "  ", "- ", ": ", "'", '"', "|", ">-", "{", "}", "[", "&a ", "*a", "#", "\t", "😀", "\u2028", "\x00", "`", "{term}`",
              "quote: ", "source: ", "the shaft", "passage: ", "id: ", "---\n"]  # fmt: skip
    for number in range(EDITS):
        name = chance.choice(names)
        text = editor.texts[name] if number % 40 else good[name]
        at = chance.randrange(len(text) + 1)
        stop = at + (chance.randrange(12) if chance.random() < 0.5 else 0)
        piece = chance.choice(pieces)
        editor.change(name, text[:at] + piece + text[stop:])
        place = editor.at(name, min(at + len(piece), len(editor.texts[name])))
        ask = chance.choice([editor.complete, editor.hover, editor.define, editor.uses, editor.prepare_or_none])
        ask(place)
        if number % 50 == 0:
            editor.actions(name)
    for name in names:
        editor.change(name, good[name])
    assert [errors(editor.marked(name)) for name in names] == [[]] * len(names)
    assert editor.faults == []


# -- the command ------------------------------------------------------------------------------------------------------


def test_without_a_course_the_server_says_so_and_answers_nothing(tmp_path: Path) -> None:
    one = Editor(tmp_path, None)
    one.open("lessons/x.yml", "id: x")
    said = "There is no course here: `lessons/sources.yml` is missing. Open the folder that holds it."
    assert one.wait_for_message() == said
    assert one.hover(one.at("lessons/x.yml", 1)) is None
    assert one.actions("lessons/x.yml") == []
    assert one.close() == (0, "")


def test_without_its_package_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith(("generator.lsp", "pygls", "lsprotocol"))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert cli.main(["lsp", "--course", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "course: the language server needs the package `pygls`; install it: pip install 'course-compiler[editor]'\n"
    )
