"""What is suggested when a quotation isn't found."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.corpus.nearest import _scores, nearest
from tests.documents import make_document

MINUTES = """The delegates of nine towns met on the fourth of March and declared that no tax should be raised
without their consent. They did not trust the governor, who had promised three times to withdraw
the soldiers and had three times kept them in the harbour. Old Peter the ferryman spoke last: the river, he
said, belongs to nobody, and a toll on the river is a toll on the rain. The meeting laughed and voted.
Forty-two voices were for sending a letter; 1,200 signatures were promised before the summer. The clerk wrote
down every name, closed the book and blew out the candle, for tallow was dear that year.
"""


def suggested(words, raw=MINUTES, **options):
    """The slices suggested, with their distances."""
    document = make_document(raw)
    return [(raw[s.start : s.end], s.distance) for s in nearest(words, [document], **options)]


NEARBY = {
    "one word changed": ("The delegates of ten towns met on the fourth", "The delegates of nine towns met on the fourth", 3),
    "a dropped not": ("They did trust the governor, who", "They did not trust the governor, who", 4),
    "a number changed": ("2,100 signatures were promised", "1,200 signatures were promised", 2),
    "words transposed": ("closed the book and out blew the candle", "closed the book and blew out the candle", 8),
    "a short quotation with two slips": ("belonks to nobode,", "belongs to nobody,", 2),
    "a slip in every seed": ("tha rivar, ha seid, balongs te nobady, end", "the river, he\nsaid, belongs to nobody, and", 8),
    "another case": ("the meeting laughed", "The meeting laughed", 1),
    "a cut first word": ("ld Peter the ferrymen spoke", "Old Peter the ferryman spoke", 2),
    "an omission in the middle": (
        "They did not trust the governor, who had promised to withdraw the soldiers",
        "They did not trust the governor, who had promised three times to withdraw\nthe soldiers",
        12,
    ),
}


@pytest.mark.parametrize(("words", "place", "distance"), NEARBY.values(), ids=NEARBY)
def test_suggests_the_place_meant(words, place, distance):
    assert suggested(words)[0] == (place, distance)


@pytest.mark.parametrize("words", ["Linus", "", "   ", "x", "Quarks and gluons were unheard of in that assembly's physics."])
def test_suggests_nothing_unlike(words):
    assert suggested(words) == []


def test_never_begins_or_ends_inside_a_word():
    raw = "They were anti-capitalists and couldn't be moved by -0.75 points."
    assert suggested("capitalist and could be moved by 0.75 point", raw) == [(raw[10:-1], 11)]


def test_the_best_comes_first_and_overlaps_are_left_out():
    raw = "Be it resolved that all may pass. Let it be known. Be it resolved that all may stay. And more."
    assert suggested("Be it resolved that all may pays.", raw) == [
        ("Be it resolved that all may pass.", 1),
        ("Be it resolved that all may stay.", 3),
    ]
    assert suggested("Be it resolved that all may pays.", raw, limit=1) == [("Be it resolved that all may pass.", 1)]


def test_the_place_named_wins_a_tie():
    here, there = make_document("So it was ordered by nine men."), make_document("So it was ordered by nine men.")
    words = "So it was ordered by ten men."
    for first in (here, there):
        found = nearest(words, [here, there], first=(first, (0, len(first.raw))))
        assert [suggestion.document for suggestion in found] == [first, *({here, there} - {first})]


def test_the_place_named_goes_before_one_a_little_better():
    named = make_document("So it was ordered by nine old men.")
    other = make_document("So it was ordered by ten old men.")
    found = nearest("So it was ordered by ten old men.", [other, named], first=(named, (0, len(named.raw))))
    assert [(suggestion.document, suggestion.distance) for suggestion in found] == [(named, 3), (other, 0)]


def test_the_place_named_doesn_t_go_before_one_much_better():
    named = make_document("So was it arranged by nine old women.")
    other = make_document("So it was ordered by ten old men.")
    found = nearest("So it was ordered by ten old men.", [other, named], first=(named, (0, len(named.raw))))
    assert found[0].document is other


def test_a_named_document_is_searched_even_if_not_listed():
    named = make_document("So it was ordered by nine men.")
    assert nearest("So it was ordered by ten men.", [], first=(named, (0, 10)))[0].document is named


def test_finds_all_of_twenty_in_a_longer_text():
    """Twenty quotations of 200 characters with one error in ten, in 100,000 characters."""
    rng = random.Random(5)
    syllables = ["ba", "con", "ter", "lo", "mi", "ra", "u", "ne", "po", "de", "ri", "so"]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(3000)]
    raw = " ".join(rng.choices(vocabulary, k=15_000))
    document = make_document(raw)
    right = 0
    for _ in range(20):
        start = rng.randrange(len(raw) - 200)
        quote = list(raw[start : start + 200])
        for at in rng.sample(range(200), 20):
            quote[at] = rng.choice(["", "x", quote[at] + "y"])
        found = nearest("".join(quote), [document])
        right += bool(found) and abs(found[0].start - start) <= 25 and abs(found[0].end - start - 200) <= 25
    assert right == 20


def plain_scores(pattern, text, *, anchored):
    """The same by the plain dynamic programme."""
    column = list(range(len(pattern) + 1))
    scores = []
    for at, character in enumerate(text, 1):
        left = column
        column = [at if anchored else 0]
        for row, wanted in enumerate(pattern, 1):
            column.append(min(left[row] + 1, column[row - 1] + 1, left[row - 1] + (wanted != character)))
        scores.append(column[-1])
    return scores


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text("abc", min_size=1, max_size=80), st.text("abc", max_size=60), st.booleans())
def test_the_bit_vectors_count_as_the_plain_programme_does(pattern, text, anchored):
    assert list(_scores(pattern, text, anchored=anchored)) == plain_scores(pattern, text, anchored=anchored)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, len(MINUTES) - 90), st.integers(20, 60), st.data())
def test_a_place_within_reach_is_always_suggested(start, length, data):
    """In a short text the fallback looks at every place, so nothing as near as two edits is missed."""
    document = make_document(MINUTES)
    text = document.folded.text
    start = text.find(" ", start) + 1
    end = text.find(" ", start + length)
    quote = list(text[start:end])
    for _ in range(2):
        quote[data.draw(st.integers(0, len(quote) - 1))] = data.draw(st.sampled_from(["", "z", "ee"]))
    found = nearest("".join(quote), [document])
    assert any(document.folded.raw_start(start) < near.end and near.start < document.folded.raw_end(end) for near in found)
    assert [near.distance for near in found] == sorted(near.distance for near in found)
