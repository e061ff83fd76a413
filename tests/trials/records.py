"""Records of trials: a CSV with a row for each answer, and the sheets that readers write.

Columns: `item`; its `wording`, a fingerprint of what readers see, so that an item that is rewritten begins anew; `condition`;
`reader`; `answer` as ids with blanks between them (`pair=choice` for claims to be matched; empty where a reader left the question
open); and `note`, which is what the reader had against the question.
"""

import csv
import enum
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from generator.answers import check_form, typed
from generator.fingerprint import fingerprint_without_key
from generator.render.labels import labels
from generator.resolve import ResolvedCourse
from generator.spec.quiz import Item, Quiz

_LINE = re.compile(r"(?P<number>\d+)\s*[.:)]\s*(?P<answer>.*?)\s*(?:--\s*(?P<note>.*))?")


class Condition(enum.StrEnum):
    """What a reader had before the questions."""

    COLD = "cold"
    """Stems and options alone; nothing of the corpus was read."""
    WITH_PASSAGE = "with-passage"
    """The excerpts and comparisons too."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Record:
    """One answer of one reader."""

    item: str
    wording: str
    condition: Condition
    reader: str
    answer: tuple[str, ...]
    note: str


COLUMNS = [field.name for field in fields(Record)]


class RecordsError(ValueError):
    """What a sheet or a file of records holds that can't be one: every problem, a line for each."""


def from_sheet(resolved: ResolvedCourse, quiz: Quiz, sheet: str, reader: str, condition: Condition) -> list[Record]:
    """The records in a sheet: a line for each question, in any order. Raises RecordsError unless each is answered once, or left open."""
    wrong: list[str] = []
    found: dict[str, Record] = {}
    for n, line in enumerate(sheet.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = _from_line(resolved, quiz, line.strip(), reader, condition)
        except ValueError as problem:
            wrong.append(f"line {n}: {problem}")
            continue
        if record.item in found:
            wrong.append(f"line {n}: this question was answered above")
        found[record.item] = record
    missing = [str(n) for n, item in enumerate(quiz.items, 1) if item.id not in found]
    if not wrong and missing:
        wrong.append(f"no line for {', '.join(missing)}: write the number alone for a question that was left open")
    if wrong:
        raise RecordsError("\n".join(wrong))
    return list(found.values())


def _from_line(resolved: ResolvedCourse, quiz: Quiz, line: str, reader: str, condition: Condition) -> Record:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError("write a number, a full stop and an answer, as in `1. b`")
    if not 1 <= int(match["number"]) <= len(quiz.items):
        raise ValueError(f"there is no question {match['number']}")
    item = quiz.items[int(match["number"]) - 1]
    answer = typed(item, labels(resolved, quiz, item), match["answer"])
    return Record(
        item=item.id, wording=fingerprint_without_key(item), condition=condition, reader=reader, answer=answer, note=match["note"] or ""
    )


def read_records(text: str, items: Iterable[Item]) -> list[Record]:
    """The records of a file. Raises RecordsError. Answers to items as they are worded now must be answers to them."""
    now = {(item.id, fingerprint_without_key(item)): item for item in items}
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames != COLUMNS:
        raise RecordsError(f"line 1: the columns must be {', '.join(COLUMNS)}")
    found: list[Record] = []
    wrong: list[str] = []
    for row in rows:
        try:
            record = _from_row(row)
            if item := now.get((record.item, record.wording)):
                check_form(item, record.answer)
            found.append(record)
        except ValueError as problem:
            wrong.append(f"line {rows.line_num}: {problem}")
    wrong += repeated(found)
    if wrong:
        raise RecordsError("\n".join(wrong))
    return found


def _from_row(row: dict[str, str]) -> Record:
    if None in row or None in row.values():
        raise ValueError(f"it must have {len(COLUMNS)} columns")
    if not (row["item"] and row["wording"] and row["reader"]):
        raise ValueError("item, wording and reader can't be empty")
    if row["condition"] not in list(Condition):
        raise ValueError(f"the condition is {' or '.join(Condition)}, not `{row['condition']}`")
    return Record(**row | {"condition": Condition(row["condition"]), "answer": tuple(row["answer"].split())})


def repeated(records: Iterable[Record]) -> Iterator[str]:
    """What is said of each record of a reader who answered the same wording twice under one condition."""
    met = set()
    for record in records:
        place = (record.item, record.wording, record.condition, record.reader)
        if place in met:
            yield f"{record.reader} answered `{record.item}` ({record.condition}) twice"
        met.add(place)


def as_csv(records: Iterable[Record]) -> str:
    """A file of records in an order of its own, so that it is the same however they came together."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in sorted(records):
        writer.writerow([record.item, record.wording, record.condition, record.reader, " ".join(record.answer), record.note])
    return out.getvalue()
