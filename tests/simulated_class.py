"""A class that never was: responses to a quiz of sixteen items by students of known ability, with a fixed seed.

Each student passes an item with the chance of the two-parameter logistic model: 1 / (1 + exp(-slope (ability - place))). Who
fails takes one of the distractors, which are alike, but for the faults that are planted.
"""

import csv
import io
import math
import random
from pathlib import Path

from generator.analyse.responses import HEADER

PLACES = (-1.4, -1.2, -1.0, -0.8, -0.2, -0.6, -0.4, 0.2, -0.2, 0.0, 0.1, 0.3, 0.4, 0.5)
"""Where on the scale of ability half of the students pass: the items with options, sound and faulty."""
SLOPE = 2.0
OPTIONS = ("one", "two", "three", "four")
MISKEYED, DEAD, NEGATIVE = "sim-05", "sim-08", "sim-16"
EVIDENCE = "evidence: {passage: stopped-clock/face, quote: eleven minutes past four}"


def write_quiz(root: Path, *, confidence: bool = False) -> None:
    """The quiz `sim-quiz`: fourteen items with four options, of which `two` is the key, one true-false item, one to put in order.

    The key of MISKEYED is wrong: those who know answer `three`.
    """
    items = [_single(f"sim-{n:02}") for n in range(1, 15)]
    items.append(
        "  - id: sim-15\n    kind: true-false\n    skill: sourcing\n    stem: Statement fifteen.\n    answer: true\n"
        f"    feedback: {{'true': It is so., 'false': It is so.}}\n    {EVIDENCE}\n"
    )
    entries = "".join(f"      - {{id: {name}, text: Entry {name}, feedback: It stands there.}}\n" for name in OPTIONS)
    items.append(
        f"  - id: {NEGATIVE}\n    kind: order\n    skill: contextualisation\n    stem: Put these in order.\n    entries:\n{entries}"
        f"    evidence: {{source: courier-1887, quote: some two hundred people stood on the quay}}\n"
    )
    head = f"id: sim-quiz\ntitle: 'Test: a class that never was'\nlesson: stopped-clock\nmode: graded\nconfidence: {str(confidence).lower()}\n"
    (root / "quizzes" / "sim-quiz.yml").write_text(f"{head}items:\n{''.join(items)}", encoding="utf-8")


def _single(name: str) -> str:
    options = "".join(
        f"      - {{id: {option}, text: Option {option} of {name}, {'correct: true, ' if option == 'two' else ''}feedback: Because.}}\n"
        for option in OPTIONS
    )
    return f"  - id: {name}\n    kind: single\n    skill: close-reading\n    stem: Question {name}?\n    options:\n{options}    {EVIDENCE}\n"


def responses(students: int, seed: int = 5) -> list[list[str]]:
    """The rows of responses.csv, without its header."""
    chance = random.Random(seed)
    rows = []
    for n in range(students):
        ability = chance.gauss(0, 1)
        for item, answer, worth in [*_singles(chance, ability), _statement(chance, ability), _order(chance, ability)]:
            sure = "yes" if chance.random() < (0.8 if worth == 1 else 0.4) else "no"
            took = f"{math.exp(chance.gauss(3.3, 0.5)):.1f}"
            rows.append(
                [f"student-{n:05}", "sim-quiz", item, "answered", answer, f"{worth:.6f}".rstrip("0").rstrip("."), sure, took]
            )
    return rows


def as_csv(rows: list[list[str]]) -> str:
    """The file that grading would write."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return stream.getvalue()


def _passes(chance: random.Random, ability: float, place: float) -> bool:
    return chance.random() < 1 / (1 + math.exp(-SLOPE * (ability - place)))


def _singles(chance: random.Random, ability: float) -> list[tuple[str, str, float]]:
    found = []
    for n, place in enumerate(PLACES, 1):
        item = f"sim-{n:02}"
        right = "three" if item == MISKEYED else "two"
        wrong = [option for option in OPTIONS if option != right]
        if item == DEAD:
            wrong = ["one", "four"] if chance.random() > 0.01 else ["three"]
        answer = right if _passes(chance, ability, place) else chance.choice(wrong)
        found.append((item, answer, float(answer == "two")))
    return found


def _statement(chance: random.Random, ability: float) -> tuple[str, str, float]:
    passed = _passes(chance, ability, -1.0)
    return "sim-15", "true" if passed else "false", float(passed)


def _order(chance: random.Random, ability: float) -> tuple[str, str, float]:
    """In the right order the more often, the lower the ability; else with the first two entries swapped, which is worth nothing."""
    passed = _passes(chance, -ability, 0.0)
    return NEGATIVE, " ".join(OPTIONS if passed else ("two", "one", "three", "four")), float(passed)
