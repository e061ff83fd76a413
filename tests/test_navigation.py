"""What the navigation of a page holds, on the sample as Sphinx draws it."""

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.sphinx_ext.navigation import AROUND, MOST, near
from generator.sphinx_ext.settings import _read_here, sphinx_settings
from tests.sample_course import copy_sample, edit, relock, run_python


def draw(root: Path, *arguments: str) -> None:
    """Draw the book, reading again only what changed."""
    done = run_python(root, "-m", "sphinx", "-nW", "-q", "-b", "html", *arguments, ".", "_build/html", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, drawn. Only the last test changes it."""
    root = copy_sample(tmp_path_factory.mktemp("navigation"))
    relock(root)
    draw(root)
    return root


def page(root: Path, name: str) -> str:
    return (root / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")


def links(root: Path, name: str, label: str = "Contents") -> dict[str, str]:
    """Titles by page of the links of a navigation, in order."""
    (found,) = re.findall(rf'<nav [^>]*aria-label="{label}">(.*?)</nav>', page(root, name), re.DOTALL)
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(name), unescape(href))).removesuffix(".html"): unescape(re.sub("<[^>]+>", "", title))
        for href, title in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', found, re.DOTALL)
    }


def here(root: Path, name: str) -> list[str]:
    """The titles that are marked as the page being read."""
    return re.findall(r'aria-current="page">([^<]*)<', page(root, name))


def test_a_lesson_s_navigation_holds_every_part_and_only_its_own_part_s_pages(root: Path) -> None:
    assert links(root, "book/chapters/ringer") == {
        "book/index": "Cover and contents",
        "book/units/clock": "The clock",
        "book/chapters/stopped-clock": "A clock stops",
        "book/chapters/ringer": "The ringer",
        "book/units/town": "The town",
        "book/sources/courier-1887": "Sources",
        "book/progress": "Your learning",
    }
    assert here(root, "book/chapters/ringer") == ["The ringer"]
    assert here(root, "book/units/clock") == ["The clock"]


def test_pages_below_a_page_show_only_beside_it_and_each_other(root: Path) -> None:
    articles = {"book/sources/gazette-1890/tower", "book/sources/gazette-1890/bell"}
    showing = {name for name in _listed(root) if articles & links(root, name).keys()}
    assert showing == {"book/sources/gazette-1890", *articles}
    assert articles < links(root, "book/sources/gazette-1890/bell").keys()


def test_every_page_links_to_the_first_page_of_every_part_and_to_all_of_its_own(root: Path) -> None:
    parts = _parts(root)
    firsts = [part[0] for part in parts]
    assert len(parts) >= 4
    for part in parts:
        for name in part:
            found = [one for one in links(root, name) if one.count("/") < 3]
            assert found == ["book/index", *(one for other in parts for one in (other if other is part else other[:1]))], name
    assert [*links(root, "book/index")] == ["book/index", *firsts]


@pytest.mark.parametrize(
    ("count", "at", "before", "shown", "after"),
    [
        (MOST, 20, "", range(MOST), ""),
        (MOST + 1, 0, "", range(16), "25 pages after"),
        (MOST + 1, 15, "", range(31), "10 pages after"),
        (MOST + 1, 16, "1 pages before", range(1, 32), "9 pages after"),
        (MOST + 1, 40, "25 pages before", range(25, 41), ""),
        (2000, 1000, "985 pages before", range(985, 1016), "984 pages after"),
    ],
)
def test_of_a_long_list_a_page_shows_what_is_near_and_how_much_it_leaves_out(count: int, at: int, before: str, shown: range, after: str) -> None:
    drawn = near(range(count), "pages", at, str, lambda page, title: f"{title}: {page}")
    first = [f"{before}: {shown[0] - 1}"] if before else []
    last = [f"{after}: {shown[-1] + 1}"] if after else []
    assert drawn == [*first, *map(str, shown), *last]


@given(st.integers(0, 300).flatmap(lambda count: st.tuples(st.just(count), st.integers(0, max(0, count - 1)))))
def test_by_the_links_at_the_ends_every_page_can_be_reached_from_every_other(place: tuple[int, int]) -> None:
    count, at = place
    reached, ways = {at}, [at]
    while ways:
        near_by = near(range(count), "pages", ways.pop(), int, lambda page, _title: page)
        assert len(near_by) <= max(MOST, 2 * AROUND + 3)
        ways += [page for page in near_by if page not in reached]
        reached.update(near_by)
    assert reached >= set(range(count))


def _parts(root: Path) -> list[list[str]]:
    """The pages of each part, without those below another page."""
    toc: Any = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [[entry["file"] for entry in part["chapters"]] for part in toc["parts"]]


def _listed(root: Path) -> list[str]:
    return re.findall(r"- file: (\S+)", (root / "_toc.yml").read_text(encoding="utf-8"))


def test_the_sections_of_a_page_are_listed_where_there_are_two_or_more(root: Path) -> None:
    html = page(root, "book/sources/courier-1887")
    (found,) = re.findall(r'<nav id="course-sections"[^>]*>(.*?)</nav>', html, re.DOTALL)
    listed = re.findall(r'<a href="#([^"]+)">([^<]*)</a>', found)
    assert [title for _, title in listed][-1] == "Passages cited in this course"
    assert all(f'<section id="{anchor}"' in html for anchor, _ in listed)
    assert len(listed) > 1
    assert "course-sections" not in page(root, "book/glossary")


def test_a_page_says_what_comes_before_and_after_it(root: Path) -> None:
    neighbours = links(root, "book/chapters/ringer", "Previous and next")
    assert neighbours == {"book/chapters/stopped-clock": "Previous A clock stops", "book/units/town": "Next The town"}


def test_titles_stand_page_first_and_book_second_and_the_home_page_s_alone(root: Path) -> None:
    titles = {name: re.findall("<title>(.*)</title>", page(root, name)) for name in ("book/chapters/ringer", "book/index")}
    assert titles == {"book/chapters/ringer": ["The ringer - The clock of Kesterhaven"], "book/index": ["The clock of Kesterhaven"]}


def test_pages_load_nothing_of_sphinx_s_own_and_nothing_from_elsewhere(root: Path) -> None:
    for name in ("book/index", *_listed(root)):
        html = page(root, name)
        loaded = re.findall(r'<(?:script|link rel="(?:stylesheet|preload)")[^>]* (?:src|href)="([^"]*)"', html)
        assert loaded
        assert [url for url in loaded if re.search(r"//|doctools|documentation_options|sphinx_highlight|basic\.css|pygments|mystnb", url)] == []
        assert [url for url in loaded if url.split("/_static/")[0].strip("./")] == []
        assert not re.search(r"\son\w+=", html)
        assert 'rel="canonical"' not in html


def test_with_an_address_of_its_own_a_book_has_canonical_links(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "html"
    done = run_python(
        root, "-m", "sphinx", "-nW", "-q", "-b", "html", "-D", "html_baseurl=https://clock.example/", ".", str(out), corpus=root / "documents"
    )
    assert (done.returncode, done.stderr) == (0, "")
    html = (out / "book/index.html").read_text(encoding="utf-8")
    assert re.findall(r'<link rel="canonical" href="([^"]*)"', html) == ["https://clock.example/book/index.html"]


def test_a_book_whose_contents_have_no_captions_is_one_part(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)
    conf = 'extensions = ["myst_nb", "generator.sphinx_ext"]\nroot_doc = "book/index"\nhtml_theme = "course"\nexclude_patterns = ["_build", "**.ipynb"]\n'
    (root / "conf.py").write_text(conf, encoding="utf-8")
    with (root / "book" / "index.md").open("a", encoding="utf-8") as home:
        home.write("\n```{toctree}\n:glob:\n\nchapters/*\n**\n```\n")
    draw(root)
    found = links(root, "book/glossary")
    assert [*found][:4] == ["book/index", "book/chapters/asking", "book/chapters/ringer", "book/chapters/stopped-clock"]
    assert page(root, "book/glossary").count('class="part"') == 1


def test_a_config_that_names_no_theme_gets_this_one_without_another_s_options(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    named = "    html_theme: course\n    html_theme_options: {}\n"
    edit(root / "_config.yml", named, "")
    settings = sphinx_settings(root)
    assert (settings["html_theme"], settings["html_theme_options"]) == ("course", {})
    assert _read_here(root)["html_theme"] == "course"
    edit(root / "_config.yml", "    language: en\n", "    language: en\n    html_theme: alabaster\n    html_theme_options: {nosidebar: true}\n")
    for settings in (sphinx_settings(root), _read_here(root)):
        assert (settings["html_theme"], settings["html_theme_options"]) == ("alabaster", {"nosidebar": True})


def test_a_changed_title_shows_in_the_navigation_of_pages_that_did_not_change(root: Path) -> None:
    edit(root / "lessons" / "ringer.yml", "\ntitle: The ringer\n", "\ntitle: A bell & its ringer\n")
    draw(root)
    assert links(root, "book/chapters/stopped-clock")["book/chapters/ringer"] == "A bell & its ringer"
    assert links(root, "book/units/town", "Previous and next")["book/chapters/ringer"] == "Previous A bell & its ringer"
