"""The builders that are measured, each with the same course: how a fresh copy is written, what builds it, where the book lies.

The others live in environments of their own, each under its name in the folder that COURSE_BUILDERS names; `make bench-builders`
makes them of what stands in `locks/`. jupyter-book 2 fetches its theme from the network, and installs what that needs: COURSE_BOOK_THEME
may be `book-theme`, which has it fetched, or a folder that has it. Unset, `bare_book_theme` stands in, and the table says so.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.bench import generated_course, generated_sites
from tests.bench.generated_content import Chapter

ROOT = Path(__file__).parents[2]
BARE_THEME = Path(__file__).parent / "bare_book_theme"
BARE = (
    "jupyter-book 2 had a bare theme in the place of its own, which it would have fetched from the network. So it wrote plain text without "
    "navigation or script, and its figures are less than what a reader of it would wait for."
)
OWN = "course"
"""The name of this project among the builders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """One way to a book. Its program is begun in the folder of the course."""

    name: str
    """As options name it."""
    title: str
    """As tables name it."""
    write: Callable[[Path, int], object]
    """Writes a course of so many chapters into a new folder."""
    command: tuple[str, ...]
    """Builds the book."""
    packages: tuple[str, ...]
    """What its version is the version of: a Python, then names of packages that it has."""
    output: str
    """Where the book lies, from the course's folder."""
    page: str
    """Where a chapter's page lies, from the book's folder; `{}` is the chapter's id."""
    chapter_file: Callable[[Chapter], str] = generated_sites.chapter_file
    """Where a chapter's prose stands, from the course's folder."""
    most: int | None = None
    """The most chapters that it is asked for, where more would take hours."""
    remark: str = ""
    """What a reader of its figures must know."""
    warm: bool = False
    """Whether it has a program that goes on running, which `warm_edit` can measure."""
    variables: dict[str, str] = field(default_factory=dict)
    """What its environment has besides."""

    def environment(self, folder: Path) -> dict[str, str]:
        """The variables that its program runs with. What it keeps for later builds lies in the folder: a fresh copy has nothing."""
        # Every program may keep what Python compiled of it, as the installed ones do.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_") and name != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "XDG_CACHE_HOME": str(folder / ".cache"), "NO_COLOR": "1", **self.variables}


def builders(environments: Path, theme: str) -> tuple[Builder, ...]:
    """This project first, then the others, whether they are installed or not."""
    first, second, material = (environments / name / "bin" for name in ("jupyter-book-1", "jupyter-book-2", "mkdocs-material"))
    return _own(), _jupyter_book_1(first), _jupyter_book_2(second, theme), _mkdocs_material(material)


def _own() -> Builder:
    return Builder(
        name=OWN,
        title="this project",
        write=generated_course.write_course,
        command=(sys.executable, "-m", "generator", "build"),
        packages=(sys.executable, "course-compiler", "sphinx"),
        output="_build/html",
        page="book/chapters/{}.html",
        chapter_file=generated_course.chapter_file,
        warm=True,
        variables={"PYTHONPATH": str(ROOT)},
    )


def _jupyter_book_1(programs: Path) -> Builder:
    return Builder(
        name="jupyter-book-1",
        title="jupyter-book 1",
        write=generated_sites.write_jupyter_book_1,
        command=(str(programs / "jupyter-book"), "build", "."),
        packages=(str(programs / "python"), "jupyter-book", "sphinx"),
        output="_build/html",
        page="chapters/{}.html",
        most=600,
    )


def _jupyter_book_2(programs: Path, theme: str) -> Builder:
    bare = theme == str(BARE_THEME)
    return Builder(
        name="jupyter-book-2",
        title="jupyter-book 2, bare" if bare else "jupyter-book 2",
        write=partial(generated_sites.write_jupyter_book_2, template=theme),
        command=(str(programs / "jupyter-book"), "build", "--html"),
        packages=(str(programs / "python"), "jupyter-book"),
        output="_build/html",
        page="{}/index.html",
        remark=BARE if bare else _theme_remark(Path(theme)),
    )


def _theme_remark(theme: Path) -> str:
    """The version of a theme that lies in a folder; nothing is known of one that is fetched."""
    try:
        package = json.loads((theme / "package.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    return f"The theme of jupyter-book 2 was of version {package['version']}."


def _mkdocs_material(programs: Path) -> Builder:
    return Builder(
        name="mkdocs-material",
        title="mkdocs-material",
        write=generated_sites.write_mkdocs_material,
        command=(str(programs / "mkdocs"), "build"),
        packages=(str(programs / "python"), "mkdocs-material", "mkdocs"),
        output="site",
        page="chapters/{}/index.html",
        chapter_file=lambda chapter: f"docs/{generated_sites.chapter_file(chapter)}",
    )
