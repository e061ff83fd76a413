"""The whole course as written: every spec read, and the checks that need more than one of them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from functools import cached_property, partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from generator.diagnostics.codes import Code
from generator.memory import Form, Memory
from generator.source.files import SourceFile, Span, display_name
from generator.spec.check_names import check_names
from generator.spec.glossary import Glossary, Term
from generator.spec.grading import Grading, check_grading
from generator.spec.lesson import Lesson
from generator.spec.markup import Forbidden, Reference, read_markup
from generator.spec.meant import meant
from generator.spec.mending_references import for_file_id, for_kind, for_role
from generator.spec.names import Names
from generator.spec.pairing import check_pairs
from generator.spec.quiz import ChoiceItem, HighlightItem, MatchItem, Mode, Quiz
from generator.spec.read import Located, closest, open_file, read_spec
from generator.spec.references import unique as _unique
from generator.spec.references import unknown as _unknown
from generator.spec.sources import RECORD, DocumentRecord, Sources
from generator.spec.timeline import Timeline
from generator.spec.toc import CHAPTERS, UNIT_PAGES, reading_order
from generator.spec.units import Unit, Units
from generator.spec.voice import Voice
from generator.spec.written import spec_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.diagnostics.model import Problems
    from generator.source.yaml_nodes import Route
    from generator.spec.sources import Record

Model = TypeVar("Model", bound=BaseModel)

SOURCES = RECORD
GLOSSARY = "lessons/glossary.yml"
UNITS = "lessons/units.yml"
TIMELINE = "lessons/timeline.yml"
NAMES = "lessons/names.yml"
GRADING = "lessons/grading.yml"
VOICE = "lessons/voice.yml"
LOCK = "lessons/passages.lock.yml"
NOT_LESSONS = frozenset({
    "sources.yml", "glossary.yml", "units.yml", "timeline.yml", "names.yml", "grading.yml", "voice.yml", "passages.lock.yml",
})  # fmt: skip
"""Files in lessons/ that aren't lessons."""
WHOLE_COURSE = "course"
"""The name of the whole course's notebook, which lies in one folder with those of units and quizzes."""
TAKEN = {"sources": "standpoints", "timeline": "events", "names": "mentions"}
"""Ids that no quiz may have: the lock keeps something else under them. No lesson can, since these files aren't lessons."""


