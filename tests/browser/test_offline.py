"""A book that was visited once reads without a network, all of it; and a new edition of it is announced, whole or not at all."""

import json
import re
import shutil
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from generator.sphinx_ext.offline import write_edition
from tests.browser.axe import violations
from tests.browser.serving import hosted

pytestmark = pytest.mark.seconds(30)

PREFIX = "/courses/clock/"
NOTICE = "A new edition of this book is ready."
KEPT = "async () => { await navigator.serviceWorker.ready; return (await navigator.serviceWorker.getRegistration()).active.state; }"
GIVEN_UP = "async () => !(await navigator.serviceWorker.getRegistration())?.installing"


@pytest.fixture
def reader(new_page):
    """A page of a browser that may keep books."""
    return new_page(service_workers="allow")


@pytest.fixture
def copied(small, tmp_path):
    """A book that may be changed: its folder, and `edit(page, old, new)`, which publishes a new edition."""
    folder = tmp_path / "html"
    shutil.copytree(small.html, folder)

    def edit(name, old, new, *, publish=True):
        page = folder / name
        text = page.read_text("utf-8")
        assert old in text
        page.write_text(text.replace(old, new), "utf-8")
        if publish:
            write_edition(folder, folder / "no-doctrees")

    return SimpleNamespace(folder=folder, edit=edit)


def visit(page, address):
    """Read the home page until the browser keeps the book."""
    page.goto(f"{address}/book/index.html")
    page.wait_for_function(KEPT)


def until_asked(page, asked, name):
    """Wait until the server was asked for a file."""
    for _ in range(200):
        if name in asked:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"nobody asked for {name}: {asked}")


@contextmanager
def unplugged(page):
    """The browser without any network."""
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def test_after_one_visit_every_page_reads_without_network_or_server_and_asks_for_nothing_that_is_not_kept(reader, small):
    listed = json.loads((small.html / "edition.json").read_text("utf-8"))["files"]
    pages = sorted(path.relative_to(small.html).as_posix() for path in (small.html / "book").rglob("*.html"))
    assert len(pages) > 15
    with hosted(small.html, PREFIX) as address:
        visit(reader, address)
    failed = []
    # Chromium fetches a tab's icon past every worker; without a network it shows the one that it has.
    reader.on("requestfailed", lambda request: request.url.endswith("/_static/icon.svg") or failed.append(request.url))
    with unplugged(reader):
        for name in pages:
            answer = reader.goto(f"{address}/{name}", wait_until="load")
            assert (answer.status, answer.from_service_worker) == (200, True), name
            assert reader.get_by_role("heading", level=1).count() == 1, name
            if reader.locator(".course-search").count():  # what it is still asking for when one leaves would seem not to be kept
                reader.wait_for_function("document.querySelector('.search-count')")
        kept = reader.evaluate(
            "([root, names]) => Promise.all(names.map(name => fetch(`${root}/${name}`).then(answer => answer.ok ? '' : name)))",
            [address, list(listed)],
        )
    assert [name for name in kept if name] == []
    assert (failed, reader.complaints) == ([], [])


def test_the_search_works_without_a_network(reader, small):
    with hosted(small.html, PREFIX) as address:
        visit(reader, address)
    with unplugged(reader):
        reader.goto(f"{address}/book/search.html?q=larch")
        assert "larch" in reader.locator("ol.search-results > li").first.inner_text()
    assert reader.complaints == []


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("/book/chapters/ringer.html?from=somewhere#ringer-receipt", "The ringer"),
        ("/book/chapters/ringer", "The ringer"),
        ("/book/", "The clock of Kesterhaven"),
        ("/", "The clock of Kesterhaven"),
        ("/book/chapters/%72inger.html", "The ringer"),
    ],
)
def test_pages_are_kept_under_every_address_that_leads_to_them(reader, small, asked, title):
    with hosted(small.html, PREFIX) as address:
        visit(reader, address)
    with unplugged(reader):
        reader.goto(f"{address}{asked}")
        reader.wait_for_load_state("load")
        reader.get_by_role("heading", level=1).filter(has_text=title).wait_for()


def test_what_is_not_of_the_book_is_left_to_the_network(reader, small):
    asked = []
    with hosted(small.html, PREFIX, asked) as address:
        visit(reader, address)
        asked.clear()
        statuses = reader.evaluate(
            "root => Promise.all(['/objects.inv', '/nothing.html', '/%E0%A4%A'].map(name => fetch(root + name).then(answer => answer.status)))",
            address,
        )
    assert (statuses, sorted(asked)[:2]) == ([200, 404, 404], ["nothing.html", "objects.inv"])


