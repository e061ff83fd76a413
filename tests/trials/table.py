"""The page that tells what came of the trials."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from generator.lint.chance import SELDOM
from generator.render.escape import escape_markdown
from generator.spec.quiz import Mode, Quiz
from tests.trials.counting import Found, Tried, all_together, tried
from tests.trials.records import Record

HEAD = """\
---
web-only: true
---

# Items tried cold

A reader who has read none of the sources was given stems and options alone, in the order of the pages.
An item whose key such a reader finds more often than chance allows can be answered by its form, or by what everybody knows.
Another reader was given the excerpts and comparisons first.
An item whose key such a reader doesn't choose is disputed.

"Found" counts answers that were right in every part; for items of the kind `match` it counts claims that were matched as they should be.
A question left open counts as not found.
Chance is how often a guess is right; where several options are right, a guesser is taken to know how many.
The last column is the probability of finding the key so often or more by chance alone (binomial); below 0.05 it is in bold.
Only answers to items as they are worded now are counted; "before" is how many cold answers were to earlier wordings.
Of items in graded quizzes no answer is shown.
"""


def page(quizzes: Iterable[Quiz], records: Sequence[Record]) -> str:
    """The whole page: the sums, a table for each quiz, and the keys that were disputed."""
    by_quiz = [(quiz, [tried(item, records) for item in quiz.items]) for quiz in quizzes]
    every = [one for _, items in by_quiz for one in items]
    parts = [HEAD, _sums(every)]
    parts += [f"## {escape_markdown(quiz.title)}\n\n{_table(items)}" for quiz, items in by_quiz]
    parts.append(f"## Disputed keys\n\n{_disputes(by_quiz)}")
    return "\n".join(parts)


def _sums(every: Sequence[Tried]) -> str:
    right, guesses, expected, likely = all_together([one.cold for one in every])
    readable = sum(one.with_passage.right for one in every), sum(one.with_passage.of for one in every)
    often = sum(_unlikely(one.cold) for one in every)
    return (
        f"Items: {len(every)}; without a cold trial: {sum(not one.cold.of for one in every)}.\n"
        f"Cold: {right} of {guesses} found, {float(expected):.1f} expected by chance (p = {_p(likely)}).\n"
        f"Items found cold more often than chance allows: {often}.\n"
        f"With the passage: {readable[0]} of {readable[1]} found.\n"
    )


def _table(items: Sequence[Tried]) -> str:
    rows = ["| Item | Kind | Found cold | Chance | p | With the passage | Before |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for one in items:
        likely = one.cold.likely
        p = "" if likely is None else f"**{_p(likely)}**" if _unlikely(one.cold) else _p(likely)
        rows.append(
            f"| `{one.item.id}` | {one.item.kind} | {_of(one.cold)} | {one.cold.chance} | {p} | {_of(one.with_passage)} | {one.before or ''} |"
        )
    return "\n".join(rows) + "\n"


def _unlikely(found: Found) -> bool:
    return found.likely is not None and found.likely < SELDOM


def _of(found: Found) -> str:
    return f"{found.right} of {found.of}" if found.of else ""


def _p(likely: Fraction) -> str:
    return f"{float(likely):.3f}"


def _disputes(by_quiz: Sequence[tuple[Quiz, Sequence[Tried]]]) -> str:
    lines = []
    for quiz, items in by_quiz:
        for one in items:
            if one.disputed and quiz.mode is Mode.GRADED:
                lines.append(f"- `{one.item.id}`: {len(one.disputed)} of its answers")
            elif one.disputed:
                lines.append(f"- `{one.item.id}`: {'; '.join(_dispute(record) for record in one.disputed)}")
    return "\n".join(lines) + "\n" if lines else "None.\n"


def _dispute(record: Record) -> str:
    given = f"`{' '.join(record.answer)}`" if record.answer else "left open"
    return f"{given}: {escape_markdown(record.note)}" if record.note else given
