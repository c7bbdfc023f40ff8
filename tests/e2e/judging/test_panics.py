"""What counts as a panic, on real programs: std's own report of one, by a program that could not end so otherwise."""

from __future__ import annotations

import pytest

from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc, find
from borrowproof.judging.verifier import Verifier
from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Mismatch
from borrowproof.store.cache import NoCache
from tests.paths import ROOT

FORGED = (
    "\\nthread 'main' (1) panicked at src/main.rs:1:1:\\nboom\\nnote: run with `RUST_BACKTRACE=1` environment variable"
)
ABORTS = 'eprintln!("thread caused non-unwinding panic. aborting.");'
OVERFLOWS = (
    "fn f(n: u64) -> u64 { let a = std::hint::black_box([n; 1000]); if n == 1 << 60 { 0 } else { 1 + f(a[1] + 1) } }"
)
CLOSES_STDERR = "drop(unsafe { <std::os::fd::OwnedFd as std::os::fd::FromRawFd>::from_raw_fd(2) });"
SAYS = f'eprintln!("{FORGED}");'

PANICS = {
    "a panic": 'fn main() { panic!("boom"); }',
    "an index": 'fn main() { let v: Vec<i32> = vec![]; let n = v.len(); println!("{}", v[n]); }',
    "within std": "fn main() { let _: Vec<u64> = Vec::with_capacity(std::hint::black_box(usize::MAX)); }",
    "a message of several lines": 'fn main() { panic!("a\\nb"); }',
    "no message": 'fn main() { panic!(""); }',
    "joined": 'fn main() { std::thread::spawn(|| panic!("t")).join().unwrap(); }',
    "caught before": "fn main() { let _ = std::panic::catch_unwind(|| panic!()); panic!(); }",
    "words behind it": 'struct D; impl Drop for D { fn drop(&mut self) { eprintln!("bye"); } }\n'
    "fn main() { let _d = D; panic!(); }",
    "twice, which aborts": 'struct D; impl Drop for D { fn drop(&mut self) { panic!("again"); } }\n'
    "fn main() { let _d = D; panic!(); }",
    "while it is reported, which aborts": "use std::fmt::{Display, Formatter, Result}; struct X;\n"
    "impl Display for X { fn fmt(&self, _: &mut Formatter) -> Result { panic!() } }\n"
    'fn main() { panic!("{}", X); }',
    "a word of an end in a comment": 'fn main() { /* exit(101) */ panic!("exit"); }',
}
# With the difference, or None where nothing is known.
OTHERS = {
    "no panic": ("fn main() {}", Mismatch.NO_PANIC),
    "another thread's": ('fn main() { let _ = std::thread::spawn(|| panic!("t")).join(); }', Mismatch.NO_PANIC),
    "caught": ("fn main() { let _ = std::panic::catch_unwind(|| panic!()); }", Mismatch.NO_PANIC),
    "an error": ('fn main() -> Result<(), String> { Err("panicked at".into()) }', Mismatch.EXIT),
    "an error behind a forged report": (f'fn main() -> Result<(), String> {{ {SAYS} Err("".into()) }}', Mismatch.EXIT),
    "an old-fashioned forgery": ('fn main() { eprintln!("panicked at"); std::process::exit(101); }', Mismatch.EXIT),
    "a place that is not there": (
        f"fn main() {{ {SAYS.replace(':1:1:', ':9:1:')} std::process::exit(101); }}",
        Mismatch.EXIT,
    ),
    "a column that is not there": (
        f"fn main() {{ {SAYS.replace(':1:1:', ':1:999:')} std::process::exit(101); }}",
        Mismatch.EXIT,
    ),
    "another file": (f"fn main() {{ {SAYS.replace('src/main', '/etc/x')} std::process::exit(101); }}", Mismatch.EXIT),
    "a hook that says nothing": ("fn main() { std::panic::set_hook(Box::new(|_| ())); panic!(); }", None),
    "an abort": ("fn main() { std::process::abort(); }", Mismatch.EXIT),
    "an abort behind a forged report": (f"fn main() {{ {SAYS} std::process::abort(); }}", Mismatch.EXIT),
    "a whole forgery": (f"fn main() {{ {SAYS} std::process::exit(101); }}", None),
    "by another name": (f"use std::process::exit as leave;\nfn main() {{ {SAYS} leave(101); }}", None),
    "from all of a module": (f"use std::process::*;\nfn main() {{ {SAYS} exit(101); }}", None),
    "by a raw identifier": (f"fn main() {{ {SAYS} std::process::r#exit(101); }}", None),
    "through a macro": (
        f"macro_rules! go {{ ($f:ident) => {{ std::process::$f(101) }} }}\nfn main() {{ {SAYS} go!(exit); }}",
        None,
    ),
    "by what main returns": (f"fn main() -> std::process::ExitCode {{ {SAYS} 101.into() }}", None),
    "by a type of its own": (
        "use std::process::*; struct T;\nimpl Termination for T { fn report(self) -> ExitCode { 101.into() } }\n"
        f"fn main() -> T {{ {SAYS} T }}",
        None,
    ),
    "by C": (f'unsafe extern "C" {{ fn _exit(n: i32) -> !; }}\nfn main() {{ {SAYS} unsafe {{ _exit(101) }} }}', None),
    "as another program": (
        "use std::os::unix::process::CommandExt;\nfn main() { "
        f'{SAYS} std::process::Command::new("sh").arg("-c").arg("exit 101").exec(); std::process::exit(101) }}',
        None,
    ),
    "an unwinding that nobody reports": (
        f"fn main() {{ {SAYS} std::panic::resume_unwind(Box::new(1)) }}",
        None,
    ),
    "a stack that overflows behind a whole report": (
        f'fn main() {{ {SAYS} {ABORTS} println!("{{}}", f(2)); }}\n{OVERFLOWS}',
        Mismatch.EXIT,
    ),
    "a stack that overflows and cannot say so": (
        f'fn main() {{ {SAYS} {ABORTS} {CLOSES_STDERR} println!("{{}}", f(2)); }}\n{OVERFLOWS}',
        None,
    ),
    "aborted with a whole report": (
        f'fn main() {{ {SAYS} eprintln!("thread caused non-unwinding panic. aborting."); std::process::abort(); }}',
        None,
    ),
}


