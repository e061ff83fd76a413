"""How fast the corpus code is, beside the figures of a study made before it was written.

    python -m tests.bench.corpus_bench [--sizes 0.4,10,100] [--json]

The text is made up: words of a vocabulary of 60,000 with Zipf's frequencies, 30 % of them in repeated collocations, and
set like a scanned book: lines of 72 columns, hyphens at line ends, superscript notes, curly quotes, ligatures, soft
hyphens, and every 42 lines a folio, a form feed and a running head. Each size runs in a process of its own, so that the
peak of memory is that of the folding. Sizes are millions of characters.
"""

import argparse
import dataclasses
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator.corpus.document import Document
from generator.corpus.kept import Kept
from generator.corpus.locate import Match, find_quote
from generator.corpus.nearest import nearest
from generator.corpus.pattern import find_by_pattern
from generator.find.kept_words import KeptWords, kept_words
from tests.documents import make_document

QUOTES = 20
LENGTH = 200
PAGE = 42
HUGE = 200_000_000
"""Characters beyond which nothing is timed that no command does in so long a text: they would take minutes."""
SLACK = 25
LAYOUT = {"note_marks": "superscript", "furniture": ("{number}", "A HISTORY OF MADE-UP THINGS")}

# Of the study, in seconds and MB, by millions of characters.
STUDY = {
    # The study ran a first version at all sizes; its parts, made faster and timed apart, came to about 5 s at 100 million.
    "fold": {0.4: 0.056, 10: 1.95, 100: 13.0},
    "peak": {100: 687},
    # The study looked a folded quotation up in the folded text, stopped at the first place and mapped it back. So do these rows;
    # "every place" is what a citation costs: folding it, searching the whole text for further places, weighing the edges.
    "find mean": {0.4: 0.00006, 10: 0.0015, 100: 0.0070},
    "find max": {0.4: 0.0006, 10: 0.0073, 100: 0.012},
    "absent": {0.4: 0.0001, 10: 0.0065, 100: 0.015},
    "nearest 3 %": {0.4: 0.049, 10: 0.41, 100: 4.3},
    "nearest 10 %": {0.4: 0.041, 10: 0.26, 100: 4.5},
    "pattern mean": {0.4: 0.0007, 10: 0.013, 100: 0.064},
    "pattern max": {0.4: 0.0013, 10: 0.040, 100: 0.171},
}


def make_text(size: int, seed: int = 7) -> str:
    """A text of about this many characters."""
    rng = random.Random(seed)
    words = _vocabulary(rng)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    collocations = [" ".join(rng.choices(words, cum_weights=weights, k=rng.randint(3, 7))) for _ in range(4000)]
    parts: list[str] = []
    made = folio = 0
    while made < size:
        lines = list(_lines(rng, " ".join(_sentences(rng, words, weights, collocations))))
        for top in range(0, len(lines), PAGE):
            folio += 1
            part = "\n".join(lines[top : top + PAGE]) + f"\n{folio}\n\fA HISTORY OF MADE-UP THINGS\n"
            made += len(part)
            parts.append(part)
    return "".join(parts)


def _vocabulary(rng: random.Random) -> list[str]:
    """Sixty thousand words with the letters of English, about as often and as many to a word as in English."""
    letters = "e" * 12 + "t" * 9 + "a" * 8 + "o" * 8 + "i" * 7 + "n" * 7 + "s" * 6 + "h" * 6 + "r" * 6 + "dddd" + "llll"
    letters += "uuuccmmwwffggyyppb" + "bvkjxqz"
    endings = ["", "", "", "s", "ed", "ing", "ment", "fi", "ffice", "er"]
    words: dict[str, None] = {}
    while len(words) < 60_000:
        words["".join(rng.choices(letters, k=rng.choice((1, 2, 2, 3, 3, 4, 4, 5, 6, 7)))) + rng.choice(endings)] = None
    return list(words)


def _sentences(rng: random.Random, words: list[str], weights: list[float], collocations: list[str]) -> Iterator[str]:
    """Enough sentences for some ten pages."""
    made = 0
    while made < 10 * PAGE * 66:
        picked = rng.choices(words, cum_weights=weights, k=rng.randint(8, 24))
        for at in range(2, len(picked) - 5, 14):
            picked[at : at + 4] = [rng.choice(collocations)]
        sentence = " ".join(picked).capitalize()
        chance = rng.random()
        if chance < 0.10:
            sentence = f"“{sentence}”"
        elif chance < 0.15:
            sentence += "¹²"[: rng.randint(1, 2)]
        elif chance < 0.25:
            sentence = sentence.replace("ffi", "ﬃ").replace("fi", "ﬁ")
        elif chance < 0.30:
            sentence = sentence.replace("ment", "\u00adment", 1)
        made += len(sentence) + 2
        yield sentence + "."


def _lines(rng: random.Random, text: str) -> Iterator[str]:
    """Lines of 72 columns, every tenth broken within a word where it can be."""
    at = 0
    while at < len(text):
        end = at + 72
        if end >= len(text):
            yield text[at:]
            return
        if rng.random() < 0.1 and text[end - 2 : end + 2].isalpha():
            yield text[at:end] + "-"
            at = end
            continue
        space = text.rfind(" ", at, end)
        end = space if space > at else end
        yield text[at:end]
        at = end + 1 if text[end : end + 1] == " " else end


def _with_errors(rng: random.Random, text: str, share: float) -> str:
    characters = list(text)
    for _ in range(round(share * len(text))):
        at = rng.randrange(len(characters))
        kind = rng.randrange(3)
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz ")
        if kind == 0:
            characters[at] = letter
        elif kind == 1:
            characters.insert(at, letter)
        else:
            del characters[at]
    return "".join(characters)


