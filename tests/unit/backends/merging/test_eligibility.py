"""Which programs may share a crate, by their tokens alone; the comparison with rustc is in tests/e2e/backends."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from borrowproof.backends.merging import eligibility
from borrowproof.backends.merging.planning import plan
from borrowproof.backends.merging.program import Program
from borrowproof.model.library import Crates
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
    ("code", "guard"),
    [
        ("use theirs::Thing;\nfn main() {}", "no foreign crates"),
        ("fn main() { ::theirs::call(); }", "no foreign crates"),
        ("fn main() { let theirs = 1; }", "no foreign crates"),  # a name is enough
        ("fn main() { theirs::call!(); }", "no foreign crates"),
        ("#[derive(theirs::Derive)]\nstruct A;\nfn main() {}", "no foreign crates"),
        ('fn main() { println!("theirs"); } // theirs', None),
        ("fn main() { let theirs_too = 1; }", None),
        ("extern crate unknown;\nfn main() {}", "reaches nothing"),
        ("use r#theirs::Thing;\nfn main() {}", "plain text"),
    ],
)
def test_a_program_that_could_load_a_crate_stays_alone(code: str, guard: str | None) -> None:
    crates = Crates("digest", names=frozenset({"theirs", "others"}))
    assert eligibility.refused_by(code, crates.names) == guard
    asked = replace(job(code), crates=crates)
    assert eligibility.mergeable(asked, remaps=True) is (guard is None)
    assert not eligibility.mergeable(replace(asked, unused_lints=True), remaps=True)


def test_programs_with_different_crates_share_none() -> None:
    one, other = (Crates(digest, names=frozenset({"theirs"})) for digest in "ab")
    jobs = [replace(job(main(f"let x = {n};")), crates=one if n % 2 else other) for n in range(8)]
    groups = list(plan(jobs, 2, remaps=True))
    assert all(len({j.crates for j in group}) == 1 for group in groups)
    assert sum(map(len, groups)) == len(jobs)


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
    (alone, *groups) = plan([*jobs, job("fn main() { crate::f() }")], 3, remaps=True)
    assert [j.code for j in alone] == ["fn main() { crate::f() }"]
    assert sorted(j.code for group in groups for j in group) == sorted(j.code for j in jobs)
    assert max(len(group) for group in groups) <= 128
    assert list(plan(jobs[:1], 3, remaps=True)) == [jobs[:1]]
    assert BORROWS
