"""Programs and compilations that will not behave: stopped, and never judged."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from borrowproof.backends.rustc import COMPILING, RUNNING, LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome

SLEPT = 300  # seconds, in the programs below
# A judged program may start nothing but itself.
AGAIN = """
use std::{env, process::{Child, Command}, thread::sleep, time::Duration};
unsafe extern "C" { fn signal(number: i32, handler: usize) -> usize; }
fn again() -> Option<Child> {
    if env::args().count() == 1 {
        return Some(Command::new(env::current_exe().unwrap()).arg("again").spawn().unwrap());
    }
    unsafe { signal(15, 1) };
    sleep(Duration::from_secs(300));
    None
}
"""
FORKS_AND_IGNORES_SIGTERM = f"""{AGAIN}
fn main() {{
    let Some(mut child) = again() else {{ return }};
    println!("started");
    child.wait().unwrap();
}}
"""
LEAVES_A_CHILD = f"""{AGAIN}
fn main() {{
    if again().is_some() {{ println!("done"); }}
}}
"""
PRINTS_FOR_EVER = 'fn main() { loop { println!("again and again and again"); } }'
SLEEPS = "fn main() { std::thread::sleep(std::time::Duration::from_secs(300)); }"
SPINS = "fn main() { loop { std::hint::spin_loop(); } }"
WRITES = """
use std::io::Write;
fn main() {
    let mut file = std::fs::File::create("big").unwrap();
    let block = [0u8; 65536];
    loop { file.write_all(&block).unwrap(); }
}
"""
CONST_NEVER_ENDS = """
#![allow(long_running_const_eval)]
const N: u32 = { let mut n = 0u32; loop { n = n.wrapping_add(1); if n == 4_000_000_001 { break; } } n };
fn main() { println!("{N}"); }
"""
EATS_MEMORY = """
fn main() {
    let mut kept: Vec<Vec<u8>> = Vec::new();
    loop { kept.push(Vec::with_capacity(64 << 20)); }
}
"""


@pytest.fixture(scope="module")
def backend(rustc: Rustc) -> LocalBackend:
    return LocalBackend(rustc, 2)


@pytest.fixture(scope="module")
def impatient(backend: LocalBackend) -> LocalBackend:
    """For programs that never end."""
    return replace(backend, running=replace(RUNNING, wall=1.0))


def judge(backend: LocalBackend, code: str) -> Outcome | NotChecked:
    job = Job(code, Edition.E2024, Goal.RUN)
    ((_, answer),) = backend.judge([job])
    return answer


@pytest.mark.parametrize("code", [FORKS_AND_IGNORES_SIGTERM, SLEEPS, SPINS], ids=["forks", "sleeps", "spins"])
def test_a_program_that_never_ends_is_not_checked(impatient: LocalBackend, code: str) -> None:
    started = time.monotonic()
    answer = judge(impatient, code)
    assert answer == NotChecked(Cause.TIMEOUT, "the program was stopped after 1 s")
    assert time.monotonic() - started < SLEPT / 2


def test_a_compilation_that_never_ends_is_not_checked(backend: LocalBackend) -> None:
    backend = replace(backend, compiling=replace(COMPILING, wall=2.0))
    assert judge(backend, CONST_NEVER_ENDS) == NotChecked(Cause.TIMEOUT, "rustc was stopped after 2 s")


def test_a_program_that_prints_for_ever_is_not_checked(backend: LocalBackend) -> None:
    assert judge(backend, PRINTS_FOR_EVER) == NotChecked(
        Cause.LIMIT, "the program was stopped: more than 1 MiB of output"
    )


def test_a_program_that_fills_the_disk_is_not_checked(backend: LocalBackend) -> None:
    answer = judge(backend, WRITES)
    assert answer == NotChecked(Cause.LIMIT, "the program was stopped: a file of more than 16 MiB")


def test_a_program_that_leaves_a_child_behind_is_judged_and_the_child_killed(backend: LocalBackend) -> None:
    started = time.monotonic()
    answer = judge(backend, LEAVES_A_CHILD)
    assert isinstance(answer, Outcome)
    assert (answer.exit, answer.stdout) == (0, "done\n")
    assert time.monotonic() - started < SLEPT / 2


def test_a_program_that_needs_more_memory_than_we_give_is_not_checked(backend: LocalBackend) -> None:
    assert judge(backend, EATS_MEMORY) == NotChecked(
        Cause.LIMIT, "the program was stopped: it needs more than 4096 MiB of memory"
    )


def test_the_others_are_judged_beside_one_that_never_ends(backend: LocalBackend) -> None:
    backend = replace(backend, running=replace(RUNNING, wall=4.0))
    codes = [f'fn main() {{ println!("{n}"); }}' for n in range(5)]
    jobs = [Job(code, Edition.E2024, Goal.RUN) for code in [SLEEPS, *codes]]
    answers = dict(backend.judge(jobs))
    assert isinstance(answers[jobs[0]], NotChecked)
    printed = [answers[job] for job in jobs[1:]]
    assert [a.stdout if isinstance(a, Outcome) else a for a in printed] == [f"{n}\n" for n in range(5)]
