"""What can be done about a flaw of item writing without a thought: order, and keys that change no word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.edits import offer
from generator.diagnostics.flaws import Flaw
from generator.lint.option_positional import ABOVE
from generator.lint.option_value import values
from generator.source.yaml_entries import entry_removed, key_after, key_removed, sorted_entries
from generator.source.yaml_nodes import Mapping, Scalar, Sequence, find_node
from generator.source.yaml_scalars import replaced
from generator.spec.quiz import ChoiceItem

if TYPE_CHECKING:
    from generator.diagnostics.model import Fix
    from generator.lint.question import Finding
    from generator.source.yaml_nodes import Route
    from generator.spec.quiz import Quiz
    from generator.spec.read import Located


def fixes_for(finding: Finding, quiz: Located[Quiz]) -> tuple[Fix, ...]:
    """The fixes of a flaw; most have none, for they need other words."""
    if finding.flaw is Flaw.OPTIONS_UNORDERED and finding.item is not None:
        return _in_order(quiz, finding.item)
    if finding.flaw is Flaw.KEY_POSITION:
        return _shuffled(quiz)
    if finding.flaw is Flaw.OPTION_POSITIONAL:
        return _pinned(quiz, finding.route[:-1])
    return ()


def for_allowance(quiz: Located[Quiz], route: Route) -> tuple[Fix, ...]:
    """An allowance that nothing needs, taken out; the whole list where it is the only one."""
    listed, _ = find_node(quiz.node, route[:-1])
    above, _ = find_node(quiz.node, route[:-2])
    if not isinstance(listed, Sequence) or not isinstance(above, Mapping):
        return ()
    alone = len(listed.items) == 1
    edits = key_removed(quiz.file, above, str(route[-2])) if alone else entry_removed(quiz.file, listed, int(route[-1]))
    return offer("remove the allowance", edits, sure=True)


def _in_order(quiz: Located[Quiz], n: int) -> tuple[Fix, ...]:
    """The options in the order of their numbers or dates. Each keeps its id, its feedback and whether it is right."""
    item, (listed, _) = quiz.value.items[n], find_node(quiz.node, ("items", n, "options"))
    found = values(option.text for option in item.options) if isinstance(item, ChoiceItem) else None
    if found is None or not isinstance(listed, Sequence) or len(listed.items) != len(found):
        return ()
    order = sorted(range(len(found)), key=lambda place: found[place].number)
    return offer("sort the options", sorted_entries(quiz.file, listed, order), sure=True)


def _shuffled(quiz: Located[Quiz]) -> tuple[Fix, ...]:
    top = quiz.node
    if not isinstance(top, Mapping):
        return ()
    if "shuffle" in top.values:
        return offer("write `shuffle: true`", replaced(quiz.file, top.values["shuffle"].span, "true"))
    return offer("write `shuffle: true`", key_after(quiz.file, top, "title", "shuffle: true"))


def _pinned(quiz: Located[Any], route: Route) -> tuple[Fix, ...]:
    option, _ = find_node(quiz.node, route)
    text = option.values.get("text") if isinstance(option, Mapping) else None
    if not isinstance(option, Mapping) or "pinned" in option.values or not isinstance(text, Scalar) or not ABOVE.search(str(text.value)):
        return ()
    return offer("write `pinned: true`, if it means all options above it", key_after(quiz.file, option, "text", "pinned: true"))
