"""Whatever students answer, an analysis adds up: every response is counted once, every figure lies where it can, every file is whole."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyse.analysis import analyse
from generator.analyse.estimates import Estimate
from generator.analyse.model import Analysis
from generator.analyse.page import analysis_page
from generator.analyse.responses import read_responses
from generator.analyse.to_csv import distractors_csv, items_csv
from generator.analyse.to_json import analysis_json
from generator.answers import points
from generator.resolve import ResolvedCourse
from generator.score import parts_of
from generator.spec.quiz import Item, MatchItem, OrderItem, Quiz
from tests.simulated_class import as_csv
from tests.test_analyse import _Parts
from tests.test_notebook import kinds

Answer = tuple[str, tuple[str, ...]]
"""A state, and ids."""


@pytest.fixture
def course(sample: Path) -> tuple[ResolvedCourse, Quiz]:
    """The sample with a quiz of every kind."""
    return kinds(sample)


def answers(item: Item) -> st.SearchStrategy[Answer]:
    """Any response to an item: held, open, or answered in any way that its form allows."""
    if isinstance(item, MatchItem):
        choices = [choice.id for choice in item.choices]
        given_ = st.fixed_dictionaries({}, optional={pair.id: st.sampled_from(choices) for pair in item.pairs})
        ids = given_.map(lambda chosen: tuple(f"{pair}={choice}" for pair, choice in chosen.items()))
    elif isinstance(item, OrderItem):
        ids = st.permutations([entry.id for entry in item.entries]).map(tuple)
    else:
        parts = [part.id for part in parts_of(item)]
        most = 1 if item.kind in ("single", "true-false") else len(parts)
        ids = st.lists(st.sampled_from(parts), unique=True, min_size=1, max_size=most).map(tuple)
    answered = ids.map(lambda chosen: ("answered", chosen) if chosen else ("open", ()))
    return st.one_of(answered, answered, answered, st.just(("open", ())), st.just(("held", ())))


@st.composite
def classes(draw: st.DrawFn, quiz: Quiz) -> list[list[str]]:
    """The rows of a class of one to forty students."""
    rows = []
    for n in range(draw(st.integers(1, 40))):
        for item in quiz.items:
            state, ids = draw(answers(item))
            worth = "" if state == "held" else f"{float(points(item, ids)):.6f}"
            rows.append([f"s{n}", quiz.id, item.id, state, " ".join(ids), worth, "", ""])
    return rows


def estimates(analysis: Analysis) -> list[Estimate]:
    items = [item for quiz in analysis.quizzes for item in quiz.items]
    found = [one for item in items for one in (item.difficulty, item.discrimination)]
    found += [one for item in items for part in item.parts for one in (part.share, part.correlation)]
    return [one for one in [*found, *(group.mean for group in (*analysis.skills, *analysis.passages))] if one is not None]


@given(st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=40, deadline=None)
def test_an_analysis_adds_up(course: tuple[ResolvedCourse, Quiz], data: st.DataObject) -> None:
    resolved, quiz = course
    rows = data.draw(classes(quiz))
    sheets, faults = read_responses(io.StringIO(as_csv(rows), newline=""), resolved.course)
    assert faults == ()
    analysis = analyse(resolved, sheets)
    (found,) = analysis.quizzes
    for item in found.items:
        assert item.answered + item.open + item.held == found.students == analysis.students
        assert item.full <= item.answered
        assert all(part.chosen <= item.answered for part in item.parts)
    assert sum(one.students for one in found.totals.bins) == found.complete
    assert all(-1 - 1e-9 <= one.low <= one.value <= one.high <= 1 + 1e-9 for one in estimates(analysis))
    thirds = [share for item in found.items for part in item.parts for share in part.thirds or ()]
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in thirds)
    if found.complete < 30:
        assert found.flags == ()
    page = _Parts(analysis_page(analysis))
    assert (page.wrong, page.open) == ([], [])
    assert json.loads(analysis_json(analysis))["responses"] == len(rows)
    for made in (items_csv(analysis), distractors_csv(analysis)):
        assert len({len(row) for row in csv.reader(io.StringIO(made.decode(), newline=""))}) == 1
