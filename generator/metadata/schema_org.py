"""A page as schema.org describes it, in JSON-LD: what search engines and catalogues of learning resources read.

Quizzes are given without any key, practice quizzes too: no `acceptedAnswer`, and of items whose entries are written in their
right order only the stem. Of a graded quiz only its name is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.bibliography.work import Name, work
from generator.metadata.dates import iso_date
from generator.metadata.page import Kind
from generator.spec.quiz import ChoiceItem, Mode, TrueFalseItem
from generator.spec.sources import SourceType

if TYPE_CHECKING:
    from generator.bibliography.work import Work
    from generator.metadata.page import Page
    from generator.resolve import ResolvedCourse
    from generator.spec.lesson import Excerpt, Lesson
    from generator.spec.quiz import Item, Quiz
    from generator.spec.units import Unit

Node = dict[str, Any]
"""A node of JSON-LD, its keys in the order in which they are written."""

CONTEXT = "https://schema.org"
TYPES = {
    SourceType.ARTICLE: "Article",
    SourceType.ARTICLE_JOURNAL: "Article",
    SourceType.ARTICLE_MAGAZINE: "Article",
    SourceType.ARTICLE_NEWSPAPER: "Article",
    SourceType.BOOK: "Book",
    SourceType.CHAPTER: "Chapter",
    SourceType.MANUSCRIPT: "Manuscript",
    SourceType.PERIODICAL: "PublicationIssue",
    SourceType.REPORT: "Report",
    SourceType.WEBPAGE: "WebPage",
}
"""What a source is called here; any other is a `CreativeWork`. A polemic in a newspaper is no `NewsArticle`, so that isn't used."""
CONTAINERS = {
    SourceType.ARTICLE: "Periodical",
    SourceType.ARTICLE_JOURNAL: "Periodical",
    SourceType.ARTICLE_MAGAZINE: "Periodical",
    SourceType.ARTICLE_NEWSPAPER: "Newspaper",
    SourceType.PERIODICAL: "Periodical",
    SourceType.CHAPTER: "Book",
}
"""What a source of a type stands in; any other stands in a `CreativeWork`."""
QUESTION_TYPES = {
    "single": "Multiple choice",
    "multiple": "Checkbox",
    "true-false": "True or false",
    "order": "Ordering",
    "match": "Matching",
    "highlight": "Highlighting",
}
"""The value of `eduQuestionType` for each kind of item; the first two are those that search engines know."""


def document(resolved: ResolvedCourse, page: Page) -> Node:
    """The page's JSON-LD."""
    return {"@context": CONTEXT, **_DRAWN[page.kind](resolved, page)}


def _home(resolved: ResolvedCourse, page: Page) -> Node:
    course = resolved.course
    parts = [_unit_part(page, course.unit(unit)) for unit, lessons in course.contents.items() if lessons]
    return _present(
        {
            "@type": "Course",
            "@id": page.url,
            "url": page.url,
            "name": page.book,
            "description": page.description,
            "inLanguage": page.language,
            "creditText": page.author,
            "hasPart": parts,
        }
    )


def _unit(resolved: ResolvedCourse, page: Page) -> Node:
    lessons = resolved.course.contents[page.name]
    parts = [_reference("LearningResource", page.address("lesson", lesson.id), lesson.title) for lesson in lessons]
    return _present(
        {**_head("LearningResource", page), "learningResourceType": "Unit", "isPartOf": _course(page), "hasPart": parts}
    )


def _lesson(resolved: ResolvedCourse, page: Page) -> Node:
    found = resolved.course.lesson(page.name)
    assert found is not None
    lesson = found.value
    quiz = resolved.course.quiz(lesson.quiz)
    parts = [_quotation(resolved, page, lesson, excerpt) for excerpt in lesson.excerpts()]
    return _present(
        {
            **_head("LearningResource", page),
            "learningResourceType": "Lesson",
            "teaches": list(lesson.objectives),
            "isPartOf": {**_unit_part(page, resolved.course.unit(lesson.unit)), "isPartOf": _course(page)},
            "hasPart": [*parts, _quiz(page, quiz.value)] if quiz else parts,
        }
    )


def _source(resolved: ResolvedCourse, page: Page) -> Node:
    record = resolved.course.records()[page.name]
    described = {"description": page.description, "genre": record.kind}
    return {**_work(resolved, page, page.name), **described, "mainEntityOfPage": {"@type": "WebPage", "@id": page.url}}


