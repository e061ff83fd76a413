"""`course check` and the lint: what is shown, what is counted, what an allowance and a baseline leave out."""

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.fingerprint import fingerprint, fingerprint_without_key
from generator.render.digest import digest
from generator.spec.allowance import Allowance
from generator.spec.language import course_language
from tests.lint.hit_rate import question
from tests.sample_course import copy_sample, edit, tree

QUIZ = "quizzes/ringer-quiz.yml"
CHECKED = "Checked 3 lessons, 3 quizzes, 19 items, 46 citations, 5 excerpts, 4 documents, 6 phrases: "
WARNING = f"""\
warning[stem-negative]: the stem of `ri-author` asks what is not so, with `not`
  --> {QUIZ}:21:11
   |
21 |     stem: What does Tomas Quill not say he is?
   |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: ask what is so, or write the word in capitals

"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with one stem that is negative."""
    laid = copy_sample(tmp_path)
    monkeypatch.setenv("COURSE_CORPUS", str(laid / "documents"))
    edit(laid / QUIZ, "What does Tomas Quill say he is?", "What does Tomas Quill not say he is?")
    return laid


def run(root: Path, *options: str) -> int:
    return main(["check", "--course", str(root), *options])


def test_a_warning_of_the_lint_is_a_warning_like_any_other(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root) == 0
    assert capsys.readouterr().out == f"{WARNING}{CHECKED}1 warning.\n"


def test_other_commands_than_check_and_build_do_not_ask_how_items_are_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lock", "--course", str(root)]) == 0
    out, err = capsys.readouterr()
    assert "stem-negative" not in out + err
    assert main(["export", "otter", "--course", str(root), "--out", str(root / "exported")]) == 0
    out, err = capsys.readouterr()
    assert "stem-negative" not in out + err


def test_advice_is_shown_on_request_and_never_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--info") == 0
    out = capsys.readouterr().out
    assert WARNING in out
    assert out.count("info[option-number]: ") == 5
    assert out.endswith(f"{CHECKED}1 warning, advice on 5.\n")
    assert run(root, "--info", "--json") == 0
    weights = [problem["severity"] for problem in json.loads(capsys.readouterr().out)["problems"]]
    assert (weights.count("info"), weights.count("warning")) == (5, 1)
    assert run(root, "--info", "--github") == 0
    assert sum(line.startswith("::notice ") for line in capsys.readouterr().out.splitlines()) == 5


def allow(root: Path, *lines: str) -> None:
    edit(root / QUIZ, "      quote: I am a smith.\n", "      quote: I am a smith.\n    lint:\n" + "".join(f"      {line}\n" for line in lines))


