"""Errors that nobody means who writes `compile_fail`: of a wrong import, and of text that is no Rust. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from borrowproof.judging.unresolved import Lack, misspells_std, unresolved
from borrowproof.model.outcome import Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch
from borrowproof.sources import no_program

# How rustc's lexer and parser begin; an error without a code may be of another part, which has read the program.
_UNREADABLE = re.compile(
    r"expected |unexpected |unknown |unterminated |unclosed |mismatched |missing |invalid |incorrect |leading |found "
    r"|this file contains|prefix |character literal|non-item|comparison operators|struct literals|reserved |bare CR"
)


def unmeant_errors(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    """What is wrong with a program that fails, as it is to, where nobody pins or names all of its errors."""
    expectation = snippet.expectation
    if expectation.pins or (expectation.codes is not None and expectation.exact):
        return
    if expectation.codes is None:
        yield from _other_text(snippet, outcome)
    yield from _wrong_imports(snippet, outcome)


def _wrong_imports(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    """An import of std that its author forgot or misspelt: who means it names its code.

    Where rustc finds fault with the syntax as well, such as signatures without bodies, a bare `compile_fail` is met by
    that.
    """
    named = snippet.expectation.codes or frozenset()
    if not named and any(error.code is None and not unresolved(error, snippet) for error in outcome.errors):
        return
    if not named <= outcome.codes:
        return  # then every other code is told beside the one that is missing
    for error in outcome.errors:
        forgotten = any(each.lack is Lack.STD for each in unresolved(error, snippet))
        if error.code not in named and (forgotten or misspells_std(error, snippet.code)):
            yield Difference(Mismatch.WRONG_IMPORT, code=error.code, diagnostic=error)


def _other_text(snippet: Snippet, outcome: Outcome) -> Iterator[Difference]:
    """Text that is no Rust: rustc cannot even read it, and gives no code."""
    first = outcome.errors[0]
    if first.code is not None or _UNREADABLE.match(first.message) is None:
        return
    look = no_program.looks_like(no_program.author_lines(snippet))
    if look is not None and not look.is_rust:
        yield Difference(Mismatch.NO_PROGRAM, diagnostic=first)
