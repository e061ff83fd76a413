"""`course fix` shows a diff, asks, writes what is agreed to, and says what is left; without a terminal it only shows."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.commands.fix import ANSWERS
from generator.diagnostics.edits import offer
from generator.diagnostics.model import Edit
from tests.sample_course import edit, tree

RINGER, TIMELINE = "lessons/ringer.yml", "lessons/timeline.yml"
DIFF_RINGER = (
    "--- a/lessons/ringer.yml\n+++ b/lessons/ringer.yml\n@@ -1,5 +1,5 @@\n id: ringer\n-tilte: The ringer\n+title: The ringer\n"
    " unit: clock\n question: Who kept the time of the town when the clock did not?\n objectives:\n"
)


@pytest.fixture
def course(sample: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs `course fix` on the sample."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["fix", *arguments, "--course", str(sample)])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def wrong(sample: Path) -> Path:
    """The sample with a slip in two files."""
    edit(sample / RINGER, "title: The ringer\n", "tilte: The ringer\n")
    edit(sample / TIMELINE, "date: 1887-03-06", "date: 6 March 1887")
    return sample


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A terminal at which somebody answers. Gives the questions."""

    def give(*typed: str) -> list[str]:
        asked: list[str] = []
        left = iter(typed)

        def answer(prompt: str) -> str:
            asked.append(prompt)
            line = next(left)
            if line == "^D":
                raise EOFError
            if line == "^C":
                raise KeyboardInterrupt
            return line

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")
        return asked

    return give


def changed(root: Path, before: dict[str, bytes]) -> list[str]:
    return sorted(name for name, content in tree(root).items() if content != before.get(name))


def test_a_sound_course_has_nothing_to_mend(course: Any) -> None:
    assert course() == (0, "Nothing was written. Left: no problems.\n", "")


def test_without_a_terminal_the_diff_is_shown_and_nothing_written(course: Any, wrong: Path) -> None:
    before = tree(wrong)
    code, out, err = course(str(wrong / RINGER))
    assert (code, err) == (1, "")
    assert out == (
        f"{DIFF_RINGER}could be mended: lessons/ringer.yml:2:1 unknown-key: write `title`\n"
        "To write it without being asked: course fix --yes\nNothing was written. Left: 2 errors.\n"
    )
    assert tree(wrong) == before


def test_with_yes_it_is_written_and_a_second_time_nothing_is_left(course: Any, wrong: Path) -> None:
    before = tree(wrong)
    code, out, err = course("--yes")
    assert (code, err) == (0, "")
    assert out.startswith(DIFF_RINGER)
    assert out.endswith(
        "mended: lessons/ringer.yml:2:1 unknown-key: write `title`\nmended: lessons/timeline.yml:6:11 bad-date: write `1887-03-06`\n"
        "Mended 2 problems in 2 files. Left: no problems.\n"
    )
    assert changed(wrong, before) == [RINGER, TIMELINE]
    assert course("--yes") == (0, "Nothing was written. Left: no problems.\n", "")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (["y", "y"], [RINGER, TIMELINE]),
        (["n", "Yes"], [TIMELINE]),
        (["y", "n"], [RINGER]),
        (["a"], [RINGER, TIMELINE]),
        (["q"], []),
        (["y", "q"], [RINGER]),
        (["what", "", "n", "n"], []),
        (["^D"], []),
        (["y", "^C"], [RINGER]),
    ],
    ids=range(9),
)
def test_in_a_terminal_each_file_is_asked_for(course: Any, wrong: Path, answers: Any, typed: list[str], written: list[str]) -> None:
    before = tree(wrong)
    asked = answers(*typed)
    code, out, _ = course()
    assert changed(wrong, before) == written
    assert len(asked) == len(typed)
    assert set(asked) <= {f"Write {name}? [y/n/a/q] " for name in (RINGER, TIMELINE)}
    assert (f"Answer with a letter: {ANSWERS}." in out) is ("what" in typed)
    assert code == (0 if len(written) == 2 else 1)
    left = {2: "no problems", 1: "1 error", 0: "2 errors"}[len(written)]
    assert out.rstrip("\n").endswith(f"Left: {left}.")


@pytest.mark.parametrize("option", ["--diff", "--json"])
def test_what_only_shows_asks_nothing(course: Any, wrong: Path, answers: Any, option: str) -> None:
    before = tree(wrong)
    assert answers() == []
    assert course(option)[0] == 1
    assert tree(wrong) == before


