"""What makes drawing quick changes no byte of what is drawn, and no warning."""

import gc
import io
import json
import re
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser as RSTParser
from docutils.utils import new_document, smartquotes
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markdown_it import MarkdownIt, parser_block, parser_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import text as text_rule
from myst_parser.mdit_to_docutils import base
from sphinx.transforms.references import SphinxDanglingReferences
from sphinx.util.nodes import NodeMatcher
from sphinx.writers.html5 import HTML5Translator

from generator.citations import citations
from generator.diagnostics.model import Problems
from generator.garbage import RARELY, SELDOM, sought_rarely, sought_seldom
from generator.pipeline import check
from generator.render.source_page import source_page
from generator.sphinx_ext import quick_markdown, quick_references, traversal
from generator.sphinx_ext.builder import _Later
from generator.sphinx_ext.notebook_pages import FOR_MARKDOWN, FOR_NOTEBOOKS, without_notebooks
from generator.sphinx_ext.quick_html import QuickTranslator, translator
from generator.sphinx_ext.sealed import opened, sealed
from generator.sphinx_ext.smart_quotes import CURLED, PLAIN_ACTIONS
from tests.sample_course import copy_sample, edit, relock, run_python, tree

# -- the book, drawn quickly and slowly -------------------------------------------------------------------------------

BUILD = """\
import json
import sys
from pathlib import Path

from generator import book
from generator.diagnostics.model import Problems
from generator.sphinx_ext import builder, directives, highlighting, quick_markdown, quick_references, sealed, settings, smart_quotes, traversal

def alone(*_):
    pass

def shared(app):
    app.parallel = 3

if "slow" in sys.argv:  # as Sphinx does it, were nothing of this there
    traversal.quicken = quick_markdown.quicken = quick_references.register = builder.register = smart_quotes.register = highlighting.register = sealed.register = alone
    directives.sealed = lambda drawn: drawn
    settings.without_notebooks = dict
builder.WORTH_SHARING = 2
builder.share_work = shared if "shared" in sys.argv else alone
root, problems = Path("."), Problems()
try:
    book.build_book(root.resolve(), root.resolve() / "_build/html", problems)
except book.BuildError as error:
    print(error, file=sys.stderr)
print(json.dumps([[one.code.value, one.file.name, one.span.start, one.message] for one in problems]))
"""
"""`course build` with a book's pages read and written by one process or by three, which a sample's few pages wouldn't be."""


