"""A panic is one only where std reports it at a place that exists, and nothing else could end the program so."""

from __future__ import annotations

import pytest

from borrowproof.judging import panics
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Outcome

CODE = "fn main() {\n    panic!();\n}"
STD = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/option.rs"


def ended(place: str | None, status: int = 101, **fields: object) -> Outcome:
    said = "" if place is None else f"\nthread 'main' (7) panicked at {place}:\noh\nnote: run with `RUST_BACKTRACE=1`\n"
    return Outcome(Edition.E2024, (), compiled=True, exit=status, stderr=said, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("src/main.rs:2:5", 2),
        ("src/main.rs:1:1", 1),
        ("src/main.rs:1:12", 1),
        ("src/main.rs:3:2", 3),
        (f"{STD}:9:5", None),
    ],
)
def test_a_panic_at_a_place_that_exists_is_one(place: str, line: int | None) -> None:
    assert panics.panicked(CODE, ended(place))
    assert panics.line(CODE, ended(place)) == line


@pytest.mark.parametrize(
    "place",
    [
        *("src/main.rs:0:1", "src/main.rs:4:1", "src/main.rs:1:0", "src/main.rs:1:13", "src/main.rs:3:3"),
        *("src/other.rs:1:1", "library.rs:1:1", "my/library/core/src/a.rs:1:1", "src/main.rs/x:1:1"),
    ],
)
def test_a_panic_at_a_place_that_does_not_exist_is_none(place: str) -> None:
    assert not panics.panicked(CODE, ended(place))
    assert panics.line(CODE, ended(place)) is None


@pytest.mark.parametrize(
    "place",
    [
        "library/std/src/io/stdio.rs:1:1",
        "/home/u/.rustup/toolchains/x/lib/rustlib/src/rust/library/alloc/src/vec/mod.rs:2:3",
        "/usr/src/rustc-1.96.0/library/alloc/src/slice.rs:523:50",
        "/rust/deps/hashbrown-0.16.0/src/raw/mod.rs:1:2",
        "/home/u/.cargo/registry/src/index/a-1.0.0/src/lib.rs:1:2",
    ],
)
def test_a_panic_within_std_is_one_without_a_line_of_the_program(place: str) -> None:
    assert panics.panicked(CODE, ended(place))
    assert panics.line(CODE, ended(place)) is None


@pytest.mark.parametrize(
    "outcome", [ended(None), ended(None, 0), ended("src/main.rs:2:5", 0), ended("src/main.rs:2:5", 1)]
)
def test_without_a_report_or_with_another_end_there_is_no_panic(outcome: Outcome) -> None:
    assert not panics.panicked(CODE, outcome)
    assert panics.line(CODE, outcome) is None


@pytest.mark.parametrize(
    ("code", "status", "word"),
    [
        ("fn main() { std::process::exit(101) }", 101, "`exit`"),
        ("fn main() { std::process::exit(357) }", 101, "`exit`"),  # 101 + 256
        ("fn main() { std::process::exit(0x65) }", 101, "`exit`"),
        ("fn main() { std::process::exit(1_01) }", 101, "`exit`"),
        ("fn main() { std::process::exit(status) }", 101, "`exit`"),
        ("fn main() { let end = std::process::exit; end(101) }", 101, "`exit`"),
        ("use std::process::exit as end; fn main() { end(101) }", 101, "`exit`"),
        ("use std::process::exit; fn main() { let end = exit; end(101) }", 101, "`exit`"),
        ("macro_rules! m { ($f:ident ($n:tt)) => { $f(101) } } fn main() { m!(exit(1)) }", 101, "`exit`"),
        ("fn main() { std::process::r#exit(101) }", 101, "`exit`"),
        ("fn main() { std::process::abort() }", -6, "`abort`"),
        ("use std::process::ExitCode; fn main() -> ExitCode { abort() }", 101, "`ExitCode`"),
        ('extern "C" { fn f(); } fn main() { exit(1) }', 101, "`extern`"),
        ("fn main() { std::process::Command::new(c) }", 101, "`Command`"),
        ("fn main() { std::process::Command::new(c) }", -6, "`Command`"),
    ],
)
def test_a_program_that_can_choose_its_end_proves_no_panic(code: str, status: int, word: str) -> None:
    found = panics.doubt(code, ended("src/main.rs:1:1", status))
    assert found is not None
    assert found.cause is Cause.UNPROVEN_PANIC
    instead = ", or with a number other than 101 in its brackets" if word == "`exit`" else ""
    assert found.detail == (
        f"it could end like this without a panic, by {word}; show the panic in a program that does without{instead}"
    )


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("fn main() { if bad() { std::process::exit(1) } panic!() }", 101),
        ("use std::process::exit; fn main() { exit(0); exit( 102 ) }", 101),
        ("use std::process::{self, exit, id}; fn main() { exit(7) }", 101),
        ("use std::{fmt, process::{exit}}; fn main() { exit(100) }", 101),
        ("fn main() { std::process::abort() }", 101),
        ("fn main() { std::process::exit(status) }", -6),
        ("use std::process::ExitCode; fn main() -> ExitCode { f() }", -6),
    ],
)
def test_a_word_that_cannot_lead_to_that_end_raises_no_doubt(code: str, status: int) -> None:
    assert panics.doubt(code, ended("src/main.rs:1:1", status)) is None


@pytest.mark.parametrize("means", ["namespaces and seccomp", "Landlock and seccomp"])
def test_a_contained_program_starts_none_that_could_end_it(means: str) -> None:
    code = "fn main() { std::process::Command::new(c) }"
    assert panics.doubt(code, ended("src/main.rs:1:1", contained_by=means)) is None
    assert panics.doubt(code, ended("src/main.rs:1:1", contained_by="seccomp")) is not None
    assert panics.doubt(code + " // exec", ended("src/main.rs:1:1", contained_by=means)) is None
    assert panics.doubt(code + "fn f() { c.exec() }", ended("src/main.rs:1:1", contained_by=means)) is not None


def test_a_program_that_reads_other_text_proves_no_panic() -> None:
    found = panics.doubt("fn main() { exit(101) }", ended("src/main.rs:1:1", inputs=("a.rs", "b.rs")))
    assert found is not None
    assert "by the text of a.rs;" in found.detail


def test_words_in_strings_and_comments_raise_no_doubt() -> None:
    code = 'fn main() { panic!("exit"); } // abort'
    assert panics.doubt(code, ended("src/main.rs:1:13")) is None


@pytest.mark.parametrize(
    ("code", "outcome", "open_"),
    [
        ("fn main() { std::panic::set_hook(h()); panic!(); }", ended(None), True),
        ("fn main() { std::panic::set_hook(h()); panic!(); }", ended(None, -6), True),
        ("fn main() { std::panic::set_hook(h()); }", ended(None, 1), False),
        ("fn main() { std::panic::set_hook(h()); }", ended(None, 0), False),
        ("fn main() { std::panic::set_hook(h()); panic!(); }", ended("src/main.rs:1:40"), False),
        ("fn main() { /* set_hook */ std::process::exit(101) }", ended(None), False),
    ],
)
def test_what_a_hook_of_its_own_reports_is_left_open(code: str, outcome: Outcome, open_: bool) -> None:
    found = panics.told_otherwise(code, outcome)
    assert (found is not None) is open_
    assert found is None or (found.cause, "panic hook" in found.detail) == (Cause.UNPROVEN_PANIC, True)
