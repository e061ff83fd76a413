"""The common ground of all spec models: frozen, strict, no unknown keys; and the types of their fields.

Docstrings of fields are user documentation: editors show them and the author guide prints them (`schema/field_docs.py`). Validators are
made when a model is first read and defaults without them, since most runs of the command need few of the models.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Spec(BaseModel):
    """Base of everything that is written in YAML."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


MAX_ID = 64
"""Characters of an id."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_ID)]
"""Lower-case letters and digits in groups joined by hyphens."""

SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$", max_length=129)]
"""A document's id, or document/article."""

PassageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$", max_length=129)]
"""lesson/excerpt: the address of an excerpt from anywhere in the course."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
"""Plain text: every character prints as it is. Runs of white space print as one space."""

Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100_000)]
"""MyST Markdown without raw HTML or directives."""
