"""Persons and organisations: order, homonyms, spellings and whom they mean, what the lock and the pages hold, and the page itself."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.citations import citations
from generator.diagnostics.model import Problems
from generator.lsp.names import What, occurrences
from generator.render.names_found import Spellings, names_found
from generator.resolve import ResolvedCourse
from generator.search.records import Kind, course_records
from generator.source.files import SourceFile
from generator.source.yaml_nodes import parse_yaml
from generator.spec.course import NAMES, load_course
from generator.spec.names import Name, Names
from tests.case_folders import GOOD, lay_over
from tests.reading import place_of, places
from tests.sample_course import edit, relock, run_python
from tests.test_sphinx_ext import GOLDEN, PLAIN_CONF, PLAIN_TOC, write_home

CASE = GOOD / "persons-and-organisations"
"""The sample with a list of names."""
TOC_LINE = "      - file: book/names\n"
DRAW = """\
from sphinx.cmd.build import build_main

for builder in ("html", "text"):
    if build_main(["-nW", "--keep-going", "-q", "-b", builder, "-d", "_build/doctrees", ".", f"_build/{builder}"]):
        raise SystemExit(f"{builder} failed")
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of a copy that a test may spoil."""
    root = lay_over(CASE, tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(root / "documents"))
    return root


def checked(root: Path) -> tuple[ResolvedCourse, Names]:
    found, _ = pipeline.check(root, Problems())
    assert found is not None
    assert found.course.names is not None
    return found, found.course.names.value


def name(id_: str, *spellings: str | dict[str, object], under: str | None = None) -> Name:
    written = [one if isinstance(one, dict) else {"written": one} for one in spellings]
    return Name.model_validate_json(
        json.dumps({"id": id_, "name": id_.title(), "kind": "person", "text": "T.", "spellings": written, "under": under})
    )


# -- the model --------------------------------------------------------------------------------------------------------


def test_names_stand_by_the_alphabet_without_accents_and_capitals_and_what_has_no_letter_first() -> None:
    listed = (
        name("f", "f", under="“Quoted”"),
        name("e", "e", under="٣"),
        name("d", "d", under="Éa"),
        name("c", "c", under="zuazo"),
        name("b", "b", under="EB"),
        name("a", "a", under="Zuazo"),
    )
    names = Names(title="T", note="N", names=listed)
    assert [one.id for one in names.in_order()] == ["e", "f", "d", "b", "c", "a"]


def test_a_name_may_be_confused_with_all_others_of_its_groups(course: Path) -> None:
    _, names = checked(course)
    assert {one: [other.id for other in others] for one, others in names.beside().items()} == {
        "ottilie-marsh": [], "harbour-board": ["board-of-1849"], "board-of-1849": ["harbour-board"], "tolland": [],
    }  # fmt: skip


# -- whom words mean --------------------------------------------------------------------------------------------------

PEOPLE = (
    name("carlos", "Mesa", "Carlos Mesa"),
    name("luis", "García Mesa", {"written": "Mesa", "in": ["issue/dates"]}),
    name("rodrigo", {"written": "Paz", "in": ["issue"]}),
    name("victor", "Paz Estenssoro", "D'Paz", {"written": "Paz", "in": ["issue/1985"]}),
    name("city", "La Paz"),
)


@pytest.mark.parametrize(
    ("words", "source", "meant"),
    [
        ("Carlos Mesa left; Mesa stayed.", "paper", {"carlos"}),
        ("García Mesa left.", "paper", {"luis"}),
        ("from Mesa to Torrelio", "issue/dates", {"luis"}),
        ("Paz, in\nLa\u00a0Paz", "issue/now", {"rodrigo", "city"}),
        ("Paz spoke.", "issue/1985", {"victor"}),
        ("Paz spoke.", "paper", set()),
        ("Paz Estenssoro's men, not Paz", "paper", {"victor"}),
        ("D’Paz", "paper", {"victor"}),
        ("Mesalina, mesa, PazEstenssoro, Sobremesa", "issue/now", set()),
    ],
)
def test_the_longest_spelling_counts_and_what_is_said_of_an_article_goes_before(words: str, source: str, meant: set[str]) -> None:
    assert Spellings(PEOPLE).named(words, source) == meant


@given(st.lists(st.sampled_from(["Mesa", "García Mesa", "La Paz", "Paz Estenssoro", "nobody"]), max_size=8))
def test_words_name_whom_their_parts_name(parts: list[str]) -> None:
    spellings = Spellings(PEOPLE)
    assert spellings.named("; ".join(parts), "paper") == {found for part in parts for found in spellings.named(part, "paper")}


def test_excerpts_are_found_by_what_they_print(course: Path) -> None:
    found = {
        id_: [(one.lesson.id, [e.id for e in one.excerpts]) for one in those]
        for id_, those in names_found(*checked(course)).items()
    }
    assert found == {
        "ottilie-marsh": [("ringer", ["receipt"])],
        "harbour-board": [("ringer", ["receipt"])],
        "board-of-1849": [],
        "tolland": [("ringer", ["promises"])],
    }


# -- what is checked and kept -------------------------------------------------------------------------------------------


def test_every_mention_is_a_citation_with_its_proof(course: Path) -> None:
    resolved, _ = checked(course)
    keys = [cited.key for cited in citations(resolved.course) if cited.key.startswith("names/")]
    assert keys == ["names/ottilie-marsh/1", "names/ottilie-marsh/2"]
    assert resolved.passage(keys[1]).plain == "Ottilie Marsh was the widow of a lighterman."


def test_a_list_that_can_t_be_read_is_one_problem_and_its_page_stays_listed(course: Path) -> None:
    edit(course / NAMES, "title: Who is named\n", "")
    problems = Problems()
    pipeline.check(course, problems)
    assert [(found.code.value, found.file.name) for found in problems] == [("missing-key", NAMES)]


def test_a_term_waits_until_the_glossary_can_be_read(course: Path) -> None:
    edit(course / "lessons/glossary.yml", "terms:\n", "term:\n")
    problems = Problems()
    load_course(course, problems)
    assert {found.file.name for found in problems} == {"lessons/glossary.yml"}


def test_spellings_are_sought_only_where_the_documents_are_and_then_all_of_them(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(course / NAMES, "- written: the Board\n", "- written: the Bored\n")
    edit(course / NAMES, "- written: Tolland and Sons\n", "- written: Tolland and Son\n")
    problems = Problems()
    pipeline.check(course, problems)
    assert places(problems) == [
        ("phrase-unproved", *place_of(course / NAMES, "the Bored"), "the Bored"),
        ("phrase-unproved", *place_of(course / NAMES, "- written: Tolland and Son\n", "Tolland and Son"), "Tolland and Son"),
    ]
    relock(course)
    shutil.rmtree(course / "documents")
    monkeypatch.delenv("COURSE_CORPUS")
    problems = Problems()
    assert pipeline.check(course, problems)[0] is not None
    assert places(problems) == []


def test_a_course_without_names_has_no_such_page(course: Path) -> None:
    (course / NAMES).unlink()
    edit(course / "_toc.yml", TOC_LINE, "")
    resolved, _ = pipeline.check(course, Problems())
    assert resolved is not None
    pipeline.make(resolved)
    assert not (course / "book/names.md").exists()


def digest(root: Path, page_: str) -> str:
    """What a made page says that its directive is made of."""
    pipeline.make(checked(root)[0])
    (found,) = re.findall(r"^:made-of: (\w+)$", (root / page_).read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    ("file", "old", "new", "page_"),
    [
        (NAMES, "text: Two bodies bear the name.", "text: Two bodies do.", "book/names.md"),
        ("lessons/ringer.yml", "title: A receipt made out to a bell", "title: A receipt", "book/names.md"),
        ("lessons/glossary.yml", "definition: The body that levied", "definition: It levied", "book/names.md"),
        ("lessons/sources.yml", "title: The Bell of the Low Town\n", "title: The Bell\n", "book/names.md"),
        (NAMES, "    name: Ottilie Marsh\n", "    name: Mrs Ottilie Marsh\n", "book/sources/courier-1887.md"),
    ],
)
def test_a_page_changes_when_something_on_it_does(course: Path, file: str, old: str, new: str, page_: str) -> None:
    before = digest(course, page_)
    edit(course / file, old, new)
    assert digest(course, page_) != before


def test_the_search_finds_a_name_under_all_its_spellings(course: Path) -> None:
    records = [one for one in course_records(checked(course)[0], lambda kind, id_: f"{kind}.html#{id_}") if one.kind is Kind.NAME]
    assert [(one.url, one.title, one.line, one.sources) for one in records] == [
        ("name.html#ottilie-marsh", "Ottilie Marsh", "person", ("courier-1887", "gazette-1890", "gazette-1890/bell")),
        ("name.html#harbour-board", "The Harbour Board of Kesterhaven", "organisation", ()),
        ("name.html#board-of-1849", "The Board of 1849", "organisation", ()),
        ("name.html#tolland", "Tolland and Sons", "organisation", ()),
    ]
    assert records[3].text == "Messrs Tolland · Tolland and Sons · Founders of the clock."


def test_an_editor_knows_names_where_they_are_given_and_used(course: Path) -> None:
    text = (course / NAMES).read_text(encoding="utf-8")
    node = parse_yaml(SourceFile(NAMES, text), Problems())
    found = {
        (str(one.name), one.holder is not None)
        for one in occurrences(SourceFile(NAMES, text), node)
        if one.name.what is What.NAME
    }
    given = {"ottilie-marsh", "harbour-board", "board-of-1849", "tolland"}
    assert found == {*((one, True) for one in given), ("harbour-board", False), ("board-of-1849", False)}


# -- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course drawn for the web and for a terminal, without a warning."""
    root = lay_over(CASE, tmp_path_factory.mktemp("names"))
    relock(root)
    (root / "conf.py").write_text(PLAIN_CONF, encoding="utf-8")
    write_home(root, PLAIN_TOC.replace("timeline\n", "timeline\nnames\n") + "\nSee {name}`ottilie-marsh`.\n")
    done = run_python(root, "-c", DRAW, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    return root / "_build"


def test_the_page_on_a_terminal_holds_everything_in_reading_order(drawn: Path) -> None:
    text, golden = (drawn / "text/book/names.txt").read_text(encoding="utf-8"), GOLDEN / "names.txt"
    if os.environ.get("COURSE_REGENERATE"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_every_name_and_group_has_an_anchor_and_every_link_leads_somewhere(drawn: Path) -> None:
    page = (drawn / "html/book/names.html").read_text(encoding="utf-8")
    assert re.findall(r'id="(name-[\w-]+)"', page) == [
        "name-tolland",
        "name-board-of-1849",
        "name-harbour-board",
        "name-ottilie-marsh",
    ]
    assert re.findall(r'<aside[^>]*id="(homonyms-[\w-]+)"', page) == ["homonyms-boards"]
    inside = re.findall(r'<a class="reference internal" href="#([\w-]+)"', page)
    assert {"name-harbour-board", "name-board-of-1849"} <= set(inside)
    assert [anchor for anchor in inside if f'id="{anchor}"' not in page] == []
    assert "&lt;b&gt;both&lt;/b&gt;" in page
    assert "names.css" in page


def test_other_pages_lead_to_a_name(drawn: Path) -> None:
    source = (drawn / "html/book/sources/courier-1887.html").read_text(encoding="utf-8")
    assert re.findall(r'tells of <a [^>]*href="([^"]+)"', source) == ["../names.html#name-ottilie-marsh"]
    home = (drawn / "html/book/index.html").read_text(encoding="utf-8")
    assert 'See <a class="reference internal" href="names.html#name-ottilie-marsh"' in home
