"""What the search costs: the index of the real book and of a thousand generated chapters, and how long readers wait.

    python -m tests.bench.search_bench [--chapters 1000]

Needs COURSE_CHROMIUM. A generated chapter has eight records of 250 words, from a vocabulary of 60,000 with Zipf's frequencies;
the same ones each time. Waiting is from a key until the first result stands in the page, the rest of the field included, and
`ready` is from the page's request to the counts beside the filters: by then Pagefind and the index's head have been fetched
and started. Times are medians of five on one machine; the books are served on the loopback address.
"""

import argparse
import itertools
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.search.index import find_pagefind, write_index
from generator.search.records import Kind, Record
from tests.bench.corpus_bench import _vocabulary
from tests.browser.conftest import ROOT
from tests.browser.serving import hosted
from tests.chromium import CHROMIUM, FLAGS
from tests.searching import index_of

RECORDS, WORDS, UNIT, TIMES = 8, 250, 25, 5
READY = """async () => {
  while (!document.querySelector(".search-count")) await new Promise(requestAnimationFrame);
  return performance.now();
}"""
ASK = """async words => {
  const field = document.querySelector("input[type=search]");
  const list = document.querySelector(".search-results");
  const said = document.querySelector(".search-said");
  const ask = text => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  ask("");
  while (said.textContent || list.children.length) await new Promise(requestAnimationFrame);
  const from = performance.now();
  ask(words);
  do await new Promise((done) => setTimeout(done));
  while (!list.children.length && !said.querySelector("a"));
  const waited = performance.now() - from;
  while (!said.textContent) await new Promise(requestAnimationFrame);
  return waited;
}"""


def chapters(count: int) -> list[Record]:
    """The records of so many chapters."""
    rng = random.Random(11)
    words = _vocabulary(rng)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    return [
        Record(
            url=f"book/chapters/c{chapter}.html#s{n}", title=" ".join(rng.choices(words, cum_weights=weights, k=4)).title(),
            kind=(Kind.LESSON, Kind.EXCERPT)[n % 2], text=" ".join(rng.choices(words, cum_weights=weights, k=WORDS)),
            line=f"Chapter {chapter}", units=(f"u{chapter // UNIT}",), sources=(f"d{rng.randrange(50)}",),
        )
        for chapter in range(count)
        for n in range(RECORDS)
    ]  # fmt: skip


def queries(texts: list[str]) -> dict[str, str]:
    """Searches of every sort, from the texts themselves."""
    rng = random.Random(5)
    counted: dict[str, int] = {}
    for text in texts:
        for word in re.findall(r"[a-z]{4,}", text.lower()):
            counted[word] = counted.get(word, 0) + 1
    ranked = sorted(counted, key=lambda word: (-counted[word], word))
    rare = [word for word in ranked if counted[word] == 1 and len(word) > 6]
    long = next(text for text in texts[len(texts) // 2 :] if len(text.split()) > 20)
    phrase = " ".join(re.findall(r"\w+(?: \w+){3}", long)[:1])
    slip = rng.choice(rare)
    return {
        "the most frequent word": ranked[0],
        "a word in the middle": ranked[len(ranked) // 50],
        "a rare word": rare[len(rare) // 2],
        "two words": f"{ranked[5]} {ranked[30]}",
        "four words as a phrase": f'"{phrase}"',
        "four letters of a word": ranked[len(ranked) // 20][:4],
        "a misspelt word": f"{slip[:3]}{slip[4]}{slip[3]}{slip[5:]}",
    }


def waiting(browser: Browser, book: Path, asked: dict[str, str]) -> dict[str, float]:
    """Milliseconds until the search is ready, and until the first result of each query."""
    found: dict[str, list[float]] = {}
    with hosted(book) as address:
        for _ in range(TIMES):
            context = browser.new_context(service_workers="block")  # which would fetch the whole book meanwhile
            tab = context.new_page()
            tab.goto(f"{address.rstrip('/')}/book/search.html")
            found.setdefault("ready", []).append(tab.evaluate(READY))
            for name, query in asked.items():
                found.setdefault(name, []).append(tab.evaluate(ASK, query))
            tab.wait_for_load_state("networkidle")
            context.close()
    return {name: statistics.median(times) for name, times in found.items()}


def sizes(folder: Path) -> tuple[int, int, int]:
    """Files, bytes, and bytes that the first search fetches before it knows what is looked for."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    head = [path for path in files if path.parent == folder or path.parent.name == "filter"]
    return len(files), sum(path.stat().st_size for path in files), sum(path.stat().st_size for path in head)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chapters", type=int, default=1000)
    count = parser.parse_args().chapters
    binary = find_pagefind()
    assert binary is not None
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        real, made = Path(temporary, "real"), Path(temporary, "made")
        subprocess.run([sys.executable, "-m", "generator", "build", "--out", real], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (made / "book").mkdir(parents=True)
        shutil.copytree(real / "_static", made / "_static")
        shutil.copy(real / "book/search.html", made / "book")
        texts = {"the real book": [record["content"] for record in index_of(real)]}
        records = chapters(count)
        began = time.perf_counter()
        write_index(binary, records, made / "search", "en")
        seconds = time.perf_counter() - began
        texts[f"{count:,} chapters"] = [record.text for record in records]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        waited = {name: waiting(browser, book, queries(texts[name])) for name, book in zip(texts, (real, made), strict=True)}
        browser.close()
        print(f"{'':24}" + "".join(f"{name:>18}" for name in texts))
        print(f"{'records':24}" + "".join(f"{len(found):>18,}" for found in texts.values()))
        rows = [sizes(book / "search") for book in (real, made)]
        for n, label in enumerate(("files", "KB in all", "KB fetched to begin")):
            print(f"{label:24}" + "".join(f"{row[n] if n == 0 else round(row[n] / 1024):>18,}" for row in rows))
        print(f"{'seconds to make':24}{'':18}{seconds:>18.1f}")
        for name in next(iter(waited.values())):
            print(f"{f'ms, {name}':24}" + "".join(f"{found[name]:>18.0f}" for found in waited.values()))


if __name__ == "__main__":
    main()
