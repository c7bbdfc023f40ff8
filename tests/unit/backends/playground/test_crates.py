"""Which crates a program lacks or names, and which ones a Playground says it has."""

from __future__ import annotations

import pytest

from borrowproof.backends.playground import crates
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.outcome import Cause, NotChecked, Outcome


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"crates": [{"name": "serde-json", "version": "1.0.2", "id": "serde_json"}]}, {"serde_json": "1.0.2"}),
        ({"crates": [{"version": "1"}, {"id": "a"}, {"id": 1, "version": "1"}, "b", None]}, {}),
        ({"crates": {"a": "1"}}, {}),
        ({"error": "no"}, {}),
    ],
)
def test_what_is_offered(answer: dict[str, object], found: dict[str, str]) -> None:
    assert crates.offered(answer) == found


def failed(code: str | None, message: str, child: str = "") -> Outcome:
    error = Diagnostic(Level.ERROR, code, message, children=(Diagnostic(Level.HELP, None, child),))
    return Outcome(Edition.E2021, (error,), compiled=False)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (failed("E0432", "unresolved import", "you might be missing a crate named `rand`, add it"), {"rand"}),
        (failed("E0433", "failed", "if you wanted to use a crate named `rand`, use `cargo add rand`"), {"rand"}),
        (failed("E0463", "can't find crate for `rand`"), {"rand"}),
        (failed("E0433", "failed to resolve: use of undeclared type `Rand`"), set()),
        (failed("E0308", "can't find crate for `rand`"), set()),
        (NotChecked(Cause.TIMEOUT, "can't find crate for `rand`"), set()),
    ],
)
def test_what_a_program_lacks(answer: Outcome | NotChecked, found: set[str]) -> None:
    assert crates.lacking(answer) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("use rand::Rng;", {"rand"}),
        ("use ::rand::Rng;", {"rand"}),
        ("extern crate rand;", {"rand"}),
        ("fn main() { rand::random(); ::regex::new(); }", {"rand", "regex"}),
        ("use std::fmt; use core::mem; fn main() { u8::MAX; str::len(a); Vec::new(); self::a::b(); }", set()),
        ('// use rand::Rng;\nfn main() { "rand::x"; let rand = 1; }', set()),
        ("use std::rand::x;", set()),
        ("fn main() { collect::<u8>(); a.b::<u8>(); }", set()),
        ("use std::{mem, fmt::{self as f}};\nfn main() { mem::take(a); f::x(); }", set()),
        ("mod shapes { pub fn f() {} }\nfn main() { shapes::f(); rand::f(); }", {"rand"}),
    ],
)
def test_names_that_could_be_those_of_crates(code: str, found: set[str]) -> None:
    assert crates.candidates(code) == found
