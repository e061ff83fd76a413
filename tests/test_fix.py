"""Fixes are made round by round, each tried first; a course that was mended once has nothing left to mend."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics.codes import Code
from generator.diagnostics.edits import edited, offer
from generator.diagnostics.flaws import Flaw
from generator.diagnostics.model import Diagnostic, Edit, Problems
from generator.fix.choosing import chosen
from generator.fix.diff import diff_lines
from generator.fix.model import Check, FileChange, Mending, Wanted, key
from generator.fix.order import objection, rank
from generator.fix.rounds import MOST_ROUNDS, mend
from generator.fix.writing import ChangedError, write_change
from generator.memory import Memory
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import parse_yaml, to_data
from tests.case_folders import BAD, lay_over
from tests.sample_course import edit, tree

PAGE = (Path(__file__).parent.parent / "book/dev/fixing.md").read_text(encoding="utf-8")
TABLE = {
    (code, weight)
    for row in re.findall(r"^\| ((?:`[a-z0-9-]+`(?:, )?)+) \| .+ \| (sure|offered) \|$", PAGE, re.MULTILINE)
    for code in re.findall(r"`([a-z0-9-]+)`", row[0])
    for weight in [row[1]]
}
"""What the page says of each code: whether its fix is sure or offered."""


MEMORY = Memory()
"""What one case leaves for the next: most of the sample stays as it is."""


def checked(root: Path, texts: Mapping[str, str]) -> Problems:
    problems = Problems()
    pipeline.check(root, problems, unsaved=texts, memory=MEMORY)
    return problems


def mended(root: Path, wanted: Wanted | None = None) -> Mending:
    return mend(lambda texts: checked(root, texts), wanted or Wanted())


# -- every case --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(BAD.iterdir()), ids=lambda case: case.name)
def test_a_sure_fix_of_a_case_mends_it_and_leaves_nothing_to_mend(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case has one problem. If its fix is sure, mending takes it away, brings no other and changes no more lines than its
    edits touch. Each fix of a case stands in the page's table, and every text that an offered one gives is tried as well."""
    root = lay_over(case, tmp_path)
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    if (root / "documents").is_dir():
        monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    before = checked(root, {})
    (problem,) = before
    assert {(found.code.value, "sure" if fix.sure else "offered") for found in before.all() for fix in found.fixes} <= TABLE
    assert sum(fix.sure for fix in problem.fixes) <= 1
    for fix in problem.fixes:
        texts = {one.file.name: edited(one.file.text, [e for e in fix.edits if e.file.name == one.file.name]) for one in fix.edits}
        after = checked(root, texts)
        if problem.code is not Code.SOURCE_CHANGED:  # whose quotations show then
            assert key(problem) not in {key(found) for found in after.all()}, fix.title
            assert after.errors == [] or not fix.sure, fix.title
    sure = [fix for fix in problem.fixes if fix.sure]
    if not sure:
        assert chosen(before.all(), Wanted(), {}) == []
        return
    files = tree(root)
    mending = mended(root)
    assert [repair.fix for repair in mending.mended] == sure
    assert mending.dropped == ()
    assert not mending.unfinished
    assert list(mending.left) == []
    assert tree(root) == files  # nothing is written yet
    for change in mending.changes:
        write_change(root, change)
    assert mended(root).changes == ()


