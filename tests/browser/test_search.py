"""The search page in a browser: what it finds, what it proposes, what its address keeps, and who gets at it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_access import BOXES
from tests.searching import index_of

PART = ".course-search"


class Search:
    """The page as a reader has it."""

    def __init__(self, page, address, query=""):
        self.page, self.address = page, address
        page.goto(f"{address}/book/search.html{query}")
        self.field = page.get_by_role("searchbox", name="Words, or a “phrase” in quotation marks")
        self.said = page.get_by_role("main").get_by_role("status")
        self.results = page.locator(".search-results > li")

    def ask(self, words, said):
        """Type words, and wait for what is said of them. Gives the results' titles."""
        self.field.fill(words)
        expect(self.said).to_have_text(said)
        return self.titles()

    def titles(self):
        return self.results.locator("> a").all_inner_texts()

    def marked(self):
        return set(self.page.locator(".search-excerpt mark").all_inner_texts())

    def state(self):
        """What the address keeps."""
        return parse_qs(urlsplit(self.page.url).query)


@pytest.fixture
def search(page, small_address):
    return Search(page, small_address)


@pytest.fixture
def real(page, address):
    return Search(page, address)


# -- finding ----------------------------------------------------------------------------------------------------------


def test_a_word_of_an_excerpt_is_found_as_it_is_typed_and_the_result_opens_at_its_place(search):
    assert search.ask("larch", "1 result.") == ["How the tower was paid for"]
    assert search.marked() == {"larch"}
    assert search.results.locator(".search-where").inner_text() == (
        "Excerpt Ida Fenwick, “How the Tower Came to Stand”, in The Harbour Gazette, no. 3, 1890, paragraph 3"
    )
    search.results.locator("a").click()
    expect(search.page).to_have_url(f"{search.address}/book/chapters/ringer.html#ringer-promises")
    assert search.page.locator("#ringer-promises").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    search.page.go_back()
    expect(search.said).to_have_text("1 result.")
    assert search.field.input_value() == "larch"
    assert search.page.complaints == []


@pytest.mark.parametrize("words", ["shaft", "nothing", "photograph", "pilots", "Courier"])
def test_only_what_was_looked_for_is_marked_whatever_stands_before_it(search, words):
    search.field.fill(words)
    expect(search.results.first).to_be_visible()
    marks = {mark.casefold() for mark in search.marked()}
    assert marks
    assert marks <= {words.casefold(), words.casefold().removesuffix("s")}


def test_several_words_are_all_found_in_each_result(search):
    assert search.ask("keeper larch", "No page has all of this. Use fewer words, or leave out the quotation marks.") == []
    assert search.ask("keeper smith", "1 result.") == ["Why did the shaft break?"]


@pytest.mark.parametrize("quoted", ['"three boats"', "“three boats”", '"Three boats missed the tide"'])
def test_a_phrase_in_quotation_marks_is_found(page, small_address, quoted):
    search = Search(page, small_address, "?kind=excerpt")
    assert search.ask(quoted, "1 result.") == ["A paper asks"]
    assert search.marked() == {re.sub('["“”]', "", quoted).lower()}


@pytest.mark.parametrize("quoted", ['"boats three"', '"three boat"', '"three missed"', '"two [...] shaft"', '"keeper larch"'])
def test_the_same_words_in_another_order_or_form_are_no_such_phrase(search, quoted):
    search.ask(quoted, "No page has all of this. Use fewer words, or leave out the quotation marks.")


def test_a_phrase_does_not_reach_over_what_an_editor_left_out(search):
    assert search.ask('"louder of the two"', "1 result.") == ["What the keeper heard"]
    assert search.ask('"the two The shaft"', "No page has all of this. Use fewer words, or leave out the quotation marks.") == []


def test_a_phrase_and_a_word_are_both_needed(search):
    assert search.ask('"the Board" larch', "No page has all of this. Use fewer words, or leave out the quotation marks.") == []
    assert search.ask('"the Board" receipt', "1 result.") == ["A receipt made out to a bell"]


@pytest.mark.parametrize(("slip", "meant"), [("Fenwik", "Fenwick"), ("Qiull", "Quill"), ("Wenwick", "Fenwick"), ("foundatoin", "foundation")])
def test_for_a_misspelt_word_another_is_proposed_which_a_click_looks_for(search, slip, meant):
    """One letter too few; two swapped; the first one wrong; a word that is no name."""
    assert search.ask(slip, re.compile(f"No page has “{slip}”")) == []
    search.said.get_by_role("link", name=meant, exact=True).click()
    expect(search.results.first).to_be_visible()
    assert search.state() == {"q": [meant]}


