"""Trials of items: what readers are handed, what they hand back, and what is counted of it."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import as_typed
from generator.render.labels import key_of, labels
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Mode, Quiz
from tests.browser.quiz_course import answers, quizzes_of
from tests.sample_course import edit
from tests.test_notebook import KINDS, kinds
from tests.trials.__main__ import main
from tests.trials.counting import Found, all_together, chance, tried
from tests.trials.papers import cold, with_passages
from tests.trials.records import COLUMNS, Condition, Record, RecordsError, as_csv, from_sheet, read_records
from tests.trials.table import HEAD, page

COLD = """\
Answer with a line for each question: its number, a full stop, your answer. After two hyphens you
may say what is wrong with it.
For example: 1. b -- c fits as well

1. What time do the hands show?
   a: Ten past four
   b: Eleven minutes past four
   c: None of these
   (One letter.)

2. What did the keeper do?
   a: He heard the wheel labour
   b: He mended the shaft
   c: He wrote to the Board
   (The letters of all that are right, one or more.)

3. The Courier counted the crowd.
   (true or false.)

4. Put these in the order in which they happened.
   a: The wreck of the Corisande
   b: The storm
   c: The pilots' petition
   (All letters in the right order.)

5. Which paper gives which number?
   1: Two hundred people came
   2: Four hundred people came
   a: The Courier
   b: The Tidings
   c: The Gazette
   (Each number with a letter, as in 1b, 2a. A letter may be used more than once, or not at all.)

6. Choose the words that are not the reporter's own.
   1: Its hands stand at
   2: who agree about nothing
   3: like men who come home
   (The numbers of all words that fit, one or more.)