SLIPS = [
    # The file, what stands there, the slip, and what mending makes of it if not what stood there.
    ("lessons/ringer.yml", "title: The ringer\n", "tilte: The ringer  # hm\n", "title: The ringer  # hm\n"),
    ("lessons/ringer.yml", "id: ringer\n", "", None),
    ("lessons/timeline.yml", "date: 1887-03-06", "date: 1887-3-6", None),
    ("lessons/ringer.yml", "source: gazette-1890/tower", "source: 'gazette-1890/towr'", "source: 'gazette-1890/tower'"),
    ("lessons/ringer.yml", "I have held the receipt in my hand.", "I have held\n        the reciept in my hand.", "I have held\n        the receipt in my hand."),
    ("_toc.yml", "      - file: book/sources/tidings-1887\n", "", None),
    ("_toc.yml", "          - file: book/sources/gazette-1890/bell\n", "", None),
    ("_toc.yml", "book/glossary", "book/glosary", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "right", "slip", "result"), SLIPS, ids=range(len(SLIPS)))
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_slip_is_mended_and_every_other_byte_stays(
    sample: Path, name: str, right: str, slip: str, result: str | None, end: str
) -> None:
    path = sample / name
    edit(path, right, slip)
    wrong = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", end.encode())
    path.write_bytes(wrong)
    mending = mended(sample)
    assert list(mending.left) == []
    (change,) = mending.changes
    write_change(sample, change)
    edited_right = wrong.decode("utf-8-sig").replace("\r\n", "\n").replace(slip, result or right) if slip else None
    got = path.read_bytes()
    assert got.startswith(b"\xef\xbb\xbf")
    assert got.count(b"\r\n") == (got.count(b"\n") if end == "\r\n" else 0)
    if edited_right is not None:
        assert got.decode("utf-8-sig").replace("\r\n", "\n") == edited_right
    else:
        assert right in got.decode("utf-8-sig").replace("\r\n", "\n")
        assert sorted(got.decode().splitlines()) == sorted([*wrong.decode().splitlines(), right.rstrip("\n")]) or right == "id: ringer\n"


def test_many_slips_of_all_stages_are_mended_in_one_go_and_what_was_hidden_with_them(sample: Path) -> None:
    """A file that isn't read hides its dates, ids and quotations: each comes to light in its round."""
    edit(sample / "lessons/ringer.yml", "title: The ringer\n", "tilte: The ringer\n")
    edit(sample / "lessons/ringer.yml", "source: gazette-1890/tower", "source: gazette-1890/towr")
    edit(sample / "lessons/ringer.yml", "I have held the receipt", "I have held the reciept")
    edit(sample / "lessons/timeline.yml", "date: 1887-03-06", "daet: 6 March 1887")
    mending = mended(sample)
    assert [repair.problem.code.value for repair in mending.mended] == [
        "unknown-key", "unknown-key", "bad-date", "unknown-reference", "quote-near",
    ]  # fmt: skip
    assert list(mending.left) == []
    assert [change.name for change in mending.changes] == ["lessons/ringer.yml", "lessons/timeline.yml"]


def test_a_fix_that_only_looks_right_is_dropped_with_the_reason(sample: Path) -> None:
    """`headnot` is near `headnote`, and that one is there already; and a title of a lesson can't be the key of an excerpt."""
    edit(sample / "lessons/ringer.yml", "limits: ", "limist: >-\n  <b>Nobody</b>\nlimits: ")
    mending = mended(sample)
    assert mending.changes == ()
    assert [found.code for found in mending.left] == [Code.UNKNOWN_KEY]


def test_options_are_sorted_with_their_ids_and_comments_and_an_allowance_that_nothing_needs_goes(sample: Path) -> None:
    path = sample / "quizzes/count.yml"
    text = (
        "id: count\ntitle: A count\nlesson: ringer\nmode: practice\nitems:\n  - id: sum\n    kind: single\n    skill: recall\n"
        "    stem: How much did the Board pay?\n    lint:\n      - allow: stem-negative\n        because: It was so.\n"
        "    options:\n      # the key\n      - {id: a, text: $12, correct: true, feedback: The smith held it.}\n"
        "      - id: b\n        text: $7  # less\n        feedback: That is less than he says.\n\n"
        "      - {id: c, text: $9, feedback: This one is too low.}\n"
        "    evidence:\n      passage: ringer/receipt\n      quote: the sum of $12\n"
    )
    path.write_text(text, encoding="utf-8")
    mending = mended(sample, Wanted(files=("quizzes/count.yml",)))
    codes = [repair.problem.code for repair in mending.mended]
    assert codes == [Flaw.ALLOWANCE_UNUSED, Flaw.OPTIONS_UNORDERED], [found.message for found in mending.left.all()]
    (change,) = mending.changes
    assert change.after == (
        "id: count\ntitle: A count\nlesson: ringer\nmode: practice\nitems:\n  - id: sum\n    kind: single\n    skill: recall\n"
        "    stem: How much did the Board pay?\n"
        "    options:\n      - id: b\n        text: $7  # less\n        feedback: That is less than he says.\n"
        "      - {id: c, text: $9, feedback: This one is too low.}\n\n"
        "      # the key\n      - {id: a, text: $12, correct: true, feedback: The smith held it.}\n"
        "    evidence:\n      passage: ringer/receipt\n      quote: the sum of $12\n"
    )


