"""A proposed record as YAML: each guess is marked, so that its author knows what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.new.yaml_text import comment, scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.new.proposal import Proposal, ProposedArticle


def record_lines(proposal: Proposal) -> list[str]:
    """The record as an entry of `documents`, its dash in the first column."""
    fields = [*_head(proposal), *_layout(proposal), *_articles(proposal)]
    return [f"{'- ' if n == 0 else '  '}{line}" for n, line in enumerate(fields)]


def _head(proposal: Proposal) -> Iterator[str]:
    yield f"id: {proposal.id}"
    for note in proposal.notes:
        yield comment(f"proposed: {note}")
    yield f"title: {scalar(proposal.title.value)}  {comment(f'proposed: {proposal.title.reason}')}"
    yield f"authors: [{', '.join(map(_quoted, proposal.authors))}]  {comment(f'proposed: {proposal.authors_reason}')}"
    yield f"date: {scalar(proposal.date.value)}  {comment(f'proposed: {proposal.date.reason}')}"
    yield f"date_basis: {scalar(proposal.date_basis)}  {comment('proposed: say how you know it')}"
    yield f"kind: document  {comment('proposed: say what it is: report, letter, polemic ...')}"
    if proposal.issued:
        yield f"issued: {scalar(proposal.issued)}  {comment('proposed: the date for machines')}"
    if proposal.language:
        yield f"language: {proposal.language}  {comment('proposed: the file says so')}"
    yield comment('standpoint: [{quote: "words in which it says what it is for"}]')
    yield f"file: {scalar(proposal.file)}"
    yield f'sha256: "{proposal.sha256}"'


def _layout(proposal: Proposal) -> Iterator[str]:
    lines: list[str] = []
    if proposal.lines_are_paragraphs:
        lines.append(f"paragraphs: lines  {comment('proposed: no line is blank, and most are long')}")
    if proposal.rejoin:
        lines.append(f"rejoin: true  {comment('proposed: pages cut paragraphs in two')}")
    if proposal.superscript:
        lines.append(f"note_marks: superscript  {comment('proposed: raised digits stand in the text')}")
    if proposal.furniture:
        lines += [f"furniture:  {comment('proposed: lines that come again on page after page')}", *_listed(proposal.furniture, "  ")]
    if proposal.headings:
        lines += ["headings:", f"  lines:  {comment('proposed: remove those that are none')}", *_listed(proposal.headings, "    ")]
    if lines:
        yield "layout:"
        yield from (f"  {line}" for line in lines)


def _listed(texts: tuple[str, ...], indent: str) -> list[str]:
    return [f"{indent}- {scalar(text)}" for text in texts]


def _articles(proposal: Proposal) -> Iterator[str]:
    if not proposal.articles:
        return
    yield f"articles:  {comment('proposed: what stands outside them has no paragraph numbers; remove them if these are only sections')}"
    for article in proposal.articles:
        for n, line in enumerate(_article(article, proposal)):
            yield f"{'  - ' if n == 0 else '    '}{line}"


def _article(article: ProposedArticle, proposal: Proposal) -> Iterator[str]:
    yield f"id: {article.id}"
    yield f"title: {scalar(article.starts)}  {comment('proposed: its heading')}"
    if article.byline:
        yield f"authors: [{_quoted(article.byline.partition(' ')[2])}]  {comment('proposed: the line below the heading')}"
    yield f"date: {scalar(proposal.date.value)}  {comment('proposed: that of the whole document')}"
    yield f"date_basis: That of the whole document.  {comment('proposed: say how you know it')}"
    yield f"kind: article  {comment('proposed: say what it is')}"
    yield f"starts: {scalar(article.starts)}"
    if article.byline:
        yield f"byline: [{_quoted(article.byline)}]"


def _quoted(text: str) -> str:
    """A scalar for a list in brackets, where a comma would end a plain one."""
    plain = scalar(text)
    return plain if plain.startswith('"') or "," not in plain else f'"{plain}"'
