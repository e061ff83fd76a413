"""The documentation is complete, and its examples are so: the guide's course is built, its commands run, its mistakes made."""

import argparse
import enum
import importlib
import json
import pkgutil
import re
import shutil
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

import generator.spec
from generator import cli, pipeline
from generator.corpus.rules import Rule, Verdict, verdict_of
from generator.diagnostics import to_text
from generator.diagnostics.codes import Code
from generator.diagnostics.model import Problems, Severity
from generator.grade.flags import Flag
from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.schema.reference import Group, groups_of
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml
from generator.spec.lesson import Lesson
from generator.spec.markup import ROLES
from generator.spec.model import Spec
from generator.spec.quiz import Kind
from generator.spec.read import read_spec
from generator.sphinx_ext.directives import DIRECTIVES, WholeCourse
from generator.sphinx_ext.draw_progress import INTERVALS
from tests.guide_session import PAGES, blocks, make_printed_course

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITING = "".join(page.read_text(encoding="utf-8") for page in PAGES)
GRADING = (ROOT / "book/dev/grading.md").read_text(encoding="utf-8")
LINT = (ROOT / "book/dev/lint.md").read_text(encoding="utf-8")
FIXING = (ROOT / "book/dev/fixing.md").read_text(encoding="utf-8")
GUIDES = WRITING + GRADING + LINT + FIXING
DOCUMENTED = [
    page.relative_to(ROOT).as_posix() for page in [*PAGES, *(ROOT / f"book/dev/{name}.md" for name in ("grading", "lint", "fixing", "editor"))]
]
"""The pages for authors, by their paths."""
DIAGNOSTICS = (ROOT / "book/dev/diagnostics.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "book/dev/architecture.md").read_text(encoding="utf-8")

MAX_README_LINES = 100
WITHOUT_DOCUMENTS = {Code.LOCK_FORMAT, Code.LOCK_STALE}
"""Problems that show only where the documents aren't."""
NOT_IN_A_SPEC = {
    Code.FILE_UNREADABLE, Code.FILE_MISSING, Code.PROOFS_DISAGREE, Code.MADE_FILE_EDITED, Code.BOOK_WARNING,
    Code.SEARCH_MISSING, Code.BAD_ROSTER,
}  # fmt: skip
"""Problems whose examples are told in words, because no line of a spec makes them."""


# -- reading Markdown -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fence:
    """A code block: the language it is marked with, its caption, and its text."""

    language: str
    caption: str
    text: str


_FENCE = re.compile(
    r"^```(?:\{code-block\} )?(?P<language>\w+)\n(?::caption: (?P<caption>[^\n]+)\n)?(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_ROW = re.compile(r"^\| *(?P<key>[^|]*?) *\| *(?P<needed>[^|]*?) *\|", re.MULTILINE)


def fences(markdown: str) -> list[Fence]:
    return [Fence(found["language"], found["caption"] or "", found["text"]) for found in _FENCE.finditer(markdown)]


def key_tables(markdown: str) -> list[list[tuple[str, bool]]]:
    """The tables of keys: each row's key, and whether it is marked as needed."""
    tables: list[list[tuple[str, bool]]] = []
    for block in re.split(r"\n(?!\|)", markdown):
        rows = [(row["key"], row["needed"]) for row in _ROW.finditer(block)]
        if rows and rows[0] == ("Key", "Needed"):
            tables.append([(key.strip("`"), needed == "yes") for key, needed in rows[2:]])
    return tables


def sections() -> dict[str, str]:
    """The page's sections on codes, by the code in their heading."""
    parts = re.split(r"^### `([^`\n]+)`$", DIAGNOSTICS, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def example(code: Code) -> tuple[str, str]:
    """The wrong and the right lines of a code's section."""
    wrong, right = (fence.text for fence in fences(sections()[code.value]))
    return wrong, right


# -- the guide's course -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guide_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that the guide prints, with its pages and its lock made."""
    return make_printed_course(tmp_path_factory.mktemp("guide"))


@pytest.fixture
def course(guide_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the guide's course that a test may spoil."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    return Path(shutil.copytree(guide_course, tmp_path / "course"))


def check(root: Path) -> Problems:
    problems = Problems()
    pipeline.check(root, problems)
    return problems


def replace_lines(root: Path, code: Code) -> None:
    """Put the wrong lines of a code's section in the place of the right ones, which stand in one file, once, at any
    indentation. Only the section on the lock's format means the lock."""
    wrong, right = example(code)
    pattern = re.compile("".join(rf"^(?P<indent>[ -]*){re.escape(line)}\n" if n == 0 else rf"^[ ]*{re.escape(line)}\n"
                                 for n, line in enumerate(right.splitlines())), re.MULTILINE)  # fmt: skip
    found = [
        (path, place)
        for path in sorted(root.rglob("*.yml"))
        if (path == root / pipeline.LOCK) is (code is Code.LOCK_FORMAT)
        for place in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    ((path, place),) = found
    text = path.read_text(encoding="utf-8")
    indent = place["indent"]
    new = indent + textwrap.indent(wrong, " " * len(indent)).lstrip(" ")
    path.write_text(text[: place.start()] + new + text[place.end() :], encoding="utf-8")


# -- the README -------------------------------------------------------------------------------------------------------


def test_readme_is_short_and_names_both_commands() -> None:
    """The README has at most a hundred lines and gives the two commands, and the way without make."""
    assert len(README.splitlines()) <= MAX_README_LINES
    commands = [line for fence in fences(README) if fence.language == "console" for line in fence.text.splitlines()]
    assert [command.split("#")[0].strip() for command in commands] == [
        "$ make book",
        "$ make test",
        "$ python3 -m venv .venv",
        "$ .venv/bin/pip install --require-hashes -r requirements.lock",
        "$ .venv/bin/pip install --no-deps --no-build-isolation -e .",
        "$ .venv/bin/course build",
        "$ .venv/bin/python -m pytest",
        "$ COURSE_CORPUS=/path/to/documents make book",
    ]


def test_readme_lesson_is_proved_against_the_guides_documents(course: Path) -> None:
    """The lesson in the README fits into the guide's course without a problem."""
    (lesson,) = (fence.text for fence in fences(README) if fence.language == "yaml")
    problems = Problems()
    read = read_spec(SourceFile("README.md", lesson), Lesson, problems)
    assert read is not None
    (course / f"lessons/{read.value.id}.yml").write_text(lesson, encoding="utf-8")
    with (course / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write(f"  - file: book/chapters/{read.value.id}\n")
    assert [to_text.as_text(found) for found in [*problems, *check(course)]] == []


@pytest.mark.parametrize("page", ["README.md", *DOCUMENTED], ids=str)
def test_links_between_files_lead_somewhere(page: str) -> None:
    """Every relative link of the README and of the guides leads to a file that is there."""
    path = ROOT / page
    targets = set(re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")))
    assert {target for target in targets if not (path.parent / target).exists()} == set()


# -- commands ---------------------------------------------------------------------------------------------------------


def commands_and_options() -> Iterator[str]:
    """Every command as it is typed, and every option of each."""
    yield from _named_below("course", cli._parser())


def _named_below(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Every command below one, and the options of each."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option not in {"-h", "--help"})
        if isinstance(action, argparse._SubParsersAction):
            for inner, below in action.choices.items():
                yield f"{name} {inner}"
                yield from _named_below(f"{name} {inner}", below)


def test_every_command_and_option_is_documented() -> None:
    """The README or a guide names each command and each option."""
    wanted = set(commands_and_options())
    assert wanted >= {"course build", "course cite", "--batch"}  # the list is not empty by accident
    text = README + GUIDES
    assert {word for word in wanted if not re.search(rf"{re.escape(word)}(?![\w-])", text)} == set()


def test_options_named_in_the_guide_exist() -> None:
    """The README and the guide name no option of `course` that it doesn't have."""
    spans = [span for span in re.findall(r"`([^`\n]+)`", README + GUIDES) if span.startswith(("course ", "--"))]
    named = {option for span in spans for option in re.findall(r"--[a-z]+(?:-[a-z]+)*", span)}
    assert named - set(commands_and_options()) == set()


def test_batch_of_the_guide_is_answered(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The batch in the guide is accepted, and the answers have the keys that it lists, in the order of the questions."""
    (batch,) = (block.text for block in blocks(WRITING) if block.caption == "quotes.jsonl")
    (course / "quotes.jsonl").write_text(batch, encoding="utf-8")
    assert cli.main(["cite", "--course", str(course), "--batch", str(course / "quotes.jsonl")]) == cli.CLEAN
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["id"], answer["verdict"]) for answer in answers] == [(1, "exact"), (2, "exact")]
    assert [list(answer) for answer in answers] == [["id", "verdict", "matches", "nearest", "elsewhere"]] * 2


# -- keys and values --------------------------------------------------------------------------------------------------


def spec_modules() -> list[str]:
    return [f"generator.spec.{found.name}" for found in pkgutil.iter_modules(generator.spec.__path__)]


def own_keys(model: type[Spec]) -> list[tuple[str, bool]]:
    """The keys that a model adds to those of its bases, as authors write them, and whether each is needed."""
    fields = [(name, info) for name, info in model.model_fields.items() if name in model.__annotations__]
    return [(info.alias or name, info.is_required()) for name, info in fields]


def spec_models() -> list[type[Spec]]:
    """Every model of generator/spec that has keys of its own."""
    found = {
        value
        for name in spec_modules()
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and issubclass(value, Spec) and value.__module__ == name and own_keys(value)
    }
    return sorted(found, key=lambda model: model.__name__)


def reference() -> dict[str, Group]:
    """Every group of keys that the guide's reference draws, by its name."""
    return {group.name: group for written in FILES.values() for group in groups_of(written.model)}


@pytest.mark.parametrize("model", spec_models(), ids=lambda model: model.__name__)
def test_every_spec_key_has_its_place_in_the_reference(model: type[Spec]) -> None:
    """Some kind of file has the model's own keys as a group, in the model's order, each with a meaning and marked where needed."""
    found = [group.keys for group in reference().values() if [(key.name, key.needed) for key in group.keys] == own_keys(model)]
    assert len(found) == 1
    assert [key.name for key in found[0] if not key.says] == []


@pytest.mark.parametrize("kind", FileKind)
def test_every_kind_of_file_has_its_page_in_the_reference(kind: FileKind) -> None:
    """Named for the kind, and in the book."""
    page = f"book/guide/reference/{kind.value}"
    assert (ROOT / f"{page}.md").read_text(encoding="utf-8").endswith(f"\n```{{file-reference}} {kind.value}\n```\n")
    assert f"- file: {page}\n" in (ROOT / "_toc.yml").read_text(encoding="utf-8")


def test_every_page_of_the_guide_is_in_the_book() -> None:
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert [page for page in DOCUMENTED if f"- file: {page.removesuffix('.md')}\n" not in toc] == []


def test_the_guide_lists_no_other_keys() -> None:
    """Every table of keys in the guide belongs to a model."""
    known = [own_keys(model) for model in spec_models()]
    assert [table for table in key_tables(GUIDES) if table not in known] == []


def spec_values() -> set[str]:
    """Every value that some key of a spec chooses from."""
    enums = {
        value
        for name in spec_modules()
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum) and value.__module__ == name
    }
    return {member.value for found in enums for member in found}


def test_every_value_is_in_the_reference() -> None:
    """Each allowed value stands at a key that takes it; bounds of an amount are keys themselves."""
    keys = [key for group in reference().values() for key in group.keys]
    assert spec_values() - {value.word for key in keys for value in key.values} - {key.name for key in keys} == set()


@pytest.mark.parametrize("word", sorted(set(ROLES) | set(Rule) | set(Verdict)))
def test_every_role_rule_and_verdict_is_in_the_guide(word: str) -> None:
    """The guide names each role, folding rule and verdict in backticks."""
    assert f"`{word}`" in GUIDES


@pytest.mark.parametrize("rule", Rule)
def test_the_guide_gives_each_rule_its_verdict(rule: Rule) -> None:
    """The table of rules says whether a rule is one of typography or of layout."""
    (row,) = re.findall(rf"^\| `{rule.value}` \|.*\| `(typographic|layout)` \|$", WRITING, flags=re.MULTILINE)
    assert row == verdict_of(frozenset({rule})).value


def test_the_guide_names_the_directives_for_pages_written_by_hand_and_the_intervals_of_review() -> None:
    """Each directive that draws the whole course has its row, and the guide and the architecture page state the right days."""
    by_hand = [name for name, directive in DIRECTIVES.items() if issubclass(directive, WholeCourse)]
    assert re.findall(r"^\| `([a-z-]+)` \| ", WRITING.partition("| Directive | Draws |\n| --- | --- |\n")[2], re.MULTILINE)[: len(by_hand)] == by_hand
    assert f"after {INTERVALS}," in WRITING
    assert f"after {INTERVALS.replace('and', 'and then')};" in ARCHITECTURE


def test_the_guides_course_has_an_item_of_every_kind(course: Path) -> None:
    """So that each kind has an example that is proved."""
    quiz = yaml.safe_load((course / "quizzes/fog-quiz.yml").read_text(encoding="utf-8"))
    assert {item["kind"] for item in quiz["items"]} == set(Kind)


def test_the_guide_on_grading_explains_every_flag() -> None:
    """Its table has a row for each flag, in the order of the code and in its words."""
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| (refused|held|noted) \| (.+) \|$", GRADING, flags=re.MULTILINE)
    assert rows == [(flag.value, flag.weight.value, flag.explanation) for flag in Flag]


def test_the_rules_that_the_guide_shows_are_rules_for_its_course(course: Path) -> None:
    """The grading file in the guide is one that its course can have."""
    (rules,) = (fence.text for fence in fences(GRADING) if fence.language == "yaml")
    # One quiz is all that the guide's course has, so none can be dropped.
    (course / "lessons/grading.yml").write_text(rules.replace("drop_lowest: 1", "drop_lowest: 0"), encoding="utf-8")
    assert [to_text.as_text(found) for found in check(course)] == []


def test_yaml_examples_of_the_guide_can_be_read() -> None:
    """Every YAML block of the guide is YAML as the compiler reads it."""
    problems = Problems()
    blocks = [fence for fence in fences(GUIDES) if fence.language == "yaml"]
    nodes = [parse_yaml(SourceFile(fence.caption or f"block {n}", fence.text), problems) for n, fence in enumerate(blocks)]
    assert [to_text.as_text(found) for found in problems] == []
    assert None not in nodes


def test_the_guide_shows_the_lock_as_it_is(course: Path) -> None:
    """The entry of the lock in the guide is the one that its course's lock has."""
    (shown,) = (yaml.safe_load(f.text) for f in fences(WRITING) if f.language == "yaml" and "\n  request: " in f.text)
    lock = yaml.safe_load((course / pipeline.LOCK).read_text(encoding="utf-8"))
    assert shown == {key: lock["passages"].get(key) for key in shown}


# -- problems ---------------------------------------------------------------------------------------------------------


def test_every_code_has_its_section_and_no_other_does() -> None:
    """The sections of the page on problems are the codes, in their order."""
    assert list(sections()) == [code.value for code in Code]


def test_the_page_names_the_warnings() -> None:
    """The page lists the codes that are warnings."""
    (listed,) = re.findall(r"^Warnings are (.+); all others are errors\.$", DIAGNOSTICS, flags=re.MULTILINE)
    assert set(re.findall(r"`([\w-]+)`", listed)) == {code.value for code in Code if code.severity is Severity.WARNING}


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_every_section_has_a_wrong_and_a_right_example(code: Code) -> None:
    """A section says what is wrong, shows it wrong and right, and ends with how to mend it."""
    pattern = r"\n\n\S.*?\n\nWrong:\n\n```(\w+)\n.+?```\n\nRight:\n\n```\1\n.+?```\n\n\S.*\n"
    assert re.match(pattern, sections()[code.value], flags=re.DOTALL)


@pytest.mark.parametrize("code", [code for code in Code if code not in NOT_IN_A_SPEC], ids=lambda code: code.value)
def test_the_wrong_lines_give_the_problem_and_the_right_ones_none(code: Code, course: Path) -> None:
    """The guide's course has no problem; with the wrong lines of a section in place of the right ones it has that one."""
    if code in WITHOUT_DOCUMENTS:
        shutil.rmtree(course / "corpus")
    assert list(check(course)) == []
    replace_lines(course, code)
    assert {found.code for found in check(course)} == {code}


def test_the_page_shows_a_problem_as_the_command_prints_it(course: Path) -> None:
    """The problem at the top of the page is the one that its example of `quote-near` gives."""
    replace_lines(course, Code.QUOTE_NEAR)
    shown = next(fence.text for fence in fences(DIAGNOSTICS) if fence.text.startswith("error["))
    assert "\n\n".join(to_text.as_text(found) for found in check(course)) + "\n" == shown


# -- architecture -----------------------------------------------------------------------------------------------------


def modules_drawn() -> list[str]:
    """The files in the tree of the architecture page, as paths below generator/."""
    (tree,) = (fence.text for fence in fences(ARCHITECTURE) if fence.text.startswith("generator/"))
    paths: list[str] = []
    folders: list[str] = []
    for line in tree.splitlines()[1:]:
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        folders = folders[: depth - 1]
        if name.endswith("/"):
            folders.append(name)
        else:
            paths.append("".join(folders) + name)
    return paths


def test_the_tree_names_every_module_and_no_other() -> None:
    """The architecture page's tree holds each file of the compiler once; a package's __init__ goes without saying."""
    package = ROOT / "generator"
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.suffix in {".py", ".js", ".css"}}
    files -= {name for name in files if name.split("/")[-1] == "__init__.py"}
    drawn = modules_drawn()
    assert sorted(drawn) == sorted(files)


def test_every_module_of_the_tree_is_explained() -> None:
    """Each line of the tree says in words what the file is for."""
    (tree,) = (fence.text for fence in fences(ARCHITECTURE) if fence.text.startswith("generator/"))
    assert [line for line in tree.splitlines() if not re.match(r" *\S+ {2,}\S+", line)] == []


def test_modules_named_in_the_prose_exist() -> None:
    """A module that the architecture page names in backticks is there."""
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.py)`", ARCHITECTURE))
    assert named
    assert {name for name in named if not (ROOT / "generator" / name).exists() and not (ROOT / name).exists()} == set()


def test_every_dependency_is_accounted_for() -> None:
    """The architecture page says why each dependency of pyproject.toml is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    named = {re.split(r"[<>=]", name)[0] for name in names}
    first_cells = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", ARCHITECTURE, flags=re.MULTILINE)
    assert named - {name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)} == set()