"""
RIGHT = "1. b\n2. a, c\n3. false\n4. c a b\n5. 1a 2b\n6. 3\n"


def sheet(resolved: ResolvedCourse, quiz: Quiz, text: str, reader: str = "A", condition: Condition = Condition.COLD) -> list[Record]:
    return from_sheet(resolved, quiz, text, reader, condition)


def test_a_cold_reader_gets_stems_and_what_can_be_chosen_and_nothing_else(sample: Path) -> None:
    assert cold(*kinds(sample)) == COLD


def test_a_reader_with_the_passage_gets_the_lesson_s_excerpts_and_comparisons_first(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    texts, between, questions = with_passages(resolved, quiz).partition("\n\nAnswer with a line")
    assert f"{between}{questions}" == f"\n\n{COLD}"
    lesson = resolved.course.lesson(quiz.lesson)
    assert lesson is not None
    flat = " ".join(texts.split())
    titles = [excerpt.title for excerpt in lesson.value.excerpts()] + [comparison.question for comparison in lesson.value.comparisons()]
    assert len(titles) == 3
    assert all(title in flat for title in titles)
    assert all(" ".join(resolved.passage(f"{lesson.value.id}/{row.id}").plain.split()) in flat for row in lesson.value.excerpts())


def test_neither_paper_holds_feedback_or_a_hint(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    for paper in (cold(resolved, quiz), with_passages(resolved, quiz)):
        for item in quiz.items:
            told = [*key_of(item, labels(resolved, quiz, item))["feedback"].values(), *item.hints]
            assert not any(one in " ".join(paper.split()) for one in told)


def test_a_sheet_becomes_records_of_ids(sample: Path) -> None:
    records = sheet(*kinds(sample), f"{RIGHT.replace('4. c a b', '4.')[:-5]}\n6) 2 -- 3 is a quotation too\n")
    assert [(record.item, record.answer, record.note) for record in records] == [
        ("k-one", ("eleven",), ""), ("k-some", ("hear", "write"), ""), ("k-true", ("false",), ""), ("k-order", (), ""),
        ("k-match", ("courier=courier", "many=tidings"), ""), ("k-words", ("agree",), "3 is a quotation too"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("b\n9. a\n1. z\n", "line 1: write a number, a full stop and an answer, as in `1. b`\nline 2: there is no question 9\n"
         "line 3: There is no z. The answers to choose from are a, b, c."),
        (f"{RIGHT}1. a\n", "line 7: this question was answered above"),
        ("1. a\n3. true\n", "no line for 2, 4, 5, 6: write the number alone for a question that was left open"),
    ],
    ids=["lines", "twice", "missing"],
)  # fmt: skip
def test_every_problem_of_a_sheet_is_told(sample: Path, text: str, said: str) -> None:
    with pytest.raises(RecordsError) as raised:
        sheet(*kinds(sample), text)
    assert str(raised.value).startswith(said)


def test_records_come_back_from_their_file_as_they_went_in(sample: Path) -> None:
    _, quiz = kinds(sample)
    every = [
        Record(item=item.id, wording="0", condition=condition, reader="A", answer=tuple(answer), note='a "note", with a comma')
        for item in quiz.items
        for condition, answer in zip(Condition, answers(item), strict=False)
    ]
    assert read_records(as_csv(every), quiz.items) == sorted(every)
    assert as_csv(every[::-1]) == as_csv(every)


def test_every_problem_of_a_file_of_records_is_told(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    good = as_csv(sheet(resolved, quiz, RIGHT)[:1])
    wording = good.splitlines()[1].split(",")[1]
    rows = f"{good}k-one,{wording},warm,A,eleven,\nk-one,,cold,A,eleven,\nk-one,{wording},cold\nk-one,{wording},cold,B,twelve,\n{good.splitlines()[1]}\n"
    with pytest.raises(RecordsError) as raised:
        read_records(rows, quiz.items)
    assert str(raised.value).splitlines() == [
        "line 3: the condition is cold or with-passage, not `warm`",
        "line 4: item, wording and reader can't be empty",
        "line 5: it must have 6 columns",
        "line 6: it names twelve, which the item doesn't have",
        "A answered `k-one` (cold) twice",
    ]
    with pytest.raises(RecordsError, match=f"the columns must be {', '.join(COLUMNS)}"):
        read_records("item,answer\n", quiz.items)


def test_chance_is_the_share_of_all_answers_that_are_right(sample: Path) -> None:
    """Among answers with as many parts as the key has; for claims to be matched, among the choices for one claim."""
    _, quiz = kinds(sample)
    assert {item.id: chance(item) for item in quiz.items} == {
        "k-one": Fraction(1, 3), "k-some": Fraction(1, 3), "k-true": Fraction(1, 2), "k-order": Fraction(1, 6),
        "k-match": Fraction(1, 3), "k-words": Fraction(1, 3),
    }  # fmt: skip


def test_what_was_found_is_counted_by_item_and_condition(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    records = [
        *sheet(resolved, quiz, RIGHT), *sheet(resolved, quiz, "1. a\n2. a\n3.\n4. a b c\n5. 1a\n6. 2, 3", "B"),
        *sheet(resolved, quiz, f"{RIGHT.replace('1. b', '1. b -- late')}", "C", Condition.WITH_PASSAGE),
    ]  # fmt: skip
    found = {item.id: tried(item, records) for item in quiz.items}
    assert {name: (one.cold.right, one.cold.of) for name, one in found.items()} == {
        "k-one": (1, 2), "k-some": (1, 2), "k-true": (1, 2), "k-order": (1, 2), "k-match": (3, 4), "k-words": (1, 2),
    }  # fmt: skip
    assert all(one.with_passage.right == one.with_passage.of for one in found.values())
    assert [name for name, one in found.items() if one.disputed] == ["k-one"]


def test_an_item_that_readers_see_otherwise_begins_anew_and_one_with_other_feedback_doesn_t(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    records = sheet(resolved, quiz, RIGHT)
    course = sample / "quizzes" / "kinds-quiz.yml"
    course.write_text(KINDS.replace("Ten past four, feedback: So a", "Ten past five, feedback: So a").replace("It gives a round", "It gave a round"))
    changed = {item.id: tried(item, records) for item in quizzes_of(sample)["kinds-quiz"].items}
    assert (changed["k-one"].cold.of, changed["k-one"].before) == (0, 1)
    assert (changed["k-true"].cold.of, changed["k-true"].before) == (1, 0)


@given(st.integers(0, 6), st.integers(1, 6), st.integers(2, 5))
def test_finding_more_is_never_more_likely(right: int, of: int, choices: int) -> None:
    right = min(right, of)
    one = Found(right=right, of=of, chance=Fraction(1, choices))
    assert one.likely is not None
    assert all_together([one])[3] == one.likely
    if right:
        fewer = Found(right=right - 1, of=of, chance=one.chance)
        assert fewer.likely is not None
        assert fewer.likely > one.likely
    else:
        assert one.likely == 1


def test_the_page_counts_names_what_is_too_easy_and_tells_what_was_disputed(sample: Path) -> None:
    resolved, quiz = kinds(sample)
    records = [record for reader in "ABC" for record in sheet(resolved, quiz, RIGHT, reader) if record.item in {"k-one", "k-match"}]
    records += sheet(resolved, quiz, RIGHT.replace("3. false", "3. true -- it *does*"), "D", Condition.WITH_PASSAGE)
    assert page([quiz], records) == f"""{HEAD}