# -- rounds, on problems of our own making -----------------------------------------------------------------------------


def problem(text: str, word: str, code: Code = Code.UNKNOWN_KEY, *, to: str = "", sure: bool = True, name: str = "a.yml") -> Diagnostic:
    """A problem at the first place of a word, with the fix that writes another."""
    file, at = SourceFile(name, text), text.index(word)
    fixes = offer("write it", [Edit(file, Span(at, at + len(word)), to)], sure=sure)
    return Diagnostic(code, f"`{word}` is wrong", file, Span(at, at + len(word)), fixes=fixes)


def problems(*found: Diagnostic) -> Problems:
    collected = Problems()
    for one in found:
        collected.report(one.code, one.message, one.file, one.span, fixes=one.fixes)
    return collected


def test_a_round_takes_the_earliest_stage_and_of_two_that_overlap_the_first() -> None:
    text = "abc def ghi"
    early, late = problem(text, "ghi"), problem(text, "abc", Code.QUOTE_NEAR)
    assert [one.problem for one in chosen([late, early], Wanted(), {})] == [early]
    first, inside, beside = problem(text, "abc def"), problem(text, "def"), problem(text, "ghi")
    assert [one.problem for one in chosen([first, inside, beside], Wanted(), {})] == [first, beside]
    again = problem("abc def abc def", "abc def")
    second = replace(again, fixes=offer("write it", [Edit(again.file, Span(8, 15), "")], sure=True), span=Span(8, 15))
    assert [one.problem for one in chosen([again, second], Wanted(), {key(again): 1})] == [second]  # the first is beyond repair
    assert chosen([again, second], Wanted(), {key(again): 2}) == []


def test_what_is_wanted_bounds_what_is_chosen() -> None:
    sure, only = problem("abc", "abc", name="lessons/a.yml"), problem("abc", "abc", sure=False, name="quizzes/a.yml")
    several = replace(only, fixes=only.fixes * 2, code=Code.UNKNOWN_KEY)
    changed = replace(only, code=Code.SOURCE_CHANGED)

    def of(wanted: Wanted) -> list[str]:
        return [one.problem.file.name for one in chosen([sure, only], wanted, {})]

    assert of(Wanted()) == ["lessons/a.yml"]
    assert of(Wanted(offered=True)) == ["lessons/a.yml", "quizzes/a.yml"]
    assert of(Wanted(files=("lessons",))) == of(Wanted(files=(".",))) == of(Wanted(files=("lessons/a.yml",))) == ["lessons/a.yml"]
    assert of(Wanted(files=("less",))) == of(Wanted(codes=frozenset({"bad-date"}))) == []
    assert of(Wanted(codes=frozenset({"unknown-key"}))) == ["lessons/a.yml"]
    assert chosen([several], Wanted(offered=True), {}) == []
    assert chosen([changed], Wanted(offered=True), {}) == []


def test_a_fix_may_bring_to_light_what_a_later_stage_finds_and_nothing_else() -> None:
    fixed = chosen([problem("abc", "abc")], Wanted(), {})
    before = problems(fixed[0].problem)
    assert objection(fixed, before, problems()) is None
    assert objection(fixed, before, before) == "the problem would still be there"
    assert objection(fixed, before, problems(problem("x", "x", Code.BAD_DATE))) is None
    assert objection(fixed, before, problems(problem("x", "x", Code.MISSING_KEY))) == (
        "it would bring another problem, missing-key: `x` is wrong"
    )
    assert objection(fixed, before, problems(problem("x", "x", Code.PHRASE_UNPROVED))) is None  # a warning

    quoted = chosen([problem("abc", "abc", Code.QUOTE_NEAR)], Wanted(), {})
    before = problems(quoted[0].problem)
    assert objection(quoted, before, problems(problem("x", "x", Code.QUOTE_ABSENT, name="b.yml"))) is None
    assert objection(quoted, before, problems(problem("x", "x", Code.QUOTE_ABSENT))) is not None
    assert objection(quoted, before, problems(problem("x", "x", Code.UNKNOWN_KEY, name="b.yml"))) is None


