"""Differences shown word by word, and the risks they carry."""

import pytest

from generator.corpus.diff import Risk, WordDiff, word_diff

CASES = {
    "a number word": ("by ten States", "by nine States", "by [ten] States", "by [nine] States", [Risk.NUMBER]),
    "digits": ("some 2,100 men", "some 1,200 men", "some [2,100] men", "some [1,200] men", [Risk.NUMBER]),
    "a sign": ("fell by 0.42", "fell by -0.42", "fell by [0.42]", "fell by [-0.42]", [Risk.NUMBER]),
    "a Spanish number": ("las siete calles", "las ocho calles", "las [siete] calles", "las [ocho] calles", [Risk.NUMBER]),
    "a dropped not": ("they shall go", "they shall not go", "they shall go", "they shall [not] go", [Risk.NEGATION]),
    "n't": ("they can go", "they can’t go", "they [can] go", "they [can't] go", [Risk.NEGATION]),
    "a prefix": ("a capitalist", "an anti-capitalist", "[a capitalist]", "[an anti-capitalist]", [Risk.NEGATION]),
    "a prefix without hyphen": ("it is fair", "it is unfair", "it is [fair]", "it is [unfair]", [Risk.NEGATION]),
    "a French negation": ("il vient", "il ne vient pas", "il vient", "il [ne] vient [pas]", [Risk.NEGATION]),
    "a German negation": ("ein Weg, kein Ziel", "ein Weg, ein Ziel", "ein Weg, [kein] Ziel", "ein Weg, [ein] Ziel", [Risk.NEGATION]),
    "a name": ("then Team Alpha won", "then Team Beta won", "then Team [Alpha] won", "then Team [Beta] won", [Risk.NAME]),
    "an acronym at the start": ("MNR men met", "MIR men met", "[MNR] men met", "[MIR] men met", [Risk.NAME]),
    "a capital that begins a sentence": ("So. The men", "So. Some men", "So. [The] men", "So. [Some] men", []),
    "a name that begins a sentence": (
        "Ann left. Bob saw Ann.",
        "Eve left. Bob saw Ann.",
        "[Ann] left. Bob saw Ann.",
        "[Eve] left. Bob saw Ann.",
        [Risk.NAME],
    ),
    "a comma": ("red, white", "red white", "red[,] white", "red white", []),
    "a spelling": ("the labor hall", "the labour hall", "the [labor] hall", "the [labour] hall", []),
    "all at once, in order": (
        "when Ann was not ten",
        "when Eve was ever nine",
        "when [Ann] was [not ten]",
        "when [Eve] was [ever nine]",
        [Risk.NUMBER, Risk.NEGATION, Risk.NAME],
    ),
    "typography alone": ("\"it's\" - so", "“it’s” —\nso", "\"it's\" - so", "\"it's\" - so", []),
    "nothing in the quotation": ("", "a word", "", "[a word]", []),
}


@pytest.mark.parametrize(("quote", "source", "quote_marked", "source_marked", "risks"), CASES.values(), ids=CASES)
def test_marks_and_weighs(quote, source, quote_marked, source_marked, risks):
    assert word_diff(quote, source) == WordDiff(quote_marked, source_marked, tuple(risks))


def test_shows_six_words_on_either_side():
    words = list("abcdefghijklmnopqrstuvwxyz")
    quote, source = [*words], [*words]
    quote[8], source[8] = "one", "two"
    quote[25] = "end"
    assert word_diff(" ".join(quote), " ".join(source)) == WordDiff(
        "… c d e f g h [one] j k l m n o … t u v w x y [end]",
        "… c d e f g h [two] j k l m n o … t u v w x y [z]",
        (Risk.NUMBER,),
    )


def test_a_long_difference_is_shortened_in_the_middle():
    source = "from " + " ".join("abcdefghijklmnopqrst") + " to"
    assert word_diff("from to", source) == WordDiff("from to", "from [a b c d e f … o p q r s t] to", ())


def test_a_word_moved_is_a_difference_in_both_places():
    assert word_diff("not all men are", "all men are not").risks == (Risk.NEGATION,)
