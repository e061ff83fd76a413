"""What the browser remembers: answers over a reload, ticks, progress, one's own data, and what comes back for review."""

import json
import re

import pytest

from generator.fingerprint import fingerprint
from generator.sphinx_ext.draw_progress import INTERVALS
from tests.browser.answering import answer_and_check, group_of, press, verdict_of
from tests.browser.quiz_course import KINDS, PAIR, an_answer, verdict, worth

COURSE = "kesterhaven"
STORE, TICKS = f"course-quizzes:{COURSE}", f"course-ticks:{COURSE}"
DAY = 24 * 60 * 60 * 1000

# An item's answer as anybody can see it, whatever the script keeps.
GIVEN = """all => Object.fromEntries(all.map(item => [item.id.replace("item-", ""), [
  ...[...item.querySelectorAll("input:not(.sure):checked")].map(e => e.value),
  ...[...item.querySelectorAll("select")].filter(e => e.value).map(e => `${e.dataset.id}=${e.value}`),
  ...[...item.querySelectorAll(".order [data-id]")].map(e => e.dataset.id)]]))"""


def stored(page):
    """The records in the browser by item."""
    return json.loads(page.evaluate(f"localStorage.getItem('{STORE}')") or '{"items": {}}')["items"]


def store(page, records):
    """Put records there."""
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [STORE, json.dumps({"version": 1, "items": records})])


def record(item, score, due):
    """A record of an item as the script keeps them."""
    given = an_answer(item, "right" if score == 1 else "wrong")
    return {"f": fingerprint(item), "a": given, "s": score, "n": 1, "t": 1, "box": int(score == 1), "due": due}


@pytest.fixture
def kinds(page, small):
    page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
    return page


def test_a_reload_keeps_every_answer_and_its_verdict(kinds, small):
    items = small.quizzes[KINDS].items
    wanted = {item.id: an_answer(item, "wrong" if item.id in ("k-single", "k-true") else "partial") for item in items}
    for item in items:
        answer_and_check(kinds, item, wanted[item.id])
    for _ in range(2):
        given = kinds.locator("fieldset.quiz-item").evaluate_all(GIVEN)
        assert {name: sorted(one) if name != "k-order" else one for name, one in given.items()} == {
            name: sorted(one) if name != "k-order" else one for name, one in wanted.items()
        }
        assert [verdict_of(group_of(kinds, item)) for item in items] == [verdict(worth(item, wanted[item.id])) for item in items]
        kinds.reload()


def test_two_quizzes_on_one_page_do_not_disturb_each_other(page, small):
    page.goto(small.at("two", f"#quiz-{PAIR[0]}"))
    boats, barge = small.items["p-boats"], small.items["p-barge"]
    scores = page.locator(".quiz-score")
    answer_and_check(page, boats, ["b"])
    assert group_of(page, barge).get_attribute("data-result") is None
    assert (scores.nth(0).inner_text(), scores.nth(1).is_visible()) == ("Score: 0 of 1. 0 not answered yet.", False)
    answer_and_check(page, barge, ["a"])
    assert scores.all_inner_texts() == ["Score: 0 of 1. 0 not answered yet.", "Score: 1 of 1. 0 not answered yet."]
    assert page.get_by_role("img", name="quiz answered right").count() == 0  # one of the page's two isn't
    press(page, page.get_by_role("button", name="Try the wrong ones again").first)
    assert group_of(page, barge).get_attribute("data-result") == "right"
    answer_and_check(page, boats, ["a"])
    assert page.locator("#course-nav").get_by_role("link", name=re.compile("quiz answered right$")).count() == 1
    page.reload()
    assert scores.all_inner_texts() == ["Score: 1 of 1. 0 not answered yet.", "Score: 1 of 1. 0 not answered yet."]


