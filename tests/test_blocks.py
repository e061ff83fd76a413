"""A document read into blocks: what each block is, where it was cut, and which notes it calls."""

from typing import Any

import pytest

from generator.corpus.blocks import ArticleRange, BlockKind, article_ranges, find_line
from generator.corpus.document import Document, Locator
from generator.spec.sources import Article
from tests.documents import make_document

GAZETTE = {"rejoin": True, "note_marks": "superscript", "emphasis": "asterisks", "notes_heading": "NOTES"}


def shape(document: Document) -> list[tuple[str, int, tuple[str, ...]]]:
    """Kind, number and parts of every block, in order."""
    raw = document.raw
    return [(block.kind.value, block.number, tuple(raw[a:b] for a, b in block.parts)) for block in document.blocks]


def with_articles(document: Document, *articles: dict[str, Any]) -> Document:
    """The document divided into articles."""
    common = {"date": "1900", "date_basis": "Made up.", "kind": "sample"}
    records = tuple(Article.model_validate({**common, "title": one["starts"], **one}) for one in articles)
    return Document(document.record.model_copy(update={"articles": records}), document.raw, document.sha256)


# -- kinds ------------------------------------------------------------------------------------------------------------


def test_blank_lines_separate_paragraphs_and_single_line_ends_do_not() -> None:
    document = make_document("One line\nand its second.\n\n  \nAnother.\n")
    assert shape(document) == [("paragraph", 1, ("One line\nand its second.",)), ("paragraph", 2, ("Another.",))]


def test_in_lines_mode_every_line_is_a_paragraph() -> None:
    document = make_document("One line.\nAnother.\n\nA third.", paragraphs="lines")
    assert shape(document) == [("paragraph", 1, ("One line.",)), ("paragraph", 2, ("Another.",)), ("paragraph", 3, ("A third.",))]


def test_a_line_equal_to_the_title_is_the_title_and_bears_no_number() -> None:
    assert shape(make_document("A sample\n\nIt begins.")) == [("title", 0, ("A sample",)), ("paragraph", 1, ("It begins.",))]


def test_a_block_in_capitals_is_a_heading_only_where_the_layout_says_so() -> None:
    raw = "THE LOCK GATES\n\nThey leak."
    assert shape(make_document(raw, headings={"capitals": True})) == [("heading", 0, ("THE LOCK GATES",)), ("paragraph", 1, ("They leak.",))]
    assert shape(make_document(raw)) == [("paragraph", 1, ("THE LOCK GATES",)), ("paragraph", 2, ("They leak.",))]


@pytest.mark.parametrize("line", ["MIND THE GATE", "1849", "X", "MIND the gate"])
def test_capitals_that_are_declared_none_and_lines_with_small_letters_or_fewer_than_two_letters_are_no_headings(line: str) -> None:
    document = make_document(f"{line}\n\nIt leaks.", headings={"capitals": True, "not": ("MIND THE GATE",)})
    assert shape(document)[0] == ("paragraph", 1, (line,))


def test_capitals_inside_a_longer_block_are_no_heading() -> None:
    document = make_document("THE GATES\nleak in spring.", headings={"capitals": True})
    assert shape(document) == [("paragraph", 1, ("THE GATES\nleak in spring.",))]


def test_a_declared_heading_line_is_a_heading_even_where_it_runs_on_into_its_paragraph() -> None:
    document = make_document("The gates\nThey leak.\n\nThe sluice\n\nIt sticks.", headings={"lines": ("The gates", "The sluice")})
    assert shape(document) == [
        ("heading", 0, ("The gates",)),
        ("paragraph", 1, ("They leak.",)),
        ("heading", 0, ("The sluice",)),
        ("paragraph", 2, ("It sticks.",)),
    ]
    assert [block.section for block in document.blocks] == ["The gates", "The gates", "The sluice", "The sluice"]


def test_a_heading_line_is_known_under_its_marks_of_emphasis() -> None:
    document = make_document("**The gates**\n\nThey leak.", emphasis="asterisks", headings={"lines": ("The gates",)})
    assert shape(document)[0] == ("heading", 0, ("**The gates**",))
    assert document.blocks[1].section == "The gates"


def test_bylines_of_an_article_are_bylines_and_bear_no_number() -> None:
    document = with_articles(
        make_document("THE SLUICE\n\n*A second look*\n\nBy Rue Tamm\n\nIt sticks.", emphasis="asterisks"),
        {"id": "sluice", "starts": "THE SLUICE", "byline": ("A second look", "By Rue Tamm")},
    )
    assert shape(document) == [
        ("title", 0, ("THE SLUICE",)),
        ("byline", 0, ("*A second look*",)),
        ("byline", 0, ("By Rue Tamm",)),
        ("paragraph", 1, ("It sticks.",)),
    ]


