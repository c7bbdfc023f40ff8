"""Which documentation belongs to which item; `tests/e2e/sources/test_documentation.py` asks rustdoc itself."""

from __future__ import annotations

import time

import pytest

from borrowproof.syntax import documentation
from borrowproof.syntax.attributes import Fragment, Sugar


def items(code: str, known: frozenset[str] | None = frozenset({"on"})) -> list[list[str]]:
    """The texts of each item's fragments."""
    read = documentation.read(code, known)
    return [["\n".join(line.text for line in f.lines) for f in item.fragments] for item in read.items]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("/// a\n/// b\nfn f() {}", [[" a", " b"]]),
        ("/// a\nfn f() {}\n/// b\nfn g() {}", [[" a"], [" b"]]),
        ("//! a\n//! b\n/// c\nmod m {\n//! d\n}", [[" a", " b"], [" c", " d"]]),
        ("mod m {\n//! d\n}\n", [[" d"]]),
        ("/// a\nstruct S;\n{\n//! d\n}", [[" a"], [" d"]]),
        ("/// a\nuse b::{\nc,\n};\nmod m {\n//! d\n}", [[" a"], [" d"]]),
        ("/** a */ #[x] /// b\nfn f() {}", [[" a ", " b"]]),
        ("/*! a */ /**b*/ fn f() {}", [[" a "], ["b"]]),
        ("// a\n//// b\n/***/ /**/ fn f() {}", []),
        ("///\nfn f() {}", [[""]]),
        ("struct S {\n/// a\nx: u8,\n/// b\ny: u8 }", [[" a"], [" b"]]),
        ("enum E { /// a\nA { /// b\nx: u8 }, /// c\nB }", [[" a"], [" b"], [" c"]]),
        ("fn f() { /// a\nfn g() {} }", [[" a"]]),
        ('#[doc = "a"] #[doc(hidden)] #[doc(alias = "b")] fn f() {}', [["a"]]),
        ('#![doc = "a"]\n#![allow(b)]', [["a"]]),
        ('#[cfg_attr(on, doc = "a", inline, doc = "b")] fn f() {}', [["a", "b"]]),
        ('#[cfg_attr(off, doc = "a")] fn f() {}', []),
        ('#[cfg_attr(on, cfg_attr(on, doc = "a"))] fn f() {}', [["a"]]),
        ("#[cfg_attr(on, cfg(off))] /// a\nfn f() {}", []),
        ("#[cfg(off)] /// a\nfn f<A, B>() { /** b */ }\n/// c\nfn g() {}", [[" c"]]),
        ("/// a\n#[cfg(off)]\nmod m;\n/// c\nfn g() {}", [[" c"]]),
        ("#[cfg(off)] /// a\npub(crate) struct S<A, B>(A, B);\n/// c\nfn g() {}", [[" c"]]),
        ("#[cfg(off)] pub fn f(a: [u8; 2]) -> u8 { /** b */ }\n/// c\nfn g() {}", [[" c"]]),
        ("struct S { #[cfg(off)] /// a\npub x: M<A, B>, /// b\ny: u8 }", [[" b"]]),
        ("fn f(#[cfg(off)] a: u8) { /// b\nfn g() {} }", [[" b"]]),
        ("mod m { #![cfg(off)]\n//! a\n/// b\nfn f() {} }\n/// c\nfn g() {}", [[" c"]]),
        ("#![cfg(off)]\n//! a\n/// b\nfn f() {}", []),
        ("#[cfg(on)] /// a\nfn f() {}", [[" a"]]),
        ('r#"/// a"#; \'"\'; "//! b"', []),
        ("/// a", [[" a"]]),
        ("fn f( { /// a\n", [[" a"]]),
        ("#[doc = ", [[""]]),
        ("} /// a\nfn f() {}", [[" a"]]),
    ],
)
def test_documentation_is_grouped_by_items(code: str, found: list[list[str]]) -> None:
    assert items(code) == found


def test_what_is_not_known_to_be_left_out_is_read() -> None:
    code = '#[cfg(off)] /// a\nfn f() {}\n#[cfg(test)] /// b\nmod t {}\n#[cfg_attr(off, doc = "c")] fn g() {}'
    assert items(code, None) == [[" a"], ["c"]]


def test_files_and_macros_are_told_apart() -> None:
    code = '#[doc = include_str!("a.md")] #[doc = concat!("a", "b")] #[doc = $x] fn f() {}'
    (item,) = documentation.read(code).items
    file, *made = item.fragments
    assert file == Fragment(Sugar.ATTRIBUTE, 2, included="a.md")
    assert [(f.made, f.included, f.lines) for f in made] == [(True, None, ())] * 2
    assert [code[f.start : f.start + 5] for f in item.fragments] == ["doc ="] * 3


def test_the_arguments_of_doc_test_hold_where_they_stand() -> None:
    code = (
        "#![doc(test(no_crate_inject))]\n#[doc(test(attr(a)))]\n/// x\nmod m {\n#![doc(test(attr(b)))]\n"
        "/// y\nfn f() {}\n}\n/// z\nfn g() {}\n#[doc(test())] fn h() {}"
    )
    read = documentation.read(code)
    assert read.tests == ("no_crate_inject",)
    assert [item.tests for item in read.items] == [
        ("no_crate_inject", "attr(a)", "attr(b)"),
        ("no_crate_inject", "attr(a)", "attr(b)"),
        ("no_crate_inject",),
    ]


def test_what_a_macro_takes_is_no_documentation() -> None:
    code = "macro_rules! m { ($(#[doc = $text:expr])* $name:ident) => { $(#[doc = $text])* fn $name() {} } }"
    made = [fragment for item in documentation.read(code).items for fragment in item.fragments]
    assert [code[f.start :][: len("doc = $text]")] for f in made if f.made] == ["doc = $text]"]


@pytest.mark.parametrize(
    "piece",
    [
        "#[cfg_attr(on, ",
        "#[cfg(not(",
        "#[cfg(all(a, ",
        "#[doc",
        "#[doc = ",
        "/// a\n",
        "/** a ",
        "{",
        "}",
        "#![cfg(off)]",
        "#[",
        "#",
    ],
)
def test_hostile_text_is_read_in_linear_time(piece: str) -> None:
    started = time.process_time()
    documentation.read(piece * 5000 + "fn f() {}", frozenset({"on"}))
    documentation.read("#[" + piece.removeprefix("#[") * 5000 + "]" + "fn f() {}", frozenset({"on"}))
    assert time.process_time() - started < 20