def test_an_edited_item_forgets_only_itself(page, small, small_address):
    where = f"{small_address}/book/chapters/stopped-clock.html"
    page.goto(f"{where}#quiz-{KINDS}")
    for name in ("k-single", "k-multiple"):
        answer_and_check(page, small.items[name], an_answer(small.items[name], "right"))
    old = fingerprint(small.items["k-single"])

    def edited(route):
        text = route.fetch().text()
        assert text.count(old) == 1
        route.fulfill(body=text.replace(old, "0123456789ab"), content_type="text/html")

    page.route(where, edited)
    page.reload()
    assert page.locator("fieldset[data-result]").evaluate_all("all => all.map(e => e.id)") == ["item-k-multiple"]
    assert group_of(page, small.items["k-single"]).locator("input:checked").count() == 0
    page.unroute(where)
    page.reload()  # undone, the edit costs nothing
    assert page.locator("fieldset[data-result]").evaluate_all("all => all.map(e => e.id)") == ["item-k-single", "item-k-multiple"]


def test_what_is_kept_of_an_answer_is_its_ids_score_step_and_confidence(kinds, small):
    item = small.items["k-multiple"]
    group = group_of(kinds, item)
    group.get_by_role("checkbox", name="I am sure of my answer").check()
    answer_and_check(kinds, item, ["a", "c", "d"])
    kept = stored(kinds)
    when = kept["k-multiple"].pop("t")
    due = kept["k-multiple"].pop("due")
    assert kept == {"k-multiple": {"f": fingerprint(item), "a": ["a", "c", "d"], "s": 1, "n": 1, "box": 1, "sure": True}}
    assert due - when == DAY
    kinds.reload()
    assert group.get_by_role("checkbox", name="I am sure of my answer").is_checked()
    press(kinds, group.get_by_role("button", name="Try again"))
    assert not group.get_by_role("checkbox", name="I am sure of my answer").is_checked()


def test_without_storage_quizzes_work_and_forget(page, small):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
    item = small.items["k-single"]
    assert verdict_of(answer_and_check(page, item, ["b"])) == "✓ Right."
    page.reload()
    assert group_of(page, item).get_attribute("data-result") is None


def test_rubbish_in_storage_is_passed_over(page, small):
    item = small.items["k-single"]
    page.goto(small.at("progress"))
    for rubbish in ("", "null", "[]", '{"version": 1}', '{"version": 1, "items": {"k-single": {"f": "%s", "a": 5}}}', "{"):
        text = rubbish.replace("%s", fingerprint(item))
        page.evaluate("([a, b, text]) => { localStorage.setItem(a, text); localStorage.setItem(b, text); }", [STORE, TICKS, text])
        page.goto(small.at("review"))
        page.goto(small.at("progress"))
        assert page.get_by_text("Nothing is due for review.").count() == 1
        page.goto(small.at("chapters/stopped-clock", f"#quiz-{KINDS}"))
        assert verdict_of(answer_and_check(page, item, ["b"])) == "✓ Right."
    assert page.complaints == []


# -- ticks and progress ----------------------------------------------------------------------------------------------------


def test_a_lesson_is_ticked_in_the_table_of_contents_while_all_of_its_quiz_is_right(page, small):
    page.goto(small.at("chapters/ringer", "#quiz-ringer-quiz"))
    ticked = page.locator("#course-nav a", has=page.get_by_role("img", name="quiz answered right"))
    items = small.quizzes["ringer-quiz"].items
    for item in items:
        assert ticked.count() == 0
        answer_and_check(page, item, an_answer(item, "right"))
    assert ticked.all_inner_texts() == ["The ringer ✓"]
    page.goto(small.at("chapters/texts"))
    assert ticked.all_inner_texts() == ["The ringer ✓"]
    page.goto(small.at("chapters/ringer"))
    press(page, group_of(page, items[0]).get_by_role("button", name="Try again"))
    assert ticked.count() == 0


def answered(page, small):
    """The progress page, with three items answered right and two wrong."""
    page.goto(small.at("progress"))
    store(
        page,
        {
            **{name: record(small.items[name], 1, 9e15) for name in ("k-single", "k-match", "p-boats")},
            **{name: record(small.items[name], 0, 5) for name in ("k-true", "ri-sum")},
            "k-multiple": {**record(small.items["k-multiple"], 1, 5), "f": "0123456789ab"},  # of an older wording
            "gone": record(small.items["k-order"], 1, 5),
        },
    )
    page.reload()


