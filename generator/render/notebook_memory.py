"""What was clicked in a notebook, kept in a hidden file beside it, so that it is there after a restart. Goes into notebooks."""

import json
import os
from pathlib import Path

from generator.render.notebook_runtime import Quiz

FILE = ".course-clicked.json"


class Memory:
    """What was clicked, in a hidden file beside the notebook."""

    def __init__(self):
        self.path = Path.cwd() / FILE

    def all(self):
        """Everything in the file. Raises OSError, ValueError, TypeError or RecursionError where it can't be read."""
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def get(self, item):
        """Answer and sureness that were clicked for an item as it is now worded, or two empty texts; and what went wrong."""
        try:
            kept = self.all().get(self.key(item), {})
            answer, sure = kept["answer"], kept["sure"]
            if answer:
                Quiz.read(item, answer)
                Quiz.read_sure(sure)
        except KeyError:
            return "", "", ""
        except (AttributeError, OSError, TypeError, ValueError, RecursionError) as problem:
            return "", "", f"What you clicked earlier can't be read from the file {FILE} ({problem}). Please answer again."
        return answer, sure, ""

    def keep(self, item, answer, sure):
        """Put an answer into the file, whole or not at all. Gives what went wrong."""
        try:
            kept = self.all()
        except (OSError, ValueError, TypeError, RecursionError):
            kept = {}  # that it can't be read was said when the cell ran
        kept[self.key(item)] = {"answer": answer, "sure": sure}
        beside = self.path.with_name(f"{FILE}.{os.getpid()}")
        try:
            beside.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            beside.replace(self.path)
        except OSError as problem:
            return f"After a restart you will have to click this again: the file {FILE} can't be written ({problem})."
        finally:
            beside.unlink(missing_ok=True)
        return ""

    @staticmethod
    def key(item):
        """An item in the wording that was answered."""
        return f"{item['id']} {item['fingerprint']}"
