"""Quizzes answered as readers answer them: by keyboard alone, from the disk, and without script."""

import yaml

from tests.browser.conftest import ROOT

QUIZ = "counting-1952-quiz"
SPEC = yaml.safe_load((ROOT / "quizzes" / f"{QUIZ}.yml").read_text("utf-8"))


def _open(page, book):
    page.goto((book / "book/chapters/counting-1952.html").as_uri())
    return page.locator("fieldset.quiz-item")


def _answer(page, item, wanted):
    """Choose options by keyboard, then press Check."""
    page.locator(f"#item-{item['id']} input").first.focus()
    if item.get("kind") == "multiple":
        for option in item["options"]:
            if option["id"] in wanted:
                page.keyboard.press("Space")
            page.keyboard.press("Tab")
    else:
        position = [option["id"] for option in item["options"]].index(wanted[0])
        page.keyboard.press("Space")
        for _ in range(position):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def _keys(item):
    return [option["id"] for option in item["options"] if option.get("correct")]


def test_every_item_is_answered_right_by_keyboard_alone(page, book):
    _open(page, book)
    for item in SPEC["items"]:
        _answer(page, item, _keys(item))
        assert page.locator(f"#item-{item['id']} .verdict").inner_text() == "✓ Right."
    count = len(SPEC["items"])
    assert page.locator(".quiz-score").inner_text() == f"{count} of {count} right, 0 not answered yet."


def test_a_wrong_answer_shows_feedback_beside_every_option_and_the_proof(page, book):
    _open(page, book)
    item = next(item for item in SPEC["items"] if item.get("kind", "single") == "single")
    wrong = next(option["id"] for option in item["options"] if not option.get("correct"))
    _answer(page, item, [wrong])
    box = page.locator(f"#item-{item['id']}")
    assert box.locator(".verdict").inner_text() == "✗ Not right. The right answer is marked."
    for option in item["options"]:
        row = box.locator("ul.options > li").filter(has=page.locator(f"input[value={option['id']}]"))
        assert " ".join(option["feedback"].split())[:40].replace("'", "’")[:12] in row.inner_text().replace("'", "’")
    assert box.locator("blockquote.evidence").is_visible()


def test_arrows_choose_but_submit_nothing(page, book):
    _open(page, book)
    page.locator("fieldset.quiz-item input[type=radio]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator("fieldset[data-result]").count() == 0


def test_checking_without_an_answer_asks_for_one(page, book):
    items = _open(page, book)
    items.first.get_by_role("button", name="Check").click()
    assert items.first.locator(".verdict").inner_text() == "Choose an answer first."


def test_trying_again_clears_the_item_and_takes_the_focus_back(page, book):
    items = _open(page, book)
    items.first.locator("input").first.check()
    items.first.get_by_role("button", name="Check").click()
    items.first.get_by_role("button", name="Try again").click()
    assert items.first.locator("input:checked").count() == 0
    assert page.evaluate("document.activeElement === document.querySelector('fieldset.quiz-item input')")
    assert not page.locator(".quiz-score").is_visible()


def test_without_script_every_option_reads_and_the_key_is_one_disclosure_away(browser, book):
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    items = _open(plain, book)
    assert items.count() == len(SPEC["items"])
    first = items.first
    assert [label.strip() for label in first.locator("ul.options label").all_inner_texts()] == [
        " ".join(str(option["text"]).split()).replace("'", "’") for option in SPEC["items"][0]["options"]
    ]
    assert not first.locator(".feedback").first.is_visible()
    first.locator("details.key summary").click()
    assert first.locator(".feedback").first.is_visible()
    assert not first.get_by_role("button", name="Check").is_visible()
    context.close()


def test_on_paper_options_print_and_keys_do_not(page, book):
    items = _open(page, book)
    page.emulate_media(media="print")
    assert items.first.locator("ul.options label").first.is_visible()
    assert not items.first.locator("details.key").is_visible()
    assert not items.first.locator("button.check").is_visible()
