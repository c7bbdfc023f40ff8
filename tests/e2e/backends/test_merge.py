"""Sharing a crate changes nothing but time: every program's outcome is the one it has alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borrowproof.backends import Answer, merge
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Goal, Job, Outcome
from borrowproof.model.snippet import Snippet
from borrowproof.pipeline import Options
from tests.conftest import Once

WORKERS = Options().jobs


def job(code: str, edition: Edition = NEWEST_EDITION) -> Job:
    return Job(code, edition, Goal.RUN)


def main(body: str) -> str:
    return f"fn main() {{\n    {body}\n}}\n"


def answers(rustc: Rustc, jobs: Sequence[Job], workers: int = WORKERS) -> dict[Job, Answer]:
    """What the backend says of jobs that it is given together, in as many crates as `workers`; times left out."""
    found = {j: _timeless(answer) for j, answer in LocalBackend(rustc, workers).judge(jobs)}
    assert found.keys() == set(jobs)
    return found


def alone(rustc: Rustc, jobs: Iterable[Job]) -> dict[Job, Answer]:
    """What it says of the same jobs when each has a crate of its own: a job by itself has no company."""
    return {asked: answer for j in jobs for asked, answer in answers(rustc, [j]).items()}


def _timeless(answer: Answer) -> Answer:
    """Without what differs from run to run: the time, and the thread's number in a panic's message."""
    if not isinstance(answer, Outcome):
        return answer
    return replace(answer, seconds=0.0, stderr=re.sub(r"(thread '[^']*') \(\d+\)", r"\1", answer.stderr))


@pytest.fixture
def sent_alone(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that the backend builds in a crate of their own, as they come."""
    seen: list[Job] = []
    honest = LocalBackend._alone

    def spy(self: LocalBackend, asked: Job) -> Answer:
        seen.append(asked)
        return honest(self, asked)

    monkeypatch.setattr(LocalBackend, "_alone", spy)
    return seen


def test_passing_snippets_of_the_site_are_the_same_merged_and_alone(
    snippets: tuple[Snippet, ...], rustc: Rustc, sent_alone: list[Job]
) -> None:
    runs = [s for s in snippets if s.expectation.kind in (Kind.RUNS, Kind.PANICS)][::2]
    jobs = [
        j for j in {job(s.code, s.edition or NEWEST_EDITION): None for s in runs} if merge.mergeable(j, remaps=True)
    ]
    together = answers(rustc, jobs)
    assert len(jobs) > 30
    assert len(sent_alone) <= len(jobs) // 10, "the shared crate was hardly used"
    some = jobs[::4]  # each costs a whole rustc by itself
    assert {j: together[j] for j in some} == alone(rustc, some)


# Programs that can tell whether their crate, file or process is their own.