Items: 6; without a cold trial: 4.
Cold: 9 of 9 found, 3.0 expected by chance (p = 0.000).
Items found cold more often than chance allows: 2.
With the passage: 6 of 7 found.

## Quiz\\: every kind

| Item | Kind | Found cold | Chance | p | With the passage | Before |
| --- | --- | --- | --- | --- | --- | --- |
| `k-one` | single | 3 of 3 | 1/3 | **0.037** | 1 of 1 |  |
| `k-some` | multiple |  | 1/3 |  | 1 of 1 |  |
| `k-true` | true-false |  | 1/2 |  | 0 of 1 |  |
| `k-order` | order |  | 1/6 |  | 1 of 1 |  |
| `k-match` | match | 6 of 6 | 1/3 | **0.001** | 2 of 2 |  |
| `k-words` | highlight |  | 1/3 |  | 1 of 1 |  |

## Disputed keys

- `k-true`: `true`: it \\*does\\*
"""
    graded = quiz.model_copy(update={"mode": Mode.GRADED})
    assert page([graded], records).endswith("\n- `k-true`: 1 of its answers\n")


def test_the_command_prints_papers_takes_sheets_and_makes_the_page(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resolved, quiz = kinds(sample)
    edit(sample / "lessons/stopped-clock.yml", "quiz: stopped-clock-quiz", "quiz: kinds-quiz")
    (sample / "quizzes/stopped-clock-quiz.yml").unlink()
    files = {name: sample / name for name in ("records.csv", "sheet.txt", "trials.md")}

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--course", str(sample), "--records", str(files["records.csv"]), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("paper", "kinds-quiz") == (0, COLD, "")
    assert run("paper", "nothing") == (1, "", "there is no quiz `nothing`; `course quiz` lists them all\n")
    files["sheet.txt"].write_text(RIGHT)
    take = ("take", "kinds-quiz", str(files["sheet.txt"]), "--reader", "A")
    assert run(*take) == (0, f"6 answers of A are kept in {files['records.csv']}.\n", "")
    kept = files["records.csv"].read_text()
    assert kept == as_csv(sheet(resolved, quiz, RIGHT))
    code, _, err = run(*take)
    assert (code, err.splitlines()[0], files["records.csv"].read_text()) == (1, "A answered `k-one` (cold) twice", kept)
    assert run(*take, "--with-passage")[0] == 0
    assert run("table", "--out", str(files["trials.md"])) == (0, "", "")
    assert run("table") == (0, files["trials.md"].read_text(), "")
    assert "| `k-one` | single | 1 of 1 | 1/3 | 0.333 | 1 of 1 |  |" in files["trials.md"].read_text()
    assert run("take", "kinds-quiz", "nowhere.txt", "--reader", "B") == (1, "", "nowhere.txt: No such file or directory\n")


@pytest.mark.parametrize("name", ["k-one", "k-some", "k-true", "k-order", "k-match", "k-words"])
def test_whatever_can_be_answered_can_be_written_on_a_sheet(sample: Path, name: str) -> None:
    resolved, quiz = kinds(sample)
    at = [item.id for item in quiz.items].index(name)
    item = quiz.items[at]
    shown = labels(resolved, quiz, item)
    open_lines = "".join(f"{n}.\n" for n in range(1, len(quiz.items) + 1) if n != at + 1)
    for answer in answers(item):
        records = sheet(resolved, quiz, f"{open_lines}{at + 1}. {as_typed(item, shown, answer)}\n")
        assert sorted(next(record.answer for record in records if record.item == name)) == sorted(answer)
