"""Laws of folding, on generated texts that have every irregularity the rules know."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.corpus import fold
from generator.corpus.fold import DROP, SOFT, Folding, folding_for
from generator.corpus.graphemes import splits_grapheme
from generator.corpus.locate import Match, find_quote, skipped_spans, used_rules
from generator.corpus.pattern import find_by_pattern, stands_at
from generator.corpus.rules import Rule
from tests.documents import make_document
from tests.plain_fold import plain_fold

LAYOUT = {
    "note_marks": "superscript",
    "emphasis": "asterisks",
    "escapes": ("[", "]"),
    "furniture": ("{number}", "A RUNNING HEAD", "page {number} of {number}"),
}

WORDS = st.sampled_from(
    [
        *("the", "well", "co", "operation", "x", "A", "1952", "1,200", "0.42", "can't", "can\u2019t", "*not*", "\\[sic\\]"),
        *("office", "of\ufb01ce", "o\ufb03cial", "\ufb02ood", "end\u2026", "...", "Suf\u00adfrage"),
        *("caf\u00e9", "cafe\u0301", "Vie\u0302\u0323t", "Vi\u1ec7t", "na\u0308i\u0308ve", "\u00c5", "\u212b"),
    ]
)
BETWEEN = st.sampled_from(
    [
        *(" ", " ", " ", "  ", "\n", "\n\n", "\u00a0", "\u2009\n", ", ", ". ", " \u201c", "\u201d ", " \u2018", "\u2019 "),
        *(" \u2014 ", "\u2013", "-", "\u2212", " -", "\u2010\n", "-\n", "-\n ", "- ", "*-\n"),
        *("\u00b9\u00b2 ", "\u00b3", "* ", " **", "\u200b", "\u00ad", "\u00ad\n", "\u00ad\n  ", " \u00ad "),
        *("\n214\n\fA RUNNING HEAD\n", "-\n214\n\fA RUNNING HEAD\n", " \n  page 3 of 9  \n", "\u00ad\n15\n"),
    ]
)
TEXTS = st.lists(st.tuples(WORDS, BETWEEN), min_size=1, max_size=14).map(lambda pairs: "".join(a + b for a, b in pairs))

laws = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])


def draw_range(data, document):
    """A folded range that begins and ends with something other than white space, a hyphen or half a grapheme."""
    folded = document.folded
    edges = [
        at
        for at in range(len(folded.text) + 1)
        if not folded.inside_replacement(at)
        and not splits_grapheme(document.raw, folded.raw_start(at))
        and not (at and splits_grapheme(document.raw, folded.raw_end(at)))
    ]
    start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    assume(start < end)
    assume(folded.text[start] not in " -" and folded.text[end - 1] not in " -")
    return start, end


@laws
@given(TEXTS)
def test_the_map_never_goes_back(raw):
    folded = make_document(raw, **LAYOUT).folded
    starts = [folded.raw_start(at) for at in range(len(folded.text) + 1)]
    ends = [folded.raw_end(at) for at in range(1, len(folded.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert all(start < end for start, end in zip(starts, ends, strict=False))
    assert not ends or ends[-1] <= len(raw)


@laws
@given(TEXTS)
def test_the_way_back_from_a_raw_offset_is_to_the_first_character_that_begins_there_or_later(raw):
    folded = make_document(raw, **LAYOUT).folded
    starts = [folded.raw_start(at) for at in range(len(folded.text) + 1)]
    for at in range(len(raw) + 2):
        assert folded.folded_start(at) == next((n for n, start in enumerate(starts) if start >= at), len(folded.text))


@laws
@given(TEXTS, st.data())
def test_the_fold_of_a_slice_is_the_slice_of_the_fold(raw, data):
    document = make_document(raw, **LAYOUT)
    start, end = draw_range(data, document)
    folded = document.folded
    piece = raw[folded.raw_start(start) : folded.raw_end(end)]
    assert document.folding.quote(piece) == folded.text[start:end]


@laws
@given(TEXTS, st.data())
def test_what_is_found_folds_to_what_was_sought(raw, data):
    document = make_document(raw, **LAYOUT)
    start, end = draw_range(data, document)
    words = document.folded.text[start:end]
    found = find_quote(document, words, (0, len(raw)))
    places = [*found.matches, *found.split]
    assert document.folded.raw_start(start) in [match.start for match in places]
    for match in found.matches:
        assert not splits_grapheme(raw, match.start)
        assert not splits_grapheme(raw, match.end)
        folded = document.folding.quote(raw[match.start : match.end])
        assert folded.replace("-", "") == words.replace("-", "")


@laws
@given(TEXTS, st.data(), st.sampled_from(["as folded", "as in the file", "on one line", "closed up", "composed"]))
def test_both_ways_of_finding_agree(raw, data, way):
    document = make_document(raw, **LAYOUT)
    start, end = draw_range(data, document)
    folded = document.folded
    piece = raw[folded.raw_start(start) : folded.raw_end(end)]
    words = {
        "as folded": folded.text[start:end],
        "as in the file": piece,
        "on one line": " ".join(piece.split()),
        "closed up": "".join(c for at, c in enumerate(folded.text[start:end], start) if at not in folded.line_hyphens),
        "composed": unicodedata.normalize("NFC", piece),
    }[way]
    whole = (0, len(raw))
    assert find_by_pattern(document, words, whole) == find_quote(document, words, whole).matches


PIECES = st.sampled_from(
    [*("  ", "   ", " \n ", "\u00ad \u00ad\n", "\ufb01\u0308", "\ufb01", "a\u0301\u0323", "A RUNNING HEADX", "\nA RUNNING HEAD\n", "12", "ab")]
)
LONGER = st.lists(st.one_of(WORDS, BETWEEN, PIECES), min_size=1, max_size=30).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(LONGER, st.sampled_from([frozenset(), *(frozenset({rule}) for rule in Rule)]), st.booleans(), st.sampled_from([1, 2, 5, 11]))
def test_a_text_folded_in_pieces_is_what_it_is_folded_at_once(raw, without, part, size):
    folding = Folding(make_document(raw, **LAYOUT).record.layout, without=without)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold, "PIECE", size)
        folded = folding.fold(raw, part=part)
    assert folded == plain_fold(folding, raw, part=part)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet=[chr(n) for n in range(128)] + [*"ab -1a b"], max_size=12))
def test_a_quotation_that_needs_no_folding_is_what_folding_would_make_of_it(words):
    folding = make_document("", **LAYOUT).folding
    assert folding.quote(words) == plain_fold(folding, words.strip(), part=True).text.strip(" ")


def test_a_text_is_cut_between_letters_and_never_in_page_furniture():
    folding = make_document("", **LAYOUT).folding
    raw = "one\nA RUNNING HEAD\ntwo-\nthree\u00ad\nfour"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold, "PIECE", 1)
        ends = list(folding._ends(raw))
    assert [raw[a:b] for a, b in pairwise([0, *ends])] == [
        *("o", "n", "e\nA RUNNING HEAD\nt", "w", "o-\nt", "h", "r", "e", "e\u00ad\nf", "o", "u", "r"),
    ]  # fmt: skip
@laws
@given(TEXTS, st.data(), st.sampled_from(["as in the file", "on one line", "another place"]))
def test_words_that_differ_in_white_space_alone_are_proved_as_the_pattern_proves_them(raw, data, way):
    document = make_document(raw, **LAYOUT)
    start, end = draw_range(data, document)
    place = Match(document.folded.raw_start(start), document.folded.raw_end(end))
    piece = raw[place.start : place.end]
    if way == "another place":
        place = Match(max(0, place.start - 1), place.end)
    words = piece if way == "as in the file" else " ".join(piece.split())
    assert stands_at(document, words, place) is (place in find_by_pattern(document, words, (place.start, place.end)))


@laws
@given(TEXTS, st.data(), st.booleans())
def test_rules_that_find_nothing_to_act_on_are_not_needed(raw, data, folded):
    """As if each rule were left out in turn, whatever the words hold."""
    document = make_document(raw, **LAYOUT)
    start, end = draw_range(data, document)
    place = Match(document.folded.raw_start(start), document.folded.raw_end(end))
    piece = raw[place.start : place.end]
    words = document.folded.text[start:end] if folded else " ".join(piece.split())
    assume(document.folding.quote(words) == document.folding.quote(piece))
    needed = {
        rule
        for rule in Rule
        if (without := folding_for(document.record.layout, frozenset({rule}))).quote(piece) != without.quote(words)
    }
    assert used_rules(document, place, words) - {Rule.REJOINED} == needed


@laws
@given(TEXTS)
def test_what_is_not_printed_is_found_character_by_character(raw):
    document = make_document(raw, **LAYOUT)
    expected = []
    for rule in (Rule.NOTE_MARK, Rule.EMPHASIS, Rule.ESCAPES, Rule.INVISIBLE):
        masked = folding_for(document.record.layout, frozenset(Rule) - {rule}).mask(raw)
        expected += [(at, rule) for at, character in enumerate(masked) if character in DROP + SOFT]
    found = [(at, rule) for start, end, rule in skipped_spans(document, 0, len(raw)) for at in range(start, end)]
    assert sorted((at, rule) for at, rule in found if rule is not Rule.FURNITURE) == sorted(expected)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("free,¹² and", "free, and"),
        ("Suf\u00adfrage", "Suffrage"),
        ("Suf\u00ad\n  frage", "Suffrage"),
        ("well-\nknown", "well-known"),
        ("or-\n214\n\fA RUNNING HEAD\ndain", "or-dain"),
        ("a \u00ad b", "a b"),
        ("*anti*-\nwar", "anti-war"),
        ("x *- y*", "x - y"),
        ("½ of 10²", "½ of 10"),
        ("\\[sic\\] \\n", "[sic] \\n"),
        ("e\u0301", "é"),
        ("o\ufb03ce…", "office..."),
        ("“a” ‘b’ «c»", "\"a\" 'b' \"c\""),
        ("a — b – c − d", "a - b - c - d"),
        ("\ufeffa\u200bb\u00a0\u2009c", "ab c"),
    ],
)
def test_each_rule_folds(raw, folded):
    assert make_document(raw, **LAYOUT).folded.text == folded


def test_the_first_and_last_line_of_a_quotation_are_never_furniture():
    """A quotation may begin or end within a line: what is left of the line may look like a folio."""
    document = make_document("It was the year\n1952 that changed it.", furniture=("{number}",))
    assert document.folding.quote("It was the year\n1952") == "It was the year 1952"


def test_case_accents_and_compatibility_characters_are_kept():
    assert make_document("The CAFÉ costs ¹²½").folded.text == "The CAFÉ costs ¹²½"
