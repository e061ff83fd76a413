"""The timeline in a browser: what its filter shows and keeps, by keyboard; and that nothing is lost without script or on paper."""

import pytest

from tests.browser.axe import violations

EVENTS = ["wreck", "stuck-hands", "clock-stops", "ringing", "meeting"]
TIDINGS, HANDBILL = "No Hands at the Helm", "To All Who Pay Harbour Dues"


def shown(page):
    """The events that a reader sees, in order."""
    return [
        event.get_attribute("id").removeprefix("event-") for event in page.locator(".timeline-event").all() if event.is_visible()
    ]


def told(page):
    return page.locator(".timeline-filter").get_by_role("status").inner_text()


def reports(page, event):
    """The sources whose reports of an event a reader sees."""
    found = page.locator(f"#event-{event} .timeline-report")
    return [report.get_attribute("data-source") for report in found.all() if report.is_visible()]


def tick_by_keyboard(page, group, name):
    """Open a group of boxes and tick one, with nothing but keys."""
    more = page.locator("details.timeline-choices", has=page.locator("summary", has_text=group))
    if more.get_attribute("open") is None:
        more.locator("summary").press("Enter")
    more.get_by_role("checkbox", name=name).press("Space")


def wait_for_address(page, end):
    page.wait_for_function("end => location.href.endsWith(end)", arg=end)


@pytest.fixture
def timeline(page, small_address):
    page.goto(f"{small_address}/book/timeline.html")
    return page


def test_at_first_everything_is_shown_and_counted(timeline):
    assert (shown(timeline), told(timeline)) == (EVENTS, "5 of 5 events shown")
    assert timeline.complaints == []


def test_a_ticked_source_leaves_its_events_and_of_these_its_own_reports(timeline):
    tick_by_keyboard(timeline, "Sources", TIDINGS)
    assert (shown(timeline), told(timeline)) == (["stuck-hands", "clock-stops", "meeting"], "3 of 5 events shown")
    assert reports(timeline, "clock-stops") == ["tidings-1887"]
    tick_by_keyboard(timeline, "Sources", HANDBILL)
    assert reports(timeline, "meeting") == ["tidings-1887", "handbill-1887"]
    assert shown(timeline) == ["stuck-hands", "clock-stops", "meeting"]


def test_headings_of_what_is_hidden_go_too_and_marks_fade(timeline):
    tick_by_keyboard(timeline, "Units", "The town")
    assert (shown(timeline), told(timeline)) == (["meeting"], "1 of 5 events shown")
    headings = timeline.locator("article h2, article h3").all()
    assert [found.inner_text().strip("#¶ \n") for found in headings if found.is_visible()] == ["The town", "1887"]
    faded = timeline.locator(".timeline-mark.out").evaluate_all("all => all.map(mark => mark.getAttribute('href'))")
    assert faded == [f"#event-{name}" for name in EVENTS if name != "meeting"]


def test_events_without_a_unit_can_be_chosen(timeline):
    tick_by_keyboard(timeline, "Units", "Other years")
    assert shown(timeline) == ["wreck"]
    wait_for_address(timeline, "/timeline.html?unit=")


def test_words_are_found_in_events_and_in_the_reports_that_are_shown(timeline):
    field = timeline.get_by_role("searchbox", name="Events that mention")
    field.press_sequentially("NET  lóft")
    assert (shown(timeline), told(timeline)) == (["meeting"], "1 of 5 events shown")
    field.fill("eleven minutes")
    assert shown(timeline) == ["clock-stops"]
    tick_by_keyboard(timeline, "Sources", TIDINGS)
    assert (shown(timeline), told(timeline)) == ([], "0 of 5 events shown")  # the words are another source's


def test_the_address_keeps_what_was_asked_and_a_link_restores_it(timeline, new_page, small_address):
    timeline.get_by_role("searchbox").fill("four")
    tick_by_keyboard(timeline, "Sources", TIDINGS)
    tick_by_keyboard(timeline, "Units", "The clock")
    query = "?q=four&source=tidings-1887&unit=clock"
    wait_for_address(timeline, query)
    other = new_page()
    other.goto(f"{small_address}/book/timeline.html{query}")
    assert (shown(other), told(other)) == (shown(timeline), told(timeline)) == (["clock-stops"], "1 of 5 events shown")
    assert other.get_by_role("searchbox").input_value() == "four"
    assert [box.get_attribute("value") for box in other.get_by_role("checkbox", checked=True).all()] == ["tidings-1887", "clock"]
    assert other.complaints == []


