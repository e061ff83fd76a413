"""What can be done about a quotation that isn't where its citation says: the words of the source, or another source.

A fix changes what the author wrote and nothing of what is accepted: the citation is resolved anew like any other.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from generator.corpus.excerpt import printed
from generator.corpus.locate import find_quote, find_range
from generator.diagnostics.edits import offer
from generator.source.yaml_entries import key_after, key_removed
from generator.source.yaml_nodes import Mapping, find_node
from generator.source.yaml_scalars import renamed_key, replaced, rewritten
from generator.spec.citation import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.citations import Cited
    from generator.corpus.corpus import Judgement, Place, Suggested
    from generator.corpus.document import Document
    from generator.diagnostics.model import Edit, Fix

MOST_PLACES = 20
"""Places of an ambiguous quotation that are offered one by one."""


def for_source_reading(cited: Cited, part: str, words: str, judged: Judgement) -> tuple[Fix, ...]:
    """The words of the source in the place of words like them. It is sure where no word differs that could matter, nothing else
    comes near, and the source is the one named."""
    fixes: tuple[Fix, ...] = ()
    for suggested in judged.nearest:
        named = _named(cited, suggested.place)
        edits = _write(cited, part, _reading(suggested.place, words))
        if not named:
            edits = edits and (*edits, *_write(cited, "source", suggested.place.source))
        sure = named and not suggested.risks and _alone(suggested, judged)
        title = "write the source's reading" if named else f"write the reading of `{suggested.place.source}`"
        if named or cited.inside is None:
            fixes += offer(title, edits, sure=sure)
    return fixes


def for_other_source(cited: Cited, places: Iterable[Place]) -> tuple[Fix, ...]:
    """The sources where the words stand; sure where it is one."""
    sources = list(dict.fromkeys(place.source for place in places))
    if cited.inside is not None:
        return ()
    return tuple(
        fix for name in sources
        for fix in offer(f"write `source: {name}`", _write(cited, "source", name), sure=len(sources) == 1)
    )  # fmt: skip


def for_whole_words(cited: Cited, part: str, words: str, place: Place) -> tuple[Fix, ...]:
    """The quotation with its first and last word written out, where that is all that it lacks."""
    raw = place.document.raw
    start, end = place.start, place.end
    while start and raw[start - 1].isalnum():
        start -= 1
    while end < len(raw) and raw[end].isalnum():
        end += 1
    whole = raw[start : place.start] + words.strip() + raw[place.end : end]
    return offer("quote whole words", _write(cited, part, whole))


def for_places(cited: Cited, contexts: Iterable[str]) -> tuple[Fix, ...]:
    """`occurrence:` for each place, with the words around it."""
    mapping, _ = find_node(cited.spec.node, cited.route)
    last = "quote" if cited.words.quote is not None else "to"
    if not isinstance(mapping, Mapping) or last not in mapping.values:
        return ()
    return tuple(
        fix for n, context in enumerate(contexts, 1)
        for fix in offer(f"add `occurrence: {n}`: {context}", key_after(cited.file, mapping, last, f"occurrence: {n}"))
    )  # fmt: skip


def for_occurrence(cited: Cited, count: int) -> tuple[Fix, ...]:
    """No count where the words stand once; else any that there is."""
    mapping, _ = find_node(cited.spec.node, cited.route)
    if not isinstance(mapping, Mapping) or "occurrence" not in mapping.values:
        return ()
    if count == 1:
        return offer("remove `occurrence`", key_removed(cited.file, mapping, "occurrence"), sure=True)
    span = mapping.values["occurrence"].span
    numbers = range(1, min(count, MOST_PLACES) + 1)
    return tuple(fix for n in numbers for fix in offer(f"write `occurrence: {n}`", replaced(cited.file, span, str(n))))


def for_ends(cited: Cited, document: Document, within: tuple[int, int]) -> tuple[Fix, ...]:
    """`from` and `to` exchanged; sure where they name one place then."""
    words = cited.words
    assert words.from_ is not None
    assert words.to is not None
    _, matches = find_range(document, words.to, words.from_, within)
    edits = (_write(cited, "from", words.to), _write(cited, "to", words.from_))
    return offer("swap `from` and `to`", edits[0] + edits[1], sure=len(matches) == 1) if matches and all(edits) else ()


def for_evidence(cited: Cited, source: str) -> tuple[Fix, ...]:
    """The source where the words stand, in the place of an excerpt that doesn't hold them."""
    mapping, _ = find_node(cited.spec.node, cited.route)
    if not isinstance(cited.words, Evidence) or not isinstance(mapping, Mapping) or "passage" not in mapping.keys:
        return ()
    renamed, named = renamed_key(cited.file, mapping, "passage", "source"), _write(cited, "passage", source)
    return offer(f"write `source: {source}` instead of the excerpt", renamed + named) if renamed and named else ()


def _named(cited: Cited, place: Place) -> bool:
    return cited.source in {place.source, place.document.id}


def _alone(suggested: Suggested, judged: Judgement) -> bool:
    """Whether no other place comes near: each other differs in twice as much."""
    return all(other is suggested or other.distance >= 2 * max(1, suggested.distance) for other in judged.nearest)


def _reading(place: Place, written: str) -> str:
    """The words of a place as readers see them, or as the file has them where those would name another place. What folding
    makes equal stays as its author wrote it."""
    document = place.document
    seen = " ".join(paragraph.text for paragraph in printed(document, place.start, place.end, (), ()))
    stands = any((match.start, match.end) == (place.start, place.end) for match in
                 find_quote(document, seen, (place.start, place.end)).matches)  # fmt: skip
    old, new = written.split(), (seen if stands else place.raw).split()
    folded = [[document.folding.quote(word) for word in words] for words in (old, new)]
    changes = SequenceMatcher(None, folded[0], folded[1], autojunk=False).get_opcodes()
    return " ".join(word for kind, a, b, c, d in changes for word in (old[a:b] if kind == "equal" else new[c:d]))


def _write(cited: Cited, key: str, value: str) -> tuple[Edit, ...]:
    return rewritten(cited.file, cited.spec.node, (*cited.route, key), value)
