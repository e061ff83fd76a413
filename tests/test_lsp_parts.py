"""What the language server is made of, without a server: positions, where a cursor stands, names, quotations filled in."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from generator import cli
from generator.diagnostics.model import Problems
from generator.lsp.cited import locate, written_at
from generator.lsp.course import OpenCourse
from generator.lsp.features import FIX_ALL
from generator.lsp.fields import keys_at
from generator.lsp.lines import Lines
from generator.lsp.names import _DIRECTIVES, occurrences
from generator.lsp.proposals import Proposal, proposals
from generator.lsp.where import Where, where
from generator.schema.kinds import kind_of
from generator.source.files import SourceFile, Span
from generator.source.yaml_nodes import Mapping, Node, Scalar, Sequence, parse_yaml
from generator.sphinx_ext.directives import DIRECTIVES, WholeCourse
from tests.editor import REPOSITORY, apply
from tests.editor import offset as offset_by_the_letter
from tests.sample_course import SAMPLE, copy_sample, sample_corpus

SPECS = sorted(path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*.yml") if kind_of(path.relative_to(SAMPLE).as_posix()))


def read(name: str) -> SourceFile:
    return SourceFile(name, (SAMPLE / name).read_text(encoding="utf-8"))


# -- positions --------------------------------------------------------------------------------------------------------

texts = st.text(st.sampled_from("ab é😀\u2028\x0b\n\r"), max_size=30)


@given(texts, st.integers(0, 30))
def test_the_position_of_an_offset_leads_back_to_it(text: str, at: int) -> None:
    """Unless it lies between the two characters of a line's end, which is no position: that leads to where the end begins."""
    at = min(at, len(text))
    inside_end = text[at - 1 : at + 1] == "\r\n"
    assert Lines(text).offset(Lines(text).position(at)) == (at - 1 if inside_end else at)


@given(texts.map(lambda text: text.replace("\r", "")), st.data())
def test_positions_are_utf_16_code_units_in_lines(text: str, data: st.DataObject) -> None:
    line = data.draw(st.integers(0, text.count("\n")))
    character = data.draw(st.integers(0, len(text.split("\n")[line])))
    units = len(text.split("\n")[line][:character].encode("utf-16-le")) // 2
    assert Lines(text).offset(Position(line=line, character=units)) == offset_by_the_letter(text, Position(line=line, character=units))


def test_positions_behind_the_end_mean_the_end() -> None:
    assert Lines("ab\ncd").offset(Position(line=0, character=9)) == 2
    assert Lines("ab\ncd").offset(Position(line=7, character=0)) == 5
    assert Lines("a😀b").offset(Position(line=0, character=2)) == 1, "inside a character: where it begins"


# -- where a cursor stands --------------------------------------------------------------------------------------------


def leaves(node: Node, keys: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Mapping, str]]:
    """Every key with a single value: the keys above it, its mapping, itself."""
    if isinstance(node, Sequence):
        return [found for item in node.items for found in leaves(item, keys)]
    if not isinstance(node, Mapping):
        return []
    own = [(keys, node, key) for key, value in node.values.items() if not isinstance(value, (Mapping, Sequence))]
    return own + [found for key, value in node.values.items() for found in leaves(value, (*keys, key))]


@pytest.mark.parametrize("name", SPECS)
def test_lines_alone_tell_what_the_tree_tells(name: str) -> None:
    """At every value of the sample that isn't in braces, the keys above and beside it are those of the parsed file."""
    file = read(name)
    node = parse_yaml(file, Problems())
    assert node is not None
    checked = 0
    for path, mapping, key in leaves(node):
        if file.text[mapping.keys[next(iter(mapping.keys))].start - 1] == "{" or file.text[mapping.keys[key].start] in "\"'":
            continue
        found = where(file.text, mapping.values[key].span.start)
        assert found is not None
        assert (found.path, found.entry and found.entry.key) == (path, key)
        assert set(found.beside) == {one for one in mapping.keys if file.text[mapping.keys[one].start] not in "\"'"}
        checked += 1
    assert checked > 3


@pytest.mark.parametrize("name", SPECS)
def test_what_follows_a_cursor_does_not_change_what_stands_above_it(name: str) -> None:
    """A file that ends at the cursor gives the keys above a value, though it is seldom YAML there."""
    text = read(name).text
    for at in range(0, len(text), 23):
        whole, cut = where(text, at), where(text[:at], at)
        if whole is not None and cut is not None and whole.entry is not None and cut.entry is not None:
            assert (cut.path, cut.entry.key) == (whole.path, whole.entry.key)


