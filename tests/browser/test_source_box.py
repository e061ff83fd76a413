"""The source box in a browser: notes, explained marks, the badge and citations, by keyboard and pointer, without script, on paper."""

import re

import pytest

from generator.bibliography import bibtex, chicago, csl
from generator.bibliography.work import work
from generator.diagnostics.model import Problems
from generator.spec.course import load_course
from tests.browser.axe import violations

RECEIPT, KEEPER = "#ringer-receipt", "#stopped-clock-keeper"
NOTE = "Note 2 Receipt of 9 May 1889, in the author’s keeping."
PHONE = {"viewport": {"width": 360, "height": 740}}


def words(locator):
    """What a locator shows, on one line."""
    return " ".join(locator.inner_text().split())


def opened(page):
    """The notes that are open."""
    return [" ".join(text.split()) for text in page.locator(".note:popover-open").all_inner_texts()]


def forms(root, source, passage=None):
    """The citations of a source, as the generator gives them."""
    course = load_course(root, Problems())
    cited = work(course, source)
    return [chicago.plain(chicago.note(cited, passage)), chicago.plain(chicago.entry(cited)), bibtex.entry(cited), csl.text(cited)]


# -- notes ------------------------------------------------------------------------------------------------------------


def test_a_note_opens_at_its_call_by_keyboard_and_escape_closes_it_with_the_focus_kept(page, small):
    page.goto(small.at("chapters/ringer"))
    call = page.locator(RECEIPT).get_by_role("button", name="Note 2")
    call.focus()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        assert opened(page) == [NOTE]
        page.keyboard.press("Escape")
        assert opened(page) == []
        assert call.evaluate("e => e === document.activeElement")
    assert page.complaints == []


def test_a_note_opens_by_pointer_beside_its_call_and_closes_with_a_press_elsewhere(page, small):
    page.goto(small.at("chapters/ringer"))
    call = page.locator(RECEIPT).get_by_role("button", name="Note 2")
    call.click()
    assert opened(page) == [NOTE]
    note, called = page.locator(".note:popover-open").bounding_box(), call.bounding_box()
    gap = max(note["y"] - (called["y"] + called["height"]), called["y"] - (note["y"] + note["height"]))
    assert -12 < gap < 24  # the button is higher than its number
    assert note["x"] >= 0
    assert note["x"] + note["width"] <= 1280
    page.mouse.click(5, 400)
    assert opened(page) == []


def test_on_a_phone_a_note_is_a_sheet_at_the_bottom(new_page, small):
    phone = new_page(has_touch=True, **PHONE)
    phone.goto(small.at("chapters/ringer"))
    phone.locator(RECEIPT).get_by_role("button", name="Note 2").tap()
    assert opened(phone) == [NOTE]
    note = phone.locator(".note:popover-open").bounding_box()
    assert (note["x"], note["width"], round(note["y"] + note["height"])) == (0, 360, 740)


# -- marks of the editor ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "mark", "why"),
    [
        ("chapters/stopped-clock", f"{KEEPER} .omission", "The editor of this course left out 24 words."),
        ("chapters/stopped-clock", f"{KEEPER} .gloss", "Added by the editor of this course. The source doesn’t have it."),
        ("chapters/ringer", f"{RECEIPT} .gloss", "Latin for ‘so’: this is how the source has it."),
    ],
)
def test_a_mark_is_explained_on_focus_hover_and_tap_and_escape_dismisses_it(new_page, small, name, mark, why):
    for settings in ({}, {"has_touch": True, **PHONE}):
        page = new_page(**settings)
        page.goto(small.at(name))
        shown = page.locator(mark)
        tooltip = page.locator(f"#{shown.get_attribute('aria-describedby')}")
        ways = {"focus": shown.focus, "hover": shown.hover, "tap": shown.tap} if settings else {"focus": shown.focus, "hover": shown.hover}
        for way, act in ways.items():
            assert not tooltip.is_visible(), way
            act()
            assert tooltip.is_visible(), way
            assert words(tooltip) == why
            box, line = tooltip.bounding_box(), shown.bounding_box()
            assert box["y"] >= line["y"] + line["height"] - 4, way  # never over the words that it explains
            page.keyboard.press("Escape")
            assert not tooltip.is_visible(), way
            page.evaluate("document.activeElement.blur()")
            page.mouse.move(2, 2)


def test_what_escape_dismissed_stays_so_while_the_focus_is_there_though_the_pointer_goes(new_page, small):
    page = new_page()
    page.goto(small.at("chapters/ringer"))
    shown = page.locator(f"{RECEIPT} .gloss")
    tooltip = page.locator(f"#{shown.get_attribute('aria-describedby')}")
    shown.focus()
    shown.hover()
    assert tooltip.is_visible()
    page.keyboard.press("Escape")
    page.mouse.move(2, 2)
    page.wait_for_timeout(100)
    assert not tooltip.is_visible()
    page.evaluate("document.activeElement.blur()")
    page.wait_for_function("!document.querySelector('.dismissed')")
    shown.focus()
    assert tooltip.is_visible()


# -- paragraph numbers ------------------------------------------------------------------------------------------------


def test_a_paragraph_number_is_a_link_that_marks_its_paragraph(page, small):
    page.goto(small.at("chapters/stopped-clock"))
    number = page.locator(KEEPER).get_by_role("link", name="Paragraph 3 of the source")
    number.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # so that the browser takes the reader for one who uses a keyboard
    assert number.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    marked = page.locator("p:target")
    assert marked.get_attribute("id") == "stopped-clock-keeper-p1"
    other = page.locator("#stopped-clock-face-p1")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert marked.evaluate(colour) != other.evaluate(colour)


