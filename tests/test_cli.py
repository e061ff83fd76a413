"""The command `course`: its exit codes, what it prints where, and the forms on which other programs rely."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.corpus.rules import Verdict
from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from tests.sample_course import SAMPLE, edit, run_course, sample_corpus, tree

COURIER, GAZETTE = "courier-1887-03-05.txt", "gazette-1890.txt"
LOCK = "lessons/passages.lock.yml"


class Ran:
    """What a run of the command gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def course(sample: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on the sample: `course("check", "--json")`."""

    def run(*arguments: str) -> Ran:
        code = main([*arguments, "--course", str(sample)])
        return Ran(code, *capsys.readouterr())

    return run


def raw(name: str) -> str:
    return (sample_corpus() / name).read_bytes().decode()


def place(source: str, name: str, words: str) -> dict[str, Any]:
    """Where words of a document stand, counted by hand as it were."""
    start = raw(name).index(words)
    return {"source": source, "start": start, "end": start + len(words)}


# -- where there is no course, and what is no command --------------------------------------------------------------------


@pytest.mark.parametrize("command", [["check"], ["build"], ["lock"], ["cite", "words"]])
def test_without_a_course_every_command_is_wrong_usage(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--course", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == ("course: there is no course here: `lessons/sources.yml` is missing; name a course's root with --course\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["bake"], ["check", "--fast"], ["cite", "--batch"]])
def test_what_is_no_command_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: course")


@pytest.mark.parametrize("command", ["build", "check", "lock", "cite", "explain"])
def test_every_command_tells_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: course {command} [-h] [--course DIR]")


def test_the_course_of_the_present_folder_is_taken_unless_another_is_named(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample)
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith(": no problems.\n")


# -- explain -----------------------------------------------------------------------------------------------------------


def test_explain_without_a_code_lists_every_code_with_what_it_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    codes = [*Code, *Flaw]
    width = max(len(code.value) for code in codes)
    assert capsys.readouterr().out.splitlines() == [
        f"{code.value.ljust(width)}  {code.explanation.splitlines()[0]}" for code in codes
    ]


@pytest.mark.parametrize("code", [*Code, *Flaw], ids=lambda code: code.value)
def test_explain_with_a_code_prints_all_there_is_to_say(code: Code | Flaw, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code.value]) == 0
    assert capsys.readouterr().out == f"{code.value} ({code.severity.value})\n\n{code.explanation}\n"


@pytest.mark.parametrize(
    ("misspelt", "answer"),
    [
        ("quote-naer", "course: there is no code `quote-naer`; did you mean `quote-near`?\n"),
        ("UNKNOWN_KEY", "course: there is no code `UNKNOWN_KEY`\n"),
        ("zzz", "course: there is no code `zzz`\n"),
    ],
)
def test_explain_with_a_misspelt_code_names_the_nearest(misspelt: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", misspelt]) == 2
    assert capsys.readouterr() == ("", answer)


def test_explain_needs_no_course(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "quote-near", "--course", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("quote-near (error)\n")


# -- check -------------------------------------------------------------------------------------------------------------


def test_check_json_without_problems_holds_the_counts(course: Any) -> None:
    ran = course("check", "--json")
    assert (ran.code, ran.err) == (0, "")
    checked = ran.json()["checked"]
    assert ran.json() == {"problems": [], "checked": checked}
    assert {name: checked[name] for name in ("lessons", "quizzes", "documents")} == {"lessons": 3, "quizzes": 3, "documents": 4}
    assert list(checked) == ["lessons", "quizzes", "items", "citations", "excerpts", "documents", "phrases"]
    assert all(isinstance(count, int) for count in checked.values())


def test_check_json_gives_every_problem_with_its_eight_keys(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "ringer.yml", "title: The ringer\n", "tilte: The ringer\n")
    ran = course("check", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert ran.json()["problems"] == [
        {
            "code": "unknown-key",
            "severity": "error",
            "file": "lessons/ringer.yml",
            "line": 2,
            "column": 1,
            "message": "unknown key `tilte`",
            "help": "did you mean `title`?",
            "fixes": [
                {
                    "title": "write `title`",
                    "sure": True,
                    "edits": [{"file": "lessons/ringer.yml", "start": 11, "end": 16, "line": 2, "column": 1, "text": "title"}],
                }
            ],
        }
    ]


def test_check_ends_with_one_for_errors_and_with_nought_for_warnings(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "sources.yml", "limits: {warn: 45", "limits: {warn: 25")
    assert course("check").code == 0
    edit(sample / "lessons" / "sources.yml", "fail: 60}", "fail: 25}")
    assert course("check").code == 1


def test_where_course_corpus_names_nothing_it_is_a_problem_and_not_a_course_without_documents(
    course: Any, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_CORPUS", str(sample / "nowhere"))
    ran = course("check", "--json")
    assert ran.code == 1
    assert ran.json()["problems"] == [
        {
            "code": "file-missing",
            "severity": "error",
            "file": "lessons/sources.yml",
            "line": 1,
            "column": 1,
            "message": "the folder that COURSE_CORPUS names does not exist",
            "help": "correct COURSE_CORPUS, or unset it to build from the lock",
            "fixes": [],
        }
    ]


def test_a_folder_named_corpus_needs_no_naming(course: Any, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS")
    (sample / LOCK).unlink()
    assert course("check").code == 1  # neither documents nor a lock
    (sample / "documents").rename(sample / "corpus")
    assert course("check").code == 0


def test_a_course_whose_sources_cannot_be_read_has_that_one_problem(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "sources.yml", "documents:\n", "document:\n")
    ran = course("check", "--json")
    assert ran.code == 1
    assert [found["message"] for found in ran.json()["problems"]] == ["unknown key `document`"]
    assert set(ran.json()["checked"].values()) == {0}


# -- lock --------------------------------------------------------------------------------------------------------------


def test_lock_writes_the_lock_once(course: Any, sample: Path) -> None:
    locked = (sample / LOCK).read_bytes()
    (sample / LOCK).unlink()
    first, second = course("lock"), course("lock")
    count = first.out.split()[-3]
    assert (first.code, first.out) == (0, f"{LOCK} written: {count} quotations proved.\n")
    assert (second.code, second.out) == (0, f"{LOCK} is current: {count} quotations proved.\n")
    assert (sample / LOCK).read_bytes() == locked


def test_lock_locked_passes_where_the_lock_is_current(course: Any) -> None:
    ran = course("lock", "--locked")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"{LOCK} is current: ")


def test_lock_locked_fails_where_the_lock_would_change_and_leaves_it_alone(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "ringer.yml", "quote: had been sick for years", "quote: in his opinion, had been sick for years")
    before = tree(sample)
    ran = course("lock", "--locked")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"course: {LOCK} would change; run `course lock` and review the difference\n"
    assert tree(sample) == before


def test_a_lock_is_not_written_for_a_course_with_errors(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "ringer.yml", "quote: had been sick for years", "quote: had been sick for two years")
    before = tree(sample)
    ran = course("lock")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error[quote-near]: ")
    assert ran.err.endswith("\n\n1 error. The lock was left alone.\n")
    assert tree(sample) == before


def test_a_lock_cannot_be_made_without_the_documents(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS")
    ran = course("lock")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "course: the lock can only be made where the documents are; set COURSE_CORPUS to their folder\n"


# -- cite --------------------------------------------------------------------------------------------------------------

LOUDER = "the nothing was the louder of the two"


def test_cite_says_of_words_that_stand_once_where_they_stand(course: Any) -> None:
    start = raw(COURIER).index(LOUDER)
    ran = course("cite", LOUDER)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"exact\n  courier-1887, From the Keeper, paragraph 3 [{start}-{start + len(LOUDER)}]\n    {LOUDER}\n\n"
        f"source: courier-1887\nquote: {LOUDER}\n"
    )


def test_cite_says_which_rules_a_quotation_needed(course: Any) -> None:
    ran = course("cite", "--source", "gazette-1890/bell", "the sum of $12. I have held the receipt")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "layout (differs only in backslashes of the file; note marks left out)"


def test_cite_fails_for_words_that_are_not_proved_and_shows_what_is_like_them(course: Any) -> None:
    ran = course("cite", "--source", "courier-1887", "some three hundred people stood on the quay")
    start = raw(COURIER).index("some two hundred")
    assert ran.code == 1
    assert ran.out.splitlines()[:4] == [
        "near",
        f"  near: courier-1887, The Crowd on the Quay, paragraph 5 [{start}-{start + 41}]  risk: number differs",
        "    quote:  some [three] hundred people stood on the quay",
        "    source: some [two] hundred people stood on the quay",
    ]


def test_cite_tells_where_else_words_stand(course: Any) -> None:
    ran = course("cite", "--source", "gazette-1890/tower", "had been sick for years")
    start = raw(COURIER).index("had been\nsick for years")
    assert ran.code == 1
    assert f"  Verbatim elsewhere:\n    courier-1887, From the Keeper, paragraph 3 [{start}-{start + 23}]\n" in ran.out


def test_cite_tells_that_words_would_be_cut(course: Any) -> None:
    ran = course("cite", "--source", "courier-1887", "had been sick for year")
    assert ran.code == 1
    assert ran.out.startswith(
        "near\n  The words begin or end inside a word or number:\n    courier-1887, From the Keeper, paragraph 3 ["
    )


def test_cite_json_is_the_answer_of_a_batch_without_an_id(course: Any) -> None:
    ran = course("cite", "--json", "--source", "courier-1887", LOUDER)
    assert ran.code == 0
    assert ran.json() == {
        "verdict": "exact",
        "matches": [{**place("courier-1887", COURIER, LOUDER), "text": LOUDER, "section": "From the Keeper", "paragraph": "3"}],
        "nearest": [],
        "elsewhere": [],
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "courier", "words"], "there is no document or article `courier`"),
        (["--source", "gazette-1890/towers", "words"], "there is no document or article `gazette-1890/towers`"),
        ([], "give either the words or --batch FILE"),
        (["words", "--batch", "-"], "give either the words or --batch FILE"),
    ],
)
def test_cite_needs_words_and_a_source_that_exists(course: Any, arguments: list[str], message: str) -> None:
    ran = course("cite", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"course: {message}\n")


def test_cite_needs_the_documents(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS")
    ran = course("cite", "words")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "course: citing needs the documents: set COURSE_CORPUS to their folder\n"


def test_cite_minds_no_fault_of_a_lesson(course: Any, sample: Path) -> None:
    edit(sample / "lessons" / "ringer.yml", "title: The ringer\n", "tilte: The ringer\n")
    ran = course("cite", LOUDER)
    assert (ran.code, ran.err) == (0, "")


def test_cite_says_of_a_changed_document_that_it_changed(course: Any, sample: Path) -> None:
    edit(sample / "documents" / COURIER, "It would be cheaper\nstill", "It would be dearer\nstill")
    ran = course("cite", "--json", "--source", "courier-1887", LOUDER)
    assert (ran.code, ran.json()["verdict"]) == (1, "source-changed")
    assert ran.err.startswith("error[source-changed]: ")


# -- cite --batch ------------------------------------------------------------------------------------------------------

NONE: dict[str, list[Any]] = {"matches": [], "nearest": [], "elsewhere": []}
AFFORD = "for those who can’t afford a watch of their own"
SUM = "the sum of \\$12.² I have held the receipt"


def asked(*lines: Any) -> str:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


BATCH = asked(
    {"id": "exact", "source": "courier-1887", "quote": LOUDER},
    {"id": 2, "source": "courier-1887", "quote": "for those who can't afford a watch of their own"},
    {"id": ["any", "value"], "source": "gazette-1890/bell", "quote": "the sum of $12. I have held the receipt"},
    {"id": "article", "source": "gazette-1890", "quote": "I am a smith."},
    {"id": "twice", "source": None, "quote": "the inner basin"},
    {"id": "elsewhere", "source": "handbill-1887", "quote": "the bell of the Low Town chapel is to be rung by hand"},
    {"id": "near", "source": "courier-1887", "quote": "some three hundred people stood on the quay and looked up"},
    {"id": "absent", "source": None, "quote": "Zebras! Zebras! Zebras!"},
    {"id": None, "source": "courier-1887", "quote": ""},
)


def near_number() -> dict[str, Any]:
    words = "some two hundred people stood on the quay and\nlooked up"
    return {**place("courier-1887", COURIER, words), "text": words, "risk": ["number"]}


def twice() -> list[dict[str, Any]]:
    words = "the inner basin"
    text = raw(COURIER)
    first = text.index(words)
    second = text.index(words, first + 1)
    assert text.find(words, second + 1) == -1
    return [
        {"source": "courier-1887", "start": first, "end": first + 15, "text": words, "section": None, "paragraph": "1"},
        {"source": "courier-1887", "start": second, "end": second + 15, "text": words,
         "section": "The Tides for the Week", "paragraph": "10"},
    ]  # fmt: skip


def check_batch(out: str) -> None:
    answers = [json.loads(line) for line in out.splitlines()]
    exact, typographic, layout, article, ambiguous, elsewhere, near, absent, empty = answers
    keeper = {"section": "From the Keeper", "paragraph": "3"}
    assert exact == {
        "id": "exact", "verdict": "exact", **NONE,
        "matches": [{**place("courier-1887", COURIER, LOUDER), "text": LOUDER, **keeper}],
    }  # fmt: skip
    assert typographic == {
        "id": 2, "verdict": "typographic", **NONE,
        "matches": [{**place("courier-1887", COURIER, AFFORD), "text": AFFORD,
                     "section": "What It Will Cost", "paragraph": "8"}],
    }  # fmt: skip
    assert layout == {
        "id": ["any", "value"], "verdict": "layout", **NONE,
        "matches": [{**place("gazette-1890/bell", GAZETTE, SUM), "text": SUM,
                     "section": "THE RINGER AND HER WAGES", "paragraph": "2"}],
    }  # fmt: skip
    assert article == {
        "id": "article", "verdict": "exact", **NONE,
        "matches": [{**place("gazette-1890/bell", GAZETTE, "I am a smith."), "text": "I am a smith.",
                     "section": "THE OLD SHAFT", "paragraph": "4"}],
    }  # fmt: skip
    assert ambiguous == {"id": "twice", "verdict": "ambiguous", **NONE, "matches": twice()}
    assert (elsewhere["id"], elsewhere["verdict"], elsewhere["matches"]) == ("elsewhere", "absent", [])
    bell = "the bell of the Low Town chapel is to be rung by hand"
    assert elsewhere["elsewhere"] == [place("courier-1887", COURIER, bell)]
    assert (near["id"], near["verdict"], near["matches"], near["elsewhere"]) == ("near", "near", [], [])
    assert near["nearest"][0] == near_number()
    assert absent == {"id": "absent", "verdict": "absent", **NONE}
    assert empty == {"id": None, "verdict": "absent", **NONE}
    for answer in answers:
        assert list(answer) == ["id", "verdict", "matches", "nearest", "elsewhere"]
        assert answer["verdict"] in set(Verdict)
        for found in answer["nearest"]:
            assert list(found) == ["source", "start", "end", "text", "risk"]


def test_a_batch_from_a_file_is_answered_line_by_line_in_its_order(course: Any, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text(BATCH, encoding="utf-8")
    ran = course("cite", "--batch", str(tmp_path / "batch.jsonl"))
    assert (ran.code, ran.err) == (0, "")
    check_batch(ran.out)


def test_a_batch_from_standard_input_is_answered_the_same(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(BATCH))
    ran = course("cite", "--batch", "-")
    assert (ran.code, ran.err) == (0, "")
    check_batch(ran.out)


def test_empty_lines_of_a_batch_are_passed_over_and_an_empty_batch_is_fine(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n" + asked({"id": 1, "source": None, "quote": LOUDER}) + "  \n"))
    assert [json.loads(line)["id"] for line in course("cite", "--batch", "-").out.splitlines()] == [1]
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    ran = course("cite", "--batch", "-")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_every_word_of_an_answer_is_utf_8_even_where_the_question_was_not(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "source": null, "quote": "Zebras \\ud800"}\n'))
    ran = course("cite", "--batch", "-")
    assert (ran.code, ran.json()["verdict"]) == (0, "absent")


GOOD_LINE = asked({"id": 1, "source": None, "quote": LOUDER})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "line 2 is not JSON: Expecting value at column 1"),
        ('{"id": 1', "line 2 is not JSON: Expecting ',' delimiter at column 9"),
        ("[1]", 'line 2 must be an object with "id", "source" and a text "quote"'),
        ('{"source": null, "quote": "x"}', 'line 2 must be an object with "id", "source" and a text "quote"'),
        ('{"id": 1, "source": null}', 'line 2 must be an object with "id", "source" and a text "quote"'),
        ('{"id": 1, "source": null, "quote": 7}', 'line 2 must be an object with "id", "source" and a text "quote"'),
        ('{"id": 1, "source": 7, "quote": "x"}', 'line 2: "source" must be a document id, document/article, or null'),
        ('{"id": 1, "source": "x", "quote": "x"}', "line 2: there is no document or article `x`"),
        ("[" * 100_000, "line 2 is beyond what a quotation needs"),
        ('{"id": ' + "1" * 5000 + "}", "line 2 is beyond what a quotation needs"),
    ],
    ids=["words", "cut", "list", "no-id", "no-quote", "number-quote", "number-source", "unknown", "deep", "long-number"],
)
def test_a_bad_line_ends_a_batch_as_wrong_usage_after_the_answers_before_it(
    course: Any, line: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(GOOD_LINE + line + "\n" + GOOD_LINE))
    ran = course("cite", "--batch", "-")
    assert (ran.code, ran.err) == (2, f"course: {message}\n")
    assert [json.loads(answer)["verdict"] for answer in ran.out.splitlines()] == ["exact"]


def test_a_batch_that_cannot_be_read_is_wrong_usage(course: Any, tmp_path: Path) -> None:
    missing = tmp_path / "none.jsonl"
    assert course("cite", "--batch", str(missing)).err == f"course: can't read {missing}: No such file or directory\n"
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(b'{"id": 1, "source": null, "quote": "caf\xe9"}\n')
    ran = course("cite", "--batch", str(latin))
    assert (ran.code, ran.err) == (2, f"course: can't read {latin}: not UTF-8 text\n")


# -- as a process ------------------------------------------------------------------------------------------------------


def test_the_command_runs_as_a_module_and_speaks_utf_8() -> None:
    """Whatever the terminal's encoding: what is printed is UTF-8."""
    ran = run_course(SAMPLE, "cite", "can't afford a watch", corpus=sample_corpus())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "can’t afford a watch" in ran.stdout


@pytest.mark.parametrize("arguments", [["explain"], ["cite", "--batch", "-"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str]) -> None:
    """As in `course explain | head -1`: no traceback, no complaint of the interpreter when it exits."""
    environment = {**os.environ, "COURSE_CORPUS": str(sample_corpus()), "PYTHONPATH": str(SAMPLE.parent.parent)}
    environment.pop("PYTHONUNBUFFERED", None)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "generator", *arguments, "--course", str(SAMPLE)],
            input=BATCH.encode(), stdout=writing, stderr=subprocess.PIPE, env=environment, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")
