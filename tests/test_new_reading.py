"""Readers of documents: words come out whole and in order, and what strangers made ends in a reason, soon."""

import random
import re
import struct
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.new import kinds, members
from generator.new import reading as reading_module
from generator.new.kinds import READERS, read_file
from generator.new.proposal import propose
from generator.new.read_docx import read_docx
from generator.new.read_epub import read_epub
from generator.new.read_html import read_html
from generator.new.read_markdown import read_markdown
from generator.new.read_text import read_text
from generator.new.reading import Reading, UnreadableError
from generator.new.repeated import counting_lines, edge_lines
from generator.new.shown_dates import date_on_line, stored_date
from tests.new_documents import BODY, TEXT, documents, docx, epub, paragraph, zipped


def headings(reading: Reading) -> list[tuple[str, int]]:
    """Lines that are headings with their levels, each found where the reading says that it stands."""
    assert [reading.text[one.start : one.start + len(one.line)] for one in reading.headings] == [one.line for one in reading.headings]
    return [(one.line, one.level) for one in reading.headings]


# -- plain text -------------------------------------------------------------------------------------------------------


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff\r"), min_size=1))
def test_a_text_is_kept_letter_by_letter(text: str) -> None:
    if any(char.isalpha() for char in text):
        reading = read_text(text.encode())
        assert reading.text == text
        headings(reading)
    else:
        with pytest.raises(UnreadableError, match=r"^it holds no text; "):
            read_text(text.encode())


def test_lines_that_stand_alone_and_are_no_sentence_are_headings() -> None:
    text = "THE QUAY\nBy A. Vell\n\n4 June 1881\n\nA sentence stands here.\n\nThe lamp\n\n- an item\n\nno heading\n\nTwo\nlines\n\n“Said”\n\n1. Item\n\nEnd\r\n"
    assert headings(read_text(text.encode())) == [("THE QUAY", 1), ("The lamp", 2), ("End", 2)]


def test_lines_that_count_are_furniture_and_no_headings() -> None:
    text = "Title\n\nText one.\n\nPage 1\n\nText two.\n\nPage 2\n\nText three.\n\nPage 3\n\nRoom 9\n\nRoom 8\n\nRoom 7\n"
    reading = read_text(text.encode())
    assert reading.furniture == ("Page {number}",)
    assert [line for line, _ in headings(reading)] == ["Title", "Room 9", "Room 8", "Room 7"]


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    [
        (b"\xef\xbb\xbfAbc", "Abc", ()),
        ("Äbc".encode("utf-16"), "Äbc", ("the file was UTF-16 and is now UTF-8",)),
        (b"\xc4bc", "Äbc", ("the file is not UTF-8 and was read as Windows-1252: look at its accents before you cite it",)),
        (b"One\rTwo", "One\nTwo", ("its lines ended as they did on old Macs, and now end as they do today",)),
        (b"One\r\nTwo", "One\r\nTwo", ()),
    ],
)
def test_how_the_bytes_were_read_is_said_where_it_was_a_guess(content: bytes, text: str, notes: tuple[str, ...]) -> None:
    assert (read_text(content).text, read_text(content).notes) == (text, notes)


# -- Markdown, HTML ----------------------------------------------------------------------------------------------------


def test_markdown_gives_its_words_without_its_marks() -> None:
    text = "# One *two*\n\nA [link](x) and `code`\nover two lines.\n\n- item\n- **other**\n\n3. third\n\n> said\n\n```\nas is\n```\n\n<b>kept</b>\n"
    reading = read_markdown(text.encode())
    assert reading.text == "One two\n\nA link and code\nover two lines.\n\n- item\n\n- other\n\n3. third\n\nsaid\n\nas is\n\n<b>kept</b>\n"
    assert headings(reading) == [("One two", 1)]


@pytest.mark.parametrize("head", ["---\nnot: [yaml\n---\n\nText.\n", "---\njust words\n---\n\nText.\n", "---\n\nText.\n"])
def test_a_head_that_is_no_yaml_is_no_head(head: str) -> None:
    assert "Text." in read_markdown(head.encode()).text
    assert read_markdown(head.encode()).about.title is None