def _timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    # Processor time: other work on the machine doesn't count, and nothing here waits.
    begin = time.process_time()
    result = work(*arguments)
    return time.process_time() - begin, result


def measure(size: float) -> dict[str, float]:
    """All figures for one size; times in seconds, the peak in MB, recalls as shares."""
    rng = random.Random(11)
    document = make_document(make_text(int(size * 1_000_000)), **LAYOUT)
    figures: dict[str, float] = {}
    figures["fold"], _ = _timed(lambda: document.folded)
    figures["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with tempfile.TemporaryDirectory() as folder:
        figures |= _kept(document, Path(folder))
        figures["words listed"], words = _timed(kept_words, Path(folder), [document])
        figures["words MB"] = sum(path.stat().st_size for path in Path(folder).glob("*.words")) / 1e6
        figures |= _searched(document, words, rng)
    figures["peak, all"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def _kept(document: Document, folder: Path) -> dict[str, float]:
    """What it takes to fold a text and keep that, and to read what was kept."""
    written = _timed(lambda: dataclasses.replace(document, kept=Kept(folder)).folded.raw_length)[0]
    read, folded = _timed(lambda: dataclasses.replace(document, kept=Kept(folder)).folded)
    assert folded == document.folded
    return {"fold and keep": written, "fold kept": read}


def _searched(document: Document, words: KeptWords, rng: random.Random) -> dict[str, float]:
    folded, figures = document.folded, dict[str, float]()
    whole = (0, len(document.raw))
    places = []
    while len(places) < QUOTES:
        start = folded.text.find(" ", rng.randrange(len(folded.text) - 2 * LENGTH)) + 1
        end = folded.text.rfind(" ", start, start + LENGTH)
        places.append((start, end))
    quotes = [folded.text[start:end] for start, end in places]
    # What a document works out once, for its first quotation, isn't part of a search.
    figures["words broken"], _ = _timed(lambda: document.broken_words)
    def first(quote: str) -> tuple[Match, ...]:
        at = folded.text.find(quote)
        return (Match(folded.raw_start(at), folded.raw_end(at + len(quote))),) if at != -1 else ()

    searches: dict[str, Callable[[str], tuple[Match, ...]]] = {
        "find": first, "every place": lambda quote: find_quote(document, quote, whole).matches,
        "every place, kept": lambda quote: find_quote(document, quote, whole, proposer=words).matches,
    }  # fmt: skip
    if len(document.raw) <= HUGE:
        searches["pattern"] = lambda quote: find_by_pattern(document, quote, whole)
    for name, search in searches.items():
        timed = [_timed(search, quote) for quote in quotes]
        figures[f"{name} mean"] = sum(seconds for seconds, _ in timed) / QUOTES
        figures[f"{name} max"] = max(seconds for seconds, _ in timed)
        starts = [{match.start for match in matches} for _, matches in timed]
        right = sum(folded.raw_start(start) in found for found, (start, _) in zip(starts, places, strict=True))
        figures[f"{name} recall"] = right / QUOTES
    missing = [f"{left[:95]} zyzzyva {right[:95]}" for left, right in itertools.pairwise(quotes)]
    figures["absent"] = sum(_timed(first, quote)[0] for quote in missing) / len(missing)
    for name in ("every place", "every place, kept"):
        figures[f"{name}, absent"] = sum(_timed(searches[name], quote)[0] for quote in missing) / len(missing)
    tried = QUOTES if len(document.raw) <= 20_000_000 else 5
    for share in (0.03, 0.10):
        wrong = [_with_errors(rng, quote, share) for quote in quotes]
        name = f"nearest {share:.0%}".replace("%", " %")
        if len(document.raw) <= HUGE:
            figures |= _likenesses(name, document, None, wrong[:tried], places)
        figures |= _likenesses(f"{name}, kept", document, words, wrong, places)
    return figures


def _likenesses(
    name: str, document: Document, words: KeptWords | None, quotes: list[str], places: list[tuple[int, int]]
) -> dict[str, float]:
    """The mean seconds to suggest places for quotations, by the text or by the kept words, and how many are right."""
    right, spent = 0, 0.0
    for quote, (start, end) in zip(quotes, places, strict=False):
        seconds, found = _timed(lambda quote=quote: nearest(quote, [document], proposer=words))
        spent += seconds
        right += any(_is_place(document, suggestion.start, suggestion.end, start, end) for suggestion in found)
    return {name: spent / len(quotes), f"{name} recall": right / len(quotes)}


def _is_place(document: Document, raw_start: int, raw_end: int, start: int, end: int) -> bool:
    folded = document.folded
    return abs(raw_start - folded.raw_start(start)) <= SLACK and abs(raw_end - folded.raw_end(end)) <= SLACK


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="0.4,10,100", help="millions of characters, with commas")
    parser.add_argument("--json", action="store_true", help="print JSON rather than a table")
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(measure(options.one)))
        return
    results = {}
    for size in map(float, options.sizes.split(",")):
        command = [sys.executable, "-m", "tests.bench.corpus_bench", "--one", str(size)]
        results[size] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if options.json:
        print(json.dumps(results))
        return
    print(f"{'million characters':<32}{'measured':>12}{'study':>12}{'ratio':>8}")
    for size, figures in results.items():
        for name, figure in figures.items():
            study = STUDY.get(name, {}).get(size)
            beside = f"{study:>12.5g}{figure / study:>8.2f}" if study else ""
            print(f"{size:<6g}{name:<26}{figure:>12.5g}{beside}")


if __name__ == "__main__":
    main()