def test_a_new_edition_is_announced_and_shown_whole_on_reload(reader, copied):
    asked = []
    with hosted(copied.folder, PREFIX, asked) as address:
        visit(reader, address)
        assert reader.get_by_text(NOTICE).count() == 0
        copied.edit("book/index.html", "are invented", "are imagined")
        copied.edit("book/chapters/ringer.html", "The ringer", "The ringers")
        asked.clear()
        reader.goto(f"{address}/book/index.html")
        reader.get_by_role("status").filter(has_text=NOTICE).wait_for()
        assert reader.get_by_text("are invented").is_visible()
        fetched = [name for name in asked if name not in ("sw.js", "edition.json")]
        assert sorted(fetched) == ["book/chapters/ringer.html", "book/index.html"]  # the rest is taken from the older edition
        reader.get_by_role("button", name="Reload").click()
        reader.get_by_text("are imagined").wait_for()
        assert reader.get_by_text(NOTICE).count() == 0
    with unplugged(reader):
        reader.goto(f"{address}/book/chapters/ringer.html")
        assert reader.get_by_role("heading", level=1).inner_text().startswith("The ringers")
        names = reader.evaluate("caches.keys()")
    assert len(names) == 1
    assert reader.complaints == []


def test_a_reader_who_says_not_now_is_not_asked_again_in_this_window(reader, copied):
    with hosted(copied.folder, PREFIX) as address:
        visit(reader, address)
        copied.edit("book/index.html", "are invented", "are imagined")
        reader.goto(f"{address}/book/index.html")
        reader.get_by_role("button", name="Not now").click()
        assert reader.get_by_text(NOTICE).count() == 0
        reader.goto(f"{address}/book/glossary.html", wait_until="load")
        waiting = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
        assert reader.evaluate(waiting)
        reader.evaluate("new Promise(done => setTimeout(done, 0))")
        assert reader.get_by_text(NOTICE).count() == 0


def test_an_unfinished_download_goes_on_where_it_stopped(reader, copied):
    asked = []
    lost = copied.folder / "book" / "progress.html"
    text = lost.read_bytes()
    lost.unlink()
    with hosted(copied.folder, PREFIX, asked) as address:
        reader.goto(f"{address}/book/index.html", wait_until="load")
        until_asked(reader, asked, "book/progress.html")
        reader.wait_for_function(GIVEN_UP)
        kept = reader.evaluate(
            "root => caches.keys().then(names => caches.open(names[0])).then(cache => cache.keys())"
            ".then(all => all.map(one => one.url.slice(root.length + 1)))",
            address,
        )
        assert len(kept) > 10
        lost.write_bytes(text)
        reader.goto("about:blank")
        asked.clear()
        visit(reader, address)
    assert "book/progress.html" in asked
    loaded = {name.removeprefix(f"{address}/").partition("?")[0] for name in reader.requested}
    assert set(asked) & set(kept) <= loaded  # of what is kept only what the page itself loads is asked for again


def test_half_an_edition_on_the_server_changes_nothing(reader, copied):
    asked = []
    with hosted(copied.folder, PREFIX, asked) as address:
        visit(reader, address)
        old = (copied.folder / "edition.json").read_bytes()
        copied.edit("book/index.html", "are invented", "are imagined")
        (copied.folder / "edition.json").write_bytes(old)
        asked.clear()
        reader.goto(f"{address}/book/index.html", wait_until="load")
        until_asked(reader, asked, "edition.json")
        reader.wait_for_function(GIVEN_UP)
        assert reader.get_by_text("are invented").is_visible()
        assert reader.get_by_text(NOTICE).count() == 0


def test_a_reader_who_saves_data_is_not_sent_the_whole_book(reader, small):
    asked = []
    reader.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    with hosted(small.html, PREFIX, asked) as address:
        reader.goto(f"{address}/book/index.html", wait_until="load")
        reader.evaluate("new Promise(done => setTimeout(done, 0))")
        assert reader.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert [name for name in asked if name in ("sw.js", "edition.json")] == []


def test_from_the_disk_nothing_is_kept_or_announced(reader, small):
    reader.goto((small.html / "book/index.html").as_uri(), wait_until="load")
    assert reader.get_by_text(NOTICE).count() == 0
    assert [url for url in reader.requested if re.search(r"offline\.js", url)] != []
    assert [url for url in reader.requested if re.search(r"sw\.js|edition\.json|manifest", url)] == []
    assert [said for said in reader.complaints if re.search("(?i)worker|manifest|cache", said)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_notice_is_accessible_fits_a_phone_and_stays_off_paper(new_page, copied, scheme):
    page = new_page(service_workers="allow", color_scheme=scheme, viewport={"width": 360, "height": 740})
    with hosted(copied.folder, PREFIX) as address:
        visit(page, address)
        copied.edit("book/index.html", "are invented", "are imagined")
        page.goto(f"{address}/book/index.html")
        notice = page.locator(".edition-notice")
        notice.wait_for()
        assert violations(page, ".edition-notice") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert [one.bounding_box()["height"] >= 44 for one in notice.get_by_role("button").all()] == [True, True]
        page.emulate_media(media="print")
        assert not notice.is_visible()
