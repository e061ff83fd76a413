"""Quizzes answered as readers answer them: by keyboard alone, through the roles and names that assistive technology sees."""

import re

import pytest

from generator.spec.quiz import HighlightItem, MatchItem, Mode, OrderItem
from tests.browser.answering import answer, answer_and_check, group_of, order_of, press, tab_to, verdict_of
from tests.browser.conftest import ROOT
from tests.browser.quiz_course import KINDS, NO_PARTIAL, an_answer, answers, as_printed, page_of, quizzes_of, verdict, worth

pytestmark = pytest.mark.seconds(80)

QUIZZES = {name: quiz for name, quiz in quizzes_of(ROOT).items() if quiz.mode is Mode.PRACTICE}
KIND_IDS = ("k-single", "k-multiple", "k-true", "k-order", "k-match", "k-highlight")

# What reading aloud and translating tools do to a page: every text is wrapped in elements of theirs.
REWRITE = """form => {
  const walker = document.createTreeWalker(form, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (!text.data.trim()) continue;
    const font = document.createElement("font"), span = document.createElement("span");
    text.replaceWith(font);
    font.append(span);
    span.append(text);
  }
  return texts.length;
}"""


@pytest.fixture
def kinds(page, small):
    """The page with an item of every kind."""
    page.goto(small.at("chapters/stopped-clock", "#quiz-stopped-clock-quiz"))
    return page


@pytest.mark.parametrize("name", QUIZZES)
def test_every_item_of_the_book_is_answered_right_by_keyboard_alone(page, book, name):
    quiz = QUIZZES[name]
    page.goto((book / f"book/{page_of(quiz)}.html").as_uri())
    said = {item.id: verdict_of(answer_and_check(page, item, an_answer(item, "right"))) for item in quiz.items}
    assert said == dict.fromkeys(said, "✓ Right.")
    count = len(quiz.items)
    assert page.locator(".quiz-score").inner_text() == f"Score: {count} of {count}. 0 not answered yet."
    assert page.complaints == []


@pytest.mark.parametrize("name", KIND_IDS)
def test_every_kind_is_answered_right_wrong_and_partly_by_keyboard_alone(kinds, small, name):
    item = small.items[name]
    for result in ("wrong", "right") if item.kind in NO_PARTIAL else ("wrong", "partial", "right"):
        given = an_answer(item, result)
        group = answer_and_check(kinds, item, given)
        assert verdict_of(group) == verdict(worth(item, given))
        assert group.get_attribute("data-result") == result
        press(kinds, group.get_by_role("button", name="Try again"))
        assert (verdict_of(group), group.get_attribute("data-result")) == ("", None)
    assert kinds.complaints == []


def test_after_a_check_the_focus_is_on_try_again_and_after_that_on_the_first_control(kinds, small):
    for item in small.quizzes[KINDS].items:
        group = answer_and_check(kinds, item, an_answer(item, "wrong"))
        focused = kinds.locator("*:focus")
        assert focused.inner_text() == "Try again"
        assert group.locator("*:focus").count() == 1
        kinds.keyboard.press("Enter")
        assert group.locator("input, select, button.move").first.evaluate("e => e === document.activeElement")
        assert group.locator("input:checked").count() == 0
        assert group.locator("details.key").is_hidden()


