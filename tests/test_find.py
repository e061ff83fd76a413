"""Passages for words as an author remembers them: what is found, in which order, and that every citation resolves."""

import json
import math
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.cli import main
from generator.corpus.corpus import Corpus, Place, open_corpus
from generator.corpus.folded_words import folded_word, words_in, words_of
from generator.corpus.locate import Match, find_quote, find_range
from generator.diagnostics import to_text as problem_text
from generator.diagnostics.model import Problems
from generator.find.dialogue import CHOICE, OPENING, WORDS, dialogue
from generator.find.index import Index
from generator.find.passages import fused
from generator.find.ready import LONG, Ready, ready
from generator.find.search import Search
from generator.find.sentences import sentences_of
from generator.find.words import HeldWords
from generator.source.files import SourceFile
from generator.spec.citation import Citation
from generator.spec.course import load_course
from generator.spec.read import read_spec
from tests.documents import make_document
from tests.sample_course import SAMPLE, edit, sample_corpus

RIVER = """The ferry sank in the spring flood. Nobody was lost. The ferryman swam.

A bridge was voted in the autumn, and the ferrymen were promised work. They were promised it in writing.

The bridge stands. Ferries are kept for feast days only, and the band plays on the biggest of the ferries.
"""


def sample_search() -> Search:
    problems = Problems()
    course = load_course(SAMPLE, problems)
    assert course is not None
    return Search(open_corpus(sample_corpus(), course.sources, problems))


def search_in(*texts: str) -> Search:
    documents = [make_document(text) for text in texts]
    for n, document in enumerate(documents):
        object.__setattr__(document, "record", document.record.model_copy(update={"id": f"text-{n + 1}"}))
    return Search(Corpus({document.id: document for document in documents}, frozenset()))


# -- words -------------------------------------------------------------------------------------------------------------


def test_words_are_compared_without_case_and_accents() -> None:
    assert list(words_of("Été À L'ÉCOLE, the pilot's 1,100 STRASSE straße")) == [
        "ete", "a", "l'ecole", "the", "pilot's", "1", "100", "strasse", "strasse",
    ]  # fmt: skip


@given(st.text())
def test_a_folded_word_is_folded_already(word: str) -> None:
    assert folded_word(folded_word(word)) == folded_word(word)



def test_a_word_that_a_line_breaks_is_also_the_whole_word() -> None:
    """Not a number, and not a word with a hyphen of its own inside a line."""
    text = "A letter to the har-\nbour master of 18-\n49, self-made."
    document = make_document(text)
    assert list(words_in(document, 0, len(document.folded.text))) == [
        "a", "letter", "to", "the", "har", "bour", "master", "of", "18", "49", "self", "made", "harbour",
    ]  # fmt: skip
    assert list(words_in(document, 16, 20)) == ["har"]


# -- the measure ---------------------------------------------------------------------------------------------------------


def scored(text: str, words: str) -> list[tuple[int, float]]:
    index = Index(HeldWords([make_document(text)]))
    return [(found.paragraph.block.number, found.score) for found in index.best(index.sought(words))]


def test_the_score_is_that_of_bm25() -> None:
    """Two of three paragraphs hold the word, of 13 and 19 words; the average is 52 / 3."""
    weight = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    ((number, score),) = scored(RIVER, "autumn")
    assert number == 2
    assert score == pytest.approx(weight * 1 / (1 + 1.2 * (0.25 + 0.75 * 19 / (52 / 3))))


def test_words_that_begin_alike_count_half() -> None:
    """The first paragraph has "ferry" and "ferryman", the second "ferrymen", the third "ferries" twice, which shares too little."""
    weight = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    first, second = scored(RIVER, "ferryman")
    assert (first[0], second[0]) == (1, 2)
    assert first[1] == pytest.approx(weight * 1 / (1 + 1.2 * (0.25 + 0.75 * 13 / (52 / 3))))
    assert second[1] == pytest.approx(weight * 0.5 / (0.5 + 1.2 * (0.25 + 0.75 * 19 / (52 / 3))))


def test_a_rare_word_outweighs_a_common_one() -> None:
    assert [number for number, _ in scored("One bell.\n\nOne bell.\n\nOne lamp.\n", "bell lamp")] == [3, 1, 2]


def test_a_paragraph_that_has_only_the_smallest_words_is_not_found() -> None:
    assert scored(RIVER, "zebras of the savannah") == []


