"""The directives that chapters and source pages hold: each names what it draws, and looks it up in the resolved course."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives as docutils_directives
from sphinx.util.docutils import SphinxDirective

from generator.render.chapter import quiz_made_of
from generator.render.digest import digest
from generator.spec.lesson import Skill
from generator.sphinx_ext import (
    draw_comparison,
    draw_cover,
    draw_differences,
    draw_excerpt,
    draw_names,
    draw_notebooks,
    draw_progress,
    draw_quiz,
    draw_source,
    draw_timeline,
    draw_unit,
)
from generator.sphinx_ext.domain import LESSON, scratch
from generator.sphinx_ext.file_reference import FileReference
from generator.sphinx_ext.nodes import box, paragraph
from generator.sphinx_ext.outdated import note_drawn
from generator.sphinx_ext.sealed import sealed
from generator.sphinx_ext.settings import CONFIG
from generator.sphinx_ext.state import course_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Lesson, Questions
    from generator.spec.units import Unit
    from generator.sphinx_ext.domain import CourseDomain

OPTIONS: dict[str, Callable[[str], Any]] | None = {"made-of": lambda argument: argument or ""}
"""`made-of`: a digest of what is drawn, so that the page's text changes when that does. Pages written by hand leave it out."""

SKILL_NAMES = {
    Skill.SOURCING: "Sourcing",
    Skill.CONTEXTUALISATION: "Contextualisation",
    Skill.CLOSE_READING: "Close reading",
    Skill.CORROBORATION: "Corroboration",
    Skill.RECALL: "Recall",
}


class CourseDirective(SphinxDirective):
    """A directive whose argument is the address of something in the course."""

    required_arguments = 1
    option_spec = OPTIONS

    @property
    def resolved(self) -> ResolvedCourse:
        """The course."""
        return course_of(self.env.app)

    @property
    def domain(self) -> CourseDomain:
        """Where places are recorded."""
        return self.env.get_domain("course")  # type: ignore[return-value]

    def run(self) -> list[nodes.Node]:
        """Draw what the argument names; an unknown address is an error at the directive."""
        try:
            return self.draw(self.arguments[0])
        except LookupError:
            return [self.state.document.reporter.error(f"the course has no {self.name} `{self.arguments[0]}`", line=self.lineno)]

    def draw(self, address: str) -> list[nodes.Node]:
        """The nodes. Raises LookupError where the course has nothing at the address."""
        raise NotImplementedError

    def located(self, drawn: nodes.Element) -> nodes.Element:
        """The nodes with the directive's place, which warnings then name."""
        source, line = self.get_source_info()
        for node in drawn.findall(nodes.Element):
            node.source, node.line = source, line
        return drawn

    def sealed(self, drawn: nodes.Element) -> nodes.Element:
        """The same, closed to what Sphinx does to pages that it reads."""
        return sealed(self.located(drawn))


class LessonHead(CourseDirective):
    """A lesson's unit, central question and objectives."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw them, and remember whose page this is."""
        found = self.resolved.course.lesson(address)
        if found is None:
            raise LookupError(address)
        scratch(self.env)[LESSON] = address
        lesson = found.value
        self.domain.note("lesson", address, "", lesson.title)
        unit = self.resolved.course.unit(lesson.unit)
        objectives = nodes.bullet_list("", *(nodes.list_item("", paragraph(text)) for text in lesson.objectives))
        head = box(
            "div",
            paragraph(draw_excerpt.reference("unit", unit.id, unit.title), classes=("unit",)),
            paragraph(lesson.question, classes=("central-question",)),
            paragraph("After this lesson you can:", classes=("objectives-title",)),
            objectives,
            classes=("lesson-head",),
        )
        return [self.sealed(head)]


class Questions_(CourseDirective):  # noqa: N801  (the plain name is the spec's)
    """The questions on a lesson as a whole."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw them under the four skills."""
        found = self.resolved.course.lesson(address)
        if found is None:
            raise LookupError(address)
        return [self.sealed(questions_box(found.value.questions, "questions lesson-questions"))]


class UnitDirective(CourseDirective):
    """A unit's head, its lessons, or the sources that these quote."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw the part that the directive's name says, and record where the unit opens."""
        course = self.resolved.course
        if self.name == "unit":
            self.domain.note("unit", address, "", course.unit(address).title)
        return [self.located(_UNIT_PARTS[self.name](course, address))]