TELLING = {
    "type_name": main('struct S; println!("{}", std::any::type_name::<S>());'),
    "type_name_of_val": main('struct S; println!("{}", std::any::type_name_of_val(&S));'),
    "module_path": main('println!("{}", module_path!());'),
    "args": main('println!("{:?}", std::env::args().len());'),
    "args_os": main('println!("{:?}", std::env::args_os().len());'),
    "vars": main('println!("{}", std::env::vars().filter(|(n, _)| n.contains("MODULE")).count());'),
    "var": main(f'println!("{{:?}}", std::env::var("{merge.VARIABLE}"));'),
    "an alias of env": f'use std::env as e;\nfn main() {{ println!("{{:?}}", e::var_os("{merge.VARIABLE}")); }}\n',
    "env": main('println!("{}", env!("PATH").len());'),
    "option_env": main('println!("{:?}", option_env!("CARGO"));'),
    "current_exe": main('println!("{}", std::env::current_exe().is_ok());'),
    "backtrace": main('println!("{}", std::backtrace::Backtrace::force_capture().to_string().contains("m0"));'),
    "crate path": "fn f() {}\n" + main("crate::f();"),
    "crate visibility": "pub(crate) fn f() {}\n" + main("f();"),
    "super": "fn f() {}\nmod a { pub fn g() { super::f() } }\n" + main("a::g();"),
    "super at the root": "fn main() { super::main() }\n",
    "dollar crate": "fn f() {}\nmacro_rules! m { () => { $crate::f() } }\n" + main("m!();"),
    "macro_export": "#[macro_export]\nmacro_rules! m { () => {} }\n" + main("m!();"),
    "macro_use": "#[macro_use]\nmod a { macro_rules! m { () => {} } }\n" + main("m!();"),
    "crate attribute": "#![allow(unused)]\n" + main(""),
    "no_std": "#![no_std]\nextern crate std;\n" + main('std::println!("x");'),
    "no_main": '#![no_main]\n#[unsafe(no_mangle)]\npub extern "C" fn main() -> i32 { 0 }\n',
    "extern crate": "extern crate alloc;\n" + main('println!("{}", alloc::vec![1].len());'),
    "extern block": 'unsafe extern "C" { safe fn abs(n: i32) -> i32; }\n' + main('println!("{}", abs(-1));'),
    "no_mangle": '#[unsafe(no_mangle)]\npub extern "C" fn shared_name() {}\n' + main("shared_name();"),
    "export_name": '#[unsafe(export_name = "shared")]\npub fn f() {}\n' + main("f();"),
    "global_allocator": ("#[global_allocator]\nstatic A: std::alloc::System = std::alloc::System;\n" + main("")),
    "asm": main('unsafe { std::arch::asm!("nop") };'),
    "include": main('println!("{}", include_str!("main.rs").len());'),
    "a file of its own": "mod other;\n" + main(""),
    "a path of its own": '#[path = "m0.rs"]\nmod other;\n' + main(""),
    "main with arguments": "fn main(n: u8) {}\n",
    "generic main": "fn main<T>() {}\n",
    "async main": "async fn main() {}\n",
    "main that is imported": "mod a { pub fn main() {} }\nuse a::main;\n",
    "two mains": main("") + main(""),
    "no main": "fn f() {}\n",
    "a std of its own": "mod std { pub mod process {} }\n" + main(""),
}


# Programs that say where in which file they stand: alone, unless rustc can be told to say `src/main.rs`.
PLACING = {
    "file": main('println!("{}", file!());'),
    "line": "\n\n" + main('println!("{}", line!());'),
    "column": main('println!("{}", column!());'),
    "Location": main('println!("{}", std::panic::Location::caller());'),
    "track_caller": ('#[track_caller]\nfn f() { println!("{}", std::panic::Location::caller()); }\n' + main("f();")),
    "set_hook": main(
        'std::panic::set_hook(Box::new(|i| println!("{i}"))); let _ = std::panic::catch_unwind(|| panic!("x"));'
    ),
    "dbg": main("dbg!(1);"),
    "panic": main('panic!("here");'),
    "panic in std": main("let v: Vec<u8> = Vec::new(); let _ = v[std::hint::black_box(3)];"),
    "panic caught": main('let _ = std::panic::catch_unwind(|| panic!("x"));'),
    "panic of a thread": main('let _ = std::thread::spawn(|| panic!("x")).join();'),
}


def test_a_program_that_says_its_place_says_the_same_in_company(rustc: Rustc, pool: dict[Job, Answer]) -> None:
    placing, plain = ([job(code) for code in programs.values()] for programs in (PLACING, PLAIN))
    assert all(merge.mergeable(j, remaps=True) for j in placing)
    assert answers(rustc, [*placing, *plain]) == alone(rustc, placing) | {j: pool[j] for j in plain}


def test_an_older_rustc_cannot_rename_files() -> None:
    releases = ("1.94.1", "1.95.0", "1.97.0-nightly", "2.0.0")
    assert [merge.can_remap(release) for release in releases] == [False, True, True, True]
    words = [code for name, code in PLACING.items() if not name.startswith("panic")]
    assert not any(merge.mergeable(job(code), remaps=False) for code in words)
    assert not merge.mergeable(replace(job(main("")), prints_its_location=True), remaps=False)


