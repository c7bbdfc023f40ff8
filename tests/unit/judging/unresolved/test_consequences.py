"""Errors that are there only because a crate or a macro is not."""

from __future__ import annotations

import pytest

from borrowproof.judging.unresolved import Lack, Unresolved, consequences
from borrowproof.model.diagnostic import Diagnostic
from tests.unit.judging.unresolved.errors_by_hand import at, error, told

SERDE, WATCHER, LOAD = (
    Unresolved(Lack.CRATE, "serde"),
    Unresolved(Lack.PATH, "watcher"),
    Unresolved(Lack.NAME, "load"),
)
ATTRIBUTE = error("E0425", "cannot find attribute `serde` in this scope")
DERIVE = error("E0425", "cannot find derive macro `Serialize` in this scope")


def gone(found: Diagnostic, *lacks: Unresolved, missing: tuple[Diagnostic, ...] = (), code: str = "") -> bool:
    """Whether an error goes with what is lacking."""
    return consequences([found], missing, lacks, code) == {found}


@pytest.mark.parametrize(
    "found",
    [
        error("E0599", "no method named `to_json`"),
        error("E0752", "`main` function is not allowed to be `async`"),
        ATTRIBUTE,
        DERIVE,
        error(None, "cannot determine resolution for the attribute macro `a`"),
    ],
)
def test_what_a_crate_would_have_brought_goes_with_it(found: Diagnostic) -> None:
    assert gone(found, SERDE)
    assert gone(found, WATCHER)
    assert gone(found, LOAD, SERDE)
    assert not gone(found)
    assert not gone(found, LOAD)


@pytest.mark.parametrize("found", [error("E0308", "mismatched types"), error(None, "cannot find a thing")])
def test_a_mistake_stays_one(found: Diagnostic) -> None:
    assert not gone(found, SERDE, missing=(DERIVE,), code="use serde::*;\n#[derive(Serialize)] struct A;")


NAME = error("E0425", "cannot find function `load` in this scope")


@pytest.mark.parametrize(
    ("code", "globbed"),
    [
        ("use serde::*;", True),
        ("use serde::de::*;", True),
        ("use serde::{de, ser::{self, *}};", True),
        ("use ::serde::*;", True),
        ("use :: serde :: *;", True),
        ("use serde::de;", False),
        ("use serde::de; use a::*;", False),
        ("use serde2::*;", False),
        ("use a::serde::*;", False),
        ("reuse serde::*;", False),
        ("// use serde::*;", False),
    ],
)
def test_a_glob_of_a_missing_crate_may_have_brought_any_name(code: str, globbed: bool) -> None:
    assert gone(NAME, SERDE, code=code) is globbed
    assert not gone(error("E0308", "no"), SERDE, code=code)
    assert not gone(NAME, Unresolved(Lack.PATH, "serde"), code=code)


CODE = """\
fn main() {
    a();
}
#[derive(Serialize)]
struct Song { title: u8 }
struct Other;
"""


@pytest.mark.parametrize(
    ("line", "column", "under"),
    [(3, 1, False), (4, 1, True), (4, 3, True), (5, 1, True), (5, 25, True), (5, 26, False), (6, 1, False)],
)
def test_what_stands_under_a_missing_macro_is_text_of_the_macro(line: int, column: int, under: bool) -> None:
    found = error("E0308", "mismatched types", spans=(at(1, 1, primary=False), at(line, column)))
    assert gone(found, missing=(NAME, DERIVE), code=CODE) is under
    assert gone(found, SERDE, code=CODE) is under
    assert not gone(found, missing=(NAME,), code=CODE)
    aside = error("E0308", "mismatched types", spans=(at(line, column, primary=False),))
    assert not gone(aside, missing=(DERIVE,), code=CODE)


@pytest.mark.parametrize("code", ["E0277", "E0369", "E0599", "E0600", "E0614"])
def test_what_a_macro_was_to_implement_is_not(code: str) -> None:
    said = "the trait bound `Vec<Song>: Store` is not satisfied"
    assert gone(error(code, said), missing=(DERIVE,), code=CODE)
    assert not gone(error(code, said.replace("Song", "Other")), missing=(DERIVE,), code=CODE)
    assert not gone(error(code, said.replace("Song", "Songs")), missing=(DERIVE,), code=CODE)
    assert not gone(error(code, "no Song is there"), missing=(DERIVE,), code=CODE)
    assert not gone(error("E0308", said), missing=(DERIVE,), code=CODE)
    derivable = told("consider annotating `Song` with `#[derive(Debug)]`", "#[derive(Debug)]")
    assert not gone(error(code, said, derivable), missing=(DERIVE,), code=CODE)
    assert gone(error(code, said, told("the trait is implemented for `u8`")), missing=(DERIVE,), code=CODE)


def test_each_error_is_told_apart() -> None:
    method, mistake = error("E0599", "no method"), error("E0308", "mismatched types")
    assert consequences([mistake, method], [], [SERDE], "") == {method}