def test_an_allowance_needs_a_name_that_there_is_and_a_reason(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    allow(root, "- allow: stem-negativ", "  because: He is asked for what he leaves out.", "- allow: stem-negative")
    assert run(root) == 1
    out = capsys.readouterr().out
    assert "error[bad-value]: `allow` must be one of `option-positional`, `key-longest`, " in out
    assert "= help: did you mean `stem-negative`?" in out
    assert "error[missing-key]: the key `because` is missing" in out


def test_an_allowance_that_nothing_needs_is_a_warning(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    because = "  because: He is asked for what he leaves out."
    allow(root, "- allow: stem-negative", because, "- allow: stem-negative", because, "- allow: key-longest", because)
    assert run(root) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith("warning")] == [
        "warning[allowance-unused]: item `ri-author` allows `stem-negative`, and nothing needs it",
        "warning[allowance-unused]: item `ri-author` allows `key-longest`, and nothing needs it",
    ]
    assert [line for line in out.splitlines() if "-->" in line] == [f"  --> {QUIZ}:36:16", f"  --> {QUIZ}:38:16"]


def test_a_baseline_leaves_out_what_is_known_wherever_it_moves_and_nothing_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "old.json"
    assert run(root, "--write-baseline", str(file)) == 0
    assert capsys.readouterr().out == f"Recorded 6 findings in {file}.\n"
    written = file.read_bytes()
    edit(root / QUIZ, "items:\n", "# moved\n\n\nitems:\n")
    assert run(root, "--write-baseline", str(file)) == 0
    assert file.read_bytes() == written
    capsys.readouterr()
    assert run(root, "--baseline", str(file), "--info") == 0
    assert capsys.readouterr().out == f"{CHECKED}no problems, no advice; 6 known from the baseline.\n"
    edit(root / QUIZ, "How long had the shaft served when it broke?", "Which is true?")
    assert run(root, "--baseline", str(file)) == 0
    out = capsys.readouterr().out
    assert out.startswith("warning[stem-unfocused]: the stem of `ri-board` ")
    assert out.endswith(f"{CHECKED}1 warning; 6 known from the baseline.\n")


def test_an_error_is_in_no_baseline(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "old.json"
    edit(root / QUIZ, "lesson: ringer\n", "lesson: ringer\nshuffle: true\n")
    edit(root / QUIZ, "text: A chaplain", "text: Both A and C")
    assert run(root, "--write-baseline", str(file)) == 1
    assert capsys.readouterr().out.startswith("error[option-positional]: option `b` of `ri-author` points at the place of others")
    assert run(root, "--baseline", str(file)) == 1
    assert "option-positional" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "it is not JSON"),
        ("[]", "it has no `version` and `findings`"),
        ('{"version": 2, "findings": []}', "its version is 2, and this program reads 1"),
        ('{"version": 1, "findings": [["stem-negative", "a"]]}', "an entry of `findings` is not three texts"),
        ('{"version": 1, "findings": [["a", "b", 1]]}', "an entry of `findings` is not three texts"),
        ('{"version": 1, "findings": ["abc"]}', "an entry of `findings` is not three texts"),
    ],
)
def test_a_file_that_is_no_baseline_is_told(root: Path, text: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "old.json"
    file.write_text(text, encoding="utf-8")
    assert run(root, "--baseline", str(file)) == 2
    assert capsys.readouterr().err == f"course: `{file}` is no baseline: {reason}; write one with --write-baseline\n"


def test_a_baseline_that_cannot_be_read_or_written_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--baseline", str(root / "none.json")) == 2
    assert capsys.readouterr().err == f"course: `{root / 'none.json'}` can't be read: No such file or directory\n"
    (root / "old.json").write_bytes(b"\xff")
    assert run(root, "--baseline", str(root / "old.json")) == 2
    assert capsys.readouterr().err == f"course: `{root / 'old.json'}` can't be read: it is not UTF-8 text\n"
    before = tree(root)
    assert run(root, "--write-baseline", str(root / "old.json" / "file")) == 2
    assert capsys.readouterr().err.startswith(f"course: `{root / 'old.json' / 'file'}` can't be written: ")
    assert tree(root) == before


def test_an_allowance_is_in_no_fingerprint_and_no_digest_of_a_page() -> None:
    item = question(name="one", stem="Who rang?", options=["* He", "She"]).item
    allowed = item.model_copy(update={"lint": (Allowance(allow="option-number", because="Two are all there are."),)})
    assert allowed != item
    assert fingerprint(allowed) == fingerprint(item)
    assert fingerprint_without_key(allowed) == fingerprint_without_key(item)
    assert digest(allowed) == digest(item)


@pytest.mark.parametrize(
    ("config", "language"),
    [
        ("sphinx:\n  config:\n    language: es\n", "es"),
        ("sphinx:\n  config:\n    project: x\n", "en"),
        ("language: es\n", "en"),
        ("sphinx: {config: {language: [es]}}\n", "en"),
        ("sphinx: [\n", "en"),
    ],
)
def test_the_language_is_that_of_the_settings(config: str, language: str, tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text(config, encoding="utf-8")
    assert course_language(tmp_path) == language


def test_a_course_in_another_language_gets_the_rules_without_word_lists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = root / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("language: en", "language: es"), encoding="utf-8")
    assert "language: es" in config.read_text(encoding="utf-8")
    assert run(root, "--info") == 0
    out = capsys.readouterr().out
    assert out.endswith("no problems, advice on 5.\n")