def test_progress_is_counted_by_lesson_unit_and_skill(page, small):
    page.goto(small.at("progress"))
    rows = page.locator(".progress-table tbody tr, table.progress-table tbody tr")
    assert [row.split() for row in rows.all_inner_texts()] == [
        words.split()
        for words in (
            "The clock A clock stops 6", "The clock The ringer 5", "The clock Signs 4", "The harbour Two quizzes 1", "The harbour Two quizzes 1",
        )
    ]  # fmt: skip
    answered(page, small)
    assert [row.locator("td").last.inner_text().strip() for row in rows.all()] == [
        "2 of 6 right, 1 wrong",
        "0 of 5 right, 1 wrong",
        "4",
        "1 of 1 right",
        "1",
    ]
    sums = {
        table.locator("caption").inner_text(): [
            (
                row.get_by_role("rowheader").inner_text(),
                row.get_by_role("img").get_attribute("aria-label"),
                row.locator(".bar-count").inner_text(),
            )
            for row in table.locator("tr").all()
        ]
        for table in page.locator("table.progress-sums").all()
    }
    assert sums == {
        "By unit": [
            ("The clock", "2 of 15 right, 2 to look at again", "2/15"),
            ("The harbour", "1 of 2 right, 0 to look at again", "1/2"),
        ],
        "By skill": [
            ("close reading", "1 of 4 right, 2 to look at again", "1/4"),
            ("corroboration", "0 of 2 right, 0 to look at again", "0/2"),
            ("contextualisation", "0 of 2 right, 0 to look at again", "0/2"),
            ("sourcing", "1 of 2 right, 0 to look at again", "1/2"),
            ("recall", "1 of 7 right, 0 to look at again", "1/7"),
        ],
    }
    assert page.get_by_text("Items due for review: 2.").count() == 1


def import_file(page, text):
    """Choose a file with some text on the progress page. Gives what is said."""
    said = page.locator(".own-data").get_by_role("status")
    page.get_by_label("Import data").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})
    said.filter(has_text=re.compile(".")).wait_for()
    return said.inner_text()


def test_export_erase_and_import_bring_everything_back(page, small):
    answered(page, small)
    before, table = stored(page), page.locator(".course-progress").inner_text()
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Export my data"))
    text = download.value.path().read_text("utf-8")
    assert download.value.suggested_filename == f"{COURSE}-progress.json"
    assert json.loads(text) == {"version": 1, "course": COURSE, "items": before}
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Erase my data").click()
    assert stored(page) == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Erase my data").click()
    assert page.get_by_text("Erased.").count() == 1
    assert (stored(page), page.get_by_text("Nothing is due for review.").count()) == ({}, 1)
    page.reload()
    assert import_file(page, text) == "Answers imported: 7."
    page.reload()
    assert (stored(page), page.locator(".course-progress").inner_text()) == (before, table)


def test_an_import_keeps_the_newer_of_two_records(page, small):
    page.goto(small.at("progress"))
    item = small.items["k-single"]
    old, new = {**record(item, 0, 5), "t": 10}, {**record(item, 1, 5), "t": 20}
    for mine, theirs, count in ((old, new, 1), (new, old, 0)):
        store(page, {"k-single": mine})
        page.reload()
        assert (
            import_file(page, json.dumps({"version": 1, "course": COURSE, "items": {"k-single": theirs}}))
            == f"Answers imported: {count}."
        )
        assert stored(page) == {"k-single": new}


RUBBISH = {
    "": False, "rubbish": False, "null": False, "[]": False, '{"version": 1}': False, '{"version": 2, "course": "%s", "items": {}}': False,
    '{"version": 1, "course": "another", "items": {"k-single": %r}}': False, '{"version": 1, "course": "%s", "items": []}': False,
    '{"version": 1, "course": "%s", "items": {"k-true": 5, "x": null, "y": []}}': True,
    '{"version": 1, "course": "%s", "items": {"k-true": {"f": "x", "a": [1], "s": 1, "n": 1, "t": 9e15, "box": 0, "due": 0}}}': True,
    '{"version": 1, "course": "%s", "items": {"k-true": {"f": "x", "a": [], "s": 7, "n": 1, "t": 9e15, "box": 0, "due": 0}}}': True,
    '{"version": 1, "course": "%s", "items": {"k-true": {"f": "x", "a": [], "s": 1, "n": 1, "t": 9e15, "box": -1, "due": 0}}}': True,
}  # fmt: skip
"""Files that are no progress, and whether they look like some at first."""


