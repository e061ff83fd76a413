"""Documents for tests, made from a string."""

import hashlib
from typing import Any

from generator.corpus.document import Document
from generator.spec.sources import DocumentRecord


def make_document(raw: str, **layout: Any) -> Document:
    """A document with this text and this layout, the layout's keys being those of the record of the sources."""
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    record = DocumentRecord.model_validate(
        {
            "id": "sample",
            "title": "A sample",
            "date": "1900",
            "date_basis": "Made up.",
            "kind": "sample",
            "publisher": "nobody",
            "file": "sample.txt",
            "sha256": sha256,
            "layout": layout,
        }
    )
    return Document(record, raw, sha256)
