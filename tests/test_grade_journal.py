"""The journal gives back what was read, for the same file and the same course alone, and survives being broken off anywhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.grade.asked import Asked
from generator.grade.flags import Flag
from generator.grade.journal import Journal, made_for
from generator.grade.model import Incoming, Raised, Reading, Response, State
from generator.resolve import ResolvedCourse
from tests.marking import at, course
from tests.sample_course import edit
from tests.submissions import submissions
from tests.test_notebook import resolve


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


def returned(resolved: ResolvedCourse, count: int = 6) -> list[Incoming]:
    quiz = resolved.course.quiz("kinds-quiz")
    assert quiz is not None
    made = submissions(resolved, quiz.value, count, seed=3, one_in=2)
    return [Incoming(path=one.path, content=one.content, handed_in=at(9)) for one in made]


def read_all(path: Path, resolved: ResolvedCourse, files: list[Incoming], digest: str = "d") -> list[tuple[Reading, ...]]:
    asked = Asked(resolved)
    with Journal(path, digest) as journal:
        return [journal.read(asked, file) for file in files]


class NoReading(Asked):
    """Stands for the course where nothing must be read afresh."""

    def __init__(self) -> None:
        pass


def test_what_is_in_the_journal_is_not_read_again_and_is_the_same(asked: ResolvedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = returned(asked)
    first = read_all(tmp_path / "j", asked, files)
    before = (tmp_path / "j").read_bytes()
    monkeypatch.setattr("generator.grade.journal.read", lambda *_: pytest.fail("read again"))
    assert read_all(tmp_path / "j", asked, files) == first
    assert (tmp_path / "j").read_bytes() == before


def test_other_bytes_another_path_and_another_course_are_read_afresh(asked: ResolvedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = returned(asked)[0]
    read_all(tmp_path / "j", asked, [file])
    seen: list[str] = []
    monkeypatch.setattr("generator.grade.journal.read", lambda _, incoming: seen.append(incoming.path) or ())
    read_all(tmp_path / "j", asked, [file, replace(file, content=file.content + b" "), replace(file, path="elsewhere")])
    assert seen == [file.path, "elsewhere"]
    read_all(tmp_path / "j", asked, [file], digest="another course")
    assert seen == [file.path, "elsewhere", file.path]


def test_the_time_is_that_of_the_file_today(asked: ResolvedCourse, tmp_path: Path) -> None:
    file = returned(asked)[0]
    read_all(tmp_path / "j", asked, [file])
    ((again,),) = read_all(tmp_path / "j", asked, [replace(file, handed_in=at(10))])
    assert again.handed_in == at(10)


def test_the_digest_changes_with_all_that_a_reading_depends_on(sample: Path) -> None:
    first = made_for(course(sample))
    assert made_for(course(sample)) == first
    edit(sample / "quizzes/kinds-quiz.yml", "Ten past four,", "Ten past five,")
    assert made_for(resolve(sample, "kinds-quiz")[0]) != first


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1), junk=st.binary(max_size=20))
def test_a_journal_that_was_broken_off_anywhere_is_gone_on_with(asked: ResolvedCourse, tmp_path: Path, cut: float, junk: bytes) -> None:
    files = returned(asked)
    path = tmp_path / "j"
    path.unlink(missing_ok=True)
    whole = read_all(path, asked, files)
    content = path.read_bytes()
    path.write_bytes(content[: int(cut * len(content))] + junk)
    assert read_all(path, asked, files) == whole
    assert path.read_bytes() == content


IDS = st.text(max_size=6)
READINGS = st.builds(
    Reading, path=st.just("p"), sha256=st.just("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), quiz=IDS, claimed=IDS, saved=IDS,
    handed_in=st.just(None),
    responses=st.lists(st.builds(
        Response, item=IDS, state=st.sampled_from(State), answer=st.lists(IDS, max_size=3).map(tuple), sure=st.none() | st.booleans(),
        seconds=st.none() | st.floats(0, 1e6),
    ), max_size=3).map(tuple),
    raised=st.lists(st.builds(Raised, flag=st.sampled_from(Flag), detail=IDS, item=IDS), max_size=3).map(tuple),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(readings=st.lists(READINGS, max_size=3).map(tuple))
def test_every_reading_comes_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readings: tuple[Reading, ...]) -> None:
    path = tmp_path / "j"
    path.unlink(missing_ok=True)
    file = Incoming(path="p", content=b"")
    monkeypatch.setattr("generator.grade.journal.read", lambda *_: readings)
    with Journal(path, "d") as journal:
        assert journal.read(NoReading(), file) == readings
    monkeypatch.setattr("generator.grade.journal.read", lambda *_: pytest.fail("read again"))
    with Journal(path, "d") as journal:
        assert journal.read(NoReading(), file) == readings