def test_the_right_answer_and_the_reason_stand_beside_every_part(kinds, small):
    for name in KIND_IDS:
        item = small.items[name]
        group = answer_and_check(kinds, item, an_answer(item, "wrong"))
        if isinstance(item, OrderItem):
            ids = [entry.id for entry in item.entries]
            given = an_answer(item, "wrong")
            parts = [
                (
                    f"Right: {e.feedback}"
                    if ids.index(e.id) == given.index(e.id)
                    else f"Should be: “{n}. {e.text}” {e.feedback}",
                    e,
                )
                for n, e in enumerate(item.entries, 1)
            ]
        elif isinstance(item, MatchItem):
            choices = {choice.id: choice.text for choice in item.choices}
            parts = [(f"Should be: “{p.text} – {choices[p.answer]}” {p.feedback}", p) for p in item.pairs]
            given = dict(pair.split("=") for pair in an_answer(item, "wrong"))
            parts = [(f"Right: {p.feedback}" if given[p.id] == p.answer else text, p) for text, p in parts]
        elif isinstance(item, HighlightItem):
            parts = [(f"{'Right' if s.correct else 'Wrong'}: “{s.quote}” {s.feedback}", s) for s in item.stretches]
        else:
            parts = [(f"{'Right' if o.correct else 'Wrong'}: {o.feedback}", o) for o in item.options]
        for text, part in parts:
            shown = group.locator(f'.feedback[data-option="{part.id}"]')
            assert as_printed(text).match(shown.inner_text()), (text, shown.inner_text())
            row = shown.locator("xpath=ancestor::li[1]")
            beside = row.locator(f'input[value="{part.id}"], [data-id="{part.id}"]').count()
            assert beside == (0 if isinstance(item, HighlightItem) else 1)


def test_an_entry_that_moves_keeps_the_focus_and_its_new_place_is_told(kinds, small):
    item = small.items["k-order"]
    group = group_of(kinds, item)
    before = order_of(group)
    press(kinds, group.get_by_role("button", name=f"Move up: {before[2]}"))
    assert verdict_of(group) == "Now number 2 of 5."
    assert kinds.locator("*:focus").get_attribute("aria-label") == f"Move up: {before[2]}"
    kinds.keyboard.press("Enter")
    kinds.keyboard.press("Enter")  # it is first by now: nothing more happens
    assert verdict_of(group) == "Now number 1 of 5."
    assert order_of(group) == [before[2], before[0], before[1], *before[3:]]
    press(kinds, group.get_by_role("button", name=f"Move down: {before[2]}"))
    assert order_of(group) == [before[0], before[2], before[1], *before[3:]]


def test_verdicts_are_told_when_given_and_not_again_when_the_page_opens(kinds, small):
    item = small.items["k-single"]
    region = group_of(kinds, item).get_by_role("status")
    assert region.inner_text() == ""
    answer_and_check(kinds, item, ["a"])
    assert (region.inner_text(), region.get_attribute("aria-live")) == ("✗ Not right. The right answer is marked.", "polite")
    kinds.reload()
    assert (region.inner_text(), region.get_attribute("aria-live")) == ("✗ Not right. The right answer is marked.", "off")


def test_arrows_choose_but_submit_nothing(kinds, small):
    group = answer(kinds, small.items["k-single"], ["a"])
    kinds.keyboard.press("ArrowDown")
    kinds.keyboard.press("ArrowDown")
    assert group.get_by_role("radio", name="A few minutes past four").is_checked()
    kinds.keyboard.press("Enter")
    assert kinds.locator("fieldset[data-result]").count() == 0


def test_checking_without_an_answer_asks_for_one_and_goes_to_it(kinds, small):
    for name in ("k-single", "k-multiple", "k-true", "k-match", "k-highlight"):
        group = group_of(kinds, small.items[name])
        press(kinds, group.get_by_role("button", name="Check"))
        wanted = "Choose an answer for each line first." if name == "k-match" else "Choose an answer first."
        assert verdict_of(group) == wanted
        assert group.locator("input, select").first.evaluate("e => e === document.activeElement")
    assert kinds.evaluate("Object.keys(localStorage).filter(key => key.startsWith('course-'))") == []


def test_hints_open_one_by_one(kinds, small):
    group = group_of(kinds, small.items["k-single"])
    hints = [group.get_by_text(text) for text in small.items["k-single"].hints]
    for opened in range(len(hints) + 1):
        assert [hint.is_visible() for hint in hints] == [n < opened for n in range(len(hints))]
        if opened < len(hints):
            press(kinds, group.locator("summary", has_text="Hint").nth(opened))


