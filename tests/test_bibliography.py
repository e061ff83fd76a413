"""What readers take away to cite a source: whole citations of the sample and of invented works, read back by other programs."""

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from generator.bibliography import bibtex, chicago, csl
from generator.bibliography.dates import in_words, parts
from generator.bibliography.work import Issued, Name, Printing, Work, work
from generator.corpus.lock import Passage
from generator.diagnostics.model import Problems
from generator.spec.course import Course, load_course
from generator.spec.read import read_spec
from generator.spec.sources import DocumentRecord, Sources, SourceType
from tests.reading import text_file
from tests.sample_course import SAMPLE


@pytest.fixture(scope="module")
def sample() -> Course:
    problems = Problems()
    course = load_course(SAMPLE, problems)
    assert list(problems) == []
    assert course is not None
    return course


def issued(written: str, inferred: bool = False, text: str = "unread") -> Issued:
    return Issued(parts(written) if written else (), text, inferred)


def a_work(type_: str, *authors: str | tuple[str, str], **more) -> Work:
    """An invented work. An author is a whole name, or family and given name."""
    names = tuple(Name(one) if isinstance(one, str) else Name(f"{one[1]} {one[0]}", *one) for one in authors)
    printing = Printing(more.pop("container", None), more.pop("issue", None), issued(more.pop("date", "1871"), more.pop("inferred", False)))
    first = more.pop("first", None)
    fields = {"id": "fog", "title": "Four Days of Fog", "publisher": None, "language": None, **more}
    return Work(type=SourceType(type_), authors=names, printing=printing, first=first, **fields)


def marked(citation: chicago.Pieces) -> str:
    """A citation with its italics between asterisks."""
    return "".join(f"*{piece.text}*" if piece.italic else piece.text for piece in citation)


def passage(paragraph: str, section: str | None = None) -> Passage:
    return Passage(source="fog", request="", raw=(0, 1), sha256="", verdict="exact", match=1, of=1, section=section,
                   paragraph=paragraph, numbers=(1,), text="a", text_sum="")  # fmt: skip


# -- from the record to the work ------------------------------------------------------------------------------------------


def test_an_article_takes_container_issue_and_date_from_its_document(sample: Course) -> None:
    assert work(sample, "gazette-1890/tower") == Work(
        id="gazette-1890/tower", type=SourceType.ARTICLE_JOURNAL, title="How the Tower Came to Stand",
        authors=(Name("Ida Fenwick", "Fenwick", "Ida"),), publisher="The Town Museum of Kesterhaven", language=None,
        printing=Printing("The Harbour Gazette", "3", Issued(((1890, 0, 0),), "1890", inferred=False)),
    )  # fmt: skip


def test_a_newspaper_that_is_its_own_publisher_is_named_once(sample: Course) -> None:
    assert (work(sample, "courier-1887").printing.container, work(sample, "courier-1887").publisher) == ("The Kesterhaven Courier", None)


def course_with(sample: Course, article: dict[str, object], **document) -> Course:
    """The sample with one document of one article in the place of all its own."""
    record = {
        "id": "file", "title": "A FILE", "date": "1890", "date_basis": "Printed.", "kind": "file", "file": "file.txt", "sha256": "0" * 64, **document,
        "articles": ({"id": "part", "title": "PART", "date": "1871", "date_basis": "Printed.", "kind": "news", "starts": "PART", **article},),
    }  # fmt: skip
    sources = Sources(documents=(DocumentRecord.model_validate(record),))
    return replace(sample, sources=replace(sample.sources, value=sources))


def test_an_article_with_another_container_was_first_published_there(sample: Course) -> None:
    course = course_with(sample, {"container": "Quay News", "issue": "7", "issued": "1871-03"}, type="periodical", issued="1890-05", issue="3")
    cited = work(course, "file/part")
    assert (cited.printing, cited.first) == (
        Printing("A FILE", "3", Issued(((1890, 5, 0),), "1890", inferred=False)),
        Printing("Quay News", "7", Issued(((1871, 3, 0),), "1871", inferred=False)),
    )


def test_an_article_in_a_mere_file_is_cited_from_where_it_was_published(sample: Course) -> None:
    cited = work(course_with(sample, {"container": "Quay News", "issued": "1871-03"}), "file/part")
    assert (cited.printing, cited.first) == (Printing("Quay News", None, Issued(((1871, 3, 0),), "1871", inferred=False)), None)


