"""`course cite` as a dialogue: words in, numbered passages out, and the citation of the one that is chosen.

It takes lines and gives lines, and knows no terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.find import to_text

if TYPE_CHECKING:
    from collections.abc import Generator

    from generator.find.passages import Passage
    from generator.find.search import Search

Asked = tuple[str, str]
"""What is said, and the prompt; the author's next line answers it."""

OPENING = "Write some words of a passage, as you remember them. Enter alone ends."
WORDS = "Words: "
CHOICE = "A number for its citation, or other words: "


def dialogue(search: Search, source: str | None, limit: int) -> Generator[Asked, str, None]:
    """Passages for each line of words, and the citation for each number, until a line is empty."""
    passages: list[Passage] = []
    line = (yield OPENING, WORDS).strip()
    while line:
        if line.isdecimal() and 1 <= int(line) <= len(passages):
            said = _chosen(passages[int(line) - 1])
        else:
            passages, said = _found(search, line, source, limit)
        line = (yield said, CHOICE if passages else WORDS).strip()


def _chosen(passage: Passage) -> str:
    return f"\n{to_text.lines_to_paste(passage)}\n"


def _found(search: Search, words: str, source: str | None, limit: int) -> tuple[list[Passage], str]:
    """The passages for some words, and what is said of them."""
    found = search.find(words, source, limit)
    if not found.passages:
        return [], "Nothing in the documents is like these words."
    head = "Verbatim:" if found.judged.matches else "Not verbatim; these may be meant, the best first:"
    return list(found.passages), "\n".join([head, *(to_text.numbered(n, one) for n, one in enumerate(found.passages, 1))])
