"""One short document of our own in every kind of file that `course new source` reads, made here byte by byte."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

TITLE, AUTHOR, DATE = "The Lamp on the Quay", "Ada Vell", "4 June 1881"
SECTIONS = ("The first night", "The second night")
BODY = (
    "The lamp was lit at seven, and it burned until the oil gave out. Nobody had thought of a second can.",
    "On the second night the boys of the quay carried oil in their hats. They wanted no thanks, and they got none.",
)

TEXT = f"{TITLE}\n\nBy {AUTHOR}\n\n{DATE}\n\n{SECTIONS[0]}\n\n{BODY[0]}\n\n{SECTIONS[1]}\n\n{BODY[1]}\n"
MARKDOWN = f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\ndate: 1881-06-04\n---\n\n## {SECTIONS[0]}\n\n{BODY[0].replace('seven', '*seven*')}\n\n## {SECTIONS[1]}\n\n{BODY[1]}\n"
HTML = (
    f'<!doctype html><html lang="en"><head><title>{TITLE}</title><meta name="author" content="{AUTHOR}"><style>p {{}}</style></head><body>'
    f"<nav><ul><li>Home</ul></nav><h1>{TITLE}</h1><p>{DATE}</p><h2>{SECTIONS[0]}</h2><p>{BODY[0]}<sup>1</sup></p>"
    f"<h2>{SECTIONS[1]}</h2><p>{BODY[1]}</p><script>lamp()</script><footer>Share</footer></body></html>"
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str | None = None, core: str = "") -> bytes:
    """A .docx. Its styles are named as a German Word names them."""
    if body is None:
        body = paragraph(TITLE, "Titel") + paragraph(DATE)
        body += "".join(paragraph(head, "berschrift1") + paragraph(text) for head, text in zip(SECTIONS, BODY, strict=True))
    names = {"Titel": "Title", "berschrift1": "heading 1"}
    styles = "".join(f'<w:style w:styleId="{style}"><w:name w:val="{name}"/></w:style>' for style, name in names.items())
    return zipped({
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "docProps/core.xml": core or f'<c:coreProperties xmlns:c="c" xmlns:dc="d"><dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator></c:coreProperties>',
    })  # fmt: skip


def epub(**changes: str | bytes) -> bytes:
    """An EPUB of two chapters, each with a heading of the highest level. ``changes`` replace files by the last part of their names."""
    pages = [f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><h1>{head}</h1><p>{text}</p></body></html>"
             for head, text in zip(SECTIONS, BODY, strict=True)]  # fmt: skip
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{TITLE}</dc:title>'
        f"<dc:creator>{AUTHOR}</dc:creator><dc:date>1881-06-04</dc:date><dc:language>en</dc:language></metadata><manifest>"
        '<item id="b" href="text/two%20.xhtml" media-type="application/xhtml+xml"/><item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="c.css" media-type="text/css"/></manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>'
    )
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/package.opf"/></rootfiles></container>',
        "OPS/package.opf": package, "OPS/text/one.xhtml": pages[0], "OPS/text/two .xhtml": pages[1],
    }  # fmt: skip
    return zipped({name: changes.get(name.rsplit("/", 1)[-1].replace(".", "_"), content) for name, content in files.items()})


def documents() -> dict[str, bytes]:
    """The document in every kind that needs no other program to be made, by file name."""
    return {"lamp.txt": TEXT.encode(), "lamp.md": MARKDOWN.encode(), "lamp.html": HTML.encode(), "lamp.docx": docx(), "lamp.epub": epub()}
