"""What other programs read of a book: pages' metadata, the sitemap, and what a browser needs to keep the book."""

import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

import extruct
import lxml.html
import pytest
from lxml import etree

from generator.bibliography.dates import parts
from generator.bibliography.work import Issued
from generator.metadata import open_graph, sitemap, tags
from generator.metadata.dates import iso_date
from generator.metadata.page import Kind, Page, shortened
from generator.schema.files import schema_files
from generator.sphinx_ext.metadata import DUBLIN_CORE
from generator.sphinx_ext.offline import LARGEST_DOWNLOAD, kept_files, page_colour, write_edition
from tests.sample_course import copy_sample, edit, relock, run_python, tree

BASE = "https://books.example/kesterhaven/"
BOOK = "The clock of Kesterhaven"
HOSTILE = '</script><script>alert("1")</script> & <!-- \'q\' \u202eright to left\u202c'
"""A text that would end an element or an attribute, if it could."""
XSD = etree.XMLSchema(
    etree.XML(
        f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{sitemap.NAMESPACE}"
                elementFormDefault="qualified" xmlns="{sitemap.NAMESPACE}">
      <xs:element name="urlset"><xs:complexType><xs:sequence>
        <xs:element name="url" maxOccurs="50000"><xs:complexType><xs:all>
          <xs:element name="loc"><xs:simpleType><xs:restriction base="xs:anyURI">
            <xs:minLength value="12"/><xs:maxLength value="2048"/></xs:restriction></xs:simpleType></xs:element>
          <xs:element name="lastmod" type="xs:dateTime" minOccurs="0"/>
        </xs:all></xs:complexType></xs:element>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>"""
    )
)
"""The rules of sitemaps.org 0.9 for what a sitemap here may hold."""


def build(root: Path, out: str, *settings: str) -> Path:
    """The course's book as a website."""
    arguments = [part for setting in settings for part in ("-D", setting)]
    done = run_python(root, "-m", "sphinx", "-nWq", "-d", "_build/doctrees", *arguments, ".", f"_build/{out}", corpus=root / "documents")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return root / "_build" / out


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with a lesson whose texts are hostile."""
    root = copy_sample(tmp_path_factory.mktemp("course"))
    edit(root / "lessons" / "asking.yml", "title: Who asked, and when", f"title: {json.dumps(HOSTILE)}")
    edit(root / "lessons" / "asking.yml", "question: What did the town ask of the Board?", f"question: {json.dumps(HOSTILE)}")
    relock(root)
    return root


@pytest.fixture(scope="module")
def nowhere(course: Path) -> Path:
    """The book as it is built where nobody has said where it will stand."""
    return build(course, "nowhere")


@pytest.fixture(scope="module")
def somewhere(course: Path, nowhere: Path) -> Path:
    """The book as it is built for an address. After the other one: both read their pages into one place."""
    del nowhere
    return build(course, "somewhere", f"html_baseurl={BASE}")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of a sample that has an icon of its own, and on its home page a description."""
    root = copy_sample(tmp_path_factory.mktemp("own"))
    relock(root)
    home = root / "book" / "index.md"
    home.write_text(f"---\nmyst:\n  html_meta:\n    description: Four texts & a clock.\n---\n{home.read_text('utf-8')}", "utf-8")
    (root / "book" / "bell.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>', "utf-8")
    edit(root / "_config.yml", "  use_multitoc_numbering: false\n", "  use_multitoc_numbering: false\n  favicon: book/bell.svg\n")
    return build(root, "html")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def json_ld(page: Path) -> dict[str, Any]:
    """The page's JSON-LD as extruct reads it."""
    (found,) = extruct.extract(read(page), syntaxes=["json-ld"])["json-ld"]
    assert isinstance(found, dict)
    return found


def metas(page: Path, start: str) -> list[tuple[str, str]]:
    """The page's meta elements whose names begin so, in their order, as a parser of HTML reads them."""
    found = lxml.html.fromstring(read(page)).iterfind("head/meta")
    named = [(str(one.get("name") or one.get("property")), str(one.get("content"))) for one in found]
    return [(name, content) for name, content in named if name.startswith(start)]


# -- schema.org -------------------------------------------------------------------------------------------------------

IDA = [{"@type": "Person", "name": "Ida Fenwick", "givenName": "Ida", "familyName": "Fenwick"}]
TOWER = {
    "@type": "Article",
    "name": "How the Tower Came to Stand",
    "author": IDA,
    "datePublished": "1890",
    "publisher": {"@type": "Organization", "name": "The Town Museum of Kesterhaven"},
    "isPartOf": {"@type": "PublicationIssue", "issueNumber": "3", "isPartOf": {"@type": "Periodical", "name": "The Harbour Gazette"}},
}


def part(kind: str, address: str, name: str, **more: Any) -> dict[str, Any]:
    """What stands on another page, or under an anchor."""
    return {"@type": kind, "@id": address, "url": address, "name": name, **more}


def test_a_lesson_is_a_learning_resource_of_quotations_and_a_quiz(nowhere: Path) -> None:
    found = json_ld(nowhere / "book/chapters/ringer.html")
    promises, receipt, quiz = found.pop("hasPart")
    assert found == {
        "@context": "https://schema.org",
        **part("LearningResource", "ringer.html", "The ringer"),
        "description": "Who kept the time of the town when the clock did not?",
        "inLanguage": "en",
        "learningResourceType": "Lesson",
        "teaches": ["Follow one sum of money through a text and its notes"],
        "isPartOf": part("LearningResource", "../units/clock.html", "The clock", isPartOf=part("Course", "../index.html", BOOK)),
    }
    assert promises == part(
        "Quotation",
        "ringer.html#ringer-promises",
        "How the tower was paid for",
        text="The foundation alone took two summers, because the quay stands on mud, and it swallowed 1,100 piles of larch before it "
        "would bear a wall. The works of the clock were ordered from Tolland and Sons, who asked $4,100, since they traded in dollars "
        "in those years (the crown had lost a third of its worth), and were paid in two parts.",
        creator=IDA,
        isBasedOn={"@id": "../sources/gazette-1890/tower.html#source-gazette-1890-tower", **TOWER},
    )
    assert (receipt["text"][:29], receipt["creator"][0]["name"]) == ("She rang for two years [sic],", "Tomas Quill")
    questions = quiz.pop("hasPart")
    assert quiz == part("Quiz", "ringer.html#quiz-ringer-quiz", "Quiz: the ringer")
    assert len(questions) == 5
    assert questions[0] == {
        "@type": "Question",
        "eduQuestionType": "Multiple choice",
        "text": "How much did the Board pay the ringer, according to Tomas Quill?",
        "suggestedAnswer": [{"@type": "Answer", "text": "$12"}, {"@type": "Answer", "text": "Nothing"}],
    }


def test_no_page_says_which_answer_is_right_and_of_a_graded_quiz_only_the_name_is_given(nowhere: Path) -> None:
    pages = [json.dumps(json_ld(page)) for page in (nowhere / "book").rglob("*.html")]
    assert [text for text in pages if "acceptedAnswer" in text or "correct" in text.casefold()] == []
    graded = json_ld(nowhere / "book/chapters/asking.html")["hasPart"][-1]
    assert graded == part("Quiz", "asking.html#quiz-asking-quiz", "Test: who asked")
    practice = json_ld(nowhere / "book/chapters/stopped-clock.html")["hasPart"][-1]["hasPart"]
    kinds = {question["eduQuestionType"]: "suggestedAnswer" in question for question in practice}
    assert kinds == {
        "Multiple choice": True, "Checkbox": True, "True or false": True, "Ordering": False, "Matching": False, "Highlighting": False,
    }  # fmt: skip


def test_a_source_s_page_describes_the_source_and_is_the_page_about_it(nowhere: Path) -> None:
    about = "Ida Fenwick, “How the Tower Came to Stand”, in The Harbour Gazette, no. 3, 1890. Essay."
    assert json_ld(nowhere / "book/sources/gazette-1890/tower.html") == {
        "@context": "https://schema.org",
        "@id": "tower.html#source-gazette-1890-tower",
        **TOWER,
        "description": about,
        "genre": "essay",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "tower.html"},
    }
    unsigned = json_ld(nowhere / "book/sources/tidings-1887.html")
    assert {name: unsigned.get(name) for name in ("@type", "author", "publisher", "datePublished", "isPartOf")} == {
        "@type": "Article", "author": None, "publisher": None, "datePublished": "1887-03-04",
        "isPartOf": {"@type": "Newspaper", "name": "Evening Tidings"},
    }  # fmt: skip


def test_the_home_page_is_the_course_of_its_units_and_a_unit_has_its_lessons_in_order(nowhere: Path) -> None:
    home = json_ld(nowhere / "book/index.html")
    assert home == {
        "@context": "https://schema.org",
        **part("Course", "index.html", BOOK),
        "description": "The town, its papers and its yearbook are invented. When the clock of the harbour tower stopped, four texts told "
        "of it, and no two of them agree.",
        "inLanguage": "en",
        "hasPart": [
            part("LearningResource", "units/clock.html", "The clock"), part("LearningResource", "units/town.html", "The town"),
        ],
    }  # fmt: skip
    unit = json_ld(nowhere / "book/units/clock.html")
    assert (unit["isPartOf"], unit["hasPart"]) == (
        part("Course", "../index.html", BOOK),
        [
            part("LearningResource", "../chapters/stopped-clock.html", "A clock stops"),
            part("LearningResource", "../chapters/ringer.html", "The ringer"),
        ],
    )


def test_the_glossary_is_a_set_of_defined_terms_under_their_anchors(nowhere: Path) -> None:
    found = json_ld(nowhere / "book/glossary.html")
    assert (found["@type"], [term["@id"] for term in found["hasDefinedTerm"]]) == (
        "DefinedTermSet", ["glossary.html#term-tower", "glossary.html#term-Harbour-Board", "glossary.html#term-lighter"],
    )  # fmt: skip
    assert found["hasDefinedTerm"][0] == {
        "@type": "DefinedTerm",
        "@id": "glossary.html#term-tower",
        "name": "tower",
        "alternateName": ["harbour tower", "clock tower"],
        "description": "The tower on the quay of Kesterhaven, built after 1852, with a light, a bell and a clock.",
    }


def test_every_address_within_the_book_leads_to_a_page_and_an_anchor_that_are_there(nowhere: Path) -> None:
    followed = 0
    for page in (nowhere / "book").rglob("*.html"):
        for address in set(re.findall(r'"@id": "([^"]+)"', json.dumps(json_ld(page)))):
            target, _, anchor = address.partition("#")
            text = read((page.parent / target).resolve())
            assert not anchor or f'id="{anchor}"' in text, (page, address)
            followed += 1
    assert followed > 50


# -- references -------------------------------------------------------------------------------------------------------


def test_reference_managers_find_the_source_on_its_page(nowhere: Path) -> None:
    tower = nowhere / "book/sources/gazette-1890/tower.html"
    assert metas(tower, "citation_") == [
        ("citation_title", "How the Tower Came to Stand"),
        ("citation_author", "Fenwick, Ida"),
        ("citation_publication_date", "1890"),
        ("citation_journal_title", "The Harbour Gazette"),
        ("citation_issue", "3"),
        ("citation_publisher", "The Town Museum of Kesterhaven"),
    ]
    assert metas(tower, "DC.") == [
        ("DC.title", "How the Tower Came to Stand"),
        ("DC.creator", "Fenwick, Ida"),
        ("DC.date", "1890"),
        ("DC.publisher", "The Town Museum of Kesterhaven"),
        ("DC.type", "Text"),
    ]
    assert metas(tower, "z:") == [("z:itemType", "journalArticle")]


def test_a_newspaper_is_named_so_that_its_article_is_not_taken_for_one_of_a_journal(nowhere: Path) -> None:
    tidings = nowhere / "book/sources/tidings-1887.html"
    assert [*metas(tidings, "citation_"), *metas(tidings, "prism."), *metas(tidings, "z:")] == [
        ("citation_title", "No Hands at the Helm"),
        ("citation_publication_date", "1887-03-04"),
        ("prism.publicationName", "Evening Tidings"),
        ("z:itemType", "newspaperArticle"),
    ]


def test_a_source_is_not_said_to_be_published_by_the_book_that_quotes_it(nowhere: Path) -> None:
    pages = {page.relative_to(nowhere / "book").as_posix(): metas(page, "og:site_name") for page in (nowhere / "book").rglob("*.html")}
    assert {name for name, found in pages.items() if not found} == {name for name in pages if name.startswith("sources/")}


def test_dates_that_no_program_can_read_are_given_as_printed_and_an_interval_as_what_its_ends_share() -> None:
    assert iso_date(Issued((), "March 1887", inferred=False)) == ""
    written = ("1985", "1985-12", "1985-12-24", "2003-10-21/2003-10-24", "2003-10/2003-11", "2003/2004", "2003-10-01/2003-10-01")
    assert [iso_date(Issued(parts(one), "", inferred=True)) for one in written] == [
        "1985", "1985-12", "1985-12-24", "2003-10", "2003", "", "2003-10-01",
    ]  # fmt: skip


def test_a_lesson_is_cited_as_a_chapter_of_the_book(somewhere: Path) -> None:
    assert [*metas(somewhere / "book/chapters/ringer.html", "citation_"), *metas(somewhere / "book/chapters/ringer.html", "z:")] == [
        ("citation_title", "The ringer"),
        ("citation_inbook_title", BOOK),
        ("citation_language", "en"),
        ("citation_public_url", f"{BASE}book/chapters/ringer.html"),
        ("z:itemType", "bookSection"),
    ]


def test_extruct_finds_dublin_core_and_open_graph(nowhere: Path) -> None:
    found = extruct.extract(read(nowhere / "book/sources/gazette-1890/tower.html"), syntaxes=["dublincore", "opengraph"])
    (core,), (graph,) = found["dublincore"], found["opengraph"]
    assert core["namespaces"] == {"DC": DUBLIN_CORE}
    assert {f"{DUBLIN_CORE}{name}" for name in ("title", "creator", "date", "publisher", "type")} <= {one["URI"] for one in core["elements"]}
    about = "Ida Fenwick, “How the Tower Came to Stand”, in The Harbour Gazette, no. 3, 1890. Essay."
    assert graph["properties"] == [
        ("og:title", "How the Tower Came to Stand"), ("og:type", "article"), ("og:description", about),
    ]  # fmt: skip


# -- hostile texts ----------------------------------------------------------------------------------------------------


def test_no_text_ends_the_element_or_attribute_that_it_stands_in(nowhere: Path) -> None:
    page = nowhere / "book/chapters/asking.html"
    assert (json_ld(page)["name"], json_ld(page)["description"]) == (HOSTILE, HOSTILE)
    assert metas(page, "og:title") == [("og:title", HOSTILE)]
    assert metas(page, "citation_title") == [("citation_title", HOSTILE)]
    assert metas(page, "description") == [("description", HOSTILE)]
    scripts = lxml.html.fromstring(read(page)).iter("script")
    assert [one.text for one in scripts if "alert" in (one.text or "") and one.get("type") != "application/ld+json"] == []


@pytest.mark.parametrize("text", [HOSTILE, "<!--<script>", "]]>", "\u2028", "مرحبا", '\\"', "a & b &amp; c"])
def test_json_ld_reads_back_as_it_was_and_holds_nothing_that_html_knows(text: str) -> None:
    element = tags.json_ld({"name": text})
    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>\n")
    assert not set("<>&") & set(inside)
    assert json.loads(inside) == {"name": text}


def test_a_value_stands_on_one_line_of_an_attribute() -> None:
    assert tags.meta([("a", 'b\n "c" <d>')], "property") == '<meta property="a" content="b &quot;c&quot; &lt;d&gt;">\n'
    assert html.unescape(tags.link("x", "?a=1&b=2")) == '<link rel="x" href="?a=1&b=2">\n'


# -- descriptions and Open Graph --------------------------------------------------------------------------------------


def test_every_page_with_a_text_has_a_description_and_the_others_ask_not_to_be_found(nowhere: Path) -> None:
    pages = {page.relative_to(nowhere).as_posix(): page for page in nowhere.rglob("*.html")} | {}
    del pages["index.html"]
    described = {name: [len(content) for _, content in metas(page, "description")] for name, page in pages.items() if name.startswith("book/")}
    assert len(described) > 12
    assert [name for name, found in described.items() if len(found) != 1 or not 20 < found[0] <= 200] == []
    assert [name for name, page in pages.items() if bool(metas(page, "robots")) == name.startswith("book/")] == []


def test_a_description_that_the_author_wrote_is_the_only_one(own: Path) -> None:
    page = own / "book/index.html"
    assert (metas(page, "description"), metas(page, "og:description")) == (
        [("description", "Four texts & a clock.")], [("og:description", "Four texts & a clock.")],
    )  # fmt: skip
    assert json_ld(page)["description"] == "Four texts & a clock."


def test_a_text_is_shortened_at_a_sentence_else_at_a_word() -> None:
    assert shortened(" One\n two. ") == "One two."
    assert shortened("One. Two! “Three?” Four five.", 20) == "One. Two! “Three?”"
    assert shortened("Version 1.5 of a long, long text", 20) == "Version 1.5 of a…"
    assert shortened("Unbreakablewords", 8) == "Unbreak…"


def test_open_graph_has_absolute_addresses_or_none() -> None:
    page = Page(
        kind=Kind.HOME, title="T", description="", book="B", language="en", address=lambda kind, name: f"https://b.example/{kind}{name}",
    )  # fmt: skip
    assert open_graph.properties(page, "") == [("og:title", "T"), ("og:type", "book"), ("og:site_name", "B")]
    placed = Page(**{**vars(page), "absolute": True})
    assert open_graph.properties(placed, "https://b.example/i.png")[3:] == [
        ("og:url", "https://b.example/page"), ("og:image", "https://b.example/i.png"), ("og:image:alt", "B"),
    ]  # fmt: skip


# -- the book's address -----------------------------------------------------------------------------------------------


def test_where_the_address_is_known_every_page_has_its_own_and_the_sitemap_lists_it(somewhere: Path) -> None:
    text = (somewhere / "sitemap.xml").read_bytes()
    XSD.assertValid(etree.XML(text))
    listed = [str(one.text) for one in etree.XML(text).iter(f"{{{sitemap.NAMESPACE}}}loc")]
    pages = sorted(f"{BASE}{page.relative_to(somewhere).as_posix()}" for page in (somewhere / "book").rglob("*.html"))
    hidden = {f"{BASE}book/{name}.html" for name in ("answer-key", "review")}
    assert hidden <= set(pages)
    assert listed == [page for page in pages if page not in hidden]
    for address in pages:
        page = somewhere / address.removeprefix(BASE)
        assert metas(page, "og:url") == [("og:url", address)]
        assert lxml.html.fromstring(read(page)).xpath("//link[@rel='canonical']/@href") == [address]
        found = json_ld(page)
        assert found.get("url", found["@id"].partition("#")[0]) == address


def test_the_sitemap_s_own_rules_refuse_what_is_no_sitemap() -> None:
    assert XSD.validate(etree.XML(sitemap.sitemap([f"{BASE}?a=1&b=2", f"{BASE}<"])))
    assert not XSD.validate(etree.XML(sitemap.sitemap(["x"])))
    assert not XSD.validate(etree.XML(f'<urlset xmlns="{sitemap.NAMESPACE}"><url/></urlset>'))


def test_robots_are_told_of_the_sitemap(somewhere: Path) -> None:
    assert read(somewhere / "robots.txt") == f"User-agent: *\nAllow: /\nSitemap: {BASE}sitemap.xml\n"


def test_where_no_address_is_known_nothing_claims_one(nowhere: Path) -> None:
    assert [name for name in ("sitemap.xml", "robots.txt") if (nowhere / name).exists()] == []
    told = [content for page in nowhere.rglob("*.html") for name, content in metas(page, "") if name in {"og:url", "og:image", "citation_public_url"}]
    assert told == []


def test_the_root_leads_home_and_names_the_home_page_as_the_one_to_keep(nowhere: Path, somewhere: Path) -> None:
    for out, canonical in ((nowhere, "book/index.html"), (somewhere, f"{BASE}book/index.html")):
        page = lxml.html.fromstring(read(out / "index.html"))
        assert (page.get("lang"), page.findtext("head/title"), page.xpath("//link[@rel='canonical']/@href")) == ("en", BOOK, [canonical])


# -- the app ----------------------------------------------------------------------------------------------------------


def test_the_manifest_names_the_book_its_home_page_and_pictures_of_every_kind(nowhere: Path) -> None:
    found = json.loads(read(nowhere / "manifest.webmanifest"))
    icons = found.pop("icons")
    assert found == {
        "name": BOOK, "short_name": BOOK, "lang": "en", "start_url": "book/index.html", "scope": "./", "display": "minimal-ui",
        "background_color": "#fbf9f4", "theme_color": "#fbf9f4",
    }  # fmt: skip
    assert [(icon["src"], icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("_static/icon.svg", "any", "any"),
        ("_static/icon-192.png", "192x192", "any"),
        ("_static/icon-512.png", "512x512", "any"),
        ("_static/icon-maskable-512.png", "512x512", "maskable"),
    ]
    assert [icon["src"] for icon in icons if not (nowhere / icon["src"]).is_file()] == []


def test_a_course_s_own_icon_takes_the_place_of_ours(own: Path) -> None:
    assert json.loads(read(own / "manifest.webmanifest"))["icons"] == [
        {"src": "_static/bell.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    ]
    assert "apple-touch-icon" not in read(own / "book/index.html")


def test_every_page_names_the_manifest_and_loads_the_script_that_keeps_the_book(nowhere: Path) -> None:
    for page in nowhere.rglob("*.html"):
        if page == nowhere / "index.html":
            continue
        head = lxml.html.fromstring(read(page)).find("head")
        assert head is not None
        (manifest,) = head.xpath("link[@rel='manifest']/@href")
        assert (page.parent / str(manifest)).resolve() == nowhere / "manifest.webmanifest"
        assert len(re.findall(r'<script defer="defer" src="[^"]*_static/offline\.js', read(page))) == 1, page


def test_the_list_holds_every_file_that_a_page_may_ask_for_with_its_digest(nowhere: Path) -> None:
    found = json.loads(read(nowhere / "edition.json"))
    unread = ("sw.js", "edition.json", "objects.inv", "schemas/", ".buildinfo", ".doctrees")
    files = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in tree(nowhere, without=unread).items()}
    assert found["files"] == files
    assert list(found["files"]) == sorted(files)
    assert {"index.html", "book/index.html", "manifest.webmanifest", "_static/tokens.css", "_static/offline.css"} <= files.keys()
    assert read(nowhere / "sw.js").count(f'const EDITION = "{found["edition"]}";') == 1


def test_the_book_brings_the_schemas_of_its_files(nowhere: Path) -> None:
    assert tree(nowhere / "schemas") == schema_files()


def test_large_downloads_and_what_no_page_loads_are_not_kept(tmp_path: Path) -> None:
    for name, size in {
        "book.epub": LARGEST_DOWNLOAD + 1, "small.pdf": LARGEST_DOWNLOAD, "a/large.html": LARGEST_DOWNLOAD + 1, "sw.js": 1, "objects.inv": 1,
        "edition.json": 1, "_sources/a.md": 1, "schemas/quiz.json": 1, ".buildinfo": 1, "doctrees/a.html": 1,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"a" * size)
    assert list(kept_files(tmp_path, write_edition(tmp_path, tmp_path / "doctrees"))) == ["a/large.html", "small.pdf"]


def test_the_same_course_gives_the_same_edition_and_another_text_another_one(course: Path, nowhere: Path) -> None:
    again = build(course, "again")
    for name in ("sw.js", "edition.json", "manifest.webmanifest"):
        assert (again / name).read_bytes() == (nowhere / name).read_bytes()
    before = read(again / "sw.js")
    home = course / "book" / "index.md"
    text = home.read_text("utf-8")
    home.write_text(text + "\nA last word.\n", "utf-8")
    changed = build(course, "again")
    home.write_text(text, "utf-8")
    assert read(changed / "sw.js") != before
    old, new = (json.loads(read(out / "edition.json"))["files"] for out in (nowhere, changed))
    assert {name for name in old | new if old.get(name) != new.get(name) and not name.startswith("search/")} == {"book/index.html"}


def test_the_colour_of_the_page_is_the_token_s() -> None:
    assert page_colour(":root { --course-page: light-dark(#fbf9f4, #171512); }") == "#fbf9f4"
    with pytest.raises(LookupError):
        page_colour(":root {}")


def test_an_e_book_has_none_of_this(course: Path) -> None:
    done = run_python(
        course, "-m", "sphinx", "-q", "-b", "epub", "-d", "_build/doctrees", ".", "_build/epub", corpus=course / "documents"
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = [read(page) for page in (course / "_build/epub").rglob("*.xhtml")]
    assert len(pages) > 12
    assert [page for page in pages if "ld+json" in page or "citation_" in page or "offline.js" in page or "manifest" in page] == []
    assert [name for name in ("sw.js", "edition.json", "manifest.webmanifest") if (course / "_build/epub" / name).exists()] == []
