"""What only the whole course can show: ids, references, keys of items, the glossary, and the order of the book."""

import os
from pathlib import Path

import pytest

from generator import pipeline
from generator.diagnostics.model import Problems
from generator.spec.course import load_course
from tests.reading import place_of, places, words
from tests.sample_course import edit

CLOCK, RINGER = "lessons/stopped-clock.yml", "lessons/ringer.yml"
CLOCK_QUIZ, RINGER_QUIZ = "quizzes/stopped-clock-quiz.yml", "quizzes/ringer-quiz.yml"
SOURCES, GLOSSARY = "lessons/sources.yml", "lessons/glossary.yml"


def problems_of(root: Path) -> Problems:
    problems = Problems()
    load_course(root, problems)
    return problems


def told(problems: Problems) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    """Code, file, message, notes and help of each problem."""
    return [(found.code.value, found.file.name, found.message, found.notes, found.help) for found in problems]


def test_the_sample_has_no_problem(sample: Path) -> None:
    assert told(problems_of(sample)) == []


# -- ids ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "what", "first"),
    [
        (SOURCES, "- id: handbill-1887", "- id: courier-1887", "document", "- id: courier-1887"),
        (SOURCES, "      - id: bell", "      - id: tower", "article", "      - id: tower"),
        (GLOSSARY, "- id: harbour-board", "- id: tower", "glossary entry", "- id: tower"),
        (CLOCK, "      id: keeper", "      id: face", "excerpt or comparison of this lesson", "      id: face"),
        (CLOCK, "      id: crowd", "      id: face", "excerpt or comparison of this lesson", "      id: face"),
        (CLOCK, "        - id: tidings", "        - id: courier", "row of this comparison", "        - id: courier"),
        (CLOCK_QUIZ, "  - id: sc-letters", "  - id: sc-hands", "item", "  - id: sc-hands"),
        (CLOCK_QUIZ, "      - id: sea", "      - id: wind", "entry of this item", "      - id: wind"),
        (CLOCK_QUIZ, "      - id: handbill", "      - id: gazette", "choice of this item", "      - id: gazette"),
        (CLOCK_QUIZ, '      - id: "400"', '      - id: "200"', "pair of this item", '      - id: "200"'),
        (CLOCK_QUIZ, "      - id: wheel", "      - id: post", "stretch of this item", "      - id: post"),
    ],
)
def test_a_second_thing_with_an_id_is_told_at_its_id_with_the_first(
    sample: Path, name: str, old: str, new: str, what: str, first: str
) -> None:
    path = sample / name
    first_line = place_of(path, first + "\n")[0]
    line, column = place_of(path, old + "\n", old.partition("id: ")[2])
    edit(path, old + "\n", new + "\n")
    taken = new.partition("id: ")[2].strip('"')
    problems = [found for found in problems_of(sample) if found.code.value == "duplicate-id"]
    assert [(found.file.name, *found.place) for found in problems] == [(name, line, column)]
    assert [(found.message, found.notes, found.help) for found in problems] == [
        (f"`{taken}` is the id of another {what}", (f"first used at {name}:{first_line}",), "rename the newer one")
    ]


def test_item_ids_are_unique_in_the_whole_course(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "- id: sc-letters", "- id: ri-sum")
    (found,) = problems_of(sample)
    assert (found.message, found.file.name) == ("`ri-sum` is the id of another item", CLOCK_QUIZ)
    assert found.notes == (f"first used at {RINGER_QUIZ}:{place_of(sample / RINGER_QUIZ, '- id: ri-sum')[0]}",)


def test_option_ids_are_unique_in_their_item_and_not_beyond(sample: Path) -> None:
    edit(sample / RINGER_QUIZ, "- id: b\n        text: Nothing", "- id: a\n        text: Nothing")
    problems = problems_of(sample)
    assert words(problems) == [("`a` is the id of another option of this item", "rename the newer one")]
    line, column = place_of(sample / RINGER_QUIZ, "- id: a\n        text: Nothing", "a\n")
    assert places(problems) == [("duplicate-id", line, column, "a")]


