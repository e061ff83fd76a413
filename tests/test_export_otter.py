"""What is written for otter, judged by the rules that otter itself applies. tests/acceptance runs otter."""

import ast
import json
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.export import otter
from generator.export.assignment import assignment
from generator.export.target import Target
from generator.export.targets import exported
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Quiz
from tests.quiz_twins import other_key
from tests.test_notebook import ITEMS, kinds

CONFIG = re.compile(r'""" # BEGIN TEST CONFIG\n(.*?)""" # END TEST CONFIG\n', re.DOTALL)
KEYS = {"k-one": 1, "k-some": 2, "k-true": 1, "k-order": 3, "k-match": 2, "k-words": 1}
"""Of how many parts the point of each item is made."""


def files(resolved: ResolvedCourse, quiz: Quiz) -> dict[str, bytes]:
    return exported(resolved, [quiz], Target.OTTER)


def cells(resolved: ResolvedCourse, quiz: Quiz) -> list[Any]:
    found: list[Any] = json.loads(files(resolved, quiz)[f"{quiz.id}/{quiz.id}.ipynb"])["cells"]
    return found


def students(found: list[Any]) -> list[Any]:
    """What `otter assign` leaves of an exported notebook: no raw cells, no tests, no solutions."""
    kept, in_tests = [], False
    for cell in found:
        if cell["cell_type"] == "raw":
            in_tests = cell["source"] == "# BEGIN TESTS"
        elif not in_tests:
            source = re.sub(r"# BEGIN SOLUTION NO PROMPT\n.*?# END SOLUTION", "", cell["source"], flags=re.DOTALL)
            kept.append({**cell, "source": source})
    return kept


def test_an_export_is_a_folder_for_each_quiz(sample: Path) -> None:
    assert sorted(files(*kinds(sample))) == ["README.txt", "kinds-quiz/kinds-quiz.ipynb"]


def test_the_settings_put_nothing_that_needs_otter_into_students_notebooks(sample: Path) -> None:
    first = cells(*kinds(sample))[0]
    assert first["cell_type"] == "raw"
    assert first["source"].startswith("# ASSIGNMENT CONFIG\n")
    assert yaml.safe_load(first["source"]) == {
        "name": "kinds-quiz",
        "init_cell": False,
        "check_all_cell": False,
        "export_cell": False,
        "generate": {"pdf": False, "show_hidden": False},
    }


@pytest.mark.parametrize("name", ["1952", "null", "true", "1e5"])
def test_ids_that_yaml_reads_as_something_else_stay_text(sample: Path, name: str) -> None:
    made = assignment(*kinds(sample))
    questions = (replace(made.questions[0], id=name), *made.questions[1:])
    found = json.loads(otter.notebook(replace(made, quiz=name, questions=questions)))["cells"]
    begun = [yaml.safe_load(cell["source"])["name"] for cell in found if cell["source"].startswith("# BEGIN QUESTION\n")]
    assert (yaml.safe_load(found[0]["source"])["name"], begun[0]) == (name, name)


def test_a_question_is_marked_off_as_otter_wants_it(sample: Path) -> None:
    found = cells(*kinds(sample))
    begin = next(n for n, cell in enumerate(found) if cell["source"].startswith('# BEGIN QUESTION\nname: "k-some"\n'))
    assert [(cell["cell_type"], cell["source"].split("\n")[0]) for cell in found[begin : begin + 11]] == [
        ("raw", "# BEGIN QUESTION"),
        ("markdown", "**2.** What did the keeper do\\?"),
        ("raw", "# BEGIN SOLUTION"),
        ("code", 'answer = ""'),
        ("raw", "# END SOLUTION"),
        ("raw", "# BEGIN TESTS"),
        ("code", '""" # BEGIN TEST CONFIG'),
        ("code", '""" # BEGIN TEST CONFIG'),
        ("code", '""" # BEGIN TEST CONFIG'),
        ("raw", "# END TESTS"),
        ("raw", "# END QUESTION"),
    ]
    assert found[begin]["source"] == '# BEGIN QUESTION\nname: "k-some"\ncheck_cell: false'
    assert found[begin + 3]["source"] == (
        'answer = ""\nquiz.check("k-some", answer)\n# BEGIN SOLUTION NO PROMPT\nanswer = "a, c"\nquiz.check("k-some", answer)\n# END SOLUTION'
    )


def test_the_hidden_cases_of_an_item_share_its_one_point(sample: Path) -> None:
    found = cells(*kinds(sample))
    for item in ITEMS:
        tests = [cell["source"] for cell in found if cell["id"].startswith(f"{item}-test-")]
        configs = [yaml.safe_load(CONFIG.match(test)[1]) for test in tests]  # type: ignore[index]
        assert configs[0] == {"hidden": False, "points": 0}
        assert [config["hidden"] for config in configs[1:]] == [True] * KEYS[item]
        assert sum(config["points"] for config in configs) == pytest.approx(1)
        asked = [ast.unparse(ast.parse(test).body[-1]).rpartition(" >= ")[2] for test in tests[1:]]
        assert asked == [f"Fraction({n}, {KEYS[item]})" for n in range(1, KEYS[item] + 1)]


@pytest.mark.parametrize("worth", [Fraction(n, 3) for n in range(4)])
def test_an_answer_passes_as_many_cases_as_it_has_parts_of_the_point(sample: Path, worth: Fraction) -> None:
    found = cells(*kinds(sample))
    tests = [cell["source"] for cell in found if cell["id"].startswith("k-order-test-")][1:]
    passed = 0
    for test in tests:
        least = ast.parse(ast.unparse(ast.parse(test).body[-1]).rpartition(" >= ")[2], mode="eval")
        passed += worth >= eval(compile(least, "", "eval"), {"Fraction": Fraction})
    assert Fraction(passed, len(tests)) == worth


def test_the_test_that_students_may_see_compares_words_and_needs_no_key(sample: Path) -> None:
    test = next(cell for cell in cells(*kinds(sample)) if cell["id"] == "k-one-test-form")
    assert CONFIG.sub("", test["source"]) == 'quiz.lack("k-one") or "stored"'
    assert [output["data"] for output in test["outputs"]] == [{"text/plain": "'stored'"}]


@pytest.mark.parametrize("keys", ["", "shuffle: true\n"])
def test_what_otter_leaves_to_students_is_the_same_whatever_the_key(sample: Path, keys: str) -> None:
    resolved, quiz = kinds(sample, keys)
    ours, theirs = cells(resolved, quiz), cells(resolved, other_key(quiz))
    assert ours != theirs
    assert students(ours) == students(theirs)


def test_the_form_test_is_the_same_whatever_the_key(sample: Path) -> None:
    """Students have it in their notebook's metadata."""
    resolved, quiz = kinds(sample)
    ours, theirs = (
        [cell["source"] for cell in cells(resolved, each) if cell["id"].endswith("-test-form")]
        for each in (quiz, other_key(quiz))
    )
    assert len(ours) == len(ITEMS)
    assert ours == theirs


def test_the_readme_tells_what_to_run_and_the_traps(sample: Path) -> None:
    text = " ".join(files(*kinds(sample))["README.txt"].decode().split())
    assert "otter assign QUIZ/QUIZ.ipynb dist/QUIZ" in text
    assert "otter run -a dist/QUIZ/autograder/QUIZ-autograder_DATE.zip RETURNED.ipynb" in text
    assert "The zip in dist/QUIZ/autograder holds the right answers." in text