def test_only_wrong_items_are_tried_again(kinds, small):
    for name, result in (("k-single", "wrong"), ("k-multiple", "right"), ("k-true", "wrong"), ("k-match", "partial")):
        answer_and_check(kinds, small.items[name], an_answer(small.items[name], result))
    assert kinds.locator(".quiz-score").inner_text() == "Score: 1.33 of 6. 2 not answered yet."
    press(kinds, kinds.get_by_role("button", name="Try the wrong ones again"))
    assert kinds.locator("fieldset[data-result]").evaluate_all("all => all.map(e => e.id)") == ["item-k-multiple"]
    assert group_of(kinds, small.items["k-single"]).get_by_role("radio").first.evaluate("e => e === document.activeElement")
    assert kinds.get_by_role("button", name="Try the wrong ones again").is_hidden()


GIVE = """([id, answers]) => {
  const item = document.getElementById(`item-${id}`), button = item.querySelector("button.check");
  return answers.map(answer => {
    for (const one of answer) {
      const row = item.querySelector(`.order [data-id="${one}"]`);
      if (row) item.querySelector(".order").append(row.parentElement);
    }
    for (const input of item.querySelectorAll("input:not(.sure)")) input.checked = answer.includes(input.value);
    for (const list of item.querySelectorAll("select")) {
      list.value = answer.find(one => one.startsWith(`${list.dataset.id}=`)).split("=")[1];
    }
    button.click();
    const said = item.querySelector(".verdict").textContent;
    button.click();
    return said;
  });
}"""


def test_every_possible_answer_is_worth_what_the_generator_says(kinds, small):
    for item in small.quizzes[KINDS].items:
        every = list(answers(item))
        said = kinds.evaluate(GIVE, [item.id, every])
        assert said == [verdict(worth(item, one)) for one in every]
        assert any(text.startswith("◐") for text in said) == (item.kind not in NO_PARTIAL)


def test_a_page_rewritten_by_a_reading_tool_is_answered_as_before(kinds, small):
    form = kinds.locator("form.course-quiz")
    for item in small.quizzes[KINDS].items:
        for result in ("wrong", "right"):
            assert form.evaluate(REWRITE) > 100
            group = answer_and_check(kinds, item, an_answer(item, result))
            assert verdict_of(group) == verdict(worth(item, an_answer(item, result)))
            if result == "wrong":
                form.evaluate(REWRITE)
                press(kinds, group.get_by_role("button", name="Try again"))
    assert kinds.locator(".quiz-score").inner_text() == "Score: 6 of 6. 0 not answered yet."
    assert kinds.complaints == []


def test_a_proof_link_marks_the_proving_words_and_takes_the_focus_there(kinds, small):
    group = answer_and_check(kinds, small.items["k-single"], ["a"])
    assert group.locator("blockquote.evidence p").first.inner_text() == "“Its hands stand at eleven minutes past four”"
    press(kinds, group.get_by_role("link", name="Show these words in the excerpt"))
    marked = kinds.locator(".proof.shown")
    marked.first.wait_for()
    assert " ".join(marked.all_inner_texts()) == "Its hands stand at eleven minutes past four"
    assert marked.first.evaluate("e => e === document.activeElement && !!e.closest('figure#stopped-clock-face')")
    assert marked.first.evaluate("e => getComputedStyle(e).backgroundColor !== getComputedStyle(e.parentElement).backgroundColor")
    tab_to(kinds, group_of(kinds, small.items["k-highlight"]).get_by_role("button"))
    answer_and_check(kinds, small.items["k-highlight"], ["minutes"])
    press(kinds, group_of(kinds, small.items["k-highlight"]).get_by_role("link", name="Show these words in the excerpt"))
    kinds.locator(".proof.shown[data-proof~=proof-k-highlight]").first.wait_for()
    assert " ".join(" ".join(marked.all_inner_texts()).split()) == "For thirty-one years no boat has left the inner basin"


# -- texts that mean something to the machinery, and words that run from right to left -------------------------------------


