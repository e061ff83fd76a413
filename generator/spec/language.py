"""The language of a course, as `_config.yml` gives it to Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Problems
from generator.source.files import read_text
from generator.source.yaml_nodes import Scalar, find_node, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = "_config.yml"
DEFAULT = "en"
"""What Sphinx takes where nothing is said."""


def course_language(root: Path) -> str:
    """The code of the language, such as `en` or `pt-BR`.

    A file that can't be read gives the default: Sphinx says what is wrong with its own settings.
    """
    try:
        file = read_text(root / CONFIG, root)
    except (OSError, UnicodeDecodeError):
        return DEFAULT
    node = parse_yaml(file, Problems())
    if node is None:
        return DEFAULT
    found, _ = find_node(node, ("sphinx", "config", "language"))
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else DEFAULT