def at_bar(text: str) -> Where | None:
    return where(text.replace("|", ""), text.index("|"))


def test_a_key_is_begun_at_the_column_of_the_cursor() -> None:
    text = "id: fog\nbody:\n  - excerpt:\n      id: bell\n      |\n    other: x\nlimits: none\n"
    assert (found := at_bar(text)) is not None
    assert (found.path, found.entry, list(found.beside)) == (("body", "excerpt"), None, ["id"])
    assert (found := at_bar(text.replace("      |", "  - |"))) is not None
    assert (found.path, found.entry, list(found.beside)) == (("body",), None, ["other"])


def test_text_that_looks_like_a_key_is_text() -> None:
    """Inside a block, in quotation marks and in a comment nothing is a key."""
    assert (found := at_bar("limits: >-\n  note: of |course\nid: fog\n")) is not None
    assert found.entry is not None
    assert found.entry.key == "limits"
    assert (found := at_bar('question: "Who\n  said: he |was\n  there?"\nid: fog\n')) is not None
    assert found.entry is not None
    assert found.entry.key == "question"
    assert (found := at_bar("# id: f|og\n")) is None or found.entry is None


def test_braces_on_a_line_are_looked_into() -> None:
    assert (found := at_bar("items:\n  - id: a\n    evidence: {passage: fog/be|ll, quote: x}\n")) is not None
    assert found.entry is not None
    assert (found.path, found.entry.key, found.flow) == (("items", "evidence"), "passage", True)


def test_keys_are_those_of_the_kind_that_is_written() -> None:
    """Of an item whose keys tell its kind, no keys of other kinds are known."""
    every = keys_at("quizzes/q.yml", ("items",))
    assert {"options", "pairs", "entries", "stretches", "answer"} <= set(every)
    assert "options" not in keys_at("quizzes/q.yml", ("items",), ("id", "pairs"))
    assert keys_at("quizzes/q.yml", ("items",))["skill"].values["recall"] == "What was read before."
    assert keys_at("quizzes/q.yml", ("nothing",)) == {}


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*SPECS, "_toc.yml"])
def test_every_name_is_found_with_its_own_characters(name: str) -> None:
    """The place of a name holds its last part, in any case for a term."""
    file = read(name)
    node = parse_yaml(file, Problems())
    assert isinstance(node, Mapping)
    found = list(occurrences(file, node))
    assert found
    for one in found:
        assert file.text[one.span.start : one.span.end].casefold() == one.name.parts[-1].casefold()
    starts = sorted({(one.span.start, one.span.end) for one in found})
    assert all(first[1] <= second[0] for first, second in pairwise(starts))


def test_names_in_pages_that_people_write_are_found() -> None:
    """In roles and as the arguments of directives; those of other directives are none."""
    page = "```{quiz} bell-quiz\n```\n\n:::{comparison} fog/strokes\n:::\n\n```{image} fog\n```\n\nSee {source}`keeper-1871`.\n"
    found = [(one.name.what.value, str(one.name), page[one.span.start : one.span.end]) for one in occurrences(SourceFile("book/p.md", page), None)]
    assert sorted(found) == [
        ("comparison", "fog/strokes", "strokes"), ("document", "keeper-1871", "keeper-1871"), ("lesson", "fog", "fog"),
        ("quiz", "bell-quiz", "bell-quiz"),
    ]  # fmt: skip


def test_every_directive_that_names_something_is_known() -> None:
    """A directive takes a name, or is about the whole course, as the timeline and the names are, or about a kind of file."""
    assert {name for name, directive in DIRECTIVES.items() if not issubclass(directive, WholeCourse)} == {*_DIRECTIVES, "timeline", "names", "file-reference"}


