"""What authors see in an editor that has the schemas: yaml-language-server, at the path that COURSE_YAML_SERVER names.

Without it these tests aren't collected, see conftest.py. Lines and columns are counted from 0 where the editor is asked, and lines
from 1 in what it says.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.diagnostics.codes import Code
from generator.schema.files import schema_files
from generator.schema.kind import FileKind
from generator.schema.modeline import FOLDER, modeline
from tests.case_folders import BAD
from tests.sample_course import SAMPLE
from tests.schema_views import compiler_says, kind_of, within_schemas
from tests.test_schema_cases import JUDGED, OTHERWISE_READ
from tests.yaml_editor import Editor, editor

ROOT = Path(__file__).parent.parent
QUIZ = f"{modeline(FileKind.QUIZ)}\nid: q\ntitle: t\nlesson: l\nitems:\n  - id: i\n    skill: recall\n    stem: s\n"
EVIDENCE = "    evidence: {passage: a/b, quote: x}\n"
NUMBERS = itertools.count()
MERGED = {("unknown-key-merge", "glossary")}
"""Files of which the editor says nothing: it takes `<<` for the merge key of YAML 1.1, which the compiler doesn't know."""
OPTIONS = "    options: [{id: a, text: t, feedback: f}, {id: b, text: t, feedback: f}]\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds schemas as a course does, and no file beside them."""
    root = tmp_path_factory.mktemp("course")
    for name, content in schema_files().items():
        path = root / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture(scope="module")
def opened(course: Path) -> Iterator[Editor]:
    """One editor for all tests: starting it takes a second."""
    with editor(Path(os.environ["COURSE_YAML_SERVER"]), course) as session:
        yield session


Show = Callable[..., tuple[Path, list[str]]]


@pytest.fixture
def show(opened: Editor, course: Path) -> Show:
    """Opens a text under a name that no file had before."""

    def shown(text: str, folder: str = "quizzes") -> tuple[Path, list[str]]:
        path = course / folder / f"file-{next(NUMBERS)}.yml"
        return path, opened.open(path, text)

    return shown


def specs() -> list[Path]:
    found = [path for root in (ROOT, SAMPLE) for folder in ("lessons", "quizzes") for path in sorted((root / folder).glob("*.yml"))]
    return [path for path in found if kind_of(f"{path.parent.name}/{path.name}")]


@pytest.mark.parametrize("path", specs(), ids=lambda path: path.name)
def test_an_editor_has_nothing_against_the_course_and_the_sample(path: Path, show: Show) -> None:
    kind = kind_of(f"{path.parent.name}/{path.name}")
    assert kind is not None
    assert show(f"{modeline(kind)}\n{path.read_text(encoding='utf-8')}", path.parent.name)[1] == []


@pytest.mark.parametrize(("case", "kind", "path"), JUDGED, ids=[f"{case.name}-{path.stem}" for case, _, path in JUDGED])
def test_an_editor_tells_the_fault_of_a_case_where_the_compiler_does(case: Path, kind: FileKind, path: Path, show: Show) -> None:
    text = f"{modeline(kind)}\n{path.read_text(encoding='utf-8')}"
    said = show(text, path.parent.name)[1]
    if (case.name, path.stem) in OTHERWISE_READ:
        assert [one.partition(": ")[2] for one in said] == ['Incorrect type. Expected "string".']
        return
    told = within_schemas(compiler_says(kind, text))
    if (case.name, path.stem) in MERGED:
        assert (said, [one.code for one in told]) == ([], [Code.UNKNOWN_KEY])
        return
    assert bool(said) == bool(told)
    # What is missing, or too much beside something else, either may point at from another key of the same mapping.
    lines = {one.place[0] for one in told if one.code in {Code.UNKNOWN_KEY, Code.WRONG_TYPE}}
    assert lines <= {int(one.partition(":")[0]) for one in said}


def test_a_slip_in_a_key_is_told_as_two_things(show: Show) -> None:
    """The compiler takes both for one slip, and proposes the right key."""
    text = (BAD / "unknown-key/lessons/ringer.yml").read_text(encoding="utf-8")
    assert show(f"{modeline(FileKind.LESSON)}\n{text}", "lessons")[1] == [
        '17: Missing property "headnote".', "21: Property haednote is not allowed.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (EVIDENCE + OPTIONS, []),
        (EVIDENCE + "    kind: match\n    choices: [{id: a, text: t}, {id: b, text: t}]\n    pares: []\n",
         ['6: Missing property "pairs".', "12: Property pares is not allowed."]),
        (EVIDENCE + "    kind: mtach\n",
         ['10: Value is not accepted. Valid values: "single", "multiple", "true-false", "order", "match", "highlight".']),
        (OPTIONS + "    evidence: {passage: a/b}\n", ["10: needs `quote`, or both `from` and `to`"]),
        (OPTIONS + "    evidence: {passage: a/b, quote: x, from: y}\n", ["10: has both `quote` and `from`/`to`; keep one way"]),
        (OPTIONS + "    evidence: {quote: x}\n", ["10: needs either `passage` or `source`"]),
        (EVIDENCE + "    kind: true-false\n    answer: true\n    feedback: {true: y, false: n}\n", []),
        (EVIDENCE + OPTIONS.replace("id: a", "id: An Id"), ["10: use lower-case letters and digits, in groups joined by hyphens"]),
        (EVIDENCE + OPTIONS.replace("text: t, feedback: f}]", "text: 1887, feedback: 2.5}]"),
         ["10: must be text: put the number in quotation marks"]),
        (EVIDENCE + OPTIONS.replace("text: t, feedback: f}]", "text: no, feedback: 2003-10-17}]"), []),
    ],
)  # fmt: skip
def test_what_is_said_of_an_item_is_said_in_the_item_and_of_its_kind_alone(
    rest: str, said: list[str], show: Show
) -> None:
    assert show(QUIZ + rest)[1] == said


def test_kinds_are_proposed_with_what_they_mean(opened: Editor, show: Show) -> None:
    path, _ = show(f"{QUIZ}    kind: \n")
    assert opened.complete(path, 8, 10) == {
        "single": "By choosing the one option that is right.",
        "multiple": "By choosing every option that is right.",
        "true-false": "By judging a statement.",
        "order": "By putting things in order.",
        "match": "By giving each claim its answer.",
        "highlight": "By choosing words of an excerpt.",
    }


def test_the_keys_of_the_kind_are_proposed_and_no_others(opened: Editor, show: Show) -> None:
    path, _ = show(f"{QUIZ}    kind: match\n    \n")
    proposed = opened.complete(path, 9, 4)
    assert {"hints", "evidence", "choices", "pairs"} <= set(proposed)
    assert proposed["pairs"] == "The claims, in the order shown."
    assert {"options", "entries", "answer", "feedback", "stretches"} & set(proposed) == set()


def test_a_key_tells_what_it_is_for_with_an_example(opened: Editor, show: Show) -> None:
    path, _ = show(QUIZ)
    assert opened.hover(path, 7, 6).startswith("#### Quiz\n\nThe question.\n\nExample: How many strokes did he give?\n\nSource: ")
    assert opened.hover(path, 6, 6).startswith(
        "#### Quiz\n\nWhat the item asks for.\n\nExample: close-reading\n\nAllowed Values:\n\n* `recall`: What was read before.\n"
    )
