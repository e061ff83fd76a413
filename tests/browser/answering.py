"""Answering as a reader does who has a keyboard and a screen reader: by roles, names, Tab, arrows, Space and Enter alone."""

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page

from generator.spec.quiz import HighlightItem, Item, MatchItem, OrderItem
from tests.browser.quiz_course import as_printed

_AFTER = "e => document.activeElement.contains(e) || !!(document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)"
_FOCUSED = "e => e === document.activeElement"


def group_of(page: Page, item: Item) -> Locator:
    """An item by the role and name of its group: a number, then the stem."""
    stem = as_printed(item.stem).pattern.removeprefix(r"^\s*")
    return page.get_by_role("group", name=re.compile(rf"^(\d+\. )?{stem}"))


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab, or Shift+Tab where the target stands before the focus, until the target has it."""
    found = target.element_handle()  # once: looking an element up by its role and name costs more than a key
    forward = found.evaluate(_AFTER)
    for _ in range(400):
        if found.evaluate(_FOCUSED):
            return
        page.keyboard.press("Tab" if forward else "Shift+Tab")
    raise AssertionError(f"no number of Tabs leads to {target}")


def answer(page: Page, item: Item, wanted: list[str]) -> Locator:
    """Give an answer and leave it unchecked. Gives the item's group."""
    group = group_of(page, item)
    if isinstance(item, OrderItem):
        _put_in_order(page, group, {entry.id: entry.text for entry in item.entries}, wanted)
    elif isinstance(item, MatchItem):
        texts = {pair.id: pair.text for pair in item.pairs}
        for pair, choice in (one.split("=") for one in wanted):
            _choose(page, group.get_by_role("combobox", name=as_printed(texts[pair])), choice)
    elif isinstance(item, HighlightItem):
        words = {one.id: one.quote or f"{one.from_} ... {one.to}" for one in item.stretches}
        _tick(page, group, [re.compile(as_printed(words[one]).pattern.replace(r"\.\.\.", ".*")) for one in wanted])
    elif item.kind == "multiple":
        texts = {option.id: option.text for option in item.options}
        _tick(page, group, [as_printed(texts[one]) for one in wanted])
    else:
        texts = {option.id: option.text for option in item.options}
        _pick(page, group, as_printed(texts[wanted[0]]))
    return group


def answer_and_check(page: Page, item: Item, wanted: list[str]) -> Locator:
    """Give an answer and press Check. Gives the item's group."""
    group = answer(page, item, wanted)
    press(page, group.get_by_role("button", name="Check"))
    return group


def press(page: Page, button: Locator) -> None:
    """Go to a button and press Enter."""
    tab_to(page, button)
    page.keyboard.press("Enter")


def verdict_of(group: Locator) -> str:
    """What the item's live region says."""
    return group.get_by_role("status").inner_text()


def _pick(page: Page, group: Locator, name: re.Pattern[str]) -> None:
    """A radio button: one stop for Tab, then arrows."""
    radios = group.get_by_role("radio").element_handles()
    wanted = group.get_by_role("radio", name=name).element_handle()
    checked = [n for n, radio in enumerate(radios) if radio.is_checked()]
    tab_to(page, group.get_by_role("radio").nth(checked[0] if checked else 0))
    page.keyboard.press("Space")
    for _ in radios:
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no number of arrows leads to {name.pattern}")


def _tick(page: Page, group: Locator, names: Iterable[re.Pattern[str]]) -> None:
    for name in names:
        box = group.get_by_role("checkbox", name=name)
        tab_to(page, box)
        page.keyboard.press("Space")
        assert box.is_checked()


def _choose(page: Page, combobox: Locator, value: str) -> None:
    tab_to(page, combobox)
    found = combobox.element_handle()
    count = combobox.locator("option").count()
    for key in ["ArrowUp"] * count + ["ArrowDown"] * count:
        if found.input_value() == value:
            return
        page.keyboard.press(key)
    assert found.input_value() == value


def _put_in_order(page: Page, group: Locator, texts: dict[str, str], wanted: list[str]) -> None:
    names = {one: as_printed(text) for one, text in texts.items()}
    for place, one in enumerate(wanted):
        up = group.get_by_role("button", name=re.compile(names[one].pattern.replace(r"^\s*", "^Move up: ")))
        for _ in range(len(wanted)):
            rows = [next(i for i, name in names.items() if name.match(row)) for row in order_of(group)]
            if rows.index(one) <= place:
                break
            press(page, up)
        else:
            raise AssertionError(f"{one} does not reach place {place + 1}")


def order_of(group: Locator) -> list[str]:
    """The entries of an order item as they stand."""
    return [text.replace("↑", "").replace("↓", "").strip() for text in group.locator("ul.order [data-id]").all_inner_texts()]