def built(root: Path, *how: str) -> tuple[dict[str, bytes], list[list[str]]]:
    """The book, and what Sphinx complained of."""
    done = run_python(root, "-c", BUILD, *how, corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    html = root / "_build/html"
    return tree(html) if html.exists() else {}, json.loads(done.stdout.replace(str(root), "ROOT"))


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample, drawn by one process."""
    html, complaints = built(sample(tmp_path_factory.mktemp("quick")))
    assert complaints == []
    return html


ILLUSTRATED = ("review", "progress", "notebooks", "index", "answer-key")


def sample(folder: Path) -> Path:
    """The sample, some of whose pages show pictures of one name."""
    root = copy_sample(folder)
    relock(root)
    for name in ILLUSTRATED:
        (root / "book" / name).mkdir()
        (root / "book" / name / "plan.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>', encoding="utf-8")
        with (root / f"book/{name}.md").open("a", encoding="utf-8") as page:
            page.write(f"\n![A plan]({name}/plan.svg)\n")
    return root


def test_a_book_is_the_same_as_without_what_makes_it_quick(quick: dict[str, bytes], tmp_path: Path) -> None:
    slow, complaints = built(sample(tmp_path), "slow")
    assert complaints == []
    assert slow == quick
    assert len(quick) > 100


def test_a_book_is_the_same_whether_one_process_draws_it_or_three(quick: dict[str, bytes], tmp_path: Path) -> None:
    html, complaints = built(sample(tmp_path), "shared")
    assert complaints == []
    assert html == quick


def test_processes_that_share_a_book_complain_of_what_one_would_complain_of(tmp_path: Path) -> None:
    """Among it what only one process can know that reads all: labels and excerpts that stand on two pages."""
    outcomes = []
    for how in ("alone", "shared"):
        root = sample(tmp_path / how)
        for name in ("review", "progress", "answer-key"):
            with (root / f"book/{name}.md").open("a", encoding="utf-8") as page:
                page.write(f"\n(twice)=\n## Twice {name}\n\n```{{excerpt}} ringer/receipt\n```\n\n{{passage}}`{name}/nowhere`\n")
        outcomes.append(built(root, how))
    assert outcomes[0] == outcomes[1]
    told = [message for *_, message in outcomes[0][1]]
    assert sum("duplicate label twice" in message for message in told) == 2
    assert sum("is drawn on two pages" in message for message in told) == 3
    assert sum("there is no passage" in message for message in told) == 3


def test_pictures_of_one_name_are_told_apart_in_the_order_of_the_pages(quick: dict[str, bytes]) -> None:
    """Which makes them the same, above, whichever process reads which page."""
    shown = {name: re.findall(r'src="\.\./_images/(plan\d*)\.svg"', quick[f"book/{name}.html"].decode()) for name in sorted(ILLUSTRATED)}
    assert shown == {"answer-key": ["plan"], "index": ["plan1"], "notebooks": ["plan2"], "progress": ["plan3"], "review": ["plan4"]}


def test_a_page_that_is_read_again_forgets_what_it_drew(tmp_path: Path) -> None:
    """So what was taken off it isn't said to stand on two pages."""
    root = sample(tmp_path)
    with (root / "book/review.md").open("a", encoding="utf-8") as page:
        page.write("\n```{source-record} handbill-1887\n```\n")
    _, complaints = built(root)
    assert [message for *_, message in complaints] == ["the source `handbill-1887` is drawn on two pages: book/review and here"]
    edit(root / "book/review.md", "\n```{source-record} handbill-1887\n```\n", "")
    assert built(root)[1] == []


# -- trees ------------------------------------------------------------------------------------------------------------

KINDS = (nodes.section, nodes.paragraph, nodes.emphasis, nodes.bullet_list)
TREES = st.recursive(
    st.sampled_from(["one", "two", ""]).map(nodes.Text),
    lambda below: st.builds(lambda kind, children: kind("", "", *children) if kind in KINDS[1:3] else kind("", *children),
                            st.sampled_from(KINDS), st.lists(below, max_size=4)),
    max_leaves=30,
)  # fmt: skip
CONDITIONS = (None, nodes.Text, nodes.TextElement, nodes.section, NodeMatcher(nodes.paragraph, nodes.Text), lambda node: len(node.children) > 1)


@given(TREES, st.sampled_from(CONDITIONS), st.booleans(), st.booleans())
def test_the_quick_search_finds_the_same_nodes_in_the_same_order(tree_: nodes.Node, condition: object, itself: bool, down: bool) -> None:
    found = [*traversal._findall(tree_, condition, itself, down)]
    assert [*map(id, found)] == [*map(id, traversal._slow_findall(tree_, condition, itself, down))]  # type: ignore[arg-type]  (the stubs know classes alone)


@given(TREES, st.integers(0, 5), st.integers(0, 3))
def test_what_is_done_to_a_tree_on_the_way_is_seen_alike(tree_: nodes.Node, step: int, deed: int) -> None:
    """Though docutils promises nothing of it, Sphinx's transforms live by it."""
    trees_ = (tree_, tree_.deepcopy())
    quick_, slow = (_told(one, find(one, nodes.Node), step, deed) for one, find in zip(trees_, (traversal._findall, traversal._slow_findall), strict=True))
    assert quick_ == slow


def _told(tree_: nodes.Node, found: object, step: int, deed: int) -> list[str]:
    """What a search finds while at one of its steps the tree is changed, and the tree afterwards."""
    told = []
    for n, node in enumerate(found):  # type: ignore[var-annotated,arg-type]
        told.append(repr(node))
        if n == step and node.parent is not None:
            new = nodes.paragraph("", "new")
            if deed == 0:
                node.parent.replace(node, new)
            elif deed == 1:
                node.parent.remove(node)
            elif deed == 2 and isinstance(node, nodes.Element):
                node.append(new)
            else:
                node.parent.insert(0, new)
        if n > 200:  # insertion before itself is found for ever, by either
            break
    return [*told, repr(tree_)]


PRUNING = (None, nodes.SkipNode, nodes.SkipChildren, nodes.SkipSiblings, nodes.SkipDeparture, nodes.StopTraversal)


class Visitor(nodes.NodeVisitor):
    """Tells what it visits, and prunes at one kind of node."""

    def __init__(self, document: nodes.document, pruned: type[nodes.Node], how: type[Exception] | None) -> None:
        super().__init__(document)
        self.pruned, self.how = pruned, how
        self.told: list[str] = []

    def dispatch_visit(self, node: nodes.Node) -> None:
        self.told.append(f"+{node!r}")
        if self.how is not None and isinstance(node, self.pruned):
            raise self.how

    def dispatch_departure(self, node: nodes.Node) -> None:
        self.told.append(f"-{node!r}")


@given(TREES, st.sampled_from((*KINDS[1:], nodes.Text)), st.sampled_from(PRUNING))
def test_a_visitor_comes_by_the_same_nodes(tree_: nodes.Node, pruned: type[nodes.Node], how: type[Exception] | None) -> None:
    visitors = [Visitor(new_document("page"), pruned, how) for _ in range(2)]
    whole = nodes.section("", tree_)  # docutils has nobody to catch what is raised at the root itself
    ways = traversal._walkabout, traversal._slow_walkabout
    stopped = [way(whole, visitor) for way, visitor in zip(ways, visitors, strict=True)]
    assert visitors[0].told == visitors[1].told
    assert stopped[0] == stopped[1]


def test_a_node_in_a_tree_knows_its_document_and_one_that_is_in_none_knows_none() -> None:
    document, word = new_document("page"), nodes.Text("word")
    piece = nodes.section("", nodes.paragraph("", "", word))
    assert traversal._document(word) is None
    document += piece
    assert traversal._document(word) is document
    assert traversal._document(document) is document


def test_another_docutils_than_those_that_were_read_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = nodes.Node.findall, nodes.Node.walkabout
    monkeypatch.setattr("docutils.__version__", "0.99")
    assert traversal.quicken() is False
    assert (nodes.Node.findall, nodes.Node.walkabout) == before


def test_what_is_sealed_is_no_part_of_a_tree_and_is_copied_with_it() -> None:
    inner = nodes.paragraph("", "words")
    page = nodes.section("", sealed(nodes.container("", inner), sealed(nodes.paragraph("", "more"))))
    assert [*page.findall(nodes.paragraph)] == []
    (copied,) = page.deepcopy().children
    assert [node.astext() for node in opened([copied])] == ["words", "more"] == [node.astext() for node in opened(page.children)]
    assert all(node is not inner for one in opened([copied]) for node in one.findall(nodes.paragraph))


@pytest.mark.parametrize("placed", [True, False])
def test_a_child_learns_where_it_stands_as_docutils_tells_it(placed: bool) -> None:
    told = []
    for set_up in (traversal._setup_child, traversal._slow_setup_child):
        document, parent, child = new_document("page"), nodes.section(), nodes.paragraph()
        document.current_source, document.current_line = "page.md", 7
        if placed:
            document += parent
        set_up(parent, child)
        told.append((child.parent is parent, child.document is (document if placed else None), child.source, child.line))
    assert told[0] == told[1] == (True, True, *(("page.md", 7) if placed else (None, None)))


def test_a_list_of_sections_is_drawn_when_it_is_read() -> None:
    drawn: list[str] = []
    later = _Later(lambda: drawn.append("<ul></ul>") or drawn[0])  # type: ignore[func-returns-value]
    assert drawn == []
    assert Environment(autoescape=False).from_string("{% if toc %}{{ toc }}{% endif %}{{ toc|length }}").render(toc=later) == "<ul></ul>9"
    assert drawn == ["<ul></ul>"]


@given(st.text(st.sampled_from("a\x00 \n\\"), max_size=8), st.booleans())
def test_nulls_are_taken_out_of_a_text_as_docutils_takes_them(text: str, back: bool) -> None:
    assert traversal._unescape(text, back) == traversal._slow_unescape(text, back)


# -- HTML -------------------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("a é&<>\"@\n\t'"), max_size=8)
CLASSES = st.lists(st.sampled_from(["one", "two", " ", "", "language-fr", "colwidths-auto"]), max_size=3)


@given(
    st.sampled_from([nodes.paragraph, nodes.table, nodes.bullet_list, dict]), CLASSES, st.lists(st.sampled_from(["a", "b"]), max_size=2),
    st.dictionaries(st.sampled_from(["CLASS", "href", "Title", "id", "ids", "classes"]), WORDS | st.integers() | CLASSES | st.none(), max_size=4),
    st.booleans(),
)  # fmt: skip
def test_an_element_begins_as_docutils_begins_it(kind: type, classes: list[str], ids: list[str], attributes: dict[str, Any], empty: bool) -> None:
    told = []
    for one in (QuickTranslator, HTML5Translator):
        drawing, node = object.__new__(one), kind()
        drawing.in_mailto = False
        if kind is not dict:
            node["classes"], node["ids"] = list(classes), list(ids)
        given_ = {name: list(value) if isinstance(value, list) else value for name, value in attributes.items()}
        try:
            told.append(drawing.starttag(node, "Tag", "\n", empty, **given_))
        except (AssertionError, AttributeError, TypeError) as error:  # what is no value
            told.append(type(error).__name__)
    assert told[0] == told[1]


@given(WORDS)
def test_a_text_is_written_as_docutils_writes_it(text: str) -> None:
    quick_, slow = object.__new__(QuickTranslator), object.__new__(HTML5Translator)
    quick_.in_mailto = slow.in_mailto = False
    assert (quick_.encode(text), quick_.attval(text)) == (slow.encode(text), slow.attval(text))


def test_with_another_docutils_than_the_one_that_was_read_its_own_way_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translator() is QuickTranslator
    monkeypatch.setattr("docutils.__version__", "0.99")
    assert translator() is HTML5Translator


# -- quotation marks --------------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("a \"'`\\-.\x00«“é\n"), max_size=12), st.sampled_from(["qDe", "1", "2", "3", "qBi", "bd", "e", ""]))
def test_a_text_without_a_mark_to_curl_is_one_that_docutils_leaves_alone(text: str, action: str) -> None:
    assert PLAIN_ACTIONS.issuperset(action)
    for language in ("en", "fr"):
        taught = "".join(smartquotes.educate_tokens([("plain", text)], attr=action, language=language))
        assert taught == text or CURLED.search(text)


# -- Markdown ---------------------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("a> -*\t\n1.é"), max_size=30))
def test_the_lines_of_a_page_are_where_the_parser_finds_them(text: str) -> None:
    parser = MarkdownIt()
    quick_, slow = (kind(text, parser, {}, []) for kind in (quick_markdown.QuickStateBlock, StateBlock))
    assert vars(quick_) == vars(slow)


@given(st.text(st.sampled_from("ab *_`[!\\\n{é"), max_size=12), st.integers(0, 12), st.booleans())
def test_the_next_mark_in_a_text_is_where_the_parser_finds_it(words: str, at: int, silent: bool) -> None:
    told = []
    for rule in (quick_markdown.text, text_rule):
        state = StateInline(words, MarkdownIt(), {}, [])
        state.pos = min(at, state.posMax)
        told.append((rule(state, silent), state.pos, state.pending))
    assert told[0] == told[1]


def test_an_empty_document_has_the_settings_of_docutils_and_shares_none() -> None:
    one, other, slow = quick_markdown.make_document(), quick_markdown.make_document(), quick_markdown._slow_document()
    assert {**vars(one.settings), "record_dependencies": None} == {**vars(slow.settings), "record_dependencies": None}
    assert one.settings.record_dependencies is not other.settings.record_dependencies


def test_other_releases_of_the_parser_than_those_that_were_read_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_markdown, "version", lambda name: f"99 of {name}")
    for where, name in ((parser_block, "StateBlock"), (base, "make_document")):
        monkeypatch.setattr(where, name, None)
    monkeypatch.setattr(parser_inline, "_rules", [("text", text_rule)])
    quick_markdown.quicken()
    assert (parser_block.StateBlock, base.make_document, parser_inline._rules) == (None, None, [("text", text_rule)])