@dataclass(frozen=True)
class Course:
    """Every spec of a course. Specs that couldn't be read are missing here and were reported."""

    root: Path
    sources: Located[Sources]
    glossary: Located[Glossary] | None
    lessons: tuple[Located[Lesson], ...]
    quizzes: tuple[Located[Quiz], ...]
    unread: frozenset[str]
    """The names of the files that are missing here, so that nobody is told that what stands in them doesn't exist."""
    units: Located[Units] | None
    """None in a course without lessons."""
    timeline: Located[Timeline] | None
    grading: Located[Grading] | None
    """None where the file is left out, too: then every key has its default."""
    voice: Located[Voice] | None = None
    """None where the file is left out, too: then the author's own words aren't looked at."""
    names: Located[Names] | None = None
    unsaved: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Texts that stand in the place of files, by their paths from the root."""

    __hash__ = object.__hash__  # what is reckoned from a course is kept for that very one

    def documents(self) -> Mapping[str, DocumentRecord]:
        """The records of documents by id."""
        return self._documents

    @cached_property
    def _documents(self) -> dict[str, DocumentRecord]:
        return {record.id: record for record in self.sources.value.documents}

    def records(self) -> Mapping[str, Record]:
        """The records of documents and articles by the id that citations use."""
        return self._records

    @cached_property
    def _records(self) -> dict[str, Record]:
        found: dict[str, Record] = {}
        for document in self.sources.value.documents:
            found.setdefault(document.id, document)
            for article in document.articles:
                found.setdefault(f"{document.id}/{article.id}", article)
        return found

    def let_go(self) -> None:
        """Forget the places of all that lessons and quizzes hold, which nobody needs who has found no mistake."""
        specs: tuple[Located[Any], ...] = (*self.lessons, *self.quizzes)
        for spec in specs:
            spec.let_go()

    def quiz(self, quiz_id: str | None) -> Located[Quiz] | None:
        """The quiz of an id."""
        return self._quizzes.get(quiz_id or "")

    @cached_property
    def _quizzes(self) -> dict[str, Located[Quiz]]:
        return {quiz.value.id: quiz for quiz in reversed(self.quizzes)}  # of two with one id, which was reported, the first is meant

    def lesson(self, lesson_id: str | None) -> Located[Lesson] | None:
        """The lesson of an id."""
        return self._lessons.get(lesson_id or "")

    @cached_property
    def _lessons(self) -> dict[str, Located[Lesson]]:
        return {lesson.value.id: lesson for lesson in reversed(self.lessons)}

    def quizzes_of_all(self) -> tuple[Located[Quiz], ...]:
        """The quizzes about the whole course: those that name no lesson, and that no lesson closes with."""
        closing = {lesson.value.quiz for lesson in self.lessons}
        return tuple(quiz for quiz in self.quizzes if quiz.value.lesson is None and quiz.value.id not in closing)

    def unit(self, unit_id: str) -> Unit:
        """The unit of an id. Raises KeyError where there is none, as no lesson of a course without problems does."""
        return self._units[unit_id]

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in (self.units.value.units if self.units else ())}

    @cached_property
    def contents(self) -> dict[str, tuple[Lesson, ...]]:
        """The units by their ids, each with its lessons, both in the order of `_toc.yml`; what that doesn't list comes last."""
        order = {page: n for n, page in enumerate(reading_order(self))}
        lessons = sorted((lesson.value for lesson in self.lessons), key=lambda one: order.get(f"{CHAPTERS}/{one.id}", len(order)))
        units = sorted(self._units, key=lambda unit: order.get(f"{UNIT_PAGES}/{unit}", len(order)))
        found: dict[str, list[Lesson]] = {unit: [] for unit in units}
        for lesson in lessons:
            if lesson.unit in found:
                found[lesson.unit].append(lesson)
        return {unit: tuple(taught) for unit, taught in found.items()}


def load_course(
    root: Path, problems: Problems, unsaved: Mapping[str, str] = MappingProxyType({}), memory: Memory | None = None
) -> Course | None:
    """Read every spec below a course's root. None where the sources can't be read; every problem is reported.

    ``unsaved`` are texts by their paths from the root that stand in the place of files, or are files that aren't there yet.
    """
    remembered = memory or Memory()

    def there(name: str) -> bool:
        return name in unsaved or (root / name).exists()

    def read(path: Path, model: type[Model]) -> Located[Model] | None:
        file = open_file(path, root, problems, unsaved)
        return remembered.retell(problems, _spec, file.name, file.text, model, remembered) if file else None

    def read_if_there(name: str, model: type[Model]) -> Located[Model] | None:
        return read(root / name, model) if there(name) else None

    sources = read(root / SOURCES, Sources)
    lesson_paths = [path for path in _specs(root, "lessons", unsaved) if path.name not in NOT_LESSONS]
    lessons = [read(path, Lesson) for path in lesson_paths]
    quiz_paths = _specs(root, "quizzes", unsaved)
    quizzes = [read(path, Quiz) for path in quiz_paths]
    glossary, units = read_if_there(GLOSSARY, Glossary), read_if_there(UNITS, Units)
    timeline, names = read_if_there(TIMELINE, Timeline), read_if_there(NAMES, Names)
    grading, voice = read_if_there(GRADING, Grading), read_if_there(VOICE, Voice)
    if sources is None:
        return None
    tried: list[tuple[Path, object]] = [*zip(lesson_paths, lessons, strict=True), *zip(quiz_paths, quizzes, strict=True)]
    single: dict[str, object] = {
        GLOSSARY: glossary, UNITS: units, TIMELINE: timeline, NAMES: names, GRADING: grading, VOICE: voice,
    }  # fmt: skip
    tried += [(root / name, spec) for name, spec in single.items() if there(name) or (name == UNITS and lesson_paths)]
    unread = frozenset(display_name(path, root) for path, spec in tried if spec is None)
    course = Course(
        root, sources, glossary, tuple(lesson for lesson in lessons if lesson), tuple(quiz for quiz in quizzes if quiz), unread,
        units, timeline, grading, voice, names, unsaved,
    )  # fmt: skip
    specs: tuple[Located[Any], ...] = (*course.lessons, *course.quizzes)
    complete = all(lessons) and all(quizzes) and all(spec.value.id == _file_id(spec) for spec in specs)
    _check_ids(course, problems)
    _check_references(course, problems, complete=complete)
    if grading is not None:
        check_policy(course, grading, problems)
    _check_items(course, problems)
    for lesson in course.lessons:
        remembered.retell(problems, _check_amounts, lesson)
    _check_prose(course, problems, remembered, complete=complete)
    return course