def test_paragraphs_with_equal_scores_keep_the_order_of_the_document() -> None:
    assert [number for number, _ in scored("One bell rang.\n\nTwo bells rang.\n\nOne bell rang.\n", "bell")] == [1, 3, 2]


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(["ebb", "flood", "quay", "bell", "lamp"]), min_size=1, max_size=8), min_size=1, max_size=6))
def test_the_order_of_words_changes_no_score(paragraphs: list[list[str]]) -> None:
    text = "\n\n".join(" ".join(words) for words in paragraphs)
    turned = "\n\n".join(" ".join(reversed(words)) for words in paragraphs)
    assert scored(text, "bell lamp") == scored(turned, "lamp bell") == scored(text, "LAMP, bell! lamp?")


def test_lists_are_joined_by_reciprocal_ranks() -> None:
    assert fused([[("a", 1), ("b", 1)], [("b", 1), ("c", 1)]]) == [("b", 1), ("a", 1), ("c", 1)]
    assert fused([[], [("c", 1), ("a", 1)]]) == [("c", 1), ("a", 1)]
    assert fused([[("a", 1), ("a", 1), ("b", 1)], [("b", 1)]]) == [("b", 1), ("a", 1)]  # what stands twice counts once


# -- sentences -----------------------------------------------------------------------------------------------------------


def test_sentences_end_at_full_stops_questions_and_exclamations() -> None:
    text = ' "Is it so?" He asked 1.5 times. (Once!) Then ... he left'
    assert [text[a:b] for a, b in sentences_of(text, 0, len(text))] == [
        '"Is it so?"', "He asked 1.5 times.", "(Once!)", "Then ...", "he left",
    ]  # fmt: skip


@given(st.text(alphabet="ab.!? \n\"')"))
def test_sentences_hold_all_that_is_no_white_space_once_and_in_order(text: str) -> None:
    found = sentences_of(text, 0, len(text))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)


# -- citations -----------------------------------------------------------------------------------------------------------


def resolved(document, citation: Ready) -> Match:
    """Where a citation's YAML leads, read as the compiler reads it and searched for as it searches."""
    problems = Problems()
    read = read_spec(SourceFile("pasted.yml", citation.as_yaml()), Citation, problems)
    assert read is not None, [problem_text.as_text(found) for found in problems]
    words = read.value
    within = document.range_of(words.source.partition("/")[2] or None)
    if words.quote is not None:
        matches = find_quote(document, words.quote, within).matches
    else:
        matches = find_range(document, words.from_, words.to, within)[1]
    assert (words.occurrence is None) == (len(matches) == 1)
    return matches[(words.occurrence or 1) - 1]


PIECES = st.sampled_from(
    ["tide", "Bell", "no", "yes", "1887", "7.40", "12:30", "1,100", "‘so’", "“deep”", "it’s", "- low", "co-\noperate", "a: b", "# not", "ﬁnd", "\\$9",
     "*bold*", "bell¹", "e\u0301te", "?", "…", "soft\xadly", "\n\nPAGE 7\n\n", "\n\n", "{x}", "[y]", "&", "|", "'", '"', "~", "null"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.integers(2000, 2999).map(str), max_size=90), st.data())
def test_the_citation_of_any_place_leads_back_to_it(pieces: list[str], data: st.DataObject) -> None:
    """Whatever the words and the layout: short places and long ones, words that stand often, and words that YAML reads in its own way."""
    document = make_document(
        " ".join([*pieces, "quay"]), note_marks="superscript", emphasis="asterisks", escapes=("$",), furniture=("PAGE {number}",)
    )
    starts = [found.start() for found in re.finditer(r"\S+", document.raw)]
    ends = [found.end() for found in re.finditer(r"\S+", document.raw)]
    first = data.draw(st.integers(0, len(starts) - 1))
    last = data.draw(st.integers(first, len(starts) - 1))
    citation = ready(Place(document, starts[first], ends[last]))
    if citation is not None:
        assert resolved(document, citation) == Match(starts[first], ends[last])


def test_a_long_place_is_cited_by_its_ends_and_a_repeated_one_by_its_number() -> None:
    line = "The bell rang and the lamp was lit and nobody came. "
    document = make_document(line * 12)
    at = len(line) * 3
    assert ready(Place(document, at, at + len(line) - 1)) == Ready(source="sample", quote=line.strip(), occurrence=4)
    long = ready(Place(document, at, at + len(line) * 6 - 1))
    assert len(line) * 6 > LONG
    # Whatever the ends, they stand nearer to each other elsewhere: only all words name the place.
    assert long == Ready(source="sample", quote=(line * 6).strip(), occurrence=4)


