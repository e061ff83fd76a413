"""The shell of instructors' pages needs nothing beside it, and nothing that slips into it runs."""

import re

from generator.render.report_page import page


def test_the_page_holds_its_style_and_loads_nothing() -> None:
    made = page("A report", "<h1>A report</h1>", ".mine { color: var(--course-ink); }\n")
    assert made.startswith("<!DOCTYPE html>\n<html lang=\"en\">\n")
    assert "--course-page: light-dark(" in made
    assert ".mine { color: var(--course-ink); }\n</style>" in made
    assert "<main>\n<h1>A report</h1>\n</main>" in made
    assert re.findall(r"<script|<link|src=|@import|url\(", made) == []
    assert "default-src 'none'" in made


def test_the_title_is_text() -> None:
    assert "<title>&lt;b&gt; &amp; more</title>" in page("<b> & more", "<h1>x</h1>")
