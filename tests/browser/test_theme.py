"""The frame of every page, in a browser: access, colours, drawers, the keyboard, paper, and that nothing moves."""

import pytest

from tests.browser.axe import COLOURS, violations, violations_by_day_and_night

pytestmark = pytest.mark.seconds(60)

PAGES = ("book/index", "book/chapters/counting-1952", "book/units/1952-revolution", "book/sources/iwl-2026", "book/glossary")
LESSON = "book/chapters/counting-1952"
PHONE = {"viewport": {"width": 360, "height": 740}}
GROUND = {"light": "rgb(251, 249, 244)", "dark": "rgb(23, 21, 18)"}
WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) window.shifts.push(shift.value);
  }).observe({ type: "layout-shift", buffered: true });
"""
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 10; frame += 1) await new Promise((done) => requestAnimationFrame(done));
}"""


def ground(page):
    """The colour that the page lies on."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def focused(page):
    """The words of what has the focus."""
    return " ".join(page.evaluate("document.activeElement.innerText || document.activeElement.tagName").split())


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_the_whole_page_wide_or_narrow_with_everything_open(new_page, address, name):
    for settings in ({"viewport": {"width": 1400, "height": 900}}, PHONE):
        page = new_page(reduced_motion="reduce", **settings)
        page.goto(f"{address}/{name}.html")
        found = {"closed": violations_by_day_and_night(page)}
        for drawer in page.locator("button[popovertarget]").all():
            if drawer.is_visible():
                drawer.click()
                # The colours of what it doesn't cover are those of the closed page, and take axe longest.
                found[drawer.inner_text()] = [
                    *violations(page, without=COLOURS),
                    *violations_by_day_and_night(page, f"#{drawer.get_attribute('popovertarget')}", COLOURS),
                ]
                page.keyboard.press("Escape")
        assert [one for broken in found.values() for one in broken] == []
        assert len(found) >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_lies_on_the_colour_of_the_scheme(new_page, address, scheme):
    for settings in ({"viewport": {"width": 1400, "height": 900}}, PHONE):
        page = new_page(color_scheme=scheme, **settings)
        page.goto(f"{address}/{LESSON}.html")
        assert ground(page) == GROUND[scheme]


def test_colours_are_chosen_by_keyboard_and_remembered_on_other_pages(new_page, address):
    page = new_page(color_scheme="light")
    page.goto(f"{address}/{LESSON}.html")
    button = page.get_by_role("button", name="Colours")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "scheme"
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append((page.locator(":focus").input_value(), ground(page), page.locator("html").get_attribute("data-theme")))
    assert seen == [("light", GROUND["light"], "light"), ("dark", GROUND["dark"], "dark"), ("light", GROUND["light"], "light")]
    page.keyboard.press("ArrowDown")
    page.goto(f"{address}/book/index.html")
    assert ground(page) == GROUND["dark"]
    page.get_by_role("button", name="Colours").click()
    assert page.get_by_role("radio", name="Dark").is_checked()
    page.get_by_role("radio", name="As the system has them").check()
    assert ground(page) == GROUND["light"]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert ground(page) == GROUND["dark"]
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_colours_follow_the_system_and_the_contents_open(new_page, address, scheme):
    page = new_page(java_script_enabled=False, color_scheme=scheme, **PHONE)
    page.goto(f"{address}/{LESSON}.html")
    assert page.locator("html").get_attribute("data-theme") is None
    contents = page.get_by_role("navigation", name="Contents")
    assert not contents.is_visible()
    assert not page.get_by_role("button", name="Colours").is_visible()
    page.get_by_role("button", name="Contents").click()
    contents.get_by_role("link", name="1985: strike and decree").click()
    page.wait_for_url("**/1985-strike.html")
    # Without script no style can be asked for; the picture of a corner tells.
    page.get_by_role("heading", level=1).wait_for()
    picture = page.screenshot(clip={"x": 0, "y": 600, "width": 8, "height": 8})
    other = new_page(color_scheme=scheme, **PHONE)
    other.goto(f"{address}/book/units/1985-strike.html")
    assert picture == other.screenshot(clip={"x": 0, "y": 600, "width": 8, "height": 8})
    assert ground(other) == GROUND[scheme]


def test_the_contents_are_a_drawer_on_a_phone_and_a_column_on_a_desk(new_page, address):
    phone, desk = new_page(**PHONE), new_page(viewport={"width": 1400, "height": 900})
    for page in (phone, desk):
        page.goto(f"{address}/{LESSON}.html")
    contents, sections = (phone.get_by_role("navigation", name=name) for name in ("Contents", "On this page"))
    assert not contents.is_visible()
    phone.get_by_role("button", name="Contents").click()
    assert contents.get_by_role("link", name="Counting and naming: militias, miners, the COB").get_attribute("aria-current") == "page"
    phone.keyboard.press("Escape")
    assert not contents.is_visible()
    assert focused(phone) == "Contents"
    phone.get_by_role("button", name="On this page").click()
    sections.get_by_role("link", name="Quiz").click()
    assert not sections.is_visible()
    assert phone.evaluate("document.querySelector('#quiz').getBoundingClientRect().top") < 200

    contents, sections = (desk.get_by_role("navigation", name=name) for name in ("Contents", "On this page"))
    article = desk.locator("article").bounding_box()
    assert contents.bounding_box()["x"] + contents.bounding_box()["width"] <= article["x"]
    assert sections.bounding_box()["x"] >= article["x"] + article["width"]
    assert not desk.get_by_role("button", name="Contents").is_visible()
    assert not desk.get_by_role("button", name="On this page").is_visible()


def test_a_line_of_text_holds_65_to_72_letters(new_page, address):
    page = new_page(viewport={"width": 1400, "height": 900})
    page.goto(f"{address}/{LESSON}.html", wait_until="load")
    page.evaluate(SETTLED)
    # Lines but the last are nearly full, and the last is half full on average.
    letters = page.evaluate("""() => [...document.querySelectorAll("article section > p")]
      .filter((paragraph) => paragraph.children.length === 0)
      .map((paragraph) => [paragraph.innerText.length, Math.round(paragraph.clientHeight / parseFloat(getComputedStyle(paragraph).lineHeight))])
      .filter(([, lines]) => lines > 4)""")
    assert len(letters) > 3
    assert 65 <= sum(count for count, _ in letters) / sum(lines - 0.5 for _, lines in letters) <= 72


def test_the_first_tab_leads_past_the_frame(page, address):
    page.goto(f"{address}/{LESSON}.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_key_opens_the_search_unless_it_is_switched_off_or_something_is_being_typed(new_page, address):
    page = new_page()
    page.goto(f"{address}/{LESSON}.html")
    page.locator("body").press("/")
    page.wait_for_url("**/search.html")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press("/")
    assert page.get_by_role("searchbox").input_value() == "/"
    page.goto(f"{address}/{LESSON}.html")
    page.get_by_role("button", name="Colours").click()
    page.get_by_role("checkbox", name="The key / opens the search").uncheck()
    page.goto(f"{address}/book/glossary.html")
    page.locator("body").press("/")
    assert page.url.endswith("/glossary.html")
    page.get_by_role("button", name="Colours").click()
    assert not page.get_by_role("checkbox").is_checked()


@pytest.mark.parametrize("settings", [PHONE, {"viewport": {"width": 1400, "height": 900}}], ids=["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_a_page_loads(new_page, address, name, settings):
    page = new_page(**settings)
    page.add_init_script(WATCH_SHIFTS)
    page.goto(f"{address}/{name}.html", wait_until="load")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts") == []


def test_the_watch_for_what_moves_sees_it(page, address):
    page.add_init_script(WATCH_SHIFTS)
    page.goto(f"{address}/{LESSON}.html", wait_until="load")
    page.evaluate(SETTLED)
    page.evaluate("document.querySelector('article').style.paddingTop = '200px'")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifts.length") == 1


def test_everything_that_is_operated_is_44_px_high(new_page, address):
    for settings in (PHONE, {"viewport": {"width": 1400, "height": 900}}):
        page = new_page(**settings)
        page.goto(f"{address}/{LESSON}.html")
        controls = [one for one in page.locator(".page-head :is(a, button), .page-foot a, .sections-button").all() if one.is_visible()]
        assert len(controls) > 6
        assert [one.inner_text() for one in controls if one.bounding_box()["height"] < 44] == []


@pytest.mark.parametrize("name", PAGES)
def test_paper_has_the_text_and_none_of_the_frame(new_page, address, name):
    page = new_page(color_scheme="dark")
    page.goto(f"{address}/{name}.html")
    page.emulate_media(media="print")
    frame = page.locator(".skip-link, .page-head, #course-nav, #course-sections, .sections-button, .neighbours, .page-foot, .headerlink")
    assert frame.count() > 4
    assert [one.evaluate("e => e.className") for one in frame.all() if one.is_visible()] == []
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(35, 31, 26)"


def test_with_forced_colours_the_page_read_is_still_marked(new_page, address):
    page = new_page(forced_colors="active")
    page.goto(f"{address}/{LESSON}.html")
    entry = page.get_by_role("navigation", name="Contents").locator("[aria-current]")
    assert entry.evaluate("e => getComputedStyle(e).borderInlineStartColor") != entry.evaluate("e => getComputedStyle(document.body).backgroundColor")
