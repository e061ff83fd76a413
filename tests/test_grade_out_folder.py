"""Where things are written: under names that lead nowhere else, in a folder whose other files are left alone."""

import hashlib
import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.grade.out_folder import OutFolderError, open_out
from generator.grade.safe_names import LENGTH, safe_names
from tests.sample_course import tree

# -- names ------------------------------------------------------------------------------------------------------------


def test_names_that_can_stand_do_and_others_get_digits_of_their_own() -> None:
    stand = ["s1", "Ada Lind", "Ñandú", "a.b-c_d"]
    heads = {
        "ada@uni.example": "ada_uni.example", "../../etc": "etc", "CON": "student", "nul.txt": "student", "a/b": "a_b", "": "student",
        "x" * 80: "x" * 60, "Ben": "Ben", "ben": "ben", "a-0123456789abcdef": "a-0123456789abcdef", ".hidden.": "hidden",
    }  # fmt: skip
    names = safe_names([*stand, *heads])
    assert [names[label] for label in stand] == stand
    for label, head in heads.items():
        assert names[label] == f"{head}-{hashlib.sha256(label.encode()).hexdigest()[:16]}"


NAMES = st.lists(st.text(max_size=80) | st.sampled_from(["Ada", "ada", "ADA", "con", "Con.", "..", "a/b", "a\\b", "a:b", "a-0123456789abcdef", "\u00e9", "e\u0301"]), max_size=12)


@given(NAMES)
def test_no_name_leads_elsewhere_and_no_two_are_one_on_any_system(labels: list[str]) -> None:
    names = safe_names(labels)
    assert set(names) == set(labels)
    as_others_see = [unicodedata.normalize("NFC", name).casefold() for name in names.values()]
    assert len(set(as_others_see)) == len(names)
    for name in names.values():
        assert name.strip(". ") == name != ""
        assert not set(name) & set('/\\:*?"<>|\0\r\n\t')
        assert len(name) <= LENGTH + 17
        assert len(name.encode("utf-8", "surrogatepass")) <= 255 - len(".ipynb.part.")
        assert name.split(".")[0].casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(NAMES, st.randoms())
def test_a_name_depends_on_the_others_but_not_on_their_order(labels: list[str], chance: object) -> None:
    mixed = labels[:]
    chance.shuffle(mixed)
    assert safe_names(labels) == safe_names(mixed)


# -- the folder -------------------------------------------------------------------------------------------------------


def filled(root: Path, *sources: Path, **files: bytes) -> None:
    """A whole run that writes these files."""
    out = open_out(root, sources)
    out.begin(files)
    for name, content in files.items():
        out.write(name, content)
    out.finish(files)


MADE = {"gradebook.csv": b"one\n", "feedback/s1/exam.html": b"<p>", "feedback/s2/exam.html": b"<p>"}


def test_a_run_leaves_its_files_and_a_list_of_them(tmp_path: Path) -> None:
    filled(tmp_path / "out", **MADE)
    found = tree(tmp_path / "out")
    assert json.loads(found.pop("manifest.json")) == {"schema_version": 1, "made_by": "course grade", "files": sorted(MADE)}
    assert found == MADE


def test_the_next_run_removes_what_it_does_not_make_and_leaves_what_others_put_there(tmp_path: Path) -> None:
    filled(tmp_path / "out", **MADE)
    (tmp_path / "out/notes.txt").write_text("mine")
    (tmp_path / "out/feedback/s2/remark.txt").write_text("mine")
    filled(tmp_path / "out", **{"gradebook.csv": b"two\n"})
    found = tree(tmp_path / "out")
    assert {name: found[name] for name in found if name != "manifest.json"} == {
        "gradebook.csv": b"two\n", "notes.txt": b"mine", "feedback/s2/remark.txt": b"mine",
    }  # fmt: skip
    assert not (tmp_path / "out/feedback/s1").exists()


def refused(out: Path, *sources: Path) -> str:
    before = tree(out.parent)
    with pytest.raises(OutFolderError) as error:
        open_out(out, sources)
    assert tree(out.parent) == before
    return str(error.value).replace(str(out), "OUT")


@pytest.mark.parametrize(("out", "source"), [("in", "in"), ("in/out", "in"), ("in", "in/zips"), ("in/../in/x", "in")])
def test_the_folder_and_what_is_graded_do_not_lie_in_one_another(tmp_path: Path, out: str, source: str) -> None:
    (tmp_path / "in/zips").mkdir(parents=True)
    assert refused(tmp_path / out, tmp_path / source) == f"`OUT` and `{Path(source).name}` lie in one another: name another folder with --out"


def test_files_of_others_under_our_names_are_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "feedback").mkdir(parents=True)
    (out / "gradebook.csv").write_text("mine")
    (out / "manifest.json").write_text("{}")
    assert refused(out) == (
        "`OUT` holds `gradebook.csv`, `manifest.json`, `feedback`, not made by `course grade`: name another folder with --out, or move them"
    )


@pytest.mark.parametrize("manifest", [b"\xff", b"[", b"[]", b'{"made_by": "course grade"}', b'{"made_by": "x", "files": ["gradebook.csv"]}'])
def test_a_manifest_of_others_vouches_for_nothing(tmp_path: Path, manifest: bytes) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_bytes(manifest)
    assert refused(out).startswith("`OUT` holds `manifest.json`")


def test_a_manifest_that_names_files_elsewhere_removes_none(tmp_path: Path) -> None:
    victim, out = tmp_path / "victim.txt", tmp_path / "out"
    victim.write_text("mine")
    (out / "notes").mkdir(parents=True)
    (out / "notes/a.txt").write_text("mine")
    names = ["../victim.txt", str(victim), "feedback/../../victim.txt", "notes/a.txt", "feedback/..\\x/y", 7]
    (out / "manifest.json").write_text(json.dumps({"made_by": "course grade", "files": names}))
    filled(out, **{"gradebook.csv": b"x"})
    assert victim.read_text() == (out / "notes/a.txt").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    filled(out, **MADE)
    (out / "feedback/s1/exam.html").unlink()
    (out / "feedback/s1").rmdir()
    (out / "feedback/s1").symlink_to(elsewhere)
    with pytest.raises(OutFolderError, match="is a link that leads out of the folder"):
        filled(out, **MADE)
    assert list(elsewhere.iterdir()) == []
    (tmp_path / "elsewhere/mine.txt").write_text("mine")
    filled(tmp_path / "third", **MADE)
    (tmp_path / "third/.gradebook.csv.part").symlink_to(elsewhere / "mine.txt")
    (tmp_path / "third/gradebook.csv").unlink()
    (tmp_path / "third/gradebook.csv").symlink_to(elsewhere / "mine.txt")
    filled(tmp_path / "third", **{"gradebook.csv": b"new"})
    assert (elsewhere / "mine.txt").read_text() == "mine"
    (tmp_path / "second").mkdir()
    (tmp_path / "second/feedback").symlink_to(elsewhere)
    assert refused(tmp_path / "second").startswith("`OUT` holds `feedback`")


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    assert refused(tmp_path / "out") == "`OUT` is a file: name a folder with --out"


def test_whatever_was_left_half_written_is_gone_after_the_next_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    filled(out, **MADE)
    whole = tree(out)
    for name in ("gradebook.csv", "feedback/s1/exam.html", "manifest.json"):
        path = out / name
        path.with_name(f".{path.name}.part").write_bytes(b"half")
    (out / "feedback/s2/exam.html").unlink()
    filled(out, **MADE)
    assert tree(out) == whole
