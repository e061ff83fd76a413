"""Schemas say everything that an author needs at a key, and the files that hold them are current."""

import functools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import Field

from generator.cli import main
from generator.diagnostics.model import Problems
from generator.schema.dialect import schema_of
from generator.schema.examples import as_written
from generator.schema.files import schema_files, schema_text, stale
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES, kind_of
from generator.schema.modeline import FOLDER, file_name, modeline
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml, to_data
from generator.spec.dates import BadDateError, read_dates
from generator.spec.model import Spec, Text
from generator.spec.quiz import Kind
from generator.spec.read import read_spec
from tests.sample_course import SAMPLE, tree
from tests.schema_views import as_an_editor_reads, compiler_says, editor_accepts, subschemas, validator
from tests.test_schema_laws import good

REPOSITORY = Path(__file__).parent.parent
SHIPPED = REPOSITORY / "generator/schema"


@functools.cache
def schema(kind: FileKind) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(schema_text(kind))
    return made


def properties(kind: FileKind) -> dict[str, dict[str, Any]]:
    """The keys of a file and all that is in it, with their schemas; the conditions that only name keys are left out."""
    described = [one for one in subschemas(schema(kind)) if one.get("additionalProperties") is False]
    return {
        f"{n} {key}": value for n, one in enumerate(described) for key, value in one["properties"].items() if value is not True
    }


# -- as files ---------------------------------------------------------------------------------------------------------


def test_the_schemas_in_the_package_are_current() -> None:
    """If not, run: .venv/bin/course schema --out generator/schema"""
    assert stale(SHIPPED, schema_files()) == []
    assert sorted(path.name for path in SHIPPED.glob("*.json")) == sorted(schema_files())


@pytest.mark.parametrize("kind", FileKind)
def test_a_schema_is_one_of_its_draft(kind: FileKind) -> None:
    made = schema(kind)
    assert made["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(made)
    assert "$ref" not in schema_text(kind)
    assert "oneOf" not in schema_text(kind)


def test_each_kind_of_file_has_its_title() -> None:
    titles = [schema(kind)["title"] for kind in FileKind]
    assert titles == ["Lesson", "Quiz", "Sources", "Units", "Timeline", "Names", "Glossary", "Grading", "Voice"]


def test_every_spec_of_the_sample_is_of_one_kind() -> None:
    found = {path for written in FILES.values() for path in SAMPLE.glob(written.path)}
    assert found == {*SAMPLE.glob("lessons/*.yml"), *SAMPLE.glob("quizzes/*.yml")}


# -- what they say ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FileKind)
def test_every_key_is_described_and_no_other_is_allowed(kind: FileKind) -> None:
    assert [name for name, one in properties(kind).items() if not one.get("description")] == []
    objects = [one for one in subschemas(schema(kind)) if "required" in one and "type" in one]
    assert [one for one in objects if one.get("additionalProperties") is not False] == []


@pytest.mark.parametrize("kind", FileKind)
def test_every_value_to_choose_from_is_explained(kind: FileKind) -> None:
    choices = [one for one in subschemas(schema(kind)) if "enum" in one and "description" in one]
    assert [one for one in choices if len(one.get("enumDescriptions", ())) != len(one["enum"])] == []


@pytest.mark.parametrize("kind", FileKind)
def test_every_example_is_one_that_may_be_written(kind: FileKind) -> None:
    """It stands in the description, as YAML; not under `examples`, whence editors would copy it."""
    shown = [(one, one["description"].partition("\n\nExample: ")[2]) for one in properties(kind).values()]
    assert [text for one, text in shown if text and not Draft202012Validator(one).is_valid(as_an_editor_reads(f"[{text}]")[0])] == []
    assert sum(bool(text) for _, text in shown) >= len(shown) // 2
    assert [one for one in subschemas(schema(kind)) if isinstance(one.get("examples"), list)] == []


LETTERS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]))
VALUES = st.recursive(
    LETTERS | st.integers(-(10**17), 10**17) | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("abc"), inner)
)


@given(VALUES)
def test_an_example_is_read_as_it_was_meant(value: Any) -> None:
    node = parse_yaml(SourceFile("guide", as_written(value)), Problems())
    assert node is not None
    assert json.loads(json.dumps(to_data(node))) == value  # tuples as lists


