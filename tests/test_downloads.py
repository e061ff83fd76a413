"""What `course build --downloads` adds: the EPUB, the PDF, and the links to them. Opened and read as a reader's program would."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from generator.downloads import PDF_STYLES, Download
from generator.downloads.epub import epub
from generator.downloads.pdf import pdf
from generator.downloads.volume import Imprint, PageError, Volume, open_volume
from generator.downloads.xhtml import as_html, as_xhtml, parse
from generator.spec.toc import Line
from tests.sample_course import copy_sample, relock, run_course, run_python, tree

pytestmark = pytest.mark.seconds(30)

DC, OPF, XHTML, OPS = (
    "{http://purl.org/dc/elements/1.1/}", "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}",
)  # fmt: skip
EXCERPT = "Its hands stand at eleven minutes past four, and there they have stayed."
FEEDBACK = ("The report says so in its second sentence, in words.", "Twice, and in writing, he says.")
CONTENTS = [
    ("The clock of Kesterhaven", "book/index", []),
    ("The clock", "book/units/clock", [("A clock stops", "book/chapters/stopped-clock", []), ("The ringer", "book/chapters/ringer", [])]),
    ("The town", "book/units/town", [("Who asked, and when", "book/chapters/asking", [])]),
    ("Sources", None, [
        ("The Clock Is Silent", "book/sources/courier-1887", []),
        ("No Hands at the Helm", "book/sources/tidings-1887", []),
        ("The Harbour Gazette", "book/sources/gazette-1890", [
            ("How the Tower Came to Stand", "book/sources/gazette-1890/tower", []),
            ("The Bell of the Low Town", "book/sources/gazette-1890/bell", []),
        ]),
        ("To All Who Pay Harbour Dues", "book/sources/handbill-1887", []),
        ("A timeline of the clock", "book/timeline", []),
        ("Glossary", "book/glossary", []),
    ]),
    ("Your learning", None, [("Answer key", "book/answer-key", [])]),
]  # fmt: skip
"""The sample's contents: words, page, what stands below. Its pages of search, progress and review are for the web."""
Contents = list[tuple[str, str | None, Any]]
IMPRINT = Imprint(
    title="A book of two pages", language="en", author="", publisher="", rights="", identifier="urn:uuid:two", proved=(),
    modified="1980-01-01T00:00:00Z",
)  # fmt: skip


def build(root: Path, *arguments: str) -> dict[str, Any]:
    done = run_course(root, "build", "--json", *arguments, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    summary: dict[str, Any] = json.loads(done.stdout)
    return summary


@pytest.fixture(scope="module")
def course(downloaded_sample: Path) -> Path:
    """The sample, built with its downloads. Tests read it or copy it."""
    return downloaded_sample


def book(root: Path) -> Path:
    return root / "_build" / "html"


@pytest.fixture(scope="module")
def packed(course: Path) -> dict[str, bytes]:
    """The EPUB's members in their order."""
    with zipfile.ZipFile(book(course) / "downloads" / "kesterhaven.epub") as file:
        return {info.filename: file.read(info) for info in file.infolist()}


@pytest.fixture(scope="module")
def printed(course: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(book(course) / "downloads" / "kesterhaven.pdf") as file:
        yield file


@pytest.fixture(scope="module")
def words(course: Path) -> list[str]:
    """The text of each page of the PDF, without line breaks."""
    file = pypdfium2.PdfDocument(book(course) / "downloads" / "kesterhaven.pdf")
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in file]
    file.close()
    return texts


# -- EPUB -------------------------------------------------------------------------------------------------------------


def test_the_epub_holds_the_pages_of_the_book_but_those_that_work_on_the_web_only(packed: dict[str, bytes]) -> None:
    assert list(packed) == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/package.opf",
        "EPUB/cover.xhtml",
        "EPUB/imprint.xhtml",
        "EPUB/nav.xhtml",
        *(f"EPUB/{page}.xhtml" for page in pages(CONTENTS)),
        "EPUB/cover.png",
        "EPUB/epub.css",
    ]