def test_an_import_of_rubbish_changes_nothing(page, small):
    answered(page, small)
    before = page.evaluate("({ ...localStorage })")
    known = record(small.items["k-single"], 1, 5)
    for text, looks in RUBBISH.items():
        page.reload()
        said = import_file(page, text.replace("%s", COURSE).replace("%r", json.dumps(known)))
        assert said == ("Answers imported: 0." if looks else "This is not a file of this course's progress; nothing was changed.")
        assert page.evaluate("({ ...localStorage })") == {**before, STORE: page.evaluate(f"localStorage.getItem('{STORE}')")}
        assert stored(page) == json.loads(before[STORE])["items"]
    assert page.complaints == []


def test_erasing_and_importing_change_the_ticks(page, small):
    def ticked():
        page.goto(small.at("chapters/stopped-clock"))
        return page.locator("#course-nav a", has=page.get_by_role("img", name="quiz answered right")).all_inner_texts()

    page.goto(small.at("progress"))
    items = {item.id: record(item, 1, 5) for item in small.quizzes["ringer-quiz"].items}
    assert import_file(page, json.dumps({"version": 1, "course": COURSE, "items": items})) == "Answers imported: 5."
    assert ticked() == ["The ringer ✓"]
    page.goto(small.at("progress"))
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Erase my data").click()
    assert ticked() == []


# -- review ----------------------------------------------------------------------------------------------------------------


def open_review(page, address):
    """The review page with all that is due."""
    page.goto(f"{address}/book/review.html")
    page.locator(".review-form:not([aria-busy])").wait_for(state="attached")


def test_review_brings_back_what_is_due_mixed_and_nothing_else(page, small, small_address):
    open_review(page, small_address)
    assert page.locator(".review-status").inner_text() == "Nothing is due."
    due = ["k-single", "k-highlight", "k-order", "ri-sum", "ri-author", "t-signs", "p-boats", "k-match"]
    store(
        page,
        {
            **{name: record(small.items[name], n % 2, 5) for n, name in enumerate(due)},
            "k-true": record(small.items["k-true"], 1, 9e12),  # not yet
            "k-multiple": {**record(small.items["k-multiple"], 0, 5), "f": "0123456789ab"},  # of an older wording
            "x-single": {**record(small.items["x-single"], 0, 5)},  # graded
            "gone": record(small.items["k-order"], 0, 5),
        },
    )
    orders = set()
    for _ in range(4):
        open_review(page, small_address)
        shown = page.locator(".review-form .quiz-item").evaluate_all("all => all.map(e => e.id.replace('item-', ''))")
        assert sorted(shown) == sorted(due)
        orders.add(tuple(shown))
    assert len(orders) > 1  # of 40,320
    assert page.locator(".review-status").inner_text() == "Items due: 8."
    assert page.locator(".review-form [data-result]").count() == 0
    assert page.evaluate("document.activeElement === document.body")


def test_review_answers_climb_or_fall_and_the_page_says_what_is_left(page, small, small_address):
    open_review(page, small_address)
    store(
        page,
        {
            "k-single": {**record(small.items["k-single"], 1, 5), "box": 2},
            "k-true": {**record(small.items["k-true"], 1, 5), "box": 3},
        },
    )
    open_review(page, small_address)
    status = page.locator(".review-status")
    assert status.inner_text() == "Items due: 2."
    answer_and_check(page, small.items["k-single"], an_answer(small.items["k-single"], "right"))
    assert status.inner_text() == "Items due: 1."
    answer_and_check(page, small.items["k-true"], an_answer(small.items["k-true"], "wrong"))
    assert status.inner_text() == "All answered. Missed, and back when you open this page again: 1."
    kept = stored(page)
    assert {name: (one["box"], one["n"], round((one["due"] - one["t"]) / DAY)) for name, one in kept.items()} == {
        "k-single": (3, 2, 7),
        "k-true": (0, 2, 0),
    }
    open_review(page, small_address)
    assert page.locator(".review-form .quiz-item").evaluate_all("all => all.map(e => e.id)") == ["item-k-true"]
    answer_and_check(page, small.items["k-true"], an_answer(small.items["k-true"], "right"))
    assert re.fullmatch(r"Nothing is due\. The next comes back on \S+\.", status.inner_text())


