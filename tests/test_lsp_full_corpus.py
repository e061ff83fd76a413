"""The language server on the course of this repository, with all of its documents."""

import os
from pathlib import Path

from tests.editor import REPOSITORY, Editor

LESSON = "lessons/deaths-2003.yml"


def test_the_first_course_has_no_errors_and_shows_its_passages() -> None:
    one = Editor(REPOSITORY, Path(os.environ["COURSE_CORPUS"]))
    text = one.open(LESSON)
    assert one.marked(LESSON) == []
    at = text.index(" quote: ") + len(" quote: ")
    assert (one.hover(one.at(LESSON, at)) or "").startswith("Proved, **")
    one.change(LESSON, text[:at] + "killed in the city" + text[text.index("\n", at) :])
    assert len(one.complete(one.at(LESSON, at + len("killed in the city"))).items) > 1
    assert one.close() == (0, "")