def _spec(name: str, text: str, model: type[Model], memory: Memory, problems: Problems) -> Located[Model] | None:
    file = SourceFile(name, text)
    return memory.last(spec_form(file, model), (file.digest,), lambda: read_spec(file, model, problems))


def _specs(root: Path, folder: str, unsaved: Mapping[str, str]) -> list[Path]:
    """The specs of a folder in order, those that were never saved among them."""
    begun = {root / name for name in unsaved if PurePosixPath(name).parent.as_posix() == folder and name.endswith(".yml")}
    return sorted({*(root / folder).glob("*.yml"), *begun})


def _check_ids(course: Course, problems: Problems) -> None:
    """Ids are unique where links and records of readers need them to be, and agree with file names."""
    sources = course.sources
    _unique(problems, "document", (
        (record.id, sources, ("documents", n, "id")) for n, record in enumerate(sources.value.documents)))  # fmt: skip
    for n, record in enumerate(sources.value.documents):
        _unique(problems, "article", (
            (article.id, sources, ("documents", n, "articles", m, "id")) for m, article in enumerate(record.articles)))  # fmt: skip
    if course.glossary:
        terms = course.glossary.value.terms
        _unique(problems, "glossary entry", ((term.id, course.glossary, ("terms", n, "id")) for n, term in enumerate(terms)))
        forms = ((form, course.glossary, ("terms", n, *route))
                 for n, term in enumerate(terms) for form, route in _forms(term).items())  # fmt: skip
        _unique(problems, "glossary term", forms)
    if course.voice:
        listed = ((form, course.voice, ("words", n, "word"))
                  for n, one in enumerate(course.voice.value.words) for form in dict.fromkeys(map(str.casefold, one.forms)))  # fmt: skip
        _unique(problems, "loaded word", listed)
    specs: tuple[Located[Any], ...] = (*course.lessons, *course.quizzes)
    for spec in specs:
        _check_file_id(spec, problems)
    _unique(problems, "lesson or quiz", ((spec.value.id, spec, ("id",)) for spec in specs))
    for lesson in course.lessons:
        _unique(problems, "excerpt or comparison of this lesson", (
            (part.id, lesson, ("body", n, kind, "id"))
            for n, block in enumerate(lesson.value.body)
            for kind, part in (("excerpt", block.excerpt), ("comparison", block.comparison)) if part))  # fmt: skip
        for n, block in enumerate(lesson.value.body):
            if block.comparison:
                _unique(problems, "row of this comparison", (
                    (row.id, lesson, ("body", n, "comparison", "rows", m, "id"))
                    for m, row in enumerate(block.comparison.rows)))  # fmt: skip
    _unique(problems, "item", (
        (item.id, quiz, ("items", n, "id")) for quiz in course.quizzes for n, item in enumerate(quiz.value.items)))  # fmt: skip
    for quiz in course.quizzes:
        for route, what, parts in _parts(quiz.value):
            _unique(problems, f"{what} of this item", ((part.id, quiz, (*route, m, "id")) for m, part in enumerate(parts)))
    _check_notebook_names(course, problems)


def _forms(term: Term) -> dict[str, Route]:
    """The forms of a term in small letters, each once, with their places below the entry."""
    written: list[tuple[str, Route]] = [(term.term, ("term",)), *((form, ("also", n)) for n, form in enumerate(term.also))]
    return {form.casefold(): route for form, route in reversed(written)}


