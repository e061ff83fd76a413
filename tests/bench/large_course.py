"""A course many times the size of another, for benches: its lessons, quizzes, units and documents again and again under new ids.

The first copy keeps its ids, so what is written once, the timeline, the glossary and the pages of the book, still names what
exists. Every other copy of a document has a line of its own, which its record calls page furniture: its bytes and its layout are
those of no other document. The copies hold the same words, so a search for words that nobody wrote goes through all of them.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from generator.diagnostics.model import Problems
from generator.source.files import read_text
from generator.source.yaml_nodes import parse_yaml, to_data
from generator.spec.course import NOT_LESSONS, SOURCES, UNITS

KEPT = ("_config.yml", "conf.py", "book", "lessons", "quizzes")
NAMING = frozenset({"id", "lesson", "quiz", "unit", "source", "passage"})
"""Keys whose values are ids of the course, alone or before a slash."""
ROLE = re.compile(r"(\{(?:source|passage)\}`(?:[^`<]*<)?)([a-z0-9-]+)")


def enlarge(root: Path, documents: Path, folder: Path, times: int) -> tuple[Path, Path]:
    """Write the larger course below a folder. Gives its root and the folder of its documents."""
    large, corpus = folder / "course", folder / "documents"
    corpus.mkdir(parents=True)
    large.mkdir()
    for name in KEPT:
        (shutil.copytree if (root / name).is_dir() else shutil.copyfile)(root / name, large / name)
    specs = {path.relative_to(root).as_posix(): _data(path, root) for path in _specs(root)}
    sources, units = specs.pop(SOURCES), specs.pop(UNITS)
    ids = set(_ids(specs, sources, units))
    for number in range(times):
        renamed = _renaming(ids, number)
        for name, spec in specs.items():
            path = large / name
            _write(path.with_stem(f"{path.stem}{_ending(number)}"), renamed(spec))
    records = [_document(record, number, documents, corpus) for number in range(times) for record in sources["documents"]]
    sources = {**sources, "documents": records}
    _write(large / SOURCES, sources)
    _write(large / UNITS, {"units": [_renaming(ids, number)(unit) for number in range(times) for unit in units["units"]]})
    _write(large / "_toc.yml", _contents(root, ids, times))
    return large, corpus


def _specs(root: Path) -> Iterator[Path]:
    """The files that have copies, and the two that list what has."""
    yield from (path for path in sorted((root / "lessons").glob("*.yml")) if path.name not in NOT_LESSONS)
    yield from sorted((root / "quizzes").glob("*.yml"))
    yield from (root / SOURCES, root / UNITS)


def _data(path: Path, root: Path) -> Any:
    problems = Problems()
    node = parse_yaml(read_text(path, root), problems)
    assert node is not None, list(problems)
    return to_data(node)


def _write(path: Path, data: Any) -> None:
    """JSON is YAML."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _ids(specs: dict[str, Any], sources: Any, units: Any) -> Iterator[str]:
    """What is unique in a course, and so must have another name in a copy."""
    for spec in specs.values():
        yield spec["id"]
        yield from (item["id"] for item in spec.get("items", ()))
    yield from (record["id"] for record in sources["documents"])
    yield from (unit["id"] for unit in units["units"])


def _ending(number: int) -> str:
    return f"-c{number}" if number else ""


def _renaming(ids: set[str], number: int) -> Callable[[Any], Any]:
    """What gives a spec its copy's ids."""

    def name(text: str) -> str:
        first, slash, rest = text.partition("/")
        return f"{first}{_ending(number)}{slash}{rest}" if first in ids else text

    def renamed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {inner: renamed(one, inner) for inner, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [renamed(one) for one in value]
        if isinstance(value, str) and key in NAMING:
            return name(value)
        return ROLE.sub(lambda found: found[1] + name(found[2]), value) if isinstance(value, str) else value

    return renamed


def _document(record: Any, number: int, documents: Path, corpus: Path) -> Any:
    """Write a copy of a document; gives its record."""
    text = (documents / record["file"]).read_bytes()
    name = Path(record["file"])
    name = name.with_stem(f"{name.stem}{_ending(number)}")
    layout = record.get("layout", {})
    if number:
        line = f"Copy {number} of {record['id']}"
        text = text + f"\n{line}\n".encode()
        layout = {**layout, "furniture": [*layout.get("furniture", ()), line]}
    (corpus / name).write_bytes(text)
    return {**record, "id": f"{record['id']}{_ending(number)}", "file": name.as_posix(), "sha256": hashlib.sha256(text).hexdigest(),
            "layout": layout}  # fmt: skip


def _contents(root: Path, ids: set[str], times: int) -> Any:
    """The table of contents, with the copies' units, lessons and sources after those of the course, each copy in its own parts."""
    contents = _data(root / "_toc.yml", root)
    parts = [part for number in range(times) for part in _parts(contents["parts"], ids, number)]
    return {**contents, "parts": parts}


def _parts(parts: Any, ids: set[str], number: int) -> Iterator[Any]:
    for part in parts:
        pages = [copy for page in part["chapters"] for copy in _page(page, ids, number)]
        if pages:
            yield {"caption": f"{part['caption']}{_ending(number)}", "chapters": pages}


def _page(page: Any, ids: set[str], number: int) -> Iterator[Any]:
    """An entry as a copy has it; none for a page that isn't copied."""
    folder, _, rest = page["file"].removeprefix("book/").partition("/")
    first, slash, article = rest.partition("/")
    if number and first not in ids:
        return
    file = f"book/{folder}/{first}{_ending(number)}{slash}{article}" if number else page["file"]
    sections = [copy for section in page.get("sections", ()) for copy in _page(section, ids, number)]
    yield {"file": file, **({"sections": sections} if sections else {})}
