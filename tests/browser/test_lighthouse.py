"""Lighthouse's verdict on the real book, served as a host would serve it, on the slow phone and network that it simulates."""

import json
import os
import statistics
import subprocess

import pytest

from tests.browser.conftest import ROOT
from tests.browser.serving import hosted
from tests.chromium import CHROMIUM, FLAGS

pytestmark = pytest.mark.seconds(80)

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
LEAST = {"performance": 0.95, "accessibility": 1, "best-practices": 1, "seo": 1}
PAGES = ("book/index.html", "book/chapters/deaths-2003.html", "book/sources/l5i-2005.html", "book/timeline.html")


@pytest.fixture(scope="module")
def host(book):
    with hosted(book) as found:
        yield found


def judged(address, folder):
    """Lighthouse's scores of a page, and what costs points."""
    report = folder / "report.json"
    subprocess.run(
        ["node", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(LEAST)}",
         f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"],
        env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    found = json.loads(report.read_text("utf-8"))
    scores = {name: found["categories"][name]["score"] for name in LEAST}
    weighed = {ref["id"] for category in found["categories"].values() for ref in category["auditRefs"] if ref["weight"]}
    costly = {name: found["audits"][name]["title"] for name in sorted(weighed) if found["audits"][name]["score"] not in (1, None)}
    return scores, costly


@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_gives_95_for_performance_and_100_for_the_rest(host, tmp_path, name):
    """The speed is simulated from one loading of the page, which other work on the machine can slow: then three decide."""
    scores, costly = judged(f"{host}/{name}", tmp_path)
    if scores["performance"] < LEAST["performance"]:
        again = [scores["performance"], *(judged(f"{host}/{name}", tmp_path)[0]["performance"] for _ in range(2))]
        scores["performance"] = statistics.median(again)
    assert {category: score for category, score in scores.items() if score < LEAST[category]} == {}, costly
