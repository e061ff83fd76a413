"""`course build` on the sample: what it says, what it writes, and above all what it leaves alone."""

import importlib.util
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.book import STATE
from tests.sample_course import copy_sample, edit, relock, run_course, run_python, tree

pytestmark = pytest.mark.seconds(40)

UNDER_BOOK = ("_build/.course", "_build/html/.doctrees", ".jupyter_cache")
PAGES = [
    "book/answer-key.html",
    "book/chapters/asking.html",
    "book/chapters/ringer.html",
    "book/chapters/stopped-clock.html",
    "book/glossary.html",
    "book/index.html",
    "book/notebooks.html",
    "book/progress.html",
    "book/review.html",
    "book/search.html",
    "book/sources/courier-1887.html",
    "book/sources/gazette-1890.html",
    "book/sources/gazette-1890/bell.html",
    "book/sources/gazette-1890/tower.html",
    "book/sources/handbill-1887.html",
    "book/sources/tidings-1887.html",
    "book/timeline.html",
    "book/units/clock.html",
    "book/units/town.html",
    "index.html",
]


def build(root: Path, *arguments: str, documents: bool = True) -> dict[str, Any]:
    """Build a course that has no faults. Gives the summary."""
    done = run_course(root, "build", "--json", *arguments, corpus=root / "documents" if documents else None)
    assert (done.returncode, done.stderr) == (0, "")
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


def new_copy(folder: Path) -> Path:
    """A copy of the sample with a current lock."""
    root = copy_sample(folder)
    relock(root)
    return root


def html(root: Path) -> dict[str, bytes]:
    """The book as published."""
    return tree(root / "_build" / "html", without=(".doctrees", ".buildinfo"))


