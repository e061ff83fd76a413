"""Spellings of names, held against the documents: each claims to stand in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.corpus.locate import find_quote
from generator.diagnostics.codes import Code
from generator.memory import Memory

if TYPE_CHECKING:
    from generator.corpus.corpus import Corpus
    from generator.diagnostics.model import Problems
    from generator.spec.course import Course
    from generator.spec.names import Names
    from generator.spec.read import Located


def check_spellings(course: Course, corpus: Corpus, problems: Problems, memory: Memory | None = None) -> None:
    """Report spellings that stand in no document, or not in a source that they name."""
    memory = memory or Memory()
    written = course.names
    if written is None or len(corpus.documents) < len(course.documents()):
        return  # the words may stand in a document that couldn't be read, which was reported
    given = (written.file.digest, course.sources.file.digest, corpus.digest)
    memory.retell_last(problems, "spellings", (written.file,), given, lambda own: _check(written, course, corpus, own, memory))


def _check(written: Located[Names], course: Course, corpus: Corpus, problems: Problems, memory: Memory) -> None:
    everywhere, known = tuple(course.documents()), course.records()
    for n, name in enumerate(written.value.names):
        for m, spelling in enumerate(name.spellings):
            named = [source for source in spelling.in_ if source in known]  # another was reported
            missing = [source for source in named if not memory.recall(_stands, spelling.written, (source,), corpus)]
            if spelling.in_ and not missing:
                continue
            if not spelling.in_ and memory.recall(_stands, spelling.written, everywhere, corpus):
                continue
            where = " or ".join(f"`{source}`" for source in missing) or "any document"
            problems.report(Code.PHRASE_UNPROVED, f"the spelling `{spelling.written}` does not stand in {where}", written.file,
                            written.span("names", n, "spellings", m, "written"),
                            help="write it as a source prints it, or remove it")  # fmt: skip


def _stands(words: str, sources: tuple[str, ...], corpus: Corpus) -> bool:
    """Whether words stand in one of some documents or articles, whole words and not pieces of longer ones."""
    stretches = (stretch for source in sources for stretch in corpus.stretch(source))
    return any(find_quote(one.document, words, (one.start, one.end)).matches for one in stretches)
