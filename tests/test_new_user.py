"""A course on a subject of one's own, as the guide tells it: two documents, one of them a PDF, two lessons and a quiz."""

import time
from pathlib import Path

import pytest
import weasyprint

from generator.cli import main
from tests.sample_course import edit, run_course

COMPANY = """REPORT OF THE TRAMWAY COMPANY

For the first week of service.

The line was opened on Friday. Sixty passengers rode with the director at noon, and the whole day brought two hundred and four.
The bell was in good order.

- 1 -

EXPENSES

The rails cost nine thousand crowns. The town has paid four thousand of
them, and the company the rest. No carter has lost his work by the line.

- 2 -

COMPLAINTS

A complaint about butter taken in place of coin was looked into. The driver denies it.

- 3 -

10 December 1897
"""
WITNESS = """<html lang=en><head><title>The First Day of the Tram</title><meta name=author content="Odile Karst"><style>
@page { size: A6; margin: 15mm; @top-center { content: "The First Day" } @bottom-center { content: counter(page) } }
body { font-size: 12pt; hyphens: auto; text-align: justify }</style></head><body><h1>The First Day of the Tram</h1><p>3 December 1897</p>
<h2>The morning</h2><p>The first tram left the depot at five in the morning, and nobody was on it but the driver. He says that the bell
froze, and that he rang it with a hammer until he reached the harbour. Two women got in at the market and paid with butter.</p>
<h2>The director</h2><p>At noon the director of the company rode the whole line. He counted sixty passengers, or so the company printed. The
conductors counted their tickets in the evening and had forty-one. I have seen both lists, and they are written in one hand.</p>
<h2>The carters</h2><p>Nobody asked the carters. They stood along the Long Street with their horses and watched their trade go by. Three of
them told me that the rails had cost the town more than a bridge, and that a bridge would have carried carts.</p>"""

LESSON = (
    ("  -   #", "  - Compare two accounts #"),
    ("title:   # short", "title: The claim # short"),
    ("headnote:  ", "headnote: The writer has a stake in the answer. Watch who counts, and for whom."),
    ("limits:  ", "limits: The tickets themselves are lost."),
)
EXAMPLE = ("lessons/weir.yml", "quizzes/weir-quiz.yml", "lessons/timeline.yml", "lessons/glossary.yml", "corpus/miller-1862.txt", "corpus/minutes-1862.txt")
EXAMPLE_PAGES = ("units/weir-1862", "chapters/weir", "sources/miller-1862", "sources/minutes-1862", "timeline", "glossary")


def fill_in(root: Path) -> None:
    """What an author would write into the gaps."""
    first, second, quiz = root / "lessons/who-rode.yml", root / "lessons/cost.yml", root / "quizzes/who-rode-quiz.yml"
    for lesson, question, source, words in (
        (first, "How many rode at noon?", "company-1897", "Sixty passengers rode with the director at noon"),
        (second, "Who paid for the rails?", "tram-1897", "the rails had cost the town more than a bridge"),
    ):
        for old, new in (("question:  ", f"question: {question}"), ("source:  ", f"source: {source}"), ('quote: ""', f"quote: {words}"), *LESSON):
            edit(lesson, old, new)
    for old, new in (("title:   # as", "title: The tram # as"), ("question:  ", "question: Whom did the tram serve?"), ("opening:  ", "opening: A town opened a tram.")):
        edit(root / "lessons/units.yml", old, new)
    text = quiz.read_text(encoding="utf-8")
    for words in ("The conductors", "The director", "The carters"):
        text = text.replace("text:  ", f"text: {words}", 1).replace("feedback:  ", f"feedback: {words} are named in the text.", 1)
    quiz.write_text(text, encoding="utf-8")
    evidence = "The conductors counted their tickets in the evening and had forty-one."
    for old, new in (
        ("title:  ", 'title: "Quiz: who rode?"'), ("skill:  ", "skill: sourcing"), ("stem:  ", "stem: Who counted forty-one?"),
        ('passage: ""', "source: tram-1897"), ('quote: ""', f"quote: {evidence}"),
    ):  # fmt: skip
        edit(quiz, old, new)


def remove_the_example(root: Path) -> None:
    """As the guide lists it."""
    for name in EXAMPLE:
        (root / name).unlink()
    for name, key, following in (("units", "weir-1862", "tram-1897"), ("sources", "miller-1862", "tram-1897")):
        path = root / f"lessons/{name}.yml"
        head, _, rest = path.read_text(encoding="utf-8").partition(f"  - id: {key}\n")
        kept = rest.partition(f"  - id: {following}\n")[2]
        path.write_text(f"{head}  - id: {following}\n{kept}", encoding="utf-8")
    for page in EXAMPLE_PAGES:
        edit(root / "_toc.yml", f"      - file: book/{page}\n", "")


def two_documents(folder: Path) -> None:
    """What the author has: a PDF, and a plain text."""
    weasyprint.HTML(string=WITNESS).write_pdf(folder / "first-day.pdf")
    (folder / "company.txt").write_text(COMPANY, encoding="utf-8")


def take_in_and_begin() -> None:
    """The commands of the guide, in the course's folder."""
    for command in (
        ["source", "../first-day.pdf", "--id", "tram-1897"],
        ["source", "../company.txt", "--id", "company-1897"],
        ["lesson", "who-rode", "--title", "Who rode the tram?", "--unit", "tram-1897"],
        ["quiz", "who-rode-quiz", "--lesson", "who-rode"],
        ["lesson", "cost", "--title", "What did the rails cost?", "--unit", "tram-1897"],
    ):
        assert main(["new", *command]) == 0


CHECKED = "Checked 2 lessons, 1 quizzes, 1 items, 3 citations, 2 excerpts, 2 documents, 0 phrases: no problems.\n"


def test_a_course_of_two_lessons_and_a_quiz_stands_by_the_steps_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From two files in a folder to a book without a warning; the commands alone take less than a minute."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    two_documents(tmp_path)
    begun = time.monotonic()
    assert main(["new", "course", "tram", "--title", "The first tram", "--empty"]) == 0
    monkeypatch.chdir(tmp_path / "tram")
    take_in_and_begin()
    fill_in(tmp_path / "tram")
    capsys.readouterr()
    assert main(["check"]) == 0
    # The town is small and so are its documents: quoting is measured as in any course, and stays within its bounds.
    assert capsys.readouterr().out == CHECKED
    built = run_course(tmp_path / "tram", "build")
    assert (built.returncode, built.stderr) == (0, "")
    assert "  0 warnings, " in built.stdout
    assert time.monotonic() - begun < 60


def test_the_example_is_taken_out_by_the_steps_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is left is the author's own course, without a problem."""
    monkeypatch.delenv("COURSE_CORPUS", raising=False)
    monkeypatch.chdir(tmp_path)
    two_documents(tmp_path)
    assert main(["new", "course", "tram"]) == 0
    monkeypatch.chdir(tmp_path / "tram")
    take_in_and_begin()
    fill_in(tmp_path / "tram")
    remove_the_example(tmp_path / "tram")
    capsys.readouterr()
    assert main(["check"]) == 0
    assert capsys.readouterr().out == CHECKED