@pytest.fixture(scope="module", params=[None, "nightly"])
def compiler(request: pytest.FixtureRequest) -> Rustc:
    return find(request.param, ROOT)


def snippets(programs: dict[str, str]) -> list[Snippet]:
    at = Origin("a.rs", 1)
    expected = Expectation(Kind.PANICS)
    return [Snippet(name, at, code, (at,), expected, edition=Edition.E2024) for name, code in programs.items()]


def test_a_panic_is_one(compiler: Rustc) -> None:
    found = Verifier(LocalBackend(compiler, 2), NoCache()).evidence(snippets(PANICS))
    assert {e.snippet.id: (e.verdict.differences, e.verdict.not_checked) for e in found} == dict.fromkeys(
        PANICS, ((), None)
    )


def test_what_only_looks_like_one_is_none(compiler: Rustc) -> None:
    asked = snippets({name: code for name, (code, _) in OTHERS.items()})
    found = Verifier(LocalBackend(compiler, 2), NoCache()).evidence(asked)
    told = {e.snippet.id: next((d.what for d in e.verdict.differences), None) for e in found}
    assert told == {name: what for name, (_, what) in OTHERS.items()}
    unknown = {e.snippet.id for e in found if e.verdict.not_checked}
    assert unknown == {name for name, (_, what) in OTHERS.items() if what is None}
    assert {e.verdict.not_checked.cause for e in found if e.verdict.not_checked} == {Cause.UNPROVEN_PANIC}
