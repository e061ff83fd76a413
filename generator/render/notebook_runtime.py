"""The code inside every quiz notebook. It runs in a plain kernel and needs nothing but the standard library.

The notebook's first code cell is `notebook_telling.py`, this file, `notebook_memory.py` and `notebook_clicks.py`, one after the
other, then ``quiz = Quiz(...)``. Where answers are read back, and in the terminal, `Quiz` reads and judges them too, so that an
answer means the same everywhere.
"""

import json
import re
from fractions import Fraction

from generator.render.notebook_telling import NAMELESS, tell


class Quiz:
    """Takes your answers. For practice it also says what they are worth, and why; a graded quiz only keeps them."""

    def __init__(self, data, clicks=None):
        data = json.loads(data)
        self.graded = data["mode"] == "graded"
        self.file = data.get("file", "")
        self.titles = data.get("quizzes", {})
        self.items = {item["id"]: item for item in data["items"]}
        self.clicks = clicks
        self.name = ""
        self.answers = {}
        self.sure = {}
        self.hints_given = {}
        count = "1 question" if len(self.items) == 1 else f"{len(self.items)} questions"
        tell([("line", f"Ready: {count}, none answered yet.")])

    def student(self, name):
        """Take the name or number of who hands the notebook in."""
        self.name = "" if name is None else " ".join(str(name).split())
        tell([("line", f"Handed in by: {self.name}." if self.name else NAMELESS)])

    def check(self, item_id, answer, sure=""):
        """Take a typed answer in place of an earlier one and, for practice, explain it. Where none is typed, let one be clicked."""
        item = self.items.get(item_id)
        if item is None:
            tell([("line", f'There is no question "{item_id}".')])
        elif self.clicks and not self.words(answer):
            self.clicks.ask(self, item, sure)
        else:
            tell(self.take(item, answer, sure))

    def take(self, item, answer, sure=""):
        """Take an answer in place of an earlier one. Gives what is to be said of it."""
        self.answers.pop(item["id"], None)
        self.sure.pop(item["id"], None)
        try:
            given = self.read(item, answer)
            is_sure = self.read_sure(sure)
        except ValueError as problem:
            return [("line", str(problem))]
        self.answers[item["id"]] = given
        if is_sure is not None:
            self.sure[item["id"]] = is_sure
        return self.stored(item, given) if self.graded else self.explained(item, given)

    def stored(self, item, given):
        """That an answer is kept, and which part of it is still open."""
        lines = [("line", f"Stored: {self.written(given)}{self.sureness(item['id'])}.")]
        if item["kind"] == "match" and len(given) < len(item["labels"]):
            lines.append(("line", f"Left open: {', '.join(label for label in item['labels'] if label not in given)}."))
        return lines

    def explained(self, item, given):
        """What an answer is worth, what is to be said of each of its parts, and which words prove the right one."""
        points = self.points(item, given)
        verdict = "Right" if points == 1 else "Partly right" if points else "Not right"
        return [
            ("verdict", verdict, f"Score: {self.number(points)} of 1{self.sureness(item['id'])}."),
            ("line", f"The right answer: {self.written(item['key'])}."),
            *(("part", head, item["feedback"][label]) for head, label in self.parts(item, given)),
            ("proof", item["evidence"], item["source"]),
        ]

    def parts(self, item, given):
        """Each part of an item with how it was answered."""
        key = item["key"]
        if item["kind"] == "order":
            for place, (label, yours) in enumerate(zip(key, given, strict=True), 1):
                yield f"{place}. {label} ({'right' if yours == label else f'you wrote {yours}'})", label
        elif item["kind"] == "match":
            for label, choice in key.items():
                yours = given.get(label)
                said = "right" if yours == choice else f"you wrote {yours}" if yours else "left open"
                yield f"{label}{choice} ({said})", label
        else:
            for label in item["labels"]:
                yield f"[{'x' if label in given else ' '}] {label} ({'right' if label in key else 'wrong'})", label

    @staticmethod
    def points(item, given):
        """From 0 to 1. Where several parts can be right: (right - wrong) / number of keys, but never less than 0."""
        key = item["key"]
        if item["kind"] in ("single", "true-false"):
            return Fraction(given == key)
        if item["kind"] == "order":
            right = sum(a == b for a, b in zip(key, given, strict=False))
        elif item["kind"] == "match":
            right = sum(given.get(label) == choice for label, choice in key.items())
        else:
            right = sum(label in key for label in given)
        return Fraction(max(0, right - (len(given) - right)), len(key))

    def hint(self, item_id):
        """Give one hint more than the last time."""
        hints = self.items[item_id]["hints"] if item_id in self.items else []
        if not hints:
            tell([("line", "This question has no hints." if item_id in self.items else f'There is no question "{item_id}".')])
            return
        count = self.hints_given[item_id] = min(self.hints_given.get(item_id, 0) + 1, len(hints))
        tell([("line", f"Hint {number} of {len(hints)}: {hint}") for number, hint in enumerate(hints[:count], 1)])

    def summary(self):
        """Show what was answered, what is open and, for practice, the score; of several quizzes each and all."""
        worth = {} if self.graded else {name: self.points(self.items[name], given) for name, given in self.answers.items()}
        lines = self.graded_head() if self.graded else self.practice_head(worth)
        for quiz_id, items in self.by_quiz().items():
            if len(self.titles) > 1:
                lines.append(("title", self.titles[quiz_id], self.score_of(worth, items)))
            lines += [("item", str(number), self.line(item_id, worth)) for number, item_id in enumerate(items, 1)]
        if len(self.answers) < len(self.items):
            lines.append(("last", "A question is open until the cell with its answer was run."))
        if self.graded:
            lines.append(("last", f"Now save the notebook (Ctrl+S, or Cmd+S on a Mac) and hand in its file, {self.file}."))
        tell(lines)

    def by_quiz(self):
        """The items' ids under those of their quizzes."""
        found = {}
        for item_id, item in self.items.items():
            found.setdefault(item.get("quiz", ""), []).append(item_id)
        return found

    def graded_head(self):
        """How a graded summary begins."""
        return [
            ("line", "This quiz is graded. What follows is only what you answered: nothing here tells right from wrong."),
            ("line", f"Handed in by: {self.name}." if self.name else NAMELESS),
            ("line", f"Answered: {len(self.answers)} of {len(self.items)}."),
        ]

    def practice_head(self, worth):
        """How a summary for practice begins."""
        lines = [("line", f"For practice. Score: {self.score_of(worth, self.items)}")]
        for said, sure in (("sure", True), ("unsure", False)):
            those = [worth[item_id] for item_id in self.answers if self.sure.get(item_id) is sure]
            if those:
                lines.append(("line", f"Where you were {said}: {self.number(sum(those))} of {len(those)}."))
        return lines

    def score_of(self, worth, items):
        """The score of some items."""
        return f"{self.number(sum(worth.get(item_id, 0) for item_id in items))} of {len(items)}."

    def line(self, item_id, worth):
        """What was answered to an item."""
        given = self.written(self.answers[item_id]) if item_id in self.answers else "open"
        return given + (f" ({self.number(worth[item_id])})" if item_id in worth else "") + self.sureness(item_id)

    @classmethod
    def read(cls, item, answer):
        """An answer as a list of labels, or for match as a dict. The ValueError for any other says what it lacks."""
        kind, labels = item["kind"], item["labels"]
        if kind == "order" and isinstance(answer, (set, frozenset)):
            raise ValueError('Braces keep no order: write your answer in quotation marks, as in "a, b, c".')
        words = cls.words(answer)
        if not words:
            raise ValueError("Not answered yet: write your answer, then run this cell again.")
        if kind == "match":
            return cls.read_pairs(item, words)
        unknown = sorted(set(words) - set(labels))
        if unknown:
            raise ValueError(f"There is no {', '.join(unknown)}. The answers to choose from are {', '.join(labels)}.")
        if kind == "order":
            if sorted(words) != sorted(labels):
                raise ValueError(f"Write each of {', '.join(labels)} once, in the order that you think right.")
            return words
        if kind in ("single", "true-false") and len(set(words)) > 1:
            raise ValueError("This question takes one answer.")
        return [label for label in labels if label in words]

    @staticmethod
    def read_pairs(item, words):
        """Numbers and letters by turns as a dict."""
        labels, choices = item["labels"], item["choices"]
        given = dict(zip(words[::2], words[1::2], strict=False))
        if len(words) != 2 * len(given) or not set(given) <= set(labels) or not set(given.values()) <= set(choices):
            raise ValueError(f"Write one letter of {', '.join(choices)} for each number of {', '.join(labels)}.")
        return {label: given[label] for label in labels if label in given}

    @staticmethod
    def words(answer):
        """The words and numbers of an answer, however it is typed: "a, c", ["a", "c"], {1: "b"}, "1b", True."""
        if isinstance(answer, dict):
            answer = [f"{label} {choice}" for label, choice in answer.items() if choice not in ("", None)]
        if isinstance(answer, (list, tuple, set, frozenset)):
            answer = ", ".join(map(str, answer))
        return re.findall(r"\d+|[^\W\d]+", "" if answer is None else str(answer).lower())

    @staticmethod
    def read_sure(sure):
        """Whether you are sure: True, False, or None where you don't say."""
        word = "" if sure is None else str(sure).strip().lower()
        if word not in ("", "yes", "true", "no", "false"):
            raise ValueError('Write "yes" or "no" for sure, or leave it empty.')
        return word in ("yes", "true") if word else None

    def sureness(self, item_id):
        """How sure you said you were, to end a line with."""
        return {True: ", sure", False: ", unsure", None: ""}[self.sure.get(item_id)]

    @staticmethod
    def written(given):
        """An answer as you would write it."""
        return ", ".join([f"{label}{choice}" for label, choice in given.items()] if isinstance(given, dict) else given)

    @staticmethod
    def number(points):
        """Points with two decimal places at most."""
        return f"{float(points):.2f}".rstrip("0").rstrip(".")