def test_a_lesson_and_a_quiz_cannot_share_an_id(sample: Path) -> None:
    quiz = (sample / RINGER_QUIZ).read_text(encoding="utf-8")
    (sample / "quizzes" / "ringer.yml").write_text(quiz.replace("id: ringer-quiz", "id: ringer"), encoding="utf-8")
    (sample / RINGER_QUIZ).unlink()
    edit(sample / RINGER, "quiz: ringer-quiz", "quiz: ringer")
    (found,) = problems_of(sample)
    assert (found.message, found.file.name, *found.place) == (
        "`ringer` is the id of another lesson or quiz", "quizzes/ringer.yml", 1, 5,
    )  # fmt: skip


def test_two_glossary_entries_cannot_claim_one_word_whatever_its_case(sample: Path) -> None:
    edit(sample / GLOSSARY, "- id: lighter\n    term: lighter", "- id: lighter\n    term: lighter\n    also: [TOWER]")
    (found,) = problems_of(sample)
    assert (found.code.value, found.message) == ("duplicate-id", "`tower` is the id of another glossary term")
    assert found.place == place_of(sample / GLOSSARY, "also: [TOWER]", "TOWER")


@pytest.mark.parametrize(("folder", "stem"), [("lessons", "ringer"), ("quizzes", "ringer-quiz")])
def test_the_id_of_a_lesson_or_quiz_is_its_files_name(sample: Path, folder: str, stem: str) -> None:
    (sample / folder / f"{stem}.yml").rename(sample / folder / "bell.yml")
    assert told(problems_of(sample)) == [
        ("bad-id", f"{folder}/bell.yml", f"the id `{stem}` is not the file's name", (),
         f"write `id: bell`, or rename the file to `{stem}.yml`")
    ]  # fmt: skip


