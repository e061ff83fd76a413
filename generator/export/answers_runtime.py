"""The code in every exported notebook: reads answers and keeps them. It knows nothing of what is right, and needs nothing but
the standard library.

It is whole only there: `embedded.py` adds the methods that read an answer, out of the code of the quiz notebooks.
"""

import json


class Answers:
    """Takes your answers and keeps them. What is right is not in this notebook."""

    def __init__(self, data):
        self.items = {item["id"]: item for item in json.loads(data)}
        self.answers = {}
        self.lacking = {}
        count = "1 question" if len(self.items) == 1 else f"{len(self.items)} questions"
        print(f"Ready: {count}, none answered yet.")

    def student(self, name):
        """Say who hands the notebook in: graders take it from where the file lies."""
        name = " ".join(str(name).split())
        print(f"Handed in by: {name}." if name else "Nobody is named yet: write your name or number above, and run this cell.")

    def check(self, item_id, answer):
        """Take an answer in place of an earlier one, or say what it lacks."""
        if item_id not in self.items:
            print(f'There is no question "{item_id}".')
            return
        self.answers.pop(item_id, None)
        self.lacking.pop(item_id, None)
        try:
            self.answers[item_id] = self.read(self.items[item_id], answer)
        except ValueError as problem:
            self.lacking[item_id] = str(problem)
        self.tell(item_id)

    def tell(self, item_id):
        """Say what is kept for a question, or why nothing is."""
        if item_id not in self.answers:
            print(self.lack(item_id))
            return
        given = self.answers[item_id]
        print(f"Stored: {self.written(given)}.")
        if isinstance(given, dict) and len(given) < len(self.items[item_id]["labels"]):
            print(f"Left open: {', '.join(label for label in self.items[item_id]['labels'] if label not in given)}.")

    def lack(self, item_id):
        """Why nothing is kept for a question; empty if something is."""
        if item_id in self.answers:
            return ""
        return self.lacking.get(item_id, "Not answered yet: the cell with the answer was not run.")

    def given(self, item_id):
        """The labels that are kept for a question: a list, or for match a dict; empty while it is open."""
        return self.answers.get(item_id, {} if self.items[item_id]["kind"] == "match" else [])

    def summary(self):
        """Print what was answered and what is open."""
        print(f"Answered: {len(self.answers)} of {len(self.items)}.")
        for number, item_id in enumerate(self.items, 1):
            print(f" {number}. {self.written(self.answers[item_id]) if item_id in self.answers else 'open'}")
        if len(self.answers) < len(self.items):
            print("A question is open until the cell with its answer was run.")