def _check_notebook_names(course: Course, problems: Problems) -> None:
    """The notebooks of quizzes, of units and of the course lie in one folder, named by their ids."""
    if course.units is not None:
        units = course.units
        first = {unit.id: n for n, unit in reversed([*enumerate(units.value.units)])}
        _unique(problems, "unit or quiz, and their notebooks share a folder", (
            *((unit, units, ("units", n, "id")) for unit, n in first.items()),
            *((quiz.value.id, quiz, ("id",)) for quiz in course.quizzes)))  # fmt: skip
        for n, unit in enumerate(units.value.units):
            _check_not_whole(unit.id, units, ("units", n, "id"), "rename the unit", problems)
    for quiz in course.quizzes:
        _check_not_whole(quiz.value.id, quiz, ("id",), "rename the file and the id", problems)


def _check_not_whole(name: str, spec: Located[Any], route: Route, fix: str, problems: Problems) -> None:
    if name == WHOLE_COURSE:
        message = f"the notebook of the whole course is called `{name}`"
        problems.report(Code.BAD_ID, message, spec.file, spec.span(*route), help=fix)


def _parts(quiz: Quiz) -> Iterator[tuple[Route, str, Sequence[Any]]]:
    """Every list of options, entries and the like, with its place and what one of its members is called."""
    for n, item in enumerate(quiz.items):
        for name, what in _PARTS.items():
            if name in type(item).model_fields:
                yield ("items", n, name), what, getattr(item, name)


_PARTS = {"options": "option", "entries": "entry", "choices": "choice", "pairs": "pair", "stretches": "stretch"}
"""Lists that items of one kind or another have, and what one of their members is called."""


def _file_id(spec: Located[Any]) -> str:
    """The id that a lesson or quiz should have: its file's name."""
    return spec.file.name.rsplit("/", 1)[-1].removesuffix(".yml")


def _check_file_id(spec: Located[Any], problems: Problems) -> None:
    stem = _file_id(spec)
    if spec.value.id != stem:
        problems.report(Code.BAD_ID, f"the id `{spec.value.id}` is not the file's name", spec.file, spec.span("id"),
                        help=f"write `id: {stem}`, or rename the file to `{spec.value.id}.yml`",
                        fixes=for_file_id(spec, stem))  # fmt: skip
    elif stem in TAKEN:
        problems.report(Code.BAD_ID, f"the lock keeps {TAKEN[stem]} under `{stem}`", spec.file, spec.span("id"),
                        help="rename the file and the id")  # fmt: skip


def _check_references(course: Course, problems: Problems, *, complete: bool) -> None:
    """What a spec names exists. References to lessons and quizzes wait until all could be read and have their names."""
    records = course.records()
    for spec, route, source in _cited_sources(course):
        if source not in records:
            _unknown(problems, "document or article", source, records, spec, route)
    _check_units(course, problems, complete=complete)
    _check_timeline(course, problems, complete=complete)
    check_names(course, problems)
    if not complete:
        return
    excerpts = {f"{lesson.value.id}/{excerpt.id}" for lesson in course.lessons for excerpt in lesson.value.excerpts()}
    quizzes = {quiz.value.id for quiz in course.quizzes}
    lessons = {lesson.value.id for lesson in course.lessons}
    for lesson in course.lessons:
        if lesson.value.quiz is not None and lesson.value.quiz not in quizzes:
            _unknown(problems, "quiz", lesson.value.quiz, quizzes, lesson, ("quiz",))
    for quiz in course.quizzes:
        if quiz.value.lesson is not None and quiz.value.lesson not in lessons:
            _unknown(problems, "lesson", quiz.value.lesson, lessons, quiz, ("lesson",))
        for route, passage in _named_excerpts(quiz.value):
            if passage not in excerpts:
                _unknown(problems, "excerpt", passage, excerpts, quiz, route)
    check_pairs(course.lessons, course.quizzes, problems)


