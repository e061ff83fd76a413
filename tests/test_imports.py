"""The way of the data is the way of the imports: each stage knows only the stages before it, and frameworks stay at the edge."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parent.parent / "generator"

STAGES = (
    # Diagnostics carry spans, and reading reports what it can't read, so the first two make one stage.
    ("compiler", "source", "diagnostics", "memory", "garbage", "sharing"),
    ("spec",),
    ("schema",),
    ("corpus",),
    ("citations", "phrases", "spellings", "score", "fingerprint", "bibliography"),
    ("mending_quotes",),
    ("resolved", "resolve", "figures"),
    ("lint",),
    ("render", "metadata", "papers"),
    ("search", "answers", "lasting", "looked_at_apart"),
    ("pipeline", "downloads"),
    ("sphinx_ext",),
    ("book", "cite", "find", "progress"),
    ("grade", "analyse", "export", "fix", "leaks", "lsp", "new", "serve", "stats", "terminal"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""From specs to the book: a stage may import from its own and from those above it in this list."""


def modules() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py"))


def name_of(path: Path) -> str:
    """The stage that a module belongs to: the folder or file below `generator`."""
    return path.relative_to(GENERATOR).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The full names of what a module imports, those for type checking and inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(*libraries: str) -> set[str]:
    """The modules that import one of some libraries, by their paths below `generator`."""
    return {
        path.relative_to(GENERATOR).as_posix()
        for path in modules()
        for name in imports(path)
        if name.split(".", 1)[0] in libraries
    }


def test_every_module_belongs_to_a_stage() -> None:
    known = {name for stage in STAGES for name in stage} | {"__init__"}
    assert {name_of(path) for path in modules()} <= known


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_imports_point_upstream_only(path: Path) -> None:
    rank = {name: n for n, stage in enumerate(STAGES) for name in stage}
    own = name_of(path)
    downstream = [
        name for name in imports(path) if name.startswith("generator.") and rank[name.split(".")[1]] > rank.get(own, -1)
    ]
    assert downstream == []


def test_sphinx_and_docutils_are_known_only_to_the_extension_and_to_what_runs_sphinx() -> None:
    edge = {"book.py", "serve/warm.py"} | {path.relative_to(GENERATOR).as_posix() for path in (GENERATOR / "sphinx_ext").rglob("*.py")}
    assert importers("sphinx", "docutils", "jupyter_book", "myst_parser", "myst_nb", "sphinx_external_toc") <= edge


def test_nothing_but_the_command_parses_arguments() -> None:
    """What the commands do takes its arguments parsed: they know argparse's name for them and nothing else of it."""
    assert importers("argparse") - {path for path in importers("argparse") if path.startswith("commands/")} == {"cli.py"}
    for path in sorted((GENERATOR / "commands").glob("*.py")):
        assert "ArgumentParser" not in path.read_text(encoding="utf-8"), path


def test_only_the_setter_of_the_pdf_knows_its_engine() -> None:
    assert importers("weasyprint") == {"downloads/pdf.py"}
    assert importers("pypdfium2") == {"downloads/pdf.py", "leaks/pdf_text.py", "new/read_pdf.py"}


def test_only_the_reader_of_html_knows_its_parser() -> None:
    assert importers("lxml") == {"new/read_html.py"}


def test_only_the_writers_of_notebooks_know_nbformat() -> None:
    assert importers("nbformat") == {"export/cells.py", "render/notebook_cells.py"}


def test_only_the_language_server_knows_its_protocol() -> None:
    protocol = importers("pygls", "lsprotocol")
    assert protocol == {f"lsp/{name}.py" for name in ("addresses", "answers", "features", "lines", "report", "server")}


def test_only_the_readers_of_markup_and_of_documents_parse_markdown() -> None:
    quicker = "sphinx_ext/quick_markdown.py"
    assert importers("markdown_it", "mdit_py_plugins") == {"spec/markup.py", "spec/markup_parser.py", "new/read_markdown.py", quicker}


def test_only_commands_and_the_progress_bar_write_to_the_terminal() -> None:
    """The core never prints and never exits."""
    found = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in {"print", "exit", "input"}:
                found.add(path.relative_to(GENERATOR).as_posix())
            whose = node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else None
            if whose == "sys" and node.attr in {"stdout", "stderr", "exit"}:
                found.add(path.relative_to(GENERATOR).as_posix())
    commands = {path for path in found if path.startswith("commands/")}
    assert commands
    inside_notebooks = {"render/notebook_telling.py", "export/answers_runtime.py"}
    assert found - commands == {"cli.py", "progress.py", "__main__.py"} | inside_notebooks


def test_nothing_needs_the_network() -> None:
    """The workbench serves, on the loopback address, and asks for nothing."""
    serving = {"serve/answers.py", "serve/server.py"}
    assert importers("socket", "urllib", "http", "requests", "httpx", "aiohttp") == serving
    assert not any(name.startswith(("urllib.request", "http.client")) for path in modules() for name in imports(path))


def test_the_course_package_knows_nothing_of_its_first_subject() -> None:
    for path in sorted(GENERATOR.rglob("*")):
        if path.suffix in {".py", ".js", ".css"}:
            assert "bolivia" not in path.read_text(encoding="utf-8").casefold(), path