def test_an_item_of_each_kind_is_judged_by_its_own_keys_alone() -> None:
    items = schema(FileKind.QUIZ)["properties"]["items"]["items"]
    assert items["properties"]["kind"]["enum"] == [kind.value for kind in Kind]
    quiz = as_an_editor_reads((SAMPLE / "quizzes/asking-quiz.yml").read_text(encoding="utf-8"))
    for n, item in enumerate(quiz["items"]):
        spoilt = {**quiz, "items": [{**item, "bases": "x"}]}
        (error,) = validator(FileKind.QUIZ).iter_errors(spoilt)
        assert (list(error.absolute_path), error.validator) == (["items", 0], "additionalProperties"), n
        assert error.message == "Additional properties are not allowed ('bases' was unexpected)"


class Oddly(Spec):
    """Keys that are words of JSON Schema, too."""

    examples: Text = Field(examples=["a"])
    """First."""
    oneOf: Text | None = None  # noqa: N815  (the point of the test)
    """Second."""


def test_keys_that_are_words_of_json_schema_are_keys() -> None:
    made = schema_of(Oddly)
    assert {key: one["description"] for key, one in made["properties"].items()} == {"examples": "First.\n\nExample: a", "oneOf": "Second."}
    assert [Draft202012Validator(made).is_valid(one) for one in ({"examples": "x"}, {"examples": "x", "oneOf": None}, {})] == [True, True, False]


# -- how values are read ----------------------------------------------------------------------------------------------

UNITS = "units:\n- {{id: {id}, title: {title}, question: q, opening: o}}\n"
LESSON = "{{id: a, title: t, unit: u, question: q, objectives: [o], limits: l, body: [{{comparison: {{id: c, question: q, verdict: agree,\
 note: n, rows: [{row}, {row}]}}}}]}}"
ROW = "{{id: r, value: v, source: s, quote: q, occurrence: {occurrence}, amount: {amount}}}"


@pytest.mark.parametrize("written", ["no", "yes", "on", "2003-10-17", "12:30", "2.5", "-.5", "0.10", "1_000", "a", '"1871"', "1e400"])
def test_what_is_text_to_the_compiler_may_be_written_in_an_editor(written: str) -> None:
    text = UNITS.format(id="a", title=written)
    assert compiler_says(FileKind.UNITS, text) == []
    assert editor_accepts(FileKind.UNITS, text)


@pytest.mark.parametrize("written", ["1871", "-3", "true", "False", "~", "", "[a]", "{}"])
def test_what_is_no_text_to_the_compiler_is_refused_in_an_editor(written: str) -> None:
    text = UNITS.format(id="a", title=written)
    assert compiler_says(FileKind.UNITS, text) != []
    assert not editor_accepts(FileKind.UNITS, text)


@pytest.mark.parametrize(
    ("kind", "text", "compiler"),
    [
        # Numbers to an editor that are text to the compiler. Quotation marks make them text to both.
        (FileKind.UNITS, UNITS.format(id="1e3", title="t"), True),
        (FileKind.UNITS, UNITS.format(id="a", title="0x1F"), True),
        (FileKind.UNITS, UNITS.format(id="a", title="0o17"), True),
        (FileKind.UNITS, UNITS.format(id="a", title="1.0"), True),
        (FileKind.UNITS, UNITS.format(id="a", title="1000000000000000000"), True),
        # Numbers to an editor that the compiler doesn't take for one. `course check` tells.
        (FileKind.LESSON, LESSON.format(row=ROW.format(occurrence="1", amount="1e3")), False),
        (FileKind.LESSON, LESSON.format(row=ROW.format(occurrence="1.0", amount="1")), False),
    ],
)
def test_unusual_numbers_are_all_that_an_editor_reads_otherwise(kind: FileKind, text: str, compiler: bool) -> None:
    assert (compiler_says(kind, text) == []) is compiler
    assert editor_accepts(kind, text) is not compiler


def test_an_editor_set_to_yaml_1_1_asks_for_quotation_marks() -> None:
    """To YAML 1.1 `no` is a truth value, and a schema that let it pass would let `false` pass, too."""
    plain, quoted = (UNITS.format(id="a", title=written) for written in ("no", '"no"'))
    assert not validator(FileKind.UNITS).is_valid(as_an_editor_reads(plain, yaml.CSafeLoader))
    assert validator(FileKind.UNITS).is_valid(as_an_editor_reads(quoted, yaml.CSafeLoader))