def test_html_gives_its_blocks_and_what_it_says_of_itself() -> None:
    page = (
        "<!doctype html><html lang=pt_br><head><title> A\n page </title><meta property='article:published_time' content='1881-06-04T10:00'>"
        "<meta name=author content=B><meta name=author content=B></head><body><h1>A <em>page</em></h1>loose<p>one<br>two &amp; three"
        "<ul><li>item<li>other</ul><pre>  kept\n   so</pre><table><tr><td>a<td>b</table><p>m<sup>2</sup> <sup>th</sup>"
        "<aside>beside<p>it</aside><p hidden>shown</p><textarea>typed</textarea></body></html>"
    )
    reading = read_html(page.encode())
    assert reading.text == "A page\n\nloose\n\none\ntwo & three\n\n- item\n\n- other\n\nkept\n   so\n\na\tb\n\nm² th\n\nshown\n\ntyped\n"
    assert (reading.superscript, reading.notes) == (True, ("these parts of the page were left out: aside (1)",))
    about = reading.about
    assert (about.title, about.authors, about.date, about.language) == ("A page", ("B",), "1881-06-04T10:00", "pt_br")
    assert propose(reading, "x.html", []).language == "pt-br"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("<p>Ä".encode("utf-16"), "Ä"), ("<meta charset=iso-8859-1><p>Ä".encode("latin-1"), "Ä"), ("<p>Ä".encode(), "Ä"), (b"<p>\xc4", "Ä"),
        ("<meta charset=hex><p>Ä".encode(), "Ä"), ('<?xml version="1.0" encoding="windows-1252"?><p>\x8c'.encode("latin-1"), "Œ"),
    ],
)  # fmt: skip
def test_html_is_read_in_the_encoding_that_it_names_or_shows(content: bytes, word: str) -> None:
    assert read_html(content).text == f"{word}\n"


PATTERNS = ["<!--", "<", "<![CDATA[", "<a x=", "<div>", "<nav>", "&", "<?", "</", "<a x='", "<sup>1", "<h1>x", "<p>x", "<script>", "&#x", "\n "]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_page_of_one_pattern_is_read_in_a_time_that_grows_with_it_alone(pattern: str) -> None:
    """A parser whose time grew with the square would need hours for this."""
    begun = time.process_time()
    reading = read_html(("word " + pattern * 100_000).encode())
    propose(reading, "x.html", [])
    assert time.process_time() - begun < 20
    assert reading.text.startswith("word")


# -- zips -------------------------------------------------------------------------------------------------------------


def test_a_docx_gives_its_paragraphs_and_its_breaks() -> None:
    fallback = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:t>once</w:t></mc:Choice>'
        "<mc:Fallback><w:t>twice</w:t><w:p><w:r><w:t>thrice</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
    )
    inner = f"<w:p><w:r><w:t>a</w:t><w:tab/><w:t xml:space='preserve'> b</w:t><w:br/>{fallback}<w:delText>gone</w:delText><w:footnoteReference/></w:r></w:p>"
    reading = read_docx(docx(paragraph("Head", "berschrift1") + inner + paragraph("x", "Unknown")))
    assert reading.text == "Head\n\na\t b\nonce\n\nx\n"
    assert headings(reading) == [("Head", 2)]
    assert reading.notes == ("its notes were left out: copy what you need into the text before you cite it",)


def test_an_epub_is_read_in_the_order_of_its_spine() -> None:
    reading = read_epub(epub())
    assert [text for text in BODY if text in reading.text] == sorted(BODY, key=reading.text.index)
    assert headings(reading) == [("The first night", 1), ("The second night", 1)]


