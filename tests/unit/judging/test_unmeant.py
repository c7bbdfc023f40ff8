"""Errors that no `compile_fail` means: of an import of std that is wrong, and of text that is no Rust."""

from __future__ import annotations

import pytest

from borrowproof.judging.unmeant import unmeant_errors
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Mismatch

ORIGIN = Origin("a.md", 1)
WRONG = ("E0432", "unresolved import `std::colections`")
MOVED = ("E0382", "use of moved value: `s`")


def unmeant(said: Expectation, *errors: tuple[str | None, str], code: str = "fn main() {}") -> list[Mismatch]:
    told = tuple(Diagnostic(Level.ERROR, number, text, (Span(1, 1, 1, 2, primary=True),)) for number, text in errors)
    outcome = Outcome(Edition.E2024, told, compiled=False)
    return [d.what for d in unmeant_errors(Snippet("a", ORIGIN, code, (ORIGIN,), said), outcome)]


def named(*codes: str, exact: bool = False, pins: tuple[Pin, ...] = ()) -> Expectation:
    return Expectation(Kind.ERROR, frozenset(codes) or None, pins, exact=exact)


@pytest.mark.parametrize(
    ("said", "errors", "wrong"),
    [
        (named(), (WRONG,), True),
        (named("E0382"), (WRONG, MOVED), True),
        (named("E0382"), (MOVED,), False),
        (named("E0382"), (WRONG,), False),  # the code that is missing is told instead
        (named("E0432"), (WRONG,), False),
        (named("E0382", "E0432"), (WRONG, MOVED), False),
        (named("E0382", exact=True), (WRONG, MOVED), False),  # there every further code is told
        (named(exact=True), (WRONG,), True),
        (named("E0382", pins=(Pin(1, Level.ERROR, "E0382", None, ORIGIN),)), (WRONG, MOVED), False),
        (named(), (WRONG, (None, "expected `;`")), False),
        (named("E0382"), (("E0432", "unresolved import `crate::a`"), MOVED), False),
    ],
)
def test_a_wrong_import_of_std_is_not_what_was_meant(
    said: Expectation, errors: tuple[tuple[str, str], ...], wrong: bool
) -> None:
    assert unmeant(said, *errors) == ([Mismatch.WRONG_IMPORT] if wrong else [])


@pytest.mark.parametrize(
    ("code", "error", "wrong"),
    [
        ("key: value", (None, "expected one of `!` or `::`, found `:`"), True),
        ("cargo run", (None, "expected one of `!` or `::`, found `run`"), True),
        ("key: value", (None, "future cannot be shared between threads safely"), False),
        ("key: value", (None, "lifetime may not live long enough"), False),
        ("key: value", ("E0425", "cannot find value `key` in this scope"), False),
        ("let x = ;", (None, "expected expression, found `;`"), False),
        ("fn f() -> u8;", (None, "expected `{`"), False),  # Rust, nearly
    ],
)
def test_text_that_is_no_rust_is_not_what_was_meant(code: str, error: tuple[str | None, str], wrong: bool) -> None:
    assert unmeant(named(), error, code=code) == ([Mismatch.NO_PROGRAM] if wrong else [])
    assert unmeant(named("E0432"), error, code=code) == []