def pages(contents: Contents) -> list[str]:
    """The pages of a contents in their order."""
    found: list[str] = []
    for _, page, below in contents:
        found += [*([page] if page else []), *pages(below)]
    return found


def test_the_epubs_first_bytes_tell_what_it_is(course: Path) -> None:
    """As the standard wants it: the first member is stored, unextended, and says the type at byte 38."""
    content = (book(course) / "downloads" / "kesterhaven.epub").read_bytes()
    assert content[:4] + content[30:58] == b"PK\x03\x04mimetypeapplication/epub+zip"


def test_the_epubs_metadata(packed: dict[str, bytes]) -> None:
    package = ET.fromstring(packed["EPUB/package.opf"])
    metadata = package.find(f"{OPF}metadata")
    assert metadata is not None
    assert [(one.tag.removeprefix(DC), one.text) for one in metadata if one.tag.startswith(DC)] == [
        ("identifier", "urn:uuid:3bafb42b-06f4-51aa-998f-6774604c3165"),
        ("title", "The clock of Kesterhaven"),
        ("language", "en"),
    ]
    assert {one.get("property"): one.text for one in metadata if one.get("property") in {"dcterms:modified", "schema:accessMode"}} == {
        "dcterms:modified": "1980-01-01T00:00:00Z", "schema:accessMode": "textual",
    }  # fmt: skip


