"""A command loads what it needs and no more: who asks for a word of help, or checks a course, doesn't wait for Sphinx."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

import pytest

from generator import cli
from tests.sample_course import run_python, sample_corpus

SLOW = frozenset({
    "sphinx", "docutils", "jupyter_book", "myst_parser", "nbformat", "jsonschema", "IPython", "pyarrow", "PIL", "numpy", "matplotlib",
    "weasyprint", "pypdfium2", "lxml", "docx", "pygls", "lsprotocol", "http.server", "generator.sphinx_ext", "generator.serve",
})  # fmt: skip
"""What takes long to load, and what the commands below have no use for."""
MODELS = frozenset({"pydantic", "generator.spec.course", "generator.pipeline", "generator.corpus"})
"""What only who opens a course needs."""


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("--help",), SLOW | MODELS),
        (("explain", "quote-absent"), SLOW | MODELS - {"pydantic"}),
        (("schema",), SLOW | {"generator.pipeline"}),
        (("check",), SLOW),
        (("cite", "the sum of $12"), SLOW),
        (("cite", "--json", "nobody wrote this"), SLOW),
        (("stats",), SLOW),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_loads_nothing_slow_that_it_has_no_use_for(arguments: tuple[str, ...], without: frozenset[str], sample: Path) -> None:
    course = () if arguments[0] in {"--help", "explain", "schema"} else ("--course", str(sample))
    program = (
        "import sys\n"
        "from generator.cli import main\n"
        "try:\n"
        f"    main({[*arguments, *course]!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print('loaded:', sorted(set(sys.modules) & set({sorted(without)!r})))\n"
    )
    ran = run_python(sample, "-c", program, corpus=sample_corpus())
    assert (ran.stdout.splitlines()[-1:], ran.stderr) == (["loaded: []"], "")


def test_what_is_slow_is_known_by_names_that_exist(sample: Path) -> None:
    """The names in the list are those of modules: a build loads Sphinx and the notebooks' library under them."""
    program = "import sys, generator.book, generator.commands.serve; print(sorted(set(sys.modules) & {'sphinx', 'docutils', 'generator.sphinx_ext', 'generator.serve'}))"
    assert run_python(sample, "-c", program).stdout == "['docutils', 'generator.serve', 'generator.sphinx_ext', 'sphinx']\n"


def test_every_command_has_a_module_of_its_name_that_runs_it() -> None:
    parser = cli._parser()
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction)).choices
    assert [name for name in commands if not callable(getattr(import_module(f"generator.commands.{name}"), "run", None))] == []
    assert sys.modules["generator.commands.check"].run.__module__ == "generator.commands.check"
