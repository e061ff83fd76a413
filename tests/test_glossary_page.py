"""The glossary's page: in the order of its letters, and with a row of them where it is long."""

import re
from pathlib import Path

from tests.sample_course import copy_sample, edit, relock, run_python


def test_a_long_glossary_begins_with_letters_that_lead_to_their_first_terms(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    glossary = root / "lessons" / "glossary.yml"
    words = [f"buoy {number}" for number in range(37)] + ["Évora mast", "ebb"]
    more = "".join(f"  - {{id: more-{n}, term: {word}, definition: A word of the harbour.}}\n" for n, word in enumerate(words))
    edit(glossary, "\nnote: ", "\n" + more + "note: ")
    relock(root)
    done = run_python(root, "-m", "sphinx", "-nW", "-q", "-b", "html", ".", "_build/html", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")

    page = (root / "_build" / "html" / "book" / "glossary.html").read_text(encoding="utf-8")
    (row,) = re.findall(r'<p class="letters">(.*?)</p>', page, re.DOTALL)
    jumps = re.findall(r'href="#([^"]+)">(\w)<', row)
    assert [letter for _, letter in jumps] == ["B", "E", "H", "L", "T"]
    terms = dict(re.findall(r'<dt id="([^"]+)">([^<]+)<', page))
    assert [terms[anchor] for anchor, _ in jumps] == ["buoy 0", "ebb", "Harbour Board", "lighter", "tower"]
    assert list(terms.values()).index("Évora mast") == list(terms.values()).index("ebb") + 1


def test_a_short_glossary_has_no_row_of_letters(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    relock(root)
    done = run_python(root, "-m", "sphinx", "-nW", "-q", "-b", "html", ".", "_build/html", corpus=root / "documents")
    assert (done.returncode, done.stderr) == (0, "")
    assert 'class="letters"' not in (root / "_build" / "html" / "book" / "glossary.html").read_text(encoding="utf-8")
