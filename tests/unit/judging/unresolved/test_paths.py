"""An import or a path whose first word leads nowhere."""

from __future__ import annotations

import pytest

from borrowproof.judging.unresolved import paths
from borrowproof.judging.unresolved.lacks import Lack
from borrowproof.model.diagnostic import Diagnostic, Span
from tests.unit.judging.unresolved.errors_by_hand import at, error, told

UNLINKED = "use of unresolved module or unlinked crate `{}`"
CARGO = "if you wanted to use a crate named `{}`, use `cargo add {}` to add it to your `Cargo.toml`"


@pytest.mark.parametrize(
    ("message", "crates"),
    [
        ("can't find crate for `rand`", ["rand"]),
        ("can't find crate for `std`", []),
        ("can't find crate for `core`", []),
        ("can't find crate for `sdt`", []),
        ("can't find a crate", []),
    ],
)
def test_what_extern_crate_lacks(message: str, crates: list[str]) -> None:
    found = paths.of_extern_crate(error("E0463", message))
    assert [(each.lack, each.name) for each in found] == [(Lack.CRATE, name) for name in crates]


def imported(code: str, name: str, *children: Diagnostic, label: str = UNLINKED, number: str = "E0432") -> list[str]:
    """What an import lacks whose first word is `name`."""
    message = f"unresolved import `{name}`"
    span = at(1, code.index(name) + 1, len(name), label.format(name))
    found = paths.of_path(error(number, message, *children, spans=(span,)), code)
    return [f"{each.lack} {each.name}" for each in found]


@pytest.mark.parametrize(
    ("code", "name", "lacks"),
    [
        ("use serde::Serialize;", "serde", ["crate serde"]),
        ("use serde;", "serde", ["crate serde"]),
        ("use mpsc::channel;", "mpsc", ["std mpsc"]),
        ("use fmt::{self, Display};", "fmt", ["std fmt"]),
        ("use num::BigInt;", "num", ["crate num"]),
        ("use num::{BigInt, Wrapping};", "num", ["crate num"]),
        ("use num::Wrapping;", "num", ["std num"]),
        ("use num;", "num", ["std num"]),
        ("use sdt::fmt;", "sdt", []),
        ("use st::fmt;", "st", []),
        ("use st::helper;", "st", ["crate st"]),
        ("use Shape::Circle;", "Shape", ["name Shape"]),
        ("use Shape::{Circle, Square};", "Shape", ["name Shape"]),
        ("use Shape::{circle};", "Shape", ["name Shape"]),
        ("use Shape::*;", "Shape", ["name Shape"]),
        ("use Shape :: { Circle };", "Shape", ["name Shape"]),
        ("use Shape::circle;", "Shape", ["crate Shape"]),
        ("use shape::*;", "shape", ["crate shape"]),
        ("use shape::Circle;", "shape", ["crate shape"]),
    ],
)
def test_what_an_import_lacks(code: str, name: str, lacks: list[str]) -> None:
    assert imported(code, name) == lacks


@pytest.mark.parametrize(
    "label",
    [
        "no external crate `{}`",
        "could not find `{}` in the list of imported crates",
        "no `{}` in the root",
        "use of undeclared type `{}`",
        "use of undeclared crate or module `{}`",
        "maybe a missing crate `{}`?",
        "use of unresolved module `{}`",
        "what another rustc says",  # then its message names it
    ],
)
def test_rustc_has_many_words_for_it(label: str) -> None:
    assert imported("use serde::Serialize;", "serde", label=label) == ["crate serde"]


@pytest.mark.parametrize(
    ("child", "lacks"),
    [
        (told(CARGO.format("thread", "thread")), ["std thread"]),
        (told("consider importing this module", "use std::thread;"), ["std thread"]),
        (told("consider importing this module", "use crate::a::thread;"), []),
        (told("consider importing one of these", "use crate::a::thread;", "use std::thread;"), ["std thread"]),
        (told("consider adding it", "extern crate a::b;"), ["std thread"]),
        (told("there is a crate or module with a similar name", "std"), ["std thread"]),
        (told("there is a crate or module with a similar name", "threads"), []),
        (told("there is something with a similar name", "threads"), ["std thread"]),
    ],
)
def test_a_help_has_the_last_word(child: Diagnostic, lacks: list[str]) -> None:
    assert imported("use thread::spawn;", "thread", child) == lacks


def reached(code: str, name: str, *children: Diagnostic, message: str = "cannot find `{}` in this scope") -> list[str]:
    """What a path in an expression lacks whose first word is `name`."""
    span = at(1, code.index(name) + 1, len(name), UNLINKED.format(name))
    found = paths.of_path(error("E0433", message.format(name), *children, spans=(span,)), code)
    return [f"{each.lack} {each.name}" for each in found]


def test_a_path_may_lead_to_a_module_that_nobody_imports() -> None:
    asked = told(CARGO.format("watcher", "watcher"))
    assert reached("watcher::run()", "watcher", asked) == ["path watcher"]
    assert reached("watcher::run()", "watcher", asked, message="failed to resolve: {}") == ["crate watcher"]
    assert reached("watcher::run!()", "watcher") == ["crate watcher"], "before a `!` rustc asks nobody"
    assert reached("use watcher::run;", "watcher", asked) == ["crate watcher"]


def test_where_rustc_looked_into_std_it_has_the_last_word() -> None:
    asked = told(CARGO.format("ptr", "ptr"))
    assert reached("ptr::addr_of!(a)", "ptr") == ["std ptr"]
    assert reached("ptr::run()", "ptr", asked) == ["path ptr"]
    assert reached("ptr::run()", "ptr", told("consider importing this module", "use std::ptr;")) == ["std ptr"]
    assert reached("Shape::circle()", "Shape", asked) == ["path Shape"]


