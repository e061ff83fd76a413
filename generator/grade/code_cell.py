"""What a code cell sets, read and not run: the literals behind `answer`, `sure` and `student`, and what it hands to `quiz.check`.

A cell is parsed to Python's syntax tree, and only literals in it are looked at. What is worked out by code is told apart from
what isn't there, so that neither is taken for an open item.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache

from generator.grade.flags import Flag
from generator.grade.names import plain

MAX_SOURCE = 20_000
"""Characters of a cell that are read. Python's parser has bounds of its own for what is nested; this one bounds its time."""
MAX_KEPT = 500
"""Characters of a cell that is remembered once it was read; an answer has fewer."""
_COMMAND = re.compile(r"^([ \t]*+)(?:[%!?].*|.*[^\s?]\?{1,2}[ \t]*)$", re.MULTILINE)
"""Lines that IPython takes and Python doesn't: magics, commands of the system, and questions for help."""
_NO_COMMAND = r"\1pass"
"""What stands for such a line. An answer that only looked like one then names something unknown, and isn't lost."""
_HOLDER, _METHOD = "quiz", "check"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the cell itself, and how it is written there."""

    value: object
    node: ast.expr

    @property
    def written(self) -> str:
        """The value as the cell has it, to be quoted in a report: Python's own way would put a set in a chance order."""
        try:
            return plain(ast.unparse(self.node))
        except (ValueError, RecursionError):
            return "something very long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why there is no value, though something is set."""

    flag: Flag
    detail: str


Value = Literal | Fault | None
"""What a name is set to; None where nothing sets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A call of `quiz.check` with the values that its names have at that line."""

    item: str
    answer: Value
    sure: Value
    own: bool
    """Whether the answer is written into the call, or set under another name than `answer`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A cell that could be parsed. ``values`` are those that names have at its end."""

    values: dict[str, Value]
    checks: tuple[Check, ...]


def read_code(source: str) -> Code | Fault:
    """What a cell sets, or why it can't be told. Whatever the source is, this neither runs it nor raises.

    The caller mutes warnings: Python warns of what it parses.
    """
    if len(source) > MAX_SOURCE:
        return Fault(flag=Flag.ANSWER_SYNTAX, detail=f"the cell has more than {MAX_SOURCE} characters")
    return _read_again(source) if len(source) < MAX_KEPT else _read(source)


def _read(source: str) -> Code | Fault:
    tree = _parsed(source)
    if isinstance(tree, Fault):
        fault, tree = tree, _parsed(_COMMAND.sub(_NO_COMMAND, source))
        if isinstance(tree, Fault):
            return fault
    return _walk(tree)


_read_again = lru_cache(maxsize=4096)(_read)
"""The same, kept: of a thousand students many type the same into a cell. Bounded to some megabytes."""


def _parsed(source: str) -> ast.Module | Fault:
    try:
        # Python looks for a file of the given name to quote its line in an error. There is none without a name.
        return ast.parse(source, filename="")
    except SyntaxError as problem:
        said = (
            f"line {problem.lineno} is no Python: {plain(problem.msg)}" if problem.lineno else f"no Python: {plain(problem.msg)}"
        )
    except ValueError:
        said = "the cell holds signs that no program can"
    except (RecursionError, MemoryError):
        said = "brackets or signs in the cell are nested too deep"
    return Fault(flag=Flag.ANSWER_SYNTAX, detail=said)


def _walk(tree: ast.Module) -> Code:
    """The statements of the top level, from first to last; a name that anything deeper sets has no value that is certain."""
    values: dict[str, Value] = {}
    checks = []
    for statement in tree.body:
        if (assigned := _assigned(statement)) is not None:
            names, node = assigned
            values.update(dict.fromkeys(names, _literal(names[0], node)))
            continue
        if (check := _check(statement, values)) is not None:
            checks.append(check)
            continue
        for name in _names_set(statement):
            detail = f"`{plain(name)}` is set inside other code, at line {statement.lineno}"
            values[name] = Fault(flag=Flag.ANSWER_NOT_LITERAL, detail=detail)
    return Code(values=values, checks=tuple(checks))


def _assigned(statement: ast.stmt) -> tuple[list[str], ast.expr] | None:
    """The names that a plain assignment sets, and to what; None for any other statement."""
    if isinstance(statement, ast.Assign):
        names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
        return (names, statement.value) if len(names) == len(statement.targets) else None
    if isinstance(statement, ast.AnnAssign) and statement.value is not None and isinstance(statement.target, ast.Name):
        return [statement.target.id], statement.value
    return None


def _names_set(statement: ast.stmt) -> set[str]:
    """Every name that is set, changed or deleted anywhere in a statement."""
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}


def _literal(name: str, node: ast.expr) -> Literal | Fault:
    try:
        return Literal(ast.literal_eval(node), node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        # TypeError: a list as a member of a set, say. The others: whatever isn't a literal.
        pass
    if isinstance(node, ast.Name):
        detail = f"`{plain(name)} = {plain(node.id)}`: the answer lacks its quotation marks"
    else:
        detail = f"`{plain(name)}` is worked out by code, at line {node.lineno}"
    return Fault(flag=Flag.ANSWER_NOT_LITERAL, detail=detail)


def _check(statement: ast.stmt, values: dict[str, Value]) -> Check | None:
    """The call of `quiz.check` that a statement is, if it is one."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=holder), attr=method), args=[ast.Constant(value=str(item)), *given]):
            if (holder, method) != (_HOLDER, _METHOD) or len(given) > len(("answer", "sure")):
                return None
        case _:
            return None
    handed = dict(zip(("answer", "sure"), given, strict=False)) | {key.arg: key.value for key in call.keywords if key.arg}
    answer = handed.get("answer")
    own = answer is not None and not (isinstance(answer, ast.Name) and answer.id == "answer")
    return Check(item=item, answer=_handed("answer", answer, values), sure=_handed("sure", handed.get("sure"), values), own=own)


def _handed(name: str, node: ast.expr | None, values: dict[str, Value]) -> Value:
    """The value of an argument: a literal, or what a name was set to before."""
    if node is None:
        return None
    if isinstance(node, ast.Name) and (node.id in values or node.id == name):
        return values.get(node.id)
    return _literal(name, node)
