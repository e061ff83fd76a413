"""Where a quotation and a place in a source differ, word by word, and whether a difference may change the meaning.

Both texts are compared, and shown, in folded form: a curly quotation mark is no difference. What only a document's own
layout tells, such as its note marks, the caller folds beforehand.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.corpus.fold import SUPERSCRIPTS, folding_for
from generator.spec.sources import Layout

CONTEXT = 6
"""Words shown on either side of a difference."""

_LETTER = rf"[^\W{SUPERSCRIPTS}]"
_TOKEN = re.compile(rf"(?:(?<!\w)[-+](?=\d))?{_LETTER}+(?:(?:['-]|(?<=\d)[.,](?=\d)){_LETTER}+)*|\S")
_SENTENCE_END = frozenset(".!?:")
_OPENERS = frozenset("\"'([*")

_NUMBER_WORDS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million millions billion billions dozen dozens half third quarter first second once twice double triple "
    "both",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta "
    "cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles millón millones mitad primero primera",
    "fr": "deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
    "cinquante soixante cent cents mille millier milliers milliard moitié premier première",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn zwanzig dreißig vierzig fünfzig "
    "sechzig siebzig achtzig neunzig hundert tausend tausende millionen milliarde halb erste zweite dritte",
}
"""Left out are those that are articles too: un, una, ein, eine."""
_NEGATION_WORDS = {
    "en": "not no never none nor neither without cannot unless hardly scarcely barely nothing nobody nowhere non anti",
    "es": "no nunca ni sin jamás jamas nada nadie ningún ninguno ninguna tampoco",
    "fr": "ne pas jamais sans rien aucun aucune",
    "de": "nicht nie niemals nichts niemand ohne weder",
}
_NUMBERS = frozenset(word for words in _NUMBER_WORDS.values() for word in words.split())
_NEGATIONS = frozenset(word for words in _NEGATION_WORDS.values() for word in words.split())
_NEGATIVE_FORM = re.compile(r".*n't|n't|n'.+|kein(?:e[mnrs]?)?")
_NEGATIVE_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|non|anti)-?(?=\w\w)")


class Risk(enum.StrEnum):
    """What a difference touches, where it may change the meaning."""

    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class WordDiff:
    """Both texts with what differs in [brackets], cut to the surroundings of the differences, and the risks, in the
    order in which ``Risk`` names them.
    """

    quote_marked: str
    source_marked: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a mark. ``rank`` counts the words before it."""

    text: str
    spaced: bool
    rank: int
    opens: bool
    """Whether it begins a sentence, as far as one can tell: the first word of a text does."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens ``quote[0]`` to ``quote[1]`` stand where the source has ``source[0]`` to ``source[1]``, ends exclusive."""

    quote: tuple[int, int]
    source: tuple[int, int]


def word_diff(quote: str, source: str) -> WordDiff:
    """Compare a quotation with a place in a source."""
    quoted, printed = _tokens(quote), _tokens(source)
    matcher = SequenceMatcher(None, [token.text for token in quoted], [token.text for token in printed], autojunk=False)
    changes = [_Change((a, b), (c, d)) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    return WordDiff(
        _marked(quoted, [change.quote for change in changes]),
        _marked(printed, [change.source for change in changes]),
        _risks(quoted, printed, changes),
    )


def _tokens(text: str) -> list[_Token]:
    folded = folding_for(Layout.model_validate({})).quote(text)
    tokens: list[_Token] = []
    rank, opens = 0, True
    for found in _TOKEN.finditer(folded):
        word = found[0]
        tokens.append(_Token(word, found.start() > 0 and folded[found.start() - 1] == " ", rank, opens))
        if _is_word(word):
            rank += 1
            opens = False
        elif word not in _OPENERS:
            opens = word in _SENTENCE_END
    return tokens


def _is_word(text: str) -> bool:
    return text[-1].isalpha() or text[-1].isdecimal()


def _marked(tokens: list[_Token], changed: list[tuple[int, int]]) -> str:
    """The tokens with the changed ones in brackets, those far from any change left out."""
    ranks = [*(token.rank for token in tokens), tokens[-1].rank + 1 if tokens else 0]
    edges = [ranks[edge] for span in changed for edge in span]
    starts = {start for start, end in changed if start < end}
    ends = {end for start, end in changed if start < end}
    parts: list[str] = []
    skipping = False
    for at, token in enumerate(tokens):
        shown = not edges or any(-CONTEXT <= token.rank - edge < CONTEXT for edge in edges)
        if shown or not skipping:
            parts.append(" " if token.spaced else "")
        parts.append("[" if at in starts else "")
        if shown:
            parts.append(token.text)
        elif not skipping:
            parts.append("…")
        skipping = not shown
        parts.append("]" if at + 1 in ends else "")
    return "".join(parts)


def _risks(quoted: list[_Token], printed: list[_Token], changes: list[_Change]) -> tuple[Risk, ...]:
    capitals = _always_capital([*quoted, *printed])
    found: set[Risk] = set()
    for change in changes:
        left, right = quoted[slice(*change.quote)], printed[slice(*change.source)]
        words = _differing(left, right)
        if any(_is_number(word) for word in words):
            found.add(Risk.NUMBER)
        if any(_is_negation(word) for word in words) or _differ_by_prefix(left, right):
            found.add(Risk.NEGATION)
        if any(_is_name(token, capitals) for token in _unshared(left, right)):
            found.add(Risk.NAME)
    return tuple(risk for risk in Risk if risk in found)


def _differing(left: list[_Token], right: list[_Token]) -> set[str]:
    """Words and parts of words with hyphens that stand more often on one side than on the other, in small letters."""
    a, b = _words(left), _words(right)
    return set((a - b) | (b - a))


def _words(tokens: list[_Token]) -> Counter[str]:
    words: Counter[str] = Counter()
    for token in tokens:
        word = token.text.casefold()
        # A sign belongs to its number: 0.42 and -0.42 differ in a number.
        words.update([word] if word[0] in "+-" else word.split("-"))
    return words


def _unshared(left: list[_Token], right: list[_Token]) -> list[_Token]:
    a, b = {token.text for token in left}, {token.text for token in right}
    return [token for token in [*left, *right] if token.text not in a & b]


def _is_number(word: str) -> bool:
    return any(character.isdecimal() for character in word) or word in _NUMBERS


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or _NEGATIVE_FORM.fullmatch(word) is not None


def _differ_by_prefix(left: list[_Token], right: list[_Token]) -> bool:
    """Whether a word on one side is a word on the other with a negative prefix."""
    a, b = ({token.text.casefold() for token in side if _is_word(token.text)} for side in (left, right))
    return any(
        found is not None and word[found.end() :] in there
        for here, there in ((a - b, b - a), (b - a, a - b))
        for word in here
        for found in [_NEGATIVE_PREFIX.match(word)]
    )


def _always_capital(tokens: list[_Token]) -> set[str]:
    """Words that stand more than once in the two texts together, always with a capital."""
    counts = Counter(token.text.casefold() for token in tokens)
    small = {token.text.casefold() for token in tokens if not token.text[0].isupper()}
    return {word for word, count in counts.items() if count > 1 and word not in small}


def _is_name(token: _Token, capitals: set[str]) -> bool:
    """Whether a word looks like a name: a capital inside a sentence or everywhere, or several capitals."""
    if not any(part[:1].isupper() for part in token.text.split("-")) or token.text == "I":
        return False
    return not token.opens or token.text.casefold() in capitals or sum(map(str.isupper, token.text)) > 1
