"""What the exact search accepts and refuses; each case once misled some system that checks quotations."""

import pytest

from generator.corpus.locate import Edges, Found, Match, find_quote, find_range, skipped_spans, used_rules
from generator.corpus.pattern import find_by_pattern
from generator.corpus.rules import Rule, Verdict, verdict_of
from tests.documents import make_document

LAYOUT = {
    "note_marks": "superscript",
    "emphasis": "asterisks",
    "furniture": ("{number}", "JOURNAL OF THE ASSEMBLY"),
}


def found_in(raw, words):
    """The raw slices found, after both ways of finding were seen to agree."""
    document = make_document(raw, **LAYOUT)
    whole = (0, len(raw))
    matches = find_quote(document, words, whole).matches
    assert find_by_pattern(document, words, whole) == matches
    return [raw[match.start : match.end] for match in matches]


ACCEPTED = {
    "a hyphen at a line's end, kept": ("A well-\nknown clerk wrote it.", "well-known clerk", "well-\nknown clerk"),
    "a hyphen at a line's end, closed up": ("They sought co-\noperation then.", "sought cooperation", "sought co-\noperation"),
    "the same hyphen, kept": ("They sought co-\noperation then.", "sought co-operation", "sought co-\noperation"),
    "a page break inside a word": (
        "and hereby or-\n214\n\fJOURNAL OF THE ASSEMBLY\ndain that none",
        "hereby ordain that",
        "hereby or-\n214\n\fJOURNAL OF THE ASSEMBLY\ndain that",
    ),
    "a page break between words": (
        "the people\n215\n\fJOURNAL OF THE ASSEMBLY\nof these towns",
        "the people of these towns",
        "the people\n215\n\fJOURNAL OF THE ASSEMBLY\nof these towns",
    ),
    "a note mark after a comma": ("They were free,¹² and stayed so.", "were free, and stayed", "were free,¹² and stayed"),
    "a note mark at the end stays outside": ("They were free.¹² Then", "were free.", "were free."),
    "a note mark that the quotation has too": ("They were free.¹² Then", "were free.¹²", "were free.¹²"),
    "a soft hyphen": ("Universal Suf\u00adfrage came.", "Suffrage came", "Suf\u00adfrage came"),
    "two paragraphs": ("One ends here.\n\nAnother begins.", "ends here. Another begins", "ends here.\n\nAnother begins"),
    "curly quotation marks": ("He said “it’s over”.", "said \"it's over\"", "said “it’s over”"),
    "a dash before a number": ("from 1952 — 64 years on", "64 years", "64 years"),
    "two words that a hyphen would have joined, but a dash parts": ("war—peace", "peace", "peace"),
    "a ligature": ("The o\ufb03ce closed…", "office closed...", "o\ufb03ce closed…"),
    "an accent written as two characters": ("the cafe\u0301s of Lyon", "the cafés of", "the cafe\u0301s of"),
    "marks of emphasis": ("it was *not* so", "was not so", "was *not* so"),
    "the start of the file": ("Alone it stands.", "Alone it", "Alone it"),
    "a number at the end of one line": ("It began in\n1952 and ended.", "began in\n1952", "began in\n1952"),
}


@pytest.mark.parametrize(("raw", "words", "place"), ACCEPTED.values(), ids=ACCEPTED)
def test_accepts(raw, words, place):
    assert found_in(raw, words) == [place]


REFUSED = {
    "a likeness": ("They work the machines all day.", "Linus"),
    "a dropped not": ("The towns shall not keep troops.", "The towns shall keep troops"),
    "another number word": ("by vote of nine towns", "by vote of ten towns"),
    "a number without its minus": ("a balance of -0.42 per cent", "0.42 per cent"),
    "a number without its typographic minus": ("a balance of −0.42 per cent", "0.42 per cent"),
    "a minus that isn't there": ("a balance of 0.42 per cent", "-0.42 per cent"),
    "the end of a number": ("some 1,200 men", "200 men"),
    "the beginning of a number": ("some 1,200 men", "some 1"),
    "a word without its n't": ("They can’t vote.", "They can"),
    "a word without its prefix": ("an anti-capitalist league", "capitalist league"),
    "a word without its prefix on the line before": ("an anti-\ncapitalist league", "capitalist league"),
    "a word without its prefix on the page before": (
        "an anti-\n7\n\fJOURNAL OF THE ASSEMBLY\ncapitalist league",
        "capitalist league",
    ),
    "half a word": ("the machines stop", "chines stop"),
    "half a word before a soft hyphen": ("Universal Suf\u00adfrage", "Universal Suf"),
    "another case": ("the people", "The people"),
    "a missing accent": ("the cafés", "the cafes"),
    "a letter without its combining accent": ("an old cafe\u0301 there", "old cafe"),
    "a part of an ellipsis character": ("so it went on… and on", "it went on."),
    "a word parted by white space": ("to get her home", "together"),
    "two numbers closed up": ("in 19-\n52 places", "in 1952 places"),
    "page furniture itself": ("the end\n215\n\fJOURNAL OF THE ASSEMBLY\nof it", "JOURNAL OF THE ASSEMBLY"),
    "other punctuation": ("Stop. Now go", "Stop, Now"),
    "nothing": ("some words", "  "),
}