# -- references --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "message", "fix"),
    [
        (CLOCK, "source: gazette-1890/tower", "source: gazette-1890/towers",
         "there is no document or article `gazette-1890/towers`", "did you mean `gazette-1890/tower`?"),
        (CLOCK, "source: tidings-1887", "source: tidings-1888",
         "there is no document or article `tidings-1888`", "did you mean `tidings-1887`?"),
        (CLOCK_QUIZ, "source: handbill-1887", "source: zzz",
         "there is no document or article `zzz`",
         "use one of `courier-1887`, `gazette-1890`, `gazette-1890/bell`, `gazette-1890/tower`, `handbill-1887`, `tidings-1887`"),
        (CLOCK, "quiz: stopped-clock-quiz", "quiz: stoped-clock-quiz",
         "there is no quiz `stoped-clock-quiz`", "did you mean `stopped-clock-quiz`?"),
        (CLOCK_QUIZ, "lesson: stopped-clock", "lesson: stop-clock",
         "there is no lesson `stop-clock`", "did you mean `stopped-clock`?"),
        (CLOCK_QUIZ, "passage: stopped-clock/face", "passage: stopped-clock/faces",
         "there is no excerpt `stopped-clock/faces`", "did you mean `stopped-clock/face`?"),
        (CLOCK, "{passage}`face`", "{passage}`fase`",
         "there is no excerpt `stopped-clock/fase`", "did you mean `stopped-clock/face`?"),
        (CLOCK, "{passage}`ringer/receipt`", "{passage}`ringer/reciept`",
         "there is no excerpt `ringer/reciept`", "did you mean `ringer/receipt`?"),
        (CLOCK, "{source}`courier-1887`", "{source}`courier`",
         "there is no document or article `courier`", "did you mean `courier-1887`?"),
        (CLOCK, "{source}`courier-1887`", "{source}`q`", "there is no document or article `q`", ""),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_is_told_with_the_nearest_that_would(
    sample: Path, name: str, old: str, new: str, message: str, fix: str
) -> None:
    path = sample / name
    edit(path, f"{old}\n" if not old.startswith("{") else old, f"{new}\n" if not old.startswith("{") else new)
    marked = new.rpartition(": ")[2]
    problems = problems_of(sample)
    assert told(problems) == [("unknown-reference", name, message, (), fix)]
    assert places(problems) == [("unknown-reference", *place_of(path, new, marked), marked)]


def test_a_passage_of_the_same_lesson_needs_no_lesson_before_it(sample: Path) -> None:
    edit(sample / CLOCK, "{passage}`face`", "{passage}`stopped-clock/face`")
    assert told(problems_of(sample)) == []


def test_a_comparison_is_no_excerpt(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "passage: stopped-clock/face", "passage: stopped-clock/crowd")
    assert words(problems_of(sample))[0][0] == "there is no excerpt `stopped-clock/crowd`"


def test_references_to_lessons_wait_until_every_lesson_could_be_read(sample: Path) -> None:
    """One misspelt key in a lesson isn't followed by a complaint for each reference to that lesson."""
    edit(sample / RINGER, "title: The ringer\n", "tilte: The ringer\n")
    assert [(code, name) for code, name, *_ in told(problems_of(sample))] == [("unknown-key", RINGER)]


def test_references_to_documents_do_not_wait(sample: Path) -> None:
    edit(sample / RINGER, "title: The ringer\n", "tilte: The ringer\n")
    edit(sample / CLOCK, "source: tidings-1887", "source: tidings-1888")
    assert [found[:2] for found in told(problems_of(sample))] == [("unknown-key", RINGER), ("unknown-reference", CLOCK)]


# -- items -------------------------------------------------------------------------------------------------------------

KEY = "text: Eleven minutes past four\n        correct: true\n"
NO_KEY = "text: Eleven minutes past four\n"


@pytest.mark.parametrize(
    ("changes", "message", "fix", "marked"),
    [
        ([(KEY, NO_KEY)], "item `sc-hands` takes one answer and has 0 keys", "mark one option `correct: true`", "options:"),
        ([("text: Ten past four\n", "text: Ten past four\n        correct: true\n")],
         "item `sc-hands` takes one answer and has 2 keys", "mark one option `correct: true`; or write `kind: multiple`",
         "true\n        feedback: The report"),
        ([("kind: single\n    skill: close-reading", "kind: multiple\n    skill: close-reading"), (KEY, NO_KEY)],
         "item `sc-hands` has no key", "mark the right options `correct: true`", "options:"),
        ([("kind: single\n    skill: close-reading", "kind: multiple\n    skill: close-reading"),
          ("text: Ten past four\n", "text: Ten past four\n        correct: true\n"),
          ("text: A few minutes past four\n", "text: A few minutes past four\n        correct: true\n")],
         "item `sc-hands` has no distractor", "add an option that is wrong", "options:"),
    ],
)  # fmt: skip
def test_an_item_that_cannot_be_graded_is_told_at_its_options_or_at_the_key_too_many(
    sample: Path, changes: list[tuple[str, str]], message: str, fix: str, marked: str
) -> None:
    path = sample / CLOCK_QUIZ
    for old, new in changes:
        edit(path, old, new)
    problems = problems_of(sample)
    assert told(problems) == [("key-count", CLOCK_QUIZ, message, (), fix)]
    (found,) = problems
    item = path.read_text(encoding="utf-8").partition("- id: sc-letters")[0]
    assert found.place == found.file.line_column(item.index(marked))


def test_an_item_of_several_answers_may_have_one_key(sample: Path) -> None:
    edit(sample / CLOCK_QUIZ, "kind: single\n    skill: close-reading", "kind: multiple\n    skill: close-reading")
    assert told(problems_of(sample)) == []


@pytest.mark.parametrize(
    ("changes", "message", "fix"),
    [
        ([("of the two”\n        correct: true", "of the two”"), ("sick for years\n        correct: true", "sick for years")],
         "item `sc-opinion` has no key", "mark the right stretches `correct: true`"),
        ([("wheel labour", "wheel labour\n        correct: true"), ("to: of the storm.", "to: of the storm.\n        correct: true")],
         "item `sc-opinion` has no distractor", "add a stretch that is wrong"),
    ],
)  # fmt: skip
def test_a_highlight_that_cannot_be_graded_is_told_at_its_stretches(
    sample: Path, changes: list[tuple[str, str]], message: str, fix: str
) -> None:
    for old, new in changes:
        edit(sample / CLOCK_QUIZ, old, new)
    problems = problems_of(sample)
    assert told(problems) == [("key-count", CLOCK_QUIZ, message, (), fix)]
    assert [found.place for found in problems] == [place_of(sample / CLOCK_QUIZ, "stretches:\n      - id: opinion")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("text: The hands stop", "text: the  wind rises", "entries `wind` and `clock` read the same"),
        ("text: The handbill\n", "text: The Courier\n", "choices `courier` and `handbill` read the same"),
        ("text: Some two hundred\n", "text: SIXTY-THREE, and a dog\n", "pairs `63` and `200` read the same"),
    ],
)
def test_two_parts_that_read_the_same_are_told_at_the_second(sample: Path, old: str, new: str, message: str) -> None:
    edit(sample / CLOCK_QUIZ, old, new)
    problems = problems_of(sample)
    assert told(problems) == [("duplicate-option", CLOCK_QUIZ, message, (), "change or remove one of them")]
    (found,) = problems
    assert found.file.text[found.span.start : found.span.end] == new.removeprefix("text: ").strip()