# -- quotations -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> OpenCourse:
    root = copy_sample(tmp_path_factory.mktemp("lsp"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(sample_corpus()))
        opened = OpenCourse(root)
        assert opened.search() is not None
    return opened


def chosen(course: OpenCourse, name: str, text: str, at: int) -> list[Proposal]:
    course.files.take(name, text)
    try:
        return [one for one in proposals(course, name, at, keys=True) if one.kind == "quotation"]
    finally:
        course.files.drop(name)


def changed(text: str, proposal: Proposal) -> str:
    edits = [(proposal.change.span, proposal.change.text), *proposal.change.around]
    for span, new in sorted(edits, key=lambda one: (one[0].start, one[0].end), reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


def quotes(name: str) -> list[tuple[str, int, int]]:
    """Every quotation of a sample's file: its words, and the offsets of its value."""
    file = read(name)
    node = parse_yaml(file, Problems())
    assert node is not None
    return [
        (str(value.value), value.span.start, value.span.end)
        for _, mapping, key in leaves(node)
        if key == "quote" and "omit" not in mapping.keys and "gloss" not in mapping.keys
        if isinstance(value := mapping.values["quote"], Scalar)
    ]


@pytest.mark.parametrize("style", ["plain", "block", "open quotation mark"])
@pytest.mark.parametrize("name", [name for name in SPECS if quotes(name)])
def test_what_is_chosen_resolves_to_the_place_that_was_shown(
    name: str, style: str, course: OpenCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the first words of every quotation of the sample, in any style: the file that a choice makes is YAML, and its citation
    has its words where the proposal had them."""
    monkeypatch.setenv("COURSE_CORPUS", str(sample_corpus()))
    text, tried = read(name).text, 0
    for words, start, end in quotes(name):
        begun = " ".join(words.split()[:4])
        column = start - text.rfind("\n", 0, start)
        value = {"plain": begun, "block": f">-\n{' ' * column}{begun}", "open quotation mark": f'"{begun}'}[style]
        rest = text[end:] if text[end - 1] != "\n" else "\n" + text[end:]
        typed = text[:start] + value + rest
        for proposal in chosen(course, name, typed, start + len(value))[:2]:
            made = changed(typed, proposal)
            file = SourceFile(name, made)
            problems = Problems()
            node = parse_yaml(file, problems)
            assert isinstance(node, Mapping), (made, [one.message for one in problems])
            written = written_at(node, min(start, len(made)))
            assert written is not None
            course.files.take(name, made)
            try:
                search = course.search()
                found = search and locate(written, search.corpus, course.excerpts)
            finally:
                course.files.drop(name)
            assert found
            shown = " ".join(found.place.raw.split())
            assert shown == proposal.label or shown.startswith(proposal.label.rstrip("…"))
            tried += 1
    assert tried


def test_line_ends_of_a_file_are_kept(course: OpenCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that a choice adds end as the others do."""
    monkeypatch.setenv("COURSE_CORPUS", str(sample_corpus()))
    name = "lessons/ringer.yml"
    cited = "          source: courier-1887\n          quote: had been sick for years\n"
    text = read(name).text.replace(cited, "          quote: >-\n            shaft sick\n").replace("\n", "\r\n")
    first, *_ = chosen(course, name, text, text.index("shaft sick") + len("shaft sick"))
    made = changed(text, first)
    assert "          source: courier-1887\r\n          quote: >-\r\n            The shaft, in his opinion" in made
    assert made.count("\n") == made.count("\r\n")


def test_one_word_is_not_searched_for(course: OpenCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_CORPUS", str(sample_corpus()))
    text = read("lessons/ringer.yml").text.replace("quote: had been sick for years", "quote: sick")
    assert chosen(course, "lessons/ringer.yml", text, text.index("quote: sick") + len("quote: sick")) == []


def test_without_documents_nothing_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    root = copy_sample(tmp_path)
    shutil.rmtree(root / "documents")
    text = read("lessons/ringer.yml").text
    at = text.index("quote: had been sick for years") + len("quote: had been sick for years")
    assert chosen(OpenCourse(root), "lessons/ringer.yml", text, at) == []


def test_apply_of_the_test_editor_is_by_utf_16() -> None:
    """The editor of these tests counts for itself: what it makes of an edit is no echo of the server's own counting."""
    lines = Lines("a😀b\nc")
    assert lines.range(Span(2, 3)).start.character == 3
    assert offset_by_the_letter("a😀b\nc", Position(line=0, character=3)) == 2
    assert apply("ab", []) == "ab"


# -- the guide --------------------------------------------------------------------------------------------------------


def test_the_settings_of_the_guide_are_those_of_this_repository_and_start_the_server() -> None:
    """The guide prints `.vscode/settings.json`, whose command is the server's, in the language of its files."""
    guide = (REPOSITORY / "book/dev/editor.md").read_text(encoding="utf-8")
    text = (REPOSITORY / ".vscode/settings.json").read_text(encoding="utf-8")
    assert f"```json\n{text}```\n" in guide
    settings = {key.removeprefix("glspc.server."): value for key, value in json.loads(text).items()}
    assert set(settings) == {"command", "commandArguments", "languageId", "initializationOptions"}
    arguments = cli._parser().parse_args(settings["commandArguments"])
    assert (arguments.command, settings["languageId"]) == ("lsp", ["yaml", "markdown"])
    assert f'"{FIX_ALL}"' in guide
