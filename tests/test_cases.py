"""Each case folder gives exactly the output that it records, from the functions and from the command, in every form.

To record the output anew after a change that is meant: COURSE_REGENERATE=1 python -m pytest tests/test_cases.py
"""

import json
import os
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.diagnostics.model import Diagnostic, Problems
from generator.diagnostics.to_github import as_github
from generator.diagnostics.to_json import as_json
from generator.diagnostics.to_text import SHOWN, as_text
from generator.lasting import lasting_memory
from tests.case_folders import AT, BAD, CASES, EXPECTED, GOOD, MANY, case_folders, covered_code, lay_over
from tests.sample_course import SAMPLE, tree

REGENERATE = bool(os.environ.get("COURSE_REGENERATE"))
_FRAME = re.compile(r"^ *\d* \|.*\n", re.MULTILINE)
_SUMMARY = re.compile(r"^Checked .*\n\Z", re.MULTILINE)
_ANNOTATION = re.compile(
    r"::(?P<severity>error|warning) file=(?P<file>[^,]*),line=(?P<line>\d+),col=(?P<column>\d+),title=(?P<code>[^:]*)::(?P<body>.*)"
)


@pytest.fixture
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course of a case."""
    laid = lay_over(request.param, tmp_path)
    if (laid / "documents").is_dir():
        monkeypatch.setenv("COURSE_CORPUS", str(laid / "documents"))
    else:
        monkeypatch.delenv("COURSE_CORPUS", raising=False)
    return laid


def every_case() -> pytest.MarkDecorator:
    folders = case_folders()
    return pytest.mark.parametrize(
        ("root", "case"),
        [(folder, folder) for folder in folders],
        indirect=["root"],
        ids=[f"{folder.parent.name}/{folder.name}" for folder in folders],
    )


def run(root: Path, *options: str) -> int:
    return main(["check", "--course", str(root), *options])


@every_case()
def test_a_case_gives_exactly_what_it_records(root: Path, case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(root)
    code = run(root)
    out, err = capsys.readouterr()
    if REGENERATE:
        (case / EXPECTED).write_text(out, encoding="utf-8", newline="")
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    assert out == expected
    assert err == ""
    assert code == (1 if expected.startswith("error[") or "\nerror[" in expected else 0)

    problems = Problems()
    with lasting_memory(root) as memory:  # from what the command left
        resolved, _ = pipeline.check(root, problems, memory=memory)
    assert "".join(f"{as_text(found)}\n\n" for found in problems) == _SUMMARY.sub("", expected)
    assert (resolved is None) == (code == 1)
    if case.parent == BAD:
        assert [_marked(found) for found in problems] == [(case / AT).read_bytes().decode().removesuffix("\n")]

    told = _SUMMARY.sub("", _FRAME.sub("", expected))  # what the other forms hold too: all but the lines of the frames
    assert "".join(_as_told(as_json(found)) for found in problems).translate(SHOWN) == told
    assert "".join(_annotation_as_told(as_github(found)) for found in problems).translate(SHOWN) == told
    assert tree(root) == before  # checking writes nothing


def _marked(found: Diagnostic) -> str:
    """The first line of what a problem marks."""
    return found.file.text[found.span.start : found.span.end].partition("\n")[0]


def _as_told(problem: dict[str, str]) -> str:
    """A problem of the JSON form as the text form has it, without the frame."""
    message, *notes = problem["message"].split("\n")
    gutter = " " * len(str(problem["line"]))
    lines = [
        f"{problem['severity']}[{problem['code']}]: {message}",
        f"{gutter}--> {problem['file']}:{problem['line']}:{problem['column']}",
        *(f"{gutter} = {note}" for note in notes),
        *([f"{gutter} = help: {problem['help']}"] if problem["help"] else []),
    ]
    return "\n".join(lines) + "\n\n"


def _annotation_as_told(line: str) -> str:
    """The same for a line of the GitHub form."""
    found = _ANNOTATION.fullmatch(line)
    assert found is not None, line
    parts = {name: _unescaped(value) for name, value in found.groupdict().items()}
    message, _, help_ = parts.pop("body").partition("\nhelp: ")
    return _as_told({**parts, "message": message, "help": help_})


def _unescaped(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("case", sorted(BAD.iterdir()), ids=lambda case: case.name)
def test_a_bad_case_has_one_fault_and_its_name(case: Path) -> None:
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    assert re.findall(r"^(?:error|warning)\[(.+?)\]", expected, re.MULTILINE) == [covered_code(case.name)]


ELSEWHERE = {
    # What is gone can't be marked: it is missed at what needs it, or at the head of the file that should hold it.
    "file-missing", "file-missing-lock", "file-missing-units", "lock-stale-none", "source-missing", "toc-missing", "toc-missing-unit",
    "quiz-unpaired-alone", "quiz-unpaired-nameless", "lock-format-none", "bad-value-no-words", "bad-value-no-end", "bad-value-no-place", "bad-value-one-option", "bad-value-one-row",
    "bad-value-two-entries", "key-count-none", "key-count-multiple", "key-count-highlight",
    "missing-key", "missing-key-evidence", "missing-key-event", "missing-key-feedback", "missing-key-lesson", "missing-key-lock",
    "missing-key-row", "missing-key-sha256", "missing-key-term", "missing-key-unit", "missing-key-allowance",
    # What disagrees with something that was changed is marked where it is to be mended.
    "amount-measure", "amount-measure-alone", "evidence-outside-omitted", "quote-elsewhere", "file-unreadable-document", "source-changed",
    "share-high", "share-high-article", "share-over",
    # Of two with one id the later is marked, in the order of files.
    "duplicate-id",
    # What is wrong with a whole list or text is marked where that begins.
    "key-count-all", "key-count-highlight-all", "options-unordered", "stretch-overlap", "lock-format-edited", "lock-format-text",
}  # fmt: skip
"""Cases whose problem is told at another place than the change that makes it."""


@pytest.mark.parametrize("case", sorted(BAD.iterdir()), ids=lambda case: case.name)
def test_the_place_of_a_problem_lies_in_what_the_case_changes(case: Path) -> None:
    """Seen without the compiler: the lines of the case's file that aren't the sample's, or all where the sample has no such file."""
    found = re.search(r"--> (.+):(\d+):\d+$", (case / EXPECTED).read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    name, line = found[1], int(found[2])
    changed = (case / name).is_dir() or ((case / name).exists() and line in _changed_lines(case / name, SAMPLE / name))
    assert changed == (case.name not in ELSEWHERE)


def _changed_lines(path: Path, original: Path) -> set[int]:
    """The numbers of lines that a file has anew. Files that aren't text are new as a whole."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    if not original.exists() or any("\ufffd" in line for line in lines):
        return set(range(1, len(lines) + 1))
    blocks = SequenceMatcher(None, original.read_text(encoding="utf-8").split("\n"), lines, autojunk=False).get_opcodes()
    return {n + 1 for kind, _, _, start, end in blocks if kind != "equal" for n in range(start, end)}


@pytest.mark.parametrize(("form", "read"), [("--json", "json"), ("--github", "github")])
def test_the_command_gives_every_form(
    form: str, read: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = CASES / "many" / "ten-in-a-lesson"
    root = lay_over(case, tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    told = _SUMMARY.sub("", _FRAME.sub("", expected))
    assert run(root, form) == 1
    out = capsys.readouterr().out
    if read == "github":
        assert "".join(map(_annotation_as_told, out.splitlines())) == told
        return
    answer = json.loads(out)
    assert list(answer) == ["problems", "checked"]
    assert "".join(map(_as_told, answer["problems"])) == told
    counted = ", ".join(f"{number} {name}" for name, number in answer["checked"].items())
    assert expected.rpartition("Checked ")[2].startswith(f"{counted}: ")


@pytest.mark.parametrize("case", sorted(MANY.iterdir()), ids=lambda case: case.name)
def test_ten_faults_are_ten_problems_each_with_its_own_place(case: Path) -> None:
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    places = re.findall(r"--> (.+:\d+:\d+)$", expected, re.MULTILINE)
    assert len(set(places)) == len(re.findall(r"^(?:error|warning)\[", expected, re.MULTILINE)) == 10


@pytest.mark.parametrize("case", sorted(GOOD.iterdir()), ids=lambda case: case.name)
def test_a_good_case_has_none(case: Path) -> None:
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    assert re.fullmatch(r"Checked .*: no problems\.\n", expected)