@pytest.mark.parametrize("mark", ["-", "•", "*", "1.", "12)", "200."])
def test_a_line_that_begins_like_a_list_item_is_one_and_counts_as_a_paragraph(mark: str) -> None:
    document = make_document(f"Two things:\n{mark} oak\n{mark} iron\nand tar.")
    assert shape(document) == [
        ("paragraph", 1, ("Two things:",)),
        ("list-item", 2, (f"{mark} oak",)),
        ("list-item", 3, (f"{mark} iron\nand tar.",)),
    ]


def test_a_year_that_begins_a_line_is_no_list_item() -> None:
    assert shape(make_document("It opened in\n1849. It closed in May.")) == [("paragraph", 1, ("It opened in\n1849. It closed in May.",))]


def test_page_furniture_is_no_block_and_separates_like_white_space() -> None:
    document = make_document("One.\n\nTHE WEEKLY 12\n\nTwo.\nTHE WEEKLY 13\nThree.", furniture=("THE WEEKLY {number}",))
    assert shape(document) == [("paragraph", 1, ("One.",)), ("paragraph", 2, ("Two.",)), ("paragraph", 3, ("Three.",))]


# -- rejoining --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("The gates were brought", "from the forest."),
        ("The mason was called", "Osric Vane."),
        ("The bill came to", "1,100 crowns."),
        ("The bill was paid", "(in two parts)."),
        ("The bill was paid,", "“and paid again”."),
    ],
    ids=["a small letter", "a capital", "a digit", "a bracket", "a quotation mark"],
)
def test_a_paragraph_that_does_not_end_like_a_sentence_goes_on_whatever_the_next_one_begins_with(cut: str, rest: str) -> None:
    document = make_document(f"{cut}\n\n{rest}\n\nA new one.", rejoin=True)
    assert shape(document) == [("paragraph", 1, (cut, rest)), ("paragraph", 2, ("A new one.",))]
    assert document.joins == ((len(cut), len(cut) + 2),)
    assert document.locate(0, len(cut) + 4).paragraph == "1"


def test_without_rejoin_every_part_is_a_paragraph() -> None:
    assert shape(make_document("The gates were brought\n\nfrom the forest.")) == [
        ("paragraph", 1, ("The gates were brought",)),
        ("paragraph", 2, ("from the forest.",)),
    ]


@pytest.mark.parametrize("end", [".", "!", "?", ":", "…", ".”", '."', ".)", ".¹²", "**.**", ".’", ".]", "■"])
def test_a_paragraph_is_whole_where_a_sentence_ends_under_closing_marks(end: str) -> None:
    document = make_document(f"It leaks{end}\n\nNobody minds.", rejoin=True)
    assert shape(document) == [("paragraph", 1, (f"It leaks{end}",)), ("paragraph", 2, ("Nobody minds.",))]


def test_last_words_that_are_declared_complete_are_not_rejoined() -> None:
    document = make_document("He wrote:\n\n*Keep the gate*\n\nNobody did.", rejoin=True, emphasis="asterisks", complete=("Keep the gate",))
    assert shape(document) == [
        ("paragraph", 1, ("He wrote:",)),
        ("paragraph", 2, ("*Keep the gate*",)),
        ("paragraph", 3, ("Nobody did.",)),
    ]


def test_a_paragraph_cut_twice_has_three_parts_with_furniture_between_them() -> None:
    document = make_document("It\n\nTHE WEEKLY 3\n\nleaks\n\nalways.", rejoin=True, furniture=("THE WEEKLY {number}",))
    assert shape(document) == [("paragraph", 1, ("It", "leaks", "always."))]


def test_a_list_item_goes_on_in_a_paragraph_but_never_in_the_next_item() -> None:
    document = make_document("- oak from\n\nthe forest\n\n- iron\n\n- tar.", rejoin=True)
    assert shape(document) == [("list-item", 1, ("- oak from", "the forest")), ("list-item", 2, ("- iron",)), ("list-item", 3, ("- tar.",))]


def test_a_heading_stops_a_cut_paragraph() -> None:
    document = make_document("It leaks and\n\nTHE SLUICE\n\nsticks.", rejoin=True, headings={"capitals": True})
    assert shape(document) == [("paragraph", 1, ("It leaks and",)), ("heading", 0, ("THE SLUICE",)), ("paragraph", 2, ("sticks.",))]


def test_only_a_heading_that_is_declared_cut_goes_on_in_the_next_one() -> None:
    raw = "THE GATES AND\n\nTHE SLUICE\n\nTHE TOLL\n\nThey leak."
    document = make_document(raw, rejoin=True, headings={"capitals": True, "cut": ("THE GATES AND",)})
    assert shape(document) == [
        ("heading", 0, ("THE GATES AND", "THE SLUICE")),
        ("heading", 0, ("THE TOLL",)),
        ("paragraph", 1, ("They leak.",)),
    ]
    assert [block.section for block in document.blocks] == ["THE GATES AND THE SLUICE", "THE TOLL", "THE TOLL"]


