"""The documents of a course as a command finds them: in the folder that the environment names, by the record of the sources.

A record that was read without a problem, of documents that were opened without one, is kept as it was read: reading it anew takes
longer than most searches. Whether the documents are the same is decided by their bytes each time.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import generator.corpus
import generator.source
import generator.spec
from generator.corpus.corpus import Corpus, open_corpus
from generator.corpus.document import Document
from generator.corpus.kept import code_digest, kept_for
from generator.diagnostics.codes import Code
from generator.source.files import Span
from generator.spec.read import open_file, read_spec
from generator.spec.sources import RECORD, Sources

if TYPE_CHECKING:
    from generator.corpus.kept import Kept
    from generator.diagnostics.model import Problems
    from generator.memory import Memory
    from generator.spec.read import Located


LEAST = 1 << 14
"""Bytes of a record below which it is read as soon as what was kept of it."""


def corpus_folder(root: Path) -> Path | None:
    """The folder of documents: what COURSE_CORPUS names, else `corpus/` where it exists, else none."""
    named = os.environ.get("COURSE_CORPUS")
    if named:
        return Path(named)
    return root / "corpus" if (root / "corpus").is_dir() else None


def open_documents(root: Path, sources: Located[Sources], problems: Problems, memory: Memory | None = None) -> Corpus | None:
    """The documents, or None where no folder has them. A folder that is named but not there is a problem."""
    folder = corpus_folder(root)
    if folder is None:
        return None
    if not folder.is_dir():
        problems.report(Code.FILE_MISSING, "the folder that COURSE_CORPUS names does not exist", sources.file, Span(0, 0),
                        help="correct COURSE_CORPUS, or unset it to build from the lock")  # fmt: skip
        return None
    return open_corpus(folder, sources, problems, memory, kept_for(root))


def open_recorded(root: Path, problems: Problems) -> tuple[bool, Corpus | None]:
    """Whether the record of the sources can be read, and the documents if they are here, for who needs nothing else of a course."""
    kept, name = kept_for(root), _name(root)
    known = _open_known(root, kept, name) if name else None
    if known is not None:
        return True, known
    file = open_file(root / RECORD, root, problems)
    sources = read_spec(file, Sources, problems) if file else None
    corpus = open_documents(root, sources, problems) if sources else None
    if name and sources and corpus and not list(problems):
        kept.keep(name, (sources.value.model_dump_json(by_alias=True).encode(),))
    return sources is not None, corpus


def _name(root: Path) -> str | None:
    """All that a record as it is read hangs on; None where it is short, or can't be read."""
    try:
        data = (root / RECORD).read_bytes()
    except OSError:  # reported by who reads it next
        return None
    if len(data) < LEAST:
        return None
    code = code_digest(*generator.source.__path__, *generator.spec.__path__, *generator.corpus.__path__)
    return f"sources {hashlib.sha256(data).hexdigest()} {code}"


def _open_known(root: Path, kept: Kept, name: str) -> Corpus | None:
    """The documents by a record that was kept; None where none was, or where any document isn't the one that was opened then."""
    folder, found = corpus_folder(root), kept.find(name)
    if folder is None or found is None:
        return None
    documents: dict[str, Document] = {}
    for record in Sources.model_validate_json(bytes(found)).documents:
        try:
            data = (folder / record.file).read_bytes()
        except OSError:  # reported by who opens it next
            return None
        if hashlib.sha256(data).hexdigest() != record.sha256:
            return None
        documents[record.id] = Document(record, data.decode("utf-8"), record.sha256, kept)
    return Corpus(documents, frozenset())
