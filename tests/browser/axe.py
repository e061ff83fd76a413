"""The rules of axe-core, applied to a page as it stands."""

from tests.browser.conftest import ROOT

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async part => {
  const found = await axe.run(part, { resultTypes: ["violations"], preload: false });
  return [found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`)), found.passes.length];
}"""


def violations(page, part="html"):
    """What axe-core finds in a part of a page. It must have applied some rules."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=_AXE)
    found, passed = page.evaluate(_RUN, part)
    assert passed > 5
    return found
