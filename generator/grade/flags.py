"""What can be said against a returned file. Every flag has one weight, so that no file is ever scored nought in silence.

A mark counts unless something is HELD. What could be read for certain counts even beside a flag: an item that is held holds
only itself, and the file's total with it.
"""

from __future__ import annotations

import enum
from typing import Self


class Weight(enum.StrEnum):
    """What a flag does to a mark."""

    REFUSED = "refused"
    """The file could not be read at all: it gives no answer, and its student's mark stays open."""
    HELD = "held"
    """An answer is there but can't be told for certain: the mark stays open until the instructor decides."""
    NOTED = "noted"
    """The mark counts; somebody may want to look."""


class Flag(enum.Enum):
    """The reason, as the report gives it: its name there, what it does to the mark, and what explains it."""

    def __new__(cls, value: str, weight: Weight, explanation: str) -> Self:
        """A member from its name in reports, its weight, and its explanation."""
        member = object.__new__(cls)
        member._value_ = value
        member.weight = weight
        member.explanation = explanation
        return member

    weight: Weight
    explanation: str

    # fmt: off
    # -- the file -----------------------------------------------------------------------------------------------------

    UNREADABLE = ("unreadable", Weight.REFUSED, "The file could not be opened.")
    NOT_A_FILE = ("not-a-file", Weight.REFUSED, "A link, a device or the like stands where a file should. It was not followed.")
    EMPTY = ("empty", Weight.REFUSED, "The file holds nothing. Often an upload was broken off: ask for it again.")
    TOO_LARGE = (
        "too-large", Weight.REFUSED,
        "The file is larger than an answered notebook can be. Ask for it again without its outputs (in Jupyter: clear all outputs, save).",
    )
    NOT_OURS = ("not-ours", Weight.REFUSED, "The file is neither a quiz notebook nor a result file: a PDF, a text, other JSON.")
    NOT_UTF8 = (
        "not-utf8", Weight.REFUSED,
        "The file's bytes are no UTF-8, as notebooks and result files are. A program in between changed or broke them.",
    )
    NOT_JSON = (
        "not-json", Weight.REFUSED,
        "The file begins like a notebook or a result file but isn't whole: it was cut off, or edited as a text.",
    )
    TOO_DEEP = ("too-deep", Weight.REFUSED, "Brackets in the file are nested deeper than any notebook's. Nothing of it was read.")
    FILE_RENAMED = ("file-renamed", Weight.NOTED, "The file's name doesn't tell its quiz; what stands in the file does.")

    # -- zips ---------------------------------------------------------------------------------------------------------

    ZIP_UNREADABLE = ("zip-unreadable", Weight.REFUSED, "The zip, or a file in it, is damaged or packed in a way that isn't read here.")
    ZIP_ENCRYPTED = ("zip-encrypted", Weight.REFUSED, "The file in the zip has a password.")
    ZIP_BOMB = (
        "zip-bomb", Weight.REFUSED,
        "The zip would unpack to far more than it can honestly hold, or its files overlap. It was not unpacked further.",
    )
    ZIP_NESTED_TOO_DEEP = ("zip-nested-too-deep", Weight.REFUSED, "A zip in a zip in a zip: too deep to be opened.")
    ZIP_PATH = (
        "zip-path", Weight.NOTED,
        "The file's name in the zip tried to leave the folder or hides something. The name is shown made harmless; the file was read.",
    )
    ZIP_NAME_TWICE = ("zip-name-twice", Weight.NOTED, "The zip holds several files of one name. Each was read; a number tells them apart.")

    # -- whose and which quiz -----------------------------------------------------------------------------------------

    NOTEBOOK_VERSION = (
        "notebook-version", Weight.REFUSED,
        "The notebook is of another version of the format than 4. Open it in a current Jupyter, save it, and hand that in.",
    )
    SCHEMA_NEWER = ("schema-newer", Weight.REFUSED, "The file was made by a newer version of this compiler. Grade it with that one.")
    OTHER_COURSE = ("other-course", Weight.REFUSED, "The file belongs to another course.")
    UNKNOWN_QUIZ = ("unknown-quiz", Weight.REFUSED, "The file's quiz isn't in this course, or the file doesn't tell which quiz it is.")
    MODE_DIFFERS = (
        "mode-differs", Weight.HELD,
        "The file is of a practice quiz that is graded today, or the other way round. A practice notebook holds the key.",
    )
    METADATA_STRIPPED = (
        "metadata-stripped", Weight.NOTED,
        "A program removed what the notebook tells of itself. Its items were found again by the ids and the code of its cells.",
    )
    TEXT_EDITED = (
        "text-edited", Weight.NOTED,
        "Questions or excerpts in the notebook aren't today's: the student or the course edited them. Answers are read all the same.",
    )

    # -- items --------------------------------------------------------------------------------------------------------

    ITEM_MISSING = ("item-missing", Weight.HELD, "The file has no place for an answer to the item: its cell or entry was removed.")
    ITEM_DUPLICATED = ("item-duplicated", Weight.HELD, "The file answers the item several times, and not alike.")
    ITEM_COPIED = ("item-copied", Weight.NOTED, "The file has the item several times, but only one answer to it, which counts.")
    ITEM_UNKNOWN = ("item-unknown", Weight.NOTED, "The file answers an item that the quiz doesn't have today.")
    ITEM_CHANGED = ("item-changed", Weight.HELD, "The item, or the letters of its options, changed after the file was handed out.")
    ITEM_UNPROVED = (
        "item-unproved", Weight.HELD,
        "Nothing in the file tells that the item is still the one that was answered, and that its letters mean the same.",
    )

    # -- answers ------------------------------------------------------------------------------------------------------

    ANSWER_SYNTAX = ("answer-syntax", Weight.HELD, "The cell can't be read as Python, so its answer can't be found for certain.")
    ANSWER_NOT_LITERAL = (
        "answer-not-literal", Weight.HELD,
        "The answer is worked out by code, or lacks its quotation marks. Nothing in a returned file is run.",
    )
    ANSWER_REMOVED = ("answer-removed", Weight.HELD, "The cell is there, but nothing in it is set as the answer.")
    ANSWER_AMBIGUOUS = ("answer-ambiguous", Weight.HELD, "The cell names one answer and hands another to the check.")
    ANSWER_UNKNOWN = ("answer-unknown", Weight.HELD, "The answer names something that the item doesn't offer, or isn't of the item's form.")
    EXTRA_UNREADABLE = (
        "extra-unreadable", Weight.NOTED,
        "A name, a time or a word on being sure can't be read and was left out. The mark doesn't depend on it.",
    )

    # -- students and times, raised when marks are made ---------------------------------------------------------------

    STUDENT_UNNAMED = ("student-unnamed", Weight.HELD, "Neither the file nor its path tells whose it is.")
    STUDENT_UNKNOWN = ("student-unknown", Weight.HELD, "The student isn't on the roster.")
    STUDENT_AMBIGUOUS = ("student-ambiguous", Weight.HELD, "Several students on the roster fit the name.")
    NAME_DIFFERS = ("name-differs", Weight.NOTED, "The name typed into the file isn't that of the student whose folder it came in.")
    LATE = ("late", Weight.NOTED, "The file came after the due time. The course's rule for late work was applied.")
    AFTER_DEADLINE = ("after-deadline", Weight.HELD, "The file came after the last time at which work is taken. Decide whether it counts.")
    TIME_UNKNOWN = ("time-unknown", Weight.NOTED, "The quiz has a due time, but nothing tells when the file came. It is taken as in time.")
    SUPERSEDED = ("superseded", Weight.NOTED, "The student handed in several times. By the course's rule another attempt counts.")
    SAME_FILE = ("same-file", Weight.NOTED, "The same bytes came in twice from one student.")
    SAME_BYTES = ("same-bytes", Weight.NOTED, "Two students handed in files that are the same to the byte.")
    ORDER_UNKNOWN = (
        "order-unknown", Weight.HELD,
        "Several attempts came, and their times don't tell which is the first or the last. Put away those that shouldn't count.",
    )
    NOT_COUNTED = ("not-counted", Weight.NOTED, "The file holds a quiz that isn't among those that are graded.")
    # fmt: on
