"""`course grade`, whole: from returned files to a folder of marks, feedback and a report, whatever happens in between."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator import cli
from generator.commands.saying import CLEAN, FOUND, USAGE
from generator.grade.grading import Asks, grade
from generator.grade.journal import Journal
from generator.grade.out_folder import open_out
from generator.grade.policy import policy_of
from generator.resolve import ResolvedCourse
from generator.spec.course import GRADING
from tests.grade_law import broken, rows
from tests.marking import KINDS, course
from tests.sample_course import tree
from tests.submissions import DAMAGES, Submission, asker, damaged, filled, honest, some_answers, submissions, worth, write

ITEMS = 6


@pytest.fixture
def asked(sample: Path) -> ResolvedCourse:
    return course(sample)


@pytest.fixture
def handed_in(asked: ResolvedCourse, tmp_path: Path) -> list[Submission]:
    """Six files in a folder `in`, three of them damaged."""
    return hand_in(asked, tmp_path / "in", 6, one_in=2)


def hand_in(resolved: ResolvedCourse, folder: Path, count: int, one_in: int = 0) -> list[Submission]:
    quiz = resolved.course.quiz(KINDS)
    assert quiz is not None
    return write(submissions(resolved, quiz.value, count, seed=5, one_in=one_in), folder)


def run(root: Path, *arguments: object) -> int:
    return cli.main(["grade", "--course", str(root), *map(str, arguments)])


# -- what comes of it -------------------------------------------------------------------------------------------------


def test_every_honest_file_gets_its_mark_and_every_damaged_one_its_true_reason(sample: Path, asked: ResolvedCourse, tmp_path: Path) -> None:
    """The small twin of the bench: each way of damage once among two hundred files."""
    quiz = asked.course.quiz(KINDS)
    assert quiz is not None
    there, chance = asker(asked, quiz.value), random.Random(1)
    made = [damaged(there, f"d{n:03}", way, chance) for n, way in enumerate(DAMAGES)]
    made += [honest(there, f"h{n:03}", chance) for n in range(200 - len(made))]
    write(iter(made), tmp_path / "in")
    assert run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS, "--no-feedback") == FOUND
    assert broken(tmp_path / "out", KINDS, ITEMS, made) == []


def test_the_command_says_what_came_of_it(
    sample: Path, handed_in: list[Submission], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert [one.damage for one in handed_in] == ["", "nothing in the file", "", "cut off", "", "saved as Latin-1"]
    assert run(sample, tmp_path / "in", "--out", out, "--quiz", KINDS) == FOUND
    assert capsys.readouterr().out == (
        "6 files, 6 students.\nMarks: 3 settled, 3 open, 0 not handed in.\nFiles: 3 refused, 0 held, 0 noted.\n"
        f"Gradebook: {out}/gradebook.csv\nReport: {out}/report.html\n"
        f"Feedback: {out}/feedback. It holds the right answers: give it out after the deadline.\n"
    )
    assert sorted(tree(out)) == [
        "attempts.csv", *(f"feedback/{one.student}/{KINDS}.{ending}" for one in handed_in[::2] for ending in ("html", "ipynb")),
        "gradebook.csv", "manifest.json", "report.html", "report.json", "responses.csv",
    ]  # fmt: skip


def test_as_json_for_programs_and_clean_where_nothing_waits(sample: Path, asked: ResolvedCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(asked, tmp_path / "in", 2)
    assert run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS, "--json", "--no-feedback") == CLEAN
    counts = {"files": 2, "students": 2, "attempts": 2, "settled": 2, "open": 0, "missing": 0, "refused": 0, "held": 0, "noted": 0}
    assert json.loads(capsys.readouterr().out) == {"counts": counts, "hints": [], "out": str(tmp_path / "out")}
    assert not (tmp_path / "out/feedback").exists()


def test_a_zip_gives_the_same_marks_as_its_folder(sample: Path, handed_in: list[Submission], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for one in handed_in:
            made.write(tmp_path / "in" / one.path, one.path)
    for source, out in (("in", "one"), ("all.zip", "two")):
        assert run(sample, tmp_path / source, "--out", tmp_path / out, "--quiz", KINDS) == FOUND
    for name in ("gradebook.csv", "responses.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_same_input_gives_the_same_bytes(sample: Path, handed_in: list[Submission], tmp_path: Path) -> None:
    assert handed_in
    for out in ("one", "two", "two"):
        assert run(sample, tmp_path / "in", "--out", tmp_path / out, "--quiz", KINDS) == FOUND
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_what_is_no_longer_there_leaves_no_feedback_behind(sample: Path, handed_in: list[Submission], tmp_path: Path) -> None:
    run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS)
    shutil.rmtree(tmp_path / "in" / handed_in[0].student)
    run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS)
    run(sample, tmp_path / "in", "--out", tmp_path / "fresh", "--quiz", KINDS)
    assert tree(tmp_path / "out") == tree(tmp_path / "fresh")
    assert not (tmp_path / "out/feedback" / handed_in[0].student).exists()


def test_roster_and_policy_are_applied_and_the_policy_of_the_command_comes_before_the_course_s(
    sample: Path, asked: ResolvedCourse, tmp_path: Path
) -> None:
    (one, two) = hand_in(asked, tmp_path / "in", 2)
    for n, file in enumerate((one, two)):
        os.utime(tmp_path / "in" / file.path, (1_777_900_000 + n * 86_400,) * 2)  # 4 May 2026, 13:06:40 UTC, and a day later
    (sample / GRADING).write_text("resubmissions: first\n", encoding="utf-8")
    (tmp_path / "policy.yml").write_text(
        f"timezone: America/La_Paz\nquizzes:\n  - quiz: {KINDS}\n    due: 2026-05-04T10:00\nlate:\n  per_day: 20\n", encoding="utf-8"
    )
    (tmp_path / "roster.csv").write_text(f"id;name\n{one.student};Ada Lind\n{two.student};Ben Oke\nx;Cleo\n", encoding="utf-8-sig")
    run(sample, tmp_path / "in", "--out", tmp_path / "out", "--roster", tmp_path / "roster.csv", "--policy", tmp_path / "policy.yml")
    found = rows(tmp_path / "out/attempts.csv")
    assert [(row["student"], row["handed_in"], row["late_days"], row["penalty"]) for row in found] == [
        (one.student, "2026-05-04T13:06:40Z", "", ""), (two.student, "2026-05-05T13:06:40Z", "1", "20"),
    ]  # fmt: skip
    assert [(row["student"], row["name"], row["missing"]) for row in rows(tmp_path / "out/gradebook.csv")] == [
        (one.student, "Ada Lind", ""), (two.student, "Ben Oke", ""), ("x", "Cleo", KINDS),
    ]  # fmt: skip
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert report["policy"]["resubmissions"] == "best"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Ada Lind_11_assignsubmission_file_/{}.ipynb", "Ben Oke_12_assignsubmission_file_/{}.ipynb"), "platform"),
        (("Ada Lind_11_assignsubmission_file_{}.ipynb", "Ben Oke_12_assignsubmission_file_{}.ipynb"), "platform"),
        (("lindada_11_21_{}.ipynb", "okeben_LATE_12_22_{}-1.ipynb"), "platform"),
        (("submitted/s1/{}/{}.ipynb", "submitted/s2/{}/{}.ipynb"), "platform"),
        (("class/Lind, Ada/{}.ipynb", "class/s2/papers/{}.ipynb"), "folder"),
        (("s1-{}.ipynb", "s2-{} (1).ipynb"), "file-name"),
    ],
)
def test_zips_of_learning_platforms_are_matched_to_the_roster_and_their_times_are_local(
    sample: Path, asked: ResolvedCourse, tmp_path: Path, names: tuple[str, str], told: str
) -> None:
    quiz = asked.course.quiz(KINDS)
    assert quiz is not None
    there, chance = asker(asked, quiz.value), random.Random(6)
    answers = [some_answers(there, chance) for _ in names]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        for n, name in enumerate(names):
            entry = zipfile.ZipInfo(name.replace("{}", KINDS), (2026, 5, 4, 11 + 2 * n, 0, 0))
            made.writestr(entry, filled(there, answers[n], "", "typed", chance))
    (tmp_path / "roster.csv").write_text("id,first name,last name\ns1,Ada,Lind\ns2,Ben,Oke\n", encoding="utf-8")
    (sample / GRADING).write_text(
        f"timezone: Europe/Madrid\nquizzes:\n  - quiz: {KINDS}\n    due: 2026-05-04T12:00\nlate:\n  per_day: 10\n", encoding="utf-8"
    )
    assert run(sample, tmp_path / "all.zip", "--out", tmp_path / "out", "--roster", tmp_path / "roster.csv") == CLEAN
    found = [(row["student"], row["told_by"], row["handed_in"], row["penalty"]) for row in rows(tmp_path / "out/attempts.csv")]
    assert found == [("s1", told, "2026-05-04T09:00:00Z", ""), ("s2", told, "2026-05-04T11:00:00Z", "10")]
    points = [float(worth(there, one)) for one in answers]
    assert [float(row[KINDS]) for row in rows(tmp_path / "out/gradebook.csv")] == [
        pytest.approx(100 * points[0] / 6, abs=0.005), pytest.approx(max(0, 100 * points[1] / 6 - 10), abs=0.005),
    ]  # fmt: skip


def test_a_name_that_a_spreadsheet_would_run_is_neutralised_everywhere(sample: Path, asked: ResolvedCourse, tmp_path: Path) -> None:
    made = hand_in(asked, tmp_path / "made", 2)
    for name, one in zip(("=cmd()|'calc'!A0", "@SUM(A1)"), made, strict=True):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / f"{KINDS}.ipynb").write_bytes(one.content)
    run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS)
    for name in ("gradebook", "attempts", "responses"):
        cells = [cell for row in rows(tmp_path / f"out/{name}.csv") for cell in row.values()]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
        assert "'=cmd()|'calc'!A0" in cells
    assert {path.name.rpartition("-")[0] for path in (tmp_path / "out/feedback").iterdir()} == {"cmd_calc_A0", "SUM_A1"}


def test_nothing_in_hostile_files_is_run_and_nothing_is_written_outside_the_folder(
    sample: Path, asked: ResolvedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in cells, names and zips: beside the folder named nothing changes, and every file is accounted for."""
    quiz = asked.course.quiz(KINDS)
    assert quiz is not None
    there, chance = asker(asked, quiz.value), random.Random(8)
    book = json.loads(filled(there, some_answers(there, chance), "../../../up", "typed", chance))
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = f"!touch {tmp_path}/shell\n__import__('os').system('touch {tmp_path}/run')\nanswer = open('{tmp_path}/run', 'w')"
    cut = json.dumps(book).encode()
    (tmp_path / "in/%2e%2e%2fup").mkdir(parents=True)
    (tmp_path / "in/%2e%2e%2fup" / f"{KINDS}.ipynb").write_bytes(cut)
    (tmp_path / "in/con").mkdir()
    (tmp_path / "in/con" / f"{KINDS}.ipynb").write_bytes(honest(there, "con", chance).content)
    (tmp_path / "in/link.ipynb").symlink_to(sample / "_config.yml")
    with zipfile.ZipFile(tmp_path / "in/tricks.zip", "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("../../escaped.ipynb", "/absolute.ipynb", "C:\\windows.ipynb", "..\\back.ipynb"):
            made.writestr(name, honest(there, name, chance).content)
    with zipfile.ZipFile(tmp_path / "in/bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.ipynb", bytes(120_000_000))
    before = tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(sample, "in", "--out", "out", "--quiz", KINDS) == FOUND
    assert {name: content for name, content in tree(tmp_path).items() if not name.startswith("out/")} == before
    found = {row["path"]: row["flags"] for row in rows(tmp_path / "out/attempts.csv")}
    shown = ("absolute.ipynb", "back.ipynb", "escaped.ipynb", "windows.ipynb")
    assert sorted(found) == [
        "%2e%2e%2fup/kinds-quiz.ipynb", "bomb.zip", "con/kinds-quiz.ipynb", "link.ipynb", *(f"tricks.zip/{name}" for name in shown),
    ]  # fmt: skip
    assert "answer-" in found["%2e%2e%2fup/kinds-quiz.ipynb"]
    assert (found["bomb.zip"], found["link.ipynb"]) == ("zip-bomb student-unnamed", "not-a-file student-unnamed")
    assert all("zip-path" in found[f"tricks.zip/{name}"] for name in shown)


# -- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone", "--out", "out"], "course: there is no `gone`\n"),
        (["in", "--out", "out", "--roster", "gone.csv", "--policy", "gone.yml"], "course: there is no `gone.csv`, `gone.yml`\n"),
        (["in", "--out", "out", "--quiz", "kinds-quizz"], "course: there is no quiz `kinds-quizz`; did you mean `kinds-quiz`?\n"),
        (["in", "--out", "in/out"], "course: `in/out` and `in` lie in one another: name another folder with --out\n"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_written(
    sample: Path, handed_in: list[Submission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: list[str], said: str,
) -> None:  # fmt: skip
    assert handed_in
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    assert run(sample, *arguments) == USAGE
    assert capsys.readouterr().err == said
    assert tree(tmp_path) == before


def test_all_problems_of_roster_and_policy_are_told_in_one_run(
    sample: Path, handed_in: list[Submission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handed_in
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text("id,name\ns1,Ada\ns1,Ben\n", encoding="utf-8")
    Path("policy.yml").write_text("quizzes:\n  - quiz: kinds-quizz\n", encoding="utf-8")
    assert run(sample, "in", "--out", "out", "--roster", "roster.csv", "--policy", "policy.yml") == FOUND
    told = capsys.readouterr().err
    assert [line for line in told.splitlines() if line.startswith(("error", "warning", " -->"))] == [
        "error[unknown-reference]: there is no quiz `kinds-quizz`", " --> policy.yml:2:11",
        "warning[quiz-unpaired]: the lesson `stopped-clock` doesn't close with this quiz, so no page shows it",
        " --> quizzes/kinds-quiz.yml:3:9",
        "error[bad-roster]: the id `s1` is another student's too", " --> roster.csv:3:1",
    ]  # fmt: skip
    assert told.endswith("2 errors, 1 warning. Nothing was graded.\n")
    assert not Path("out").exists()


def test_a_folder_that_cannot_be_written_is_told(
    sample: Path, handed_in: list[Submission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handed_in

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert run(sample, tmp_path / "in", "--out", tmp_path / "out", "--quiz", KINDS) == USAGE
    assert capsys.readouterr().err == f"course: can't write into `{tmp_path / 'out'}`: No space left on device. Grade again to go on.\n"


# -- broken off -------------------------------------------------------------------------------------------------------


def grading(resolved: ResolvedCourse, source: Path, out: Path) -> None:
    """Grade without the command around it."""
    asks = Asks(paths=(source,), policy=policy_of(resolved.course, None, [KINDS]))
    grade(resolved, asks, open_out(out, asks.paths), lambda *_: None, lambda *_: None)


def in_child(work: Callable[[], None]) -> int:
    """Do something in a copy of this process; gives the signal that ended it, 0 for none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads, which a child that only writes files doesn't use
        child = os.fork()
    if not child:
        work()
        os._exit(0)
    return os.waitpid(child, 0)[1]


class Killer:
    """Ends the process, as SIGKILL does, at the nth time that something is written, moved or removed: before it, or half done."""

    def __init__(self, at: int) -> None:
        self.left = at

    def now(self) -> bool:
        self.left -= 1
        return self.left < 0

    def arm(self) -> None:
        write, append = Path.write_bytes, Journal._append
        for name in ("replace", "unlink", "rmdir", "mkdir"):
            setattr(Path, name, self.before(getattr(Path, name)))

        def write_half(path: Path, content: bytes) -> None:
            write(path, content[: len(content) // 2] if (last := self.now()) else content)
            if last:
                os.kill(os.getpid(), signal.SIGKILL)

        def append_half(journal: Journal, line: str) -> None:
            if self.now():
                journal._stream.write(line[: len(line) // 2].encode())
                journal._stream.flush()
                os.kill(os.getpid(), signal.SIGKILL)
            append(journal, line)

        Path.write_bytes = write_half
        Journal._append = append_half

    def before(self, work: Callable[..., object]) -> Callable[..., object]:
        def killed(*arguments: object, **more: object) -> object:
            if self.now():
                os.kill(os.getpid(), signal.SIGKILL)
            return work(*arguments, **more)

        return killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs to copy the process")
@pytest.mark.parametrize("earlier", [False, True], ids=["into an empty folder", "over an earlier run"])
def test_killed_at_any_write_and_run_again_it_gives_what_an_undisturbed_run_does(
    asked: ResolvedCourse, handed_in: list[Submission], tmp_path: Path, earlier: bool
) -> None:
    source, whole, before = tmp_path / "in", tmp_path / "whole", tmp_path / "before"
    if earlier:
        grading(asked, source, before)
        shutil.rmtree(source / handed_in[0].student)  # so that the next run has something to remove
    grading(asked, source, whole)
    expected = tree(whole)
    killed = 0
    while True:
        out = tmp_path / f"out{killed}"
        if earlier:
            shutil.copytree(before, out)

        def broken_off(out: Path = out, at: int = killed) -> None:
            Killer(at).arm()
            grading(asked, source, out)

        if in_child(broken_off) != signal.SIGKILL:
            break
        grading(asked, source, out)
        assert tree(out) == expected, f"killed at write {killed}"
        shutil.rmtree(out)
        killed += 1
    assert killed > 30
    assert tree(out) == expected


def state(folder: Path) -> list[tuple[str, int]]:
    """What a folder holds while somebody writes into it, and since when."""
    with suppress(FileNotFoundError):
        return [(path.name, path.stat().st_mtime_ns) for path in sorted(folder.iterdir())]
    return []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_at_any_moment_the_command_goes_on_where_it_was(sample: Path, asked: ResolvedCourse, tmp_path: Path) -> None:
    hand_in(asked, tmp_path / "in", 120, one_in=5)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "generator", "grade", "in", "--out", "out", "--quiz", KINDS, "--course", str(sample)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    chance, killed = random.Random(2), 0
    for _ in range(3):
        before = state(out)
        with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            until = time.monotonic() + 30
            while state(out) == before and running.poll() is None and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.2))  # from the first that is written on
            killed += running.poll() is None
            running.kill()
    assert killed
    last = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert last.returncode == FOUND, last.stderr
    run(sample, tmp_path / "in", "--out", tmp_path / "whole", "--quiz", KINDS)
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")