def test_items_in_review_say_what_they_say_in_their_lesson_without_its_number_and_their_links_lead_there(page, small, small_address):
    open_review(page, small_address)
    store(page, {"k-single": record(small.items["k-single"], 0, 5), "p-boats": record(small.items["p-boats"], 0, 5)})
    open_review(page, small_address)
    links = {}
    for name in ("k-single", "p-boats"):
        item = page.locator(f"#item-{name}")
        assert item.locator("legend").inner_text() == small.items[name].stem
        links[name] = item.locator("a").evaluate_all("all => all.map(e => e.href)")
        assert links[name] != []
    for name, lesson in (("k-single", "stopped-clock"), ("p-boats", "../two")):
        page.goto(f"{small_address}/book/chapters/{lesson}.html")
        assert page.locator(f"#item-{name} a").evaluate_all("all => all.map(e => e.href)") == links[name]


def test_items_that_cannot_be_brought_are_named_by_their_lessons(page, small, small_address):
    """So it is without a network, and in a book that was opened from a folder; and where a lesson is newer than this page."""
    kept = {name: record(small.items[name], 0, 5) for name in ("k-single", "k-order", "p-boats")}
    open_review(page, small_address)
    store(page, kept)
    page.route("**/chapters/stopped-clock.html", lambda route: route.abort())
    open_review(page, small_address)
    assert page.locator(".review-form .quiz-item").evaluate_all("all => all.map(e => e.id)") == ["item-p-boats"]
    status = page.locator(".review-status")
    absent = "Due in lessons that can't be fetched here: 2. The links below lead there."
    assert status.inner_text() == f"Items due: 1. {absent}"
    (row,) = (row for row in page.locator(".review-quizzes li").all() if row.is_visible())
    assert row.inner_text() == f"{small.quizzes[KINDS].title} (items due: 2)"
    assert re.search(r"/chapters/stopped-clock\.html#item-k-(single|order)$", row.get_by_role("link").evaluate("e => e.href"))
    answer_and_check(page, small.items["p-boats"], an_answer(small.items["p-boats"], "right"))
    assert status.inner_text() == absent
    page.unroute("**/chapters/stopped-clock.html")
    newer = (small.html / "book/chapters/stopped-clock.html").read_text("utf-8")
    newer = newer.replace(f'data-print="{fingerprint(small.items["k-single"])}"', 'data-print="0123456789ab"')
    page.route("**/chapters/stopped-clock.html", lambda route: route.fulfill(body=newer, content_type="text/html"))
    open_review(page, small_address)
    assert page.locator(".review-form .quiz-item").evaluate_all("all => all.map(e => e.id)") == ["item-k-order"]
    assert status.inner_text() == "Items due: 1. Due in lessons that can't be fetched here: 1. The links below lead there."


def test_the_intervals_are_those_that_the_review_page_states(page, small):
    page.goto(small.at("review"))
    days = page.evaluate("courseStore.INTERVALS")
    assert days == [1, 3, 7, 21]
    assert f"{', '.join(map(str, days[:-1]))} and {days[-1]} days" == INTERVALS
    assert page.get_by_text(f"after {INTERVALS}").count() == 1
    climbed = page.evaluate("""() => {
      let record, out = [];
      for (let n = 0; n < 6; n += 1) {
        record = courseStore.checked(record, "f", ["a"], 1);
        out.push((record.due - record.t) / 86400000);
      }
      return [...out, (r => r.due - r.t)(courseStore.checked(record, "f", ["b"], 0.5))];
    }""")
    assert climbed == [1, 3, 7, 21, 21, 21, 0]


@pytest.mark.parametrize("name", ["progress", "review"])
def test_the_page_says_that_nothing_leaves_the_browser_and_nothing_does(page, small_address, name):
    page.goto(f"{small_address}/book/{name}.html")
    assert "There is no account and nothing is sent." in page.locator("article").inner_text()
    assert [url for url in page.requested if not url.startswith((small_address, "data:"))] == []
