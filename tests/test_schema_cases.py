"""What the compiler says of a file's shape, its schema says too: for every case, the real course and the guide."""

from pathlib import Path

import pytest
import yaml

from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.schema.kind import FileKind
from tests.case_folders import BAD, GOOD, case_folders, covered_code
from tests.sample_course import SAMPLE
from tests.schema_views import as_an_editor_reads, compiler_says, editor_accepts, kind_of, validator, within_schemas

ROOT = Path(__file__).parent.parent

SHAPE = {Code.UNKNOWN_KEY, Code.MISSING_KEY, Code.WRONG_TYPE}
"""Faults that one file shows by itself: the schema refuses every case of them."""
SOMETIMES_SHAPE = {Code.BAD_VALUE, Code.BAD_DATE, Code.BAD_ID}
"""Faults of one value, or of how it agrees with others: the schema refuses those cases that the file shows by itself."""
BEFORE_SHAPE = {Code.YAML_SYNTAX, Code.YAML_TAG, Code.YAML_LIMIT, Code.DUPLICATE_KEY, Code.FILE_UNREADABLE}
"""Faults of the YAML. An editor tells them, or not, without a schema."""
BEYOND_A_FILE = set(Code) - SHAPE - SOMETIMES_SHAPE - BEFORE_SHAPE
"""Faults that show only beside other files, documents or items: the schema accepts every case of them."""


def written_files(case: Path) -> list[tuple[FileKind, Path]]:
    """The specs that a case holds itself."""
    found = [(kind_of(path.relative_to(case).as_posix()), path) for path in sorted(case.rglob("*.yml"))]
    return [(kind, path) for kind, path in found if kind is not None]


def code_of(case: Path) -> Code | Flaw | None:
    """The code or the flaw of a bad case; a good one has none."""
    name = covered_code(case.name)
    return None if case.parent != BAD else Flaw(name) if name in set(Flaw) else Code(name)


CASES = [(case, kind, path) for case in case_folders() for kind, path in written_files(case)]
JUDGED = [(case, kind, path) for case, kind, path in CASES if code_of(case) not in BEFORE_SHAPE]
YAML_BUT_NOT_OURS = {"yaml-syntax-alias-circle", "yaml-syntax-key-list"}
"""What YAML allows and plain data has no form for: each reader does with it what it will."""
OTHERWISE_READ = {("lock-stale-source", "sources"): "0 is not of type 'string'"}
"""Files of which an editor sees other data, and what it then says: a number of more than 18 digits is text to the compiler."""


@pytest.mark.parametrize(("case", "kind", "path"), JUDGED, ids=[f"{case.name}-{path.stem}" for case, _, path in JUDGED])
def test_schema_and_compiler_agree_on_every_case(case: Path, kind: FileKind, path: Path) -> None:
    code = code_of(case)
    text = path.read_text(encoding="utf-8")
    told = within_schemas(compiler_says(kind, text))
    if (case.name, path.stem) in OTHERWISE_READ:
        (error,) = validator(kind).iter_errors(as_an_editor_reads(text))
        assert error.message == OTHERWISE_READ[case.name, path.stem]
        return
    assert editor_accepts(kind, text) == (not told)
    if code in SHAPE:
        assert [one.code for one in told] == [code]
    if code in BEYOND_A_FILE or isinstance(code, Flaw) or case.parent == GOOD:
        assert told == []


def test_what_is_no_yaml_is_none_for_an_editor_either() -> None:
    """The cases of broken YAML have nothing for a schema to judge; tags and bounds are the compiler's own rules."""
    refused = set()
    for case, kind, path in CASES:
        if code_of(case) is Code.YAML_SYNTAX and case.name not in YAML_BUT_NOT_OURS:
            if case.name == "yaml-syntax-empty":
                assert not editor_accepts(kind, path.read_text(encoding="utf-8"))
                continue
            with pytest.raises(yaml.YAMLError):
                editor_accepts(kind, path.read_text(encoding="utf-8"))
            refused.add(case.name)
    assert refused >= {"yaml-syntax", "yaml-syntax-colon"}


def test_cases_of_every_shape_fault_are_among_them() -> None:
    """So that the test above can't pass for want of cases."""
    assert {code_of(case) for case, _, _ in JUDGED} >= SHAPE | SOMETIMES_SHAPE
    refused = [path for _, kind, path in JUDGED if not editor_accepts(kind, path.read_text(encoding="utf-8"))]
    assert len(refused) >= 18
    assert len(JUDGED) >= 80


GOOD_FILES = [
    path for folder in (ROOT, SAMPLE) for path in sorted([*folder.glob("lessons/*.yml"), *folder.glob("quizzes/*.yml")])
]


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.name)
def test_schemas_accept_the_course_and_the_sample(path: Path) -> None:
    kind = kind_of(f"{path.parent.name}/{path.name}")
    if kind is None:
        assert path.name == "passages.lock.yml"
        return
    assert editor_accepts(kind, path.read_text(encoding="utf-8"))
