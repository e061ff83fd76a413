"""Digests of keys. A student who finds one tries every answer until it fits: four choices are four tries."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.leaks.finding import Finding, Kind
from generator.leaks.letters import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.leaks.asked import Asked
    from generator.leaks.opened import Opened, Wanted
    from generator.resolve import ResolvedCourse

HEAD = 8
"""Hexadecimal digits below which a match is chance."""
CERTAIN = 12
"""Characters from which a match is no chance even among all digests of a large folder."""
_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8,128}(?![0-9A-Za-z])")
_BASE64 = re.compile(r"(?<![0-9A-Za-z+/_=-])[0-9A-Za-z+/_-]{11,88}={0,2}(?![0-9A-Za-z+/_=-])")
_ALGORITHMS = ("md5", "sha1", "sha256")
_JOINED = (" ", ",", ", ", "", "|", ";", "-", "+", "\n")
_SALTED = (":", "/", "-", "", "|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A digest of a key, as hexadecimal digits or base64. ``salted`` ones have the item in them, and so fit no other item."""

    asked: Asked
    kind: Kind
    whole: str
    of: str
    salted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestIndex:
    """Digests by their first characters."""

    by_head: Mapping[str, tuple[Digest, ...]]
    count: int


def digest_index(resolved: ResolvedCourse, asked: Iterable[Asked]) -> DigestIndex:
    """Every digest of the keys that somebody may have made to hide them, the compiler's own fingerprint included."""
    by_head: dict[str, list[Digest]] = {}
    count = 0
    for one in asked:
        for digest in _digests(resolved, one):
            by_head.setdefault(digest.whole[:HEAD], []).append(digest)
            count += 1
    return DigestIndex(by_head={head: tuple(found) for head, found in by_head.items()}, count=count)


def _digests(resolved: ResolvedCourse, one: Asked) -> Iterator[Digest]:
    if fingerprint(one.item) != fingerprint_without_key(one.item):
        whole = fingerprint(one.item)
        yield Digest(asked=one, kind=Kind.FINGERPRINT, whole=whole, of="the item with its key", salted=True)
    address = f"{one.quiz.id}/{one.id}"
    proof, others = resolved.passage(address), [passage for key, passage in resolved.lock.passages.items() if key != address]
    for made in (proof.sha256, proof.text_sum, proof.request):
        if not any(made in {other.sha256, other.text_sum, other.request} for other in others):
            yield Digest(asked=one, kind=Kind.DIGEST, whole=made, of="the words that prove the key", salted=True)
    for written, salted in _written(one):
        for algorithm in _ALGORITHMS:
            made_of = hashlib.new(algorithm, written.encode(), usedforsecurity=False)
            for whole in (made_of.hexdigest(), base64.b64encode(made_of.digest()).decode().rstrip("=")):
                yield Digest(asked=one, kind=Kind.DIGEST, whole=whole, of=f"{written!r} by {algorithm}", salted=salted)


def _written(one: Asked) -> Iterator[tuple[str, bool]]:
    """The ways in which the key may have been written before it was digested, and whether the item is in them."""
    plain: dict[str, None] = {}
    bare: dict[str, None] = {}
    for parts in one.spellings:
        orders = [parts] if one.item.kind in ("order", "match") else [parts, tuple(sorted(parts))]
        for order in orders:
            listed = json.dumps(list(order))
            every = [*(joint.join(order) for joint in _JOINED), listed, listed.replace(" ", ""), repr(list(order)), repr(order)]
            plain.update(dict.fromkeys(form for text in every for form in (text, text.upper(), text.capitalize())))
            bare.update(dict.fromkeys(joint.join(order) for joint in _JOINED[:4]))
    yield from ((text, False) for text in plain)
    yield from ((f"{one.quiz.id}/{one.id}:{text}", True) for text in bare)
    for joint in _SALTED:
        yield from ((f"{one.id}{joint}{text}", True) for text in bare)
        yield from ((f"{text}{joint}{one.id}", True) for text in bare)


def digests(seen: Opened, wanted: Wanted) -> Iterator[Finding]:
    """Digests in a file. One of a key alone, which another item may share, and a short one, which may be chance, count where
    the file names the item.
    """
    named = {one.id for one in seen.named}
    for reading in seen.readings[:2]:
        for pattern in (_HEX, _BASE64):
            for token in pattern.finditer(reading):
                digest = _match(token[0], wanted.digests, named)
                if digest is not None:
                    place = f"line {reading.count(chr(10), 0, token.start()) + 1}"
                    found = shortened(f"{token[0]}, of {digest.of}")
                    one = digest.asked
                    yield Finding(kind=digest.kind, path=seen.path, place=place, found=found, quiz=one.quiz.id, item=one.id)


def _match(token: str, index: DigestIndex, named: set[str]) -> Digest | None:
    """The digest whose beginning a token is."""
    for spelled in {token.lower(), token.rstrip("=").replace("-", "+").replace("_", "/")}:
        for digest in index.by_head.get(spelled[:HEAD], ()):
            certain = digest.salted and len(spelled) >= CERTAIN
            if digest.whole.startswith(spelled) and (certain or digest.asked.id in named):
                return digest
    return None