# -- notes ------------------------------------------------------------------------------------------------------------

NOTED = "FIRST\n\nIt leaks.¹ It sticks.¹²\n\nNOTES\n\n¹ So he said.\n\n¹² Ledger, page\n\n4 and after.\n\nSECOND\n\nIt held.¹\n\nNOTES\n\n- ¹ Until May."


def noted() -> Document:
    document = make_document(NOTED, **GAZETTE, headings={"capitals": True})
    return with_articles(document, {"id": "first", "starts": "FIRST"}, {"id": "second", "starts": "SECOND"})


def test_notes_stand_after_their_heading_and_go_on_until_the_next_number() -> None:
    assert shape(noted()) == [
        ("title", 0, ("FIRST",)),
        ("paragraph", 1, ("It leaks.¹ It sticks.¹²",)),
        ("heading", 0, ("NOTES",)),
        ("note", 1, ("¹ So he said.",)),
        ("note", 12, ("¹² Ledger, page", "4 and after.")),
        ("title", 0, ("SECOND",)),
        ("paragraph", 1, ("It held.¹",)),
        ("heading", 0, ("NOTES",)),
        ("note", 1, ("- ¹ Until May.",)),
    ]


def test_a_note_call_knows_its_number_and_place_and_leads_to_the_note_of_its_own_article() -> None:
    document = noted()
    calls = [(block.article, call.number, document.raw[call.start : call.end]) for block in document.blocks for call in block.calls]
    assert calls == [("first", 1, "¹"), ("first", 12, "¹²"), ("second", 1, "¹")]
    texts = {(article, number): note for article, number, _ in calls if (note := document.note(article, number))}
    assert {key: document.raw[note.start : note.end] for key, note in texts.items()} == {
        ("first", 1): "¹ So he said.",
        ("first", 12): "¹² Ledger, page\n\n4 and after.",
        ("second", 1): "- ¹ Until May.",
    }
    assert document.note("second", 12) is None


def test_superscript_digits_call_no_notes_where_the_layout_has_no_note_marks() -> None:
    assert make_document("Two metres² of oak.").blocks[0].calls == ()


# -- articles and places ----------------------------------------------------------------------------------------------


def test_an_article_runs_from_its_first_line_to_the_next_article_or_to_the_line_before_which_it_ends() -> None:
    raw = "Cover\n\nFIRST\n\nOne.\n\n  SECOND  \n\nTwo.\n\nPrinted in Town\n\nAdvertisement"
    document = with_articles(
        make_document(raw), {"id": "first", "starts": "FIRST"}, {"id": "second", "starts": "SECOND", "ends_before": "Printed in Town"}
    )
    assert [raw[found.start : found.end] for found in document.articles] == ["FIRST\n\nOne.", "SECOND  \n\nTwo."]
    assert [block.article for block in document.blocks] == ["first", "first", "second", "second"]
    assert [block.number for block in document.blocks if block.kind is BlockKind.PARAGRAPH] == [1, 1]
    assert document.range_of("third") is None


def test_an_article_whose_boundary_is_missing_is_told_by_index_and_key_and_the_others_stand() -> None:
    document = with_articles(
        make_document("FIRST\n\nOne.\n\nTHIRD\n\nThree."),
        {"id": "first", "starts": "FIRST"},
        {"id": "second", "starts": "SECOND"},
        {"id": "third", "starts": "THIRD", "ends_before": "Nowhere"},
    )
    ranges, missing = article_ranges(document.raw, document.record.articles)
    assert missing == [(1, "starts"), (2, "ends_before")]
    assert ranges == [ArticleRange("first", 0, 11), ArticleRange("third", 13, 26)]


def test_a_line_is_found_only_whole() -> None:
    assert find_line("A gate\n  The gate\t\nThe gate house", "The gate", 0) == 9
    assert find_line("The gate house", "The gate", 0) == -1


def test_a_place_is_told_as_article_section_and_first_and_last_paragraph() -> None:
    raw = "GATES\n\nOne.\n\nTwo.\n\nSLUICE\n\nThree."
    document = make_document(raw, headings={"capitals": True})
    assert document.locate(raw.index("One"), raw.index("Two") + 4) == Locator(None, "GATES", 1, 2)
    assert document.locate(raw.index("One"), raw.index("Two") + 4).paragraph == "1-2"
    assert document.locate(raw.index("Three"), len(raw)).paragraph == "3"
    assert document.locate(0, 5) == Locator(None, "GATES", 0, 0)
    assert document.locate(0, 5).paragraph == ""
