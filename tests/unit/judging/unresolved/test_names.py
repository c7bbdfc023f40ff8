"""A name that nothing has: missing, forgotten to be imported, or a mistake."""

from __future__ import annotations

import pytest

from borrowproof.judging.unresolved import names
from borrowproof.judging.unresolved.lacks import Lack, Unresolved
from borrowproof.judging.unresolved.suggestions import suggested, suggestions
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from tests.unit.judging.unresolved.errors_by_hand import error, told

FUNCTION = "cannot find function `load` in this scope"
VALUE = "cannot find value `counter` in this scope"
TYPE = "cannot find type `T` in this scope"
LITERAL = "cannot find struct, variant or union type `Node` in this scope"
CALL = "cannot find function, tuple struct or tuple variant `Note` in this scope"
LONGER = "cannot find type `Table` in this scope"


def lacking(message: str, *children: Diagnostic, code: str = "fn main() {}") -> list[tuple[Lack, str]]:
    return [(found.lack, found.name) for found in names.of_name(error("E0425", message, *children), code)]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        (FUNCTION, "load"),
        ("cannot find struct, variant or union type `Table` in this scope", "Table"),
        ("cannot find function, tuple struct or tuple variant `load` in this scope", "load"),
        ("failed to resolve: use of undeclared type `Table`", "Table"),
        ("expected trait, found derive macro `Deserialize`", "Deserialize"),
        ("expected value, found macro `line`", "line"),
        ("expected value, found built-in attribute `path`", "path"),
    ],
)
def test_a_name_that_nothing_has_is_missing(message: str, name: str) -> None:
    assert names.is_of_name(error("E0425", message))
    assert lacking(message) == [(Lack.NAME, name)]


@pytest.mark.parametrize(
    "message",
    [
        "mismatched types",
        "cannot find module or crate `serde` in this scope",
        "cannot find function `load` in module `a`",
        f"note: {FUNCTION}",
        f"{FUNCTION} or another",
    ],
)
def test_other_errors_are_not_about_a_name(message: str) -> None:
    assert not names.is_of_name(error("E0425", message))


def test_no_program_lacks_self() -> None:
    assert lacking("cannot find type `Self` in this scope") == []
    assert lacking("mismatched types") == []


@pytest.mark.parametrize(
    ("message", "child", "lack"),
    [
        (LONGER, told("consider importing this struct", "use std::collections::HashMap;\n"), Lack.STD),
        (LONGER, told("consider importing one of these", "use core::a::T;", "use alloc::b::T;"), Lack.STD),
        (LONGER, told("consider importing this struct", "std::rc::"), Lack.STD),
        (LONGER, told("consider importing one of these", "use std::a::T;", "use crate::b::T;"), None),
        (LONGER, told("consider importing this struct", "use crate::a::Table;\n"), None),
        (FUNCTION, told("consider importing this function", "use std::fs::load;"), Lack.STD),
        (VALUE, told("consider importing this function", "use std::hint::counter;"), Lack.NAME),
        (VALUE, told("consider importing this constant", "use std::f64::consts::PI;"), Lack.STD),
        (TYPE, told("you might be missing a type parameter", "<T>"), Lack.PARAMETER),
        (LONGER, told("you might be missing a type parameter", "<Table>"), Lack.NAME),
        (LONGER, told("if you wanted to use a crate named `Table`, use `cargo add`"), Lack.NAME),
        (LONGER, told("you might be missing a crate named `Table`"), Lack.NAME),
        (LONGER, told("there is an enum variant `std::a::Table`; try using the enum"), Lack.NAME),
        (LONGER, told("there is an enum variant `crate::a::Table`; try using the enum"), None),
        (LONGER, told("have you added the `#[macro_use]` on the module/import?"), Lack.NAME),
        (LONGER, told("use the `.` operator to call the method"), None),
        (FUNCTION, told("use the `.` operator to call the method `Fn::call` on `&fn() {load}`"), Lack.NAME),
        (LONGER, told("a self type with a similar name exists", "Self"), Lack.NAME),
        (LITERAL, told("a variant with a similar name exists", "None"), Lack.NAME),
        (LITERAL, told("a struct with a similar name exists", "Nodes"), None),
        (CALL, told("a unit variant with a similar name exists", "None"), Lack.NAME),
        (LITERAL, told("consider importing this struct", "use std::cell::Node;"), Lack.NAME),
        (LITERAL, told("consider importing this struct", "use std::ops::Range;"), Lack.STD),
        (VALUE, told("perhaps you intended to use this type", "f64"), Lack.NAME),
        (TYPE, told("perhaps you intended to use this type", "f64"), None),
    ],
)
def test_a_help_tells_what_a_missing_name_is(message: str, child: Diagnostic, lack: Lack | None) -> None:
    name = message.split("`")[1]
    assert lacking(message, child) == ([] if lack is None else [(lack, name)])