def test_without_issued_an_article_is_dated_in_the_words_of_its_record(sample: Course) -> None:
    cited = work(course_with(sample, {}), "file/part")
    assert cited.printing == Printing("A FILE", None, Issued((), "1871", inferred=False))


def test_names_as_printed_are_not_divided_and_names_for_citations_are_where_they_have_a_comma(sample: Course) -> None:
    printed = work(course_with(sample, {"authors": ("Ida  Fenwick, Museum",)}), "file/part").authors
    cited = work(course_with(sample, {"authors": ("X",), "cited_authors": ("Fenwick,  Ida", "Town Museum")}), "file/part").authors
    assert (printed, cited) == ((Name("Ida Fenwick, Museum"),), (Name("Ida Fenwick", "Fenwick", "Ida"), Name("Town Museum")))


# -- dates ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1985", "1985"),
        ("1985-12", "December 1985"),
        ("2003-10-17", "October 17, 2003"),
        ("2003-10-21/2003-10-24", "October 21–24, 2003"),
        ("2003-09-30/2003-10-02", "September 30–October 2, 2003"),
        ("2003-10/2003-11", "October–November 2003"),
        ("2003-12-31/2004-01-01", "December 31, 2003–January 1, 2004"),
        ("2003/2004", "2003–2004"),
    ],
)
def test_dates_are_said_as_chicago_says_them(written: str, words: str) -> None:
    assert in_words(parts(written)) == words


# -- Chicago --------------------------------------------------------------------------------------------------------------