def test_words_that_the_book_lacks_are_left_out_and_named(search):
    assert search.ask("larch xyzzy", "No page has “xyzzy”.Without that word: 1 result.") == ["How the tower was paid for"]
    assert search.ask("xyzzy 1888", "No page has “xyzzy” or “1888”.") == []


def test_the_beginning_of_a_word_finds_it(search):
    assert search.ask("lar", "1 result.") == ["How the tower was paid for"]


def test_nothing_of_a_quiz_is_found(small):
    """Neither of a graded one, whose words would give keys away, nor of one for practice."""
    texts = " ".join(record["content"] for record in index_of(small.html))
    stems = [item.stem for item in small.items.values()]
    assert len(stems) > 20
    assert [stem for stem in stems if " ".join(stem.split()) in texts] == []


# -- the real book ----------------------------------------------------------------------------------------------------


def test_in_the_real_book_a_word_a_misspelt_name_accents_and_a_phrase(real):
    real.field.fill("Pulacayo")
    expect(real.results.first).to_contain_text("Pulacayo Theses")
    real.ask("Estensoro", "No page has “Estensoro”.Did you mean Estenssoro?")
    real.said.get_by_role("link", name="Estenssoro").click()
    expect(real.results.first).to_be_visible()
    assert real.marked() == {"Estenssoro"}
    found = {}
    for name in ("Lechin", "Lechín"):
        real.field.fill("")
        expect(real.results).to_have_count(0)
        real.field.fill(name)
        expect(real.said).to_have_text(re.compile(r"^\d+ results\.$"))
        found[name] = real.said.inner_text()
        assert {mark.casefold().replace("í", "i").removesuffix("’s") for mark in real.marked()} == {"lechin"}
    assert len(set(found.values())) == 1
    assert real.ask('"Sixteen days or seventeen"', "1 result.") == ["Sixteen days in March"]
    assert real.ask('"Seventeen days or sixteen"', re.compile("^No page has all of this")) == []
    assert real.page.complaints == []


# -- filters and the address ------------------------------------------------------------------------------------------


def test_filters_show_how_many_results_each_would_leave(search):
    search.ask("clock", re.compile(r"^\d+ results\.$"))
    everything = int(search.said.inner_text().split()[0])
    labels = search.page.locator(".search-kinds label").all_inner_texts()
    assert sum(int(label.split()[-1]) for label in labels) == everything
    excerpts = next(int(label.split()[-1]) for label in labels if label.startswith("Excerpt"))
    search.page.get_by_role("checkbox", name="Excerpt").check()
    expect(search.said).to_have_text(f"{excerpts} results.")
    assert {text.split()[0] for text in search.page.locator(".search-kind").all_inner_texts()} == {"Excerpt"}
    # Its own choice doesn't empty the other kinds: they can be added.
    assert search.page.locator(".search-kinds label").all_inner_texts() == labels
    search.page.get_by_role("combobox", name="Source").select_option("gazette-1890")
    expect(search.said).to_have_text("1 result.")
    assert search.titles() == ["How the tower was paid for"]
    assert search.state() == {"q": ["clock"], "kind": ["excerpt"], "source": ["gazette-1890"]}
    search.page.get_by_role("button", name="Search everything").click()
    expect(search.said).to_have_text(f"{everything} results.")
    assert search.state() == {"q": ["clock"]}


def test_counts_beside_filters_hold_for_phrases_too(search):
    search.ask('"the Board"', re.compile("results"))
    labels = search.page.locator(".search-kinds label").all_inner_texts()
    assert sum(int(label.split()[-1]) for label in labels) == int(search.said.inner_text().split()[0])


def test_an_address_opens_its_search(page, small_address):
    found = Search(page, small_address, "?q=clock&kind=excerpt&kind=comparison&source=gazette-1890&unit=clock")
    expect(found.results.first).to_be_visible()
    assert found.field.input_value() == "clock"
    assert page.get_by_role("checkbox", name="Excerpt").is_checked()
    assert page.get_by_role("combobox", name="Source").input_value() == "gazette-1890"
    assert {text.split()[0] for text in page.locator(".search-kind").all_inner_texts()} <= {"Excerpt", "Comparison"}


def test_an_address_with_nonsense_in_it_searches_everything(page, small_address):
    found = Search(page, small_address, "?q=%3Cimg%20src=x%20onerror=alert(1)%3E%20larch&kind=nothing&unit=moon")
    expect(found.results).to_have_count(1)
    assert page.locator("main img").count() == 0
    assert page.complaints == []