def _check_units(course: Course, problems: Problems, *, complete: bool) -> None:
    """Every lesson belongs to a unit, every unit has a lesson, and no two are called the same."""
    written = course.units
    if written is None:
        if course.lessons and UNITS not in course.unsaved and not (course.root / UNITS).exists():
            first = course.lessons[0]
            problems.report(Code.FILE_MISSING, f"the lesson names the unit `{first.value.unit}`, and there is no `{UNITS}`",
                            first.file, first.span("unit"), help="write it: it gives each unit its title and its question")  # fmt: skip
        return
    _unique(problems, "unit", ((unit.id, written, ("units", n, "id")) for n, unit in enumerate(written.value.units)))
    units = {unit.id for unit in written.value.units}
    for lesson in course.lessons:
        if lesson.value.unit not in units:
            _unknown(problems, "unit", lesson.value.unit, units, lesson, ("unit",))
    taught = {lesson.value.unit for lesson in course.lessons}
    if complete and taught <= units:  # else one of the names may be meant for a unit that seems empty
        for n, unit in enumerate(written.value.units):
            if unit.id not in taught:
                problems.report(Code.UNIT_EMPTY, f"no lesson belongs to the unit `{unit.id}`", written.file,
                                written.span("units", n, "id"),
                                help=f"write `unit: {unit.id}` in its lessons, or remove the unit")  # fmt: skip


def _check_timeline(course: Course, problems: Problems, *, complete: bool) -> None:
    """Every event has an id of its own, and the units, sources and excerpts that events name exist."""
    written = course.timeline
    if written is None:
        return
    _unique(problems, "event", ((event.id, written, ("events", n, "id")) for n, event in enumerate(written.value.events)))
    records = course.records()
    units = {unit.id for unit in course.units.value.units} if course.units else set()
    excerpts = {f"{lesson.value.id}/{excerpt.id}" for lesson in course.lessons for excerpt in lesson.value.excerpts()}
    for n, event in enumerate(written.value.events):
        if event.unit is not None and event.unit not in units and UNITS not in course.unread:
            _unknown(problems, "unit", event.unit, units, written, ("events", n, "unit"))
        for m, report in enumerate(event.reports):
            route = ("events", n, "reports", m)
            if report.source is not None and report.source not in records:
                _unknown(problems, "document or article", report.source, records, written, (*route, "source"))
            if report.passage is not None and report.passage not in excerpts and complete:
                _unknown(problems, "excerpt", report.passage, excerpts, written, (*route, "passage"))


def check_policy(course: Course, written: Located[Grading], problems: Problems) -> None:
    """Report what is wrong between a grading file, the course's own or another, and the course's quizzes."""
    quizzes = [quiz.value for quiz in course.quizzes]
    graded = sum(quiz.mode is Mode.GRADED for quiz in quizzes)
    unread = any(name.startswith("quizzes/") for name in course.unread)
    check_grading(written, (quiz.id for quiz in quizzes), graded or len(quizzes), problems, complete=not unread)


def _named_excerpts(quiz: Quiz) -> Iterator[tuple[Route, str]]:
    for n, item in enumerate(quiz.items):
        if item.evidence.passage is not None:
            yield ("items", n, "evidence", "passage"), item.evidence.passage
        if isinstance(item, HighlightItem):
            yield ("items", n, "passage"), item.passage


def _cited_sources(course: Course) -> Iterator[tuple[Located[Any], Route, str]]:
    for lesson in course.lessons:
        for n, block in enumerate(lesson.value.body):
            if block.excerpt:
                yield lesson, ("body", n, "excerpt", "source"), block.excerpt.source
            if block.comparison:
                for m, row in enumerate(block.comparison.rows):
                    yield lesson, ("body", n, "comparison", "rows", m, "source"), row.source
    for quiz in course.quizzes:
        for n, item in enumerate(quiz.value.items):
            if item.evidence.source is not None:
                yield quiz, ("items", n, "evidence", "source"), item.evidence.source


def _check_items(course: Course, problems: Problems) -> None:
    """Every item can be answered and graded."""
    for quiz in course.quizzes:
        for n, item in enumerate(quiz.value.items):
            if isinstance(item, ChoiceItem):
                _check_keys(quiz, n, item, problems)
            elif isinstance(item, HighlightItem):
                _check_stretches(quiz, n, item, problems)
            elif isinstance(item, MatchItem):
                choices = {choice.id for choice in item.choices}
                for m, pair in enumerate(item.pairs):
                    if pair.answer not in choices:
                        _unknown(problems, "choice", pair.answer, choices, quiz, ("items", n, "pairs", m, "answer"))
        for route, what, parts in _parts(quiz.value):
            if what != "stretch":  # those can't repeat each other without overlapping
                _check_repeated(quiz, route, what, parts, problems)


