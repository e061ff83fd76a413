"""Brings a drawn book up to date: reads and writes the pages that need it, and leaves the others as they lie in the folder.

Sphinx would write each page whose file is older than its source. Times tell nothing in a fresh checkout, so it is not asked:
`outdated.py` says what is read again and `shown.py` what is written again. What a page's file held is kept beside the folder. A
page that lies there otherwise is written again, and all are where the last update didn't come to its end.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.util.build_phase import BuildPhase

from generator.render.made import MISSING, files_in, read_record, sha256_of, write_if_changed
from generator.search.index import FOLDER as SEARCH
from generator.sphinx_ext import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

RECORD = "pages.json"
"""Beside the folder of pages: what the file of each page held when the book was whole."""
_IMAGES, _DOWNLOADS = "_images/", "_downloads/"
_KEPT = (_IMAGES, _DOWNLOADS, f"{SEARCH}/")
"""Folders that are brought up to date as they lie. What else is no page is made anew each time, and costs next to nothing."""


def look_at_folder(app: Sphinx) -> None:
    """Have pages written again that don't lie in the folder as the last whole book had them. Once for each application."""
    held = read_record(_record(app))
    shown.forget(app.env, app.builder.name, [
        page for page in app.env.all_docs if held.get(page) != sha256_of(f"{app.outdir}/{_name(app, page)}")
    ])  # fmt: skip


def update(app: Sphinx) -> Mapping[str, str]:
    """Bring the whole book up to date. Gives the sha256 of each file in its folder, by its name.

    Raises what Sphinx raises; after that the next update writes everything.
    """
    _keep_pages(app)
    try:
        update_pages(app)
        _remove_orphans(app)
        app.events.emit("build-finished", None)
    except Exception as error:
        Path(app.doctreedir, ENV_PICKLE_FILENAME).unlink(missing_ok=True)  # as Sphinx does: it may hold half of the truth
        app.events.emit("build-finished", error)
        raise
    app.builder.cleanup()
    domain: Any = app.env.get_domain("course")
    held: Mapping[str, str] = domain.held
    pages = {page: held.get(_name(app, page), MISSING) for page in sorted(app.env.found_docs)}
    write_if_changed(_record(app), json.dumps(pages).encode())
    return held


def update_pages(app: Sphinx) -> None:
    """Bring pages up to date and nothing beside them: the search, say, and the list of files can wait."""
    _record(app).unlink(missing_ok=True)
    app.phase = BuildPhase.READING
    try:
        # Sphinx writes this page in any case, and without one it would leave out what stands beside the pages.
        app.builder.build([app.config.root_doc], method="update")
    except Exception:
        shown.forget(app.env, app.builder.name, list(app.env.found_docs))
        raise


def _record(app: Sphinx) -> Path:
    return Path(app.outdir).with_name(f"{Path(app.outdir).name}-{RECORD}")


def _name(app: Sphinx, page: str) -> str:
    """A page's file, from the folder of the book."""
    return f"{page}{app.builder.out_suffix}"  # type: ignore[attr-defined]  # of HTML builders


def _keep_pages(app: Sphinx) -> None:
    """Clear the folder but for pages and what is kept with them."""
    out = Path(app.outdir)
    pages = {_name(app, page) for page in app.env.all_docs}
    for name in files_in(out):
        if name not in pages and not name.startswith(_KEPT):
            (out / name).unlink()


def _remove_orphans(app: Sphinx) -> None:
    """Remove pages that are gone, and pictures and downloads that no page has any more."""
    out = Path(app.outdir)
    known = {_name(app, page) for page in app.env.found_docs}
    known |= {_IMAGES + name for _, name in app.env.images.values()}
    known |= {_DOWNLOADS + name for _, name in app.env.dlfiles.values()}
    held = (_IMAGES, _DOWNLOADS)
    for name in files_in(out):
        if name not in known and (name.startswith(held) or name.endswith(app.builder.out_suffix)):  # type: ignore[attr-defined]
            (out / name).unlink()
    if not app.env.images:
        shutil.rmtree(out / _IMAGES, ignore_errors=True)
