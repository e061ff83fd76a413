"""What instructors and students get from grading, in a browser: legible in any width and scheme, and nothing for axe to find."""

import random

import pytest

from generator.grade.flags import Flag
from generator.grade.grading import Asks, grade
from generator.grade.out_folder import open_out
from generator.grade.policy import policy_of
from tests.browser.axe import violations
from tests.marking import KINDS, course
from tests.sample_course import copy_sample
from tests.submissions import DAMAGES, asker, damaged, honest, write

PAGES = ("report", "feedback")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A report on files damaged in every way, and feedback on an honest one, by name."""
    folder = tmp_path_factory.mktemp("grading")
    with pytest.MonkeyPatch.context() as patch:
        root = copy_sample(folder)
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        resolved = course(root)
    there, chance = asker(resolved, resolved.course.quiz(KINDS).value), random.Random(4)
    made = [damaged(there, f"d{n:02}", way, chance) for n, way in enumerate(DAMAGES)]
    made += [honest(there, f"a student with a name as long as a name may be {n}", chance) for n in range(8)]
    write(iter(made), folder / "in")
    asks = Asks(paths=(folder / "in",), policy=policy_of(resolved.course, None, [KINDS]))
    report = grade(resolved, asks, open_out(folder / "out", asks.paths), lambda *_: None, lambda *_: None)
    assert {flag for file in report.files for flag, _, _ in file.flags} >= {Flag.EMPTY, Flag.ITEM_MISSING, Flag.TEXT_EDITED}
    feedback = sorted(folder.glob(f"out/feedback/a student*/{KINDS}.html"))
    return {"report": folder / "out" / "report.html", "feedback": feedback[0]}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(new_page, pages, name, scheme, width):
    # The page's own policy lets nothing run, the checker included.
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.goto(pages[name].as_uri())
    for details in page.locator("details").all():
        details.evaluate("e => { e.open = true; }")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(new_page, pages, name):
    page = new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(pages[name].as_uri())
    assert asked == [pages[name].as_uri()]
    assert said == []


@pytest.mark.parametrize("name", PAGES)
def test_on_paper_a_page_is_light_and_nothing_is_cut_off(new_page, pages, name):
    page = new_page(color_scheme="dark", viewport={"width": 700, "height": 900})
    page.goto(pages[name].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 249, 244)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
