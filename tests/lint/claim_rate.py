"""How often the rule on claims finds what a careful reader marked, and how often it cries wolf: `python -m tests.lint.claim_rate`.

The sentences and their marks are in `items/claims.yml`. A text counts as found where the rule finds anything in it.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from generator.lint.english import english
from generator.lint.prose import claim_unattributed
from generator.lint.prose.claim_unattributed import figures_told, long_runs
from generator.lint.prose.phrase_list import phrases
from generator.lint.prose.plain import without_markup, without_quotations
from generator.lint.prose.written import Cited, Written
from tests.lint.hit_rate import ITEMS, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A text beside a passage, and whether a reader finds a claim of the passage in it that nobody is named for."""

    written: Written
    bad: bool


def written(text: str, passage: str = "", names: tuple[str, ...] = (), before: str = "") -> Written:
    """A text of the author's beside a passage."""
    plain = without_markup(text)
    cited = Cited(
        figures=frozenset(figures_told(passage, english())), runs=long_runs(passage), names=frozenset(names)
    )
    return Written(text=text, plain=plain, own=without_quotations(plain, phrases([])), flowing=True, before=before, cited=cited)


def claims() -> list[Claim]:
    groups: list[dict[str, Any]] = yaml.safe_load((ITEMS / "claims.yml").read_text(encoding="utf-8"))
    return [
        Claim(written=written(text, group["passage"], tuple(group["names"])), bad=kind == "bad")
        for group in groups
        for kind in ("bad", "sound")
        for text in group[kind]
    ]


def found(claim: Claim) -> bool:
    return any(True for _ in claim_unattributed.find(claim.written, english()))


def rate() -> Rate:
    judged = [(one.bad, found(one)) for one in claims()]
    return Rate(found=judged.count((True, True)), missed=judged.count((True, False)), wrong=judged.count((False, True)))


if __name__ == "__main__":
    result = rate()
    print(f"found {result.found}, missed {result.missed}, wrong {result.wrong}; "
          f"recall {float(result.recall or 0):.2f}, precision {float(result.precision or 0):.2f}\n")  # fmt: skip
    for one in claims():
        if one.bad != found(one):
            print(f"{'missed' if one.bad else 'without a mark'}: {one.written.text}")
