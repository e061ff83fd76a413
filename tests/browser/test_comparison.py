"""Comparisons with a plot, in the book as it is: links, small screens, paper, forced colours, what screen readers are told."""

from itertools import pairwise

import pytest

from tests.browser.axe import violations

PLOTS = {"deaths-2003": "october-toll", "june-2005": "crowd-6-june", "one-issue-2026": "last-article-date"}
"""A comparison of each of three lessons: floors and ceilings, about and between, dates."""


@pytest.fixture
def comparison(address):
    """Opens a lesson of the course and gives its comparison with a plot."""

    def opened(page, lesson):
        page.goto(f"{address}/book/chapters/{lesson}.html")
        return page.locator(f"#{lesson}-{PLOTS[lesson]}")

    return opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lesson", PLOTS)
def test_axe_finds_nothing(new_page, comparison, lesson, scheme):
    page = new_page(color_scheme=scheme)
    comparison(page, lesson)
    assert violations(page, f"#{lesson}-{PLOTS[lesson]}") == []
    assert page.complaints == []


def test_screen_readers_are_told_who_when_and_what_and_nothing_of_marks(page, comparison):
    plot = comparison(page, "deaths-2003").get_by_role("group")
    assert plot.evaluate("e => [...e.ariaLabelledByElements].map(one => one.innerText)") == [
        "How many people were killed in September and October 2003?",
        "On one scale: people reported killed",
    ]
    said = [" ".join(text.split()) for text in plot.get_by_role("link").evaluate_all("all => all.map(e => e.textContent)")]
    assert said[-4:] == [
        "“Bolivia: The Uprising of Miners and Peasants”, 2 November 2003: At least 50, on 12 and 13 October, in two cities",
        "Souza and Ramó, 2026: At least 67, between September and October",
        "Almedia, June 2026: 80 (and more than 400 wounded)",
        "“Bolivia: power within grasp”, 2005: Scores, in days of fighting",
    ]
    assert len(said) == 10
    assert plot.get_by_role("listitem").count() == 10
    hidden = plot.locator(".plot-mark, .plot-line, .plot-tick, .plot-legend").evaluate_all("all => all.filter(e => !e.closest('[aria-hidden=true]'))")
    assert hidden == []
    assert plot.get_by_text("The scale begins at 40, not at 0.").is_visible()


@pytest.mark.parametrize("lesson", PLOTS)
def test_each_value_leads_to_its_words_and_these_to_their_excerpt(page, comparison, lesson):
    links = comparison(page, lesson).locator(".plot-words")
    for n in range(links.count()):
        links.nth(n).click()
        row = page.locator("tr:target")
        assert row.locator("td").first.inner_text().startswith(links.nth(n).locator(".plot-value").inner_text())
        assert row.locator("td").nth(2).inner_text().startswith("“")
        assert row.is_visible()


def test_words_that_stand_in_an_excerpt_lead_to_their_paragraph(page, comparison):
    contexts = comparison(page, "deaths-2003").locator("td:has(.context)")
    assert contexts.count() == 5
    for cell in contexts.all():
        words = cell.locator("p").first.inner_text().strip("“”")
        cell.get_by_role("link").click()
        paragraph = page.locator("figure.excerpt blockquote p:target")
        assert " ".join(words.split()) in " ".join(paragraph.inner_text().split())


BOXES = """e => [...e.querySelectorAll("SELECTOR")].map(one => {
  const box = one.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""
INK = """e => [...e.querySelectorAll(".plot-rows .plot-row")].map(row => {
  const words = row.querySelector(".plot-words").getBoundingClientRect();
  const track = row.querySelector(".plot-track").getBoundingClientRect();
  const mark = row.querySelector(".plot-mark").getBoundingClientRect();
  const plot = e.getBoundingClientRect();
  return {
    inside: track.left - 1 <= mark.left && mark.right <= track.right + 1 && track.top <= mark.top && mark.bottom <= track.bottom,
    // a dot hangs over its mark's end by 12 pixels at the most
    apart: words.bottom <= mark.top - 6 || words.right <= mark.left - 12,
    room: plot.left <= mark.left - 12 && mark.right + 12 <= plot.right,
  };
})"""


@pytest.mark.parametrize("width", [320, 360, 640, 641, 1280])
@pytest.mark.parametrize("lesson", PLOTS)
def test_at_every_width_marks_keep_clear_of_words_and_nothing_sticks_out(new_page, comparison, lesson, width):
    page = new_page(viewport={"width": width, "height": 800})
    figure = comparison(page, lesson)
    wide = "e => [...e.querySelectorAll('*')].filter(x => x.getBoundingClientRect().right > e.getBoundingClientRect().right).map(x => x.outerHTML)"
    assert figure.evaluate(wide) == []
    assert figure.evaluate("e => e.getBoundingClientRect().right") <= width
    rows = figure.locator(".plot").evaluate(INK)
    assert len(rows) >= 3
    assert rows == [{"inside": True, "apart": True, "room": True}] * len(rows)
    for axis in figure.locator(".plot-axis").all():
        labels = axis.evaluate(BOXES.replace("SELECTOR", ".plot-tick"))
        assert len(labels) >= 3
        assert all(a[2] < b[0] for a, b in pairwise(labels))
        left, _, right, _ = figure.evaluate("e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }")
        assert left <= labels[0][0]
        assert labels[-1][2] <= right
    if width <= 640:  # rows of the table read as cards
        cells = figure.locator("td").evaluate_all("all => all.map(e => e.clientWidth / e.parentElement.clientWidth)")
        assert min(cells) > 0.85
    heights = figure.locator(".plot-words").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 44


STROKES = """all => all.map(e => [null, "::before", "::after"].map(part => getComputedStyle(e, part)).filter(
  style => style.content !== "none" && parseFloat(style.borderTopWidth) + parseFloat(style.borderLeftWidth) > 0).map(style => style.borderTopColor))"""


@pytest.mark.parametrize("settings", [{}, {"forced_colors": "active"}, {"java_script_enabled": False}])
def test_marks_are_lines_in_a_colour_that_forced_colours_and_paper_keep(new_page, comparison, settings):
    page = new_page(**settings)
    figure = comparison(page, "june-2005")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        marks = figure.locator(".plot-rows .plot-mark")
        strokes = marks.evaluate_all(STROKES)
        assert [len(colours) for colours in strokes] == [3, 2, 3, 3]  # ceiling, about, twice between
        ink = figure.evaluate("e => getComputedStyle(e).color")
        paper = figure.evaluate("e => getComputedStyle(e).backgroundColor")
        colours = {colour for found in strokes for colour in found}
        assert len(colours) == 1
        assert paper not in colours
        if "forced_colors" in settings:
            assert colours == {ink}
        assert all(mark.is_visible() for mark in figure.locator(".plot-value, .plot-legend li").all())


def test_on_paper_words_and_track_stand_side_by_side_above_the_whole_table(page, comparison):
    figure = comparison(page, "deaths-2003")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 600, "height": 900})  # A4 less margins
    rows = figure.locator(".plot").evaluate(INK)
    assert rows == [{"inside": True, "apart": True, "room": True}] * 9
    words, track = (figure.locator(f".plot-rows .{name}").first.bounding_box() for name in ("plot-words", "plot-track"))
    assert words["x"] + words["width"] <= track["x"]
    assert figure.locator("tbody tr").count() == 10
    assert all(row.is_visible() for row in figure.locator("tbody tr, thead th").all())
