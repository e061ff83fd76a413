"""Pictures of pages of the PDF, to be looked at: cover, contents, and the first page of every kind.

    python -m tests.print_pictures BOOK.pdf OUT
"""

import sys
from pathlib import Path

import pikepdf
import pypdfium2

KINDS = {"unit": "book/units/", "lesson": "book/chapters/", "timeline": "book/timeline", "source": "book/sources/", "answers": "book/answer-key"}
"""Kinds of pages, by how their names begin."""
WORDS = {"plot": "On one scale:", "quiz": "For practice. The answers", "glossary": "Glossary"}
"""Others, by words on them."""
DPI = 110


def main(book: Path, out: Path) -> None:
    """Write the pictures."""
    out.mkdir(parents=True, exist_ok=True)
    shown = {"cover": 0, "imprint": 1, "contents": 2}
    with pikepdf.open(book) as file:
        at = {page.objgen: number for number, page in enumerate(file.pages)}
        names = {str(name): at[target[0].objgen] for name, target in pikepdf.NameTree(file.Root.Names.Dests).items()}
    for kind, begin in KINDS.items():
        shown[kind] = min(number for name, number in names.items() if name.startswith(begin))
    document = pypdfium2.PdfDocument(book)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    for kind, words in WORDS.items():
        # After the contents, which name everything.
        shown[kind] = next(number for number, text in enumerate(texts) if number > shown["contents"] and words in text)
    for kind, number in shown.items():
        document[number].render(scale=DPI / 72).to_pil().save(out / f"pdf-{kind}.png")
    print(f"{len(shown)} pictures of {len(texts)} pages in {out}")
    document.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
