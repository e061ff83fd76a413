"""The shell of pages that commands write for instructors: one HTML file that needs nothing beside it, no script and no network.

It has the book's look, since it holds the book's tokens, and the reader's system chooses light or dark. What goes into it is
HTML already: whoever makes it escapes what others wrote. Should anything slip through, the page's own policy lets nothing run
and nothing load.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

_TOKENS = Path(__file__).parent.parent / "sphinx_ext" / "static" / "tokens.css"
_STYLE = Path(__file__).with_name("report_page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def page(title: str, body: str, style: str = "") -> str:
    """A whole HTML document.

    ``title`` is plain text, shown by the browser's tab; ``body`` is the HTML of the main part, its heading `<h1>` included;
    ``style`` is CSS for this page alone, which uses the tokens' names.
    """
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>
{_look()}{style}</style>
</head>
<body>
<main>
{body.strip()}
</main>
</body>
</html>
"""


@cache
def _look() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in (_TOKENS, _STYLE))
