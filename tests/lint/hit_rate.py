"""How often the lint finds what a careful reader marked, and how often it cries wolf: `python -m tests.lint.hit_rate`.

Recall is the share of marks that the rules find, precision the share of findings that are marked. Counted are pairs of item and
flaw. The items and their marks are in `items/`, in two sets: those that the rules were mended by, and fresh ones. The rules on
quizzes and courses have tests of their own and no marks here.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics.flaws import Flaw
from generator.lint import feedback_bare, feedback_repeated
from generator.lint.all_rules import question_findings
from generator.lint.english import english
from generator.lint.question import Question
from generator.spec.citation import Evidence
from generator.spec.quiz import ChoiceItem, Option

ITEMS = Path(__file__).parent / "items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An item, and the flaws that a reader finds in it."""

    question: Question
    flaws: frozenset[Flaw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Marks that were found, marks that were missed, and findings without a mark."""

    found: int
    missed: int
    wrong: int

    @property
    def recall(self) -> Fraction | None:
        return Fraction(self.found, self.found + self.missed) if self.found + self.missed else None

    @property
    def precision(self) -> Fraction | None:
        return Fraction(self.found, self.found + self.wrong) if self.found + self.wrong else None


def option(text: str, name: str, feedback: str) -> Option:
    key = text.startswith("* ")
    return Option(id=name, text=text.removeprefix("* "), correct=key, feedback=feedback)


def question(*, name: str, stem: str, options: list[str], feedback: list[str] | None = None, passage: str = "",
             shuffle: bool = False, number: int = 0) -> Question:  # fmt: skip
    """A question from its short form, in which the text of a key begins with `* `."""
    given = feedback or [f"The ledger tells of it on page {n}." for n in range(len(options))]
    choices = tuple(option(text, "abcdefghij"[n], given[n]) for n, text in enumerate(options))
    item = ChoiceItem(id=name, skill="close-reading", stem=stem, options=choices, evidence=Evidence(source="ledger", quote="none"),
                      kind="multiple" if sum(choice.correct for choice in choices) > 1 else "single")  # fmt: skip
    return Question(item=item, number=number, shuffled=shuffle, passage=passage)


MENDED_BY = ("flawed.yml", "sound.yml", "fresh.yml", "later-flawed.yml", "later-sound.yml")
FRESH = ("last-flawed.yml", "last-sound.yml")
"""The two sets, by the files that hold them."""


def marked_items(names: tuple[str, ...]) -> list[Marked]:
    items: list[dict[str, Any]] = []
    for name in names:
        items += yaml.safe_load((ITEMS / name).read_text(encoding="utf-8"))
    return [Marked(flaws=frozenset(map(Flaw, one.pop("flaws", []))), question=question(name=one.pop("id"), **one)) for one in items]


def findings(asked: Question) -> frozenset[Flaw]:
    """The flaws that the rules find in one item of an English course."""
    lists = english()
    found = [*question_findings(asked, lists), *feedback_repeated.find(asked.item, 0), *feedback_bare.find(asked.item, 0, lists)]
    return frozenset(finding.flaw for finding in found)


def disagreements(names: tuple[str, ...]) -> list[tuple[str, list[str], list[str]]]:
    """Items on which rules and marks differ: the marks that were missed, and the findings without a mark."""
    judged = [(one.question.item.id, one.flaws, findings(one.question)) for one in marked_items(names)]
    return [(name, sorted(marks - found), sorted(found - marks)) for name, marks, found in judged if marks != found]


def rates(names: tuple[str, ...]) -> dict[str, Rate]:
    """By flaw in the order of the code, and for all together."""
    found: Counter[Flaw] = Counter()
    missed: Counter[Flaw] = Counter()
    wrong: Counter[Flaw] = Counter()
    for one in marked_items(names):
        reported = findings(one.question)
        found.update(one.flaws & reported)
        missed.update(one.flaws - reported)
        wrong.update(reported - one.flaws)
    known = [flaw for flaw in Flaw if found[flaw] + missed[flaw] + wrong[flaw]]
    table = {flaw.value: Rate(found=found[flaw], missed=missed[flaw], wrong=wrong[flaw]) for flaw in known}
    return table | {"all": Rate(found=found.total(), missed=missed.total(), wrong=wrong.total())}


def as_table(names: tuple[str, ...]) -> str:
    rows = [f"{'flaw':<22} found missed wrong recall precision"]
    for name, rate in rates(names).items():
        shares = [f"{float(share):.2f}" if share is not None else "-" for share in (rate.recall, rate.precision)]
        rows.append(f"{name:<22} {rate.found:>5} {rate.missed:>6} {rate.wrong:>5} {shares[0]:>6} {shares[1]:>9}")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    for title, names in (("Items that the rules were mended by", MENDED_BY), ("Fresh items", FRESH)):
        print(f"{title}\n\n{as_table(names)}")
        for name, missed, wrong in disagreements(names):
            print(f"{name}: missed {', '.join(missed) or 'nothing'}; without a mark {', '.join(wrong) or 'nothing'}")
        print()
