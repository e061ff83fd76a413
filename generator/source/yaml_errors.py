"""What the YAML parser complains of, in the author's words and at the place that needs mending.

The parser tells where it could not go on, which may be lines below the slip: a quotation mark that is never closed is
noticed at the file's end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.source.files import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from generator.source.files import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What is wrong, where, and how to mend it."""

    message: str
    span: Span
    help: str


GENERAL = "check the indentation, and put text that holds `: ` or ` #`, or begins with a mark, in quotation marks"


def complaint(error: yaml.MarkedYAMLError, file: SourceFile, quoted: Span | None) -> Complaint:
    """The parser's error explained. ``quoted`` is the last text in quotation marks that was read whole."""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    begun = error.context_mark.index if error.context_mark else at
    problem, context = error.problem or "", error.context or ""
    if "found unexpected end of stream" in problem and "quoted scalar" in context:
        return Complaint(message="this quotation mark is never closed", span=Span(begun, begun + 1),
                         help="write the same mark at the end of the text")  # fmt: skip
    if "did not find expected" in problem and quoted and not file.text[quoted.end : at].strip(" "):
        return _after_quoted(file, quoted, at)
    if "cannot start any token" in problem or "found a tab character" in problem:
        return _odd_start(file, at)
    if "did not find expected key" in problem and file.text[:at].rstrip(" ").endswith(("]", "}")):
        return Complaint(message="what stands in brackets ends before this", span=Span(at, at + 1),
                         help="put text that begins with `[` or `{` in quotation marks")  # fmt: skip
    explain = next((explain for words, explain in _EXPLAINED.items() if words in problem), None)
    if explain:
        return explain(file, begun, at)
    return Complaint(message=f"this is not valid YAML: {' '.join(filter(None, (problem, context)))}", span=Span(at, at + 1),
                     help=GENERAL)  # fmt: skip


def _after_quoted(file: SourceFile, quoted: Span, at: int) -> Complaint:
    """Something stands behind a text in quotation marks: the text ended too early or, with lines of keys in it, too late."""
    mark = file.text[quoted.start]
    swallowed = [line.strip() for line in file.text[quoted.start : quoted.end].split("\n")[1:]]
    if any(": " in line or line.startswith("- ") or line.endswith(":") for line in swallowed):
        line, _ = file.line_column(quoted.end)
        return Complaint(message=f"the text that this quotation mark opens runs on to line {line}",
                         span=Span(quoted.start, quoted.start + 1), help="write the same mark where the text ends")  # fmt: skip
    inside = "''" if mark == "'" else '\\"'
    return Complaint(message="the text in quotation marks ends before this", span=Span(at, at + 1),
                     help=f"write `{inside}` for a `{mark}` inside the text, or put all of the text in other marks")  # fmt: skip


def _odd_start(file: SourceFile, at: int) -> Complaint:
    """A tab that indents, or a mark with which no text may begin."""
    mark = file.text[at : at + 1]
    if mark == "\t":
        return Complaint(message="a tab indents this line", span=Span(at, at + 1), help="indent with spaces; YAML takes no tabs")
    name = "a backtick" if mark == "`" else f"`{mark}`"
    return Complaint(
        message=f"text may not begin with {name}", span=Span(at, at + 1), help="put the whole text in quotation marks"
    )


def _no_key(file: SourceFile, begun: int, at: int) -> Complaint:
    del at
    if file.text.startswith(("<<<<<<<", "=======", ">>>>>>>"), begun):
        return Complaint(message="a conflict that git marked was never settled", span=Span(begun, begun + 7),
                         help="keep one of the versions between the marks, and remove the marks")  # fmt: skip
    end = file.text.find("\n", begun)
    return Complaint(message="this line is no `key: value`", span=Span(begun, end if end > begun else len(file.text)),
                     help="write a colon and a space after the key, or indent text that goes on from the line above")  # fmt: skip


def _escape(file: SourceFile, begun: int, at: int) -> Complaint:
    del begun
    return Complaint(message=f"in double quotation marks, `{file.text[at : at + 2]}` means nothing", span=Span(at, at + 2),
                     help="write `\\\\` for a backslash, or put the text in single quotation marks")  # fmt: skip


def _mark(file: SourceFile, begun: int, at: int) -> Complaint:
    del at
    return Complaint(message=f"text may not begin with `{file.text[begun : begun + 1]}`", span=Span(begun, begun + 1),
                     help="put the whole text in quotation marks")  # fmt: skip


def _block(file: SourceFile, begun: int, at: int) -> Complaint:
    del at
    return Complaint(message=f"the text after `{file.text[begun : begun + 1]}` must begin on a line of its own",
                     span=Span(begun, begun + 1), help="move the text to the next line and indent it")  # fmt: skip


def _brackets(file: SourceFile, begun: int, at: int) -> Complaint:
    """A list or mapping in brackets that isn't closed, or lacks a comma."""
    opening = file.text[begun]
    closing = "]" if opening == "[" else "}"
    line, _ = file.line_column(at)
    if line != file.line_column(begun)[0]:
        return Complaint(message=f"this `{opening}` is not closed before line {line}", span=Span(begun, begun + 1),
                         help=f"write `{closing}` at its end, and commas between what it holds")  # fmt: skip
    return Complaint(message=f"a comma or the closing `{closing}` is missing before this", span=Span(at, at + 1),
                     help=f"put text that holds brackets or commas in quotation marks, or close the `{opening}`")  # fmt: skip


_EXPLAINED: dict[str, Callable[[SourceFile, int, int], Complaint]] = {
    "could not find expected ':'": _no_key,
    "did not find expected ',' or": _brackets,
    "did not find expected alphabetic or numeric character": _mark,
    "did not find expected comment or line break": _block,
    "found unknown escape character": _escape,
}
"""What the parser says, in part, and who explains it, told where the construct began and where the parser stumbled."""