def test_the_stages_are_in_the_order_of_a_check() -> None:
    order = [Code.YAML_SYNTAX, Code.UNKNOWN_KEY, Code.BAD_DATE, Code.UNKNOWN_REFERENCE, Code.QUOTE_NEAR, Code.SHARE_OVER]
    assert [rank(code) for code in order] == [0, 1, 2, 3, 4, 5]
    assert rank(Flaw.OPTION_POSITIONAL) == 5


def words_check(wrong: Mapping[str, str], *, bad: str = "\0") -> tuple[list[int], Check]:
    """A check for which words are wrong that have a right form, and a text that holds ``bad`` has an error; it counts its calls."""
    calls: list[int] = []

    def check(texts: Mapping[str, str]) -> Problems:
        calls.append(1)
        text = texts.get("a.yml", " ".join(wrong))
        found = [problem(text, word, to=right) for word, right in wrong.items() if word in text.split()]
        if bad in text.split():
            found.append(replace(problem(text, bad), fixes=()))
        return problems(*found)

    return calls, check


def test_one_fix_that_does_harm_is_found_by_halves_and_the_others_are_made() -> None:
    wrong = {f"w{n:02}": f"r{n:02}" for n in range(32)} | {"w17": "harm"}
    calls, check = words_check(wrong, bad="harm")
    mending = mend(check, Wanted())
    (change,) = mending.changes
    assert change.after == " ".join("w17" if word == "w17" else word.replace("w", "r") for word in wrong)
    assert [(one.repair.problem.message, one.reason) for one in mending.dropped] == [
        ("`w17` is wrong", "it would bring another problem, unknown-key: `harm` is wrong")
    ]
    assert len(mending.mended) == 31
    assert len(calls) < 25
    assert not mending.unfinished


def test_fixes_that_lead_to_ever_more_fixes_come_to_an_end() -> None:
    def check(texts: Mapping[str, str]) -> Problems:
        text = texts.get("a.yml", "x")
        return problems(problem(text, text, Code.PHRASE_UNPROVED, to=text + "x"))  # a warning; errors would be seen as new

    mending = mend(check, Wanted())
    assert mending.unfinished
    assert len(mending.mended) == MOST_ROUNDS
    assert mending.changes == (FileChange("a.yml", "x", "x" * (MOST_ROUNDS + 1)),)


# -- what is shown and written -----------------------------------------------------------------------------------------


def test_a_diff_is_one_that_patch_reads() -> None:
    assert diff_lines(FileChange("lessons/a.yml", "a\nb\nc", "a\nx\nc")) == [
        "--- a/lessons/a.yml", "+++ b/lessons/a.yml", "@@ -1,3 +1,3 @@", " a", "-b", "+x", " c", "\\ No newline at end of file",
    ]  # fmt: skip


def test_a_file_that_somebody_else_changed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("mine\n", encoding="utf-8")
    with pytest.raises(ChangedError):
        write_change(tmp_path, FileChange("a.yml", "old\n", "new\n"))
    assert path.read_text(encoding="utf-8") == "mine\n"
    with pytest.raises(ChangedError):
        write_change(tmp_path, FileChange("b.yml", "old\n", "new\n"))
    path.write_bytes(b"\xff")
    with pytest.raises(ChangedError):
        write_change(tmp_path, FileChange("a.yml", "old\n", "new\n"))
    assert tree(tmp_path) == {"a.yml": b"\xff"}


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text("old\n", encoding="utf-8")
    (tmp_path / "a.yml").symlink_to("real.yml")
    write_change(tmp_path, FileChange("a.yml", "old\n", "new\n"))
    assert (tmp_path / "a.yml").is_symlink()
    assert (tmp_path / "real.yml").read_text(encoding="utf-8") == "new\n"


def test_the_mended_file_is_yaml_of_the_same_values(sample: Path) -> None:
    """Whatever is mended, no value is lost: a key goes by its right name with what it held."""
    edit(sample / "lessons/ringer.yml", "title: The ringer\n", "tilte: The ringer\n")
    (change,) = mended(sample).changes
    before, after = (parse_yaml(SourceFile("a", text), Problems()) for text in (change.before, change.after))
    assert before is not None
    assert after is not None
    assert {**to_data(before), "title": "The ringer", "tilte": None} == {**to_data(after), "tilte": None}