# -- the badge and citations ------------------------------------------------------------------------------------------


def test_the_badge_opens_by_keyboard_and_leads_to_the_record(page, small):
    page.goto(small.at("chapters/stopped-clock"))
    badge = page.locator(f"{KEEPER} .provenance")
    assert words(badge) == "Verbatim · character for character"
    badge.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "Place: section “From the Keeper”, paragraph 3, characters 730–1,138 of 2,826." in words(badge)
    badge.get_by_role("link", name="the record of this source").click()
    page.wait_for_url("**/sources/courier-1887.html#source-courier-1887")


@pytest.mark.parametrize(("name", "part"), [("chapters/stopped-clock", KEEPER), ("sources/courier-1887", "article")])
def test_copy_puts_the_exact_text_on_the_clipboard_and_says_so(new_page, small, small_address, name, part):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{small_address}/book/{name}.html")
    wanted = forms(small.root, "courier-1887")
    if part == KEEPER:
        wanted[0] = wanted[0].removesuffix(".") + ", para. 3."
    box = page.locator(f"{part} .cite")
    box.locator("summary").click()
    copied, said = [], []
    for button in box.get_by_role("button").all():
        button.click()
        page.wait_for_function("document.querySelector('.said').textContent")
        said.append(page.get_by_role("status").filter(has_text="Copied").inner_text())
        copied.append(page.evaluate("navigator.clipboard.readText()"))
        assert button.inner_text() == "Copied"
    assert copied == wanted
    assert said == ["Copied: Note, Chicago style.", "Copied: Bibliography, Chicago style.", "Copied: BibTeX.", "Copied: CSL-JSON, for Zotero and others."]
    assert page.complaints == []


def test_from_the_disk_and_without_the_clipboard_of_scripts_copying_works_as_by_hand(new_page, small):
    page = new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(small.at("chapters/stopped-clock"))
    box = page.locator(f"{KEEPER} .cite")
    box.locator("summary").click()
    page.evaluate("document.addEventListener('copy', () => { window.copied = getSelection().toString(); })")
    box.get_by_role("button", name="Copy: BibTeX").click()
    page.wait_for_function("window.copied")
    assert page.evaluate("window.copied").strip() == forms(small.root, "courier-1887")[2].strip()
    assert box.get_by_role("button", name="Copy: BibTeX").inner_text() == "Copied"


# -- access, without script, paper ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "part"), [("chapters/ringer", "figure.excerpt"), ("chapters/stopped-clock", "figure.excerpt"), ("sources/courier-1887", "article")])
def test_axe_finds_nothing_in_boxes_and_sources_closed_and_open(new_page, small, name, part, scheme):
    for settings in ({}, PHONE):
        page = new_page(color_scheme=scheme, **settings)
        page.goto(small.at(name))
        states = {"closed": violations(page, part)}
        page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
        states["open"] = violations(page, part)
        for shown in page.locator(".omission, .gloss").all():
            shown.focus()
            states[shown.inner_text()] = violations(page, part)
            page.keyboard.press("Escape")
        for call in page.locator(".note-call button").all():
            call.click()
            states["note"] = violations(page, part)
            page.keyboard.press("Escape")
        assert states == {state: [] for state in states}


@pytest.mark.parametrize(("name", "part"), [("chapters/stopped-clock", "figure.excerpt"), ("sources/courier-1887", "article")])
def test_what_can_be_pressed_is_44_pixels_high_outside_running_text(new_page, small, name, part):
    for settings in ({}, PHONE):
        page = new_page(**settings)
        page.goto(small.at(name))
        page.evaluate("for (const more of document.querySelectorAll('.cite, .provenance')) more.open = true")
        controls = page.locator(f"{part} summary, {part} .citation button, {part} a.paragraph-number").all()
        low = [control.evaluate("e => e.outerHTML") for control in controls if control.is_visible() and control.bounding_box()["height"] < 44]
        assert len(controls) >= 5
        assert low == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_without_script_notes_proofs_and_citations_read(new_page, small):
    plain = new_page(java_script_enabled=False)
    plain.goto(small.at("chapters/ringer"))
    box = plain.locator(RECEIPT)
    assert words(box.locator(".source-notes")) == "Notes in the source 2 Receipt of 9 May 1889, in the author’s keeping."
    box.get_by_role("button", name="Note 2").click()
    assert words(plain.locator(".note:popover-open")) == NOTE
    plain.keyboard.press("Escape")
    box.locator(".cite summary").click()
    shown = [box.locator(".citation > :last-child").nth(n).text_content() for n in range(4)]
    wanted = forms(small.root, "gazette-1890/bell")
    assert shown == [wanted[0].removesuffix(".") + ", para. 2.", *wanted[1:]]
    assert box.get_by_role("button", name="Copy").count() == 0
    box.locator(".provenance summary").click()
    assert box.locator(".provenance p").first.is_visible()


def test_on_paper_the_proof_is_one_line_notes_print_and_citations_do_not(page, small):
    page.goto(small.at("chapters/ringer"))
    box = page.locator(RECEIPT)
    page.emulate_media(media="print")
    for state in (False, True):
        page.evaluate("open => { for (const more of document.querySelectorAll('details')) more.open = open; }", state)
        assert re.fullmatch(
            r"Verbatim · [^·]+ · characters [\d,]+–[\d,]+ of the file with sha256 [0-9a-f]{12}…", words(box.locator(".provenance"))
        )
        assert box.locator(".source-notes > p").last.is_visible()
        hidden = box.locator(".cite, .note, .definition, .provenance p")
        assert [one.evaluate("e => e.outerHTML") for one in hidden.all() if one.is_visible()] == []
