"""`course cite`: whether words stand in the documents, and where."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline
from generator.cite import BatchError, as_json, as_text, cite_batch
from generator.commands.saying import CLEAN, FOUND, USAGE, show, usage
from generator.diagnostics.model import Problems
from generator.spec.course import load_course

if TYPE_CHECKING:
    import argparse

    from generator.corpus.corpus import Corpus


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Print the verdict on some words, or on each line of a batch."""
    if (arguments.text is None) == (arguments.batch is None):
        return usage("give either the words or --batch FILE")
    corpus = _open_corpus(root)
    if corpus is None:
        return USAGE
    if arguments.batch is not None:
        return _cite_many(corpus, arguments.batch)
    if arguments.source is not None and not corpus.stretch(arguments.source):
        return usage(f"there is no document or article `{arguments.source}`")
    judged = corpus.judge(arguments.text, arguments.source)
    print(json.dumps(as_json(judged), ensure_ascii=False) if arguments.json else as_text(judged))
    return CLEAN if judged.verdict.proved else FOUND


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
    course = load_course(root, problems)
    if course is None:
        show(problems)
        return None
    problems = Problems()  # a lesson's faults are no business of a search
    corpus = pipeline.find_corpus(course, problems)
    show(problems)
    if corpus is None:
        usage("citing needs the documents: set COURSE_CORPUS to their folder")
    return corpus
