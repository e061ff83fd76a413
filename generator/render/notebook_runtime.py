"""The code inside every quiz notebook. It runs in a plain Python kernel and needs nothing but the standard library.

The notebook's first code cell is this file followed by ``quiz = Quiz(items)``. It is imported nowhere else but in tests.
"""


class Quiz:
    """Checks answers and keeps the score. An item is right when the answer names its keys and nothing else."""

    def __init__(self, items):
        self.items = {item["id"]: item for item in items}
        self.results = {}

    def check(self, item_id, answer):
        """Say whether an answer is right, why each option is or isn't, and which words prove it."""
        item = self.items[item_id]
        chosen = self._chosen(answer)
        letters = {option["letter"] for option in item["options"]}
        if not chosen:
            self.results.pop(item_id, None)
            print("Not answered yet: put a letter between the quotation marks, then run this cell again.")
            return
        unknown = sorted(chosen - letters)
        if unknown:
            self.results.pop(item_id, None)
            print(f"There is no option {', '.join(unknown)}. The options are {', '.join(sorted(letters))}.")
            return
        if not item["multiple"] and len(chosen) > 1:
            self.results.pop(item_id, None)
            print("This question takes one answer.")
            return
        keys = {option["letter"] for option in item["options"] if option["correct"]}
        right = chosen == keys
        self.results[item_id] = right
        print("Right." if right else f"Not right. The answer is {', '.join(sorted(keys))}.")
        for option in item["options"]:
            picked = "x" if option["letter"] in chosen else " "
            verdict = "right" if option["correct"] else "wrong"
            print(f"\n [{picked}] {option['letter']} ({verdict}): {option['feedback']}")
        print(f"\nThe words that prove it:\n  {item['evidence']}\n  -- {item['source']}")

    def score(self):
        """Print how many items are right, and which are still open."""
        right = sum(self.results.values())
        open_items = len(self.items) - len(self.results)
        print(f"Score: {right} of {len(self.items)}.")
        if open_items:
            print(f"{open_items} not answered yet.")

    @staticmethod
    def _chosen(answer):
        """The letters of an answer: "b", "a, c", {"a", "c"} or ["a", "c"]."""
        if answer is None:
            return set()
        several = isinstance(answer, (list, tuple, set, frozenset))
        parts = answer if several else str(answer).replace(",", " ").split()
        return {str(part).strip().lower() for part in parts if str(part).strip()}
