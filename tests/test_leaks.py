"""Leaks: every key that is planted is found and called by its name, and what is honest raises no alarm."""

import base64
import bz2
import codecs
import contextlib
import gzip
import hashlib
import io
import json
import lzma
import os
import sqlite3
import tarfile
import urllib.parse
import warnings
import zipfile
import zlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.corpus.lock import write_lock
from generator.fingerprint import fingerprint
from generator.leaks.finding import Finding, Kind, Remade
from generator.leaks.remade import with_other_keys
from generator.leaks.scan import files_below, search, search_bytes, wanted_of
from generator.render.notebook import notebook
from generator.score import keys_of
from generator.spec.quiz import Quiz
from tests.sample_course import copy_sample
from tests.test_notebook import KINDS, kinds, with_another_key

FEEDBACK = "Of 1884 and of 1886 are his letters."
PROOF = "We hear that a new clock would cost 3,000 crowns."
"""Feedback of k-some, and the words that prove as-cost, which stand in no excerpt."""


class Course:
    """The sample with the quiz of every kind, graded, and what must not be known of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.resolved, self.quiz = kinds(root, "mode: graded\n")
        self.wanted = wanted_of(self.resolved)

    @cached_property
    def notebook(self) -> Any:
        """Its notebook, as data to tamper with."""
        return json.loads(notebook(self.resolved, self.quiz))

    def found(self, name: str, content: bytes | str) -> list[Finding]:
        """What a search of one file finds."""
        data = content.encode() if isinstance(content, str) else content
        return list(search_bytes(name, data, self.wanted).findings)

    def item(self, name: str) -> Any:
        return next(item for item in self.quiz.items if item.id == name)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = copy_sample(tmp_path_factory.mktemp("leaks"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        return Course(root)


# -- what is planted -----------------------------------------------------------------------------------------------------


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def png(text: str) -> bytes:
    """A picture with a compressed text chunk, as drawing programs write."""
    data = b"Comment\0\0" + zlib.compress(text.encode())
    return b"\x89PNG\r\n\x1a\n" + len(data).to_bytes(4, "big") + b"zTXt" + data + zlib.crc32(b"zTXt" + data).to_bytes(4, "big")


def sqlite(text: str) -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute('CREATE TABLE "notes of ""all""" (said TEXT, picture BLOB)')
        database.execute('INSERT INTO "notes of ""all""" VALUES (?, ?)', (text, b"\xff"))
        return database.serialize()


def entities(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)


def page(inner: str, name: str = "k-one") -> str:
    """A quiz's page with an item in it."""
    return f'<html><body><form><fieldset id="item-{name}" data-kind="single">{inner}</fieldset></form></body></html>'


