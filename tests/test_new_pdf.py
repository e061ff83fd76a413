"""`course new source` on PDF, set here from a page of our own: words, paragraphs, headings, running heads."""

import json
import sys
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from generator import pipeline
from generator.cli import main
from generator.diagnostics import to_text
from generator.diagnostics.model import Problems
from generator.new.course import write_course
from generator.new.read_pdf import read_pdf
from generator.new.reading import UnreadableError
from tests.new_documents import AUTHOR, BODY, DATE, SECTIONS, TITLE

STYLE = """@page { size: A6; margin: 2cm; @top-center { content: 'Quay Papers' } @bottom-center { content: counter(page) } }
body { font-size: 11pt; hyphens: auto; text-align: justify } .set-in { margin: 0; text-indent: 1.5em }"""


def pdf(body: str, head: str = "") -> bytes:
    page = f"<html lang=en><head><title>{TITLE}</title><meta name=author content='{AUTHOR}'><style>{STYLE}</style>{head}</head><body>{body}"
    made = weasyprint.HTML(string=page).write_pdf()
    assert isinstance(made, bytes)
    return made


@pytest.fixture(scope="module")
def lamp() -> bytes:
    sections = "".join(
        f"<h2>{head}</h2>" + "".join(f"<p>{n}{text}</p>" for n in ("First. ", "Second. ", "Third. ")) for head, text in zip(SECTIONS, BODY, strict=True)
    )
    return pdf(f"<h1>{TITLE}</h1><p>{DATE}</p>{sections}")


def test_headings_are_told_by_their_size_and_running_heads_by_coming_again(lamp: bytes) -> None:
    reading = read_pdf(lamp)
    assert [(one.line, one.level) for one in reading.headings] == [(TITLE, 1), (SECTIONS[0], 2), (SECTIONS[1], 2)]
    assert reading.furniture == ("Quay Papers", "{number}")
    assert (reading.about.title, reading.about.authors, reading.cut) == (TITLE, (AUTHOR,), True)


@pytest.mark.parametrize("style", ["", " class=set-in"])
def test_paragraphs_are_told_by_gaps_and_by_lines_that_are_set_in(style: str) -> None:
    reading = read_pdf(pdf("".join(f"<p{style}>{text}</p>" for text in (BODY[0] + " And more was said of it.", *BODY))))
    blocks = [" ".join(block.split()) for block in reading.text.split("\n\n")]
    begun = [block for block in blocks if block.startswith(("The lamp was lit", "On the second night"))]
    assert len(begun) == 3


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_words_that_a_hyphen_breaks_keep_their_line_ends_so_that_quotations_find_them(hyphen: str) -> None:
    text = "Three families disagreed about extraordinarily unimportant administrative considerations concerning irrigation and well-known representatives."
    reading = read_pdf(pdf(f"<p>{text}</p>", f"<style>body {{ hyphenate-character: '{hyphen}' }}</style>"))
    lines = reading.text.split("\n")
    assert sum(line.endswith(hyphen) for line in lines) >= 2
    closed = reading.text.replace(f"{hyphen}\n", "").replace("\n", " ").replace("-", "")
    assert text.replace("-", "") in closed


def test_a_record_of_a_pdf_has_no_problem_and_its_words_can_be_cited(
    lamp: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    write_course(tmp_path / "course")
    (tmp_path / "lamp.pdf").write_bytes(lamp)
    assert main(["new", "source", "lamp.pdf", "--id", "lamp", "--course", "course"]) == 0
    problems = Problems()
    resolved, _ = pipeline.check(tmp_path / "course", problems)
    assert ([to_text.as_text(one) for one in problems], resolved is not None) == ([], True)
    capsys.readouterr()
    for text in BODY:
        assert main(["cite", "--course", "course", "--source", "lamp", "--json", f"Second. {text}"]) == 0
        assert json.loads(capsys.readouterr().out)["verdict"] in {"exact", "layout", "typographic"}


def test_pages_that_are_pictures_are_refused_or_counted() -> None:
    with pytest.raises(UnreadableError, match=r"^it holds no text; pages that are pictures must be read by a program for text recognition first$"):
        read_pdf(pdf("<svg width=20 height=20><rect width=20 height=20 /></svg>", "<style>@page { @top-center { content: none } @bottom-center { content: none } }</style>"))
    blank = "<style>@page { @top-center { content: none } @bottom-center { content: none } }</style>"
    reading = read_pdf(pdf("<p>Some words.</p><div style='break-before: page; height: 1cm'></div><p style='break-before: page'>More words.</p>", blank))
    assert reading.notes == ("1 of 3 pages have no text: they may be pictures",)


def test_a_damaged_or_locked_pdf_is_refused(lamp: bytes, tmp_path: Path) -> None:
    reason = "^it can't be read as PDF; if it asks for a password, save a copy without one$"
    for content in (b"", b"%PDF-1.7", lamp[:200], b"no PDF"):
        with pytest.raises(UnreadableError, match=reason):
            read_pdf(content)
    with pikepdf.Pdf.new() as made:
        made.add_blank_page()
        made.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableError, match=reason):
        read_pdf((tmp_path / "locked.pdf").read_bytes())


def test_very_many_pages_are_refused(lamp: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.new.read_pdf.MAX_PAGES", 1)
    with pytest.raises(UnreadableError, match=r"^it has more than 1 pages; divide it$"):
        read_pdf(lamp)


def test_without_the_reader_the_extra_is_named(lamp: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableError, match=r"^reading PDF needs the package `pypdfium2`; install it: pip install 'course-compiler\[sources\]'$"):
        read_pdf(lamp)