HOSTILE = [
    (read_docx, b"PK\x03\x04 no zip", "it is not a whole zip, as such a file must be; get a fresh copy"),
    (read_docx, zipped({"a": ""}), "`word/document.xml` is missing in it; get a fresh copy"),
    (read_docx, zipped({"word/document.xml": "<a>"}), "`word/document.xml` in it is not well-formed XML; get a fresh copy"),
    (read_docx, zipped({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
     "its XML declares a document type, which such files never need; get it from its maker anew"),
    (read_docx, zipped({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///secret"><a/>'.encode("utf-16")}),
     "its XML declares a document type, which such files never need; get it from its maker anew"),
    (read_docx, docx(paragraph("1")), "it holds no text; pages that are pictures must be read by a program for text recognition first"),
    (read_epub, epub(container_xml="<container/>"), "`META-INF/container.xml` in it names no package; get a fresh copy"),
    (read_epub, epub(package_opf="<package/>"), "it holds no text; pages that are pictures must be read by a program for text recognition first"),
    (read_epub, epub(one_xhtml=b"\x00\x01\x02"), "it holds bytes that are no text; save the page anew, as UTF-8"),
    (read_epub, epub(container_xml='<container><rootfile full-path="../../secret"/></container>'), "`../../secret` is missing in it; get a fresh copy"),
    (read_text, b"a\0b", "it holds bytes that are no text; name a text, or save it as one"),
    (read_html, b"<p>\0", "it holds bytes that are no text; save the page anew, as UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("reader", "content", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_document_is_refused_with_its_reason(reader: object, content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        reader(content)  # type: ignore[operator]
    assert str(refused.value) == reason


def test_a_zip_bomb_is_known_before_it_goes_off() -> None:
    bomb = zipped({"word/document.xml": b" " * (members.MAX_MEMBER + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableError, match=r"^`word/document\.xml` in it would unpack to 50 MB, which is too much for a text$"):
        read_docx(bomb)


def test_a_zip_that_lies_about_a_size_is_damaged() -> None:
    content = bytearray(zipped({"word/document.xml": b" " * 100_000}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 10)
    with pytest.raises(UnreadableError, match=r"^`word/document\.xml` in it is damaged; get a fresh copy$"):
        read_docx(bytes(content))


def test_all_files_of_a_zip_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_TOTAL", 900)
    with pytest.raises(UnreadableError, match=r"which is too much for a text$"):
        read_docx(docx())


def test_a_zip_of_very_many_files_is_refused_before_its_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MAX_ENTRIES", 2)
    with pytest.raises(UnreadableError, match=r"^it holds more than 2 files; this is no document$"):
        read_docx(docx())


def test_a_locked_or_uncommonly_packed_zip_is_refused() -> None:
    content = bytearray(docx())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableError, match=r"^it asks for a password; save a copy without one$"):
        read_docx(bytes(content))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(UnreadableError, match=r"^`word/document\.xml` in it is packed in an uncommon way; save it anew$"):
        read_docx(stream.getvalue())


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Some stretches changed; of a zip, nine times in ten those of a file inside it, which is then packed soundly."""
    if content.startswith(b"PK") and chance.random() < 0.9:
        with zipfile.ZipFile(BytesIO(content)) as file:
            inside = {name: file.read(name) for name in file.namelist()}
        name = chance.choice(sorted(inside))
        return zipped({**inside, name: mutated(inside[name], chance)})
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted((chance.randrange(len(changed) + 1), chance.randrange(len(changed) + 1)))
        end = min(end, at + 40)
        changed[at:end] = chance.choice([b"", chance.randbytes(end - at), changed[at:end] * 2, b"<!DOCTYPE", b"<w:p/>", b"\xff\xfe"])
    return bytes(changed)


@pytest.mark.parametrize("name", sorted(documents()))
def test_damaged_documents_are_read_or_refused(name: str) -> None:
    """Four hundred seeded mutations of each: bytes changed, cut, doubled and dropped. Each is read, or refused with a reason."""
    chance = random.Random(name)
    outcomes = {"read": 0, "refused": 0}
    reasons: set[str] = set()
    for _ in range(400):
        content = mutated(documents()[name], chance)
        try:
            reading = READERS["." + name.split(".")[1]](content)
        except UnreadableError as error:
            reasons.add(str(error))
            outcomes["refused"] += 1
        else:
            propose(reading, name, [])
            headings(reading)
            outcomes["read"] += 1
    assert outcomes["read"] + outcomes["refused"] == 400
    assert outcomes["read"] > 0
    assert {reason for reason in reasons if not re.search("; (get|save|name|pages|this)|too much", reason)} == set()


def test_files_and_texts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "LAMP.TXT"
    path.write_bytes(TEXT.encode())
    assert read_file(path).text == TEXT
    monkeypatch.setattr(reading_module, "MAX_TEXT", 100)
    with pytest.raises(UnreadableError, match=r"^it has more than 0 million characters; divide it into several files$"):
        read_file(path)
    monkeypatch.setattr(kinds, "MAX_FILE", 100)
    with pytest.raises(UnreadableError, match=r"^it has more than 0 MB; divide it$"):
        read_file(path)


def test_without_the_reader_of_html_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(UnreadableError, match=r"^reading HTML needs the package `lxml`; install it: pip install 'course-compiler\[sources\]'$"):
        read_html(b"<p>Words.")


# -- guesses ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "iso"),
    [
        ("4 June 1881", "4 June 1881", "1881-06-04"), ("Sandhaven, 4th June 1881", "4th June 1881", "1881-06-04"),
        ("June 4, 1881", "June 4, 1881", "1881-06-04"), ("le 1er août 1914", "1er août 1914", "1914-08-01"),
        ("12. März 1848", "12. März 1848", "1848-03-12"), ("3 de marzo de 1871", "3 de marzo de 1871", "1871-03-03"),
        ("junho de 1910", "junho de 1910", "1910-06"), ("1881-06-04", "1881-06-04", "1881-06-04"), ("(1881-06)", "1881-06", "1881-06"),
        ("31 June 1881", "31 June 1881", None), ("29 February 1900", "29 February 1900", None), ("29 February 1904", "29 February 1904", "1904-02-29"),
    ],
)  # fmt: skip
def test_dates_are_read_as_documents_print_them(line: str, text: str, iso: str | None) -> None:
    shown = date_on_line(line)
    assert shown is not None
    assert (shown.text, shown.iso) == (text, iso)


@pytest.mark.parametrize("line", ["", "In June 1881 they came.", "Room 1881", "a line that goes on and on about the weather of 4 June 1881 and more", "12-1881-06-04"])
def test_a_date_inside_a_sentence_is_not_the_documents(line: str) -> None:
    assert date_on_line(line) is None


@pytest.mark.parametrize(
    ("stored", "iso"),
    [("1881-06-04T10:00:00Z", "1881-06-04"), ("D:18810604101112+01'00'", "1881-06-04"), ("1881", "1881"), ("4 June 1881", "1881-06-04"), ("yesterday", None), ("", None), ("31 June 1881", None)],
)
def test_dates_are_read_as_files_store_them(stored: str, iso: str | None) -> None:
    found = stored_date(stored)
    assert (found.iso if found else None) == iso


def test_lines_at_the_edges_of_pages_are_furniture_where_they_come_again_or_count() -> None:
    pages = [["The Lamp", f"{page}", f"Chapter {page} of 9 in 1881", "and so it went on"] for page in range(4, 8)]
    assert edge_lines(pages) == ["The Lamp", "{number}", "Chapter {number} of {number} in {number}"]
    assert edge_lines([["Item 3"], ["Item 3"]]) == []
    assert edge_lines([["Alone"]]) == []
    assert edge_lines([["A"], ["A"], ["b"], ["c"], ["d"]]) == []


def test_lines_without_pages_must_count_upwards_three_times() -> None:
    assert counting_lines(["- 1 -", "x", "- 2 -", "- 3 -", "p. 3", "p. 2", "p. 1", "n 1", "n 2"]) == ["- {number} -"]


def test_a_title_that_stands_more_than_once_hinders_articles_and_is_said() -> None:
    page = "<p>Lamps</p><p>Oil</p><h1>Lamps</h1><p>Text.</p><h1>Oil</h1><p>Text.</p><h1>Hats</h1><p>Text.</p>"
    proposal = propose(read_html(page.encode()), "x.html", [])
    assert proposal.articles == ()
    assert proposal.notes == ("no articles are proposed, since the line `Oil` stands more than once",)
    assert proposal.headings == ("Oil", "Hats")


def test_signed_headings_are_articles_with_their_authors_lines() -> None:
    page = "<h1>Paper</h1><h2>Lamps</h2><p>By A. Vell</p><p>Text.</p><h3>More</h3><h2>Oil</h2><p>By B. Tarn</p><p>Text.</p>"
    proposal = propose(read_html(page.encode()), "x.html", [])
    assert [(one.id, one.starts, one.byline) for one in proposal.articles] == [("lamps", "Lamps", "By A. Vell"), ("oil", "Oil", "By B. Tarn")]
    assert proposal.headings == ("More",)


def test_a_file_that_says_nothing_of_itself_is_undated_and_called_by_its_name() -> None:
    proposal = propose(read_text(b"no heading, and no date. just words.\n"), "some_file-name.txt", [])
    assert (proposal.title.value, proposal.title.reason) == ("some file name", "the file's name")
    assert (proposal.date.value, proposal.issued, proposal.date_basis) == ("undated", None, "No line of the text is a date, and the file's own data name none.")
    assert (proposal.authors, proposal.authors_reason, proposal.id) == ((), "no author was found", "some-file-name")


def test_a_text_of_long_lines_without_blank_ones_has_a_paragraph_on_each() -> None:
    assert propose(read_text(("A long line. " * 12 + "\n").encode() * 3), "x.txt", []).lines_are_paragraphs
    assert not propose(read_text(("A long line. " * 12 + "\n\n").encode() * 3), "x.txt", []).lines_are_paragraphs


def test_very_many_headings_are_no_proposal() -> None:
    proposal = propose(read_html(("<h2>Head</h2><p>Text.</p>" * 1_100).encode()), "x.html", [])
    assert (proposal.headings, proposal.articles) == ((), ())
    assert proposal.notes == ("no headings are proposed, since 1099 lines look like some",)
