"""Prose is text, never program: whatever would run, load or break out is refused where it stands."""

import random
import re
from pathlib import Path

import pytest

from generator.diagnostics.model import Problems
from generator.spec import markup
from generator.spec.course import load_course
from generator.spec.markup import Forbidden, Reference, read_markup
from tests.reading import places, words

FORBIDDEN = [
    # Raw HTML.
    ("A <script>alert(1)</script> here", [("raw HTML", "<script>", 2), ("raw HTML", "</script>", 18)]),
    ("<script>alert(1)</script>", [("raw HTML", "<script>alert(1)</script>", 0)]),
    ("<script\nsrc=x></script>", [("raw HTML", "<script", 0)]),
    ("<img src=x onerror=alert(1)>", [("raw HTML", "<img src=x onerror=alert(1)>", 0)]),
    ("A line<br>ends", [("raw HTML", "<br>", 6)]),
    ("A <b\nclass=x>word", [("raw HTML", "<b", 2)]),
    ("<!-- a remark -->", [("raw HTML", "<!-- a remark -->", 0)]),
    ("<iframe src=x>\n\nand *more*\n\n</iframe>", [("raw HTML", "<iframe src=x>", 0), ("raw HTML", "</iframe>", 28)]),
    ("- a list\n  <div>\n  in it", [("raw HTML", "<div>", 11)]),
    # Directives, in every kind of fence.
    ("```{note}\nA note.\n```", [("a directive", "```{note}", 0)]),
    ("```{raw} html\n<script>\n```", [("a directive", "```{raw} html", 0)]),
    ("``` {include} /etc/passwd\n```", [("a directive", "``` {include} /etc/passwd", 0)]),
    ("~~~~{code-cell}\n1\n~~~~", [("a directive", "~~~~{code-cell}", 0)]),
    ("Words.\n\n  ```{eval-rst}\n  .. raw:: html\n  ```", [("a directive", "```{eval-rst}", 10)]),
    (":::{note}\nA note.\n:::", [("a directive", ":::{note}", 0)]),
    ("::::\nA box.\n::::", [("a directive", "::::", 0)]),
    ("> :::{note}\n> A note.\n> :::", [("a directive", ":::{note}", 2)]),
    ("```{note}", [("a directive", "```{note}", 0)]),
    # Roles.
    ("See {doc}`other`.", [("the role `{doc}`", "{doc}`other`", 4)]),
    ("{download}`x.zip` and {py:func}`f`", [("the role `{download}`", "{download}`x.zip`", 0),
                                            ("the role `{py:func}`", "{py:func}`f`", 22)]),
    ("{raw}`a\nb`", [("the role `{raw}`", "{raw}`a", 0)]),
    ("*{doc}`x`* and {doc}`x`", [("the role `{doc}`", "{doc}`x`", 1), ("the role `{doc}`", "{doc}`x`", 15)]),
    # Images.
    ("![A map](map.png)", [("an image", "![A map]", 0)]),
    ("See ![A *big* map][m].\n\n[m]: https://example.org/map.png", [("an image", "![A *big* map]", 4)]),
    # Links that lead neither to a page nor to the web.
    ("[a](javascript:alert(1))", [("a `javascript:` link", "javascript:alert(1)", 4)]),
    ("[a](JavaScript:alert(1))", [("a `javascript:` link", "JavaScript:alert(1)", 4)]),
    ("[a]( <javascript:alert(1)> )", [("a `javascript:` link", "javascript:alert(1)", 6)]),
    ("<javascript:alert(1)>", [("a `javascript:` link", "javascript:alert(1)", 1)]),
    ("[a](java&#115;cript:x)", [("a `javascript:` link", "[a](java&#115;cript:x)", 0)]),
    ("[a][b]\n\n[b]: vbscript:x", [("a `vbscript:` link", "vbscript:x", 13)]),
    ("[a](data:text/html,x)", [("a `data:` link", "data:text/html,x", 4)]),
    ("[a](file:///etc/passwd)", [("a `file:` link", "file:///etc/passwd", 4)]),
    ("[a](javascript:x) [b](javascript:x)", [("a `javascript:` link", "javascript:x", 4),
                                             ("a `javascript:` link", "javascript:x", 22)]),
    # Headings that the chapter keeps for itself.
    ("# Top", [("a heading above `###`", "#", 0)]),
    ("### Fine\n\n## Not fine", [("a heading above `###`", "##", 10)]),
    ("Words.\n\nTop\n===", [("a heading above `###`", "Top", 8)]),
    ("Second\n------", [("a heading above `###`", "Second", 0)]),
    ("> # In a quotation", [("a heading above `###`", "#", 2)]),
    ("- # In a list", [("a heading above `###`", "#", 2)]),
    ("# {doc}`x`", [("a heading above `###`", "#", 0), ("the role `{doc}`", "{doc}`x`", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("prose", "expected"), FORBIDDEN, ids=[prose.splitlines()[0] for prose, _ in FORBIDDEN])
def test_what_prose_may_not_hold_is_found_where_it_stands(prose: str, expected: list[tuple[str, str, int]]) -> None:
    found = [one for one in read_markup(prose) if isinstance(one, Forbidden)]
    assert [(one.what, one.written, one.at) for one in found] == expected


@pytest.mark.parametrize(
    "prose",
    [
        "A paragraph with *emphasis*, **strong words** and `code`.",
        "### A heading\n\n#### A smaller one\n\n###### The smallest",
        "- one\n- two\n\n1. first\n2. second",
        "> Somebody's words.",
        "A line.\\\nAnother.",
        "---",
        "***",
        "[a page](../chapters/other.md), [a place](#here), [the web](https://example.org/a:b?c=d#e), <https://example.org>",
        "[write](mailto:somebody@example.org) or <somebody@example.org>",
        "[a page](other.md?time=12:30), [a place](#at-12:30) and [a path](a/b:c)",
        "```\nfenced {note} text, <b> and :::\n```",
        "```python\nprint('<script>')\n```",
        "    indented <script> {doc}`x`",
        "`<script>` and `{doc}` are shown, not run",
        "2 < 3 > 1 & so on; a {brace} and a :::",
        "\\<script> and \\{doc}`x` are escaped",
        "&lt;script&gt;",
        "A javascript: with no link, and [brackets] alone",
        "",
    ],
)
def test_plain_markdown_passes(prose: str) -> None:
    assert list(read_markup(prose)) == []


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("The {term}`tower` fell.", Reference("term", "tower", "{term}`tower`", 4)),
        ("The {term}`old tower <tower>`", Reference("term", "tower", "{term}`old tower <tower>`", 4)),
        ("{term}`harbour\nboard`", Reference("term", "harbour board", "{term}`harbour", 0)),
        ("See {passage}`face`.", Reference("passage", "face", "{passage}`face`", 4)),
        ("*See {passage}`it <ringer/receipt>`*", Reference("passage", "ringer/receipt", "{passage}`it <ringer/receipt>`", 5)),
        ("{source}`gazette-1890/tower`", Reference("source", "gazette-1890/tower", "{source}`gazette-1890/tower`", 0)),
        ("{term}``tower``", Reference("term", "tower", "{term}``tower``", 0)),
    ],
)
def test_a_role_refers_to_what_stands_in_its_angle_brackets_or_to_its_words(prose: str, expected: Reference) -> None:
    assert list(read_markup(prose)) == [expected]


def test_references_and_what_is_forbidden_come_in_order() -> None:
    prose = "{term}`a` <i> {doc}`b`\n\n{term}`a`"
    assert [(type(one).__name__, one.at) for one in read_markup(prose)] == [
        ("Reference", 0), ("Forbidden", 10), ("Forbidden", 14), ("Reference", 24),
    ]  # fmt: skip


LESSON = """\
id: prose
title: Prose
unit: clock
question: What may stand in prose?
objectives: [Tell text from program]
body:
  - prose: Words.
"""
FIRST_LINE = 9
"""The line on which the prose of `in_a_block` begins."""


def problems_with(sample: Path, limits: str) -> Problems:
    """The problems of the sample with one more lesson, whose last key is written like this."""
    (sample / "lessons" / "prose.yml").write_text(f"{LESSON}{limits}\n", encoding="utf-8")
    problems = Problems()
    assert load_course(sample, problems) is not None
    return problems


def in_a_block(prose: str) -> str:
    return "limits: |\n" + "\n".join(f"    {line}" if line else "" for line in prose.split("\n"))


@pytest.mark.parametrize(("prose", "expected"), FORBIDDEN, ids=[prose.splitlines()[0] for prose, _ in FORBIDDEN])
def test_a_problem_with_prose_has_its_own_line_and_column(sample: Path, prose: str, expected: list[tuple[str, str, int]]) -> None:
    problems = problems_with(sample, in_a_block(prose))
    assert words(problems) == [
        (f"prose may not hold {what}", "use plain Markdown and the roles `term`, `passage`, `source`") for what, *_ in expected
    ]
    assert places(problems) == [
        ("unsafe-markup", FIRST_LINE + before.count("\n"), 5 + len(before.rpartition("\n")[2]), written)
        for _, written, at in expected
        for before in [prose[:at]]
    ]


def test_each_of_several_equal_faults_is_told(sample: Path) -> None:
    prose = "### A heading\n\nA {doc}`x` and é {doc}`x`.\n\n# Too high\n\n{doc}`x` {term}`Tower`, {term}`towre`, {term}`towre`"
    problems = problems_with(sample, in_a_block(prose))
    assert places(problems) == [
        ("unsafe-markup", FIRST_LINE + 2, 7, "{doc}`x`"),
        ("unsafe-markup", FIRST_LINE + 2, 22, "{doc}`x`"),
        ("unsafe-markup", FIRST_LINE + 4, 5, "#"),
        ("unsafe-markup", FIRST_LINE + 6, 5, "{doc}`x`"),
        ("unknown-term", FIRST_LINE + 6, 29, "{term}`towre`"),
        ("unknown-term", FIRST_LINE + 6, 44, "{term}`towre`"),
    ]


def test_a_fault_that_yaml_writes_otherwise_is_told_at_its_value(sample: Path) -> None:
    problems = problems_with(sample, 'limits: "Nobody. \\u007Bdoc}`x`"')
    assert places(problems) == [("unsafe-markup", 8, 9, '"Nobody. \\u007Bdoc}`x`"')]


def test_prose_in_a_folded_scalar_is_pointed_at_too(sample: Path) -> None:
    problems = problems_with(sample, "limits: >-\n  Nobody\n  asked {doc}`x`\n  or <b>.")
    assert places(problems) == [("unsafe-markup", 10, 9, "{doc}`x`"), ("unsafe-markup", 11, 6, "<b>")]


PIECES = (
    "a word", "{term}`bell`", "{source}", "`x`", "```{note}", "```", "~~~", ":::", ":::note", ":", "# A", "## A", "### A", "###", "#### A ##", "####### A",
    "> ", "- ", "1. ", "===", "---", "  ===", "\t---", "> ===", "- ===", "- - -", "* * *", "\n", "\n\n", "    ", "\t", " ", "[a]", "(b)", "[a](javascript:b)", "![c](d)",
    "<b>", "<a@b.c>", "&lt;b&gt;", "&#35; A", "\\# A", "\\{term}`a`", "[r]: x", "\r", "\r\n", "\u2028", "\x0b", "\x0c", "=", "-", "|", "| - |", "*", "_", "$", "$$", "% c", "+++",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_prose_that_is_not_parsed_has_nothing_to_find(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A glance at its signs tells of most prose that it needs no parser; with it the same would be found."""
    rng = random.Random(seed)
    made = ["".join(rng.choices(PIECES, k=rng.randrange(1, 7))) for _ in range(150)]
    quick = [list(read_markup(prose, headings=headings)) for prose in made for headings in (True, False)]
    monkeypatch.setattr(markup, "_MARKED", re.compile(""))
    assert quick == [list(read_markup(prose, headings=headings)) for prose in made for headings in (True, False)]
