"""The guide's pages as sessions: from top to bottom, blocks with a file's name are written, commands run and their answers compared.

One rule for every code block of the guide, so that none can be wrong unnoticed:

- a block with a caption is a file, and is written; one in the language `diff` changes a file that is there;
- a `console` block holds commands behind `$ `, each with the whole of its answer, or with none; `...` stands for any lines;
- `sh` is the line that lets a terminal know the command, and nothing else;
- what `course cite` says in a terminal is a dialogue, and is had;
- any other block is an excerpt: its lines stand, at whatever indentation, in a file of the session's course.
"""

from __future__ import annotations

import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import cli, pipeline
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.find.dialogue import CHOICE, OPENING, WORDS

GUIDE = Path(__file__).parent.parent / "book/guide"
PAGES = sorted(GUIDE.rglob("*.md"))

_OPENING = re.compile(r"(?P<mark>`{3,})(?:\{(?P<directive>[\w-]+)\} ?)?(?P<language>[\w-]*)")
_CAPTION = ":caption: "
_NOT_RUN = (["serve"], ["build", "--downloads"])
"""Commands that don't end, or need a library of the system: their arguments are read and no more."""
ACTIVATION = "source .venv/bin/activate\n"


@dataclass(frozen=True)
class Block:
    """A code block: the language it is marked with, the file that its caption names, and its text."""

    language: str
    caption: str
    text: str


def blocks(markdown: str) -> list[Block]:
    """Every code block of a page, in order; directives that draw something are none."""
    found: list[Block] = []
    lines = iter(markdown.splitlines(keepends=True))
    for line in lines:
        opening = _OPENING.match(line)
        if opening is None:
            continue
        inside = list(iter(lambda: next(lines), f"{opening['mark']}\n"))
        caption = inside.pop(0).removeprefix(_CAPTION).strip() if inside and inside[0].startswith(_CAPTION) else ""
        if opening["directive"] in {None, "code-block"}:
            found.append(Block(opening["language"], caption, "".join(inside)))
    return found


@dataclass(frozen=True)
class Step:
    """A command as typed, and the lines that are shown below it."""

    command: str
    answer: str


def steps(text: str) -> list[Step]:
    """The commands of a `console` block."""
    assert text.startswith("$ "), f"a console block begins with a command: {text}"
    parts = [part.split("\n", 1) for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]]
    return [Step(command, answer) for command, answer in parts]


class Session:
    """A page being followed in a folder. Everything is done in this process, so that a page takes no longer than its commands."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capsys = folder, monkeypatch, capsys
        monkeypatch.delenv("COURSE_CORPUS", raising=False)
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.chdir(folder)

    def follow(self, markdown: str) -> None:
        """All blocks of a page."""
        for block in blocks(markdown):
            self._do(block)

    def _do(self, block: Block) -> None:
        if block.language == "diff":
            self._change(block)
        elif block.caption:
            path = self.folder / block.caption
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="")
        elif block.language == "console":
            for step in steps(block.text):
                self._run(step)
        elif block.language == "sh":
            assert block.text == ACTIVATION
        elif block.text.startswith(OPENING):
            self._talk(block.text)
        else:
            assert self._stands_somewhere(block.text), f"no file of the course has these lines:\n{block.text}"

    def _change(self, block: Block) -> None:
        """Its lines with `-` stand in the file once, and those with `+` take their place."""
        path = self.folder / block.caption
        lines = block.text.splitlines(keepends=True)
        assert {line[0] for line in lines} == {"-", "+"}, "a change shows lines to take out and lines to put in"
        old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{block.caption} has these lines {text.count(old)} times:\n{old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _run(self, step: Step) -> None:
        program, *arguments = shlex.split(step.command, comments=True)
        if program == "cd":
            self.folder /= arguments[0]
            self.monkeypatch.chdir(self.folder)
            return
        assert program == "course", f"the guide's commands are `course` and `cd`, not {step.command}"
        if any(arguments[: len(left)] == left for left in _NOT_RUN):
            cli._parser().parse_args(arguments)
            assert step.answer == ""
            return
        self.capsys.readouterr()
        code = cli.main(arguments)
        said = self.capsys.readouterr()
        if step.answer:
            expected = re.escape(step.answer).replace(re.escape("...\n"), "(?:.*\n)*")
            assert re.fullmatch(expected, said.out + said.err), f"{step.command}\n{said.out}{said.err}"
        else:
            assert code == cli.CLEAN, f"{step.command}\n{said.out}{said.err}"

    def _talk(self, shown: str) -> None:
        """`course cite` in a terminal says and asks what is shown, when it is answered as there."""
        prompts = (WORDS.strip(), CHOICE.strip())
        typed = iter(line.partition(":")[2].strip() for line in shown.splitlines() if line.startswith(prompts))

        def answer(prompt: str) -> str:
            line = next(typed)
            print(f"{prompt}{line}".rstrip())
            return line

        self.monkeypatch.setattr("builtins.input", answer)
        self.monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        self.capsys.readouterr()
        assert cli.main(["cite"]) == cli.CLEAN
        assert self.capsys.readouterr().out == shown

    def _stands_somewhere(self, text: str) -> bool:
        wanted = _stripped(text)
        files = [path for path in sorted(self.folder.rglob("*")) if path.suffix in {".yml", ".md", ".txt"} and "_build" not in path.parts]
        return any(wanted in _stripped(path.read_text(encoding="utf-8")) for path in files)


def _stripped(text: str) -> str:
    """A text without the indentation of its lines, which differs between a file and what is shown of it."""
    return "\n" + "\n".join(line.strip() for line in textwrap.dedent(text).strip("\n").splitlines()) + "\n"


def make_printed_course(root: Path) -> Path:
    """The small course that the guide prints, in a folder, with its pages and its lock made. It has no problem."""
    for block in blocks((GUIDE / "whole-course.md").read_text(encoding="utf-8")):
        if block.caption:
            path = root / block.caption
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_CORPUS", raising=False)
        problems = Problems()
        resolved, _ = pipeline.check(root, problems)
    assert [to_text.as_text(found) for found in problems] == []
    assert resolved is not None
    pipeline.save_lock(resolved)
    pipeline.make(resolved)
    return root