_UNIT_PARTS = {"unit": draw_unit.opener, "unit-lessons": draw_unit.lessons, "unit-sources": draw_unit.sources}


class ExcerptDirective(CourseDirective):
    """A source box: source line, headnote, excerpt, provenance, questions."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw the box and record where it stands."""
        excerpt = _excerpt(self.resolved, address)
        anchor = address.replace("/", "-")
        self.domain.note("passage", address, anchor, excerpt.title)
        figure = draw_excerpt.figure(self.resolved, address, excerpt, anchor)
        figure += questions_box(excerpt.questions, "questions") if excerpt.questions.by_skill() else []
        return [self.sealed(figure)]


class ComparisonDirective(CourseDirective):
    """One question, the sources' answers side by side."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw the table, and the plot where there are amounts."""
        lesson_id, _, name = address.partition("/")
        found = self.resolved.course.lesson(lesson_id)
        comparison = next((c for c in found.value.comparisons() if c.id == name), None) if found else None
        if found is None or comparison is None:
            raise LookupError(address)
        self.domain.note("comparison", address, address.replace("/", "-"), comparison.question)
        return [self.located(draw_comparison.figure(self.resolved, address, comparison, found.value.excerpts()))]


class QuizDirective(CourseDirective):
    """A quiz to be answered on the page, and its notebook to download."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw the quiz and record where it stands."""
        found = self.resolved.course.quiz(address)
        if found is None:
            raise LookupError(address)
        self.domain.note("quiz", address, f"quiz-{address}", found.value.title)
        return [self.sealed(draw_quiz.form(self.resolved, found.value)), draw_quiz.download(found.value)]


class SourceRecord(CourseDirective):
    """The record of a document or article, its outline and every passage cited from it."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw the record and record where it stands."""
        record = self.resolved.course.records()[address]
        anchor = f"source-{address.replace('/', '-')}"
        self.domain.note("source", address, anchor, record.shown_title)
        return [self.located(node) for node in draw_source.record(self.resolved, address, anchor)]


def questions_box(questions: Questions, classes: str) -> nodes.Element:
    """Questions for the reader under their skills."""
    entries = nodes.definition_list()
    for skill, texts in questions.by_skill():
        listed: list[nodes.Node] = [nodes.bullet_list("", *(nodes.list_item("", paragraph(text)) for text in texts))]
        entries += nodes.definition_list_item("", nodes.term("", SKILL_NAMES[skill]), nodes.definition("", *listed))
    return box("div", entries, classes=tuple(classes.split()))


def _excerpt(resolved: ResolvedCourse, address: str) -> Any:
    lesson_id, _, name = address.partition("/")
    found = resolved.course.lesson(lesson_id)
    excerpt = next((e for e in found.value.excerpts() if e.id == name), None) if found else None
    if excerpt is None:
        raise LookupError(address)
    return excerpt


class WholeCourse(CourseDirective):
    """Something drawn from the whole course. Its page is read again when that became different."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Draw it, and note what it was drawn from."""
        note_drawn(self.env, self.name, self.made_of(self.resolved))
        return [self.closed(node) if isinstance(node, nodes.Element) else node for node in self.draw_all()]

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """A digest of all that is drawn."""
        raise NotImplementedError

    def draw_all(self) -> list[nodes.Node]:
        """The nodes."""
        raise NotImplementedError

    def closed(self, drawn: nodes.Element) -> nodes.Element:
        """The nodes, with their place or sealed with it."""
        return self.located(drawn)


class Progress(WholeCourse):
    """What the reader answered, over the whole course."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of the quizzes, and of the titles above them."""
        return digest(quizzes_made_of(resolved), [(lesson.title, unit.title) for unit, lesson in _taught(resolved)])

    def draw_all(self) -> list[nodes.Node]:
        """Draw it."""
        return draw_progress.progress(self.resolved)


class Review(WholeCourse):
    """Items that are due again."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of the quizzes."""
        return quizzes_made_of(resolved)

    def draw_all(self) -> list[nodes.Node]:
        """Draw it."""
        return draw_progress.review(self.resolved)

    closed = CourseDirective.sealed