@pytest.mark.parametrize(
    ("written", "meant", "mistake"),
    [
        *(("conuter", "counter", True), ("counte", "counter", True), ("a", "b", False), ("s1", "s2", False)),
        *(("abc", "abd", False), ("abcd", "abce", True), ("ab", "ba", True), ("i33", "i32", True), ("f2", "u64", True)),
        *(("count1", "count2", False), ("counter", "table", False), ("i3", "j32", False)),
    ],
)
def test_a_similar_name_is_a_mistake_where_a_slip_makes_it(written: str, meant: str, mistake: bool) -> None:
    message = f"cannot find value `{written}` in this scope"
    for said in ("a local variable with a similar name exists", "an enum with a similar name exists"):
        assert lacking(message, told(said, meant)) == ([] if mistake else [(Lack.NAME, written)])


def test_what_std_has_goes_before_a_parameter_and_a_mistake_before_both() -> None:
    parameter = told("you might be missing a type parameter", "<T>")
    of_std, own = (told("consider importing this struct", f"use {root}::a::T;") for root in ("std", "crate"))
    assert lacking(TYPE, parameter, of_std) == [(Lack.STD, "T")]
    assert lacking(TYPE, parameter, told("you might be missing a crate named `T`")) == [(Lack.PARAMETER, "T")]
    assert lacking(TYPE, parameter, of_std, own) == []


DEFINED = (
    *("fn load() {}", "mod a { pub const load: u8 = 1; }", "static mut load: u8 = 1;", "macro_rules! load { }"),
    *("struct load;", "enum load {}", "union load {}", "trait load {}", "mod load {}", "type load = u8;"),
    *("enum A { load }", "enum A { B(u8), load(u8) }", "enum A<T> { B,\n #[a(b)] #[c]\n load(T) }"),
    *("let load = 1;", "let mut load = 1;", "let (a, load) = b;", "let load: u8;", "for load in a {}"),
    "for (a, load) in b {}",
)
UNDEFINED = (
    *(
        "load();",
        "// fn load() {}",
        '"fn load()"',
        "fn loads() {}",
        "let a = load;",
        "let a: load = 1;",
        "enum A {} load",
    ),
    *("let a; load;", "for a in load {}", "fn a() { load }", "xfn load", "enum A { B } load", "enum A { loads }"),
)


@pytest.mark.parametrize("code", DEFINED)
def test_a_name_that_the_program_defines_is_out_of_reach(code: str) -> None:
    assert lacking(FUNCTION, code=code) == []
    assert lacking("expected value, found macro `load`", code=code) == []


@pytest.mark.parametrize("code", UNDEFINED)
def test_a_name_that_is_only_used_is_missing(code: str) -> None:
    assert lacking(FUNCTION, code=code) == [(Lack.NAME, "load")]


def test_helps_are_read_without_white_space_and_in_order() -> None:
    child = Diagnostic(
        Level.HELP,
        None,
        "a",
        tuple(Span(1, 1, 1, 1, primary=True, suggested_replacement=text) for text in (" b\n", None, " \n", "c")),
    )
    assert suggested(child) == ["b", "c"]
    assert suggested(told("a", "b", level=Level.NOTE)) == []
    assert suggestions(error("E0425", "a", child, told("d", "e"))) == ["b", "c", "e"]


def test_what_is_missing_is_told_once_for_each_error() -> None:
    assert names.of_name(error("E0425", FUNCTION), "") == (Unresolved(Lack.NAME, "load"),)
