"""Answers to the items of any quiz: right, wrong and half right, and what a notebook should say of them."""

from fractions import Fraction

from generator.answers import Ids, as_typed, points
from generator.render.labels import labels
from generator.render.notebook_runtime import Quiz as Runtime
from generator.resolve import ResolvedCourse
from generator.score import keys_of, parts_of
from generator.spec.quiz import Item, MatchItem, OrderItem, Quiz


def right(item: Item) -> Ids:
    """The key."""
    return tuple(keys_of(item))


def wrong(item: Item) -> Ids:
    """An answer that is worth nothing."""
    if isinstance(item, MatchItem):
        choices = [choice.id for choice in item.choices]
        answer = tuple(f"{pair.id}={next(one for one in choices if one != pair.answer)}" for pair in item.pairs)
    elif isinstance(item, OrderItem):
        keys = keys_of(item)
        answer = (*keys[1:], keys[0])
    else:
        distractors = tuple(part.id for part in parts_of(item) if part.id not in keys_of(item))
        answer = distractors if item.kind in ("multiple", "highlight") else distractors[:1]
    assert points(item, answer) == 0
    return answer


def half(item: Item) -> Ids:
    """An answer that is right in part, where there is one: with one key of several, or one that is wrong beside it."""
    keys = keys_of(item)
    if isinstance(item, OrderItem):
        return (keys[0], *reversed(keys[1:]))
    if len(keys) > 1:
        return tuple(keys[:-1])
    return wrong(item)


def chosen(way: str, quizzes: list[Quiz]) -> dict[str, Ids]:
    """Answers to all items in one of the three ways, by item; half right, every other item is right and the rest half."""
    items = [item for quiz in quizzes for item in quiz.items]
    if way == "half":
        return {item.id: (half if n % 2 else right)(item) for n, item in enumerate(items)}
    return {item.id: {"right": right, "wrong": wrong}[way](item) for item in items}


def as_written(resolved: ResolvedCourse, quizzes: list[Quiz], answers: dict[str, Ids]) -> dict[str, str]:
    """The same as students type them, by item."""
    return {item.id: as_typed(item, labels(resolved, quiz, item), answers[item.id]) for quiz in quizzes for item in quiz.items}


def score(quizzes: list[Quiz], answers: dict[str, Ids]) -> str:
    """What the model gives for them, as a notebook writes it."""
    items = [item for quiz in quizzes for item in quiz.items]
    total = sum((points(item, answers[item.id]) for item in items), Fraction(0))
    return f"{Runtime.number(total)} of {len(items)}."