def pdf(text: str) -> bytes:
    """A page of text as small as PDF allows, its text deflated and in hexadecimal glyph codes, as programs write it."""
    content = zlib.compress(f"BT /F 12 Tf 50 700 Td <{text.encode('latin-1').hex()}> Tj ET".encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


TEXTS: dict[str, Callable[[str], tuple[str, bytes | str]]] = {
    "plain": lambda text: ("notes.txt", f"Remember:\n{text}\n"),
    "in other spacing and quotation marks": lambda text: ("notes.md", f"> {text.upper()}".replace(" ", "\n> ")),
    "with Markdown escapes": lambda text: ("notes.md", text.replace(".", "\\.").replace("'", "\\'")),
    "divided by markup": lambda text: ("page.html", f"<p>{text[:9]}<b>{text[9:13]}</b>{text[13:]}</p>"),
    "in HTML entities": lambda text: ("page.html", f"<p title='{entities(text)}'></p>"),
    "in JSON escapes": lambda text: ("data.json", '{"note": "' + "".join(f"\\u{ord(char):04x}" for char in text) + '"}'),
    "in a JavaScript string": lambda text: ("main.js", 'let a="' + "".join(f"\\x{ord(char):02x}" for char in text) + '";'),
    "in JSON in an attribute": lambda text: ("page.html", "<p data-x='" + entities(json.dumps({"n": chr(0x201C) + text})) + "'></p>"),
    "percent-encoded": lambda text: ("link.html", f'<a href="data:,{urllib.parse.quote(text)}">x</a>'),
    "in base64": lambda text: ("main.js", f'atob("{base64.b64encode(text.encode()).decode()}")'),
    "in a data address": lambda text: ("page.html", f'<img src="data:text/plain;base64,{base64.b64encode(text.encode()).decode()}">'),
    "in base64 of UTF-16": lambda text: ("main.js", "atob('" + base64.b64encode(text.encode("utf-16")).decode() + "')"),
    "in wrapped base64": lambda text: ("mail.txt", base64.encodebytes(b"To all: the talk of the quay was long that day. " + text.encode()).decode()),
    "in hexadecimal digits": lambda text: ("main.js", f'unhex("{text.encode().hex()}")'),
    "in UTF-16": lambda text: ("notes.txt", text.encode("utf-16")),
    "in UTF-16 without a mark": lambda text: ("notes.txt", text.encode("utf-16-be")),
    "in UTF-32": lambda text: ("notes.txt", text.encode("utf-32")),
    "in binary data": lambda text: ("notes.bin", b"\0\1\2\xff\xfe\0" * 9 + text.encode() + b"\0\3"),
    "in a script's comment": lambda text: ("main.js", f"/* {text} */"),
    "in a style sheet": lambda text: ("a.css", f'p::after {{ content: "{text}" }}'),
    "in a drawing": lambda text: ("a.svg", f"<svg><desc>{text}</desc></svg>"),
    "in quoted-printable": lambda text: ("m.eml", f"Content-Transfer-Encoding: quoted-printable\n\n{text[:12]}=\n" + text[12:].replace(" ", "=20")),
    "in a zip": lambda text: ("out.zip", zipped({"a/b.txt": text.encode()})),
    "in a zip in a zip": lambda text: ("out.zip", zipped({"in.zip": zipped({"b.txt": text.encode()})})),
    "in an EPUB": lambda text: ("book.epub", zipped({"c1.xhtml": f"<html><p>{text}</p></html>".encode()})),
    "in gzip": lambda text: ("a.pf_fragment", gzip.compress(b'pagefind_dcd{"content":"' + text.encode() + b'"}')),
    "in bzip2": lambda text: ("a.bz2", bz2.compress(text.encode())),
    "in xz": lambda text: ("a.xz", lzma.compress(text.encode())),
    "in a tar in gzip": lambda text: ("a.tgz", gzip.compress(tarred("x.txt", text.encode()))),
    "in a zip in base64": lambda text: ("a.html", "data:;base64," + base64.b64encode(zipped({"b.txt": text.encode()})).decode()),
    "backwards": lambda text: ("main.js", f'reverse("{text[::-1]}")'),
    "in ROT13": lambda text: ("notes.txt", codecs.encode(text, "rot13")),
    "in a deflated object of Git": lambda text: ("objects/3f/2a9b", zlib.compress(b"blob 40\0" + text.encode())),
    "in a database": lambda text: ("gradebook.db", sqlite(text)),
    "in a deflated stream in base64": lambda text: ("a.js", "inflate('" + base64.b64encode(zlib.compress(text.encode())).decode() + "')"),
    "in a picture": lambda text: ("a.png", png(text)),
    "in a list of links": lambda text: ("objects.inv", b"# Sphinx inventory version 2\n# a\n# b\n# c\n" + zlib.compress(text.encode())),
    "in a source map": lambda text: ("a.js.map", json.dumps({"version": 3, "sourcesContent": [f"// {text}\nlet a;"]})),
    "in a notebook's cell": lambda text: ("a.ipynb", json.dumps({"cells": [{"id": "x", "source": [text[:9], text[9:]]}]})),
}
"""The ways in which a text can stand in a file."""


@pytest.mark.parametrize("way", TEXTS)
@pytest.mark.parametrize(
    ("text", "kind", "item"), [(FEEDBACK, Kind.FEEDBACK, "k-some"), (PROOF, Kind.EVIDENCE, "as-cost")], ids=["feedback", "evidence"]
)
def test_feedback_and_hidden_evidence_are_found_in_whatever_way_they_are_written(
    course: Any, way: str, text: str, kind: Kind, item: str
) -> None:
    name, content = TEXTS[way](text)
    assert [(one.kind, one.item) for one in course.found(name, content)] == [(kind, item)]
    other, honest = TEXTS[way]("A text of the same length that tells nothing of any key at all.")
    assert course.found(other, honest) == []


def test_a_piece_of_feedback_that_is_long_enough_to_be_no_chance_is_found(course: Any) -> None:
    (found,) = course.found("notes.txt", "so then\nthey say: calls him an old man, who obeys - which\nis not all")
    assert found == Finding(
        kind=Kind.FEEDBACK, path="notes.txt", place="line 2", quiz="asking-quiz", item="as-blame",
        found="“It calls him an old man who obeys, which is no verdict.”",
    )  # fmt: skip
    assert course.found("notes.txt", "so then\nthey say: an old man, who obeys\nis not all") == []


def test_a_text_of_two_words_is_found_where_it_is_a_whole_string_beside_its_item(course: Any) -> None:
    """Elsewhere it would be chance."""
    said = json.dumps([{"n": "k-true", "a": ["It gives a round number."]}])
    assert [(one.kind, one.item) for one in course.found("a.json", json.dumps({"q": "k-order", "a": "It is of 1849."}))] == [
        (Kind.FEEDBACK, "k-order")
    ]
    assert [one.item for one in course.found("a.json", said)] == ["k-true"]
    assert course.found("a.txt", "The petition? It is of 1849.") == []
    assert course.found("a.json", json.dumps({"q": "k-order", "a": "Every paper says that it is of 1849. So it was."})) == []


def test_evidence_that_an_excerpt_shows_is_no_leak_until_it_is_tied_to_its_item(course: Any) -> None:
    words = "they felt “like men who come home to a house without a door”"
    assert course.found("page.html", f"<html><p>agreed yesterday that {words}.</p></html>") == []
    marked = f'<html><span id="proof-k-words" class="proof">{words}</span></html>'
    assert [(one.kind, one.item) for one in course.found("page.html", marked)] == [(Kind.EVIDENCE_MARK, "k-words")]
    tied = json.dumps({"item": "k-words", "evidence": words})
    assert [(one.kind, one.item) for one in course.found("data.json", tied)] == [(Kind.KEY_FIELD, "k-words")]


def test_a_whole_document_of_the_course_ties_no_words_to_an_item(course: Any) -> None:
    document = (course.root / "documents" / "tidings-1887-03-04.txt").read_bytes()
    assert course.found("tidings.txt", document) == []
    assert [(one.kind, one.item) for one in course.found("tidings.txt", document + b"\n")] == [
        (Kind.EVIDENCE, name) for name in ("as-cost", "as-demands", "as-papers")
    ]


def test_a_text_in_an_archive_is_told_with_the_way_to_it(course: Any) -> None:
    inner = zipped({"deep/b.json": json.dumps({"notes": [{"said": FEEDBACK}]}).encode()})
    (found,) = course.found("term/out.zip", zipped({"in.zip": inner}))
    assert (found.path, found.place) == ("term/out.zip/in.zip/deep/b.json", "$.notes[0].said")


def test_a_pdf_is_read(course: Any) -> None:
    pytest.importorskip("pypdfium2")
    found = course.found("a.pdf", pdf(FEEDBACK))
    assert {one.kind for one in found} == {Kind.FEEDBACK}
    assert "a.pdf/(text)" in {one.path for one in found}
    assert course.found("a.pdf", pdf("Nothing at all is told here.")) == []


def altered(book: Any, item: str, change: Callable[[Any], None]) -> str:
    """A notebook with the answer cell of an item changed."""
    copy = json.loads(json.dumps(book))
    change(next(cell for cell in copy["cells"] if cell["id"] == f"{item}-answer"))
    return json.dumps(copy)


def stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": [text]}


CLICKED = "application/vnd.course-compiler.answer+json"


def clicked(cell: Any) -> None:
    data = {CLICKED: {"item": "k-one", "answer": "b", "sure": ""}, "text/plain": "b"}
    cell["outputs"].append({"output_type": "display_data", "metadata": {}, "data": data})


def replaced(old: str, new: str) -> Callable[[Any], None]:
    def change(cell: Any) -> None:
        assert cell["source"].count(old) == 1
        cell["source"] = cell["source"].replace(old, new)

    return change


def extended(cell: Any) -> None:
    cell["metadata"]["extended_cell"] = {"type": "singlechoice", "choice": [1]}


CELLS: dict[str, tuple[str, Kind, Callable[[Any], None]]] = {
    "an answer filled in": ("k-one", Kind.PREFILLED, replaced('answer = ""', 'answer = "b"')),
    "pairs filled in": ("k-match", Kind.PREFILLED, replaced('{1: "", 2: ""}', '{1: "a", 2: "b"}')),
    "a wrong answer filled in": ("k-one", Kind.PREFILLED, replaced('answer = ""', 'answer = "a"')),
    "a printed answer": ("k-one", Kind.OUTPUT, lambda cell: cell["outputs"].append(stream("Stored: b.\n"))),
    "a clicked answer": ("k-one", Kind.OUTPUT, clicked),
    "a printed key": ("k-some", Kind.OUTPUT, lambda cell: cell["outputs"].append(stream("Not right.\nThe right answer: a, c.\n"))),
    "a tag": ("k-one", Kind.KEY_FIELD, lambda cell: cell["metadata"].setdefault("tags", []).append("correct:b")),
    "a field of metadata": ("k-some", Kind.KEY_FIELD, lambda cell: cell["metadata"].update(solution="x7Qk")),
    "the choice of an e2xgrader cell": ("k-one", Kind.KEY_FIELD, extended),
    "a solution": ("k-one", Kind.HIDDEN_TESTS, replaced('answer = ""', '### BEGIN SOLUTION\nanswer = ""\n### END SOLUTION')),
    "hidden tests": ("k-one", Kind.HIDDEN_TESTS, replaced("# quiz.hint", "### BEGIN HIDDEN TESTS\n# quiz.hint")),
    "otter's tests": ("k-one", Kind.HIDDEN_TESTS, replaced("# quiz.hint", "# BEGIN TESTS\n# quiz.hint")),
    "a comparison": ("k-one", Kind.COMPARISON, replaced("# quiz.hint", 'assert answer == "b"\n# quiz.hint')),
    "a comparison with a set": ("k-some", Kind.COMPARISON, lambda cell: cell.update(source=cell["source"] + '\nassert answer == {"c", "a"}')),
    "the fingerprint with the key": ("k-one", Kind.FINGERPRINT, lambda cell: cell["metadata"].update(old="@")),
    "an attachment": (
        "k-some", Kind.FEEDBACK,
        lambda cell: cell.update(attachments={"a.txt": {"text/plain": base64.b64encode(FEEDBACK.encode()).decode()}}),
    ),
}  # fmt: skip
"""What can be planted in a graded notebook: the item, the kind of leak, and the change to its answer cell."""


@pytest.mark.parametrize("name", CELLS)
def test_what_is_planted_in_a_notebook_is_found(course: Any, name: str) -> None:
    item, kind, change = CELLS[name]
    file = altered(course.notebook, item, change).replace('"old": "@"', f'"old": "{fingerprint(course.item(item))}"')
    found = course.found("kinds-quiz.ipynb", file)
    assert (kind, item) in [(one.kind, one.item) for one in found]
    assert {one.item for one in found} == {item}


OBJECTS: dict[str, tuple[str, Kind, str, str]] = {
    "a field named key": ("k-one", Kind.KEY_FIELD, "a.json", '{"quizzes": [{"id": "k-one", "key": ["b"]}]}'),
    "a field below": ("k-one", Kind.KEY_FIELD, "a.json", '{"item": "k-one", "parts": [{"id": "eleven", "isCorrect": true}]}'),
    "an encrypted key": ("k-one", Kind.KEY_FIELD, "a.json", '{"item": "k-one", "key": "U2FsdGVkX1"}'),
    "an answer": ("k-some", Kind.KEY_FIELD, "a.json", '{"id": "k-some", "answer": ["write", "hear"]}'),
    "answers by their items": ("k-true", Kind.KEY_FIELD, "a.json", '{"answers": {"k-one": "a", "k-true": "false"}}'),
    "a list in order": ("k-order", Kind.KEY_ORDER, "a.json", '{"id": "k-order", "entries": ["petition", "wreck", "storm"]}'),
    "an object in a script": ("k-one", Kind.KEY_FIELD, "a.js", 'const q = [{name: "k-one", n: 3, correct: "eleven"}];'),
    "an object whose key comes first": ("k-one", Kind.KEY_FIELD, "a.js", 'x({answer: "b", hints: [], id: "k-one"})'),
    "a table in a script": ("k-one", Kind.KEY_FIELD, "a.js", 'KEYS["k-one"] = "eleven";'),
    "a call": ("k-match", Kind.KEY_FIELD, "a.py", 'check("k-match", {1: "b", 2: "c"})'),
    "a name in Python": ("k-one", Kind.COMPARISON, "a.py", "assert answer_k_one == 'b'"),
    "a field before, on the same line": ("k-true", Kind.KEY_FIELD, "t.py", ">>> assert points({'key': ['false']}, quiz.given('k-true')) >= 1"),
    "a hidden case of otter's": ("", Kind.HIDDEN_TESTS, "t.py", "test = {'name': 'k-one', 'suites': [{'cases': [{'code': 'f()', 'hidden': True}]}]}"),
    "a line of YAML": ("k-one", Kind.KEY_FIELD, "a.yml", "- id: k-one\n  key: b\n"),
    "a marked attribute": ("k-one", Kind.KEY_MARKUP, "a.html", page('<ul data-key="eleven"><li>x</li></ul>')),
    "an obscured attribute": ("k-one", Kind.KEY_MARKUP, "a.html", page('<ul data-correct="MQ"><li>x</li></ul>')),
    "a chosen option": ("k-one", Kind.KEY_MARKUP, "a.html", page('<input type="radio" name="k-one" value="eleven" checked>')),
    "a chosen line": ("k-match", Kind.KEY_MARKUP, "a.html", page('<select><option value="courier" selected></select>', "k-match")),
    "a class": ("k-one", Kind.KEY_MARKUP, "a.html", page('<li class="option right">x</li>')),
    "a word for it": ("k-one", Kind.KEY_MARKUP, "a.html", page("<label>Eleven</label> <b>(correct)</b>")),
    "a tick": ("k-one", Kind.KEY_MARKUP, "a.html", page("<li>✓<span>Eleven</span></li>")),
    "a title": ("k-one", Kind.KEY_MARKUP, "a.html", page('<li title="Right">Eleven</li>')),
    "a comment": ("k-one", Kind.KEY_FIELD, "a.html", "<html><!-- k-one: b --></html>"),
    "a case in a script": ("k-one", Kind.KEY_FIELD, "a.js", 'switch (n) { case "k-one": return "eleven"; }'),
    "a row of a database": ("k-some", Kind.KEY_FIELD, "a.db", "@sqlite"),
    "a link to a proof": ("k-one", Kind.EVIDENCE_MARK, "a.html", '<html><a href="#proof-k-one">x</a></html>'),
    "a mark in an EPUB": ("k-one", Kind.EVIDENCE_MARK, "a.xhtml", '<html><span data-proof="proof-k-one">x</span></html>'),
    "entries in order": (
        "k-order", Kind.KEY_ORDER, "a.html",
        "<p>Put these in the order in which they happened.</p><li>The pilots' petition</li><li>The wreck of the Corisande</li><li>The storm</li>",
    ),
    "entries in order on paper": (
        "k-order", Kind.KEY_ORDER, "a.txt",
        "4. Put these in the order in which they happened.\n[ ] The pilots' petition\n[ ] The wreck of the Corisande\n[ ] The storm\n",
    ),
    "marks": ("k-one", Kind.GRADE_OUTPUT, "responses.csv", "student,quiz,item,state,answer,points\nida,kinds-quiz,k-one,answered,eleven,1\n"),
    "the lock": ("k-some", Kind.LOCK, "a.lock.yml", "  kinds-quiz/k-some:\n    source: courier-1887\n    raw: [1, 9]\n"),
}  # fmt: skip
"""Structures that hold a key: the item, the kind of leak, the file."""


def keys_in_sqlite() -> bytes:
    """A table of marks, as nbgrader keeps one."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE cell (name TEXT, solution TEXT)")
        database.execute("INSERT INTO cell VALUES ('k-some', 'a, c')")
        return database.serialize()


@pytest.mark.parametrize("name", OBJECTS)
def test_a_structure_that_holds_a_key_is_found(course: Any, name: str) -> None:
    item, kind, path, content = OBJECTS[name]
    found = course.found(path, keys_in_sqlite() if content == "@sqlite" else content)
    assert kind in {one.kind for one in found}
    assert {(one.item, one.quiz) for one in found} == {(item, "kinds-quiz")}


def test_a_table_of_keys_is_found_and_one_of_all_options_is_not(course: Any) -> None:
    keys = "k-one,b\nk-some,a c\nk-true,false\nk-order,c a b\nk-match,1b 2c\nk-words,3\n"
    assert {one.item for one in course.found("a.csv", keys) if one.kind is Kind.KEY_TABLE} == {item.id for item in course.quiz.items}
    every = "k-one,ten\nk-one,eleven\nk-one,none\nk-some,hear\nk-some,mend\nk-some,write\n"
    assert course.found("a.csv", every) == []


def spreadsheet(rows: list[list[str]]) -> bytes:
    """A table as spreadsheet programs write it: texts in one file, and rows of their numbers in another."""
    texts = [cell for row in rows for cell in row]
    numbers = iter(range(len(texts)))
    cells = ["".join(f'<c r="A1" t="s"><v>{next(numbers)}</v></c>' for _ in row) for row in rows]
    sheet = "".join(f'<row r="1">{row}</row>' for row in cells)
    return zipped({
        "xl/sharedStrings.xml": f"<sst>{''.join(f'<si><t>{text}</t></si>' for text in texts)}</sst>".encode(),
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{sheet}</sheetData></worksheet>".encode(),
    })


def test_the_rows_of_a_spreadsheet_are_read(course: Any) -> None:
    found = course.found("keys.xlsx", spreadsheet([["item", "it is"], ["k-one", "b"], ["k-some", "a, c"], ["k-true", "false"]]))
    assert {one.item for one in found if one.kind is Kind.KEY_TABLE} == {"k-one", "k-some", "k-true"} == {one.item for one in found}
    assert {one.path for one in found} == {"keys.xlsx/xl/worksheets/sheet1.xml/(rows)"}
    assert course.found("a.xlsx", spreadsheet([["item", "it is"], ["k-one", "a"], ["k-some", "b"], ["k-true", "true"]])) == []


def test_a_numbered_list_of_keys_is_found(course: Any) -> None:
    keys = "1. b\n2. a, c\n3. false\n4. c, a, b\n5. 1b, 2c\n6. 3\n"
    (found,) = course.found("notes.txt", f"Quiz: every kind\n\n{keys}")
    assert (found.kind, found.quiz, found.item, found.place) == (Kind.KEY_LIST, "kinds-quiz", "", "line 3")
    assert course.found("notes.txt", f"Quiz: every kind\n\n{keys.replace('3. false', '3. true')}") == []
    assert course.found("notes.txt", f"Another quiz\n\n{keys}") == []


def test_the_spec_itself_is_found_by_all_that_it_tells(course: Any) -> None:
    found = course.found("kinds-quiz.yml", KINDS)
    assert {one.kind for one in found} >= {Kind.SPEC, Kind.FEEDBACK, Kind.KEY_FIELD, Kind.KEY_ORDER}
    assert {one.item for one in found} == {"", *(item.id for item in course.quiz.items)}


def test_the_lock_gives_the_proofs_of_graded_items_away(course: Any) -> None:
    found = course.found("passages.lock.yml", write_lock(course.resolved.lock))
    assert [one.item for one in found if one.kind is Kind.LOCK and one.quiz == "kinds-quiz"] == sorted(item.id for item in course.quiz.items)


DIGESTS = {
    "of an id": ("k-one", hashlib.sha256(b"eleven").hexdigest()),
    "of a label": ("k-one", hashlib.md5(b"b").hexdigest()),
    "of a label in capitals": ("k-one", hashlib.sha1(b"B").hexdigest()),
    "of a text": ("k-one", hashlib.sha256(b"Eleven minutes past four").hexdigest()),
    "of several, joined": ("k-some", hashlib.sha1(b"hear,write").hexdigest()),
    "of labels, joined": ("k-some", hashlib.sha256(b"a, c").hexdigest()),
    "of a JSON list": ("k-some", hashlib.sha256(b'["hear","write"]').hexdigest()),
    "with the item": ("k-one", hashlib.sha256(b"k-one:eleven").hexdigest()),
    "of an order": ("k-order", hashlib.md5(b"petition wreck storm").hexdigest()),
    "of pairs": ("k-match", hashlib.sha256(b"courier=courier many=tidings").hexdigest()),
    "cut to eight digits": ("k-one", hashlib.sha256(b"k-one:eleven").hexdigest()[:8]),
    "in capitals": ("k-one", hashlib.sha256(b"k-one:b").hexdigest().upper()),
    "in base64": ("k-one", base64.b64encode(hashlib.sha256(b"k-one:eleven").digest()).decode()),
    "in base64 for addresses": ("k-true", base64.urlsafe_b64encode(hashlib.md5(b"k-true/false").digest()).decode()),
}
"""Digests of keys, as somebody would make them who wants a page to check answers."""


@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_of_a_key_is_found(course: Any, name: str) -> None:
    item, digest = DIGESTS[name]
    found = course.found("a.js", f'verify("{item}", "{digest}")')
    assert [(one.kind, one.item) for one in found] == [(Kind.DIGEST, item)]
    assert found[0].found.startswith(f"{digest}, of ")


def test_a_digest_of_a_key_without_its_item_is_chance_where_the_item_is_not_named(course: Any) -> None:
    assert course.found("a.js", hashlib.md5(b"b").hexdigest()) == []
    assert [one.item for one in course.found("a.js", hashlib.md5(b"k-one:b").hexdigest())] == ["k-one"]


def test_a_digest_of_another_answer_is_no_leak(course: Any) -> None:
    wrong = [f"verify('k-one', '{hashlib.sha256(text).hexdigest()}')" for text in (b"a", b"ten", b"k-one:c", b"none", b"")]
    assert course.found("a.js", "\n".join(wrong)) == []


# -- what is honest ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", ["", "shuffle: true\n", "confidence: true\n", "shuffle: true\nconfidence: true\n"])
def test_a_graded_notebook_as_it_is_made_is_clean_and_the_same_under_every_other_key(sample: Path, keys: str) -> None:
    resolved, quiz = kinds(sample, f"mode: graded\n{keys}")
    found = search_bytes("kinds-quiz.ipynb", notebook(resolved, quiz), wanted_of(resolved))
    assert (found.findings, found.unseen) == ((), ())
    assert [one.remade for one in found.notebooks] == [Remade.SAME]


def keys_of_quiz(quiz: Quiz) -> list[list[str]]:
    return [keys_of(item) for item in quiz.items]


def test_the_other_keys_are_other_keys_throughout_and_make_every_single_option_one(course: Any) -> None:
    others = list(with_other_keys(course.quiz))
    assert len(others) == 2
    for other in others:
        assert all(a != b for a, b in zip(keys_of_quiz(other), keys_of_quiz(course.quiz), strict=True))
        Quiz.model_validate(other.model_dump(by_alias=True, exclude_defaults=True))
    assert {keys_of_quiz(other)[0][0] for other in others} == {"ten", "none"}


def test_a_notebook_that_is_another_under_another_key_is_a_fault_of_the_compiler(
    course: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In whatever way: here an innocent number comes to depend on the key, and no search would notice."""

    def leaking(resolved: Any, quiz: Quiz) -> bytes:
        book = json.loads(notebook(resolved, quiz))
        book["metadata"]["width"] = [one.correct for one in quiz.items[0].options].index(True)
        return json.dumps(book).encode()

    monkeypatch.setattr("generator.leaks.remade.notebook", leaking)
    (tmp_path / "kinds-quiz.ipynb").write_bytes(leaking(course.resolved, course.quiz))
    code, out, _ = run(course, capsys, str(tmp_path))
    assert code == 1
    assert out.startswith("note: `kinds-quiz.ipynb`: other bytes under another key: the compiler itself leaks; report this with the quiz\n")
    assert out.endswith(
        "Graded notebooks with the same bytes under another key: 0 of 1.\nNot proved: a notebook is another under another key.\n"
    )


def test_an_edited_notebook_is_searched_but_not_proved_by_making_it_again(course: Any) -> None:
    file = json.dumps(course.notebook).encode()
    found = search_bytes("kinds-quiz.ipynb", file, course.wanted)
    assert (found.findings, [one.remade for one in found.notebooks]) == ((), [Remade.EDITED])


def test_a_practice_quiz_may_hold_its_key(course: Any) -> None:
    """Its items have other ids; that it is for practice is its author's word."""
    resolved = course.resolved
    practice = [quiz.value for quiz in resolved.course.quizzes if quiz.value.mode.value == "practice"]
    assert len(practice) == 2
    for quiz in practice:
        assert course.found(f"{quiz.id}.ipynb", notebook(resolved, quiz)) == []


def as_planted(quiz: Quiz) -> str:
    """A key of a quiz in one file, as fields, as a table and as digests."""
    keys = {item.id: " ".join(keys_of(item)) for item in quiz.items}
    lines = [f"{name},{key},{hashlib.sha256(f'{name}:{key}'.encode()).hexdigest()}" for name, key in keys.items()]
    return "\n".join([json.dumps([{"id": name, "answer": key} for name, key in keys.items()]), *lines])


def test_a_key_that_is_not_the_quiz_s_own_is_no_leak(course: Any) -> None:
    """The alarm is for this key, not for what looks like one."""
    other = with_another_key(course.quiz)
    assert {one.item for one in course.found("a.txt", as_planted(course.quiz))} == {item.id for item in course.quiz.items}
    assert course.found("a.txt", as_planted(other)) == []
    assert course.found("a.json", json.dumps([{"id": item.id, "said": "Something else."} for item in other.items])) == []


@pytest.mark.parametrize(
    "honest",
    [
        page('<ul class="options"><li><input type="radio" name="k-one" value="ten"></li></ul><p class="confidence"><input class="sure" checked></p>'),
        page('<select><option value="" selected></option><option value="courier"></option></select>', "k-match"),
        '{"item": "k-one", "fingerprint": "0123456789ab", "labels": {"ten": "a", "eleven": "b", "none": "c"}, "answer": "", "sure": ""}',
        '{"id": "k-order", "kind": "order", "labels": ["a", "b", "c"], "hints": []}',
        '{"seen": {"k-true": false}}',
        '{"cells": [{"id": "k-one-answer", "metadata": {"nbgrader": {"grade_id": "k-one-answer", "solution": true, "grade": false}}}]}',
        '{"cells": [{"id": "k-true-answer", "metadata": {"nbgrader": {"grade_id": "k-true-answer", "solution": false, "grade": true}}}]}',
        '{"name": "k-one", "suites": [{"cases": [{"code": "f()", "hidden": false}]}]}',
        '[{"id":"sc-hands","key":["b"]},{"id":"k-one","kind":"single"}]',
        "<html><p id='item-k-one'>The right answer: a letter. The key is kept elsewhere.</p></html>",
        '{"id": "k-one", "note": {"item": "sc-hands", "key": ["b"]}}',
        "Put these in the order in which they happened. The wreck of the Corisande, The storm, The pilots' petition",
        "k-one 3f2a9b1c 0badc0de deadbeef cafebabe1234",
    ],
)  # fmt: skip
def test_what_looks_like_a_key_and_is_none_raises_no_alarm(course: Any, honest: str) -> None:
    assert course.found("a.html" if "<html" in honest else "a.json", honest) == []


# -- what can't be looked into ---------------------------------------------------------------------------------------------


def encrypted() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": b"words"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "content", "path", "reason"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c....", "a.7z", "7z archives can't be opened here"),
        ("a.rar", b"Rar!\x1a\x07....", "a.rar", "RAR archives can't be opened here"),
        ("a.zip", encrypted(), "a.zip/a.txt", "it is encrypted"),
        ("a.zip", zipped({"a.txt": b"words"})[:-30], "a.zip", "it can't be unpacked: File is not a zip file"),
        ("a.gz", gzip.compress(b"words" * 99)[:-12], "a.gz", "it can't be unpacked: it is cut off"),
        ("a.js.br", b"\x1b\x03", "a.js.br", "Brotli can't be unpacked here"),
        ("a.parquet", b"PAR1....PAR1", "a.parquet", "Parquet can't be read here"),
        ("a.db", b"SQLite format 3\0....", "a.db", "it can't be unpacked: file is not a database"),
        ("a.woff2", b"wOF2....", "a.woff2", "a WOFF 2 font is compressed in a way that can't be undone here"),
    ],
)
def test_what_can_t_be_looked_into_is_told(course: Any, name: str, content: bytes, path: str, reason: str) -> None:
    found = search_bytes(name, content, course.wanted)
    assert [(one.path, one.reason) for one in found.unseen] == [(path, reason)]
    within = search_bytes("out.zip", zipped({name: content}), course.wanted)
    assert [(one.path, one.reason) for one in within.unseen] == [(f"out.zip/{path}", reason)]