FIRST = Printing("Quay News", "7", issued("1871-03"))
CITED = {
    "newspaper, no author": (
        a_work("article-newspaper", container="The Quay News", issue="9", date="1871-03-11"),
        "“Four Days of Fog,” *Quay News*, March 11, 1871, para. 4.",
        "*Quay News*. “Four Days of Fog.” March 11, 1871.",
    ),
    "newspaper, inferred date": (
        a_work("article-newspaper", ("Fenwick", "Ida"), container="Quay News", date="1871-03-11", inferred=True),
        "Ida Fenwick, “Four Days of Fog,” *Quay News*, [March 11, 1871], para. 4.",
        "Fenwick, Ida. “Four Days of Fog.” *Quay News*, [March 11, 1871].",
    ),
    "journal, two authors": (
        a_work("article-journal", ("Fenwick", "Ida"), ("Quill", "Tomas"), container="Gazette", issue="3", date="1890-05"),
        "Ida Fenwick and Tomas Quill, “Four Days of Fog,” *Gazette*, no. 3 (May 1890), para. 4.",
        "Fenwick, Ida, and Tomas Quill. “Four Days of Fog.” *Gazette*, no. 3 (May 1890).",
    ),
    "journal without number, undivided names": (
        a_work("article-journal", "Ida Fenwick", "Tomas Quill", container="Gazette", date="1890"),
        "Ida Fenwick and Tomas Quill, “Four Days of Fog,” *Gazette* (1890), para. 4.",
        "Ida Fenwick and Tomas Quill. “Four Days of Fog.” *Gazette* (1890).",
    ),
    "three authors": (
        a_work("webpage", ("A", "U."), "Board", ("C", "W.")),
        "U. A, Board, and W. C, “Four Days of Fog,” 1871, para. 4.",
        "A, U., Board, and W. C. “Four Days of Fog.” 1871.",
    ),
    "four authors": (
        a_work("webpage", "A", "B", "C", "D"),
        "A et al., “Four Days of Fog,” 1871, para. 4.",
        "A, B, C, and D. “Four Days of Fog.” 1871.",
    ),
    "reprint": (
        a_work("article-journal", container="Gazette", issue="3", date="1890-05", first=FIRST),
        "“Four Days of Fog,” *Quay News*, no. 7 (March 1871), reprinted in *Gazette*, no. 3 (May 1890), para. 4.",
        "“Four Days of Fog.” *Quay News*, no. 7 (March 1871). Reprinted in *Gazette*, no. 3 (May 1890).",
    ),
    "whole issue under its own title": (
        a_work("periodical", container="Gazette", issue="3", date="1890-05", publisher="Museum"),
        "“Four Days of Fog,” *Gazette*, no. 3 (May 1890), para. 4.",
        "“Four Days of Fog.” *Gazette*, no. 3 (May 1890).",
    ),
    "whole issue without one": (
        a_work("periodical", issue="3", title="The Gazette"),
        "*The Gazette*, no. 3 (1871), para. 4.",
        "*The Gazette*, no. 3 (1871).",
    ),
    "book": (
        a_work("book", ("Fenwick", "Ida"), publisher="Quay Press"),
        "Ida Fenwick, *Four Days of Fog* (Quay Press, 1871), para. 4.",
        "Fenwick, Ida. *Four Days of Fog*. Quay Press, 1871.",
    ),
    "pamphlet without publisher": (
        a_work("pamphlet", date="1871-03", inferred=True),
        "*Four Days of Fog* ([March 1871]), para. 4.",
        "*Four Days of Fog*. [March 1871].",
    ),
    "chapter": (
        a_work("chapter", "Ida", container="Weather", publisher="Quay Press"),
        "Ida, “Four Days of Fog,” in *Weather* (Quay Press, 1871), para. 4.",
        "Ida. “Four Days of Fog.” In *Weather*. Quay Press, 1871.",
    ),
    "page of an organisation": (
        a_work("webpage", publisher="Harbour Board", date="1871-03-11/1871-03-14", inferred=True),
        "“Four Days of Fog,” Harbour Board, [March 11–14, 1871], para. 4.",
        "Harbour Board. “Four Days of Fog.” [March 11–14, 1871].",
    ),
    "speech in the words of its record": (
        a_work("speech", "Ida", date=""),
        "Ida, “Four Days of Fog,” unread, para. 4.",
        "Ida. “Four Days of Fog.” unread.",
    ),
    "quotation marks in the title": (
        a_work("document", title='The "Fog" and “Bell”', publisher="Board"),
        "“The ‘Fog’ and ‘Bell,’” Board, 1871, para. 4.",
        "Board. “The ‘Fog’ and ‘Bell.’” 1871.",
    ),
    "a question": (
        a_work("document", "Ida", title="Whose fog?"),
        "Ida, “Whose fog?,” 1871, para. 4.",
        "Ida. “Whose fog?” 1871.",
    ),
    "the apostrophe of a plural": (
        a_work("document", "Ida", title="The fog of the ringers’"),
        "Ida, “The fog of the ringers’,” 1871, para. 4.",
        "Ida. “The fog of the ringers’.” 1871.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CITED)
def test_chicago_cites_each_kind_of_work_in_note_and_bibliography(name: str) -> None:
    cited, note, entry = CITED[name]
    assert (marked(chicago.note(cited, passage("4"))), marked(chicago.entry(cited))) == (note, entry)


@pytest.mark.parametrize(
    ("paragraph", "section", "ends"),
    [("4", "Bell", "1871, para. 4."), ("4-6", None, "1871, paras. 4–6."), ("", "Bell", "1871, under “Bell.”"), ("", None, "1871.")],
)
def test_a_note_ends_with_the_paragraphs_or_else_the_heading(paragraph: str, section: str | None, ends: str) -> None:
    assert chicago.plain(chicago.note(CITED["a question"][0], passage(paragraph, section))).partition("?,” ")[2] == ends


def test_every_source_of_the_sample_has_its_note(sample: Course) -> None:
    assert {source: marked(chicago.note(work(sample, source))) for source in sample.records()} == {
        "courier-1887": "“The Clock Is Silent,” *Kesterhaven Courier*, March 5, 1887.",
        "tidings-1887": "“No Hands at the Helm,” *Evening Tidings*, [March 4, 1887].",
        "gazette-1890": "Ida Fenwick and Tomas Quill, *Harbour Gazette*, no. 3 (1890).",
        "gazette-1890/tower": "Ida Fenwick, “How the Tower Came to Stand,” *Harbour Gazette*, no. 3 (1890).",
        "gazette-1890/bell": "Tomas Quill, “The Bell of the Low Town,” *Harbour Gazette*, no. 3 (1890).",
        "handbill-1887": "*To All Who Pay Harbour Dues* ([March 1887]).",
    }


# -- BibTeX ---------------------------------------------------------------------------------------------------------------

ODD = 'Señor & Söhne: 100 % of #1 ~ "a_b" $5 \\ – “Ça?” ¿Ñandú? Łódź, Dvořák'


def read_bibtex(text: str) -> dict[str, object]:
    """An entry as another program reads it, LaTeX's commands undone: its type, key and fields."""
    library = bibtexparser.parse_string(text, append_middleware=[MonthIntMiddleware(), SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"": f"{entry.entry_type} {entry.key}", **{field.key: field.value for field in entry.fields}}


def test_an_article_as_bibtex_whole(sample: Course) -> None:
    assert bibtex.entry(work(sample, "gazette-1890/tower")) == (
        "@article{gazette-1890:tower,\n"
        "  author = {Fenwick, Ida},\n"
        "  title = {{How the Tower Came to Stand}},\n"
        "  journal = {The Harbour Gazette},\n"
        "  number = {3},\n"
        "  year = {1890},\n"
        "}\n"
    )


def test_bibtex_is_read_back_with_its_special_characters() -> None:
    cited = a_work("article-journal", ("Ibáñez", "Íñigo"), "R & D {Board}", title=ODD, container="A_B #2", issue="1%", date="1871-03-11")
    read = read_bibtex(bibtex.entry(cited))
    names = [(" ".join(name.last), " ".join(name.first)) for name in read.pop("author")]
    assert names == [  # which its reader leaves as they are written
        (r"Ib{\'{a}}{\~{n}}ez", r"{\'{I}}{\~{n}}igo"), (r"{R \& D {\textbraceleft}Board{\textbraceright}}", ""),
    ]  # fmt: skip
    assert read == {
        "": "article fog", "title": ODD, "journal": "A_B #2", "number": "1%", "year": "1871", "month": 3, "day": "11",
    }  # fmt: skip


def test_bibtex_braces_are_balanced_whatever_the_text_holds() -> None:
    """BibTeX counts braces even after a backslash."""
    text = bibtex.escape("}{ \\} {{{")
    assert text.count("{") == text.count("}")
    assert min(text[:n].count("{") - text[:n].count("}") for n in range(len(text) + 1)) == 0


def test_bibtex_escapes_each_character_of_latex() -> None:
    assert bibtex.escape("# $ % & _ { } ~ ^ \\") == (
        r"\# \$ \% \& \_ {\textbraceleft} {\textbraceright} {\textasciitilde} {\textasciicircum} {\textbackslash}"
    )
    assert bibtex.escape("ñ Í ü ç ő ß “a” – מ") == r"""{\~{n}} {\'{I}} {\"{u}} {\c{c}} {\H{o}} {\ss} ``a'' -- מ"""
    assert bibtex.escape("í") == bibtex.escape("í") == r"{\'{\i}}"


@pytest.mark.parametrize(
    ("cited", "read"),
    [
        (a_work("book", publisher="Quay Press"), {"": "book fog", "publisher": "Quay Press", "year": "1871"}),
        (a_work("pamphlet", date="1871-03", inferred=True), {"": "booklet fog", "year": "1871", "month": 3, "note": "Date inferred."}),
        (a_work("report", publisher="Board"), {"": "techreport fog", "institution": "Board", "year": "1871"}),
        (
            a_work("chapter", container="Weather", publisher="Quay Press", language="en"),
            {"": "incollection fog", "booktitle": "Weather", "publisher": "Quay Press", "year": "1871", "language": "en"},
        ),
        (
            a_work("periodical", container="Gazette", issue="3", publisher="Museum"),
            {"": "misc fog", "howpublished": "Gazette, no. 3, Museum", "year": "1871"},
        ),
        (a_work("article-journal"), {"": "misc fog", "year": "1871"}),
        (a_work("webpage", date=""), {"": "misc fog", "year": "unread"}),
        (
            a_work("webpage", date="2003-10-21/2003-10-24", inferred=True),
            {"": "misc fog", "year": "2003", "month": 10, "day": "21", "note": "Date: October 21–24, 2003. Date inferred."},
        ),
        (
            a_work("article-journal", container="Gazette", date="1890-05", first=FIRST),
            {"": "article fog", "journal": "Gazette", "year": "1890", "month": 5, "note": "First published in Quay News, no. 7, March 1871."},
        ),
    ],
)
def test_each_kind_of_work_has_the_fields_of_its_entry(cited: Work, read: dict[str, object]) -> None:
    found = read_bibtex(bibtex.entry(cited))
    assert {key: value for key, value in found.items() if key != "title"} == read


# -- CSL-JSON -------------------------------------------------------------------------------------------------------------


def test_an_article_as_csl_json_whole() -> None:
    cited = a_work("article-journal", ("Fenwick", "Ida"), "Town Museum", container="Gazette", issue="3", date="1890-05-01/1890-05-03",
                   inferred=True, publisher="Museum", language="en", first=FIRST)  # fmt: skip
    assert json.loads(csl.text(cited)) == [csl.item(cited)]
    assert csl.item(cited) == {
        "id": "fog",
        "type": "article-journal",
        "language": "en",
        "author": [{"family": "Fenwick", "given": "Ida"}, {"literal": "Town Museum"}],
        "issued": {"date-parts": [[1890, 5, 1], [1890, 5, 3]], "circa": True},
        "original-date": {"date-parts": [[1871, 3]]},
        "container-title": "Gazette",
        "issue": "3",
        "note": "First published in Quay News, no. 7, March 1871. Date inferred.",
        "publisher": "Museum",
        "title": "Four Days of Fog",
    }


def test_what_is_not_known_is_left_out_of_csl_json() -> None:
    assert csl.item(a_work("document", date="")) == {"id": "fog", "type": "document", "issued": {"literal": "unread"}, "title": "Four Days of Fog"}


def test_each_variable_of_csl_json_stands_on_a_line() -> None:
    assert csl.text(a_work("document", title='ñ "so"')) == (
        '[{\n  "id": "fog",\n  "type": "document",\n  "issued": {"date-parts": [[1871]]},\n  "title": "ñ \\"so\\""\n}]'
    )


@pytest.mark.parametrize("name", [name for name in CITED if "words of its record" not in name])
def test_a_processor_of_csl_styles_reads_every_kind_of_work(name: str) -> None:
    """It warns of each type and variable that it doesn't know, and a warning fails."""
    cited = replace(CITED[name][0], title=re.sub(r"[“”\"]", "", CITED[name][0].title))
    bibliography = CitationStylesBibliography(CitationStylesStyle("harvard-cite-them-right", validate=False), CiteProcJSON(json.loads(csl.text(cited))), formatter.plain)
    bibliography.register(Citation([CitationItem("fog")]))
    assert cited.title in str(bibliography.bibliography()[0])


def test_every_type_of_a_source_is_a_type_of_csl() -> None:
    """The names are those of the schema csl-data.json 1.0.2."""
    known = (
        "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry "
        "entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture "
        "musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report "
        "review review-book software song speech standard thesis treaty webpage"
    )
    assert {member.value for member in SourceType} - set(known.split()) == set()


def test_the_functions_are_pure() -> None:
    """The same work gives the same text, whatever the clock and the language of the computer."""
    cited = CITED["reprint"][0]
    assert [(bibtex.entry(cited), csl.text(cited), chicago.note(cited)) for _ in range(2)].count((bibtex.entry(cited), csl.text(cited), chicago.note(cited))) == 2


# -- the keys of the record -----------------------------------------------------------------------------------------------

RECORD = """\
documents:
  - id: file
    title: A file
    date: "1890"
    date_basis: Printed.
    kind: file
    file: file.txt
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
"""


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("issued: 2003-02-30", "`issued` `2003-02-30` has no such day"),
        ("issued: 2003-10-24/2003-10-21", "`issued` `2003-10-24/2003-10-21` doesn't end later than it begins"),
        ("issued: October 2003", "`issued` `October 2003` is not written as a date"),
        ("type: newspaper", "`type` must be one of"),
        ("language: English", "`language` must be the code of a language such as `en` or `pt-BR`, not `English`"),
        ("date_inferred: yes", "`date_inferred` must be `true` or `false`, not the text `yes`"),
    ],
)
def test_a_record_that_no_citation_can_be_made_of_is_reported_at_the_value(line: str, problem: str) -> None:
    problems = Problems()
    assert read_spec(text_file(RECORD + f"    {line}\n"), Sources, problems) is None
    (found,) = problems
    assert found.message.startswith(problem)
    assert found.file.line_column(found.span.start) == (9, 7 + len(line.split(maxsplit=1)[0]) - 1)


@pytest.mark.parametrize("line", ["issued: 2003", 'issued: "2003"', "issued: 2003-10", "issued: 2003-10-21/2003-10-24", "language: pt-BR", "type: speech"])
def test_a_record_may_say_when_in_what_language_and_as_what_it_was_published(line: str) -> None:
    problems = Problems()
    assert read_spec(text_file(RECORD + f"    {line}\n"), Sources, problems) is not None
    assert list(problems) == []