def _check_repeated(quiz: Located[Quiz], route: Route, what: str, parts: Sequence[Any], problems: Problems) -> None:
    seen: dict[str, str] = {}
    for m, part in enumerate(parts):
        text = " ".join(part.text.split()).casefold()
        if text in seen:
            plural = {"entry": "entries"}.get(what, f"{what}s")
            problems.report(
                Code.DUPLICATE_OPTION, f"{plural} `{seen[text]}` and `{part.id}` read the same", quiz.file,
                quiz.span(*route, m, "text"), help="change or remove one of them",
            )  # fmt: skip
        seen.setdefault(text, part.id)


def _check_keys(quiz: Located[Quiz], n: int, item: ChoiceItem, problems: Problems) -> None:
    keys = [m for m, option in enumerate(item.options) if option.correct]
    count = len(keys)
    if item.kind == "single" and count != 1:
        message = f"item `{item.id}` takes one answer and has {count} keys"
        fix = "mark one option `correct: true`" + ("; or write `kind: multiple`" if count else "")
    elif item.kind == "multiple" and count == 0:
        message, fix = f"item `{item.id}` has no key", "mark the right options `correct: true`"
    elif item.kind == "multiple" and count == len(item.options):
        message, fix = f"item `{item.id}` has no distractor", "add an option that is wrong"
    else:
        return
    second = item.kind == "single" and count > 1
    span = quiz.span("items", n, "options", keys[1], "correct") if second else quiz.key_span("items", n, "options")
    fixes = for_kind(quiz, ("items", n), "multiple") if second and count < len(item.options) else ()
    problems.report(Code.KEY_COUNT, message, quiz.file, span, help=fix, fixes=fixes)


def _check_stretches(quiz: Located[Quiz], n: int, item: HighlightItem, problems: Problems) -> None:
    count = sum(stretch.correct for stretch in item.stretches)
    if count in {0, len(item.stretches)}:
        message = f"item `{item.id}` has no key" if count == 0 else f"item `{item.id}` has no distractor"
        fix = "mark the right stretches `correct: true`" if count == 0 else "add a stretch that is wrong"
        problems.report(Code.KEY_COUNT, message, quiz.file, quiz.key_span("items", n, "stretches"), help=fix)


def _check_amounts(lesson: Located[Lesson], problems: Problems) -> None:
    """What is plotted has a name, and one scale holds all of it."""
    for n, block in enumerate(lesson.value.body):
        rows = block.comparison.rows if block.comparison else ()
        route: Route = ("body", n, "comparison")
        amounts = [((*route, "rows", m, "amount"), row.amount) for m, row in enumerate(rows) if row.amount]
        measure = block.comparison.measure if block.comparison else None
        if amounts and measure is None:
            problems.report(Code.AMOUNT_MEASURE, "nothing says what the amounts of this comparison count", lesson.file,
                            lesson.span(*amounts[0][0]), help="add `measure:` to the comparison")  # fmt: skip
        elif measure is not None and not amounts:
            problems.report(Code.AMOUNT_MEASURE, "the comparison has a measure and no amounts", lesson.file,
                            lesson.span(*route, "measure"), help="add `amount:` to its rows, or remove `measure`")  # fmt: skip
        for place, amount in amounts:
            if amount.dated != amounts[0][1].dated or len(amount.dated) > 1:
                problems.report(Code.AMOUNT_KINDS, "the amounts of this comparison are numbers and dates", lesson.file,
                                lesson.span(*place), help="keep one kind; a year alone needs quotation marks")  # fmt: skip
                break