def test_more_results_come_on_demand_and_take_the_focus(search):
    search.ask("the", re.compile("results"))
    total = int(search.said.inner_text().split()[0])
    assert total > 20
    assert search.results.count() == 10
    more = search.page.get_by_role("button", name="More results")
    more.click()
    expect(search.results).to_have_count(20)
    expect(search.results.nth(10).locator("a")).to_be_focused()
    while more.is_visible():
        more.click()
        search.page.wait_for_timeout(100)
    expect(search.results).to_have_count(total)
    assert len(set(search.results.locator("a").evaluate_all("all => all.map(a => a.href)"))) == total


# -- everybody --------------------------------------------------------------------------------------------------------


def test_the_keyboard_is_enough(search):
    page = search.page
    page.keyboard.press("/")
    expect(search.field).to_be_focused()
    assert search.field.input_value() == ""
    page.keyboard.type("keeper")
    page.keyboard.press("Enter")
    expect(search.results.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(search.results.nth(0).locator("a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(search.results.nth(1).locator("a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(search.field).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.search-results') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"(?<!search)\.html"))


def test_the_focus_stays_in_results_that_others_replace_and_goes_to_the_field_where_none_do(search):
    """As when somebody types, and goes down before the last letter's results have come."""
    ask_meanwhile = """words => {
      const field = document.querySelector("input[type=search]");
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }"""
    search.field.fill("keeper")
    first = search.results.first.locator("> a")
    expect(first).to_be_visible()
    title = first.inner_text()
    first.focus()
    search.page.evaluate(ask_meanwhile, "bell")
    expect(first).not_to_have_text(title)
    expect(first).to_be_focused()
    search.page.evaluate(ask_meanwhile, '"zzzz qqqq"')
    expect(search.results).to_have_count(0)
    expect(search.field).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_state(new_page, small_address, scheme, width):
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    found = Search(page, small_address)
    states = {"fresh": violations(page, PART)}
    found.ask("clock", re.compile("results"))
    page.locator("details.search-filters").evaluate("e => { e.open = true; }")
    page.get_by_role("checkbox", name="Excerpt").check()
    expect(found.said).to_have_text(re.compile("results"))
    states["results"] = violations(page, PART)
    found.ask("Fenwik", re.compile("Did you mean"))
    states["proposals"] = violations(page, PART)
    assert states == {state: [] for state in states}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_pressed_is_44_pixels_high(search):
    search.ask("clock", re.compile("results"))
    for width in (1280, 360):
        search.page.set_viewport_size({"width": width, "height": 800})
        search.page.locator("details.search-filters").evaluate("e => { e.open = true; }")
        boxes = search.page.locator(PART).locator(".search-kinds label, input[type=search], select, button, summary").evaluate_all(BOXES)
        assert len(boxes) >= 10
        assert [(html, w, h) for html, w, h in boxes if min(w, h) < 44] == []


def test_without_script_the_page_says_so_and_leads_on(new_page, small_address):
    plain = new_page(java_script_enabled=False)
    plain.goto(f"{small_address}/book/search.html")
    assert not plain.get_by_role("searchbox").is_visible()
    text = "The search works in the online book, with script. Without it, look in the contents or in the glossary."
    assert plain.locator("noscript p").inner_text() == text
    assert plain.locator("noscript p").is_visible()
    links = plain.locator("article").get_by_role("link").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert {"index.html", "glossary.html"} <= set(links)


def test_from_a_folder_it_says_how_to_serve_the_book_and_loads_nothing(page, small):
    page.goto(small.at("search", "?q=clock"))
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(
        "A browser can't search a book that was opened from a folder. In the book's folder run python3 -m http.server, "
        "then open http://localhost:8000/."
    )
    assert not page.get_by_role("searchbox").is_visible()
    assert [url for url in page.requested if "/search/" in url] == []
    assert page.complaints == []


def test_the_page_is_ready_before_anything_is_typed_and_asks_for_words_only_to_propose_some_and_never_another_host(search):
    page = search.page
    page.wait_for_function("document.querySelector('.search-count')")
    assert [url for url in page.requested if "/search/words/" in url] == []
    search.ask("Fenwik", re.compile("Did you mean"))
    assert [url.rpartition("/")[2] for url in page.requested if "/search/words/" in url] == ["lists.json", "0066.txt"]
    assert [url for url in page.requested if not url.startswith((search.address, "data:", "blob:"))] == []
    assert page.complaints == []


def test_no_other_page_loads_anything_of_the_search(page, small_address):
    page.goto(f"{small_address}/book/chapters/ringer.html")
    page.wait_for_load_state("load")
    assert [url for url in page.requested if "search" in url] == []
