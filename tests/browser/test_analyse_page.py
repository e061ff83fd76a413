"""The analysis's page in a browser: accessible, as wide as the screen, without script, in light and dark; marks lead to their items."""

import io
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from generator.analyse.analysis import analyse
from generator.analyse.page import analysis_page
from generator.analyse.responses import read_responses
from tests.browser.axe import violations
from tests.sample_course import copy_sample
from tests.simulated_class import as_csv, responses, write_quiz
from tests.test_notebook import resolve


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the analysis of a class stands, by the number of students."""
    root = copy_sample(tmp_path_factory.mktemp("analysis"))
    write_quiz(root, confidence=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        resolved, _ = resolve(root, "sim-quiz")
    found = {}
    for students in (8, 20, 600):
        sheets, faults = read_responses(io.StringIO(as_csv(responses(students)), newline=""), resolved.course)
        assert faults == ()
        path = root / f"{students}.html"
        path.write_text(analysis_page(analyse(resolved, sheets)), encoding="utf-8")
        found[students] = path.as_uri()
    return found


@pytest.mark.parametrize("students", [8, 20, 600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_never_wider_than_the_screen(new_page, address, students, scheme, width):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)  # axe is a script
    page.goto(address[students])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []


def test_marks_are_large_enough_to_touch_and_lead_to_their_items(new_page, address):
    page = new_page(viewport={"width": 360, "height": 900}, java_script_enabled=True)
    page.goto(address[600])
    marks = page.locator(".field .mark")
    assert marks.count() == 16
    assert all(min(box["width"], box["height"]) >= 24 for box in (mark.bounding_box() for mark in marks.all()))
    marks.filter(has_text="16").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#item-sim-16")


@pytest.mark.parametrize(("policy", "title"), [(True, "What the answers say of the items: kesterhaven"), (False, "run")])
def test_the_page_s_own_policy_lets_no_script_run(new_page, address, tmp_path, policy, title):
    """Beside it the same page without its policy, in which the script does run."""
    path = tmp_path / "slipped.html"
    html = Path(url2pathname(urlsplit(address[8]).path)).read_text(encoding="utf-8")
    html = html.replace("<main>", "<main><script>document.title = 'run'</script>")
    path.write_text(html if policy else html.replace("Content-Security-Policy", "x-nothing"), encoding="utf-8")
    page = new_page()
    page.goto(path.as_uri())
    assert page.title() == title