@given(st.from_regex(r"[0-9]{4}(?:-[0-9]{2}){0,2}", fullmatch=True))
def test_a_date_of_the_schema_is_one_of_the_calendar_but_for_29_february(written: str) -> None:
    text = f"title: t\nnote: n\nevents: [{{id: a, date: '{written}', title: t, reports: [{{passage: a/b}}]}}]\n"
    try:
        read_dates(written)
    except BadDateError:
        assert not editor_accepts(FileKind.TIMELINE, text) or written.endswith("-02-29")
    else:
        assert editor_accepts(FileKind.TIMELINE, text)


# -- modelines --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FileKind)
def test_a_modeline_leads_to_the_schema_and_means_nothing_to_the_compiler(kind: FileKind, tmp_path: Path) -> None:
    line = modeline(kind)
    assert line == f"# yaml-language-server: $schema=../.schemas/{kind.value}.json"
    file = tmp_path / FILES[kind].path.replace("*", "any")
    file.parent.mkdir()
    assert (file.parent / line.partition("$schema=")[2]).resolve() == tmp_path / FOLDER / file_name(kind)
    text = good(kind)
    read = [read_spec(SourceFile("spec.yml", one), FILES[kind].model, Problems()) for one in (text, f"{line}\n{text}")]
    assert read[0] is not None
    assert read[1] is not None
    assert read[0].value == read[1].value


def test_the_spec_files_of_this_repository_name_the_schemas_beside_them() -> None:
    """So that completion works here as in a course of its own; a new file wants its first line, too."""
    files = [path for folder in ("lessons", "quizzes") for path in sorted((REPOSITORY / folder).glob("*.yml"))]
    kinds = {path: kind_of(path.relative_to(REPOSITORY).as_posix()) for path in files}
    written = {path.name: path.read_text(encoding="utf-8").split("\n", 1)[0] for path, kind in kinds.items() if kind is not None}
    assert written == {
        path.name: f"# yaml-language-server: $schema=../generator/schema/{file_name(kind)}" for path, kind in kinds.items() if kind
    }
    assert len(written) > len(FileKind)


# -- the command ------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["schema", *arguments])
    return code, *capsys.readouterr()


def test_the_command_lists_the_kinds_and_prints_a_schema(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys) == (0, (
        "lesson    lessons/*.yml\n"
        "quiz      quizzes/*.yml\n"
        "sources   lessons/sources.yml\n"
        "units     lessons/units.yml\n"
        "timeline  lessons/timeline.yml\n"
        "names     lessons/names.yml\n"
        "glossary  lessons/glossary.yml\n"
        "grading   lessons/grading.yml\n"
        "voice     lessons/voice.yml\n"
    ), "")  # fmt: skip
    assert run(capsys, "quiz", "--course", str(tmp_path)) == (0, schema_text(FileKind.QUIZ), "")


def test_the_command_writes_schemas_and_tells_which_are_not_current(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "course/.schemas"
    assert run(capsys, "--out", str(out), "--check") == (1, "", "".join(
        f"course: {out}/{file_name(kind)} is missing\n" for kind in FileKind
    ) + f"course: run `course schema --out {out}`\n")  # fmt: skip
    assert not out.exists()
    assert run(capsys, "--out", str(out)) == (0, f"{out}: 9 schemas, 9 written.\n", "")
    assert tree(out) == schema_files()
    assert run(capsys, "--out", str(out)) == (0, f"{out}: 9 schemas, 0 written.\n", "")
    assert run(capsys, "--out", str(out), "--check") == (0, f"{out}: 9 schemas, all current.\n", "")
    (out / "quiz.json").write_text("{}")
    assert run(capsys, "lesson", "--out", str(out), "--check") == (0, f"{out}: 1 schema, all current.\n", "")
    assert run(capsys, "--out", str(out), "--check") == (
        1, "", f"course: {out}/quiz.json is not current\ncourse: run `course schema --out {out}`\n",
    )  # fmt: skip
    assert (out / "quiz.json").read_text() == "{}"


def test_the_command_says_what_it_can_not_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert run(capsys, "--check") == (2, "", "course: say with --out where the schemas lie that are to be compared\n")
    assert run(capsys, "--out", str(tmp_path / "file")) == (2, "", f"course: {tmp_path}/file is a file; name a folder with --out\n")
