"""The rules of axe-core, applied to a page as it stands."""

from tests.browser.conftest import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
"""axe-core itself. Who looks at many pages lets the browser load it into each: `page.add_init_script(path=SCRIPT)`."""
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules whose verdict hangs on the colour scheme."""
_RUN = """async ([part, rules, without]) => {
  const left_out = Object.fromEntries(without.map(rule => [rule, { enabled: false }]));
  const found = await axe.run(part, { resultTypes: ["violations"], preload: false, rules: left_out, ...(rules && { runOnly: rules }) });
  return [found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`)), found.passes.length];
}"""


def violations(page, part="html", rules=None, without=()):
    """What axe-core finds in a part of a page, by all its rules, by those that are named, or by all ``without`` some. It must have
    applied some."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=SCRIPT)
    found, passed = page.evaluate(_RUN, [part, rules, without])
    assert passed > (0 if rules else 5)
    return found
