"""The index of comparisons: each stands once, under how its sources stand to one another, with a link to where it is drawn."""

import lxml.html
import pytest

from generator.spec.lesson import Relation
from generator.sphinx_ext.draw_comparison import RELATIONS
from generator.sphinx_ext.draw_differences import ORDER
from tests.sample_course import copy_sample, edit, run_course

PAGE = "# Where they differ\n\n```{differences}\n```\n"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> lxml.html.HtmlElement:
    """The page, of a sample in which one lesson compares twice."""
    root = copy_sample(tmp_path_factory.mktemp("differences"))
    (root / "book/differences.md").write_text(PAGE, "utf-8")
    edit(root / "_toc.yml", "      - file: book/timeline\n", "      - file: book/timeline\n      - file: book/differences\n")
    lesson = root / "lessons/ringer.yml"
    edit(lesson, "body:\n", f"body:\n{SECOND}")
    done = run_course(root, "build", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (found,) = lxml.html.parse(str(root / "_build/html/book/differences.html")).getroot().xpath("//article")
    return found


SECOND = """\
  - comparison:
      id: repair-date
      question: When was the clock to go again?
      verdict: silence
      note: One of them does not say.
      rows:
        - {id: gazette, value: nothing is said, source: gazette-1890/bell, quote: I am a smith.}
        - {id: again, value: still nothing, source: gazette-1890/bell, quote: It lasted for thirty-two.}
        - {id: handbill, value: it is about a meeting, source: handbill-1887, quote: Come to the Net Loft on Sunday at two.}
"""


def words(node: lxml.html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_every_relation_has_its_place() -> None:
    assert sorted(ORDER) == sorted(Relation)
    assert len(set(ORDER)) == len(ORDER)


def test_comparisons_stand_under_their_relations_in_the_order_of_the_page(article: lxml.html.HtmlElement) -> None:
    headings = [words(one).removesuffix("#").strip() for one in article.xpath(".//h3 | .//h2")]
    shown = [RELATIONS[relation] for relation in ORDER]
    assert headings == [title for title in shown if title in headings]
    assert RELATIONS[Relation.SILENCE] in headings
    questions = [words(one) for one in article.xpath(".//*[contains(@class, 'lesson-title')]")]
    assert questions.count("When was the clock to go again?") == 1
    assert questions.count("How many people came to the quay?") == 1


def test_an_entry_leads_to_the_comparison_its_lesson_and_its_unit_and_names_each_source_once(article: lxml.html.HtmlElement) -> None:
    (entry,) = [one for one in article.xpath(".//li") if "When was the clock" in words(one)]
    assert entry.xpath(".//a/@href") == ["chapters/ringer.html#ringer-repair-date", "units/clock.html", "chapters/ringer.html"]
    assert words(entry.xpath(".//*[contains(@class, 'lesson-holds')]")[0]) == "Asked of: Quill, 1890; “To All Who Pay Harbour Dues”, March 1887."
