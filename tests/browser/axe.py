"""The rules of axe-core, applied to a page as it stands."""

from tests.browser.conftest import ROOT

_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose verdict hangs on the colour scheme."""
_RUN = """async ([part, rules]) => {
  const found = await axe.run(part, { resultTypes: ["violations"], preload: false, ...(rules && { runOnly: rules }) });
  return [found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`)), found.passes.length];
}"""


def violations(page, part="html", rules=None):
    """What axe-core finds in a part of a page, by all its rules or by those that are named. It must have applied some."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=_AXE)
    found, passed = page.evaluate(_RUN, [part, rules])
    assert passed > (0 if rules else 5)
    return found
