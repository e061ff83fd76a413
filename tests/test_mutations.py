"""One slip of the pen anywhere gives its own one clear problem, where it is, and a book that is built already stays as it is."""

import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.diagnostics.model import Problems
from generator.source.files import SourceFile, Span, read_text
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from generator.spec.course import Course, load_course
from generator.spec.read import Located, read_spec
from tests.reading import place_of, places, words
from tests.sample_course import SAMPLE, copy_sample, edit, sample_corpus, tree

CLOCK, RINGER = "lessons/stopped-clock.yml", "lessons/ringer.yml"
RINGER_QUIZ, SOURCES, GLOSSARY = "quizzes/ringer-quiz.yml", "lessons/sources.yml", "lessons/glossary.yml"


@pytest.fixture
def course(built_sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course with its book."""
    root = tmp_path / "course"
    shutil.copytree(built_sample, root)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    return root


# -- the five slips of which the issue speaks ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "context", "marked", "expected"),
    [
        # One letter of a quotation.
        (RINGER, "quote: had been sick for years", "quote: had been sack for years", "quote: had been sack", "had been sack",
         "error[quote-near]: the words are not verbatim in `courier-1887`\n"
         "  --> {place}\n"
         "   |\n"
         "{line} |           quote: had been sack for years\n"
         "   |                  ^^^^^^^^^^^^^^^^^^^^^^^\n"
         "   = quote:  had been [sack] for years\n"
         "   = source: had been [sick] for years (`courier-1887`, paragraph 3)\n"
         "   = help: write the source's reading\n"),
        # The name of a key.
        (RINGER, "      basis: a flaw seen", "      bases: a flaw seen", "bases: a flaw", "bases",
         "error[unknown-key]: unknown key `bases`\n"
         "  --> {place}\n"
         "   |\n"
         "{line} |           bases: a flaw seen in the two halves\n"
         "   |           ^^^^^\n"
         "   = help: did you mean `basis`?\n"),
        # The id of an item.
        (RINGER_QUIZ, "- id: ri-author", "- id: ri-sum", "- id: ri-sum\n    skill: sourcing", "ri-sum",
         "error[duplicate-id]: `ri-sum` is the id of another item\n"
         "  --> {place}\n"
         "   |\n"
         "{line} |   - id: ri-sum\n"
         "   |         ^^^^^^\n"
         "   = first used at quizzes/ringer-quiz.yml:5\n"
         "   = help: rename the newer one\n"),
        # An indentation, one space too many.
        (RINGER_QUIZ, "    stem: What does Tomas", "     stem: What does Tomas", "stem: What does Tomas", ": What",
         "error[yaml-syntax]: this is not valid YAML: mapping values are not allowed in this context\n"
         "  --> {place}\n"
         "   |\n"
         "{line} |      stem: What does Tomas Quill say he is?\n"
         "   |          ^\n"
         "   = help: check the indentation, and put text that holds `: ` or ` #`, or begins with a mark, in quotation marks\n"),
        # And one too few.
        (RINGER_QUIZ, "    stem: What does Tomas", "   stem: What does Tomas", "stem: What does Tomas", "stem",
         "error[yaml-syntax]: this is not valid YAML: did not find expected '-' indicator while parsing a block collection\n"
         "  --> {place}\n"
         "   |\n"
         "{line} |    stem: What does Tomas Quill say he is?\n"
         "   |    ^\n"
         "   = help: check the indentation, and put text that holds `: ` or ` #`, or begins with a mark, in quotation marks\n"),
    ],
    ids=["letter-of-a-quotation", "name-of-a-key", "id-of-an-item", "one-space-more", "one-space-less"],
)  # fmt: skip
def test_a_slip_gives_one_problem_where_it_is_and_leaves_the_book_alone(
    course: Path, name: str, old: str, new: str, context: str, marked: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(course / name, old, new)
    before = tree(course)
    assert main(["build", "--course", str(course)]) == 1
    out, err = capsys.readouterr()
    line, column = place_of(course / name, context, marked)
    told, _, closing = err.partition("\n\n")
    assert f"{told}\n" == expected.replace("{place}", f"{name}:{line}:{column}").replace("{line}", str(line))
    assert closing == "1 error. The book was left as it was.\n"
    assert out == ""
    assert tree(course) == before


def test_a_byte_of_a_document_gives_one_problem_at_its_pin_and_leaves_the_book_alone(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(course / "documents" / "courier-1887-03-05.txt", "and there they have\nstayed", "and there they have\nstaged")
    before = tree(course)
    assert main(["build", "--course", str(course)]) == 1
    told, _, closing = capsys.readouterr().err.partition("\n\n")
    sources = (course / SOURCES).read_text(encoding="utf-8")
    pinned = sources.partition("file: courier-1887-03-05.txt\n    sha256: ")[2][:64]
    line, column = place_of(course / SOURCES, pinned)
    message, place, _, shown, marker, *notes = told.splitlines()
    assert message == "error[source-changed]: the document `courier-1887` is not the one that the course was written against"
    assert place.strip() == f"--> {SOURCES}:{line}:{column}"
    assert shown.endswith(f"sha256: {pinned}")
    assert marker.endswith("^" * 64)
    assert notes[0].strip() == f"= pinned: {pinned}"
    assert re.fullmatch(r" += found:  [0-9a-f]{64}", notes[1])
    assert notes[2].strip() == (
        "= help: put back the right `courier-1887-03-05.txt`; if the change is meant, pin its sha256 and run `course lock`"
    )
    assert closing == "1 error. The book was left as it was.\n"
    assert tree(course) == before


def test_after_a_slip_is_mended_the_book_is_the_same_as_before(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(course)
    edit(course / RINGER, "quote: had been sick for years", "quote: had been sack for years")
    assert main(["build", "--course", str(course)]) == 1
    edit(course / RINGER, "quote: had been sack for years", "quote: had been sick for years")
    assert main(["check", "--course", str(course)]) == 0
    assert tree(course) == before
    assert capsys.readouterr().out.endswith(": no problems.\n")


# -- every one of its kind ---------------------------------------------------------------------------------------------


def located(name: str) -> tuple[SourceFile, Node]:
    file = read_text(SAMPLE / name, SAMPLE)
    node = parse_yaml(file, Problems())
    assert node is not None
    return file, node


def every_key(node: Node) -> list[tuple[str, Span]]:
    """Every key below a node with its place."""
    if isinstance(node, Mapping):
        own = list(node.keys.items())
        return own + [found for value in node.values.values() for found in every_key(value)]
    return [found for item in node.items for found in every_key(item)] if isinstance(node, Sequence) else []


def sample_course() -> Course:
    found = load_course(SAMPLE, Problems())
    assert found is not None
    return found


SPECS: list[Located[Any]] = [
    spec for course in [sample_course()] for spec in (course.sources, course.glossary, *course.lessons, *course.quizzes) if spec
]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.file.name)
def test_any_key_misspelt_is_one_problem_at_that_key_with_the_right_key(spec: Located[Any]) -> None:
    text = spec.file.text
    keys = every_key(spec.node)
    for key, span in keys:
        problems = Problems()
        last = span.end - (text[span.end - 1] in "\"'")
        slip = SourceFile(spec.file.name, f"{text[:last]}{text[last - 1]}{text[last:]}")  # its last letter twice
        assert read_spec(slip, type(spec.value), problems) is None
        assert places(problems) == [("unknown-key", *spec.file.line_column(span.start), slip.text[span.start : span.end + 1])]
        assert words(problems) == [(f"unknown key `{key}{key[-1]}`", f"did you mean `{key}`?")]
    assert len(keys) > 10


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.file.name)
def test_any_key_written_twice_is_one_problem_at_the_second(spec: Located[Any]) -> None:
    """Each line that holds one key and a value on the same line is written twice."""
    lines = spec.file.text.splitlines(keepends=True)
    doubled = 0
    for number, line in enumerate(lines, 1):
        found = re.match(r" *([a-z-]+): [^>|\[{]+$", line)
        if found is None or (number < len(lines) and lines[number].startswith(" " * (len(line) - len(line.lstrip()) + 1))):
            continue
        problems = Problems()
        slip = SourceFile(spec.file.name, "".join([*lines[:number], line, *lines[number:]]))
        assert read_spec(slip, type(spec.value), problems) is None
        assert places(problems) == [("duplicate-key", number + 1, found.start(1) + 1, found[1])]
        doubled += 1
    assert doubled > 2


def quoted() -> list[tuple[str, int, int]]:
    """Every quotation of the sample: the file, and where its words begin and end there."""
    found = []

    def walk(name: str, node: Node) -> None:
        if isinstance(node, Mapping):
            for key, value in node.values.items():
                if key in {"quote", "from", "to"} and isinstance(value, Scalar):
                    found.append((name, value.span.start, value.span.end))
                walk(name, value)
        elif isinstance(node, Sequence):
            for item in node.items:
                walk(name, item)

    for spec in SPECS:
        walk(spec.file.name, spec.node)
    return found


QUOTED = quoted()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample in which one file at a time is changed and put back."""
    return copy_sample(tmp_path_factory.mktemp("scratch"))


def problems_with(scratch: Path, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> Problems:
    path = scratch / name
    kept = path.read_bytes()
    path.write_bytes(content)
    monkeypatch.setenv("COURSE_CORPUS", str(scratch / "documents"))
    problems = Problems()
    try:
        resolved, _ = pipeline.check(scratch, problems)
    finally:
        path.write_bytes(kept)
    assert resolved is None
    return problems


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quotation=st.sampled_from(QUOTED), seed=st.integers(0, 10**6), letter=st.sampled_from("qxzkQ7é"))
def test_any_letter_of_any_quotation_changed_is_one_problem_at_that_quotation(
    scratch: Path, quotation: tuple[str, int, int], seed: int, letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, start, end = quotation
    text = read_text(SAMPLE / name, SAMPLE).text
    at = random.Random(seed).choice([n for n in range(start, end) if text[n].isalnum() and text[n] != letter])
    file = SourceFile(name, f"{text[:at]}{letter}{text[at + 1 :]}")
    problems = problems_with(scratch, name, file.text.encode(), monkeypatch)
    told = [(found.code.value, found.file.name, found.place) for found in problems]
    assert told in [[(code, name, file.line_column(start))] for code in ("quote-near", "quote-absent", "evidence-outside")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=st.sampled_from(sorted(path.name for path in sample_corpus().iterdir())), data=st.data())
def test_any_byte_of_any_document_changed_is_one_problem_at_its_pin(
    scratch: Path, document: str, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = bytearray((sample_corpus() / document).read_bytes())
    ascii_bytes = [n for n, byte in enumerate(content) if byte < 128]
    at = data.draw(st.sampled_from(ascii_bytes))
    content[at] = data.draw(st.integers(0, 127).filter(lambda byte: byte != content[at]))
    problems = problems_with(scratch, f"documents/{document}", bytes(content), monkeypatch)
    assert [(found.code.value, found.file.name) for found in problems.errors] == [("source-changed", SOURCES)]
    (found,) = problems.errors
    sources = found.file.text
    assert sources[: found.span.start].endswith(f"file: {document}\n    sha256: ")
