"""A document that comes into the corpus: its text, its record and its pages, held against the course as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.new.ids import fault_of_id
from generator.new.inserting import RefusedError, append_entry, list_page, nodes_of, open_for_edit
from generator.new.kinds import read_file
from generator.new.proposal import propose
from generator.new.record import record_lines
from generator.new.specs import Change
from generator.source.yaml_nodes import Mapping, Scalar, Sequence
from generator.spec.course import SOURCES
from generator.spec.toc import TOC, entries

if TYPE_CHECKING:
    from pathlib import Path

    from generator.new.proposal import Proposal

_PAGES = "book/sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """A document that was read. ``text`` goes into the folder of documents as ``proposal.file``; ``record`` is its entry in YAML."""

    proposal: Proposal
    text: str
    record: str


def read_source(root: Path, path: Path, name: str | None) -> NewSource:
    """Read a file as a document of the course. Raises UnreadableError, RefusedError and OSError."""
    taken = _document_ids(open_for_edit(root / SOURCES, root))
    if name is not None:
        fault = fault_of_id(name) or (f"`{name}` is the id of another document; choose another" if name in taken else None)
        if fault:
            raise RefusedError(fault)
    reading = read_file(path)
    proposal = propose(reading, path.name, taken, name)
    return NewSource(proposal=proposal, text=reading.text, record="\n".join(record_lines(proposal)) + "\n")


def changes_for(root: Path, source: NewSource) -> tuple[Change, ...]:
    """The record appended to the others, and the new pages listed. Raises RefusedError where the files can't take them."""
    text = open_for_edit(root / SOURCES, root)
    changed, line = append_entry(text, SOURCES, "documents", source.record.splitlines())
    record = Change(name=SOURCES, text=changed, said=f"line {line}: the record; look at every line marked `proposed`")
    toc = open_for_edit(root / TOC, root)
    page = f"{_PAGES}/{source.proposal.id}"
    pages = [page, *(f"{page}/{article.id}" for article in source.proposal.articles)]
    listed, line = list_page(toc, TOC, _anchor(toc), pages)
    return (record, Change(name=TOC, text=listed, said=f"line {line}: `{page}`"))


def _anchor(toc: str) -> str:
    """The page below which a source is listed: the last document, else the last page."""
    pages = [entry.page for entry in entries(nodes_of(toc, TOC))][1:]
    documents = [page for page in pages if page.startswith(f"{_PAGES}/") and page.count("/") == _PAGES.count("/") + 1]
    if not pages:
        raise RefusedError(f"`{TOC}` lists no page below its root; list one, then run this again")
    return (documents or pages)[-1]


def _document_ids(text: str) -> list[str]:
    listed = nodes_of(text, SOURCES).values.get("documents")
    items = listed.items if isinstance(listed, Sequence) else ()
    ids = [item.values.get("id") for item in items if isinstance(item, Mapping)]
    return [str(found.value) for found in ids if isinstance(found, Scalar)]
