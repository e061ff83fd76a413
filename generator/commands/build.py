"""`course build`: the book, put in place when it is whole."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.book import BuildError, build_book
from generator.commands.saying import CLEAN, FOUND, count, show, usage
from generator.diagnostics import to_json
from generator.diagnostics.model import Problems
from generator.downloads.pdf import MissingEngineError

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Build the book and say what was done."""
    out = Path(arguments.out).resolve() if arguments.out else root / "_build" / "html"
    problems = Problems()
    try:
        summary = build_book(root, out, problems, arguments.paper if arguments.downloads else None)
    except MissingEngineError as error:
        return usage(str(error))
    except BuildError as error:
        print(f"course: {error}", file=sys.stderr)
        return _report_failure(problems, as_json=arguments.json)
    if summary is None:
        return _report_failure(problems, as_json=arguments.json)
    if arguments.json:
        print(json.dumps(asdict(summary), ensure_ascii=False))
    else:
        show(problems)
        print(summary.as_text())
    return CLEAN


def _report_failure(problems: Problems, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"problems": [to_json.as_json(found) for found in problems]}, ensure_ascii=False))
    else:
        show(problems)
        print(f"{count(problems)}. The book was left as it was.", file=sys.stderr)
    return FOUND
