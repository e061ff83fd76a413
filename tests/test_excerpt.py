"""What is printed: cut from the document, its layout repaired, the editor's marks put in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus.document import Document
from generator.corpus.excerpt import Edit, Mark, MarkKind, Paragraph, note_text, places_in_print, printed
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


def test_a_hyphen_that_the_document_has_at_line_ends_alone_breaks_words_and_is_dropped() -> None:
    """A program that sets pages breaks words with U+2010, beside the author's own hyphens."""
    assert show("I was sur\u2010\nprised. A well-known gate.") == [Paragraph(1, "I was surprised. A well-known gate.")]


@pytest.mark.parametrize("rest", ["No gate.", "A well\u2010known gate, half-open."])
def test_it_is_kept_where_it_may_join_words(rest: str) -> None:
    """In a text without another hyphen, or with this one inside a line."""
    assert show(f"The half\u2010\nopen door. {rest}") == [Paragraph(1, f"The half\u2010open door. {rest}")]


def test_hyphens_inside_a_line_and_dashes_at_line_ends_are_kept() -> None:
    assert show("A light-house – a lighthouse –\nstands.") == [Paragraph(1, "A light-house – a lighthouse – stands.")]


# -- omissions --------------------------------------------------------------------------------------------------------


def test_words_left_out_print_as_three_points_in_brackets_with_one_space_on_either_side() -> None:
    assert show(PLAIN, omit=("It has leaked since May.",)) == [
        Paragraph(1, "The gate leaks. [...] Nobody minds the gate.", (Mark(MarkKind.OMISSION, 16, 21, 5),))
    ]


def test_an_omission_before_a_punctuation_mark_leaves_the_mark_beside_it() -> None:
    assert show(PLAIN, omit=("since May",)) == [
        Paragraph(1, "The gate leaks. It has leaked [...]. Nobody minds the gate.", (Mark(MarkKind.OMISSION, 30, 35, 2),))
    ]


def test_an_omission_at_the_head_of_a_paragraph_takes_no_space_before_it() -> None:
    assert show(PLAIN, omit=("The gate leaks.",)) == [
        Paragraph(1, "[...] It has leaked since May. Nobody minds the gate.", (Mark(MarkKind.OMISSION, 0, 5, 3),))
    ]


def test_an_omission_after_an_opening_bracket_takes_no_space_before_it() -> None:
    assert show("It leaks (since May, they say).", omit=("since May,",)) == [
        Paragraph(1, "It leaks ([...] they say).", (Mark(MarkKind.OMISSION, 10, 15, 2),))
    ]


def test_two_omissions_print_in_the_order_of_the_text() -> None:
    paragraph = show(PLAIN, omit=("Nobody minds", "The gate leaks."))[0]
    assert paragraph == Paragraph(
        1, "[...] It has leaked since May. [...] the gate.", (Mark(MarkKind.OMISSION, 0, 5, 3), Mark(MarkKind.OMISSION, 31, 36, 2))
    )


def test_an_omission_over_a_paragraph_end_marks_both_and_swallows_paragraphs_between() -> None:
    """The words left out are counted once, at the first mark."""
    raw = "One leaks.\n\nTwo sticks.\n\nThree holds fast."
    assert show(raw, omit=("leaks.\n\nTwo sticks.\n\nThree",)) == [
        Paragraph(1, "One [...]", (Mark(MarkKind.OMISSION, 4, 9, 4),)),
        Paragraph(3, "[...] holds fast.", (Mark(MarkKind.OMISSION, 0, 5),)),
    ]


def test_an_omission_inside_another_brings_nothing_back() -> None:
    """Its words are counted with those of the one around it."""
    assert show(PLAIN, omit=("leaks. It has leaked since May. Nobody", "has leaked")) == [
        Paragraph(1, "The gate [...] [...] minds the gate.", (Mark(MarkKind.OMISSION, 9, 14, 7), Mark(MarkKind.OMISSION, 15, 20)))
    ]


