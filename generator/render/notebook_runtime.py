"""The code inside every quiz notebook. It runs in a plain Python kernel and needs nothing but the standard library.

The notebook's first code cell is this file followed by ``quiz = Quiz(...)``. It is imported nowhere else but in tests.
"""

import json
import re
from fractions import Fraction


class Quiz:
    """Takes your answers. For practice it also says what they are worth, and why; a graded quiz only keeps them."""

    def __init__(self, data):
        data = json.loads(data)
        self.graded = data["mode"] == "graded"
        self.items = {item["id"]: item for item in data["items"]}
        self.answers = {}
        self.sure = {}
        self.hints_given = {}
        count = "1 question" if len(self.items) == 1 else f"{len(self.items)} questions"
        print(f"Ready: {count}, none answered yet.")

    def check(self, item_id, answer, sure=""):
        """Take an answer in place of an earlier one and, for practice, explain it."""
        item = self.items[item_id]
        self.answers.pop(item_id, None)
        self.sure.pop(item_id, None)
        try:
            given = self.read(item, answer)
            is_sure = self.read_sure(sure)
        except ValueError as problem:
            print(problem)
            return
        self.answers[item_id] = given
        if is_sure is not None:
            self.sure[item_id] = is_sure
        if self.graded:
            print(f"Stored: {self.written(given)}{self.sureness(item_id)}.")
            if item["kind"] == "match" and len(given) < len(item["labels"]):
                print(f"Left open: {', '.join(label for label in item['labels'] if label not in given)}.")
        else:
            self.explain(item, given)

    def explain(self, item, given):
        """Say what an answer is worth, what is to be said of each of its parts, and which words prove the right one."""
        points = self.points(item, given)
        verdict = "Right" if points == 1 else "Partly right" if points else "Not right"
        print(f"{verdict}. Score: {self.number(points)} of 1{self.sureness(item['id'])}.")
        print(f"The right answer: {self.written(item['key'])}.")
        for head, label in self.parts(item, given):
            print(f"\n {head}: {item['feedback'][label]}")
        print(f"\nThe words that prove it:\n  {item['evidence']}\n  -- {item['source']}")

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
        if item_id not in self.items:
            print(f'There is no question "{item_id}".')
            return
        hints = self.items[item_id]["hints"]
        if not hints:
            print("This question has no hints.")
            return
        count = self.hints_given[item_id] = min(self.hints_given.get(item_id, 0) + 1, len(hints))
        for number, hint in enumerate(hints[:count], 1):
            print(f"Hint {number} of {len(hints)}: {hint}")

    def summary(self):
        """Print what was answered, what is open and, for practice, the score."""
        points = {}
        if self.graded:
            print(f"Answered: {len(self.answers)} of {len(self.items)}.")
        else:
            points = {item_id: self.points(self.items[item_id], given) for item_id, given in self.answers.items()}
            print(f"Score: {self.number(sum(points.values()))} of {len(self.items)}.")
            for said, sure in (("sure", True), ("unsure", False)):
                those = [points[item_id] for item_id in self.answers if self.sure.get(item_id) is sure]
                if those:
                    print(f"Where you were {said}: {self.number(sum(those))} of {len(those)}.")
        for number, item_id in enumerate(self.items, 1):
            given = self.written(self.answers[item_id]) if item_id in self.answers else "open"
            worth = f" ({self.number(points[item_id])})" if item_id in points else ""
            print(f" {number}. {given}{worth}{self.sureness(item_id)}")
        if len(self.answers) < len(self.items):
            print("A question is open until the cell with its answer was run.")

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