def _glossary(resolved: ResolvedCourse, page: Page) -> Node:
    glossary = resolved.course.glossary
    terms = [
        _present(
            {
                "@type": "DefinedTerm",
                "@id": page.address("term", term.term),
                "name": term.term,
                "alternateName": list(term.also),
                "description": " ".join(term.definition.split()),
            }
        )
        for term in (glossary.value.terms if glossary else ())
    ]
    return _present({**_head("DefinedTermSet", page), "isPartOf": _course(page), "hasDefinedTerm": terms})


def _other(resolved: ResolvedCourse, page: Page) -> Node:
    del resolved
    return _present({**_head("WebPage", page), "isPartOf": _course(page)})


_DRAWN = {
    Kind.HOME: _home, Kind.UNIT: _unit, Kind.LESSON: _lesson, Kind.SOURCE: _source, Kind.GLOSSARY: _glossary, Kind.OTHER: _other,
}  # fmt: skip


def _head(kind: str, page: Page) -> Node:
    return {
        "@type": kind, "@id": page.url, "url": page.url, "name": page.title, "description": page.description,
        "inLanguage": page.language,
    }  # fmt: skip


def _reference(kind: str, address: str, name: str) -> Node:
    """Something that another page describes."""
    return {"@type": kind, "@id": address, "url": address, "name": name}


def _course(page: Page) -> Node:
    return _reference("Course", page.address("home", ""), page.book)


def _unit_part(page: Page, unit: Unit) -> Node:
    return _reference("LearningResource", page.address("unit", unit.id), unit.title)


def _quotation(resolved: ResolvedCourse, page: Page, lesson: Lesson, excerpt: Excerpt) -> Node:
    address = f"{lesson.id}/{excerpt.id}"
    passage = resolved.passage(address)
    quoted = _work(resolved, page, passage.source)
    return _present(
        {
            **_reference("Quotation", page.address("passage", address), excerpt.title),
            "text": passage.text,
            "inLanguage": quoted.get("inLanguage"),
            "creator": quoted.get("author"),
            "isBasedOn": quoted,
        }
    )


def _work(resolved: ResolvedCourse, page: Page, source: str) -> Node:
    """A source. Its id is that of its record on its page in this book; where the work itself stands isn't known."""
    cited = work(resolved.course, source)
    divided = bool(resolved.course.records()[source].cited_authors)
    return _present(
        {
            "@type": TYPES.get(cited.type, "CreativeWork"),
            "@id": page.address("source", source),
            "name": cited.title,
            "author": [_author(name, divided) for name in cited.authors],
            "datePublished": iso_date((cited.first or cited.printing).issued),
            "publisher": {"@type": "Organization", "name": cited.publisher} if cited.publisher else None,
            "inLanguage": cited.language,
            **_container(cited),
        }
    )


def _author(name: Name, divided: bool) -> Node:
    """Where a record gives names for citations, one that isn't divided there is an organisation's."""
    if name.family:
        return {"@type": "Person", "name": name.whole, "givenName": name.given, "familyName": name.family}
    return {"@type": "Organization" if divided else "Person", "name": name.whole}


def _container(cited: Work) -> Node:
    """The issue and the periodical, or the book, that a source stands in. A reprint's date is that of what it was reprinted in."""
    printing, periodical = cited.printing, CONTAINERS.get(cited.type) in {"Periodical", "Newspaper"}
    whole = {"@type": CONTAINERS.get(cited.type, "CreativeWork"), "name": printing.container} if printing.container else None
    if cited.type is SourceType.PERIODICAL:
        return {"issueNumber": printing.issue, "isPartOf": whole}
    if whole and periodical and (printing.issue or cited.first):
        whole = _present({"@type": "PublicationIssue", "issueNumber": printing.issue, "isPartOf": whole})
    if whole and cited.first:
        whole["datePublished"] = iso_date(printing.issued)
    return {"isPartOf": whole}


def _quiz(page: Page, quiz: Quiz) -> Node:
    questions = [_question(item) for item in quiz.items] if quiz.mode is Mode.PRACTICE else []
    return _present({**_reference("Quiz", page.address("quiz", quiz.id), quiz.title), "hasPart": questions})


def _question(item: Item) -> Node:
    options = item.options if isinstance(item, (ChoiceItem, TrueFalseItem)) else ()
    return _present(
        {
            "@type": "Question",
            "eduQuestionType": QUESTION_TYPES[item.kind],
            "text": item.stem,
            "suggestedAnswer": [{"@type": "Answer", "text": option.text} for option in options],
        }
    )


def _present(node: Node) -> Node:
    """The node without what is empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