def test_a_long_place_with_ends_of_its_own_takes_as_few_words_as_name_it() -> None:
    words = [f"word{n}" for n in range(90)]
    document = make_document(" ".join(words) + ".")
    start, end = document.raw.index("word10"), document.raw.index(" word70")
    assert ready(Place(document, start, end)) == Ready(source="sample", first="word10 word11 word12 word13", last="word66 word67 word68 word69")


def test_a_place_that_begins_inside_a_word_has_no_citation() -> None:
    assert ready(Place(make_document("The lamplighter came."), 8, 15)) is None


def test_every_citation_that_is_found_resolves_in_a_course(sample: Path) -> None:
    """Each second word of each paragraph of the sample is sought; all that is found is pasted into a lesson, which is proved."""
    search = sample_search()
    found = {}
    for paragraph in search.index.paragraphs:
        text = paragraph.document.folded.text[paragraph.start : paragraph.end]
        for passage in search.find(" ".join(text.split()[::2]), None, 3).passages:
            assert passage.citation is not None
            found[passage.citation.as_yaml()] = (passage.place.start, passage.place.end)
    assert len(found) > 60
    body = [
        {"excerpt": {"id": f"found-{n}", "title": "Found", "headnote": "Found by its words.", **yaml.safe_load(citation)}}
        for n, citation in enumerate(found)
    ]
    lesson = {"id": "found", "title": "Found", "unit": "clock", "question": "Where?", "objectives": ["Find"], "body": body, "limits": "None."}
    (sample / "lessons" / "found.yml").write_text(yaml.safe_dump(lesson, allow_unicode=True), encoding="utf-8")
    edit(sample / "lessons" / "sources.yml", "limits: {warn: 45, fail: 60}", "limits: {warn: 100, fail: 100}")
    edit(sample / "_toc.yml", "book/chapters/ringer\n", "book/chapters/ringer\n      - file: book/chapters/found\n")
    problems = Problems()
    course, _ = pipeline.check(sample, problems)
    assert [problem_text.as_text(one) for one in problems] == []
    assert course is not None
    assert [course.passage(f"found/found-{n}").raw for n in range(len(found))] == list(found.values())


def test_half_the_words_of_a_paragraph_find_it_first() -> None:
    """Of all paragraphs of the sample that have eight words or more; headings and the like have too few."""
    search = sample_search()
    asked = [one for one in search.index.paragraphs if len(one.document.folded.text[one.start : one.end].split()) >= 8]
    assert len(asked) > 30
    for paragraph in asked:
        words = paragraph.document.folded.text[paragraph.start : paragraph.end].lower().split()[::2]
        best = search.find(" ".join(words), None, 1).passages[0].place
        assert (best.document.id, paragraph.block.start <= best.start <= best.end <= paragraph.block.end) == (paragraph.document.id, True)


# -- the search ------------------------------------------------------------------------------------------------------------


def test_what_reads_alike_comes_before_what_has_the_words() -> None:
    search = search_in("They were promised bread and a new road by the mayor.\n\nBread was dear. A road was made. The mayor promised more.\n")
    found = search.find("promised bread and a good road by the mayor", None, 5).passages
    assert [one.place.raw for one in found] == [
        "promised bread and a new road by the mayor",
        "A road was made. The mayor promised more.",
    ]


def test_the_same_search_gives_the_same_passages_and_a_source_narrows_it() -> None:
    search, words = sample_search(), "the keeper heard a bell in the storm"
    everywhere = search.find(words, None, 20).passages
    assert told(everywhere) == told(sample_search().find(words, None, 20).passages)
    assert {one.place.document.id for one in everywhere} > {"courier-1887"}
    inside = search.find(words, "gazette-1890/tower", 20).passages
    assert inside
    assert {one.place.source for one in inside} == {"gazette-1890/tower"}


def told(passages) -> list[tuple[object, ...]]:
    """Passages by the ids and offsets of their places, since documents are compared by identity."""
    return [(one.place.document.id, one.place.start, one.place.end, one.citation) for one in passages]


def test_words_that_are_no_words_find_nothing() -> None:
    for words in ("", "   ", "???", "\ud800"):
        assert sample_search().find(words, None, 5).passages == ()