@pytest.mark.parametrize("text", ["Ten past four", "ten  past FOUR", '"Ten past\n          four"'])
def test_two_options_that_read_the_same_are_told_at_the_second(sample: Path, text: str) -> None:
    path = sample / CLOCK_QUIZ
    edit(path, "text: A few minutes past four", f"text: {text}")
    problems = problems_of(sample)
    assert told(problems) == [
        ("duplicate-option", CLOCK_QUIZ, "options `a` and `c` read the same", (), "change or remove one of them")
    ]
    assert [found.place for found in problems] == [place_of(path, f"- id: c\n        text: {text}", text)]


# -- the glossary ------------------------------------------------------------------------------------------------------


def test_a_term_is_known_by_any_of_its_forms_in_any_case(sample: Path) -> None:
    edit(sample / CLOCK, "{term}`tower`", "{term}`Clock Tower` {term}`it <the board>` {term}`LIGHTER`")
    assert told(problems_of(sample)) == []


@pytest.mark.parametrize(
    ("term", "fix"),
    [("towre", "did you mean `tower`?"), ("harbour bord", "did you mean `Harbour Board`?"),
     ("zeppelin", "add it to lessons/glossary.yml")],
)  # fmt: skip
def test_a_term_that_the_glossary_lacks_is_told_with_the_nearest(sample: Path, term: str, fix: str) -> None:
    path = sample / CLOCK
    edit(path, "{term}`tower`", f"{{term}}`{term}`")
    problems = problems_of(sample)
    assert told(problems) == [("unknown-term", CLOCK, f"the glossary has no term `{term}`", (), fix)]
    assert [found.place for found in problems] == [place_of(path, f"{{term}}`{term}`")]


def test_a_course_without_a_glossary_has_no_terms(sample: Path) -> None:
    (sample / GLOSSARY).unlink()
    assert {(found.code.value, found.help) for found in problems_of(sample)} == {
        ("unknown-term", "add it to lessons/glossary.yml")
    }


# -- the order of the book ---------------------------------------------------------------------------------------------

TOC = "_toc.yml"


def toc_problems(root: Path) -> Problems:
    problems = Problems()
    pipeline.check(root, problems)
    return problems


@pytest.mark.parametrize(
    ("entry", "spec"),
    [("book/chapters/ringer", RINGER), ("book/sources/tidings-1887", SOURCES), ("book/sources/gazette-1890/bell", SOURCES),
     ("book/glossary", GLOSSARY)],
)  # fmt: skip
def test_a_made_page_that_the_toc_leaves_out_is_told(sample: Path, entry: str, spec: str) -> None:
    text = (sample / TOC).read_text(encoding="utf-8")
    (sample / TOC).write_text("".join(line for line in text.splitlines(keepends=True) if f"file: {entry}\n" not in line))
    assert told(toc_problems(sample)) == [
        ("toc-missing", TOC, f"the page `{entry}`, made from {spec}, is not listed", (),
         f"add `- file: {entry}` where readers should find it")
    ]  # fmt: skip