def test_a_note_call_inside_an_omission_does_not_print() -> None:
    assert show("One leaks.¹ Two sticks.²", omit=("One leaks.¹",), note_marks="superscript") == [
        Paragraph(1, "[...] Two sticks.", (Mark(MarkKind.OMISSION, 0, 5, 2), Mark(MarkKind.NOTE, 17, 17, 2)))
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
        ("note", "", 1), ("omission", "[...]", 5), ("gloss", "[sic]", 0),
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


# -- places in print --------------------------------------------------------------------------------------------------


def places(
    raw: str, inner: str, omit: tuple[str, ...] = (), gloss: tuple[tuple[str, str], ...] = (), **layout: Any
) -> list[tuple[int, str]]:
    """Where words stand in the print of their whole document: index of the paragraph, and what is printed there."""
    document = make_document(raw, **layout)
    (at,) = [n for n in range(len(raw)) if raw.startswith(inner, n)]
    whole, left_out, added = (0, len(raw)), edits(document, *((words, "") for words in omit)), edits(document, *gloss)
    shown = printed(document, *whole, left_out, added)
    return [(n, shown[n].text[a:b]) for n, a, b in places_in_print(document, whole, left_out, added, (at, at + len(inner)))]


@pytest.mark.parametrize(
    ("inner", "omit", "gloss", "expected"),
    [
        ("since May", (), (), "since May"),
        ("Nobody minds", ("The gate leaks.",), (), "Nobody minds"),
        ("Nobody minds", ("It has leaked since May.",), (), "Nobody minds"),
        ("The gate leaks.", ("It has leaked since May.",), (), "The gate leaks."),
        ("leaks. It has leaked since May. Nobody", ("It has leaked since May.",), (), "leaks. [...] Nobody"),
        ("leaked since May. Nobody", (), (("since May", "sic"),), "leaked since May [sic]. Nobody"),
        ("since May", (), (("since May", "sic"),), "since May"),
        ("Nobody minds", (), (("since May.", "sic"),), "Nobody minds"),
    ],
    ids=["plain", "after an omission", "right after one", "right before one", "around one", "around a gloss", "before a gloss", "after a gloss"],
)
def test_words_have_a_place_in_the_print_of_the_excerpt_that_holds_them(
    inner: str, omit: tuple[str, ...], gloss: tuple[tuple[str, str], ...], expected: str
) -> None:
    """The editor's marks among them are in it; those beside them are not."""
    assert places(PLAIN, inner, omit, gloss) == [(0, expected)]


def test_words_over_paragraphs_have_a_place_in_each() -> None:
    raw = "One leaks.\n\nTwo sticks.\n\nThree holds fast."
    assert places(raw, "leaks.\n\nTwo sticks.\n\nThree") == [(0, "leaks."), (1, "Two sticks."), (2, "Three")]


def test_paragraphs_are_counted_as_printed() -> None:
    raw = "One leaks.\n\nTwo sticks.\n\nThree drips.\n\nFour holds fast."
    assert places(raw, "Four", omit=("leaks.\n\nTwo sticks.\n\nThree",)) == [(2, "Four")]


@pytest.mark.parametrize("inner", ["gate¹ leaks", "gate", "gate¹", "leaks"])
def test_a_note_mark_in_or_beside_words_takes_no_room(inner: str) -> None:
    assert places("The gate¹ leaks.", inner, note_marks="superscript") == [(0, inner.replace("¹", ""))]


def test_words_over_line_ends_and_page_breaks_have_one_place() -> None:
    raw = "The **gate** was\ncalled\n\nTHE WEEKLY 4\n\nOld Bess. A light-\nhouse; the lighthouse."
    layout = {"rejoin": True, "emphasis": "asterisks", "furniture": ("THE WEEKLY {number}",)}
    assert places(raw, "gate** was\ncalled\n\nTHE WEEKLY 4\n\nOld", **layout) == [(0, "gate was called Old")]
    assert places(raw, "A light-\nhouse;", **layout) == [(0, "A lighthouse;")]


WORDS = ("gate", "leaks,", "“so", "said”", "Bess.¹", "May.", "*anti-war*", "9,5", "(the", "boat)", "–", "light-\nhouse", "lighthouse")
LAYOUT = {"rejoin": True, "note_marks": "superscript", "emphasis": "asterisks"}


@st.composite
def excerpts(draw: st.DrawFn) -> tuple[Document, tuple[Edit, ...], tuple[Edit, ...], tuple[int, int]]:
    """A document of a few paragraphs with omissions and glosses, and some words of it that no omission touches."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=24))
    raw, spans = "", []
    for word in words:
        spans.append((len(raw), len(raw) + len(word)))
        raw += word + draw(st.sampled_from((" ", " ", "\n", "\n\n")))
    first = draw(st.integers(0, len(spans) - 1))
    last = draw(st.integers(first, len(spans) - 1))
    before, after = range(first), range(last + 1, len(spans))
    omit = []
    for side in (before, after):
        if side and draw(st.booleans()):
            a = draw(st.sampled_from(side))
            b = draw(st.integers(a, side[-1]))
            omit.append(Edit(spans[a][0], spans[b][1]))
    free = [end for start, end in spans if not any(gap.start < end <= gap.end for gap in omit)]
    gloss = [Edit(end - 1, end, "sic") for end in draw(st.sets(st.sampled_from(free), max_size=2))]
    return make_document(raw.strip(), **LAYOUT), tuple(omit), tuple(gloss), (spans[first][0], spans[last][1])


@given(excerpts())
def test_what_is_printed_at_the_place_of_words_is_what_they_print_alone(
    excerpt: tuple[Document, tuple[Edit, ...], tuple[Edit, ...], tuple[int, int]],
) -> None:
    """Editor's marks among them come with them, and only those."""
    document, omit, gloss, inner = excerpt
    whole = (0, len(document.raw))
    shown = printed(document, *whole, omit, gloss)
    there = [shown[n].text[a:b] for n, a, b in places_in_print(document, whole, omit, gloss, inner)]
    among = tuple(edit for edit in gloss if inner[0] < edit.end < inner[1])
    assert there == [paragraph.text for paragraph in printed(document, *inner, (), among)]
