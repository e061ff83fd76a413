"""`course new source FILE`: the text goes into the corpus, and the record that is proposed loads without a problem."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.diagnostics.model import Problems
from generator.new.course import write_course
from generator.resolve import ResolvedCourse
from tests.new_documents import BODY, TEXT, documents
from tests.sample_course import edit, tree

DOCUMENTS = documents()


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course, in which one stands, with the documents in a folder beside it."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    write_course(tmp_path / "course")
    for name, content in DOCUMENTS.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def checked(root: Path) -> tuple[ResolvedCourse | None, list[str]]:
    problems = Problems()
    resolved, _ = pipeline.check(root, problems)
    return resolved, [one.message for one in problems]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_of_every_kind_becomes_a_record_without_a_problem(course: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["new", "source", f"../{name}", "--id", "lamp"]) == 0
    said = capsys.readouterr()
    assert said.out == (
        "wrote corpus/lamp.txt: the text\n"
        "wrote lessons/sources.yml: line 43: the record; look at every line marked `proposed`\n"
        "wrote _toc.yml: line 13: `book/sources/lamp`\n"
        "Cite it as `source: lamp`.\n"
    )
    assert said.err == ("course: these parts of the page were left out: footer (1), nav (1)\n" if name == "lamp.html" else "")
    resolved, problems = checked(course)
    assert problems == []
    assert resolved is not None
    record = resolved.course.documents()["lamp"]
    assert (record.title, record.authors, record.issued) == ("The Lamp on the Quay", ("Ada Vell",), "1881-06-04")
    content = (course / "corpus/lamp.txt").read_bytes()
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    words = content.decode()
    assert all(text in words for text in BODY)
    for noise in ("Home", "Share", "lamp()", "p {}", "<", "*"):
        assert noise not in words


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_its_words_can_be_cited_at_once(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["new", "source", f"../{name}", "--id", "lamp"]) == 0
    capsys.readouterr()
    assert main(["cite", "--source", "lamp", BODY[1]]) == 0
    assert capsys.readouterr().out.startswith("exact\n")


def test_the_record_marks_every_guess_with_its_reason(course: Path) -> None:
    assert main(["new", "source", "../lamp.txt"]) == 0
    assert (course / "lessons/sources.yml").read_text(encoding="utf-8").split("  - id: the-lamp-on-the-quay\n")[1] == (
        "    title: The Lamp on the Quay  # proposed: the first heading\n"
        "    authors: [Ada Vell]  # proposed: the line below the title\n"
        '    date: "4 June 1881"  # proposed: a line near its beginning\n'
        "    date_basis: Printed on a line of its own near its beginning.  # proposed: say how you know it\n"
        "    kind: document  # proposed: say what it is: report, letter, polemic ...\n"
        '    issued: "1881-06-04"  # proposed: the date for machines\n'
        '    # standpoint: [{quote: "words in which it says what it is for"}]\n'
        "    file: the-lamp-on-the-quay.txt\n"
        f'    sha256: "{hashlib.sha256(TEXT.encode()).hexdigest()}"\n'
        "    layout:\n"
        "      headings:\n"
        "        lines:  # proposed: remove those that are none\n"
        "          - The first night\n"
        "          - The second night\n"
    )


def test_chapters_of_a_book_are_proposed_as_articles_and_listed_below_it(course: Path) -> None:
    assert main(["new", "source", "../lamp.epub", "--id", "lamp"]) == 0
    assert (course / "_toc.yml").read_text(encoding="utf-8").splitlines()[11:17] == [
        "      - file: book/sources/minutes-1862", "      - file: book/sources/lamp", "        sections:",
        "          - file: book/sources/lamp/the-first-night", "          - file: book/sources/lamp/the-second-night",
        "      - file: book/timeline",
    ]  # fmt: skip
    resolved, problems = checked(course)
    assert (resolved is not None, problems) == (True, [])


def test_the_record_alone_can_be_printed_and_then_nothing_is_written(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(course)
    assert main(["new", "source", "../lamp.md", "--print"]) == 0
    printed = capsys.readouterr().out
    assert tree(course) == before
    assert printed.startswith("- id: the-lamp-on-the-quay\n  title: The Lamp on the Quay  # proposed: the file's own data\n")
    assert main(["new", "source", "../lamp.md"]) == 0
    added = (course / "lessons/sources.yml").read_text(encoding="utf-8").removeprefix(before["lessons/sources.yml"].decode())
    assert added == "".join(f"  {line}\n" for line in printed.splitlines())


def test_the_same_title_twice_gives_two_ids(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "source", "../lamp.txt"]) == 0
    assert main(["new", "source", "../lamp.md"]) == 0
    assert capsys.readouterr().out.endswith("Cite it as `source: the-lamp-on-the-quay-2`.\n")
    assert checked(course)[1] == []


def test_documents_go_where_course_corpus_says(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "corpus").rename(course.parent / "elsewhere")
    monkeypatch.setenv("COURSE_CORPUS", str(course.parent / "elsewhere"))
    assert main(["new", "source", "../lamp.txt", "--id", "lamp"]) == 0
    assert capsys.readouterr().out.startswith(f"wrote {course.parent / 'elsewhere' / 'lamp.txt'}: the text\n")
    assert checked(course)[1] == []
    monkeypatch.setenv("COURSE_CORPUS", str(course.parent / "nowhere"))
    assert main(["new", "source", "../lamp.md"]) == 2
    assert capsys.readouterr().err == "course: the folder that COURSE_CORPUS names does not exist; correct COURSE_CORPUS, or unset it to use corpus/\n"
    assert not (course.parent / "nowhere").exists()


@pytest.mark.parametrize("ignored", [True, False])
def test_a_text_that_git_would_take_in_is_pointed_at(course: Path, capsys: pytest.CaptureFixture[str], *, ignored: bool) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True)
    if not ignored:
        edit(course / ".gitignore", "/corpus/\n", "")
    assert main(["new", "source", "../lamp.txt", "--id", "lamp"]) == 0
    place = course / "corpus" / "lamp.txt"
    assert capsys.readouterr().err == (
        "" if ignored else f"course: git does not ignore {place}; unless you may publish the document, ignore it before you commit\n"
    )


def test_a_list_that_cannot_take_the_record_leaves_everything_as_it_was_and_prints_it(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = course / "lessons/sources.yml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text("documents: [{id: a}]\n", encoding="utf-8")
    before = tree(course)
    assert main(["new", "source", "../lamp.txt", "--id", "lamp"]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("- id: lamp\n  title: The Lamp on the Quay")
    assert said.err == (
        "course: `lessons/sources.yml` is laid out in an unusual way; write the new lines there by hand; the record is printed above, and nothing was written\n"
    )
    assert tree(course) == before
    sources.write_text(text, encoding="utf-8")
    assert main(["new", "source", "../lamp.txt", "--id", "lamp"]) == 0


REFUSED = [
    (["../lamp.txt", "--id", "Lamp"], "`Lamp` is not an id; use lower-case letters and digits, in groups joined by hyphens, 64 characters at most"),
    (["../lamp.txt", "--id", "miller-1862"], "`miller-1862` is the id of another document; choose another"),
    (["../none.txt"], "../none.txt: No such file or directory"),
    (["../lamp.odt"], "../lamp.odt can't be read as a document: files of its kind are not read; make it one of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx, .epub"),
    (["../empty.txt"], "../empty.txt can't be read as a document: it holds no text; pages that are pictures must be read by a program for text recognition first"),
    (["../lamp.txt", "--id", "there"], "{root}/corpus/there.txt is there already and holds something else; choose another id with --id"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "reason"), REFUSED, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_what_cannot_be_taken_in_is_refused_with_its_reason_and_nothing_changes(
    course: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    (course.parent / "lamp.odt").write_bytes(b"PK")
    (course.parent / "empty.txt").write_bytes(b" \n\n")
    (course / "corpus/there.txt").write_text("another text", encoding="utf-8")
    before = tree(course)
    assert main(["new", "source", *arguments]) == 2
    assert capsys.readouterr() == ("", f"course: {reason.format(root=course)}\n")
    assert tree(course) == before
