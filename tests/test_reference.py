"""The reference says of every key what the model says, in an author's words."""

import enum
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import Field

from generator.schema.kind import FileKind
from generator.schema.kinds import FILES
from generator.schema.reference import Group, Key, Value, groups_of
from generator.spec.model import Id, Spec, Text
from generator.sphinx_ext.file_reference import sections
from tests.sample_course import run_python


class Tone(enum.StrEnum):
    """How it rings."""

    LOW = "low"
    """Like a cow.

    Found in the hills."""
    HIGH = "high"
    """Like a spoon."""


class Rung(Spec):
    """What every ringing has."""

    by: Text = Field(examples=["the keeper"])
    """Who
    rang it."""


class Bell(Rung):
    """A bell. It says `dong`."""

    id: Id
    """Never changed."""
    tone: Tone = Field(Tone.LOW, strict=False, examples=["high"])
    """How it rings."""
    strokes: tuple[int, ...] = Field((), max_length=3, examples=[[9, 11]])
    """How often."""
    kind: Literal["bell"] = Field(examples=["bell"])
    """`bell`."""
    others: "tuple[Bell, ...]" = Field((), min_length=1)
    """Bells near it."""


def key(name: str, form: str, says: str, **rest: Any) -> Key:
    """A key of which only what is out of the ordinary is told."""
    return replace(Key(name=name, form=form, says=says, needed=False, default="", examples=(), values=(), groups=()), **rest)


def test_a_model_is_told_with_all_that_is_known_of_its_keys() -> None:
    """Each group once, though it holds itself; docstrings on one line, of values their first paragraph."""
    assert groups_of(Bell) == (
        Group(
            name="bell", says="A bell. It says `dong`.", more=("rung",),
            keys=(
                key("id", "id", "Never changed.", needed=True),
                key("tone", "one of the words below", "How it rings.", default="low", examples=("high",),
                    values=(Value(word="low", says="Like a cow."), Value(word="high", says="Like a spoon."))),
                key("strokes", "list of whole numbers, 3 at most", "How often.", examples=("[9, 11]",)),
                key("kind", "`bell`", "`bell`.", needed=True, examples=("bell",), values=(Value(word="bell", says=""),)),
                key("others", "list of entries, each with keys of bell, 1 or more", "Bells near it.", groups=("bell",)),
            ),
        ),
        Group(name="rung", says="What every ringing has.", more=(), keys=(
            key("by", "text", "Who rang it.", needed=True, examples=("the keeper",)),
        )),
    )  # fmt: skip


def test_a_type_without_words_is_refused() -> None:
    """So that a new one can't stand in the reference as something that no author understands."""

    class Odd(Spec):
        """Holds what no spec holds yet."""

        weight: float = 1.0
        """In pounds."""

    with pytest.raises(TypeError, match="no words for <class 'float'>"):
        groups_of(Odd)


@pytest.mark.parametrize("kind", FileKind)
def test_every_group_that_a_key_leads_to_is_on_its_page(kind: FileKind) -> None:
    groups = groups_of(FILES[kind].model)
    named = {name for group in groups for name in (*group.more, *(name for one in group.keys for name in one.groups))}
    assert named <= {group.name for group in groups}
    assert len({group.name for group in groups}) == len(groups)


def test_a_group_is_drawn_with_what_it_means_first() -> None:
    bell, rung = sections(groups_of(Bell))
    assert rung.astext() == "Rung\n\nWhat every ringing has.\n\nby\n\nWho rang it.\n\nNeeded: text. Example: the keeper"
    assert bell.astext().split("\n\n") == [
        "Bell", "A bell. It says dong.", "Takes the keys of rung, too.",
        "id", "Never changed.", "Needed: id.",
        "tone", "How it rings.", "low: Like a cow.", "high: Like a spoon.",
        "May be left out: one of the words below. Left out, it is low. Example: high",
        "strokes", "How often.", "May be left out: list of whole numbers, 3 at most. Example: [9, 11]",
        "kind", "bell.", "Needed: bell. Example: bell",
        "others", "Bells near it.", "May be left out: list of entries, each with keys of bell, 1 or more.",
    ]  # fmt: skip


FENCE = "```{{file-reference}} {}\n```\n"
CONF = """
from generator.sphinx_ext.file_reference import FileReference

extensions = ["myst_nb"]
def setup(app):
    app.add_directive("file-reference", FileReference)
"""


def test_the_directive_draws_a_kind_of_file_and_names_the_kinds_where_there_is_none_of_that_name(tmp_path: Path) -> None:
    """It needs no course, so any book can have it."""
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text(f"# Units\n\n{FENCE.format('units')}\n{FENCE.format('unit')}", encoding="utf-8")
    built = run_python(tmp_path, "-m", "sphinx", "-nqb", "text", ".", "out")
    assert built.returncode == 0
    assert built.stderr == f"{tmp_path}/index.md:6: ERROR: `unit` is none of {', '.join(FileKind)}\n"
    drawn = (tmp_path / "out/index.txt").read_text(encoding="utf-8").replace('"', "`")
    assert "\n\n`years`\n   The years it is about, as a label; shown before the title, unless\n   the title begins with it.\n" in drawn
