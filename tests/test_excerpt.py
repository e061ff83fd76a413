"""What is printed: cut from the document, its layout repaired, the editor's marks put in."""

from typing import Any

import pytest

from generator.corpus.document import Document
from generator.corpus.excerpt import Edit, Mark, MarkKind, Paragraph, note_text, printed
from tests.documents import make_document

PLAIN = "The gate leaks. It has leaked since May. Nobody minds the gate."


def show(raw: str, omit: tuple[str, ...] = (), gloss: tuple[tuple[str, str], ...] = (), **layout: Any) -> list[Paragraph]:
    """The whole of a document as printed, with words left out and glosses put after words."""
    document = make_document(raw, **layout)
    return printed(document, 0, len(raw), edits(document, *((words, "") for words in omit)), edits(document, *gloss))


def edits(document: Document, *wanted: tuple[str, str]) -> tuple[Edit, ...]:
    """Edits at words that stand once in the document."""
    found = []
    for words, text in wanted:
        assert document.raw.count(words) == 1
        at = document.raw.index(words)
        found.append(Edit(at, at + len(words), text))
    return tuple(found)


# -- the text ---------------------------------------------------------------------------------------------------------


def test_a_range_inside_a_paragraph_prints_alone_under_the_number_of_the_paragraph() -> None:
    document = make_document(f"One.\n\n{PLAIN}")
    start = document.raw.index("It has")
    assert printed(document, start, start + len("It has leaked since May."), (), ()) == [Paragraph(2, "It has leaked since May.")]


def test_line_ends_print_as_spaces_and_typography_prints_as_it_stands() -> None:
    raw = "The  “gate” –\tso ‘called’ —\nleaks… at ﬁve."
    assert show(raw) == [Paragraph(1, "The “gate” – so ‘called’ — leaks… at ﬁve.")]


def test_accents_print_in_the_encoding_of_the_file() -> None:
    assert show("Cafe\u0301 Ole\u0301.") == [Paragraph(1, "Cafe\u0301 Ole\u0301.")]


def test_emphasis_escapes_soft_hyphens_and_furniture_do_not_print() -> None:
    raw = "The **gate** cost \\$12,\n\nTHE WEEKLY 4\n\nand leaks al\u00adways."
    document = make_document(raw, rejoin=True, emphasis="asterisks", escapes=("$",), furniture=("THE WEEKLY {number}",))
    assert printed(document, 0, len(raw), (), ()) == [Paragraph(1, "The gate cost $12, and leaks always.")]


def test_asterisks_and_backslashes_print_where_the_layout_does_not_declare_them() -> None:
    assert show(r"The *gate* cost \$12.") == [Paragraph(1, r"The *gate* cost \$12.")]


def test_paragraphs_list_items_and_headings_print_apart_and_only_the_first_two_bear_numbers() -> None:
    raw = "The gate\n\nIt leaks:\n- at night\n- by day."
    assert show(raw, headings={"lines": ("The gate",)}) == [
        Paragraph(0, "The gate"),
        Paragraph(1, "It leaks:"),
        Paragraph(2, "- at night"),
        Paragraph(3, "- by day."),
    ]


def test_a_rejoined_paragraph_prints_as_one() -> None:
    assert show("The gate was called\n\nOld Bess. It leaks.\n\nNobody minds.", rejoin=True) == [
        Paragraph(1, "The gate was called Old Bess. It leaks."),
        Paragraph(2, "Nobody minds."),
    ]


def test_words_outside_every_block_print_without_a_number() -> None:
    document = make_document("THE WEEKLY 4\n\nIt leaks.", furniture=("THE WEEKLY {number}",))
    start, end = document.raw.index("leaks"), document.raw.index("leaks") + 5
    assert printed(document, start, end, (), ()) == [Paragraph(1, "leaks")]
    assert printed(make_document("Only furniture", furniture=("Only furniture",)), 0, 4, (), ()) == [Paragraph(0, "Only")]


# -- hyphens at line ends ---------------------------------------------------------------------------------------------


def test_a_hyphen_at_a_line_end_is_dropped_where_the_document_elsewhere_writes_the_word_without_it() -> None:
    assert show("The light-\nhouse. A lighthouse is tall.") == [Paragraph(1, "The lighthouse. A lighthouse is tall.")]


@pytest.mark.parametrize("rest", ["A harbour-master rows.", "A lighthouse is tall.", "The masters row."])
def test_a_hyphen_at_a_line_end_is_kept_where_the_document_never_writes_the_word_without_it(rest: str) -> None:
    assert show(f"The harbour-\nmaster. {rest}") == [Paragraph(1, f"The harbour-master. {rest}")]


def test_hyphens_inside_a_line_and_dashes_at_line_ends_are_kept() -> None:
    assert show("A light-house – a lighthouse –\nstands.") == [Paragraph(1, "A light-house – a lighthouse – stands.")]


# -- omissions --------------------------------------------------------------------------------------------------------


