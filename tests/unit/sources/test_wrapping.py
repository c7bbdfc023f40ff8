"""The `main` that rustdoc puts around a documentation test, what stands before it, and which lines a page hides."""

from __future__ import annotations

import pytest

from borrowproof.model.library import NO_PREAMBLE, Preamble
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.rustdoc import Wrapped, wrap_in_main

SONGS = Preamble("songs", ("deny(warnings)",))
ALLOWED = "#[allow(unused_extern_crates)]"


def wrapped(code: str, preamble: Preamble = NO_PREAMBLE, *hidden: int, harness: bool = False) -> Wrapped:
    lines = [SourceLine(text, Origin("a.md", n)) for n, text in enumerate(code.split("\n"), start=1)]
    return wrap_in_main(lines, hidden, preamble, harness=harness)


def told(found: Wrapped) -> list[tuple[str, str, bool]]:
    """Each line with where it was written (`-` for one of the wrapper), and whether it is hidden."""
    places = [f"{at.line}:{at.column}" if at is not None else "-" for at in found.lines]
    return [(text, places[n], n + 1 in found.hidden) for n, text in enumerate(found.code.split("\n"))]


def test_a_main_is_put_around_and_hidden() -> None:
    assert told(wrapped("let a = 1;\nsing(a);", NO_PREAMBLE, 2)) == [
        ("fn main() {", "-", True),
        ("let a = 1;", "1:1", False),
        ("sing(a);", "2:1", True),
        ("}", "-", True),
    ]


def test_what_a_library_says_of_its_tests_stands_before_them_and_is_hidden() -> None:
    assert told(wrapped("songs::sing();", SONGS)) == [
        ("#![deny(warnings)]", "-", True),
        (ALLOWED, "-", True),
        ("extern crate r#songs;", "-", True),
        ("fn main() {", "-", True),
        ("songs::sing();", "1:1", False),
        ("}", "-", True),
    ]


@pytest.mark.parametrize("code", ["sing();", "extern crate songs;\nsongs::sing();", "extern crate r#songs as s;"])
def test_a_library_is_declared_only_where_a_test_names_it_and_does_not_declare_it(code: str) -> None:
    assert "extern crate r#songs;" not in wrapped(code, SONGS).code.split("\n")
    assert wrapped("std::f();", Preamble("std")).code == "fn main() {\nstd::f();\n}"


@pytest.mark.parametrize(
    ("code", "harness"),
    [("fn main() { songs::a() }", False), ("songs::a();", True), ("#![no_std]\nuse songs::a;", False)],
)
def test_a_program_with_a_main_of_its_own_gets_no_second_one(code: str, harness: bool) -> None:
    plain = wrapped(code, harness=harness)
    assert (plain.code, plain.hidden) == (code, frozenset())
    with_preamble = wrapped(code, SONGS, harness=harness).code.split("\n")
    assert with_preamble[0] == "#![deny(warnings)]"
    assert {ALLOWED, "extern crate r#songs;", *code.split("\n")} <= set(with_preamble)
    assert "fn main() {" not in with_preamble


def test_code_with_unbalanced_brackets_stays_as_it_is_behind_the_preamble() -> None:
    assert told(wrapped("songs::a(;", SONGS))[2:] == [
        ("extern crate r#songs;", "-", True),
        ("songs::a(;", "1:1", False),
    ]


def test_attributes_of_the_crate_and_extern_crates_go_before_main() -> None:
    code = "#![allow(unused)]\nlet a = 1; extern crate alloc;\nsongs::a();"
    assert told(wrapped(code, SONGS)) == [
        ("#![deny(warnings)]", "-", True),
        ("#![allow(unused)]", "1:1", False),
        ("extern crate alloc;", "2:12", False),
        (ALLOWED, "-", True),
        ("extern crate r#songs;", "-", True),
        ("fn main() {", "-", True),
        ("let a = 1; ", "2:1", False),
        ("songs::a();", "3:1", False),
        ("}", "-", True),
    ]


def test_code_that_ends_in_a_unit_result_may_use_the_question_mark() -> None:
    found = wrapped("f()?;\nOk::<(), E>(())").code.split("\n")
    assert found[0] == "fn main() { fn _inner() -> core::result::Result<(), impl core::fmt::Debug> {"
    assert found[-1] == "} _inner().unwrap() }"
    assert wrapped("f((()));").code.startswith("fn main() {\n")
