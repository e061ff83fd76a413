"""What needs more than one file, or more than one entry, to be known of persons and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.codes import Code
from generator.spec.references import unique, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.model import Problems
    from generator.source.yaml_nodes import Route
    from generator.spec.course import Course
    from generator.spec.names import Names
    from generator.spec.read import Located

_GLOSSARY = "lessons/glossary.yml"
"""As `generator/spec/course.py` names it, which imports this."""


def check_names(course: Course, problems: Problems) -> None:
    """Names and groups have ids of their own; what they name exists; and no spelling means two names in one place."""
    written = course.names
    if written is None:
        return
    names, groups = written.value.names, written.value.homonyms
    unique(problems, "name", ((name.id, written, ("names", n, "id")) for n, name in enumerate(names)))
    unique(problems, "group of names", ((group.id, written, ("homonyms", n, "id")) for n, group in enumerate(groups)))
    records, known = course.records(), {name.id for name in names}
    for route, source in _sources_of_names(written.value):
        if source not in records:
            unknown(problems, "document or article", source, records, written, route)
    for n, group in enumerate(groups):
        for m, name in enumerate(group.names):
            if name not in known:
                unknown(problems, "name", name, known, written, ("homonyms", n, "names", m))
    _check_terms(course, written, problems)
    _check_spellings(written, problems)


def _sources_of_names(names: Names) -> Iterator[tuple[Route, str]]:
    for n, name in enumerate(names.names):
        for m, spelling in enumerate(name.spellings):
            yield from ((("names", n, "spellings", m, "in", k), source) for k, source in enumerate(spelling.in_))
        yield from ((("names", n, "mentions", m, "source"), mention.source) for m, mention in enumerate(name.mentions))


def _check_terms(course: Course, written: Located[Names], problems: Problems) -> None:
    if _GLOSSARY in course.unread:
        return
    terms = {term.id for term in (course.glossary.value.terms if course.glossary else ())}
    for n, name in enumerate(written.value.names):
        if name.term is not None and name.term not in terms:
            unknown(problems, "glossary entry", name.term, terms, written, ("names", n, "term"))


def _check_spellings(written: Located[Names], problems: Problems) -> None:
    """Each spelling means one name in one document or article, and one everywhere else."""
    seen: dict[tuple[str, str], str] = {}
    for n, name in enumerate(written.value.names):
        for m, spelling in enumerate(name.spellings):
            for place in spelling.in_ or ("",):
                key = " ".join(spelling.written.split()), place
                if key in seen:
                    where = f" in `{place}`" if place else ""
                    problems.report(
                        Code.DUPLICATE_ID, f"`{key[0]}` is a spelling of `{seen[key]}`{where} already", written.file,
                        written.span("names", n, "spellings", m, "written"),
                        help="keep it once; `in:` says in which sources it means which name",
                    )  # fmt: skip
                seen.setdefault(key, name.id)
