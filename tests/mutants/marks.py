"""Characters and values that go wrong in other programs: what mutants are made with."""

from __future__ import annotations

CHARACTERS = (
    "\0", "\x07", "\x1b[31m", "\x7f", "\x85", "\ufeff", "\ufffe", "\ufffd", "\u2028", "\u2029", "\r", "\t", "\xa0", "\u3000",
    "\xad", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\u0301", "\u0301" * 40, "\u1160", "\U000e0041", "\U0010ffff", "🕰",
    "ﬁ", "ß", "ſ", "ı", "İ", "Ⅻ", "²", "½", "٣", "“", "”", "„", "‘", "’", "'", '"', "`", "´", "‐", "–", "—", "−", "…", "⁄", "é",
    "<b>", "{", "}", "[", "]", "&", "*", "#", ": ", " #", "%", "@", "!", "|", ">", "-", "? ", "\\", "$", "::error::", "{term}`", "```",
)  # fmt: skip
"""Marks of control, of direction, of width, of combination; look-alikes; and those that mean something to YAML or to MyST."""

ESCAPES = (r"\0", r"\ud800", r"\udfff", r"\ud83d\udd70", r"\U00110000", r"\xff", r"\e", r"\N", r"\q", r"\u12")
"""What may stand after a backslash in double quotation marks, or may not."""

VALUES = (
    "~", "null", "yes", "no", "on", "off", "1.10", "0x1F", "0o17", "1_000", "1e999", ".inf", ".nan", "-0", "9" * 18, "9" * 19, "9" * 5000,
    "2003-02-30", "12:30:00", "=", "<<", "[]", "{}", "[[]]", "{? [a]: b}", "''", "'", '"', '"open', "'open", "[open", "{open", "&a", "*a",
    "&a [*a]", "&a x", "!!binary aGk=", "!!python/object/apply:os.system [id]", "!!set {a}", "!!float 1", "!own x", "! x", "!<tag:x> y",
    "|", ">-\n", "|9\n x", "? a", "- a", "@a", "%a", "`a`", "---", "...", "x" * 100_000, "“" * 5_000, "[" * 100, "{a: " * 100, "[" * 5_000,
)  # fmt: skip
"""What a slip may put behind a key: the words that other readers of YAML change, tags, anchors, open ends, bounds."""

LINES = (
    "---", "...", "%YAML 1.1", "%YAML 9.9", "%TAG ! tag:x,2000:", "%FOO bar", "# note", "\t", "\tid: x", "<<: *a", "<<: {id: x}", "? - a\n: b",
    "id: again", "title: &a {b: *a}", "x: " + "- " * 60 + "y", "- - - -", "*a : b", ": ", "-", "? ", "\0", "a: b: c", "\x0c", "}", "]", "'", '"', "|",
)  # fmt: skip
"""Lines that may turn up anywhere."""

ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-8-sig",
    "latin-1",
    "cp1252",
    "cp437",
    "utf-7",
    "shift_jis",
    "cp037",
)
"""How an old editor may save a file; what the encoding lacks becomes a question mark."""

NAMES = (
    "lessons/é.yml", "lessons/two words.yml", "lessons/-.yml", "lessons/.yml", "lessons/RINGER.YML", "lessons/\udcff.yml", "lessons/a\nb.yml",
    "quizzes/\udcff.yml", "quizzes/ringer-quiz.yml.yml", "quizzes/sources.yml", "quizzes/course.yml", "book/\udcff.md", "lessons/\u202eb.yml",
    "book/chapters/asking.md", "book/chapters/ringer.md/x", "book/glossary.md", "book/units/clock.md", "corpus/x.txt", "lessons/CON.yml",
    "quizzes/::error::.yml", "lessons/deep/x.yml", "book/" + "x" * 200 + ".md", "book/odd.md",
)  # fmt: skip
"""Where a file may turn up, odd names and names of made pages among them."""
