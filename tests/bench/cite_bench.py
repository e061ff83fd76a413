"""How fast `course cite` finds passages, and how often the one that was meant comes first.

    python -m tests.bench.cite_bench [--sizes 0.4,4] [--json]

What is remembered of a paragraph is made in three ways, from a seed: five of its words in any order; every second word; eight words
in a row, one of them wrong and one left out. Where COURSE_CORPUS is set the course in this folder is searched first; then texts
that are made up as in `corpus_bench`, with a paragraph every eight lines. Sizes are millions of characters, times are seconds of the
processor. The verdict on the words, which the search begins with, is timed apart.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.corpus.corpus import Corpus
from generator.diagnostics.model import Problems
from generator.find.index import Index
from generator.find.passages import find_passages
from generator.find.words import HeldWords, Paragraph
from generator.spec.course import load_course
from tests.bench.corpus_bench import LAYOUT, make_text
from tests.documents import make_document

ASKED = 20
FEWEST = 14
"""Words of a paragraph that is asked for."""


def five(rng: random.Random, words: list[str]) -> list[str]:
    """Five words, the longer ones first to be remembered, in any order."""
    longest = sorted(words, key=len, reverse=True)[:10]
    return rng.sample(longest, 5)


def every_second(rng: random.Random, words: list[str]) -> list[str]:
    """Half of a paragraph."""
    return words[rng.randrange(2) :: 2]


def garbled(rng: random.Random, words: list[str]) -> list[str]:
    """Eight words in a row, one wrong, one left out."""
    at = rng.randrange(len(words) - 8)
    taken = words[at : at + 8]
    taken[rng.randrange(8)] = "wherefore"
    del taken[rng.randrange(8)]
    return taken


MEMORIES: dict[str, Callable[[random.Random, list[str]], list[str]]] = {
    "five words": five, "every second word": every_second, "eight words, garbled": garbled,
}  # fmt: skip


def made_up(size: float) -> Corpus:
    lines = make_text(int(size * 1_000_000)).split("\n")
    text = "\n\n".join("\n".join(lines[at : at + 8]) for at in range(0, len(lines), 8))
    document = make_document(text, **LAYOUT)
    return Corpus({document.id: document}, frozenset())


def of_this_course() -> Corpus:
    problems = Problems()
    course = load_course(Path(), problems)
    corpus = pipeline.find_corpus(course, problems) if course else None
    assert corpus is not None
    return corpus


def measure(corpus: Corpus) -> dict[str, float]:
    """Times, and for each kind of memory how often the paragraph came first and how often among five."""
    rng = random.Random(5)
    figures: dict[str, float] = {"characters": sum(len(one.raw) for one in corpus.documents.values())}
    begin = time.process_time()
    index = Index(HeldWords(corpus.documents.values()))
    figures["index"] = time.process_time() - begin
    long = [one for one in index.paragraphs if len(_words(one)) >= FEWEST]
    figures["paragraphs"] = len(index.paragraphs)
    for name, remember in MEMORIES.items():
        asked = [(one, " ".join(remember(rng, _words(one)))) for one in rng.sample(long, min(ASKED, len(long)))]
        verdict = passages = 0.0
        ranks = []
        for paragraph, words in asked:
            begin = time.process_time()
            judged = corpus.judge(words, None)
            between = time.process_time()
            found = find_passages(index, words, corpus.stretch(None), judged.nearest, 5)
            verdict, passages = verdict + between - begin, passages + time.process_time() - between
            ranks.append(next((n for n, one in enumerate(found) if _in(one, paragraph)), 5))
        figures[f"{name}: verdict"], figures[f"{name}: passages"] = verdict / len(asked), passages / len(asked)
        figures[f"{name}: first"] = sum(rank == 0 for rank in ranks) / len(asked)
        figures[f"{name}: in five"] = sum(rank < 5 for rank in ranks) / len(asked)
    return figures


def _words(paragraph: Paragraph) -> list[str]:
    return paragraph.document.folded.text[paragraph.start : paragraph.end].lower().split()


def _in(passage: Any, paragraph: Paragraph) -> bool:
    place = passage.place
    return place.document is paragraph.document and paragraph.raw[0] <= place.start and place.end <= paragraph.raw[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="0.4,4", help="millions of characters, with commas")
    parser.add_argument("--json", action="store_true", help="print JSON rather than a table")
    options = parser.parse_args()
    corpora: dict[str, Callable[[], Corpus]] = {"this course": of_this_course} if os.environ.get("COURSE_CORPUS") else {}
    corpora |= {f"{size} million": lambda size=size: made_up(float(size)) for size in options.sizes.split(",")}
    results = {name: measure(make()) for name, make in corpora.items()}
    if options.json:
        print(json.dumps(results, indent=2))
        return
    print(f"{'':<32}" + "".join(f"{name:>14}" for name in results))
    for row in next(iter(results.values())):
        print(f"{row:<32}" + "".join(f"{figures[row]:>14,.3f}" for figures in results.values()))


if __name__ == "__main__":
    main()
