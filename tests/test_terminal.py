"""A quiz in the terminal: whole dialogues for every kind of item, the file that keeps the answers, and a real terminal."""

import contextlib
import io
import itertools
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import as_typed, points
from generator.cli import main
from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.labels import form_of, key_of, labels
from generator.render.notebook_runtime import Quiz as Runtime
from generator.render.version import course_version
from generator.spec.quiz import HighlightItem, MatchItem, OrderItem
from generator.terminal.lines import LEAST, Line, Tone, columns, printable, rendered
from generator.terminal.record import ForeignFileError, Given, Record, as_file, from_file, total
from generator.terminal.sitting import Sitting
from tests.browser.quiz_course import answers
from tests.sample_course import SAMPLE, edit
from tests.test_notebook import ITEMS, kinds

GOLDEN = Path(__file__).parent / "golden"
SAVED = "2026-03-04T05:06:07.000Z"


class Desk:
    """A sitting with a clock that goes on by five seconds at each look, and a list of all records that were kept."""

    def __init__(self, root: Path, keys: str = "", record: Record | None = None) -> None:
        self.resolved, self.quiz = kinds(root, keys)
        self.kept: list[Record] = []
        ticks = itertools.count(0, 5)
        self.sitting = Sitting(self.resolved, self.quiz, record or Record(), clock=lambda: float(next(ticks)), keep=self.kept.append)

    def play(self, *lines: str, width: int = 80, sources: bool = False) -> str:
        """The transcript of a sitting in which a student writes some lines; it stops where they end."""
        dialogue = self.sitting.dialogue(sources=sources)
        out = []
        with contextlib.suppress(StopIteration):
            turn = next(dialogue)
            for line in lines:
                out.append(f"{rendered(turn.said, width, colours=False)}{turn.prompt}{line}\n")
                turn = dialogue.send(line)
            out.append(f"{rendered(turn.said, width, colours=False)}{turn.prompt}")
        return "".join(out)

    @property
    def given(self) -> dict[str, tuple[str, ...]]:
        return {name: one.answer for name, one in self.sitting.record.given.items()}


MIXED = ("?", "hint", "?", "b", "a", "hint", "true", "b a c", "1a", "2 3")
"""Answers to the quiz of every kind, right and wrong and in part, with hints."""


def golden(name: str, transcript: str) -> None:
    """Compare a transcript with the one that is kept; `COURSE_REGENERATE=1` keeps it anew."""
    path = GOLDEN / name
    if os.environ.get("COURSE_REGENERATE"):
        path.write_text(transcript, encoding="utf-8")
    assert transcript == path.read_text(encoding="utf-8")


# -- whole dialogues -------------------------------------------------------------------------------------------------------


def test_a_practice_quiz_is_asked_answered_and_explained(sample: Path) -> None:
    golden("quiz-practice.txt", Desk(sample).play(*MIXED, ""))


def test_a_graded_quiz_is_asked_and_answers_are_kept_without_a_word_on_them(sample: Path) -> None:
    desk = Desk(sample, "mode: graded\nconfidence: true\n")
    transcript = desk.play("  Ada   Lind ", "?", "z", "b", "yes", "", "false", "perhaps", "no", "c, a, b", "", "1b", "", "3", "", "7", "2", "c a", "", "")
    golden("quiz-graded.txt", transcript)
    for item in desk.quiz.items:
        key = key_of(item, labels(desk.resolved, desk.quiz, item))
        assert not any(feedback in " ".join(transcript.split()) for feedback in key["feedback"].values())
        proof = desk.resolved.passage(f"{desk.quiz.id}/{item.id}").plain
        assert proof not in transcript or item.id == "k-one"  # whose proof stands in the excerpt of k-words
    assert not re.search(r"(?i)\bright\b(?! order)|wrong|score", transcript.replace("may be right", "").replace("are right", ""))


def test_excerpts_are_printed_first_where_they_are_asked_for(sample: Path) -> None:
    golden("quiz-sources.txt", Desk(sample).play(sources=True))


# -- the same as in the notebook ---------------------------------------------------------------------------------------------