def test_an_archive_that_unpacks_without_end_is_told_and_left(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.leaks.scan.MAX_UNPACKED", 1 << 20)
    bomb = zipped({"a.txt": b"\0" * (1 << 21)})
    assert len(bomb) < 4096
    for content in (bomb, gzip.compress(b"\0" * (1 << 21)), bz2.compress(b"\0" * (1 << 21)), lzma.compress(b"\0" * (1 << 21))):
        (one,) = search_bytes("a", content, course.wanted).unseen
        assert one.reason == "it unpacks to more than 512 MB"


def test_archives_in_archives_are_opened_six_deep(course: Any) -> None:
    content = FEEDBACK.encode()
    for _ in range(6):
        content = zipped({"a": content})
    assert [one.kind for one in course.found("a", content)] == [Kind.FEEDBACK]
    found = search_bytes("a", zipped({"a": content}), course.wanted)
    assert (found.findings, [one.reason for one in found.unseen]) == ((), ["it is packed more than 6 times"])


def test_a_link_to_a_folder_is_not_followed_and_is_told(course: Any, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "other", target_is_directory=True)
    report = search(course.wanted, files_below([tmp_path / "out"]))
    assert [(one.path, one.reason) for one in report.unseen] == [("link", "it is a link to a folder: name that folder as well")]
    assert not report.proved


PIECES = [
    b"k-one", b"k_some", b'"k-one": "b"', b"<![", b"<!", b"<", b"</", b">", b"{", b"}", b"[", b'"', b"'", b"\\", b"\\u12", b"%", b"%e2", b"&#",
    b"&#x110000;", b"\\u{110000}", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"x\x9c", b"%PDF-1.4\nstream\n", b"endstream",
    b"\x89PNG\r\n\x1a\n", b"zTXt", b"SQLite format 3\0", b"# Sphinx inventory version 2", b"ustar", b"\xfd7zXZ\0", b'{"cells": [', b"]}",
    b'{"metadata": 1, "cells": [{"id": 3, "source": 4, "metadata": [], "outputs": {"a": 5}, "cell_type": "code"}]}', b"\0", b"\xff\xfe",
    b"item,answer,points\n", b"k-one,b\n", b"answer = ", b"\n", b"1. b\n", b"### BEGIN SOLUTION", b"<fieldset id='item-k-one'>", b"=" * 40,
    b"A" * 80, b"[" * 5000, b"quoted-printable", b"=E", b'"name": "k-match", "answer": {"1": "b", "2": ["c"]}', b"\xed\xa0\x80",
]  # fmt: skip
"""Beginnings of everything that some reader of files knows."""


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=12), st.sampled_from(["html", "ipynb", "csv", "js", "bin"]))
@settings(max_examples=300, deadline=None)
def test_whatever_a_file_holds_the_search_comes_to_its_end(course: Any, pieces: list[bytes], suffix: str) -> None:
    search_bytes(f"a.{suffix}", b"".join(pieces), course.wanted)


