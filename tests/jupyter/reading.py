"""What the cells of a notebook that was run show, and what was clicked in them."""

import re

ANSWER = "application/vnd.course-compiler.answer+json"
_LINE = re.compile(r"^ \d+\. (?P<answer>[^(]*?)(?: \([0-9.]+\))?$", re.MULTILINE)


def text_of(cell):
    """What a code cell shows, as plain text."""
    if cell.cell_type != "code":
        return ""
    return "".join(f"{output.data['text/plain']}\n" for output in cell.outputs)


def clicked(book):
    """Clicked answers by item, as a grader finds them in outputs of answer cells."""
    found = {}
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            kept = output.get("data", {}).get(ANSWER)
            if kept is not None:
                assert kept["item"] == cell.metadata["course"]["item"]
                found[kept["item"]] = kept["answer"]
    return found


def answers_listed(cell):
    """The answers that the summary of one quiz lists, in the quiz's order."""
    return [found["answer"] for found in _LINE.finditer(text_of(cell))]