def test_an_article_in_the_address_is_restored_and_a_stranger_is_passed_over(page, small_address):
    page.goto(f"{small_address}/book/timeline.html?source=gazette-1890%2Ftower&source=nobody&colour=red")
    assert shown(page) == ["wreck"]
    assert page.complaints == []


def test_show_all_takes_everything_back(page, small_address):
    page.goto(f"{small_address}/book/timeline.html?q=four&source=tidings-1887&unit=clock")
    page.get_by_role("button", name="Show all").press("Enter")
    assert (shown(page), told(page)) == (EVENTS, "5 of 5 events shown")
    assert page.get_by_role("checkbox", checked=True).count() == 0
    assert page.get_by_role("searchbox").input_value() == ""
    wait_for_address(page, "/book/timeline.html")


def test_enter_in_the_field_stays_on_the_page(timeline):
    timeline.get_by_role("searchbox").fill("brig")
    timeline.get_by_role("searchbox").press("Enter")
    wait_for_address(timeline, "?q=brig")
    assert shown(timeline) == ["wreck"]


def test_a_link_to_an_event_shows_it_whatever_was_asked(page, small_address):
    page.goto(f"{small_address}/book/timeline.html?unit=town#event-wreck")
    assert shown(page) == EVENTS
    tick_by_keyboard(page, "Units", "The town")
    page.evaluate("location.hash = '#event-ringing'")
    page.wait_for_function("!document.querySelector('#event-ringing').hidden")
    assert page.locator("#event-ringing").evaluate("e => e.matches(':target')")


def test_a_mark_leads_to_its_event_and_no_key_stops_at_marks(timeline):
    timeline.locator('.timeline-mark[href="#event-ringing"] .hit').click()
    wait_for_address(timeline, "#event-ringing")
    assert timeline.locator("#event-ringing").evaluate("e => e.matches(':target')")
    assert timeline.locator(".timeline-strip a:not([tabindex='-1'])").count() == 0


def test_without_script_the_list_is_whole_and_no_control_is_shown(new_page, small_address):
    plain = new_page(java_script_enabled=False)
    plain.goto(f"{small_address}/book/timeline.html?unit=town")
    assert shown(plain) == EVENTS
    assert reports(plain, "clock-stops") == ["courier-1887", "tidings-1887", "courier-1887"]
    assert not plain.locator(".timeline-filter").is_visible()
    assert plain.locator(".timeline-mark").count() == len(EVENTS)


def test_the_script_moves_nothing_when_it_starts(new_page, small_address):
    page = new_page()
    page.add_init_script(
        "window.shifts = 0; new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifts += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{small_address}/book/timeline.html")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts))))") == 0


# -- the real timeline ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_open_or_closed_and_nothing_scrolls_sideways(new_page, address, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(f"{address}/book/timeline.html")
    closed = violations(page)
    for more in page.locator("details.timeline-choices summary").all():
        more.click()
    assert (closed, violations(page)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_controls_are_44_pixels_high(new_page, address):
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{address}/book/timeline.html")
    for more in page.locator("details.timeline-choices summary").all():
        more.click()
    controls = page.locator(".timeline-filter").locator("summary, label:has([type=checkbox]), input[type=search], button")
    heights = controls.evaluate_all("all => all.map(e => [e.textContent.trim(), e.getBoundingClientRect().height])")
    assert len(heights) > 10
    assert [found for found in heights if found[1] < 44] == []


def test_on_paper_every_event_stands_with_its_reports_and_without_controls(new_page, address):
    page = new_page()
    page.goto(f"{address}/book/timeline.html")
    page.emulate_media(media="print")
    count = page.locator(".timeline-event").count()
    assert count >= 60
    unseen = "all => all.filter(e => !e.checkVisibility() || !e.getBoundingClientRect().height).length"
    assert page.locator(".timeline-event, .timeline-report, .timeline-event time").evaluate_all(unseen) == 0
    assert page.locator(".timeline-filter").locator("input, summary, button").locator("visible=true").count() == 0
    assert told(page) == f"{count} of {count} events shown"  # so that a filtered list on paper says that it is one
