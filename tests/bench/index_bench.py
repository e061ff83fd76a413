"""What an index of a corpus costs and finds: the kept words beside search engines that can be embedded.

    python -m tests.bench.index_bench [--sizes 0.4,10] [--engines words,unicode61,trigram,tantivy,letters] [--json]

The text is that of `corpus_bench`, cut into units of a thousand characters, which each engine indexes. Quotations of about 200
characters, with 3, 10 and 20 % of their characters changed, inserted or dropped, are given to each; it proposes eight units, and the
alignment of `corpus.nearest` says whether the true place is among them. An engine of words is asked for all of a quotation's words;
those of SQLite for the sixteen rarest terms, since otherwise they would read rows without end. `letters` is a plain index of four
letters in a row, written for this bench. tantivy is left out where it isn't installed. Times are seconds of the processor.
"""

import argparse
import importlib.util
import json
import math
import random
import sqlite3
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import Any, Protocol

from generator.corpus import nearest as nearest_module
from generator.corpus.document import Document
from generator.corpus.nearest import nearest
from generator.corpus.windows import WINDOWS, Proposal
from generator.find.kept_words import kept_words
from generator.find.units import LONGEST
from tests.bench.corpus_bench import LAYOUT, LENGTH, _is_place, _timed, _with_errors, make_text
from tests.documents import make_document

ASKED = 40
TERMS = 16
SHARES = (0.03, 0.10, 0.20)


class Engine(Protocol):
    def __init__(self, folder: Path, document: Document) -> None:
        """Make the index below a folder."""

    def propose(self, words: str, documents: Sequence[Document], within: object) -> list[Proposal]: ...


