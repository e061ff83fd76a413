"""`course build`: check everything, make the pages, let Sphinx draw the book beside the old one, then put it in place.

The book that readers see changes only when the new one is whole, and only in the files that differ.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.compiler import compiler_digest
from generator.downloads import Download, make_downloads, moment
from generator.downloads.pdf import require_engine
from generator.downloads.volume import PageError
from generator.garbage import sought_rarely, sought_seldom
from generator.lasting import lasting_memory
from generator.pipeline import STATE
from generator.progress import progress_bar
from generator.render.made import files_in, sha256_of, write_if_changed
from generator.render.notebook_files import file_names
from generator.search.index import report_missing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.diagnostics.model import Problems
    from generator.resolve import ResolvedCourse

DOWNLOADS = "downloads"
"""Where the EPUB and the PDF lie in the published book."""
NOT_PUBLISHED = frozenset({".buildinfo", ".doctrees", "objects.inv.tmp"})


class BuildError(RuntimeError):
    """Sphinx failed. The message is what it said."""


@dataclass(frozen=True)
class Summary:
    """What a build did. ``proved`` tells against what: the documents, or the lock made from them."""

    out: str
    lessons: int
    excerpts: int
    quotations: int
    proved: str
    items: int
    notebooks: int
    warnings: int
    seconds: float
    written: int
    pinned: dict[str, str]

    def as_text(self) -> str:
        """For a person."""
        against = (
            "against the documents, just now"
            if self.proved == "documents"
            else "when the lock was made, against the pinned documents; the documents themselves are not here"
        )
        pins = "\n".join(f"    {name}: sha256 {sha[:16]}…" for name, sha in self.pinned.items())
        return (
            f"The book is at {self.out}/index.html\n"
            f"  {self.lessons} lessons, {self.excerpts} excerpts, {self.items} quiz items, {self.notebooks} notebooks\n"
            f"  {self.quotations} quotations proved {against}\n{pins}\n"
            f"  {self.warnings} warnings, {self.written} files written, {self.seconds:.1f} s"
        )


def build_book(root: Path, out: Path, problems: Problems, paper: str | None = None) -> Summary | None:
    """Build a course's book into a folder. None where the course or a page has errors: then the old book still stands.

    With the name of a paper, the book has an EPUB and a PDF for that paper to download. Raises BuildError where Sphinx
    failed, and MissingEngineError where the downloads can't be made here: then the old book stands too.
    """
    with sought_rarely():
        return _build(root, out, problems, paper)


def _build(root: Path, out: Path, problems: Problems, paper: str | None) -> Summary | None:
    began = time.monotonic()
    if paper is not None:
        require_engine()
    with progress_bar("Proving quotations") as progress, lasting_memory(root) as memory:
        resolved, counts = pipeline.check(root, problems, progress, memory=memory)
    if resolved is None:
        return None
    report_missing(root, problems)
    resolved.course.let_go()  # each process would hold it, a tenth of a megabyte for a chapter
    if resolved.proved_now:
        pipeline.save_lock(resolved)
    pipeline.make(resolved)
    work = root / STATE / _work_name(root, out)  # what Sphinx knows and the book as last built, for each place it was put
    inputs = _inputs_digest(root, paper)
    written = 0
    if not _still_stands(work, out, inputs):
        held = _draw(resolved, work, problems, paper)
        if held is None:
            return None
        written = _put_in_place(work, out, inputs, held)
    return Summary(
        out=str(out),
        lessons=counts.lessons,
        excerpts=counts.excerpts,
        quotations=counts.citations,
        proved="documents" if resolved.proved_now else "lock",
        items=counts.items,
        notebooks=sum(name.endswith(".ipynb") for name in file_names(resolved.course)),
        warnings=len(problems.warnings),
        seconds=round(time.monotonic() - began, 2),
        written=written,
        pinned={name: pin.sha256 for name, pin in resolved.lock.sources.items()},
    )


def _work_name(root: Path, out: Path) -> str:
    """A name for the working folder of one published folder: a course that was moved with its book still knows what it put there."""
    known = out.relative_to(root).as_posix() if out.is_relative_to(root) else str(out)
    return hashlib.sha256(known.encode()).hexdigest()[:12]


def _inputs_digest(root: Path, paper: str | None) -> str:
    """A digest of everything that the book is made of: pages, settings, and the compiler and libraries themselves."""
    total = hashlib.sha256(f"{compiler_digest()} {paper} {moment() if paper else ''}\0".encode())
    pages = [f"book/{name}" for name in files_in(root / "book") if not name.rpartition("/")[2].startswith(".")]
    specs = [f"{folder}/{name}" for folder in ("lessons", "quizzes") for name in files_in(root / folder) if _is_spec(name)]
    for name in (*pages, *specs, "_config.yml", "_toc.yml", "conf.py"):
        total.update(f"{name}\0{sha256_of(f'{root}/{name}')}\0".encode())
    return total.hexdigest()


def _is_spec(name: str) -> bool:
    return name.endswith(".yml") and "/" not in name


def _still_stands(work: Path, out: Path, inputs: str) -> bool:
    """Whether the book in place is the one that these inputs gave, file for file."""
    stamp = _stamp(work)
    if stamp.get("inputs") != inputs:
        return False
    return all(sha256_of(f"{out}/{name}") == sha for name, sha in stamp["files"].items())


def _stamp(work: Path) -> dict[str, Any]:
    """What the last build noted: a digest of its inputs, and the files that it put in place with their sha256."""
    try:
        stamp: dict[str, Any] = json.loads((work / "stamp.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {"inputs": None, "files": {}}
    return stamp


def _placed_before(work: Path) -> set[str]:
    return set(_stamp(work)["files"])


def _draw(resolved: ResolvedCourse, work: Path, problems: Problems, paper: str | None) -> dict[str, str] | None:
    """Draw the book, and first what it offers to download, into the working folder.

    Gives the sha256 of every file there, by its name; None where not all of it could be drawn.
    """
    links: dict[str, Any] = {}
    made: list[Download] = []
    if paper is not None:
        settings, _ = _run_sphinx(resolved, work, "epub", {}, problems)
        if problems.errors:
            return None
        with progress_bar("Setting the PDF") as progress:
            try:
                made = make_downloads(resolved, settings, work / "epub", paper, progress)
            except PageError as error:
                raise BuildError(str(error)) from error
        context = {**settings.get("html_context", {}), "course_downloads": [(one.label, f"{DOWNLOADS}/{one.name}") for one in made]}
        links = {"html_context": context}
    _, held = _run_sphinx(resolved, work, "html", links, problems)
    downloads = {f"{DOWNLOADS}/{one.name}": one.content for one in made}
    for name, content in downloads.items():
        write_if_changed(work / "html" / name, content)
    if problems.errors:
        return None
    return {**held, **{name: hashlib.sha256(content).hexdigest() for name, content in downloads.items()}}


def _run_sphinx(
    resolved: ResolvedCourse, work: Path, builder: str, settings: dict[str, Any], problems: Problems
) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Draw the book into the builder's folder in the working folder; what Sphinx warns of is reported.

    Gives all settings, and of a website the sha256 of every file by its name.
    """
    from sphinx.application import Sphinx  # noqa: PLC0415  (half a second that other commands don't need)
    from sphinx.errors import SphinxError  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    from generator.sphinx_ext import state  # noqa: PLC0415
    from generator.sphinx_ext.builder import share_work  # noqa: PLC0415
    from generator.sphinx_ext.complaints import report_complaints  # noqa: PLC0415
    from generator.sphinx_ext.quick_start import quick_start  # noqa: PLC0415
    from generator.sphinx_ext.settings import sphinx_settings  # noqa: PLC0415
    from generator.sphinx_ext.update import look_at_folder, update  # noqa: PLC0415

    root = resolved.course.root
    said = io.StringIO()
    held: Mapping[str, str] = {}
    settings = {**sphinx_settings(root), **settings}
    state.prepare(resolved)
    try:
        with patch_docutils(str(root)), docutils_namespace(), sought_seldom():
            with quick_start(settings):
                app = Sphinx(
                    srcdir=root, confdir=None, outdir=work / builder, doctreedir=work / "doctrees", buildername=builder,
                    confoverrides=settings, status=None, warning=said, freshenv=False, keep_going=True,
                    parallel=1,
                )  # fmt: skip
            share_work(app)
            if builder == "html":
                look_at_folder(app)
                held = update(app)
            else:
                shutil.rmtree(work / builder, ignore_errors=True)
                app.build(force_all=True)
    except SphinxError as error:
        report_complaints(said.getvalue(), root, problems)
        raise BuildError(f"the book was not built: {error}") from error
    finally:
        state.forget(root)
    if said.getvalue().strip():
        # Warnings were given for pages that Sphinx takes as read: let it read them again next time, and warn again.
        shutil.rmtree(work / "doctrees", ignore_errors=True)
        report_complaints(said.getvalue(), root, problems)
    return settings, held


def _put_in_place(work: Path, out: Path, inputs: str, held: Mapping[str, str]) -> int:
    """Copy what differs into the published folder, remove what is gone, and note the result. Gives how many files changed.

    ``held`` tells what the working folder's files hold, which were all looked at when the last was written.
    """
    files = {name: sha256 for name, sha256 in sorted(held.items()) if name.rpartition("/")[2] not in NOT_PUBLISHED}
    written = 0
    for name, sha256 in files.items():
        if sha256_of(f"{out}/{name}") != sha256:
            written += write_if_changed(out / name, (work / "html" / name).read_bytes())
    for name in _placed_before(work) - files.keys():  # never a file that this program didn't put there
        (out / name).unlink(missing_ok=True)
        written += 1
    write_if_changed(work / "stamp.json", json.dumps({"inputs": inputs, "files": files}).encode())
    return written
