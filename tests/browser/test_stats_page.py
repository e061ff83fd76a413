"""The page of a course's figures in a browser: accessible, as wide as the screen, in light and dark, its strips to scale."""

import pytest

from generator.stats.counting import count_course
from generator.stats.page import stats_page
from tests.browser.axe import violations
from tests.sample_course import copy_sample
from tests.test_stats import resolve


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    root = copy_sample(tmp_path_factory.mktemp("stats"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_CORPUS", str(root / "documents"))
        made = stats_page(count_course(resolve(root)))
    (root / "stats.html").write_text(made, encoding="utf-8")
    return (root / "stats.html").as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_accessible_and_never_wider_than_the_screen(new_page, address, scheme, width):
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)  # axe is a script
    page.goto(address)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []


@pytest.mark.parametrize("width", [360, 1280])
def test_cited_parts_lie_where_they_stand_in_the_text(new_page, address, width):
    """The handbill's one part runs from 28 to 66 of its 121 characters."""
    page = new_page(viewport={"width": width, "height": 900}, java_script_enabled=True)
    page.goto(address)
    strip = page.locator(".strip").last
    whole, part = strip.bounding_box(), strip.locator("i").bounding_box()
    inner = whole["width"] - 2
    assert part["x"] - whole["x"] - 1 == pytest.approx(inner * 28 / 121, abs=1)
    assert part["width"] == pytest.approx(inner * 38 / 121, abs=1)