def test_a_page_that_nobody_makes_is_told_with_the_nearest_that_somebody_does(sample: Path) -> None:
    edit(sample / TOC, "- file: book/glossary\n", "- file: book/glossary\n      - file: book/chapters/ringers\n")
    problems = toc_problems(sample)
    assert told(problems) == [
        (
            "toc-unknown",
            TOC,
            "nobody writes or makes the page `book/chapters/ringers`",
            (),
            "did you mean `book/chapters/ringer`?",
        )
    ]
    marked = "book/chapters/ringers"
    assert places(problems) == [("toc-unknown", *place_of(sample / TOC, marked), marked)]


def test_a_page_that_nobody_makes_and_that_is_like_no_other_must_be_written(sample: Path) -> None:
    edit(sample / TOC, "root: book/index", "root: start")
    assert told(toc_problems(sample)) == [
        ("toc-unknown", TOC, "nobody writes or makes the page `start`", (), "write the page, or remove the entry")
    ]


def test_a_page_that_is_listed_twice_is_told_at_the_second(sample: Path) -> None:
    edit(sample / TOC, "- file: book/glossary\n", "- file: book/glossary\n      - file: book/chapters/ringer.md\n")
    problems = toc_problems(sample)
    assert told(problems) == [("toc-unknown", TOC, "the page `book/chapters/ringer` is listed twice", (), "keep one of the two")]
    marked = "book/chapters/ringer.md"
    assert places(problems) == [("toc-unknown", *place_of(sample / TOC, marked), marked)]


def test_a_page_that_somebody_wrote_may_be_listed_with_or_without_its_ending(sample: Path) -> None:
    (sample / "book" / "more.md").write_text("# More\n", encoding="utf-8")
    edit(sample / TOC, "- file: book/glossary\n", "- file: book/glossary\n      - file: book/more\n")
    assert told(toc_problems(sample)) == []
    edit(sample / TOC, "- file: book/more\n", "- file: book/more.md\n")
    assert told(toc_problems(sample)) == []


def test_pages_of_a_subtree_count_as_listed(sample: Path) -> None:
    toc = """\
format: jb-book
root: book/index
chapters:
  - file: book/units/town
  - file: book/units/clock
  - file: book/chapters/stopped-clock
    sections:
      - file: book/chapters/asking
      - file: book/chapters/ringer
        sections:
          - file: book/sources/courier-1887
          - file: book/sources/tidings-1887
  - file: book/sources/gazette-1890
  - file: book/sources/gazette-1890/tower
  - file: book/sources/gazette-1890/bell
  - file: book/sources/handbill-1887
  - file: book/timeline
  - file: book/glossary
  - url: https://example.org
"""
    (sample / TOC).write_text(toc, encoding="utf-8")
    assert told(toc_problems(sample)) == []


# -- odd files ---------------------------------------------------------------------------------------------------------


def test_a_file_whose_name_is_not_utf_8_is_told_with_digits_in_it(sample: Path) -> None:
    (sample / os.fsdecode(b"lessons/bell\xff.yml")).write_bytes(b"")
    ends = {(found.code.value, found.file.name) for found in problems_of(sample)}
    assert ("yaml-syntax", "lessons/bell\\xff.yml") in ends


def test_a_page_whose_name_no_file_can_have_is_written_by_nobody(sample: Path) -> None:
    edit(sample / "_toc.yml", "- file: book/glossary", f"- file: book/glossary\n      - file: book/{'x' * 5000}")
    problems = Problems()
    pipeline.check(sample, problems)
    (found,) = problems
    assert (found.code.value, found.message) == ("toc-unknown", f"nobody writes or makes the page `book/{'x' * 34}…`")


def test_a_made_page_that_is_no_text_any_more_counts_as_edited(sample: Path) -> None:
    page = sample / "book" / "chapters" / "ringer.md"
    page.parent.mkdir()
    page.write_bytes(b"\xff\xfe")
    problems = Problems()
    pipeline.check(sample, problems)
    (found,) = problems
    assert (found.code.value, found.file.name) == ("made-file-edited", "book/chapters/ringer.md")
