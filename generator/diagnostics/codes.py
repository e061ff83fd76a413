"""Every code a problem can have. The value is what authors see, search for and pass to `course explain`.

A member's docstring is its explanation: what is wrong, then after a blank line how to mend it. Codes are never renamed.
"""

from __future__ import annotations

import enum

from generator.diagnostics.docstrings import member_docstrings
from generator.diagnostics.model import Severity


class Code(enum.Enum):
    """Kebab-case names of what can be wrong, grouped by the stage that finds it."""

    # -- reading files ------------------------------------------------------------------------------------------------
    FILE_UNREADABLE = "file-unreadable"
    """A spec, lock or document can't be read, or isn't UTF-8 text.

    Save the file as UTF-8 and check that it may be read."""
    FILE_MISSING = "file-missing"
    """A file that the course needs isn't there.

    Write it, or correct the name that leads to it."""
    YAML_SYNTAX = "yaml-syntax"
    """The file isn't valid YAML.

    Most often the indentation is off, or a text that holds a colon followed by a space needs quotation marks."""
    YAML_TAG = "yaml-tag"
    """A YAML tag such as `!!python/object` stands in a spec. Specs are plain data.

    Remove the tag."""
    YAML_LIMIT = "yaml-limit"
    """The file is nested too deeply, or its aliases unfold to too many values.

    Flatten it, split it, or write out what the aliases repeat."""
    DUPLICATE_KEY = "duplicate-key"
    """One mapping has the same key twice, so one of the values would be lost.

    Keep one of the two."""

    # -- the shape of a spec ------------------------------------------------------------------------------------------
    UNKNOWN_KEY = "unknown-key"
    """A key that this kind of spec doesn't have, often a slip of the pen.

    Use the key that the help line proposes, or remove it."""
    MISSING_KEY = "missing-key"
    """A key that this kind of spec needs isn't there.

    Add it."""
    WRONG_TYPE = "wrong-type"
    """A value is of the wrong kind: a list where a text belongs, a number where a yes or no belongs.

    Write the kind of value that the message names; put a text that looks like a number in quotation marks."""
    BAD_VALUE = "bad-value"
    """A value is of the right kind but not one that is allowed here.

    Choose one of the values that the message lists."""
    BAD_DATE = "bad-date"
    """A date isn't one that the calendar has, or isn't written as year, month and day.

    Write `1871`, `1871-03` or `1871-03-04`, or two of these with `/` between, the earlier one first.
    A deadline has the hour too: `2026-05-04T23:59`."""
    BAD_ID = "bad-id"
    """An id isn't made of lower-case letters, digits and hyphens, or doesn't agree with its file's name.

    Ids stand in addresses, links and the records of readers: keep them short and plain, and never change them."""
    DUPLICATE_ID = "duplicate-id"
    """Two things of one kind have the same id, so a link, a lock entry or a reader's record would be ambiguous.

    Rename the newer one."""
    UNKNOWN_REFERENCE = "unknown-reference"
    """A unit, document, article, lesson, excerpt, quiz, choice, name or glossary entry is named that there isn't.

    Use the name that the help line proposes, or write what is missing."""
    QUIZ_UNPAIRED = "quiz-unpaired"
    """A lesson and a quiz don't name each other, so no page shows the quiz, or the quiz leads back to another lesson.

    Write `quiz:` in the lesson and `lesson:` in its quiz, each with the other's id. A lesson has one quiz at most; a quiz about the
    whole course names no lesson, and no lesson closes with it."""
    UNIT_EMPTY = "unit-empty"
    """No lesson belongs to a unit, so its opener leads nowhere. The opener needn't be listed until one does.

    Name the unit in its lessons, or remove it."""
    UNSAFE_MARKUP = "unsafe-markup"
    """Prose holds raw HTML, a directive, a role or a link that specs may not use. What a spec says is text, never program.

    Use plain MyST Markdown: paragraphs, headings from `###`, emphasis, lists, links, and the roles `term`, `passage`
    and `source`."""
    UNKNOWN_TERM = "unknown-term"
    """Prose refers to a glossary term that the glossary doesn't have.

    Add the term to lessons/glossary.yml, or write it as the glossary does."""

    # -- comparisons --------------------------------------------------------------------------------------------------
    AMOUNT_MEASURE = "amount-measure"
    """Rows of a comparison have amounts and nothing says what they count, or the other way round.

    Write `measure:` and at least one `amount:`, or neither."""
    AMOUNT_KINDS = "amount-kinds"
    """Some amounts of a comparison are numbers and some are dates, so no one scale can hold them.

    Keep one kind, and leave the amount out of the other rows; they are still listed. A year alone is a date only in
    quotation marks."""
    AMOUNT_UNSAID = "amount-unsaid"
    """The figure of an amount stands neither in the row's `value` nor in its quoted words, so it may be a slip.

    Correct the amount, or give the figure in `value`, in digits. Of numbers in words, English ones are understood; of a
    date, its most exact part is looked for."""

    # -- quizzes ------------------------------------------------------------------------------------------------------
    KEY_COUNT = "key-count"
    """A single-answer item hasn't exactly one key, or an item of several answers lacks a key or a distractor.

    Mark the right options or stretches with `correct: true`."""
    DUPLICATE_OPTION = "duplicate-option"
    """Two options, entries, choices or claims of one item read the same.

    Change or remove one of them."""
    EVIDENCE_OUTSIDE = "evidence-outside"
    """The words that prove a key, or a stretch to choose, aren't in the excerpt that the item names, or are left out of it.

    Name the excerpt that holds them, lengthen the excerpt, or, for evidence, cite the document with `source:`."""
    STRETCH_OVERLAP = "stretch-overlap"
    """Two stretches of a highlight item share words, so a reader could not choose one without the other.

    Shorten one of them."""

    # -- documents ----------------------------------------------------------------------------------------------------
    SOURCE_CHANGED = "source-changed"
    """A document's bytes aren't those that the course was written against: its sha256 differs.

    Put back the right file. If the change is meant, write the new sha256 in lessons/sources.yml and run `course lock`."""
    SOURCE_MISSING = "source-missing"
    """The folder of documents is there but one of the documents isn't.

    Put the file into the folder that COURSE_CORPUS names."""
    ARTICLE_BOUNDARY = "article-boundary"
    """The line with which an article begins or ends doesn't stand in the document.

    Copy the line from the document into `starts:` or `ends_before:`, whole."""
    LAYOUT_UNMATCHED = "layout-unmatched"
    """A heading, byline or piece of page furniture that the record of a source declares doesn't stand in the document.

    Copy the line from the document, whole, or remove it from `layout:`."""

    # -- quotations ---------------------------------------------------------------------------------------------------
    QUOTE_NEAR = "quote-near"
    """The quotation doesn't stand in the source, but something like it does. Likeness is never accepted.

    Replace the quotation with the source's reading, which the message shows word by word."""
    QUOTE_ABSENT = "quote-absent"
    """The quotation doesn't stand in the source, nor does anything like it.

    Check the source that the citation names."""
    QUOTE_ELSEWHERE = "quote-elsewhere"
    """The quotation is verbatim, but stands in another document or article than the one named.

    Name the source where it stands."""
    QUOTE_AMBIGUOUS = "quote-ambiguous"
    """The quotation stands more than once in the source, so it doesn't say which place is meant.

    Lengthen the quotation, or say which one with `occurrence:`."""
    QUOTE_SPLIT = "quote-split"
    """The quotation begins or ends in the middle of a word, a number or a character.

    Quote whole words."""
    OCCURRENCE_RANGE = "occurrence-range"
    """`occurrence:` counts further than the quotation is found.

    Use a number from 1 to the count that the message gives, or remove the key."""
    RANGE_ORDER = "range-order"
    """No `to:` stands after the `from:` in the source.

    Check the two; `to:` must follow `from:` in the same document or article."""
    OMIT_MISSING = "omit-missing"
    """The words to omit don't stand exactly once in the quotation.

    Copy them from the quotation, or lengthen them until they are unique."""
    GLOSS_MISSING = "gloss-missing"
    """The words after which a gloss should stand don't stand exactly once in the quotation, or are left out of it.

    Copy them from the quotation, or lengthen them until they are unique."""
    PHRASE_UNPROVED = "phrase-unproved"
    """Words in double quotation marks, or a spelling of a name, stand in none of the documents, or not in the source that is named.

    Quote them as the source has them. For words that are nobody's quotation use emphasis or single quotation marks."""
    PROOFS_DISAGREE = "proofs-disagree"
    """The two independent ways of resolving a quotation came to different answers. This is a fault in the compiler.

    Report it with the quotation and the document's sha256; until it is mended, quote other words."""

    # -- grading ------------------------------------------------------------------------------------------------------
    BAD_ROSTER = "bad-roster"
    """The list of students can't be used as it is: it has no column of ids, or a row that names nobody or somebody twice.

    Give every student one row with an id of its own. The first row names the columns: `id`, and `name` or `first name` and
    `last name`, and `email`."""

    # -- the lock -----------------------------------------------------------------------------------------------------
    LOCK_FORMAT = "lock-format"
    """lessons/passages.lock.yml isn't a lock that this version can read.

    Run `course lock` with the documents, or use the version of the compiler that wrote it."""
    LOCK_STALE = "lock-stale"
    """lessons/passages.lock.yml doesn't hold what the specs and documents give.

    With the documents at hand, run `course lock` and review what changed. Without them, ask somebody who has them."""

    # -- the book -----------------------------------------------------------------------------------------------------
    SHARE_HIGH = "share-high"
    """Lessons quote more of a document or article than the course's limit for a warning.

    Quote less: shorten excerpts with `omit:`, or use another source."""
    SHARE_OVER = "share-over"
    """Lessons quote more of a document or article than the course allows.

    Quote less: shorten excerpts with `omit:`, or use another source. The limits stand in lessons/sources.yml."""
    TOC_MISSING = "toc-missing"
    """A page that the course makes isn't in `_toc.yml`, so readers would never see it.

    Add the entry that the message names."""
    TOC_UNKNOWN = "toc-unknown"
    """`_toc.yml` lists a page that nobody writes or makes, or lists one twice.

    Correct or remove the entry."""
    TOC_UNIT = "toc-unit"
    """`_toc.yml` lists a lesson before the opener of its unit, or in another part of the book.

    Move the lesson below the opener."""
    MADE_FILE_EDITED = "made-file-edited"
    """A file that the compiler makes was edited by hand; building would lose the edit.

    Move the edit into the spec that the file's first line names, then delete the file."""
    SEARCH_MISSING = "search-missing"
    """Pagefind, which makes the index of the search, has no program for this system, so the book is built without a search.

    Run `pip install 'pagefind[bin]'`, or put a `pagefind` for this system on the PATH."""
    BOOK_WARNING = "book-warning"
    """Sphinx found fault with a page.

    Mend what the message names."""

    @property
    def severity(self) -> Severity:
        """Warnings are few and named here; everything else stops the build."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR

    @property
    def explanation(self) -> str:
        """The member's docstring: what is wrong, then how to mend it."""
        return member_docstrings(Code)[self.name]


_WARNINGS = frozenset({
    Code.SHARE_HIGH,
    Code.LAYOUT_UNMATCHED,
    Code.PHRASE_UNPROVED,
    Code.UNIT_EMPTY,
    Code.QUIZ_UNPAIRED,
    Code.TOC_UNIT,
    Code.AMOUNT_UNSAID,
    Code.SEARCH_MISSING,
})  # fmt: skip
