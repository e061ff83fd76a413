"""Reading the index of the search as it was written."""

import gzip
import json
from pathlib import Path
from typing import Any

MARK = b"pagefind_dcd"


def index_of(html: Path) -> list[dict[str, Any]]:
    """The records of a book's index, each with `url`, `content`, `meta` and `filters`, by their addresses."""
    fragments = [gzip.decompress(path.read_bytes()).removeprefix(MARK) for path in (html / "search/fragment").iterdir()]
    return sorted(map(json.loads, fragments), key=lambda record: record["url"])
