"""Code -> its ownership timeline, from one run of the compiler."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from borrowproof.backends.mir_dumps import RawDump
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.dump import Dump, bodies, dump
from borrowproof.facts.errors import UnknownConstruct
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import NotChecked
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.analysis.timeline import build_timeline
from borrowproof.syntax import lexer

_BODY = re.compile(r"\bfn\b[^;{}]*\{")


def derive(
    code: str, edition: Edition, rustc: Rustc, *, test_harness: bool = False, crates: Crates = NO_CRATES
) -> Timeline:
    """The timeline of the program `code`, as `rustc` sees it with `crates` at hand.

    Raises Underivable where rustc stops before borrow checking or cannot be run, and UnknownConstruct where its dump
    holds something that the parser does not know.
    """
    asked = partial(dump, code, edition, rustc, test_harness=test_harness, crates=crates)
    return _derived(code, edition, rustc.toolchain, asked)


def derive_from(answer: RawDump | NotChecked, code: str, edition: Edition, toolchain: Toolchain) -> Timeline:
    """The timeline of the program `code`, from what `toolchain` answered about it. Raises what `derive` does."""
    return _derived(code, edition, toolchain, partial(bodies, answer))


def _derived(code: str, edition: Edition, toolchain: Toolchain, dumped: Callable[[], Dump]) -> Timeline:
    name = toolchain.name
    try:
        found = dumped()
        if not found.bodies and not found.outcome.errors and _BODY.search(lexer.blank(code)):
            raise UnknownConstruct("nothing: rustc dumped no body of a program that it accepts")
        return build_timeline(code, found, name, edition.value)
    except UnknownConstruct as unknown:
        raise UnknownConstruct(unknown.construct, name) from unknown