class AnswerKey(WholeCourse):
    """The keys of all practice quizzes."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of the quizzes."""
        return quizzes_made_of(resolved)

    def draw_all(self) -> list[nodes.Node]:
        """Draw it."""
        for quiz in draw_progress.practice_quizzes(self.resolved):
            self.domain.note("answers", quiz.id, draw_progress.answers_anchor(quiz), quiz.title)
        return draw_progress.answer_key(self.resolved)

    closed = CourseDirective.sealed


class Notebooks(WholeCourse):
    """Every notebook to download, with its size."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of what is told of each."""
        return draw_notebooks.made_of(resolved.course)

    def draw_all(self) -> list[nodes.Node]:
        """Draw it."""
        return draw_notebooks.notebooks(self.resolved.course)


class Cover(WholeCourse):
    """What stands under the book's title on its home page."""

    option_spec = {"subtitle": docutils_directives.unchanged_required}  # noqa: RUF012  (docutils declares it so)

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of its counts, and of the page to begin with."""
        return draw_cover.made_of(resolved.course)

    def draw_all(self) -> list[nodes.Node]:
        """Draw it. It is named by the book's title, which is a setting."""
        self.env.note_dependency(str(self.resolved.course.root / CONFIG))
        return [draw_cover.cover(self.resolved.course, self.config.html_title, self.options.get("subtitle", ""))]


class CourseContents(WholeCourse):
    """Every unit and lesson with its question."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of titles and questions."""
        return digest([(unit, lesson.id, lesson.title, lesson.question) for unit, lesson in _taught(resolved)])

    def draw_all(self) -> list[nodes.Node]:
        """Draw them."""
        return [draw_cover.contents(self.resolved.course)]


class Differences(WholeCourse):
    """Every comparison, under how its sources stand to one another."""

    @staticmethod
    def made_of(resolved: ResolvedCourse) -> str:
        """Of the comparisons, and of the titles and sources beside them."""
        compared = [(unit.title, lesson.id, lesson.title, one) for unit, lesson in _taught(resolved) for one in lesson.comparisons()]
        return digest(compared, resolved.course.sources.value)

    def draw_all(self) -> list[nodes.Node]:
        """Draw them."""
        return [*draw_differences.differences(self.resolved.course)]


def quizzes_made_of(resolved: ResolvedCourse) -> str:
    """A digest of the practice quizzes in their order, with the passages that they show."""
    return digest(*(quiz_made_of(resolved, quiz) for quiz in draw_progress.practice_quizzes(resolved)))


def _taught(resolved: ResolvedCourse) -> list[tuple[Unit, Lesson]]:
    """Every lesson with its unit, in the order of the book."""
    course = resolved.course
    return [(course.unit(unit), lesson) for unit, lessons in course.contents.items() for lesson in lessons]


class TimelineDirective(CourseDirective):
    """Every event of the timeline with its passages."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw it and record where each event stands."""
        written = self.resolved.course.timeline
        if written is None:
            raise LookupError(address)
        drawn = draw_timeline.timeline(
            self.resolved, written.value, lambda event, anchor: self.domain.note("event", event.id, anchor, event.title)
        )
        return [self.located(node) for node in drawn]


class NamesDirective(CourseDirective):
    """Every person and organisation, with the groups of those that are easily confused."""

    def draw(self, address: str) -> list[nodes.Node]:
        """Draw them and record where each name stands."""
        written = self.resolved.course.names
        if written is None:
            raise LookupError(address)
        drawn = draw_names.names(
            self.resolved, written.value, lambda name, anchor: self.domain.note("name", name.id, anchor, name.name)
        )
        return [self.located(node) for node in drawn]


OF_THE_WHOLE: dict[str, type[WholeCourse]] = {
    "cover": Cover,
    "course-contents": CourseContents,
    "differences": Differences,
    "progress": Progress,
    "review": Review,
    "answer-key": AnswerKey,
    "notebooks": Notebooks,
}
DIRECTIVES = {
    **OF_THE_WHOLE,
    "lesson": LessonHead,
    "unit": UnitDirective,
    "unit-lessons": UnitDirective,
    "unit-sources": UnitDirective,
    "questions": Questions_,
    "excerpt": ExcerptDirective,
    "comparison": ComparisonDirective,
    "quiz": QuizDirective,
    "source-record": SourceRecord,
    "timeline": TimelineDirective,
    "names": NamesDirective,
    "file-reference": FileReference,
}