@pytest.fixture
def texts(page, small):
    """The page of hostile texts, shuffled."""
    page.goto(small.at("chapters/texts", "#quiz-texts-quiz"))
    return page


def test_texts_with_signs_come_through_as_written(texts, small):
    for item in small.quizzes["texts-quiz"].items:
        group = group_of(texts, item)
        assert group.count() == 1, item.stem
        answer_and_check(texts, item, an_answer(item, "wrong"))
        texts.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
        said = [" ".join(text.split()) for text in group.locator(".feedback span:not(.feedback-of)").all_inner_texts()]
        parts = item.entries if isinstance(item, OrderItem) else item.pairs if isinstance(item, MatchItem) else item.options
        assert len(said) == len(parts)
        for part in parts:
            assert any(as_printed(part.feedback).match(text) for text in said), (part.feedback, said)
        for hint in item.hints:
            assert group.get_by_text(hint, exact=True).is_visible()
    assert group_of(texts, small.items["t-match"]).get_by_role("combobox").first.locator("option").all_inner_texts() == [
        "Choose…", "less than: <", '"and": &',
    ]  # fmt: skip
    assert texts.locator("article b, article script, article i").count() == 0
    assert texts.complaints == []


def test_option_number_nought_is_an_option_like_the_others(texts, small):
    item = small.items["t-signs"]
    group = answer_and_check(texts, item, ["0"])
    assert verdict_of(group) == "✓ Right."
    texts.reload()
    assert verdict_of(group) == "✓ Right."
    assert group.locator("input:checked").get_attribute("value") == "0"
    press(texts, group.get_by_role("button", name="Try again"))
    assert verdict_of(answer_and_check(texts, item, ["00"])) == "✗ Not right. The right answer is marked."


def test_right_to_left_words_begin_at_the_right(texts, small):
    group = group_of(texts, small.items["t-right-to-left"])
    runs = """e => {
      const text = document.createTreeWalker(e, NodeFilter.SHOW_TEXT).nextNode(), range = document.createRange();
      const at = n => { range.setStart(text, n); range.setEnd(text, n + 1); return range.getBoundingClientRect().left; };
      return at(0) > at(text.length - 1) ? "rtl" : "ltr";
    }"""
    found = {
        row.locator("input").get_attribute("value"): row.locator("span").evaluate(runs)
        for row in group.locator("label:has(input)").all()
    }
    assert found == {"first": "ltr", "arabic": "rtl", "hebrew": "rtl", "greek": "ltr"}
    assert verdict_of(answer_and_check(texts, small.items["t-right-to-left"], ["arabic", "hebrew"])) == "✓ Right."


def test_shuffling_keeps_pinned_options_in_place_and_moves_the_others(texts):
    values = "all => all.map(e => e.value)"
    seen = set()
    for _ in range(12):
        texts.reload()
        signs = texts.locator("#item-t-signs .options input").evaluate_all(values)
        ways = texts.locator("#item-t-right-to-left .options input").evaluate_all(values)
        assert (signs[3], ways[0]) == ("2", "first")
        assert (set(signs), set(ways)) == ({"0", "1", "00", "2"}, {"first", "arabic", "hebrew", "greek"})
        seen.add((*signs, *ways))
    assert len(seen) > 1  # 36 orders: twelve alike once in 10 to the power of 17


def test_an_unchecked_choice_is_not_given_to_another_option_when_a_shuffled_page_is_reloaded(texts, small):
    for _ in range(3):
        answer(texts, small.items["t-signs"], ["1"])
        texts.reload()
        assert texts.locator("#item-t-signs input:checked").count() == 0


def test_a_quiz_is_named_by_its_title(texts):
    assert texts.get_by_role("form", name=re.compile("^Quiz: 'signs' & \"wonders\" <1>$")).count() == 1


def test_the_names_of_the_small_quiz_are_those_of_its_file(small):
    assert tuple(item.id for item in small.quizzes[KINDS].items) == KIND_IDS