def test_a_reference_that_leads_nowhere_is_told_of_as_docutils_tells_of_it() -> None:
    told = []
    for transform in (quick_references.QuickDangling, SphinxDanglingReferences):
        settings_, said = get_default_settings(RSTParser), io.StringIO()
        settings_.warning_stream = said
        page = new_document("page", settings_)
        target = nodes.target("", "", names=["there"])
        page.note_explicit_target(target)
        page += nodes.section("", target, nodes.paragraph("", "", nodes.reference("", "there", refname="there")))
        page += nodes.paragraph("", "", nodes.emphasis("", "", nodes.reference("", "x", refname="nowhere")), nodes.footnote_reference("", "1", refname="none"))
        page.transformer = SimpleNamespace(unknown_reference_resolvers=[])  # type: ignore[assignment]  (all that the transform asks for)
        transform(page).apply()
        told.append((page.pformat(), said.getvalue()))
    assert told[0] == told[1]
    assert "nowhere" in told[0][1]
    assert "none" in told[0][1]


# -- the parser -------------------------------------------------------------------------------------------------------


def settings_of(root: Path, **more: object) -> dict[str, object]:
    base = {"extensions": [FOR_NOTEBOOKS, "other"], "external_toc_exclude_missing": True, "external_toc_path": str(root / "_toc.yml"), "nb_x": 1}
    return without_notebooks({**base, **more})