def _check_prose(course: Course, problems: Problems, memory: Memory, *, complete: bool) -> None:
    """Prose holds nothing that runs, and its references lead somewhere."""
    records = course.records()
    terms = {}
    if course.glossary:
        terms = {form.casefold(): form for term in course.glossary.value.terms for form in (term.term, *term.also)}
    excerpts = {f"{lesson.value.id}/{excerpt.id}" for lesson in course.lessons for excerpt in lesson.value.excerpts()}
    for spec in _with_prose(course):
        lesson = spec.value if isinstance(spec.value, Lesson) else None
        texts = tuple(_prose(spec.value))
        for route, prose, found in memory.recall(_markup, tuple(texts), lesson is not None, spec, memory):
            place = partial(_inside, spec, route, found.written, prose.count(found.written, 0, found.at))
            if isinstance(found, Forbidden):
                problems.report(Code.UNSAFE_MARKUP, f"prose may not hold {found.what}", spec.file, place(),
                                help="use plain Markdown and the roles `term`, `passage`, `source`")  # fmt: skip
            elif found.role == "term" and GLOSSARY not in course.unread and found.target.casefold() not in terms:
                guess = closest(found.target.casefold(), terms)
                problems.report(Code.UNKNOWN_TERM, f"the glossary has no term `{found.target}`", spec.file, place(),
                                help=f"did you mean `{terms[guess]}`?" if guess else f"add it to {GLOSSARY}",
                                fixes=for_role(spec, place(), found.target, terms[guess] if guess else None))  # fmt: skip
            elif found.role == "source" and found.target not in records:
                _unknown_role(problems, spec, place(), found.target, found.target, records, "document or article")
            elif found.role == "passage" and complete:
                target = f"{lesson.id}/{found.target}" if lesson and "/" not in found.target else found.target
                if target not in excerpts:
                    _unknown_role(problems, spec, place(), found.target, target, excerpts, "excerpt")


_Marked = tuple["Route", str, Reference | Forbidden]
"""What markup was found: where the text stands, the text, and what it is."""


def _markup(texts: tuple[tuple[Route, str], ...], headings: bool, spec: Located[Any], memory: Memory) -> tuple[_Marked, ...]:
    """The markup of a file's prose."""

    def look() -> tuple[tuple[int, Reference | Forbidden], ...]:
        return tuple((n, found) for n, (_, prose) in enumerate(texts) for found in read_markup(prose, headings=headings))

    return tuple((*texts[n], found) for n, found in memory.last(_MARKUP, (spec.file.digest, type(spec.value).__name__), look))


def _write_markup(found: tuple[tuple[int, Reference | Forbidden], ...]) -> bytes:
    return to_json([(n, isinstance(one, Reference), *astuple(one)) for n, one in found])


def _read_markup(data: bytes) -> tuple[tuple[int, Reference | Forbidden], ...]:
    return tuple((n, (Reference if refers else Forbidden)(*rest)) for n, refers, *rest in from_json(data))


_MARKUP = Form(name="markup", read=_read_markup, write=_write_markup)


def _with_prose(course: Course) -> Iterator[Located[Any]]:
    """The files that hold MyST texts."""
    yield from course.lessons
    yield from (written for written in (course.units, course.timeline, course.names) if written is not None)


def _prose(spec: object) -> Iterator[tuple[Route, str]]:
    """Every MyST text of a spec with its place. What stands outside any lesson holds no headings."""
    match spec:
        case Lesson():
            yield from ((("body", n, "prose"), block.prose) for n, block in enumerate(spec.body) if block.prose)
            yield ("limits",), spec.limits
        case Units():
            yield from ((("units", n, "opening"), unit.opening) for n, unit in enumerate(spec.units))
        case Timeline() | Names():
            yield ("note",), spec.note


def _unknown_role(
    problems: Problems, spec: Located[Any], span: Span, written: str, target: str, known: Iterable[str], what: str
) -> None:
    """``target`` is what the role means, and ``written`` is how: an excerpt of the same lesson goes by its own id."""
    guess = meant(target, known)
    problems.report(Code.UNKNOWN_REFERENCE, f"there is no {what} `{target}`", spec.file, span,
                    help=f"did you mean `{guess.word}`?" if guess else "",
                    fixes=for_role(spec, span, written, guess.word, sure=guess.sure) if guess else ())  # fmt: skip


def _inside(spec: Located[Any], route: Route, written: str, before: int) -> Span:
    """The place of some words inside a long value, with so many like them before them.

    Where YAML wrote them otherwise, it is the value's own place.
    """
    span = spec.span(*route)
    at = spec.file.text.find(written, span.start, span.end)
    for _ in range(before):
        at = spec.file.text.find(written, at + len(written), span.end) if at != -1 else -1
    return Span(at, at + len(written)) if at != -1 else span
