"""Code that lacks something: what rustc really says of it, told apart into a crate, a fragment, and a mistake."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.pipeline import Options

RED, GREEN = "red", "green"
Case = tuple[str, str, str]  # tags, code, what is right

# Wherever a path can stand, in every edition.
CRATES = (
    "use tokio::task;",
    "use tokio;",
    "use tokio as t;",
    "use tokio::*;",
    "use tokio::{task, time::sleep};",
    "use tokio::prelude::*; use tokio::task::Spawn;",
    "use tokio::task::{Spawn, Other}; use tokio::*;",
    "pub use tokio;",
    "fn f() { use tokio::task; }",
    "extern crate tokio;",
    "extern crate tokio as t;",
    "#[macro_use] extern crate tokio;",
    "extern crate tokio as _;",
    "use ::tokio::task;",
    "::tokio::spawn();",
    "fn f(x: ::tokio::T) {}",
    "let x = tokio::task::spawn(1);",
    "let x = tokio::Foo { a: 1 };",
    "match 1 { tokio::X => {} _ => {} }",
    "fn f(x: Vec<tokio::T>) {}",
    "fn f<T: tokio::A>(x: T) where T: tokio::B {}",
    "fn f(x: &dyn tokio::A) {}",
    "struct A; impl tokio::A for A {}",
    "struct A; fn f() { <A as tokio::X>::f(); }",
    "#[tokio::test] fn f() {}",
    "#[::tokio::test] fn f() {}",
    "#[derive(tokio::A)] struct A;",
    "tokio::join!(1);",
    "tokio::pin! { x }",
    "use tokio::x; #[x] fn f() -> _ { 1 }",
)
OF_ONE_EDITION: tuple[Case, ...] = (
    ("edition2021", "#[tokio::main]\nasync fn main() {}", "crate tokio"),
    ("edition2021", "use tokio::main;\n#[main]\nasync fn main() {}", "crate tokio"),
    ("edition2015", "use foo::bar::Baz;\nBaz::new();", "crate foo"),
    ("edition2021", "extern crate panic_halt as _;", "crate panic_halt"),
    ("edition2015", "use MyCrate::x;", "crate MyCrate"),
    ("edition2024", "use MyCrate::x;", "crate MyCrate"),
    ("edition2021", "use {regex::Regex, serde::Serialize};", "crate regex, serde"),
    ("edition2021", "use rand::Rng;\nfn f() { rand::random::<u8>(); }", "crate rand"),
    # What the crate brings besides paths: macros, what they write, and methods.
    (
        "edition2021",
        "use clap::Parser;\n#[derive(Parser)]\nstruct A { #[arg(short)] x: u8 }\nA::parse();",
        "crate clap",
    ),
    ("edition2021", "use pyo3::prelude::*;\nfn f() -> PyResult<()> { Ok(()) }", "crate pyo3"),
    ("edition2021", "use pyo3::{prelude::*, types::{PyDict, PyList}};\nfn f(_: PyDict, _: PyList) {}", "crate pyo3"),
    ("edition2021", "use pyo3::*;\nuse pyo3::types::{PyDict, PyList};", "crate pyo3"),
    ("edition2021", "use pyo3::types;\nfn f() -> Reslt<u8, u8> { Ok(1) }", RED),
    ("edition2021", 'use pyo3::prelude::*;\nfn f() -> PyResult<()> { Ok(()) }\nlet x: u8 = "";', RED),
    ("edition2021", "use itertools::Itertools;\nlet x = [1].iter().sorted();", "crate itertools"),
    ("edition2021", "use bevy::prelude::*;\nfn f(q: Query<u8>, m: HashMap<u8, u8>) { spawn(); }", "crate bevy"),
    (
        "edition2021",
        '#[derive(Debug, te::Error)]\nenum E { #[error("x")] A }\nfn f() -> Result<(), Box<dyn std::error::'
        "Error>> { Err(E::A)? }",
        "crate te",
    ),
    ("edition2021", 'use wb::*;\n#[wb]\nextern "C" { type F; fn alert(s: &str); }', "crate wb"),
    # Names of std that are those of crates too.
    ("edition2021", "use time::OffsetDateTime;", "crate time"),
    ("edition2021", "use time::macros::datetime;", "crate time"),
    ("edition2021", "let x = num::bigint();", "crate num"),
    ("edition2021", "use core2::io;", "crate core2"),
    ("edition2021", "use proc_macro2::TokenStream;", "crate proc_macro2"),
    ("edition2021", "use stm::atomically;", "crate stm"),
    # Whatever the fence says of it.
    ("compile_fail,edition2021", 'use serde::Serialize;\nlet x: i32 = "no";', "crate serde"),
    ("compile_fail,E0308,edition2021", "serde_json::json!(1);", "crate serde_json"),
    ("no_run,edition2021", "serde_json::json!(1);", "crate serde_json"),
    ("should_panic,edition2021", "serde_json::json!(1);", "crate serde_json"),
)
# A mistake of whoever wrote it, whatever edition it is in.
MISTAKES = (
    "let (tx, rx) = mpsc::channel::<u8>();",
    "thread::spawn(|| {});",
    "fn f(a: ptr::NonNull<u8>) {}",
    "fn f() -> io::Result<()> { Ok(()) }",
    "struct A; impl fmt::Display for A {}",
    "let x = ptr::addr_of!(1);",
    "use mpsc::channel;",
    "use collections::HashMap;",
    "use collections::hash_map::Entry;",
    "let m: HashMap<u8, u8> = HashMap::new();",
    "let x = pin!(1);",
    "use sdt::collections::HashMap;",
    "use sdt::{fs, io};",
    'sdt::println!("x");',
    "use cor::mem;",
    "use crate::watcher::A;",
    "fn f() { crate::watcher::a(); }",
    "mod watcher;",
    "mod a { use super::watcher::X; }",
    "fn f() { self::watcher::x(); }",
    "mod shapes { pub fn f() {} } fn g() { shape::f(); }",
    "mod a {} fn g() { a::b::c(); }",
    "use std::collection::HashMap;",
    'prinltn!("x");',
    "#[derve(Debug)] struct A;",
    "#[derive(Debgu)] struct A;",
    "fn f(x: u46) {}",
    "fn f(x: Strng) {}",
    "const MAX_LEN: u8 = 1; let x = MAX_LEM;",
    '{ let r = 5; } println!("{}", r);',
    'for i in 0..3 {} println!("{}", i);',
    "mod a { pub fn f() {} } f();",
    "enum E { Quit } let x = Quit;",
    "struct A { x: u8 } impl A { fn f(&self) { x; } }",
    "fn f(x: T) {}",
    "fn f<T: Debug>(x: T) {}",
    'let x = "1".parse::<u8>()?;',
    "fn f() -> Result<u8> { Ok(1) }",
    "let c: Cell<u8> = Cell::new(1);",
    "let r = Range { start: 1, end: 2 };",
    "let d = Duration::ZERO;",
    "fn f(x: double) {}",
    "struct A; impl Debug for A {}",
    "let f = |x| x.len();",
    'let label = "a"; label(1);',
    'env!("CARGO_PGK_NAME");',
)
# A mistake beside what is missing is there whoever adds it.
HIDDEN = (
    'foo();\nlet x: i32 = "no";',
    'foo();\nfn g() { let s = String::new(); let t = s; println!("{}", s); }',
    'use tokio::x;\nfn g() { let s = String::new(); let t = s; println!("{}", s); }',
    "let value = 1;\nfoo(vlaue);",
    "foo();\nstruct A { x: u8 }\nlet a = A { x: 1 };\na.y;",
    "fn f(a: u8) {}\nf(1, foo());",
    "foo();\nbreak;",
    "#[derive(Serialize)]\nstruct A;\nfn g<T: Clone>(t: T) {}\nfn h() { g(A); }",
    "#[derive(Serialize)]\nstruct A;\nlet x: u8 = 'c';",
    "use tokio::x;\nuse crate::watcher::A;",
    "fn f(x: &'a str, y: Foo) {}",
    "foo();\nlet x = 5;\nx = 6;\nlet y: &'static str = &String::new();\nfn g(v: Vec<u8>) { let w = v; drop(v); }",
    "foo(;",
    # The type of `v`, of `x` and of `T` would not be known either with a `foo`.
    "foo();\nfn g() { let v = None; }",
    "let f = |x| x.len();\nfoo(f);",
    "foo();\nstruct S<T> { a: u8 }",
    'env!("CARGO_PKG_NAME");\nlet x: u8 = "";',
)
NOT_SYNC = """async fn other() {}
fn share<T: Sync>(of: T) {}
struct State<F> {
    future: F
}
share(State {
    future: async {
        let cell = std::cell::Cell::new(1);
        let cell = &cell;
        other().await;
        cell.get();
    }
});"""
MOVED = "let s = String::new();\nlet t = s;\ndrop(s);"
MISSPELT = (
    "use std::colections::HashMap;",
    "use std::{collections::HashMapp, fmt::{self, Displai}};",
    "use stdd::fmt;",
    "fn f(of: HashMap<u8, u8>) {}",
)
UNKNOWN = ("use crate::helper;", "fn f(of: &Missing) {}")  # not of std: the error that is named is there all the same
FRAGMENTS: tuple[Case, ...] = (
    ("edition2021", "foo(bar);", "fragment `bar` and `foo`"),
    ("edition2021", "let s2 = s1;", "fragment `s1`"),
    ("edition2021", "let c = Client::new();", "fragment `Client`"),
    ("edition2021", "fn f(a: Vec<Foo>) -> Option<Bar<u8>> { None }", "fragment `Foo` and `Bar`"),
    ("edition2021", "let a: Vec<Foo> = Vec::new();", "fragment `Foo`"),
    ("edition2021", "struct A;\nimpl Shape for A { fn area(&self) -> f64 { 1.0 } }", "fragment `Shape`"),
    ("edition2021", "match x { Foo::A(y) => y, Bar(z) => z, Baz { a } => a }", "fragment `x`, `Bar`, `Baz` and `Foo`"),
    ("edition2021", "use Color::*;", "fragment `Color`"),
    ("edition2021", "let x = json!(1);", "fragment `json`"),
    ("edition2021", '#[derive(Serialize)]\n#[serde(rename = "a")]\nstruct A;', "fragment `Serialize` and `serde`"),
    ("edition2021", '#[wasm_bindgen]\nextern "C" { type F; }', "fragment `wasm_bindgen`"),
    ("edition2021", "let x = args.next();", "fragment `args`"),
    ("edition2021", "struct P { x: u8 }\nlet p = P { x };", "fragment `x`"),
    ("edition2021", "async fn f() {}\nf().await;", "fragment an `async` function around it"),
    ("edition2021", "g().await;", "fragment `g` and an `async` function around it"),
    ("edition2021", "self.x = 1;", "fragment a method around it"),
    ("edition2021", "pub fn area(&self) -> u32 { self.w * self.h }", "fragment the `impl` around it"),
    ("edition2021", "fn new() -> Self { Self { a: 1 } }", "fragment the `impl` around it"),
    # An import of std among what is missing is one more that is missing, and so is a `Result`.
    ("edition2021", "let mut m = HashMap::new();\nm.insert(key, value);", "fragment `HashMap`, `key` and `value`"),
    (
        "edition2021",
        'let x = foo()?;\nlet y = "1".parse::<u8>()?;',
        "fragment `foo` and a function around it that returns a `Result`",
    ),
    ("edition2021", "fn f(c: Config) -> Result<u8> { Ok(1) }", "fragment `Config` and `Result`"),
    (
        "edition2021",
        "a(); b(); c(); d(); e(); f(); g(); h(); i();",
        "fragment `a`, `b`, `c`, `d`, `e`, `f` and 3 more names",
    ),
    # Among names that are missing, a path that nobody imports need not lead to a crate.
    ("edition2021", "let s = watcher::run(client);", "fragment `client` and `watcher`"),
    ("edition2021", "use kube::Client;\nlet s = watcher::run(client);", "crate kube, watcher"),
    ("edition2021", "let stream = watch(cfg, line);", "fragment `cfg`, `line` and `watch`"),
    ("edition2021", 'println("x");', RED),
    ("edition2021", 'let t = deltalake::open("a").await?;', "crate deltalake"),
    ("edition2021", "read(path);", "fragment `read` and `path`"),
    # What rustc knows of the same or a similar name by chance.
    ("edition2021", "fn f(c: Ctx) -> Action { Action::new() }", "fragment `Ctx` and `Action`"),
    ("edition2021", 'warn!("{}", x);', "fragment `warn`"),
    ("edition2021", "fn f<K: Debug>(x: K, c: Ctx) {}", "fragment `Debug` and `Ctx`"),
    ("edition2021", "fn f(x: Arc<K>, c: Ctx) {}", "fragment `Arc`, `K` and `Ctx`"),
    ("edition2021", "enum Scenario { Patch(Document), Silence }", "fragment `Document`"),
    ("edition2021", "let c = Cell { number: 3 };", "fragment `Cell`"),
    ("edition2021", "let c = [Cell::Number(3), Cell::Text(1)];", "fragment `Cell`"),
    ("edition2021", "impl Drop for Shelf<'_> { fn drop(&mut self) {} }", "fragment `Shelf`"),
    ("edition2021", "let n = Box::new(Node { next: 1 });", "fragment `Node`"),
    ("edition2021", "let n = Note(1);", "fragment `Note`"),
    ("edition2021", "let f = file(1, 2);", "fragment `file`"),
    ("edition2021", "let label = label(&1).len();", "fragment `label`"),
    ("edition2021", "call(|_: u8| 1);", "fragment `call`"),
    ("edition2021", "let a = double as fn(u32) -> u32;", "fragment `double`"),
    ("edition2021", "impl<T> Copy for Slot<'_, T> {}", "fragment `Slot`"),
    # Nor does rustc know types, or what a type parameter is for, where a name is missing.
    ("edition2021", "let v = Vec::new();\nlet n = foo(v.into_iter().collect());", "fragment `foo`"),
    ("edition2021", "struct S<T> { a: Foo<T> }", "fragment `Foo`"),
    ("edition2021", "#[foo]\nstruct S<T> { a: u8 }", "fragment `foo`"),
    ("edition2021", "#[foo::bar]\nstruct S<T> { a: u8 }", "crate foo"),
    ("edition2021", "impl Error { fn f(&self) {} }", "fragment `Error`"),
    ("edition2021", "impl Drop for File { fn drop(&mut self) {} }", "fragment `File`"),
    ("edition2021", "|cm, _| {\n    cm.meta().go(foo);\n}", "fragment `foo` and a call around the closure"),
    ("edition2021", "|x| x.len()", "fragment a call around the closure"),
    # What cargo sets for a build.
    ("edition2021", 'let n = env!("CARGO_PKG_NAME");', "environment variable `CARGO_PKG_NAME`"),
    ("edition2021", 'let n = env!("MY_KEY");', "environment variable `MY_KEY`"),
    ("compile_fail,edition2021", 'let n = env!("MY_KEY");', "environment variable `MY_KEY`"),
    ("edition2021", 'use clap::C;\nC::new(env!("CARGO_PKG_NAME"));', "crate clap"),
    (
        "edition2021",
        'include!(concat!(env!("OUT_DIR"), "/a.rs"));\nlet x = a();',
        "fragment `a` and the environment variable `OUT_DIR`",
    ),
    # In a program with a `main` of its own too.
    ("edition2021", "fn main() {\n    foo();\n}", "fragment `foo`"),
    ("edition2021", "fn main() {\n    g().await;\n}", RED),
    ("edition2021", "fn main() {\n    self.x = 1;\n}", RED),
    ("edition2021", "fn main() {}\nfn area(&self) {}", RED),
    ("edition2021", "use std::collections::*;\nuse std::collections::Nothing;", RED),
    ("edition2021", "mod a {}\nuse a::*;\nuse a::Nothing;", RED),
    # Nothing fails as claimed for want of a name.
    ("compile_fail,edition2021", "let r;\n{ let x = 5; r = &x; }\nfoo(r);", "fragment `foo`"),
    ("compile_fail,E0597,edition2021", "let r;\n{ let x = 5; r = &x; }\nfoo(r);", "fragment `foo`"),
    ("compile_fail,E0425,edition2021", "foo();", GREEN),
    ("compile_fail,E0308,edition2021", 'foo();\nlet x: i32 = "no";', GREEN),
    ("compile_fail,E0382,edition2021", 'foo();\nlet x: i32 = "no";', RED),
    ("compile_fail,edition2021", 'foo();\nlet x: i32 = "no";', GREEN),
    ("compile_fail,edition2021", '{ let r = 5; }\nprintln!("{r}");', GREEN),
    # A bare `compile_fail` is not met by a forgotten import, unless that is named.
    ("compile_fail,edition2021", "let (tx, rx) = mpsc::channel::<u8>();", RED),
    ("compile_fail,edition2021", 'let (tx, rx) = mpsc::channel::<u8>();\nlet x: i32 = "no";', RED),
    ("compile_fail,edition2021", "impl Vec<u8> { fn f(&self) -> Cell<u8>; }", GREEN),
    ("compile_fail,E0433,edition2021", "let (tx, rx) = mpsc::channel::<u8>();", GREEN),
    # Nor by text that is no Rust; what rustc has read is Rust, whatever its lines look like.
    ("compile_fail,edition2021", "src/\n├── main.rs", RED),
    ("compile_fail,edition2021", "cargo run --release", RED),
    ("compile_fail,edition2021", NOT_SYNC, GREEN),
    # Nor by one that is misspelt; and neither stands beside a code that is named.
    ("compile_fail,edition2021", "use std::colections::HashMap;", RED),
    ("compile_fail,edition2021", "use sdt::collections::HashMap;", RED),
    ("compile_fail,E0432,edition2021", "use std::colections::HashMap;", GREEN),
    ("compile_fail,edition2021", "use std::colections::HashMap;\nfn f();", GREEN),
    *(("compile_fail,E0382,edition2021", f"{line}\n{MOVED}", RED) for line in MISSPELT),
    *(("compile_fail,E0382,E0432,edition2021", f"{line}\n{MOVED}", GREEN) for line in MISSPELT[:1]),
    *(("compile_fail,E0382,edition2021", f"{line}\n{MOVED}", GREEN) for line in UNKNOWN),
)
ALL: tuple[Case, ...] = (
    *((f"edition{e}", code, "crate tokio") for e in ("2015", "2021") for code in CRATES),
    *OF_ONE_EDITION,
    *((f"edition{e}", code, RED) for e in ("2015", "2024") for code in MISTAKES),
    *(("edition2021", code, RED) for code in HIDDEN),
    *FRAGMENTS,
)


def said(evidence: Evidence) -> str:
    """A verdict in the words of this table."""
    why = evidence.verdict.not_checked
    if why is None:
        return GREEN if evidence.verdict.status is Status.MATCHED else RED
    if why.cause is Cause.NEEDS_ENVIRONMENT:
        return why.detail.removeprefix("it needs the ")
    name = why.detail.removeprefix("it needs the crate ").removeprefix("it lacks ")
    return f"fragment {name}" if why.cause is Cause.FRAGMENT else f"crate {name.replace('`', '')}"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, Evidence]:
    """Every case of the table, judged in one run."""
    folder = tmp_path_factory.mktemp("incomplete")
    page = folder / "page.md"
    page.write_text("\n".join(f"```rust,{tags}\n{code}\n```\n" for tags, code, _ in ALL), encoding="utf-8")
    found = pipeline.verify([page], folder, Options(use_cache=False))
    assert found.problems == ()
    assert len(found.evidence) == len(ALL)
    return dict(zip(ALL, found.evidence, strict=True))


def test_what_is_lacking_is_told_apart_from_mistakes(judged: dict[Case, Evidence]) -> None:
    wrong = [(tags, code, said(e), right) for (tags, code, right), e in judged.items() if said(e) != right]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_wrong_import_and_text_that_is_no_rust_say_so_where_any_failure_would_do(
    judged: dict[Case, Evidence],
) -> None:
    wrong = [e for (tags, _, right), e in judged.items() if tags.startswith("compile_fail,ed") and right is RED]
    told = [e.verdict.differences[0].what for e in wrong]
    assert Counter(told) == {Mismatch.WRONG_IMPORT: 4, Mismatch.NO_PROGRAM: 2}


def test_a_missing_crate_is_told_in_the_newest_edition_where_none_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```rust\nuse tokio::task;\n```\n\n```rust\nfoo();\n```\n", encoding="utf-8")
    crate, fragment = pipeline.verify([page], tmp_path, Options(use_cache=False)).evidence
    assert (said(crate), said(fragment)) == ("crate tokio", "fragment `foo`")
    assert crate.outcome is not None and crate.outcome.edition is Edition.E2024