def test_code_that_python_would_complain_of_is_read_in_silence(course: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = altered(course.notebook, "k-one", replaced('answer = ""', 'answer = "b\\d" is 1'))
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        assert course.found("a.ipynb", file) == []
        assert course.found("a.js", 'check("k-one", "b\\d")') == []
    assert (heard, *capsys.readouterr()) == ([], "", "")


def test_what_is_no_file_is_told(course: Any, tmp_path: Path) -> None:
    """A pipe would be waited for without end."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    report = search(course.wanted, files_below([tmp_path]))
    assert [(one.path, one.reason) for one in report.unseen] == [
        ("gone", "it can't be read: No such file or directory"), ("pipe", "it is no file"),
    ]  # fmt: skip


# -- the command -----------------------------------------------------------------------------------------------------------


def run(course: Any, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(course.root / "documents"))
        code = main(["leaks", *arguments, "--course", str(course.root)])
    return (code, *capsys.readouterr())


SEARCHED = "for 12 items of 2 graded quizzes: "


def test_the_command_says_that_it_is_proved(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kinds-quiz.ipynb").write_bytes(notebook(course.resolved, course.quiz))
    code, out, err = run(course, capsys, str(tmp_path))
    first, *rest = out.splitlines()
    assert (code, err) == (0, "")
    assert first.startswith("Looked into 1 file, 1 with what is inside (0.0 MB), " + SEARCHED)
    assert rest == [
        "Graded notebooks with the same bytes under another key: 1 of 1.",
        "Proved: no key of a graded quiz is in what was looked into.",
    ]


def test_the_command_tells_every_leak_with_its_reason_and_what_to_do(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(f"\n{FEEDBACK}\n")
    (tmp_path / "b.json").write_text('{"id": "k-one", "key": ["b"]}')
    (tmp_path / "c.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")
    code, out, err = run(course, capsys, str(tmp_path))
    assert (code, err) == (1, "")
    told, _, judged = out.partition("Looked into ")
    assert told == (
        "leak[feedback-text]: the key of item `k-some` of `kinds-quiz`\n"
        "  --> a.txt, line 2\n"
        "  = found: “Of 1884 and of 1886 are his letters.”\n"
        "  = why: feedback says which answers are right\n"
        "  = help: make the file again from the graded quiz, and hand feedback out when the answers are in\n\n"
        "leak[key-field]: the key of item `k-one` of `kinds-quiz`\n"
        "  --> b.json, $.key\n"
        "  = found: ['b']\n"
        "  = why: a field beside the item's id holds its key\n"
        "  = help: remove the field, or the file\n\n"
        "not looked into: `c.7z`\n"
        "  = why: 7z archives can't be opened here\n\n"
    )
    assert judged.endswith("\nNot proved: 2 leaks in 2 files.\n")


def test_the_command_tells_programs_the_same(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.json").write_text('{"id": "k-one", "key": ["b"]}')
    code, out, err = run(course, capsys, str(tmp_path), "--json")
    told = json.loads(out)
    assert (code, err, told["proved"], told["schema_version"]) == (1, "", False, 1)
    assert told["findings"] == [
        {
            "kind": "key-field", "path": "b.json", "place": "$.key", "found": "['b']", "quiz": "kinds-quiz", "item": "k-one",
            "why": Kind.KEY_FIELD.why, "help": Kind.KEY_FIELD.advice,
        }
    ]  # fmt: skip
    assert told["looked_into"] == {"files": 1, "members": 1, "bytes": 29}


def test_what_can_t_be_looked_into_is_not_proved(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")
    code, out, _ = run(course, capsys, str(tmp_path / "c.7z"))
    assert code == 1
    assert out.endswith("Not proved: 1 file could not be looked into. Nothing leaks in the others.\n")


def test_a_path_that_is_not_there_is_wrong_usage(course: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, empty = tmp_path / "none", tmp_path / "empty"
    empty.mkdir()
    assert run(course, capsys, str(missing)) == (2, "", f"course: there is no {missing}\n")
    assert run(course, capsys, str(empty)) == (2, "", "course: there is no file in what was named\n")


def test_a_course_without_graded_quizzes_has_nothing_to_hide(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample / "quizzes" / "asking-quiz.yml"
    path.write_text(path.read_text("utf-8").replace("mode: graded", "mode: practice"), "utf-8")
    assert main(["leaks", str(sample / "quizzes"), "--course", str(sample)]) == 0
    assert capsys.readouterr() == ("The course has no graded quiz: there is no key that must not be known.\n", "")


def test_a_course_with_problems_is_not_searched_for(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample / "quizzes" / "asking-quiz.yml"
    path.write_text(path.read_text("utf-8").replace("correct: true", "correkt: true", 1), "utf-8")
    assert main(["leaks", str(sample / "quizzes"), "--course", str(sample)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("Keys are known only of a course without problems; nothing was searched.\n")
