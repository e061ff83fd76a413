"""Each case folder gives exactly the output that it records, from the functions and from the command, in every form.

To record the output anew after a change that is meant: COURSE_REGENERATE=1 python -m pytest tests/test_cases.py
"""

import json
import os
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.diagnostics.model import Problems
from generator.diagnostics.to_text import as_text
from tests.case_folders import BAD, EXPECTED, GOOD, case_folders, covered_code, lay_over
from tests.sample_course import tree

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
    resolved, _ = pipeline.check(root, problems)
    assert "".join(f"{as_text(found)}\n\n" for found in problems) == _SUMMARY.sub("", expected)
    assert (resolved is None) == (code == 1)

    told = _SUMMARY.sub("", _FRAME.sub("", expected))  # what the other forms hold too: all but the lines of the frames
    assert run(root, "--json") == code
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["problems", "checked"]
    assert "".join(map(_as_told, answer["problems"])) == told
    counted = ", ".join(f"{number} {name}" for name, number in answer["checked"].items())
    assert expected.rpartition("Checked ")[2].startswith(f"{counted}: ")

    assert run(root, "--github") == code
    assert "".join(map(_annotation_as_told, capsys.readouterr().out.splitlines())) == told
    assert tree(root) == before  # checking writes nothing


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


@pytest.mark.parametrize("case", sorted(GOOD.iterdir()), ids=lambda case: case.name)
def test_a_good_case_has_none(case: Path) -> None:
    expected = (case / EXPECTED).read_text(encoding="utf-8")
    assert re.fullmatch(r"Checked .*: no problems\.\n", expected)