@pytest.mark.parametrize(("raw", "words"), REFUSED.values(), ids=REFUSED)
def test_refuses(raw, words):
    assert found_in(raw, words) == []


def test_repeated_boilerplate_gives_every_place():
    """Ambiguity is told, never settled."""
    assert found_in("Resolved, that it pass. Resolved, that it pass.", "Resolved, that") == ["Resolved, that"] * 2


def test_overlapping_places_are_all_given():
    document = make_document("no no no")
    assert find_quote(document, "no no", (0, 8)).matches == (Match(0, 5), Match(3, 8))


def test_a_place_that_cuts_a_word_is_told_apart_from_no_place():
    document = make_document("the anti-capitalist and the capitalist")
    assert find_quote(document, "capitalist", (0, 38)) == Found((Match(28, 38),), (Match(9, 19),))


def test_only_the_range_is_searched():
    document = make_document("ring the bell and ring the bell")
    assert find_quote(document, "ring the bell", (5, 31)).matches == (Match(18, 31),)
    assert find_quote(document, "ring the bell", (0, 30)).matches == (Match(0, 13),)


def test_many_hyphens_at_line_ends_are_all_read():
    """Each of the words could be read in two ways; that makes no difference to what is found."""
    stems = ["com", "go", "see", "hear", "talk", "walk", "row", "sail"]
    raw = " ".join(f"{stem}-\ning" for stem in stems)
    assert found_in(raw, " ".join(f"{stem}ing" for stem in stems)) == [raw]
    assert found_in(raw, " ".join(f"{stem}-ing" for stem in stems)) == [raw]


def test_one_edge_may_be_let_cut():
    document = make_document("the capitalists")
    assert find_quote(document, "the capital", (0, 15)).matches == ()
    assert find_quote(document, "the capital", (0, 15), Edges.START).matches == (Match(0, 11),)


def test_a_range_runs_to_the_nearest_end():
    document = make_document("From here to there, and to there.")
    begins, ranges = find_range(document, "From here", "to there", (0, 33))
    assert begins.matches == (Match(0, 9),)
    assert ranges == (Match(0, 18),)


RULES = {
    "none": ("as it is", "as it is", set(), Verdict.EXACT),
    "white space": ("as\nit is", "as it is", {Rule.WHITE_SPACE}, Verdict.TYPOGRAPHIC),
    "quotation marks": ("it’s so", "it's so", {Rule.QUOTES}, Verdict.TYPOGRAPHIC),
    "dashes": ("this – that", "this — that", {Rule.DASHES}, Verdict.TYPOGRAPHIC),
    "emphasis": ("it *is* so", "it is so", {Rule.EMPHASIS}, Verdict.TYPOGRAPHIC),
    "ligatures": ("the \ufb01eld", "the field", {Rule.LIGATURES}, Verdict.TYPOGRAPHIC),
    "accents": ("cafe\u0301 noir", "café noir", {Rule.COMPOSED}, Verdict.TYPOGRAPHIC),
    "soft hyphen": ("suf\u00adfrage", "suffrage", {Rule.INVISIBLE}, Verdict.TYPOGRAPHIC),
    "note mark": ("free,¹ so", "free, so", {Rule.NOTE_MARK}, Verdict.LAYOUT),
    "line hyphen, closed up": ("co-\noperate", "cooperate", {Rule.LINE_HYPHEN}, Verdict.LAYOUT),
}


@pytest.mark.parametrize(("raw", "words", "rules", "verdict"), RULES.values(), ids=RULES)
def test_names_the_rules_it_used(raw, words, rules, verdict):
    document = make_document(raw, **LAYOUT)
    match = find_quote(document, words, (0, len(raw))).matches[0]
    used = used_rules(document, match, words)
    assert used == rules
    assert verdict_of(used) is verdict


def test_what_is_passed_over_is_itemised():
    raw = "a *b*,¹² c\u00ad\n9\nd"
    document = make_document(raw, **LAYOUT)
    assert [(raw[a:b], rule) for a, b, rule in skipped_spans(document, 0, len(raw))] == [
        ("*", Rule.EMPHASIS),
        ("*", Rule.EMPHASIS),
        ("¹²", Rule.NOTE_MARK),
        ("\u00ad", Rule.INVISIBLE),
        ("9", Rule.FURNITURE),
    ]