def units_in(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        space = text.find(" ", start + LONGEST)
        end = len(text) if space == -1 else space + 1
        yield start, end
        start = end


class Units:
    """What all engines but the kept words have in common: units have numbers, and a proposal is a unit and the next."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.units = list(units_in(document.folded.text))

    def texts(self) -> Iterable[tuple[int, str]]:
        text = self.document.folded.text
        return ((number, text[start:end]) for number, (start, end) in enumerate(self.units))

    def proposals(self, numbers: Iterable[int]) -> list[Proposal]:
        ends = [end for _, end in self.units]
        return [
            Proposal(self.document, self.units[n][0], ends[min(n + 1, len(ends) - 1)], float(-rank)) for rank, n in enumerate(numbers)
        ]


def best(votes: dict[int, float]) -> list[int]:
    return nsmallest(WINDOWS, votes, key=lambda number: (-votes[number], number))


class Fts5(Units):
    """A table of SQLite's full-text search without the text, and without places inside rows: its own ranking needs these, so rows
    are ranked here, by the terms they hold."""

    tokenizer = ""

    def __init__(self, folder: Path, document: Document) -> None:
        super().__init__(document)
        self.database = sqlite3.connect(folder / "fts5.sqlite")
        self.database.execute(f"CREATE VIRTUAL TABLE unit USING fts5(text, content='', detail=none, tokenize='{self.tokenizer}')")
        self.database.execute("CREATE VIRTUAL TABLE term USING fts5vocab(unit, row)")
        self.database.executemany("INSERT INTO unit(rowid, text) VALUES (?, ?)", self.texts())
        self.database.execute("INSERT INTO unit(unit) VALUES ('optimize')")
        self.database.commit()

    def terms(self, words: str) -> list[str]:
        raise NotImplementedError

    def propose(self, words: str, *_: object) -> list[Proposal]:
        held = []
        for term in dict.fromkeys(self.terms(words)):
            row = self.database.execute("SELECT doc FROM term WHERE term = ?", (term,)).fetchone()
            if row:
                held.append((row[0], term))
        votes: dict[int, float] = {}
        for count, term in sorted(held)[:TERMS]:
            query = '"{}"'.format(term.replace('"', '""'))
            for (number,) in self.database.execute("SELECT rowid FROM unit WHERE unit MATCH ?", (query,)):
                votes[number] = votes.get(number, 0.0) + math.log(1 + len(self.units) / count)
        return self.proposals(best(votes))


class Unicode61(Fts5):
    tokenizer = "unicode61"

    def terms(self, words: str) -> list[str]:
        return "".join(c if c.isalnum() else " " for c in words.lower()).split()


class Trigram(Fts5):
    tokenizer = "trigram"

    def terms(self, words: str) -> list[str]:
        return [words.lower()[at : at + 3] for at in range(len(words) - 2)]


class Tantivy(Units):
    """Lucene's kin in Rust. Its BM25 passes over rows that can't be among the best."""

    def __init__(self, folder: Path, document: Document) -> None:
        super().__init__(document)
        self.tantivy: Any = importlib.import_module("tantivy")
        builder = self.tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True)
        builder.add_text_field("text", stored=False, index_option="freq")
        self.index = self.tantivy.Index(builder.build(), path=str(folder))
        writer = self.index.writer(100_000_000, 1)
        for number, text in self.texts():
            writer.add_document(self.tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def propose(self, words: str, *_: object) -> list[Proposal]:
        query = self.index.parse_query("".join(c if c.isalnum() else " " for c in words), ["text"])
        searcher = self.index.searcher()
        hits = searcher.search(query, WINDOWS).hits
        return self.proposals(searcher.doc(address)["number"][0] for _, address in hits)


class Letters(Units):
    """Four letters in a row, wherever they stand, in a table of their own: what a gram index comes to without a library."""

    size = 4

    def __init__(self, folder: Path, document: Document) -> None:
        super().__init__(document)
        places: dict[str, array[int]] = {}
        for number, text in self.texts():
            for gram in self.grams(text):
                places.setdefault(gram, array("I")).append(number)
        self.database = sqlite3.connect(folder / "letters.sqlite")
        self.database.execute("CREATE TABLE gram (gram TEXT PRIMARY KEY, count INTEGER, units BLOB) WITHOUT ROWID")
        rows = ((gram, len(units), units.tobytes()) for gram, units in sorted(places.items()))
        self.database.executemany("INSERT INTO gram VALUES (?, ?, ?)", rows)
        self.database.commit()

    def grams(self, text: str) -> set[str]:
        return {text[at : at + self.size] for at in range(len(text) - self.size + 1)}

    def propose(self, words: str, *_: object) -> list[Proposal]:
        held = []
        for gram in sorted(self.grams(words)):
            row = self.database.execute("SELECT count FROM gram WHERE gram = ?", (gram,)).fetchone()
            if row:
                held.append((row[0], gram))
        votes: dict[int, float] = {}
        for count, gram in sorted(held)[: 4 * TERMS]:
            ((data,),) = self.database.execute("SELECT units FROM gram WHERE gram = ?", (gram,))
            for number in array("I", data):
                votes[number] = votes.get(number, 0.0) + math.log(1 + len(self.units) / count)
        return self.proposals(best(votes))


class KeptWordsHere:
    """What the compiler keeps."""

    def __init__(self, folder: Path, document: Document) -> None:
        self.propose = kept_words(folder, [document]).propose


ENGINES: dict[str, type[Any]] = {
    "words": KeptWordsHere, "unicode61": Unicode61, "trigram": Trigram, "tantivy": Tantivy, "letters": Letters,
}  # fmt: skip


def quotations(text: str, rng: random.Random) -> list[tuple[int, int]]:
    places = []
    while len(places) < ASKED:
        start = text.find(" ", rng.randrange(max(1, len(text) - 2 * LENGTH))) + 1
        end = text.rfind(" ", start, start + LENGTH)
        if end > start + LENGTH // 2:
            places.append((start, end))
    return places


def measure(raw: str, name: str) -> dict[str, float]:
    """Seconds to make the index, its MB on disk; for each share of errors the recall, and milliseconds for a proposal and in all."""
    document = make_document(raw, **LAYOUT)
    text = document.folded.text
    rng = random.Random(23)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        if name == "none":
            engine = None
        else:
            nearest_module._SCAN = 0  # or a small text would be read, whatever engine there is
            figures["seconds to make"], engine = _timed(ENGINES[name], Path(folder), document)
            figures["MB on disk"] = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
        nearest("warm up the engine with some words", [document], proposer=engine)
        for share in SHARES:
            right = spent = proposing = 0.0
            for start, end in quotations(text, rng):
                quote = _with_errors(rng, text[start:end], share)
                if engine is not None:
                    proposing += _timed(engine.propose, quote, [document], None)[0]
                seconds, found = _timed(lambda quote=quote: nearest(quote, [document], proposer=engine))
                spent += seconds
                right += any(_is_place(document, one.start, one.end, start, end) for one in found)
            per_cent = f"{share:.0%}".replace("%", " %")
            figures |= {f"{per_cent} recall": right / ASKED, f"{per_cent} ms": 1000 * spent / ASKED}
            if engine is not None:
                figures[f"{per_cent} ms to propose"] = 1000 * proposing / ASKED
    return figures


def _apart(file: str, name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.index_bench", "--one", file, name]
    figures: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="0.4,10", help="millions of characters, with commas")
    parser.add_argument("--engines", default=",".join(ENGINES), help="with commas; `none` searches the text")
    parser.add_argument("--json", action="store_true", help="print JSON rather than a table")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        file, name = options.one
        print(json.dumps(measure(Path(file).read_bytes().decode(), name)))
        return
    names = [name for name in options.engines.split(",") if name != "tantivy" or importlib.util.find_spec("tantivy")]
    results: dict[str, dict[str, dict[str, float]]] = {}
    for size in options.sizes.split(","):
        with tempfile.NamedTemporaryFile() as file:  # made once for all engines, each of which has a process of its own
            file.write(make_text(int(float(size) * 1_000_000)).encode())
            file.flush()
            results[size] = {name: _apart(file.name, name) for name in names}
    if options.json:
        print(json.dumps(results))
        return
    for size, found in results.items():
        rows = list(dict.fromkeys(row for figures in found.values() for row in figures))
        print(f"{size + ' million characters':<26}" + "".join(f"{name:>11}" for name in found))
        for row in rows:
            print(f"{row:<26}" + "".join(f"{figures[row]:>11.3g}" if row in figures else " " * 11 for figures in found.values()))


if __name__ == "__main__":
    main()
