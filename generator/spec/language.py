"""The language of a course, as `_config.yml` gives it to Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.model import Problems
from generator.source.files import read_text
from generator.source.yaml_nodes import Mapping, Scalar, parse_yaml

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
    for key in ("sphinx", "config", "language"):
        node = node.values.get(key) if isinstance(node, Mapping) else None
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else DEFAULT