def test_paths_of_the_program_itself_lack_nothing() -> None:
    for path in ("crate", "crate::a", "self::a", "super"):
        assert paths.of_path(error("E0432", f"unresolved import `{path}`", spans=(at(1, 5),)), "use a;") == ()
    assert paths.of_path(error("E0432", "unresolved import", spans=(at(1, 5, 1, "no crate"),)), "use a;") == ()


def test_one_mistake_among_several_makes_all_of_them_mistakes() -> None:
    code = "use {serde::A, sdt::fmt, tokio::B};"

    def spans(*names: str) -> tuple[Span, ...]:
        return tuple(at(1, code.index(name) + 1, len(name), UNLINKED.format(name)) for name in names)

    message = "unresolved imports `serde`, `tokio`"
    found = paths.of_path(error("E0432", message, spans=spans("serde", "tokio")), code)
    assert [each.name for each in found] == ["serde", "tokio"]
    assert paths.of_path(error("E0432", message, spans=spans("serde", "sdt")), code) == ()
    aside = at(1, code.index("sdt") + 1, 3, UNLINKED.format("sdt"), primary=False)
    found = paths.of_path(error("E0432", message, spans=(*spans("serde"), aside)), code)
    assert [each.name for each in found] == ["serde"]


def test_beside_a_glob_an_import_has_no_label() -> None:
    code = "use serde::*;\nuse serde::de;"
    for message in ("unresolved import `serde::de`", "unresolved imports `serde::de`, `serde::ser`"):
        found = paths.of_path(error("E0432", message, spans=(at(2, 5, 5),)), code)
        assert [(each.lack, each.name) for each in found] == [(Lack.CRATE, "serde")]
        labelled = at(2, 5, 5, "no `de` here")
        assert paths.of_path(error("E0432", message, spans=(labelled,)), code) == ()


def test_the_line_of_the_path_is_read() -> None:
    code = "use num::BigInt;\n\n    use num::Wrapping;"
    span = at(3, 9, 3, UNLINKED.format("num"))
    found = paths.of_path(error("E0432", "unresolved import `num`", spans=(span,)), code)
    assert [(each.lack, each.name) for each in found] == [(Lack.STD, "num")]
    twice = "use num::BigInt; use num::Wrapping;"
    for column, lack in ((5, Lack.CRATE), (22, Lack.STD)):
        span = at(1, column, 3, UNLINKED.format("num"))
        found = paths.of_path(error("E0432", "unresolved import `num`", spans=(span,)), twice)
        assert [each.lack for each in found] == [lack]


def test_without_a_place_only_the_help_tells() -> None:
    missing = told(CARGO.format("serde", "serde"))
    for broken in (error("E0432", "no", missing), error("E0432", "you might be missing a crate named `serde`")):
        assert [(each.lack, each.name) for each in paths.of_path(broken, "")] == [(Lack.CRATE, "serde")]
    assert paths.of_path(error("E0432", "no", told("something else")), "") == ()


@pytest.mark.parametrize(
    ("code", "label", "lacks"),
    [
        ("mod a { pub mod watcher {} }\nfn main() { watcher::go(); }", UNLINKED, []),
        ("// mod watcher\nfn main() { watcher::go(); }", UNLINKED, [(Lack.CRATE, "watcher")]),
        ("mod watchers {}\nfn main() { watcher::go(); }", UNLINKED, [(Lack.CRATE, "watcher")]),
        (
            "mod a { pub mod watcher {} }\nfn main() { ::watcher::go(); }",
            "could not find `{}` in the list of imported crates",
            [(Lack.CRATE, "watcher")],
        ),
    ],
)
def test_a_module_of_the_program_is_no_crate(code: str, label: str, lacks: list[tuple[Lack, str]]) -> None:
    span = at(2, code.split("\n")[1].index("watcher") + 1, 7, label.format("watcher"))
    found = paths.of_path(error("E0433", "cannot find module or crate `watcher`", spans=(span,)), code)
    assert [(each.lack, each.name) for each in found] == lacks


@pytest.mark.parametrize(
    ("code", "word", "number", "message", "label", "misspelt"),
    [
        ("use std::colections::A;", "colections", "E0432", "unresolved import `std::colections`", "x", True),
        ("use std::{fmt::{A}};", "fmt::{A}", "E0432", "unresolved imports `std::fmt::A`, `b`", "no `A` in `fmt`", True),
        ("std :: sync::atomik::A", "atomik", "E0433", "cannot find `atomik` in `sync`", "could not find it", True),
        ("let a = sdt::fmt::A;", "sdt", "E0433", "cannot find module or crate `sdt`", UNLINKED.format("sdt"), True),
        ("mod sdt {} sdt::fmt::A;", "sdt::", "E0433", "cannot find it", UNLINKED.format("sdt"), False),
        ("use serde::A;", "serde", "E0432", "unresolved import `serde`", UNLINKED.format("serde"), False),
        ("use crate::a;", "crate::a", "E0432", "unresolved import `crate::a`", "no `a` in the root", False),
        ("a::std::b", "b", "E0433", "cannot find `b` in `std`", "could not find `b` in `std`", False),
        ("use std::colections::A;", "colections", "E0603", "it is private", "private", False),
    ],
)
def test_what_misspells_std(code: str, word: str, number: str, message: str, label: str, misspelt: bool) -> None:
    span = at(1, code.index(word) + 1, len(word), label)
    assert paths.misspells_std(error(number, message, spans=(span,)), code) is misspelt