@pytest.mark.parametrize(
    ("name", "text", "toc", "wanted"),
    [
        ("page.md", "# A page\n", "- file: page", FOR_MARKDOWN),
        ("page.md", "---\nsubtitle: of it\n---\n# A page\n", "- file: page.md", FOR_MARKDOWN),
        ("page.md", "---\nfile_format: mystnb\n---\n# A page\n", "- file: page", FOR_NOTEBOOKS),
        ("page.md", "---\njupytext:\n  text_representation: {format_name: myst}\n---\n", "- file: page", FOR_NOTEBOOKS),
        ("page.md", "# A page\n\n{glue}`figure`\n", "- file: page", FOR_NOTEBOOKS),
        ("page.ipynb", "{}", "- file: page", FOR_NOTEBOOKS),
        ("page.ipynb", "{}", "- file: page.ipynb", FOR_NOTEBOOKS),
        ("page.ipynb", "{}", "- file: other", FOR_MARKDOWN),
        ("page.md", "# A page\n", "- glob: p*", FOR_NOTEBOOKS),
    ],
)
def test_a_book_has_the_parser_for_notebooks_where_a_page_may_be_one(name: str, text: str, toc: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "_toc.yml").write_text(f"root: index\nparts:\n- chapters:\n  {toc}\n", encoding="utf-8")
    found = settings_of(tmp_path)
    assert found["extensions"] == [wanted, "other"]
    assert ("nb_x" in found) is (wanted == FOR_NOTEBOOKS)  # a setting that nobody declares is warned of