def test_in_a_terminal_lines_have_colours_and_nothing_that_moves_the_cursor(
    course: Any, wrong: Path, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (wrong / RINGER).write_bytes((wrong / RINGER).read_bytes().replace(b"\n", b"\r\n"))
    answers("n", "n")
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    _, out, _ = course()
    assert "\033[31m-tilte: The ringer \033[0m\n\033[32m+title: The ringer \033[0m\n" in out
    assert "\r" not in out


def test_as_json_it_tells_all_that_it_did(course: Any, wrong: Path) -> None:
    edit(wrong / "_toc.yml", "book/glossary", "book/nothing-like-it")
    code, out, err = course("--json", "--yes", "--code", "unknown-key")
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "files": [{"file": RINGER, "diff": DIFF_RINGER, "written": True}],
        "mended": [
            {"code": "unknown-key", "file": RINGER, "line": 2, "column": 1, "message": "unknown key `tilte`", "fix": "write `title`"}
        ],
        "dropped": [],
        "left": {"errors": 3, "warnings": 0},
    }


def test_what_its_author_has_to_choose_is_listed(course: Any, sample: Path) -> None:
    edit(sample / RINGER, "quote: >-\n        She rang for two years, and the Board paid her, after many letters, the sum of $12. I have held the receipt in my hand.\n      gloss:\n        - after: two years\n          text: sic\n", "quote: the\n")  # fmt: skip
    code, out, _ = course()
    assert code == 1
    assert "to choose: lessons/ringer.yml:" in out
    assert "; add `occurrence: 1`: gazette-1890/bell at " in out
    assert ", or add `occurrence: 2`: gazette-1890/bell at " in out
    assert course("--all")[1].count("+") == 0  # a choice among several is nobody's but the author's


def test_with_all_the_only_fix_that_is_offered_is_made_too(course: Any, sample: Path) -> None:
    edit(sample / RINGER, "limits: ", "page: 12\nlimits: ")
    assert course("--yes")[0] == 1
    assert course("--yes", "--all")[1].endswith("unknown-key: remove `page`\nMended 1 problem in 1 file. Left: no problems.\n")


def test_a_fix_that_does_harm_is_told_and_not_made(course: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def harmful(file: Any, parent: Any, key: str, guess: Any) -> Any:
        del guess
        return offer("break it", [Edit(file, parent.keys[key], "[")], sure=True)

    monkeypatch.setattr("generator.spec.mending.for_unknown_key", harmful)
    before = tree(wrong)
    code, out, _ = course("--yes", str(wrong / RINGER))
    assert code == 1
    assert tree(wrong) == before
    assert "not mended: lessons/ringer.yml:2:1 unknown-key: break it? No: it would bring another problem, yaml-syntax: " in out


def test_a_file_that_changes_meanwhile_is_not_overwritten(course: Any, wrong: Path, answers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()

    def answer(prompt: str) -> str:
        del prompt
        with (wrong / RINGER).open("a", encoding="utf-8") as stream:
            stream.write("# mine\n")
        return "y"

    monkeypatch.setattr("builtins.input", answer)
    code, _, err = course(str(wrong / RINGER))
    assert code == 1
    assert err == "course: lessons/ringer.yml was changed by somebody else meanwhile, and was not written; run `course fix` again\n"
    assert (wrong / RINGER).read_text(encoding="utf-8").endswith("# mine\n")
    assert "tilte" in (wrong / RINGER).read_text(encoding="utf-8")


def test_a_file_that_cant_be_written_is_told(course: Any, wrong: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, content: bytes) -> bool:
        del path, content
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("generator.fix.writing.write_if_changed", refuse)
    code, out, err = course("--yes", str(wrong / RINGER))
    assert (code, err) == (1, "course: lessons/ringer.yml can't be written: Permission denied\n")
    assert "could be mended: lessons/ringer.yml:2:1" in out


def test_wrong_usage_is_told(course: Any, sample: Path, tmp_path: Path) -> None:
    assert course("--code", "unknown-kye") == (2, "", "course: there is no code `unknown-kye`; did you mean `unknown-key`?\n")
    assert course(str(sample / "nothing")) == (2, "", f"course: there is no {sample / 'nothing'}\n")
    assert course(str(tmp_path)) == (2, "", f"course: {tmp_path} lies outside of the course; name the course's root with --course\n")
    assert course("--diff", "--yes") == (2, "", "course: --diff writes nothing, and --yes writes; keep one of the two\n")
