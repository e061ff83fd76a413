"""How the code inside notebooks says something: as Markdown in a notebook, printed elsewhere. The first part of that code.

A message is a list of lines, each a kind and its words, so that one list gives both forms.
"""

import re

try:
    from IPython import get_ipython
    from IPython.display import display
except ImportError:  # not a notebook: then what there is to say is printed
    get_ipython = display = None

PLAIN = {
    "verdict": "{}. {}",
    "title": "\n{}: {}",
    "line": "{}",
    "part": "\n {}: {}",
    "proof": "\nThe words that prove it:\n  {}\n  -- {}",
    "item": " {}. {}",
    "last": "{}",
}
MARKDOWN = {
    "verdict": "**{}.** {}\n",
    "title": "\n**{}**: {}\n",
    "line": "{}\n",
    "part": "- **{}**: {}",
    "proof": "\nThe words that prove it:\n\n> {}\n\n— {}",
    "item": "- **{}.** {}",
    "last": "\n{}\n",
}
ALONE = {"$": "<span>&#36;</span>", "\\": "<span>&#92;</span>"}
"""What begins a formula in a notebook, in an element of its own, where it begins none."""
NAMELESS = "Nobody is named yet: write your name or number in the cell that asks for it, and run it."


def literal(text):
    """Text as Markdown in which every character stands for itself."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda found: ALONE.get(found[0], f"\\{found[0]}"), text)


def composed(lines, form):
    """Lines, each a kind and its words, as one text."""
    if form is MARKDOWN:
        lines = [(kind, *map(literal, words)) for kind, *words in lines]
    return "\n".join(form[kind].format(*words) for kind, *words in lines).strip("\n")


def bundle(lines):
    """Lines in the two forms that a notebook can show."""
    return {"text/plain": composed(lines, PLAIN), "text/markdown": composed(lines, MARKDOWN)}


def tell(lines):
    """Show lines below the cell, or print them where there is no notebook."""
    if get_ipython and get_ipython():
        display(bundle(lines), raw=True)
    else:
        print(composed(lines, PLAIN))