# -- the command -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def cite(sample: Path, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["cite", *arguments, "--course", str(sample)])
        return code, *capsys.readouterr()

    return run


def test_half_remembered_words_give_passages_with_their_citations(cite) -> None:
    assert cite("the keeper wrote twice about a shaft", "--limit", "1") == (
        1,
        """\
absent

Passages that may be meant, the best first:

1. courier-1887, From the Keeper, paragraph 3 [1049-1138]
   ...the second wheel broken clean through. He did not touch it. «The shaft, in his opinion, had been sick for years, and he had said so in writing, twice.» Mr Brook’s letters to the Harbour Board are of 1884 and of...

source: courier-1887
quote: The shaft, in his opinion, had been sick for years, and he had said so in writing, twice.
""",
        "",
    )


def test_words_need_no_quotation_marks(cite) -> None:
    assert cite("the", "keeper", "wrote", "twice", "about", "a", "shaft") == cite("the keeper wrote twice about a shaft")
    assert cite("")[:2] == (1, "absent\n")


def test_a_long_passage_is_given_by_its_ends(cite) -> None:
    code, out, _ = cite("fifty crowns petition tower foundation", "--limit", "1", "--source", "gazette-1890")
    assert code == 1
    assert out.endswith("\n\nsource: gazette-1890/tower\nfrom: The foundation alone took\nto: paid in two parts.\n")


def test_each_place_of_words_that_stand_twice_is_given_with_its_number(cite) -> None:
    code, out, _ = cite("the inner basin")
    assert code == 1
    assert out.partition("\n\n")[2] == """\
Each place as a citation:

1. courier-1887, paragraph 1 [267-282]
   ...they have stayed. For thirty-one years no boat has left «the inner basin» without a glance at that face, and the pilots, who agree...

source: courier-1887
quote: the inner basin
occurrence: 1

2. courier-1887, The Tides for the Week, paragraph 10 [2557-2572]
   ...ought to be given one. The Tides for the Week High water at «the inner basin» on Sunday at 7.40 in the morning, on Monday at 8.25, on...

source: courier-1887
quote: the inner basin
occurrence: 2
"""
    assert "\n\nThe first 1 of 2 places as citations:\n\n1. " in cite("the inner basin", "--limit", "1")[1]


def test_a_range_is_found_by_its_ends(cite) -> None:
    assert cite("--from", "Mr Brook’s letters", "--to", "was read.") == (
        0,
        """\
1 place

1. courier-1887, From the Keeper, paragraph 4 [1140-1299]
   ...been sick for years, and he had said so in writing, twice. «Mr Brook’s letters to the Harbour Board are of 1884 and of 1886. We have seen both. The first asks for a new shaft. The second asks whether the first was read.» The Crowd on the Quay By eight in the morning some two...

source: courier-1887
from: Mr Brook’s letters
to: was read.
""",
        "",
    )


def test_ranges_that_begin_alike_are_numbered_and_are_no_clean_answer(cite) -> None:
    code, out, _ = cite("--from", "The", "--to", "the", "--source", "courier-1887", "--limit", "2")
    count = int(out.split(" ", 1)[0])
    assert (code, out.splitlines()[0]) == (1, f"{count} places, the first 2 of them")
    assert re.findall(r"^occurrence: (\d+)$", out, re.MULTILINE) == ["1", "2"]


def test_ends_that_stand_nowhere_or_in_the_wrong_order_are_told(cite) -> None:
    assert cite("--from", "Zebras! Zebras!", "--to", "was read.")[:2] == (
        1, "the words of --from don't stand there: Zebras! Zebras!\nabsent\n",
    )  # fmt: skip
    assert cite("--from", "was read.", "--to", "Mr Brook’s letters")[:2] == (
        1, "no words of --to stand after those of --from in the same source\n",
    )  # fmt: skip


