"""An application begins sooner and is the same: settings that are kept are those that jupyter-book gives, and what is left out nobody asks for."""

import json
from pathlib import Path
from typing import Any

import pytest
import sphinx_external_toc
from sphinx import application
from sphinx_external_toc import events
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml
from yaml import YAMLError

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.render.made import MISSING, files_in, sha256_of
from generator.sphinx_ext import kept_settings, quick_start, settings
from generator.sphinx_ext.kept_settings import KEPT
from generator.sphinx_ext.quick_start import LINK_CHECKER, parse_quickly
from generator.sphinx_ext.settings import sphinx_settings
from tests.sample_course import copy_sample, edit, run_python, sample_corpus

CONFIG = "_config.yml"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The roots of the courses whose settings jupyter-book was asked for."""
    found: list[Path] = []
    ask = settings._ask_jupyter_book

    def note(root: Path) -> dict[str, Any]:
        found.append(root)
        return ask(root)

    monkeypatch.setattr(settings, "_ask_jupyter_book", note)
    return found


# -- settings ---------------------------------------------------------------------------------------------------------


def test_settings_are_asked_for_once_and_again_when_they_change(tmp_path: Path, asked: list[Path]) -> None:
    root = copy_sample(tmp_path / "one")
    first = sphinx_settings(root)
    assert sphinx_settings(root) == first
    assert asked == [root]
    edit(root / CONFIG, "    language: en\n", "    language: es\n")
    assert sphinx_settings(root) == {**first, "language": "es"}
    moved = root.rename(tmp_path / "two")
    assert sphinx_settings(moved)["external_toc_path"] == str(moved / "_toc.yml")
    assert asked == [root, root, moved]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda _: "[]",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace('\\"language\\": \\"en\\"', '\\"language\\": \\"xx\\"'),
        lambda text: json.dumps({**json.loads(text), "made-of": "another"}),
        lambda text: json.dumps({**json.loads(text), "settings": 1}),
    ],
    ids=["empty", "a list", "cut", "another value", "of other settings", "no text"],
)
def test_a_damaged_file_of_settings_counts_as_none(damage: Any, tmp_path: Path, asked: list[Path]) -> None:
    root = copy_sample(tmp_path)
    first = sphinx_settings(root)
    text = (root / KEPT).read_text(encoding="utf-8")
    (root / KEPT).write_text(damage(text), encoding="utf-8")
    assert (root / KEPT).read_text(encoding="utf-8") != text
    assert sphinx_settings(root) == first
    assert (root / KEPT).read_text(encoding="utf-8") == text
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    language: en\n", "    language: en\n    bibtex_bibfiles: []\n"),
        ("sphinx:\n", "sphinx:\n  local_extensions: {}\n"),
        ("    language: en\n", "    language: en\n    today: 2003-10-17\n"),  # a date, which JSON doesn't know
        ("    language: en\n", "    language: en\n    numfig_format: {1: one}\n"),  # a key that would become a text
    ],
    ids=["bibliography", "own extensions", "a date", "a number as key"],
)
def test_settings_that_do_more_or_cannot_be_kept_are_asked_for_each_time(old: str, new: str, tmp_path: Path, asked: list[Path]) -> None:
    root = copy_sample(tmp_path)
    edit(root / CONFIG, old, new)
    assert sphinx_settings(root) == sphinx_settings(root)
    assert asked == [root, root]
    assert not (root / KEPT).exists()


def test_with_files_of_its_own_that_pages_load_a_course_is_asked_about_each_time(tmp_path: Path, asked: list[Path]) -> None:
    root = copy_sample(tmp_path)
    sphinx_settings(root)
    (root / "_static").mkdir()
    (root / "_static" / "own.css").write_text("", encoding="utf-8")
    assert sphinx_settings(root)["html_css_files"] == ["own.css"]
    (root / "_static" / "own.css").unlink()
    assert "html_css_files" not in sphinx_settings(root)
    assert len(asked) == 3


def test_another_jupyter_book_than_the_one_that_was_read_is_asked_each_time(tmp_path: Path, asked: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_settings.jupyter_book, "__version__", "1.0.40")
    root = copy_sample(tmp_path)
    assert sphinx_settings(root) == sphinx_settings(root)
    assert len(asked) == 2


# -- what is left out -------------------------------------------------------------------------------------------------

BEGIN = """\
import sys
from pathlib import Path
from generator.book import build_book
from generator.diagnostics.model import Problems
root = Path.cwd()
assert build_book(root, root / "_build/html", Problems()) is not None
loaded = sorted(set(sys.modules) & {"requests", "jupyter_client", "jsonschema.validators", "sphinx.builders.linkcheck"})
from sphinx.util import requests
import requests as real
print(loaded, requests.get is not real.get, requests.requests is real)
import sphinx.util.requests
print(sphinx.util.requests._Session.__mro__[1] is real.Session)
"""


def test_a_second_build_loads_no_client_of_networks_or_kernels_and_who_asks_for_one_gets_it(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    ran = [run_python(root, "-c", BEGIN, corpus=sample_corpus()) for _ in range(2)]
    assert [(one.stderr, one.returncode) for one in ran] == [("", 0), ("", 0)]
    assert ran[1].stdout == "[] True True\nTrue\n"


@pytest.mark.parametrize(
    ("chosen", "left_out"),
    [
        ({"extensions": ["myst_parser", "sphinx_external_toc"]}, True),
        ({"extensions": ["myst_parser", "sphinx_external_toc"], "linkcheck_ignore": []}, False),
        ({"extensions": ["myst_parser", "sphinx.ext.extlinks"]}, False),
    ],
)
def test_the_checker_of_links_is_left_out_where_nothing_may_ask_for_it(chosen: dict[str, Any], left_out: bool) -> None:
    every = application.builtin_extensions
    with quick_start.quick_start(chosen):
        assert (LINK_CHECKER not in application.builtin_extensions) is left_out
        assert [name for name in every if name != LINK_CHECKER] == [name for name in application.builtin_extensions if name != LINK_CHECKER]
    assert application.builtin_extensions is every


def test_other_versions_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_start.sphinx, "version_info", (8, 0, 0, "final", 0))
    monkeypatch.setattr(sphinx_external_toc, "__version__", "1.2.0")
    every, parse = application.builtin_extensions, events.parse_toc_yaml
    with quick_start.quick_start({"extensions": ["myst_parser"]}):
        assert (application.builtin_extensions, events.parse_toc_yaml) == (every, parse)


def test_what_is_replaced_is_put_back_when_an_application_can_not_begin() -> None:
    every, parse = application.builtin_extensions, events.parse_toc_yaml

    def fail() -> None:
        assert events.parse_toc_yaml is parse_quickly
        raise KeyError

    with pytest.raises(KeyError), quick_start.quick_start({"extensions": []}):
        fail()
    assert (application.builtin_extensions, events.parse_toc_yaml) == (every, parse)


# -- the table of contents --------------------------------------------------------------------------------------------


def test_the_quick_parser_gives_the_same_contents(tmp_path: Path) -> None:
    toc = copy_sample(tmp_path) / "_toc.yml"
    assert parse_quickly(toc).as_json() == parse_toc_yaml(toc).as_json()


@pytest.mark.parametrize("text", ["root: [", "root: a\nroot: {b", "- a\n", "root: a\nparts: 1\n", "format: none\nroot: a\n", "a: \x07\n"])
def test_contents_that_are_none_are_told_of_in_the_same_words(text: str, tmp_path: Path) -> None:
    toc = tmp_path / "_toc.yml"
    toc.write_text(text, encoding="utf-8")
    said = []
    for parse in (parse_toc_yaml, parse_quickly):
        with pytest.raises((MalformedError, YAMLError)) as caught:
            parse(toc)
        said.append((type(caught.value), str(caught.value)))
    assert said[0] == said[1]


# -- the lock, and files ----------------------------------------------------------------------------------------------


def test_a_lock_that_was_lost_or_edited_is_written_again_whatever_is_noted_of_it(sample: Path) -> None:
    resolved, _ = pipeline.check(sample, Problems())
    assert resolved is not None
    lock, record = sample / pipeline.LOCK, sample / pipeline.STATE / pipeline.WRITTEN
    pipeline.save_lock(resolved)
    good, noted = lock.read_bytes(), record.read_bytes()
    assert not pipeline.save_lock(resolved)
    lock.unlink()
    assert pipeline.save_lock(resolved)
    lock.write_bytes(good + b"# more\n")
    assert pipeline.save_lock(resolved)
    for damaged in (b"", b"[]", noted[:-9]):
        record.write_bytes(damaged)
        assert not pipeline.save_lock(resolved)
        assert (lock.read_bytes(), record.read_bytes()) == (good, noted)


def test_all_files_of_a_folder_are_found_and_links_to_folders_not_followed(tmp_path: Path) -> None:
    assert files_in(tmp_path / "none") == []
    for name in ("b.html", "a/b/c.txt", "a/.hidden", "a-b", "é/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "again").symlink_to("a", target_is_directory=True)
    (tmp_path / "file").symlink_to("a-b")
    (tmp_path / "broken").symlink_to("nowhere")
    assert files_in(tmp_path) == ["a-b", "a/.hidden", "a/b/c.txt", "b.html", "file", "é/x"]
    assert sha256_of(tmp_path / "file") == sha256_of(f"{tmp_path}/a-b") != MISSING
    assert [sha256_of(f"{tmp_path}/{name}") for name in ("none", "a", "a-b/none", "broken")] == [MISSING] * 4