@pytest.mark.parametrize("name", TELLING)
def test_a_program_that_can_tell_is_judged_alone(name: str) -> None:
    """`a file of its own` is the one exception: rustc rejects it, and so it goes alone as well (next test)."""
    if name != "a file of its own":
        assert not merge.mergeable(job(TELLING[name]), remaps=True)


@pytest.mark.parametrize(
    "asked",
    [
        replace(job(main("")), goal=Goal.REJECT),
        replace(job(main("")), goal=Goal.BUILD),
        replace(job(main("")), lints=("unused_variables",)),
        replace(job(main("")), test_harness=True),
        replace(job(main("")), edition=Edition.E2015),
    ],
    ids=str,
)
def test_only_plain_runs_are_merged(asked: Job) -> None:
    assert merge.mergeable(job(main("")), remaps=True)
    assert not merge.mergeable(asked, remaps=True)


def test_programs_that_can_tell_never_find_out(rustc: Rustc, pool: dict[Job, Answer]) -> None:
    telling, plain = ([job(code) for code in programs.values()] for programs in (TELLING, PLAIN))
    groups, by_themselves = merge.plan([*telling, *plain], WORKERS, remaps=True)
    [rejected] = telling_in_company = [j for j in telling if j not in by_themselves]
    assert telling_in_company == [job(TELLING["a file of its own"])]
    assert sorted(j.code for group in groups for j in group) == sorted(j.code for j in (rejected, *plain))
    assert answers(rustc, [rejected, *plain]) == alone(rustc, [rejected]) | {j: pool[j] for j in plain}


OUT_OF_SCOPE = "a macro that is not in scope"
PLAIN = {
    "prints": main('println!("plain");'),
    "prints unicode": main('print!("é 🦀 no end of line");'),
    "returns ok": 'fn main() -> Result<(), String> {\n    println!("ok");\n    Ok(())\n}\n',
    "a name that others use": "struct S;\nfn helper() -> u8 { 1 }\n" + main('println!("{}", helper());'),
    "the same name": "struct S(u8);\nfn helper() -> u8 { 2 }\n" + main('println!("{}", helper());'),
    "its own macro": "macro_rules! m { () => { 3 } }\n" + main('println!("{}", m!());'),
    "the same macro": "macro_rules! m { () => { 4 } }\n" + main('println!("{}", m!());'),
    OUT_OF_SCOPE: main('println!("{}", m!());'),
    "a comment at the end": main("") + "// no line end",
    "a static": "use std::sync::atomic::*;\nstatic N: AtomicU8 = AtomicU8::new(0);\n"
    + main('N.fetch_add(1, Ordering::SeqCst);\n    println!("{N:?}");'),
    "edition 2024 only": main('let f = async || 1; let _ = f; println!("async closure");'),
}
TROUBLE = {
    "does not compile": main('let s = String::new(); drop(s); println!("{s}");'),
    "does not parse": "fn main() {\n    let x = ;\n}\n",
    "is not closed": "fn main() {\n    let x = 1;\n",
    "closes too much": main("") + "}\n",
    "a comment that never ends": main("") + "/* for ever",
    "adds to i32": (
        "struct V(i32);\nimpl std::ops::Add<V> for i32 { type Output = i32;"
        " fn add(self, v: V) -> i32 { self + v.0 } }\n" + main('println!("{}", 1i32 + V(2));')
    ),
    "lets i32 find its addend": main('let n = 1i32 + "2".parse().unwrap_or(0i32); println!("{n}");'),
    "infers from the only impl": main('let n: i32 = 5; println!("{}", n + "4".trim().parse::<i32>().unwrap());'),
    "needs the only impl": (
        "struct W;\nimpl std::ops::Add<W> for u128 { type Output = u8; fn add(self, _: W) -> u8 { 9 } }\n"
        + main('println!("{}", 1u128 + W);')
    ),
    "compares with str": (
        "struct T;\nimpl PartialEq<T> for str { fn eq(&self, _: &T) -> bool { true } }\n"
        + main('println!("{}", *"x" == T);')
    ),
    "infers what it compares": main('println!("{}", *"x" == *String::from("x").as_ref());'),
    "panics": main('println!("before");\n    panic!("on purpose");'),
    "exits with 3": main('println!("before");\n    std::process::exit(3);'),
    "aborts": main("std::process::abort();"),
    "returns an error": 'fn main() -> Result<(), String> {\n    Err("no".into())\n}\n',
    "writes to stderr": main('eprintln!("aside");\n    println!("out");'),
    "warns": main("let x = &1;\n    drop(x);"),
    "an unused constant that fails": "const BAD: () = assert!(false);\n" + main(""),
    "an unused function that fails late": (
        "struct F<const N: usize>;\nimpl<const N: usize> F<N> { const C: () = assert!(N < 8); }\n"
        "fn never() { let () = F::<9>::C; }\n" + main("")
    ),
    "fails late": (
        "struct F<const N: usize>;\nimpl<const N: usize> F<N> { const C: () = assert!(N < 8); }\n"
        "fn f<const N: usize>() { let () = F::<N>::C; }\n" + main("f::<9>();")
    ),
    "says something of its sibling": main("m0::main();"),
    "says the entry": main("borrowproof_entry();"),
    "has the entry": "fn borrowproof_entry() {}\n" + main('borrowproof_entry(); println!("mine");'),
    "its own Ok": "struct Ok;\n" + main("let _ = Ok;"),
    "edition 2018": main("let gen = 1; let _ = gen;"),
}
POOL = {**PLAIN, **TROUBLE}


