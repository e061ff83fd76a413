"""Whether everybody gets at the quizzes: the rules of axe-core, targets, zoom, colours, motion, no script, paper, no network."""

import re

import pytest

from tests.browser.answering import answer, answer_and_check, group_of, press, verdict_of
from tests.browser.axe import violations_by_day_and_night
from tests.browser.quiz_course import EXAM, KINDS, an_answer
from tests.browser.test_remembering import record, store

pytestmark = pytest.mark.seconds(50)

PARTS = {
    "chapters/stopped-clock": "form.course-quiz",
    "chapters/texts": "form.course-quiz",
    "chapters/exam": "form.course-quiz",
    "progress": ".course-progress",
    "review": ".course-review",
}


@pytest.fixture
def at(small, small_address):
    """Where a page of the small course is: the review brings items from other pages, which takes a server."""
    return lambda name, anchor="": f"{small_address}/book/review.html" if name == "review" else small.at(name, anchor)


def ready(page):
    """Wait until the review has brought what is due."""
    page.locator(".review-form:not([aria-busy]), body:not(:has(.review-form))").first.wait_for(state="attached")


def due(page, small):
    """Make every practice item of the two larger quizzes due, half of them missed."""
    items = [*small.quizzes[KINDS].items, *small.quizzes["ringer-quiz"].items]
    store(page, {item.id: record(item, n % 2, 5) for n, item in enumerate(items)})
    page.reload()
    ready(page)


@pytest.mark.parametrize("name", PARTS)
def test_axe_finds_nothing_in_any_state_of_our_parts(new_page, small, at, name):
    page = new_page(reduced_motion="reduce")
    page.goto(at(name))
    states = {"fresh": violations_by_day_and_night(page, PARTS[name])}
    if name in ("progress", "review"):
        due(page, small)
        states["filled"] = violations_by_day_and_night(page, PARTS[name])
    quiz = {
        "chapters/stopped-clock": KINDS,
        "chapters/texts": "texts-quiz",
        "chapters/exam": EXAM,
        "review": KINDS,
        "progress": None,
    }[name]
    if quiz:
        page.goto(at(name, f"#quiz-{quiz}"))
        ready(page)
        for item in small.quizzes[quiz].items:
            answer(page, item, an_answer(item, "wrong" if item.kind != "multiple" else "partial"))
        states["answered"] = violations_by_day_and_night(page, PARTS[name])
        for button in page.get_by_role("button", name="Check").all()[::-1]:
            button.click()
        page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
        states["revealed"] = violations_by_day_and_night(page, PARTS[name])
        for link in page.locator(PARTS[name]).get_by_role("link").all()[:2]:
            link.hover()
            states["revealed"] += violations_by_day_and_night(page, PARTS[name])
    assert states == {state: [] for state in states}
    assert page.complaints == []


BOXES = """all => all.filter(e => e.checkVisibility()).map(e => {
  const box = e.getBoundingClientRect();
  return [e.outerHTML.slice(0, 120), box.width, box.height];
})"""


@pytest.mark.parametrize("name", PARTS)
def test_everything_that_can_be_pressed_is_44_pixels_high(page, small, at, name):
    page.goto(at(name))
    if name in ("progress", "review"):
        due(page, small)
    page.evaluate("for (const more of document.querySelectorAll('details.hint')) more.open = true")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        boxes = (
            page.locator(PARTS[name]).locator("label:has(input), select, button, summary, input[type=file]").evaluate_all(BOXES)
        )
        assert len(boxes) >= 3
        assert [(html, w, h) for html, w, h in boxes if min(w, h) < 44] == []


@pytest.mark.parametrize("name", PARTS)
def test_at_200_per_cent_nothing_scrolls_sideways(new_page, small, at, name):
    page = new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page.goto(at(name))
    if name in ("progress", "review"):
        due(page, small)
    for button in page.get_by_role("button", name="Check").all()[::-1]:
        button.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert (
        page.locator(PARTS[name]).evaluate(
            "e => [...e.querySelectorAll('*')].filter(x => x.getBoundingClientRect().right > 641).length"
        )
        == 0
    )


def test_with_forced_colours_and_without_motion_answers_are_told_apart_by_words_and_lines(new_page, small):
    page = new_page(forced_colors="active", reduced_motion="reduce")
    page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
    item = small.items["k-multiple"]
    group = answer_and_check(page, item, ["a", "b"])
    assert verdict_of(group) == "✗ Not right. The right answer is marked."
    assert group.locator(".feedback").evaluate_all("all => all.map(e => getComputedStyle(e).borderTopStyle)") == ["solid"] * 5
    assert [text.split(":")[0] for text in group.locator(".feedback").all_inner_texts()] == [
        "Right",
        "Wrong",
        "Right",
        "Right",
        "Wrong",
    ]
    moving = "all => all.filter(e => getComputedStyle(e).animationName !== 'none').map(e => e.className)"
    assert page.locator("form.course-quiz, form.course-quiz *").evaluate_all(moving) == []
    assert page.complaints == []