def test_json_has_passages_where_a_limit_is_named_and_ranges_where_ends_are(cite) -> None:
    words = "the keeper wrote twice about a shaft"
    assert list(json.loads(cite("--json", words)[1])) == ["verdict", "matches", "nearest", "elsewhere"]
    code, out, _ = cite("--json", words, "--limit", "1")
    quote = "The shaft, in his opinion, had been sick for years, and he had said so in writing, twice."
    assert code == 1
    assert json.loads(out) == {
        "verdict": "absent", "matches": [], "nearest": [], "elsewhere": [],
        "passages": [{
            "source": "courier-1887", "start": 1049, "end": 1138,
            "text": quote.replace("been sick", "been\nsick"), "section": "From the Keeper", "paragraph": "3",
            "yaml": f"source: courier-1887\nquote: {quote}\n",
        }],
    }  # fmt: skip
    code, out, _ = cite("--json", "--from", "Mr Brook’s letters", "--to", "was read.")
    ranges = json.loads(out)
    assert (code, ranges["count"], ranges["from"], ranges["to"]) == (0, 1, None, None)
    assert ranges["ranges"][0]["yaml"] == "source: courier-1887\nfrom: Mr Brook’s letters\nto: was read.\n"
    code, out, _ = cite("--json", "--from", "Zebras! Zebras!", "--to", "was read.")
    absent = {"verdict": "absent", "matches": [], "nearest": [], "elsewhere": []}
    assert (code, json.loads(out)) == (1, {"count": 0, "ranges": [], "from": absent, "to": None})


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "a"], "--from and --to go together"),
        (["--to", "a"], "--from and --to go together"),
        (["words", "--from", "a", "--to", "b"], "give --from and --to, and no other words"),
        (["--from", "a", "--to", "b", "--batch", "-"], "give --from and --to, and no other words"),
        (["words", "--limit", "0"], "--limit must be 1 or more"),
        (["--batch", "-", "--limit", "3"], "a batch has no --limit"),
        (["--from", "a", "--to", "b", "--source", "nowhere"], "there is no document or article `nowhere`"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(cite, arguments: list[str], message: str) -> None:
    assert cite(*arguments) == (2, "", f"course: {message}\n")


# -- the dialogue ------------------------------------------------------------------------------------------------------------


def transcript(*lines: str, source: str | None = None, limit: int = 2) -> list[tuple[str, str]]:
    """What is said and asked before each line, for lines that end with an empty one."""
    talk = dialogue(sample_search(), source, limit)
    turns = [next(talk), *(talk.send(line) for line in lines)]
    with pytest.raises(StopIteration):
        talk.send("  ")
    return turns


def test_the_dialogue_shows_passages_and_gives_the_citation_of_the_one_chosen() -> None:
    opening, found, chosen, verbatim, nothing = transcript("keeper wrote shaft twice", "1", "inner basin", "Zebras! Zebras!")
    assert opening == (OPENING, WORDS)
    assert found[1] == CHOICE
    lines = found[0].splitlines()
    assert lines[0] == "Not verbatim; these may be meant, the best first:"
    assert lines[1] == "1. courier-1887, From the Keeper, paragraph 3 [1049-1138]"
    assert lines[3].startswith("2. ")
    assert len(lines) == 5
    quote = "The shaft, in his opinion, had been sick for years, and he had said so in writing, twice."
    assert chosen == (f"\nsource: courier-1887\nquote: {quote}\n", CHOICE)
    assert verbatim[0].startswith("Verbatim:\n1. courier-1887, paragraph 1 [")
    assert nothing == ("Nothing in the documents is like these words.", WORDS)


def test_a_number_beyond_the_list_is_taken_for_words() -> None:
    """So a year can be sought; and with no list, every number can."""
    assert transcript("inner basin", "1849")[2][0].startswith("Verbatim:\n1. gazette-1890/tower, A TOWER FOR THE PILOTS, paragraph 2 [")
    assert transcript("3")[1][0].splitlines()[0] == "Verbatim:"


def test_without_words_a_terminal_is_asked_and_anything_else_is_wrong_usage(cite) -> None:
    """A real terminal: the command is run on a pseudo-terminal, and ended by Ctrl+D."""
    assert cite() == (2, "", "course: give either the words or --batch FILE\n")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COURSE_CORPUS": str(sample_corpus()), "PYTHONPATH": str(SAMPLE.parent.parent)}
    try:
        os.write(ours, b"for those who can't afford a watch\n1\n\x04")
        ran = subprocess.run(
            [sys.executable, "-m", "generator", "cite", "--course", str(SAMPLE), "--limit", "1"],
            stdin=theirs, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, timeout=60,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(f"{OPENING}\n{WORDS}Verbatim:\n1. courier-1887, What It Will Cost, paragraph 8 [")
    assert ran.stdout.endswith(f"{CHOICE}\nsource: courier-1887\nquote: for those who can’t afford a watch\n\n{CHOICE}\n")