def test_the_pool_is_what_it_says(pool: dict[Job, Answer]) -> None:
    """Every program of PLAIN but one runs; the others reject, panic, or end in some other way."""
    fine = {n for n, code in POOL.items() if isinstance(o := pool[job(code)], Outcome) and o.compiled and o.exit == 0}
    assert PLAIN.keys() - fine == {OUT_OF_SCOPE}
    rejected = {n for n, code in POOL.items() if isinstance(o := pool[job(code)], Outcome) and not o.compiled}
    assert {"does not compile", "is not closed", "fails late", "says something of its sibling"} <= rejected


@pytest.mark.parametrize("name", TROUBLE)
def test_a_sibling_hurts_nobody_and_nobody_helps_it(rustc: Rustc, pool: dict[Job, Answer], name: str) -> None:
    """In one crate with all that run: a second program that is rejected would only hide what the first does."""
    jobs = [job(code) for code in (*(PLAIN[n] for n in PLAIN if n != OUT_OF_SCOPE), TROUBLE[name])]
    assert answers(rustc, jobs, workers=1) == {j: pool[j] for j in jobs}


@pytest.fixture(scope="module")
def pool(rustc: Rustc, once: Once) -> dict[Job, Answer]:
    """The pool's outcomes, each alone."""
    found: dict[Job, Answer] = once("pool", lambda: alone(rustc, [job(code) for code in POOL.values()]))
    return found


@settings(max_examples=8, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(sorted(POOL.values())), min_size=2, max_size=20, unique=True))
def test_any_company_is_like_none(rustc: Rustc, pool: dict[Job, Answer], codes: list[str]) -> None:
    jobs = [job(code) for code in codes]
    assert answers(rustc, jobs) == {j: pool[j] for j in jobs}


def test_editions_are_never_mixed(rustc: Rustc) -> None:
    jobs = [job(code, e) for code in POOL.values() for e in (Edition.E2018, Edition.E2021, Edition.E2024)]
    groups, _ = merge.plan(jobs, WORKERS, remaps=True)
    assert len(groups) >= 3
    assert all(len({j.edition for j in group}) == 1 for group in groups)
    backend = LocalBackend(rustc, WORKERS)
    some = [j for j in jobs if j.code in (POOL["edition 2018"], POOL["edition 2024 only"], POOL["prints"])]
    mixed = {(a.code, a.edition): _timeless(o) for a, o in backend.judge(some)}
    apart = {(a.code, a.edition): _timeless(o) for j in some for a, o in backend.judge([j])}
    assert mixed == apart
    assert len({isinstance(o, Outcome) and o.compiled for o in mixed.values()}) == 2