def test_the_epubs_manifest_names_every_member_once_and_the_spine_reads_them_in_order(packed: dict[str, bytes]) -> None:
    package = ET.fromstring(packed["EPUB/package.opf"])
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    assert [f"EPUB/{href}" for href in items.values()] == list(packed)[3:]
    read = [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    assert read == ["cover.xhtml", "imprint.xhtml", "nav.xhtml", *(f"{page}.xhtml" for page in pages(CONTENTS))]
    assert [item.get("href") for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image"] == ["cover.png"]


def test_the_epubs_contents_are_the_books(packed: dict[str, bytes]) -> None:
    """Parts with their pages; below a document stand its articles; a part that opens with its own page is that page."""
    nav = ET.fromstring(packed["EPUB/nav.xhtml"])
    toc, landmarks = nav.iter(f"{XHTML}nav")
    assert (toc.get(f"{OPS}type"), landmarks.get(f"{OPS}type")) == ("toc", "landmarks")
    listed = toc.find(f"{XHTML}ol")
    assert listed is not None
    assert entries(listed) == CONTENTS


def entries(listed: ET.Element) -> Contents:
    """A list as it stands in CONTENTS."""
    found: Contents = []
    for item in listed:
        head, *rest = item
        href = head.get("href")
        found.append((head.text or "", href.removesuffix(".xhtml") if href else None, entries(rest[0]) if rest else []))
    return found


def test_no_page_of_the_epub_has_a_script_a_form_or_a_control(packed: dict[str, bytes]) -> None:
    used = {node.tag.removeprefix(XHTML) for name, page in packed.items() if name.endswith(".xhtml") for node in ET.fromstring(page).iter()}
    assert used & {"script", "form", "fieldset", "input", "select", "button", "label", "template"} == set()


def test_every_link_of_the_epub_leads_to_a_member_and_every_anchor_to_an_id(packed: dict[str, bytes]) -> None:
    read = {name: ET.fromstring(page) for name, page in packed.items() if name.endswith(".xhtml")}
    ids = {f"{name}#{node.get('id')}" for name, page in read.items() for node in page.iter() if node.get("id")}
    dead = []
    for name, page in read.items():
        for link in page.iter(f"{XHTML}a"):
            path, _, anchor = link.attrib["href"].partition("#")
            target = (Path("/") / name).parent.joinpath(path).resolve().relative_to("/").as_posix() if path else name
            if target not in read or (anchor and f"{target}#{anchor}" not in ids):
                dead.append((name, link.attrib["href"]))
    assert dead == []


def test_a_lesson_in_the_epub_asks_and_only_the_answer_key_answers(packed: dict[str, bytes]) -> None:
    lesson, key = (text_of(packed[f"EPUB/book/{name}.xhtml"]) for name in ("chapters/stopped-clock", "answer-key"))
    for feedback in FEEDBACK:
        assert (feedback in lesson, feedback in key) == (False, True)


def text_of(page: bytes) -> str:
    return " ".join("".join(ET.fromstring(page).itertext()).split())


def test_the_cover_is_a_picture_of_the_pdfs_first_page(packed: dict[str, bytes], printed: pikepdf.Pdf) -> None:
    with Image.open(io.BytesIO(packed["EPUB/cover.png"])) as picture:
        width, height = picture.size
    left, bottom, right, top = (float(edge) for edge in printed.pages[0].mediabox)
    assert height == 2048
    assert width == pytest.approx(2048 * (right - left) / (top - bottom), abs=1)


# -- PDF --------------------------------------------------------------------------------------------------------------


def test_the_pdf_says_its_title_and_language_and_no_date(printed: pikepdf.Pdf) -> None:
    assert {str(name): str(value) for name, value in printed.docinfo.items() if name != "/Producer"} == {"/Title": "The clock of Kesterhaven"}
    assert str(printed.Root.Lang) == "en"
    with printed.open_metadata() as metadata:
        assert metadata.get("{http://www.aiim.org/pdfua/ns/id/}part") == "1"
    assert bool(printed.Root.MarkInfo.Marked) is True


def test_the_pdfs_outline_is_the_contents_of_the_book_and_below_lessons_their_sections(printed: pikepdf.Pdf) -> None:
    def shown(items: list[pikepdf.OutlineItem]) -> list[Any]:
        return [(item.title, [] if item.title in LESSONS else shown(item.children)) for item in items]

    with printed.open_outline() as outline:
        found = shown(outline.root)
        below = [item.title for item in outline.root[2].children[0].children]
    assert found == [("Contents", []), *titles(CONTENTS)]
    assert below == ["Reading the sources", "Questions to think about", "Quiz", "What this lesson can’t tell you"]


def titles(contents: Contents) -> list[Any]:
    return [(title, titles(below)) for title, _, below in contents]


LESSONS = {"A clock stops", "The ringer", "Who asked, and when"}


def test_every_link_in_the_pdf_has_a_target(printed: pikepdf.Pdf) -> None:
    names = {str(name) for name in pikepdf.NameTree(printed.Root.Names.Dests)}
    links = [link for page in printed.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
    targets = [str(link.Dest if "/Dest" in link else link.A.D) for link in links if "/A" not in link or link.A.S != "/URI"]
    assert len(targets) > 100
    assert [target for target in targets if target not in names] == []


def test_the_pdf_embeds_all_fonts_the_books_own_among_them(printed: pikepdf.Pdf) -> None:
    fonts = [font for page in printed.pages for font in page.Resources.get("/Font", {}).values()]
    descriptors = [inner.FontDescriptor for font in fonts for inner in font.DescendantFonts]
    assert [one for one in descriptors if "/FontFile2" not in one and "/FontFile3" not in one] == []
    # After the tag that every subset bears. What stands in another script is set in what the system has.
    assert {str(one.FontName).partition("+")[2].rstrip(",") for one in descriptors} >= {
        "Source-Serif-4", "Source-Serif-4-Semi-Bold", "Source-Serif-4-Italic",
    }  # fmt: skip


def test_the_contents_give_the_pages_on_which_the_chapters_begin(words: list[str], printed: pikepdf.Pdf) -> None:
    at: dict[Any, int] = {page.objgen: number for number, page in enumerate(printed.pages, 1)}
    contents = next(text for text in words if text.startswith("Contents"))
    dests = pikepdf.NameTree(printed.Root.Names.Dests)
    for title, page in (("A clock stops", "book/chapters/stopped-clock"), ("The ringer", "book/chapters/ringer"), ("Answer key", "book/answer-key")):
        number = at[dests[page][0].objgen]
        assert f"{title} {number}" in contents.replace(" .", "").replace(".", "")
        assert title in words[number - 1]


def test_pages_bear_unit_lesson_and_folio_and_a_lessons_first_page_no_second_title(words: list[str]) -> None:
    """What stands in the margins is read last."""
    number, first, second = next((n, text, words[n]) for n, text in enumerate(words, 1) if EXCERPT in text)
    assert first.startswith("1 A clock stops When did the clock stop")
    assert first.endswith(f" The clock {number}")
    assert second.endswith(f" The clock A clock stops {number + 1}")


def test_the_pdf_is_set_for_a4_and_on_demand_for_letter(printed: pikepdf.Pdf, tmp_path: Path) -> None:
    assert [round(float(edge)) for edge in printed.pages[0].mediabox] == [0, 0, 595, 842]
    made = pdf(two_pages(tmp_path), PDF_STYLES, "letter")
    with pikepdf.open(io.BytesIO(made)) as other:
        assert [round(float(edge)) for edge in other.pages[0].mediabox] == [0, 0, 612, 792]


# -- the book ---------------------------------------------------------------------------------------------------------


def test_the_book_offers_both_on_every_page_and_without_the_flag_neither(course: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(course, root)
    files = tree(book(root) / "downloads")
    labels = [Download(kind, name, files[name]).label for kind, name in (("EPUB", "kesterhaven.epub"), ("PDF", "kesterhaven.pdf"))]
    for page, up in (("index", "../"), ("chapters/ringer", "../../")):
        shown = (book(root) / "book" / f"{page}.html").read_text(encoding="utf-8")
        for label, name in zip(labels, files, strict=True):
            assert f'<a href="{up}downloads/{name}">{label}</a>' in shown
    build(root)
    assert not any(name.startswith("downloads/") for name in tree(book(root)))
    assert "downloads/" not in (book(root) / "book" / "index.html").read_text(encoding="utf-8")


def test_a_second_build_writes_no_file_and_one_from_scratch_gives_the_same_bytes(course: Path, tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)
    build(root, "--downloads")
    assert tree(book(root)) == tree(book(course))
    assert build(root, "--downloads")["written"] == 0


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            "raise ModuleNotFoundError(\"No module named 'weasyprint'\", name='weasyprint')",
            "course: downloads need the Python package `weasyprint`, which is not installed; install the extra: pip install 'course-compiler[downloads]'\n",
        ),
        (
            "raise OSError('cannot load library')",
            "course: downloads need Pango, which this system doesn't have; install it, on Debian and Ubuntu by: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n",
        ),
    ],
)
def test_without_the_engine_the_command_says_what_to_install_and_builds_nothing(tmp_path: Path, fault: str, message: str) -> None:
    root = copy_sample(tmp_path)
    (root / "weasyprint.py").write_text(fault, encoding="utf-8")  # found first, since Python looks here
    before = tree(root)
    done = run_python(root, "-m", "generator", "build", "--downloads", corpus=root / "documents")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert tree(root, without=("__pycache__",)) == before


@pytest.mark.parametrize(
    ("size", "label"), [(949, "EPUB, 0.95 kB"), (118_793, "EPUB, 120 kB"), (999_999, "EPUB, 1000 kB"), (1_058_011, "EPUB, 1.1 MB")]
)
def test_a_label_gives_the_size_to_two_figures(size: int, label: str) -> None:
    assert Download("EPUB", "a.epub", bytes(size)).label == label


# -- pages ------------------------------------------------------------------------------------------------------------


def drawn(folder: Path, name: str, body: str, classes: str = "") -> None:
    path = folder / f"{name}.xhtml"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>-</title></head><body class="{classes}">'
    path.write_text(f"<!DOCTYPE html>{head}{body}</body></html>", encoding="utf-8")


def two_pages(folder: Path, more: str = "") -> Volume:
    drawn(folder, "book/one", f'<h1>One</h1><p id="here">See <a href="sub/two.xhtml#here" class="x">two</a>.</p>{more}')
    drawn(folder, "book/sub/two", '<h1>Two</h1><p id="here"><a href="../one.xhtml">Back</a>, <a href="#here">here</a></p>')
    return open_volume(folder, [Line("", "book/one", 0), Line("A part", "", 0), Line("", "book/sub/two", 0)], IMPRINT)


def test_links_to_pages_that_are_left_out_keep_their_words(tmp_path: Path) -> None:
    drawn(tmp_path, "book/web", "<h1>Web</h1>", "web-only")
    volume = two_pages(tmp_path, '<p><a href="web.xhtml" title="t">On the web</a> <a href="https://a.example/">out</a></p>')
    assert [page.name for page in volume.pages] == ["book/one", "book/sub/two"]
    assert as_html(volume.pages[0].body).endswith('<p><span>On the web</span> <a href="https://a.example/">out</a></p></body>\n')


def test_scripts_are_left_out(tmp_path: Path) -> None:
    volume = two_pages(tmp_path, "<script>alert(1)</script>")
    assert "alert" not in as_html(volume.pages[0].body)


def test_a_page_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"^the page `book/one` is not well-formed, so it can't be bound: mismatched tag: line 1, column \d+$"):
        two_pages(tmp_path, "<p>")


