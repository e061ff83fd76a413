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


def colour(page, scheme):
    """Let the reader's system have other colours, and wait for the page to have them. Pages that are to be looked at at once must
    be opened with ``reduced_motion="reduce"``: colours on their way from one scheme to the other belong to neither."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("scheme => document.documentElement.dataset.theme === scheme", arg=scheme)


def violations_by_day_and_night(page, part="html", rules=None):
    """What axe-core finds in a part of a page by all its rules, or those named, with light colours, and by those on colours with
    dark ones."""
    found = []
    for scheme, asked in (("light", rules), ("dark", COLOURS)):
        colour(page, scheme)
        found += violations(page, part, asked)
    return found
