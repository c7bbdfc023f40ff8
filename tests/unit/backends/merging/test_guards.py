"""Each guard by itself: where exactly innocence ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.backends.merging import eligibility as guards
from borrowproof.backends.merging import impls
from borrowproof.backends.merging.program import Program
from borrowproof.model.compiler import BorrowChecker, Edition
from borrowproof.model.outcome import Goal, Job
from tests.merging.differential import job, rejected

PLAIN_TEXT = {
    "fn a() {}\r\n": True,
    "fn a() {}\r": False,
    "fn a() {}\r\n\r": False,
    "\ufefffn a() {}": False,
    "---\n---\nfn a() {}": False,
    "#!/bin/sh\nfn a() {}": False,
    "'a: loop {}": True,
    "'r#a: loop {}": False,
    "let r#fn = 1;": False,
    "let é = 1;": False,
    "'é: loop {}": False,
    "let a = 'é';": True,
    "let a = ''';": True,
    'let a = "é"; let b = b"a"; let c = r#"a"#; let d = br"a"; let e = b\'a\';': True,
    'let a = c"a";': False,
    'let a = "a"u8;': False,
    "let a = 1u8;": True,
}


@pytest.mark.parametrize("code", PLAIN_TEXT)
def test_text_is_plain_where_every_edition_reads_it_alike(code: str) -> None:
    assert guards.plain_text(Program(code)) is PLAIN_TEXT[code]


CLOSED_TEXT = {
    "": False,
    "fn a() {}": True,
    "fn a() {} // b": True,
    "use a;": True,
    "fn a() {} #[b]": False,
    "{": False,
}
CLOSED_TEXT |= {"fn a() {} /// b": False, "m!()": False, "fn a() {}}": False, "fn a() { ( }": False, "a": False}


@pytest.mark.parametrize("code", CLOSED_TEXT)
def test_text_is_closed_where_an_item_may_follow(code: str) -> None:
    assert guards.closed_text(Program(code)) is CLOSED_TEXT[code]


PLAIN_MAIN = {
    "fn main() {}": True,
    "fn f() {} fn main() {}": True,
    "use a; pub fn main() {}": True,
    "pub(crate) fn main() {}": False,
    "async fn main() {}": False,
    "fn main(a: u8) {}": False,
    "fn main<T>() {}": False,
    "fn main() -> Result<(), A> { Ok(()) }": True,
    "fn main() - > u8 {}": False,
    "fn main() -> impl A {}": False,
    "struct B {} fn main() -> impl A {}": False,
    "fn main() -> u8 where A: B {}": False,
    "fn main() -> for<'a> fn(&'a u8) {}": False,
    "fn main() -> u8; struct A {}": False,
    "fn main() where A: B {}": False,
    "fn main();": False,
    "fn main()": False,
    "fn f() { fn main() {} }": False,
    "mod a { fn main() {} }": False,
    "fn main() { main() }": False,
    "let main = 1;": False,
    "fn f() {}": False,
    "struct main() {}": False,
    "#[allow(a)] fn main() {}": True,
    "use a; #[allow(a)] #[allow(b)] fn main() {}": True,
    "#[allow(a)] pub fn main() {}": True,
    "#[inline] fn main() {}": False,
    "#[inline] #[allow(a)] fn main() {}": False,
    "#[allow(a)] #[inline] fn main() {}": False,
    "/// a\nfn main() {}": True,
    "a fn main() {}": False,
    "a #[allow(b)] fn main() {}": False,
    "} fn main() {}": True,
}


@pytest.mark.parametrize("code", PLAIN_MAIN)
def test_main_is_one_plain_function_at_the_top(code: str) -> None:
    assert guards.plain_main(Program(code)) is PLAIN_MAIN[code]


ATTRIBUTES = {
    "": True,
    "#[derive(Clone, Debug)] #[derive()] #[derive(Eq,)]": True,
    "#[derive(Clone, Serialize)]": False,
    "#[allow(dead_code, clippy::all,)] #[allow(unused)]": True,
    "#[deny(unused)]": False,
    '#[must_use] #[must_use = "a"] #[inline] #[inline(always)] #[inline(never)] #[default]': True,
    "#[inline(a)]": False,
    "#[repr(u8)] #[repr(isize)] #[repr(C)] #[repr(transparent)] #[repr(align(8))]": True,
    "#[repr(packed)]": False,
    "#[repr(u8)] #[test]": False,
    "#![allow(a)]": False,
    "#": False,
    "# [inline]": True,
    "//! a": False,
    "/*! a */": False,
    "/// a": True,
    "/** a */ fn a() {}": True,
    "fn a() {} /// b\n//! c": False,
    "// #[test]": True,
}


@pytest.mark.parametrize("code", ATTRIBUTES)
def test_an_attribute_is_innocent_by_name(code: str) -> None:
    assert guards.known_attributes(Program(code)) is ATTRIBUTES[code]


MACROS = {
    'println!("a")': True,
    "vec![1]": True,
    "std::println!()": True,
    "thread_local! {}": True,
    "include_str!(a)": False,
    "vec![1]; env!(a)": False,
    "a != b": True,
    "a ! = b": False,
    "if !a {}": True,
    "return !a": True,
    "a(!b)": True,
    "!a": True,
    "macro_rules! a {}": False,
    "r !a": False,
}


@pytest.mark.parametrize("code", MACROS)
def test_a_macro_is_innocent_by_name(code: str) -> None:
    assert guards.known_macros(Program(code)) is MACROS[code]


REACHING = {
    "mod a {}": True,
    "mod a;": False,
    "mod a {} mod b;": False,
    "self::a()": True,
    "super::a()": False,
    "crate::a()": False,
    "a.union(b)": True,
    "union A {}": False,
    "unsafe {}": False,
    "extern crate a;": False,
    "fn borrowproof_entry() {}": False,
    "$a": False,
    '"$a crate"': True,
}


@pytest.mark.parametrize("code", REACHING)
def test_a_word_may_reach_beyond_the_program(code: str) -> None:
    assert guards.reaches_nothing(Program(code)) is REACHING[code]


PATHS = {
    "use std::fmt;": True,
    "use core::fmt; use alloc::vec;": True,
    "use std::env;": False,
    "use core::any;": False,
    "use alloc::alloc;": False,
    "use std as s;": False,
    "use std: :fmt;": False,
    "std::println!()": True,
    "std::vec!()": True,
    "std::env!()": False,
    "std::println()": False,
    "use std::{fmt, io::{self, Write}, rc::Rc,};": True,
    "use std::{fmt, env};": False,
    "use std::{env};": False,
    "use std::{};": True,
    "a.std": True,
    "use std::mem;": True,
    "use std::{mem, fmt}; use std::{fmt, mem};": True,
    "use std::mem as m;": False,
    "mem::take(a)": True,
    "mem::transmute(a)": False,
    "use std::mem::{self, take, swap};": True,
    "use std::mem::{take, transmute};": False,
    "use std::mem::{take as t};": False,
    "panic!()": True,
    "panic::set_hook(a)": False,
    "panic::catch_unwind(a)": True,
    "process::id()": False,
    "ptr::eq(a, b) && marker::PhantomPinned": True,
    "marker::PhantomData": False,
    "let mem = 1;": False,
    "a.mem = 1": True,
}


@pytest.mark.parametrize("code", PATHS)
def test_of_std_only_what_tells_nothing_is_named(code: str) -> None:
    assert guards.known_paths(Program(code)) is PATHS[code]


PLACES = {
    "a.as_ptr()": False,
    "UnsafeCell": False,
    "*const u8": False,
    "*mut u8": False,
    "*a = 1": True,
    "&raw const a": False,
    "&raw mut a": False,
    "&raw": True,
    "fn(u8)": False,
    "fn a(b: u8) {}": True,
    "a as u64": False,
    "a as usize": False,
    "a as u65": True,
    "a as f64": True,
    "1 as u64": True,
    "'a' as u32": True,
    "a.len() as u64": True,
    "a.lent() as u64": False,
    "len() as u64": False,
    "(a.len() + b) as u64": False,
    'println!("{:p}", a)': False,
    'println!("{a:#018p }", a)': False,
    'println!("{a:?} p}")': True,
    'r"{:p}"': False,
    'b"{:p}"': False,
    '"{:\\x70\\x7d"': False,
    '"{:\\x70}"': False,
    '"{:\\u{70}}"': False,
    '"{:\\u{0070}}"': False,
    '"{:\\x71}"': True,
    "// {:p} as u64": True,
}


@pytest.mark.parametrize("code", PLACES)
def test_nobody_asks_where_something_lies(code: str) -> None:
    assert guards.says_no_place(Program(code)) is PLACES[code]


IMPLS = {
    "": True,
    "struct A; impl A {}": True,
    "enum A {} impl A {}": True,
    "trait T {} impl T for u8 {}": True,
    "struct A; impl Iterator for A {}": True,
    "impl Iterator for A {} struct A;": True,
    "struct A; impl Iterator for &A {}": False,
    "struct A; impl Iterator for Box<A> {}": False,
    "struct A; impl From<A> for String {}": False,
    "trait T {} impl T {}": False,
    "struct A; impl Clone for A {} impl Clone for String {}": False,
    "struct A; mod m { impl A {} }": False,
    "mod m { struct A; impl A {} }": True,
    "mod m { struct A; } impl A {}": False,
    "struct A<T>(T); impl<T> A<T> {}": True,
    "struct A<T>(T); impl<T: Fn(u8) -> u8> Drop for A<T> where T: Copy {}": True,
    "struct A<T>(T); impl<T> Drop for A<T>::B {}": False,
    "struct T; impl<T> Drop for T {}": False,
    "struct T; impl<T> T {}": False,
    "impl<T> Drop for T {} struct T;": False,
    "struct A; impl m::A {}": False,
    "struct A; impl Iterator for m::A {}": False,
    "trait T {} impl m::T for u8 {}": False,
    "trait T<X> {} impl T<u8> for Vec<[u8; 1]> {}": True,
    "trait T {} impl<F: Fn() -> u8> T for F {}": True,
    "fn f() -> impl Copy {} fn g(a: impl Copy) {}": True,
    "struct A; #[allow(a)] impl A {}": True,
    "#[a] impl B {}": False,
    "impl !Send for A {} struct A;": True,
    "{ struct A; impl A {} }": True,
    "struct A; fn f() { impl A {} }": False,
}


@pytest.mark.parametrize("code", IMPLS)
def test_an_impl_is_about_what_is_declared_beside_it(code: str) -> None:
    assert impls.own(Program(code)) is IMPLS[code]


CODE = "fn main() {}"
RUN, REJECTED = job(CODE), rejected(CODE)


@pytest.mark.parametrize("asked", [RUN, REJECTED, job(CODE, Edition.E2018), replace(RUN, prints_its_location=True)])
def test_a_plain_job_is_merged(asked: Job) -> None:
    assert guards.mergeable(asked, remaps=True)


@pytest.mark.parametrize(
    "asked",
    [
        replace(RUN, goal=Goal.BUILD),
        replace(REJECTED, expects_borrow_errors=False),
        replace(RUN, goal=Goal.BUILD, expects_borrow_errors=True),
        replace(RUN, lints=("unused",)),
        replace(RUN, unused_lints=True),
        replace(RUN, borrow_checker=next(iter(BorrowChecker))),
        replace(RUN, test_harness=True),
        job(CODE, Edition.E2015),
        rejected(f"{CODE} // src/m3/main.rs"),
        job("fn main() { crate::f() }"),
    ],
)
def test_what_is_asked_in_another_way_is_judged_alone(asked: Job) -> None:
    assert not guards.mergeable(asked, remaps=True)


def test_without_renamed_files_nothing_that_tells_its_own_is_merged() -> None:
    assert guards.mergeable(RUN, remaps=False)
    assert not guards.mergeable(replace(RUN, prints_its_location=True), remaps=False)
    assert not guards.mergeable(job("fn main() { dbg!(1); }"), remaps=False)
    assert guards.mergeable(job("fn main() { dbg!(1); }"), remaps=True)
    assert guards.mergeable(job(f"{CODE} // src/m3/main.rs"), remaps=True), "only what is rejected is quoted"


MODULES = {CODE: True, "#![allow(a)] fn main() {}": False, "fn main() { crate::f(); asm!() }": True}
MODULES |= {"fn main() {} m!()": False, "fn f() {}": False, "fn main() { let é = 1; }": False}


@pytest.mark.parametrize("code", MODULES)
def test_a_program_can_be_a_module_by_itself(code: str) -> None:
    assert guards.can_be_module(code) is MODULES[code]


@pytest.mark.parametrize(
    ("release", "can"),
    [("1.95.0", True), ("1.95", True), ("1.94.9", False), ("1.100.0", True), ("2.0.0", True), ("1.96.0-nightly", True)],
)
def test_files_can_be_renamed_since_1_95(release: str, can: bool) -> None:
    assert guards.can_remap(release) is can