def test_pages_with_equal_ids_keep_their_own_links_in_the_pdf(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf(two_pages(tmp_path), PDF_STYLES, "a4"))) as made:
        targets = {str(link.Dest if "/Dest" in link else link.A.D) for page in made.pages for link in page.get("/Annots", [])}
        assert targets == {"book/one", "book/sub/two", "book/sub/two:here"}
        assert targets <= {str(name) for name in pikepdf.NameTree(made.Root.Names.Dests)}


@pytest.mark.parametrize(
    ("more", "said"), [('<a href="#nowhere">x</a>', "nowhere"), ('<img src="none.png" alt="none"/>', "none.png")]
)
def test_a_link_or_a_picture_that_leads_nowhere_is_an_error(tmp_path: Path, more: str, said: str) -> None:
    volume = two_pages(tmp_path, more)
    with pytest.raises(PageError, match=rf"^the PDF isn't whole: .*{said}"):
        pdf(volume, PDF_STYLES, "a4")


def test_the_edition_is_that_of_the_words(tmp_path: Path) -> None:
    first, second, other = (two_pages(tmp_path, more).edition for more in ("", "", "<p>More.</p>"))
    assert first == second != other
    assert len(first) == 12


def test_a_page_with_a_drawing_is_declared_as_such_and_keeps_it(tmp_path: Path) -> None:
    volume = two_pages(tmp_path, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>')
    with zipfile.ZipFile(io.BytesIO(epub(volume, b"", ""))) as file:
        package = ET.fromstring(file.read("EPUB/package.opf"))
        page = ET.fromstring(file.read("EPUB/book/one.xhtml"))
    assert [item.get("href") for item in package.iter(f"{OPF}item") if item.get("properties") == "svg"] == ["book/one.xhtml"]
    assert [node.tag for node in page.iter() if "svg" in node.tag] == ["{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/2000/svg}path"]


def test_what_is_read_is_written_as_it_was() -> None:
    page = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><p epub:type="a">x<br/><b></b></p></body></html>'
    assert ET.canonicalize(as_xhtml(parse(page)).split("\n", 2)[2]) == ET.canonicalize(page)
    assert as_html(parse(page)) == '<!DOCTYPE html>\n<html><body><p epub:type="a">x<br><b></b></p></body></html>\n'
