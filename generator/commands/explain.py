"""`course explain`: what the code of a problem means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.commands.saying import CLEAN, usage
from generator.diagnostics.codes import Code
from generator.diagnostics.flaws import Flaw
from generator.spec.read import closest

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Explain one code, or list them all."""
    del root
    known: dict[str, Code | Flaw] = {code.value: code for code in (*Code, *Flaw)}
    if arguments.code is None:
        width = max(map(len, known))
        for name, listed in known.items():
            print(f"{name:<{width}}  {listed.explanation.splitlines()[0]}")
        return CLEAN
    if arguments.code not in known:
        guess = closest(arguments.code, known)
        return usage(f"there is no code `{arguments.code}`" + (f"; did you mean `{guess}`?" if guess else ""))
    code = known[arguments.code]
    print(f"{code.value} ({code.severity.value})\n\n{code.explanation}")
    return CLEAN