@pytest.mark.parametrize("name", ["k-single", "k-multiple", "k-match", "k-order", "k-highlight"])
def test_the_focus_is_visible(page, small, name):
    page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
    controls = group_of(page, small.items[name]).locator("input, select, button")
    ring = """e => {
      for (const one of [e, e.closest("label")]) {
        const style = one && getComputedStyle(one);
        if (style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) return true;
      }
      return false;
    }"""
    page.keyboard.press("Tab")  # so that the browser takes the reader for one who uses a keyboard
    for control in [control for control in controls.all() if control.is_visible()]:
        control.focus()
        assert control.evaluate(ring), control.evaluate("e => e.outerHTML")


# -- without script, on paper, from the disk, without a network --------------------------------------------------------------


def test_without_script_everything_reads_and_each_key_is_one_disclosure_away(new_page, small):
    plain = new_page(java_script_enabled=False)
    plain.goto(small.at("chapters/stopped-clock"))
    for item in small.quizzes[KINDS].items:
        group = group_of(plain, item)
        assert group.locator("legend").is_visible()
        parts = group.locator("ul.options label, ul.order [data-id], ul.match label, .highlight-text label")
        assert parts.count() == len(
            getattr(item, "entries", None) or getattr(item, "pairs", None) or getattr(item, "stretches", None) or item.options
        )
        assert all(part.is_visible() for part in parts.all())
        assert group.get_by_role("button").count() == 0
        assert not group.locator(".feedback").first.is_visible()
        group.locator("summary", has_text="Answer and proof").click()
        assert group.locator(".feedback").count() == parts.count()
        assert all(said.is_visible() for said in group.locator(".feedback").all())
        assert group.locator("blockquote.evidence").is_visible()
    single = group_of(plain, small.items["k-single"]).locator(".feedback").all_inner_texts()
    assert [" ".join(text.split()) for text in single] == [
        "Wrong: “Ten past four” So a sailmaker said, according to the Gazette of 1890.",
        "Right: “Eleven minutes past four” The report says so in its second sentence.",
        "Wrong: “A few minutes past four” So the Evening Tidings put it, a day earlier.",
    ]


def test_without_script_progress_and_review_say_where_to_go(new_page, small):
    plain = new_page(java_script_enabled=False)
    plain.goto(small.at("progress"))
    assert plain.locator("article").get_by_role("link", name="The ringer").is_visible()
    plain.goto(small.at("review"))
    assert plain.get_by_text("This page needs script. Without it, go back to the quizzes of the lessons.").is_visible()
    assert plain.locator("article").get_by_role("link", name="The ringer").is_visible()


def test_on_paper_stems_and_options_print_and_keys_do_not(page, small):
    page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
    answer_and_check(page, small.items["k-single"], ["a"])
    page.emulate_media(media="print")
    form = page.locator("form.course-quiz")
    assert form.locator("legend").count() == 6
    for shown in (
        "legend",
        "ul.options label",
        "ul.order [data-id]",
        "ul.match label",
        "ul.match select",
        ".highlight-text label",
    ):
        assert all(one.is_visible() for one in form.locator(shown).all()), shown
    hidden = form.locator("button, .verdict, .feedback, details, .confidence, .quiz-note, .quiz-score")
    assert hidden.count() > 50
    assert [one.evaluate("e => e.outerHTML") for one in hidden.all() if one.is_visible()] == []
    printed = form.inner_text()
    parts = [*(item for item in small.quizzes[KINDS].items)]
    assert all(item.stem in printed for item in parts)
    assert [
        name for name in ("sailmaker", "Right:", "Wrong:", "Answer and proof", "The words that prove") if name in printed
    ] == []


def test_the_answer_key_prints_every_practice_key(page, small):
    page.goto(small.at("answer-key"))
    page.emulate_media(media="print")
    text = " ".join(page.locator("article").inner_text().split())
    for wanted in (
        "Eleven minutes past four",
        "He stayed at his post; He climbed to the works; He wrote to the Board",
        "1. The pilots write a petition; 2. The Corisande is lost; 3. The shaft is made; 4. The clock stops; 5. The essays are printed",
        "Some two hundred – The Courier; Not fewer than four hundred – The Tidings; Sixty-three and a dog – The Gazette",
        "eleven minutes past four; For thirty-one years",
    ):
        assert wanted in text


@pytest.mark.parametrize("name", ["chapters/stopped-clock", "progress", "review"])
def test_from_the_disk_and_without_a_network_everything_works(page, small, name):
    page.goto(small.at(name))
    page.context.set_offline(True)
    due(page, small)  # reloads
    if name == "progress":
        assert page.get_by_text("Items due for review: 11.").is_visible()
    else:
        if name == "review":  # no page of a folder may read another, so the reader goes there
            assert page.locator(".review-status").inner_text() == "Due in lessons that can't be fetched here: 11. The links below lead there."
            press(page, page.locator(".review-quizzes").get_by_role("link", name=small.quizzes[KINDS].title))
            page.wait_for_url(re.compile("stopped-clock"))
        else:
            page.goto(small.at(name, f"#quiz-{KINDS}"))
        group_of(page, small.items["k-single"]).get_by_role("button", name="Try again").click()
        assert verdict_of(answer_and_check(page, small.items["k-single"], ["b"])) == "✓ Right."
    assert [url for url in page.requested if not url.startswith(("file://", "data:"))] == []
    assert [url for url in page.requested if re.search(r"/_static/(store|quiz|progress|review|course)\.js", url)] != []
    assert page.complaints == []