def test_words_left_out_print_as_three_points_in_brackets_with_one_space_on_either_side() -> None:
    assert show(PLAIN, omit=("It has leaked since May.",)) == [
        Paragraph(1, "The gate leaks. [...] Nobody minds the gate.", (Mark(MarkKind.OMISSION, 16, 21),))
    ]


def test_an_omission_before_a_punctuation_mark_leaves_the_mark_beside_it() -> None:
    assert show(PLAIN, omit=("since May",)) == [
        Paragraph(1, "The gate leaks. It has leaked [...]. Nobody minds the gate.", (Mark(MarkKind.OMISSION, 30, 35),))
    ]


def test_an_omission_at_the_head_of_a_paragraph_takes_no_space_before_it() -> None:
    assert show(PLAIN, omit=("The gate leaks.",)) == [
        Paragraph(1, "[...] It has leaked since May. Nobody minds the gate.", (Mark(MarkKind.OMISSION, 0, 5),))
    ]


def test_an_omission_after_an_opening_bracket_takes_no_space_before_it() -> None:
    assert show("It leaks (since May, they say).", omit=("since May,",)) == [
        Paragraph(1, "It leaks ([...] they say).", (Mark(MarkKind.OMISSION, 10, 15),))
    ]


def test_two_omissions_print_in_the_order_of_the_text() -> None:
    paragraph = show(PLAIN, omit=("Nobody minds", "The gate leaks."))[0]
    assert paragraph == Paragraph(
        1, "[...] It has leaked since May. [...] the gate.", (Mark(MarkKind.OMISSION, 0, 5), Mark(MarkKind.OMISSION, 31, 36))
    )


def test_an_omission_over_a_paragraph_end_marks_both_and_swallows_paragraphs_between() -> None:
    raw = "One leaks.\n\nTwo sticks.\n\nThree holds fast."
    assert show(raw, omit=("leaks.\n\nTwo sticks.\n\nThree",)) == [
        Paragraph(1, "One [...]", (Mark(MarkKind.OMISSION, 4, 9),)),
        Paragraph(3, "[...] holds fast.", (Mark(MarkKind.OMISSION, 0, 5),)),
    ]


def test_a_note_call_inside_an_omission_does_not_print() -> None:
    assert show("One leaks.¹ Two sticks.²", omit=("One leaks.¹",), note_marks="superscript") == [
        Paragraph(1, "[...] Two sticks.", (Mark(MarkKind.OMISSION, 0, 5), Mark(MarkKind.NOTE, 17, 17, 2)))
    ]


# -- glosses and note calls -------------------------------------------------------------------------------------------


def test_a_gloss_prints_in_brackets_after_its_words_and_before_a_punctuation_mark() -> None:
    assert show(PLAIN, gloss=(("since May", "sic"),)) == [
        Paragraph(1, "The gate leaks. It has leaked since May [sic]. Nobody minds the gate.", (Mark(MarkKind.GLOSS, 40, 45),))
    ]


def test_a_gloss_at_the_end_of_the_text_still_prints() -> None:
    assert show("It leaks", gloss=(("leaks", "sic"),)) == [Paragraph(1, "It leaks [sic]", (Mark(MarkKind.GLOSS, 9, 14),))]


def test_a_gloss_after_the_end_of_the_printed_range_does_not_print() -> None:
    document = make_document(PLAIN)
    assert printed(document, 0, 15, (), edits(document, ("since May", "sic"))) == [Paragraph(1, "The gate leaks.")]


def test_a_note_call_keeps_its_place_and_number_and_its_mark_is_no_part_of_the_text() -> None:
    assert show("It leaks,¹ they say.²³", note_marks="superscript") == [
        Paragraph(1, "It leaks, they say.", (Mark(MarkKind.NOTE, 9, 9, 1), Mark(MarkKind.NOTE, 19, 19, 23)))
    ]


def test_marks_of_several_kinds_stand_in_the_order_of_the_text() -> None:
    raw = "The gate¹ leaks. It has leaked since May. Nobody minds."
    paragraph = show(raw, omit=("It has leaked since May.",), gloss=(("Nobody", "sic"),), note_marks="superscript")[0]
    assert paragraph.text == "The gate leaks. [...] Nobody [sic] minds."
    assert [(mark.kind.value, paragraph.text[mark.start : mark.end], mark.number) for mark in paragraph.marks] == [
        ("note", "", 1), ("omission", "[...]", 0), ("gloss", "[sic]", 0),
    ]  # fmt: skip


def test_a_note_prints_without_its_number_and_rejoined() -> None:
    document = make_document(
        "It leaks.¹ ²\n\nNOTES\n\n- ¹ Ledger, page\n\n4.\n\n² **Ibid.**",
        rejoin=True, note_marks="superscript", emphasis="asterisks", notes_heading="NOTES",
    )  # fmt: skip
    first, second = document.note(None, 1), document.note(None, 2)
    assert first is not None
    assert second is not None
    assert (note_text(document, first), note_text(document, second)) == ("Ledger, page 4.", "Ibid.")
