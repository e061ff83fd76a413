"""The shell of instructors' pages needs nothing beside it, and nothing that slips into it runs."""

import re
from pathlib import Path

from generator.render import report_page
from generator.render.report_page import page


def test_the_page_holds_its_style_and_loads_nothing() -> None:
    made = page("A report", "<h1>A report</h1>", ".mine { color: var(--course-ink); }\n")
    assert made.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert "--course-page: light-dark(" in made
    assert ".mine { color: var(--course-ink); }\n</style>" in made
    assert "<main>\n<h1>A report</h1>\n</main>" in made
    assert re.findall(r"<script|<link|src=|@import|url\(", made) == []
    assert "default-src 'none'" in made


def test_the_title_is_text() -> None:
    assert "<title>&lt;b&gt; &amp; more</title>" in page("<b> & more", "<h1>x</h1>")


def test_colours_come_from_the_book_s_tokens_alone() -> None:
    own = (Path(report_page.__file__).with_name("report_page.css")).read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", own) == []