def said_in_a_notebook(desk: Desk, name: str, answer: str) -> list[str]:
    """The lines that the notebook prints to an answer, each without the white space around it."""
    items = []
    for item in desk.quiz.items:
        shown = labels(desk.resolved, desk.quiz, item)
        passage = desk.resolved.passage(f"{desk.quiz.id}/{item.id}")
        items.append({**form_of(item, shown), **key_of(item, shown), "evidence": passage.plain, "source": "-"})
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runtime = Runtime(json.dumps({"mode": desk.quiz.mode.value, "items": items}))
        out.truncate(0)
        out.seek(0)
        runtime.check(name, answer)
    return [line.strip() for line in out.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize("name", ITEMS)
def test_every_answer_is_explained_and_scored_as_in_the_notebook(sample: Path, name: str) -> None:
    """Whatever can be answered, the terminal says what the notebook says, and keeps the ids that the score is made of."""
    desk = Desk(sample)
    at = ITEMS.index(name)
    item = desk.quiz.items[at]
    shown = labels(desk.resolved, desk.quiz, item)
    for answer in answers(item):
        written = as_typed(item, shown, answer)
        dialogue = desk.sitting.dialogue()
        next(dialogue)
        for _ in range(at - _first_open(desk)):
            dialogue.send("")
        desk.sitting.record = Record()
        turn = dialogue.send(written)
        said = [line.strip() for line in rendered(turn.said, 100, colours=False).replace("\n      ", " ").splitlines()]
        expected = said_in_a_notebook(desk, name, written)
        assert said[: len(expected) - 1] == expected[:-1]
        assert points(item, desk.given[name]) == points(item, answer)
        assert said[0].endswith(f"Score: {Runtime.number(points(item, answer))} of 1.")
        desk.sitting.record = Record()


def _first_open(desk: Desk) -> int:
    return next((n for n, item in enumerate(desk.quiz.items) if item.id not in desk.sitting.record.given), len(desk.quiz.items))


def test_the_score_is_the_sum_of_the_points_of_all_answers(sample: Path) -> None:
    desk = Desk(sample)
    transcript = desk.play(*MIXED)
    worth = {item.id: points(item, desk.given[item.id]) for item in desk.quiz.items}
    assert worth == {
        "k-one": 1, "k-some": Fraction(1, 2), "k-true": 0, "k-order": 0, "k-match": Fraction(1, 2), "k-words": 0,
    }  # fmt: skip
    assert total(desk.quiz, desk.sitting.record) == sum(worth.values()) == 2
    assert "\nScore: 2 of 6.\n" in transcript


@pytest.mark.parametrize("name", ITEMS)
def test_what_can_t_be_read_is_told_and_asked_again(sample: Path, name: str) -> None:
    desk = Desk(sample)
    skips = [""] * ITEMS.index(name)
    for wrong in ("z", "9", "a b c d e", "...", "1z"):
        transcript = desk.play(*skips, wrong)
        assert transcript.endswith("Your answer: ")
        assert desk.given == {}
    several = {"k-one": "a b", "k-true": "True, false", "k-match": "1a 1b", "k-order": "a b b"}.get(name)
    if several:
        assert re.search(r"\b(one|once)\b", desk.play(*skips, several).splitlines()[-2])


# -- going about -----------------------------------------------------------------------------------------------------------


def test_enter_leaves_a_question_back_returns_and_a_new_answer_takes_the_place_of_the_old(sample: Path) -> None:
    desk = Desk(sample)
    transcript = desk.play("back", "b", "", "back", "back", "a", "quit")
    assert desk.given == {"k-one": ("ten",)}
    assert "This is the first question.\n" in transcript
    assert "Your answer so far: b. Enter keeps it.\nYour answer: a\nNot right." in transcript
    assert desk.kept[-1] == desk.sitting.record


def test_enter_at_an_answered_question_keeps_its_answer(sample: Path) -> None:
    desk = Desk(sample)
    desk.play("b", "back", "", "quit")
    assert desk.given == {"k-one": ("eleven",)}


def test_in_the_end_any_question_can_be_gone_back_to(sample: Path) -> None:
    desk = Desk(sample)
    transcript = desk.play(*[""] * 6, "0", "seven", "back", "3", "2", "", "2", "back", "b", "quit")
    assert transcript.count("Score: ") == 6  # the end, once more after each of three ways back, and two verdicts
    assert "There is no question 0. They go from 1 to 6.\n" in transcript
    assert "There is no question seven. They go from 1 to 6.\n" in transcript
    assert desk.given == {"k-one": ("eleven",), "k-words": ("like",)}


def test_one_goes_on_at_the_first_question_that_is_open(sample: Path) -> None:
    record = Record(given={"k-one": Given(answer=("ten",)), "k-true": Given(answer=("true",))})
    assert "\nQuestion 2 of 6\n" in Desk(sample, record=record).play()


def test_quit_ends_it_anywhere_with_what_was_answered(sample: Path) -> None:
    for lines in (["quit"], ["b", "quit"], ["b", "yes", "quit"], ["b", "quit"], [*[""] * 6, "quit"]):
        desk = Desk(sample, "confidence: true\n")
        dialogue = desk.sitting.dialogue()
        next(dialogue)
        for line in lines[:-1]:
            dialogue.send(line)
        with pytest.raises(StopIteration):
            dialogue.send(lines[-1])
        assert desk.given == ({"k-one": ("eleven",)} if "b" in lines else {})


def test_sureness_is_taken_and_told(sample: Path) -> None:
    desk = Desk(sample, "confidence: true\n")
    transcript = desk.play("b", "Yes", "a", "perhaps", "n", "true", "", "quit")
    assert [one.sure for one in desk.sitting.record.given.values()] == [True, False, None]
    assert "Right. Score: 1 of 1, sure.\n" in transcript
    assert "Write yes or no, or press Enter.\n" in transcript
    rest = desk.play("", "", "")
    assert "Where you were sure: 1 of 1.\nWhere you were unsure: 0.5 of 1.\n" in rest


def test_the_seconds_of_an_item_are_those_in_which_it_was_on_the_screen(sample: Path) -> None:
    """The clock of these tests goes on by five seconds at each look, and is looked at when an item comes and when it goes."""
    desk = Desk(sample)
    desk.play("b", "back", "", "?", "?", "a c", "quit")
    assert {name: one.seconds for name, one in desk.sitting.record.given.items()} == {"k-one": 5.0, "k-some": 10.0}
    desk = Desk(sample, record=Record(given={"k-one": Given(answer=("ten",), seconds=60.0)}))
    desk.play("back", "b", "quit")
    assert desk.sitting.record.given["k-one"].seconds == 65.0


# -- lines -------------------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300), st.integers(1, 200), st.integers(0, 6), st.integers(0, 6))
def test_lines_keep_every_word_and_no_line_is_wider_than_the_terminal_unless_a_word_is(text: str, width: int, indent: int, hang: int) -> None:
    out = rendered([Line(text, indent=indent, hang=hang)], width, colours=False)
    assert out.split() == printable(text).split()
    for line in out.splitlines() if not re.search("[\v\f\x1c-\x1e\x85\u2028\u2029]", out) else ():
        assert columns(line) <= max(LEAST, min(100, width)) or len(line.split()) == 1


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    assert [columns(text) for text in ("abc", "潮汐表", "e\u0301te\u0301")] == [3, 6, 3]
    assert rendered([Line("潮汐表 " * 8)], 20, colours=False) == "潮汐表 潮汐表 潮汐表\n" * 2 + "潮汐表 潮汐表\n"


def test_characters_that_a_terminal_obeys_are_not_printed() -> None:
    assert rendered([Line("a\x1b[2Jb\x07\x9bc\x7fd")], 80, colours=True) == "a [2Jb c d\n"


def test_colours_only_where_they_are_wanted() -> None:
    lines = [Line("Right.", tone=Tone.RIGHT), Line("So."), Line("", tone=Tone.HEAD)]
    assert rendered(lines, 80, colours=True) == "\033[32mRight.\033[0m\nSo.\n\n"
    assert rendered(lines, 80, colours=False) == "Right.\nSo.\n\n"


# -- the file ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_the_file_is_the_one_that_a_graded_page_saves(sample: Path, mode: str) -> None:
    desk = Desk(sample, f"mode: {mode}\n")
    record = Record(name="Ada “Lind”", given={"k-one": Given(answer=("eleven",), sure=True, seconds=5.26), "k-match": Given(answer=("many=tidings",))})
    file = json.loads(as_file(desk.resolved, desk.quiz, record, SAVED))
    print_of = fingerprint_without_key if mode == "graded" else fingerprint
    extra = {"k-one": {"answer": ["eleven"], "sure": True, "seconds": 5.3}, "k-match": {"answer": ["many=tidings"], "seconds": 0.0}}
    assert file == {
        "schema_version": 1, "course": "kesterhaven", "course_version": course_version(desk.resolved.course), "quiz": "kinds-quiz",
        "name": "Ada “Lind”", "saved": SAVED,
        "items": [{"id": item.id, "fingerprint": print_of(item), "answer": [], **extra.get(item.id, {})} for item in desk.quiz.items],
        **({"score": {"points": 1.5, "of": 6}} if mode == "practice" else {}),
    }  # fmt: skip


def test_what_is_kept_is_read_again(sample: Path) -> None:
    desk = Desk(sample, "confidence: true\n")
    desk.play("b", "yes", "a c", "", "true", "no", "c a b", "", "1b 2a", "", "3", "")
    kept = from_file(desk.resolved, desk.quiz, as_file(desk.resolved, desk.quiz, desk.sitting.record, SAVED))
    assert (kept.record, kept.changed) == (desk.sitting.record, 0)
    assert len(kept.record.given) == 6


def test_an_answer_to_an_item_that_was_changed_since_is_not_kept(sample: Path) -> None:
    desk = Desk(sample)
    desk.play("b", "a c", "quit")
    file = as_file(desk.resolved, desk.quiz, desk.sitting.record, SAVED)
    edited = Desk(sample)
    quiz = edited.quiz.model_copy(update={"items": (edited.quiz.items[0].model_copy(update={"stem": "When?"}), *edited.quiz.items[1:])})
    kept = from_file(edited.resolved, quiz, file)
    assert (list(kept.record.given), kept.changed) == (["k-some"], 1)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it is no file of answers"),
        (b"[]", "it is no file of answers"),
        (b"\xff\xfe", "it is no file of answers"),
        (b"[" * 100_000, "it is no file of answers"),
        (b"{}", "it is no file of answers that this version can read"),
        (b'{"schema_version": 2, "items": []}', "it is no file of answers that this version can read"),
        (b'{"schema_version": 1, "items": [], "course": "kesterhaven", "quiz": "x"}', "it holds answers to the quiz `x` of the course `kesterhaven`"),
    ],
)
def test_another_file_is_not_taken_for_answers(sample: Path, content: bytes, problem: str) -> None:
    desk = Desk(sample)
    with pytest.raises(ForeignFileError, match=f"^{re.escape(problem)}$"):
        from_file(desk.resolved, desk.quiz, content)


