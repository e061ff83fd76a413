"""A lock is written as PyYAML would write it, byte for byte."""

import random
from typing import Any

import pytest
import yaml

from generator.corpus.lock_text import lock_text

TEXTS = (
    "yes", "No", "null", "~", "12", "1e5", "0b101", "0xff", "1_000", "12-14", "2003-10-17", "a: b", "a # b", "- a", "'it's'", '"so"', "[...]",
    "THE TOLL: “old”", "a  b", "a\tb", "é", "e\u0301", "\u2028a", "a\xa0b", "\ufeffa", "it’s", "12345678", "123e5678", "0b01a", "0abc", "a\\b",
    "a/b-1", "a_b", "Y", "œuvre 12", "#", ".5", "a\nb", "a\n\n\nb", "a\n b", "a \nb", "a\n\n  b\nc", "a\r\nb", "a\x85b", "a\U0001f600", "a\x00",
    "true\nno", "key: |\n  x", "-", "?", "? a", "a:", ":a", "%a", "@a", "`a`", "<<", "=", "!a", "&a", "*a", "a, b", "{a}", "---", "...", "a\u2028b",
    "A sentence, with “marks”; and more.\n\nAnother: it ends here.", "x" * 300, "",
)  # fmt: skip
"""Some are easy and some are the ones that YAML writes in ways of its own; none begins or ends with white space."""
KEYS = ("yes", "null", "12", "1e5", "0b101", "2003-10-17", "12-14", "y/n", "a-b/c-1", "a" * 122, "b" * 123, "c" * 150)
"""Ids, and names of keys."""


def made_up(rng: random.Random) -> dict[str, Any]:
    """A lock's data, more or less."""

    def marks() -> list[Any]:
        return [[rng.randrange(99), rng.randrange(9), rng.choice(("note", "omission"))] for _ in range(rng.randrange(3))]

    def entry() -> dict[str, Any]:
        pair = [[1, rng.randrange(10**6)], []][: rng.randrange(3)]
        notes = {str(n): {"raw": [n, 2], "text": rng.choice(TEXTS)} for n in range(rng.randrange(3))}
        return {
            "source": rng.choice(TEXTS), "raw": pair, "rules": ["line-hyphen"][: rng.randrange(2)], "match": 1, "section": None, "notes": notes,
            "names": rng.sample(TEXTS, rng.randrange(3)), "marks": marks(), "text": rng.choice(TEXTS), "text_sum": rng.choice(TEXTS),
            "outline": [{"heading": rng.choice(TEXTS), "paragraph": n} for n in range(rng.randrange(3))], "end": 0,
        }  # fmt: skip

    return {"version": 1, "rules": rng.choice(TEXTS), "passages": {key: entry() for key in rng.sample(KEYS, 4)}}


class Flow(list[Any]):
    """A list on one line."""


class Block(str):
    """A block scalar."""

    __slots__ = ()


class Dumper(yaml.SafeDumper):
    """PyYAML's own, which knows the two."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


Dumper.add_representer(Flow, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))
Dumper.add_representer(Block, lambda d, v: d.represent_scalar("tag:yaml.org,2002:str", v, style="|"))


def slow(data: Any) -> str:
    """The same by PyYAML from one end to the other."""

    def marked(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: marked(v, k) for k, v in value.items() if v not in (None, [], {}, "")}
        if isinstance(value, list):
            flat = all(not isinstance(item, (dict, str)) for item in value) or key in {"rules", "marks", "skipped"}
            return Flow(map(marked, value)) if flat else [marked(item) for item in value]
        return Block(value) if key == "text" and value is not None and not isinstance(value, int) else value

    return str(yaml.dump(marked(data), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10**6))


@pytest.mark.parametrize("seed", range(40))
def test_the_text_of_a_lock_is_the_one_that_pyyaml_writes(seed: int) -> None:
    data = made_up(random.Random(seed))
    assert lock_text(data) == slow(data)
