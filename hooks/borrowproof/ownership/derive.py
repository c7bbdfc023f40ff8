"""Code -> its ownership timeline, from one run of the compiler."""

from __future__ import annotations

import re

from borrowproof.backends.borrow_checkers import UnknownBorrowChecker, default_borrow_checker
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.dump import Dump, dump
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.outcome import Goal, Job, Outcome
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.analysis.timeline import build_timeline
from borrowproof.process import sandbox
from borrowproof.syntax import lexer

_BODY = re.compile(r"\bfn\b[^;{}]*\{")


def derive(
    code: str, edition: Edition, rustc: Rustc, *, test_harness: bool = False, crates: Crates = NO_CRATES
) -> Timeline:
    """The timeline of the program `code`, as `rustc` sees it with `crates` at hand.

    Raises Underivable where rustc stops before borrow checking or cannot be run, and UnknownConstruct where its dump
    holds something that the parser does not know.
    """
    name = rustc.toolchain.name
    try:
        dumped = dump(code, edition, rustc, test_harness=test_harness, crates=crates)
        job = Job(code, edition, Goal.REJECT, test_harness=test_harness, crates=crates)
        _check_agreement(dumped, job, rustc)
        if not dumped.bodies and not dumped.outcome.errors and _BODY.search(lexer.blank(code)):
            raise UnknownConstruct("nothing: rustc dumped no body of a program that it accepts")
        return build_timeline(code, dumped, name, edition.value)
    except UnknownConstruct as unknown:
        raise UnknownConstruct(unknown.construct, name) from unknown
    except (sandbox.CannotRun, UnknownBorrowChecker) as error:
        raise Underivable(str(error)) from error


def _check_agreement(dumped: Dump, job: Job, rustc: Rustc) -> None:
    """Raise Underivable where the facts, which are NLL's, are not those by which this compiler judges the program."""
    if default_borrow_checker(rustc) is BorrowChecker.NLL:
        return
    [(_, judged)] = LocalBackend(rustc, 1).judge([job])
    if isinstance(judged, Outcome) and judged.errors == dumped.outcome.errors:
        return
    raise Underivable(
        f"{rustc.toolchain.name} judges it by Polonius; the facts that it writes down are those of NLL, the earlier "
        "borrow checker, which says something else of this program"
    )
