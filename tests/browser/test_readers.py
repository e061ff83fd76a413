"""What readers of metadata on node make of a book: Wikimedia's html-metadata, and schema.org's types as schema-dts has them."""

import json
import re
import subprocess

import pytest

from generator.bibliography.work import work
from generator.diagnostics.model import Problems
from generator.spec.course import load_course
from tests.browser.conftest import ROOT

READ = """
const cheerio = require("cheerio"), { parseAll } = require("html-metadata"), { readFileSync } = require("fs");
const names = JSON.parse(readFileSync(0, "utf-8"));
Promise.all(names.map(name => parseAll(cheerio.load(readFileSync(name, "utf-8"))))).then(found => console.log(JSON.stringify(found)));
"""
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def read(folder):
    """What html-metadata finds in every page below `book/`, by the page's name there."""
    pages = {page.relative_to(folder / "book").as_posix(): str(page) for page in sorted((folder / "book").rglob("*.html"))}
    done = subprocess.run(["node", "-e", READ], cwd=ROOT, input=json.dumps(list(pages.values())), capture_output=True, text=True, check=True)
    return dict(zip(pages, json.loads(done.stdout), strict=True))


def types(folder, nodes):
    """What the type checker says to JSON-LD, each by its own type."""
    kinds = sorted({node["@type"] for node in nodes})
    lines = [f"const x{n}: WithContext<{node['@type']}> = {json.dumps(node)};" for n, node in enumerate(nodes)]
    (folder / "pages.ts").write_text(
        "\n".join([f'import type {{ WithContext, {", ".join(kinds)} }} from "schema-dts";', *lines, "export {};"]), "utf-8"
    )
    settings = {
        "compilerOptions": {
            "strict": True, "noEmit": True, "types": [], "module": "esnext", "moduleResolution": "bundler", "skipLibCheck": True,
            "paths": {"schema-dts": [str(ROOT / "node_modules/schema-dts")]},
        },
        "files": ["pages.ts"],
    }  # fmt: skip
    (folder / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    return subprocess.run(
        ["npx", "--no-install", "tsc", "-p", folder / "tsconfig.json"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout


@pytest.fixture(scope="module")
def found(book):
    return read(book)


def test_every_page_is_described_in_every_form(found):
    assert len(found) > 20
    for name, page in found.items():
        assert 20 < len(page["general"]["description"]) <= 200, name
        assert page["openGraph"]["description"] == page["general"]["description"], name
        assert page["openGraph"]["type"] == ("book" if name == "index.html" else "article")
        assert page["jsonLd"]["@context"] == "https://schema.org"


def test_every_source_is_found_on_its_page_and_every_lesson_is_a_chapter(found):
    course = load_course(ROOT, Problems())
    title = found["index.html"]["dublinCore"]["title"]
    for source in course.records():
        cited, page = work(course, source), found[f"sources/{source}.html"]
        authors = [f"{name.family}, {name.given}" if name.given else name.whole for name in cited.authors]
        wanted = {"title": cited.title, "publisher": cited.publisher, "author": authors[0] if len(authors) == 1 else authors or None}
        assert {name: page["highwirePress"].get(name) for name in wanted} == wanted, source
        assert page["dublinCore"]["title"] == cited.title
        assert page["dublinCore"]["date"] == page["highwirePress"]["publication_date"]
    for lesson in course.lessons:
        page = found[f"chapters/{lesson.value.id}.html"]["highwirePress"]
        assert page == {"title": lesson.value.title, "inbook_title": title, "language": "en"}


def test_a_source_of_the_sample_is_read_whole(small):
    page = read(small.html)["sources/gazette-1890/tower.html"]
    assert page["highwirePress"] == {
        "title": "How the Tower Came to Stand", "author": "Fenwick, Ida", "publication_date": "1890",
        "journal_title": "The Harbour Gazette", "issue": "3", "publisher": "The Town Museum of Kesterhaven",
    }  # fmt: skip


def test_the_json_ld_of_every_page_keeps_to_schema_org(book, tmp_path):
    pages = sorted((book / "book").rglob("*.html"))
    nodes = [json.loads(JSON_LD.search(page.read_text("utf-8"))[1]) for page in pages]
    assert {"Course", "LearningResource", "DefinedTermSet", "Article", "WebPage"} <= {node["@type"] for node in nodes}
    assert types(tmp_path, nodes) == ""


def test_the_type_checker_refuses_what_schema_org_does_not_know(tmp_path):
    wrong = {"@context": "https://schema.org", "@type": "Quotation", "text": "Nine strokes", "isBasedOn": {"@type": "Article", "titel": "X"}}
    assert "titel" in types(tmp_path, [wrong])
