"""Which programs may share a crate, by their tokens alone; the comparison with rustc is in tests/e2e/backends."""

from __future__ import annotations

import time

import pytest

from borrowproof.backends.merging import eligibility
from borrowproof.backends.merging.planning import plan
from borrowproof.backends.merging.program import Program
from borrowproof.model.outcome import Job
from tests.merging.differential import job
from tests.merging.guards import WITNESSES
from tests.merging.variants import BORROWS, main


@pytest.mark.parametrize("guard", eligibility.GUARDS)
def test_each_guard_refuses_what_no_other_does(guard: str) -> None:
    assert guard in {eligibility.refused_by(code) for code in WITNESSES[guard]}


@pytest.mark.parametrize(
    ("code", "guard"),
    [
        (main() + "/// doc", "closed text"),
        (main() + "#[inline]", "closed text"),
        (main() + "/* never closed", "closed text"),
        ("fn main() {} }", "closed text"),
        ("#[track_caller]\nfn main() {}", "plain main"),
        ("struct main();\nmod a { fn main() {} }", "plain main"),
        ("fn f() {}\nuse f as main;", "plain main"),
        ('macro_rules! m { () => {} }\nfn main() {}\nm!("a"r#"b");', "plain text"),
        ("macro_rules! m { () => {} }\nfn main() {}", "known macros"),
        ('fn main() {}\n#[unsafe(link_section = ".init_array")]\nstatic A: u8 = 1;', "known attributes"),
        ("fn main() {}\n#[cfg(test)]\nstruct String;", "known attributes"),
        ("use std::{fmt, env as e};\nfn main() {}", "known paths"),
        ("use std as s;\nfn main() {}", "known paths"),
        ("use std::process::{Command as C, exit};\nfn main() {}", "known paths"),
        ("fn main() { mod a; }", "reaches nothing"),
        ("fn main() { let é = 1; }", "plain text"),
        ("#!/usr/bin/env it's\nfn main() {}", "plain text"),
        ("struct V;\nimpl From<V> for String {}\nfn main() {}", "own impls"),
        ("struct V;\nimpl Iterator for Box<V> {}\nfn main() {}", "own impls"),
        ("mod a { pub struct String; }\nimpl Drop for String {}\nfn main() {}", "own impls"),
        ("struct X;\nimpl<X> Drop for X {}\nfn main() {}", "own impls"),
        ("", "closed text"),
    ],
)
def test_what_cannot_be_proven_innocent_is_refused(code: str, guard: str) -> None:
    assert eligibility.refused_by(code) == guard


@pytest.mark.parametrize(
    "code",
    [
        "pub fn main() {}\n// after all",
        "#[allow(dead_code)]\n/// doc\nfn main() -> Result<(), Box<dyn std::error::Error>> { Ok(()) }",
        "use std::{fmt::{self, Display}, mem, process};\nfn main() { mem::take(&mut 1); process::exit(0) }",
        "struct W<T>(T);\nimpl<T: Fn(u8) -> u8> std::ops::Add<u8> for W<T> where T: Copy {}\nfn main() {}",
        "trait T {}\nimpl<X: ?Sized> T for X {}\nimpl T for [u8] {}\nfn main() {}",
        "fn main() { if !true { assert!(1 != 2) } }\r\n",
        "fn f(n: impl Copy) -> impl Copy { n }\nfn main() { f(1); }",
    ],
)
def test_ordinary_programs_are_innocent(code: str) -> None:
    assert eligibility.refused_by(code) is None


@pytest.mark.parametrize(
    "piece",
    [
        "std::{",
        "#[allow(a)]\n",
        "impl<",
        "mem::{",
        "(",
        "#[",
        "pub ",
        "a!{",
        "impl A for B {}",
        "'",
        "r#",
        "std::",
        "<",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    program = Program(piece * 4000 + main())
    started = time.process_time()
    for guard in eligibility.GUARDS.values():
        guard(program)
    assert time.process_time() - started < 10


def test_jobs_are_planned_by_kind_and_none_is_lost() -> None:
    jobs: list[Job] = [job(main(f"let _ = {n};")) for n in range(300)]
    groups, alone = plan([*jobs, job("fn main() { crate::f() }")], 3, remaps=True)
    assert [j.code for j in alone] == ["fn main() { crate::f() }"]
    assert sorted(j.code for group in groups for j in group) == sorted(j.code for j in jobs)
    assert max(len(group) for group in groups) <= 128
    assert plan(jobs[:1], 3, remaps=True) == ([], jobs[:1])
    assert BORROWS