def test_damaged_answers_are_asked_again(sample: Path) -> None:
    desk = Desk(sample)
    desk.play("b", "a c", "true", "c a b", "1b", "3")
    file = json.loads(as_file(desk.resolved, desk.quiz, desk.sitting.record, SAVED))
    one, some, true, order, match, words = file["items"]
    one["answer"], some["answer"], order["answer"], match["answer"] = ["noon"], "hear", ["storm"], [["courier"]]
    true["seconds"], words["seconds"], true["sure"], file["name"] = -3, "long", "yes", 7
    kept = from_file(desk.resolved, desk.quiz, json.dumps(file).encode())
    assert kept.record == Record(given={"k-true": Given(answer=("true",)), "k-words": Given(answer=("like",))})
    assert kept.changed == 4


# -- the command ---------------------------------------------------------------------------------------------------------------


def run(sample: Path, lines: str, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`course quiz` in a process of its own in the sample's folder, with lines from a pipe."""
    everything = {**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent), "COURSE_CORPUS": str(sample / "documents"), **(environment or {})}
    return subprocess.run(
        [sys.executable, "-m", "generator", "quiz", *arguments], cwd=sample, env=everything, input=lines, capture_output=True,
        text=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


def test_without_an_id_the_quizzes_are_listed(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quiz", "--course", str(sample)]) == 0
    assert capsys.readouterr() == (
        "asking-quiz         Test: who asked (graded, 6 questions)\n"
        "ringer-quiz         Quiz: the ringer (practice, 5 questions)\n"
        "stopped-clock-quiz  Quiz: a clock stops (practice, 8 questions)\n",
        "",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rnger-quiz", "course: there is no quiz `rnger-quiz`; did you mean `ringer-quiz`?\n"),
        ("zzz", "course: there is no quiz `zzz`; `course quiz` lists them all\n"),
    ],
)
def test_an_unknown_quiz_is_told_with_the_nearest(sample: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert main(["quiz", name, "--course", str(sample)]) == 2
    assert capsys.readouterr() == ("", said)


def test_a_course_with_problems_asks_nothing(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(sample / "quizzes" / "ringer-quiz.yml", "id: ringer-quiz", "id: ringer")
    assert main(["quiz", "ringer-quiz", "--course", str(sample)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.endswith("No quiz can be asked.\n")) == ("", True)


def test_piped_answers_are_kept_in_a_file_and_the_sitting_goes_on_there(sample: Path) -> None:
    kinds(sample)
    first = run(sample, "b\na\n", "kinds-quiz")
    path = sample / "kinds-quiz-answers.json"
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.endswith("Your answer: \n2 of 6 answers are kept in kinds-quiz-answers.json.\n")
    assert json.loads(path.read_text("utf-8"))["score"] == {"points": 1.5, "of": 6}
    second = run(sample, "\nfalse\nquit\n", "kinds-quiz")
    assert second.stdout.startswith("kinds-quiz-answers.json holds 2 of 6 answers.\nGo on from there? yes, or no to begin anew: \n")
    assert "\nQuestion 3 of 6\n" in second.stdout
    assert "Question 1 of 6" not in second.stdout
    assert second.stdout.endswith("3 of 6 answers are kept in kinds-quiz-answers.json.\n")
    third = run(sample, "maybe\nno\na\n", "kinds-quiz")
    assert "Write yes or no.\n" in third.stdout
    assert third.stdout.endswith("1 of 6 answers are kept in kinds-quiz-answers.json.\n")
    again = run(sample, "b\n", "kinds-quiz", "--again")
    assert "Go on" not in again.stdout
    assert [one["answer"] for one in json.loads(path.read_text("utf-8"))["items"]] == [["eleven"], [], [], [], [], []]
    assert sorted(one.name for one in sample.glob("*answers*")) == ["kinds-quiz-answers.json"]


def test_a_graded_quiz_asks_for_the_name_once(sample: Path) -> None:
    kinds(sample, "mode: graded\n")
    first = run(sample, "Ada Lind\nb\n", "kinds-quiz", "--out", "ada.json")
    assert first.stdout.endswith("1 of 6 answers are kept in ada.json. Hand that file in.\n")
    second = run(sample, "yes\nquit\n", "kinds-quiz", "--out", "ada.json")
    assert "Your name" not in second.stdout
    anew = run(sample, "a\n", "kinds-quiz", "--out", "ada.json", "--again")
    assert "Your name" not in anew.stdout
    kept = json.loads((sample / "ada.json").read_text("utf-8"))
    assert (kept["name"], kept["items"][0]["answer"], "score" in kept) == ("Ada Lind", ["ten"], False)


def test_a_file_of_something_else_is_left_alone(sample: Path) -> None:
    (sample / "ringer-quiz-answers.json").write_text("my notes", encoding="utf-8")
    for arguments in ((), ("--again",)):
        done = run(sample, "a\n", "ringer-quiz", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "course: ringer-quiz-answers.json is in the way: it is no file of answers; name another file with --out\n"
        )
    assert (sample / "ringer-quiz-answers.json").read_text("utf-8") == "my notes"


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(sample: Path) -> None:
    done = run(sample, "a\n", "ringer-quiz", "--out", "none/a.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "course: can't keep answers in none/a.json: the folder none does not exist\n"
    done = run(sample, "a\n", "ringer-quiz", "--out", "lessons")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "course: can't keep answers in lessons: Is a directory\n"


def test_an_end_before_any_answer_keeps_nothing(sample: Path) -> None:
    done = run(sample, "", "ringer-quiz")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Your answer: \nNothing was answered.\n")
    assert not (sample / "ringer-quiz-answers.json").exists()


def test_questions_that_were_changed_since_are_told(sample: Path) -> None:
    kinds(sample)
    run(sample, "b\na\n", "kinds-quiz")
    edit(sample / "quizzes" / "kinds-quiz.yml", "What did the keeper do?", "What has the keeper done?")
    done = run(sample, "yes\n", "kinds-quiz")
    assert done.stdout.startswith(
        "kinds-quiz-answers.json holds 1 of 6 answers.\n"
        "1 other was to a question that has been changed since, and will be asked again.\nGo on from there?"
    )
    assert "\nQuestion 2 of 6\n" in done.stdout


# -- a real terminal -------------------------------------------------------------------------------------------------------------


class Terminal:
    """`course quiz` in a terminal of its own, forty columns wide."""

    def __init__(self, sample: Path, *arguments: str, **environment: str) -> None:
        self.seen = ""
        pid, self.handle = pty.fork()
        if pid == 0:  # the child
            os.chdir(sample)
            everything = {**os.environ, "PYTHONPATH": str(SAMPLE.parent.parent), "COURSE_CORPUS": str(sample / "documents"),
                          "COLUMNS": "40", "TERM": "xterm", **environment}  # fmt: skip
            os.execve(sys.executable, [sys.executable, "-m", "generator", "quiz", *arguments], everything)
        self.pid = pid

    def wait_for(self, words: str) -> str:
        """What is printed until some words come."""
        end = time.monotonic() + 60
        before = len(self.seen)
        while words not in self.seen[before:]:
            assert time.monotonic() < end, self.seen
            if select.select([self.handle], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.handle, 65536).decode()
                except OSError:  # Linux's way of saying that the other end is closed
                    break
        return self.seen[before:].replace("\r\n", "\n")

    def write(self, line: str) -> None:
        os.write(self.handle, line.encode())

    def exit_code(self) -> int:
        self.wait_for("\0never")
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.handle)
        return code


def test_in_a_terminal_lines_are_broken_at_its_width_and_verdicts_are_coloured(sample: Path) -> None:
    kinds(sample)
    terminal = Terminal(sample, "kinds-quiz", NO_COLOR="")
    first = terminal.wait_for("Your answer: ")
    assert "\033[1mQuestion 1 of 6\033[0m\n" in first
    assert max(len(re.sub(r"\033\[\d*m", "", line.rpartition("\r")[2])) for line in first.split("\n")) <= 40
    terminal.write("b\n")
    assert "\033[32mRight. Score: 1 of 1.\033[0m\n" in terminal.wait_for("Your answer: ")
    terminal.write("quit\n")
    assert terminal.exit_code() == 0
    assert "1 of 6 answers are kept in" in terminal.seen


def test_nobody_sees_colours_who_asks_for_none(sample: Path) -> None:
    terminal = Terminal(sample, "ringer-quiz", NO_COLOR="1")
    assert "\033[1m" not in terminal.wait_for("Your answer: ")
    terminal.write("\x04")
    assert terminal.exit_code() == 0
    assert terminal.seen.endswith("Nothing was answered.\r\n")


def test_ctrl_c_keeps_the_answers_and_ends_without_a_traceback(sample: Path) -> None:
    kinds(sample)
    terminal = Terminal(sample, "kinds-quiz")
    terminal.wait_for("Your answer: ")
    terminal.write("b\n")
    terminal.wait_for("Your answer: ")
    terminal.write("a, c")
    time.sleep(0.2)
    terminal.write("\x03")
    assert terminal.exit_code() == 130
    assert "Traceback" not in terminal.seen
    assert "1 of 6 answers are kept in" in terminal.seen
    assert json.loads((sample / "kinds-quiz-answers.json").read_text("utf-8"))["items"][0]["answer"] == ["eleven"]


def test_a_sitting_that_is_killed_has_kept_every_answer_before(sample: Path) -> None:
    kinds(sample)
    terminal = Terminal(sample, "kinds-quiz")
    for line in ("b\n", "a c\n", "false\n"):
        terminal.wait_for("Your answer: ")
        terminal.write(line)
    terminal.wait_for("Your answer: ")
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.exit_code() == -signal.SIGKILL
    kept = json.loads((sample / "kinds-quiz-answers.json").read_text("utf-8"))
    assert [one["answer"] for one in kept["items"]] == [["eleven"], ["hear", "write"], ["false"], [], [], []]


def test_every_kind_has_a_way_to_be_written(sample: Path) -> None:
    """The tests above meet all six kinds."""
    quiz: Any = Desk(sample).quiz
    assert {type(item) for item in quiz.items} >= {HighlightItem, MatchItem, OrderItem}
    assert [item.kind for item in quiz.items] == ["single", "multiple", "true-false", "order", "match", "highlight"]
