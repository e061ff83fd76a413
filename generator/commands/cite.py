"""`course cite`: whether words stand in the documents, and where; passages for words that are half remembered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cite import BatchError, as_json, cite_batch
from generator.commands.saying import CLEAN, FOUND, INTERRUPTED, USAGE, show, usage
from generator.corpus.kept import kept_for
from generator.corpus.opening import open_recorded
from generator.diagnostics.model import Problems
from generator.find import to_text
from generator.find.dialogue import dialogue
from generator.find.ranges import find_between
from generator.find.search import Search
from generator.find.to_json import passages_json, ranges_json
from generator.progress import progress_bar

if TYPE_CHECKING:
    import argparse

    from generator.corpus.corpus import Corpus

LIMIT = 5
"""Passages that are shown where nobody says how many."""


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Print the verdict on some words with passages to cite, what runs from some words to others, or answers to a batch."""
    if wrong := _wrong(arguments):
        return usage(wrong)
    corpus = _open_corpus(root)
    if corpus is None:
        return USAGE
    if arguments.source is not None and not corpus.stretch(arguments.source):
        return usage(f"there is no document or article `{arguments.source}`")
    with progress_bar("Listing words") as progress:
        return _answer(Search(corpus, kept_for(root).folder, progress), arguments)


def _answer(search: Search, arguments: argparse.Namespace) -> int:
    corpus = search.judging
    if arguments.batch is not None:
        return _cite_many(corpus, arguments.batch)
    if arguments.first is not None:
        return _cite_range(corpus, arguments)
    if not arguments.text:
        return _talk(search, arguments)
    return _cite_words(search, " ".join(arguments.text), arguments)


def _wrong(arguments: argparse.Namespace) -> str | None:
    """What is wrong with the arguments. None of them at all is fine where somebody sits at a terminal."""
    if (arguments.first is None) != (arguments.last is None):
        return "--from and --to go together"
    given = [bool(arguments.text), arguments.batch is not None, arguments.first is not None]
    if sum(given) > 1 or not (any(given) or (sys.stdin.isatty() and not arguments.json)):
        return "give either the words or --batch FILE" if arguments.first is None else "give --from and --to, and no other words"
    if arguments.limit is not None and (arguments.limit < 1 or arguments.batch is not None):
        return "--limit must be 1 or more" if arguments.batch is None else "a batch has no --limit"
    return None


def _cite_words(search: Search, words: str, arguments: argparse.Namespace) -> int:
    """The verdict, as ever; with passages for people, and for programs that ask how many."""
    if arguments.json and arguments.limit is None:
        judged = search.judging.judge(words, arguments.source)
        print(json.dumps(as_json(judged), ensure_ascii=False))
        return CLEAN if judged.verdict.proved else FOUND
    found = search.find(words, arguments.source, arguments.limit or LIMIT)
    if arguments.json:
        print(json.dumps({**as_json(found.judged), "passages": passages_json(found.passages)}, ensure_ascii=False))
    else:
        print(to_text.verdict_and_passages(found.judged, found.passages))
    return CLEAN if found.judged.verdict.proved else FOUND


def _cite_range(corpus: Corpus, arguments: argparse.Namespace) -> int:
    """What runs from some words to others; clean where that is one place."""
    limit = arguments.limit or LIMIT
    found = find_between(corpus, arguments.first, arguments.last, arguments.source)
    if arguments.json:
        print(json.dumps(ranges_json(found, limit), ensure_ascii=False))
    else:
        print(to_text.ranges(found, arguments.first, arguments.last, limit))
    return CLEAN if len(found.passages) == 1 else FOUND


def _talk(search: Search, arguments: argparse.Namespace) -> int:
    """Ask for words and print passages until the author has enough. Ctrl+C and the end of the input end it too."""
    talk = dialogue(search, arguments.source, arguments.limit or LIMIT)
    said, prompt = next(talk)
    try:
        while True:
            print(said)
            said, prompt = talk.send(input(prompt))
    except StopIteration:
        return CLEAN
    except (EOFError, KeyboardInterrupt) as end:
        print()
        return INTERRUPTED if isinstance(end, KeyboardInterrupt) else CLEAN


def _cite_many(corpus: Corpus, name: str) -> int:
    try:
        if name == "-":
            for line in cite_batch(corpus, sys.stdin):
                print(line)
        else:
            with Path(name).open(encoding="utf-8") as stream:
                for line in cite_batch(corpus, stream):
                    print(line)
    except BatchError as error:
        return usage(str(error))
    except BrokenPipeError:  # on writing, not on reading
        raise
    except (OSError, UnicodeDecodeError) as error:
        return usage(f"can't read {name}: {error.strerror if isinstance(error, OSError) else 'not UTF-8 text'}")
    return CLEAN


def _open_corpus(root: Path) -> Corpus | None:
    problems = Problems()
    readable, corpus = open_recorded(root, problems)
    show(problems)
    if readable and corpus is None:
        usage("citing needs the documents: set COURSE_CORPUS to their folder")
    return corpus