def stamps(root: Path) -> dict[str, tuple[int, bytes]]:
    """Time of writing and bytes of every file of a course but the working files."""
    return {name: ((root / name).stat().st_mtime_ns, content) for name, content in tree(root, without=(STATE,)).items()}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Files that are new, gone or different."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def outside_the_index(names: list[str]) -> list[str]:
    """Without the files of the search's index, which are named for what they hold, and the list of all files, which any change changes."""
    return [name for name in names if not name.startswith("search/") and name not in {"edition.json", "sw.js"}]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The sample, built once from scratch, with the summary. Tests read it or copy it."""
    root = new_copy(tmp_path_factory.mktemp("built"))
    return root, build(root)


# -- what it says -----------------------------------------------------------------------------------------------------


def test_the_summary_counts_what_was_built_and_names_what_it_was_proved_against(built: tuple[Path, dict[str, Any]]) -> None:
    root, summary = built
    times = {"seconds": summary["seconds"]}
    assert times["seconds"] > 0
    assert summary == {
        "out": str(root / "_build" / "html"),
        "lessons": 3,
        "excerpts": 5,
        "quotations": 46,
        "proved": "documents",
        "items": 19,
        "notebooks": 5,
        "warnings": 0,
        "written": len(html(root)),
        "pinned": {
            "courier-1887": "7daf4887ab9e8d7e4cccc625bd31c1a09fe63e2a8f3f6927fb4dbae52d766057",
            "gazette-1890": "839508892c1ff7d608a571c674e94ea97bfb2975ccf776577770c280e49ad4bc",
            "handbill-1887": "45c2ab323d8aa2b265af7cf57553f5ca8f4588635d6724d2961fc22a06ee89d0",
            "tidings-1887": "f10dd26e1883a64646e3525a5531c716244f0af4f3fc02a29db23582b4f48b73",
        },
        **times,
    }


def test_the_book_holds_every_page_and_every_notebook(built: tuple[Path, dict[str, Any]]) -> None:
    files = html(built[0])
    assert [name for name in sorted(files) if name.endswith(".html") and not name.startswith("_static/")] == PAGES
    assert sorted(name.rsplit("/", 1)[1] for name in files if name.endswith(".ipynb")) == [
        "asking-quiz.ipynb", "clock.ipynb", "course.ipynb", "ringer-quiz.ipynb", "stopped-clock-quiz.ipynb",
    ]  # fmt: skip


# -- nothing changed --------------------------------------------------------------------------------------------------


def test_a_second_build_writes_no_file(built: tuple[Path, dict[str, Any]]) -> None:
    root, _ = built
    before = stamps(root)
    assert build(root)["written"] == 0
    assert stamps(root) == before


def test_a_build_mends_published_files_that_were_lost_or_changed_and_writes_no_other(built: tuple[Path, dict[str, Any]]) -> None:
    root, _ = built
    before = html(root)
    (root / "_build" / "html" / "index.html").unlink()
    (root / "_build" / "html" / "book" / "glossary.html").write_text("gone", encoding="utf-8")
    assert build(root)["written"] == 2
    assert html(root) == before


def test_a_build_from_scratch_without_the_documents_is_byte_for_byte_the_same(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """The chapters, notebooks and lock are so too, not only the book."""
    root = new_copy(tmp_path)
    (root / "documents").rename(tmp_path / "documents")
    summary = build(root, documents=False)
    assert summary["proved"] == "lock"
    assert summary["pinned"] == built[1]["pinned"]
    (tmp_path / "documents").rename(root / "documents")
    assert changed(tree(root, without=UNDER_BOOK), tree(built[0], without=UNDER_BOOK)) == []


# -- something changed ------------------------------------------------------------------------------------------------


def by_name(names: list[str]) -> list[str]:
    """Files of the book outside the index of its search; downloads without the folder that Sphinx puts each into."""
    return sorted(name.rsplit("/", 1)[-1] if name.startswith("_downloads/") else name for name in outside_the_index(names))


def test_an_edit_writes_only_the_pages_that_show_it_and_they_are_those_of_a_build_from_scratch(tmp_path: Path) -> None:
    root = new_copy(tmp_path / "one")
    build(root)
    first = html(root)

    edit(root / "lessons" / "ringer.yml", "Watch what he held in his hand.", "Watch what he held.")
    assert build(root)["written"] == len(changed(first, html(root)))
    second = html(root)
    assert by_name(changed(first, second)) == [
        "book/chapters/ringer.html", "clock.ipynb", "clock.zip", "course.ipynb", "course.zip", "ringer-quiz.ipynb",
    ]  # fmt: skip

    # An excerpt's title stands wherever a link leads to it, a definition at every term, and a document's date in every
    # source line: above excerpts, under proofs and in notebooks.
    edit(root / "lessons" / "ringer.yml", "title: A receipt made out to a bell", "title: Twelve dollars")
    edit(root / "lessons" / "sources.yml", "date: 4 March 1887", "date: 4 March 1887, in the evening")
    edit(root / "lessons" / "glossary.yml", "it has no sail of its own.", "it is towed.")
    build(root)
    third = html(root)
    assert by_name(changed(second, third)) == [
        "asking-quiz.ipynb",
        "book/chapters/asking.html",
        "book/chapters/ringer.html",
        "book/chapters/stopped-clock.html",
        "book/glossary.html",
        "book/index.html",
        "book/sources/gazette-1890.html",
        "book/sources/gazette-1890/bell.html",
        "book/sources/tidings-1887.html",
        "book/timeline.html",
        "book/units/clock.html",
        "book/units/town.html",
        "clock.ipynb",
        "clock.zip",
        "course.ipynb",
        "course.zip",
        "objects.inv",
        "ringer-quiz.ipynb",
        "stopped-clock-quiz.ipynb",
        "town.zip",
    ]

    other = tmp_path / "two"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns("_build"))
    build(other)
    assert changed(third, html(other)) == []


def test_a_misquotation_leaves_the_built_book_and_everything_else_as_it_was(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(built[0], root)
    edit(root / "lessons" / "stopped-clock.yml", "not fewer than four hundred", "not fewer than five hundred")
    before = stamps(root)
    done = run_course(root, "build", "--json", corpus=root / "documents")
    assert done.returncode == 1
    assert [(found["code"], found["file"]) for found in json.loads(done.stdout)["problems"]] == [("quote-near", "lessons/stopped-clock.yml")]
    assert stamps(root) == before


def test_a_page_that_sphinx_warns_of_leaves_the_published_book_as_it_was(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(built[0], root)
    before = html(root)
    edit(root / "book" / "index.md", "{passage}`ringer/receipt`", "{passage}`ringer/recipe`")
    for _ in range(2):  # the second time Sphinx must not take the page as read
        done = run_course(root, "build", "--json", corpus=root / "documents")
        assert done.returncode == 1
        assert [(found["code"], found["file"], found["line"], found["message"]) for found in json.loads(done.stdout)["problems"]] == [
            ("book-warning", "book/index.md", 11, "there is no passage 'ringer/recipe' in this book")
        ]
        assert html(root) == before


# -- another place ----------------------------------------------------------------------------------------------------


def test_a_book_put_elsewhere_is_the_same_and_files_of_others_there_are_left_alone(
    built: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    root, site = new_copy(tmp_path), tmp_path / "site"
    foreign = {"CNAME": b"clock.example\n", "book/old.html": b"<p>old</p>", "book/chapters/.keep": b""}
    for name, content in foreign.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    assert build(root, "--out", str(site))["out"] == str(site)
    assert tree(site) == {**html(built[0]), **foreign}
    assert not (root / "_build" / "html").exists()

    _remove_the_second_lesson(root)
    build(root, "--out", str(site))
    files = tree(site)
    assert [name for name in PAGES if name not in files] == ["book/chapters/ringer.html"]
    assert [name for name in files if name.endswith("ringer-quiz.ipynb")] == []
    assert {name: files[name] for name in foreign} == foreign
    assert sorted(path.name for path in (root / "book" / "chapters").iterdir()) == ["asking.md", "stopped-clock.md"]
    assert sorted(path.name for path in (root / "book" / "notebooks").iterdir()) == [
        "asking-quiz.ipynb", "clock.ipynb", "clock.zip", "course.ipynb", "course.zip", "stopped-clock-quiz.ipynb", "town.zip",
    ]  # fmt: skip


def _remove_the_second_lesson(root: Path) -> None:
    (root / "lessons" / "ringer.yml").unlink()
    (root / "quizzes" / "ringer-quiz.yml").unlink()
    edit(root / "_toc.yml", "      - file: book/chapters/ringer\n", "")
    edit(root / "lessons" / "stopped-clock.yml", " See {passage}`ringer/receipt` for what happened next.", "")
    edit(root / "book" / "index.md", "- [The ringer](chapters/ringer.md) asks who was paid, and opens with {passage}`ringer/receipt`.\n", "")


# -- other builders of the same folder --------------------------------------------------------------------------------


def test_sphinx_build_over_the_same_folder_gives_the_same_book_without_a_warning(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    root = new_copy(tmp_path)
    done = run_python(root, "-m", "sphinx", "-nW", "-q", "-b", "html", ".", "_build/html", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    assert changed(html(root), html(built[0])) == []


if importlib.util.find_spec("jupyter_book") is not None:  # it pins an old Sphinx, so it isn't there beside the newest

    def test_jupyter_book_build_over_the_same_folder_gives_the_same_book(built: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
        root = new_copy(tmp_path)
        command = f"import sys; from jupyter_book.cli.main import main; sys.argv = ['{Path(sys.executable).name}', 'build', '-W', '.']; main()"
        done = run_python(root, "-c", command, corpus=root / "documents")
        assert done.returncode == 0, done.stderr
        assert changed(html(root), html(built[0])) == []