def test_where_pages_are_not_all_listed_or_have_forms_of_their_own_the_parser_stays(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("root: index\n", encoding="utf-8")
    assert settings_of(tmp_path)["extensions"] == [FOR_MARKDOWN, "other"]
    assert settings_of(tmp_path, external_toc_exclude_missing=False)["extensions"] == [FOR_NOTEBOOKS, "other"]
    assert settings_of(tmp_path, nb_custom_formats={".Rmd": "reader"})["extensions"] == [FOR_NOTEBOOKS, "other"]


# -- garbage ----------------------------------------------------------------------------------------------------------


def test_garbage_is_sought_as_before_when_the_work_is_done_or_broken_off() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    with sought_seldom():
        assert gc.get_threshold() == SELDOM
        assert gc.get_freeze_count() > before[1]
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
    with suppress(KeyError), sought_rarely(), sought_seldom():
        raise KeyError
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
    with sought_rarely():
        assert gc.get_threshold() == RARELY
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


# -- what a page is made of ------------------------------------------------------------------------------------------


def source_pages(root: Path) -> tuple[dict[str, str], set[str]]:
    """The pages of all sources, and the documents that one lesson and its quiz cite."""
    resolved, _ = check(root, Problems())
    assert resolved is not None
    cited = {cited.source.partition("/")[0] for cited in citations(resolved.course) if cited.key.split("/")[0] in {"asking", "asking-quiz"}}
    return {source: source_page(resolved, source) for source in resolved.course.records()}, cited


def test_the_page_of_a_source_changes_with_the_titles_of_what_cites_it_and_with_no_others(sample: Path) -> None:
    root = sample
    relock(root)
    before, cited = source_pages(root)
    title = next(line for line in (root / "lessons/asking.yml").read_text("utf-8").splitlines() if line.startswith("title: "))
    edit(root / "lessons/asking.yml", f"\n{title}\n", "\ntitle: Another title\n")
    after, _ = source_pages(root)
    changed = {source for source, page in after.items() if page != before[source]}
    assert changed == {source for source in before if source.partition("/")[0] in cited}
    assert 0 < len(cited) < len({source.partition("/")[0] for source in before})
