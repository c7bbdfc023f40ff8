"""Types as text: which spellings mean the same type, and what is no type."""

from __future__ import annotations

import pytest

from borrowproof.syntax import type_text, use_declarations
from borrowproof.syntax.type_text import NotAType

NO_NAMES = use_declarations.read("")


def same(written: str, meant: str, code: str = "") -> bool:
    return type_text.same(type_text.read(written), type_text.read(meant), use_declarations.read(code))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i32", "i32"),
        ("String", "std::string::String"),
        ("std::string::String", "std::string::String"),
        ("::std::string::String", "std::string::String"),
        ("alloc::string::String", "std::string::String"),
        ("string::String", "std::string::String"),
        ("Vec< & str >", "std::vec::Vec<&str>"),
        ("Vec<&'static str>", "std::vec::Vec<&str>"),
        ("Vec<i32,>", "std::vec::Vec<i32>"),
        ("Vec::<i32>", "std::vec::Vec<i32>"),
        ("Iter<i32>", "std::slice::Iter<'_, i32>"),
        ("slice::Iter<'_, i32>", "std::slice::Iter<'_, i32>"),
        ("Ref<str>", "std::cell::Ref<'_, str>"),
        ("Chars", "std::str::Chars<'_>"),
        ("&mut [u8; 4]", "&mut [u8; 4]"),
        ("(i32, &str,)", "(i32, &str)"),
        ("(i32,)", "(i32,)"),
        ("()", "()"),
        ("&(dyn Display + Sync)", "&(dyn std::fmt::Display + std::marker::Sync)"),
        ("Box<(dyn Fn(i32,) -> (i32))>", "std::boxed::Box<dyn std::ops::Fn(i32) -> i32>"),
        ("Box<dyn Fn(&str) + 'static>", "std::boxed::Box<dyn std::ops::Fn(&str)>"),
        ("for<'a> fn(&'a str) -> &'a str", "fn(&str) -> &str"),
        ("impl Future<Output=String>", "impl std::future::Future<Output = std::string::String>"),
        ("Map<Iter<'_, i32>, closure>", "std::iter::Map<std::slice::Iter<'_, i32>, closure>"),
        ("async block", "async block"),
        ("fn(i32) -> i32 {double}", "fn(i32) -> i32 {double}"),
        ("*const u8", "*const u8"),
        ("<T as Iterator>::Item", "<T as std::iter::Iterator>::Item"),
        ('extern "C" fn(i32)', 'extern "C" fn(i32)'),
        ("shop::Item", "shop::Item"),
        ("crate::shop::Item", "shop::Item"),
        ("Item", "shop::Item"),
        ("Local", "main::Local"),
        ("std::collections::hash_map::HashMap<u8, u8>", "std::collections::HashMap<u8, u8>"),
        ("std::string::String", "String"),  # as rustc shortens it in a closure
    ],
)
def test_spellings_of_one_type(written: str, meant: str) -> None:
    assert same(written, meant)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("i64", "i32"),
        ("&String", "std::string::String"),
        ("&str", "&mut str"),
        ("my::String", "std::string::String"),
        ("crate::Item", "shop::Item"),
        ("std::array::IntoIter<u8>", "std::vec::IntoIter<u8>"),
        ("array::IntoIter<u8>", "std::vec::IntoIter<u8>"),
        ("Vec<i32>", "std::vec::Vec<i64>"),
        ("(i32)", "(i32,)"),
        ("[u8; 3]", "[u8; 4]"),
        ("[u8]", "[u8; 4]"),
        ("std::shop::Item", "shop::Item"),
        ("other::Song", "Song"),
        ("Box<dyn Fn(i32)>", "std::boxed::Box<dyn std::ops::FnMut(i32)>"),
        ("closure", "async block"),
    ],
)
def test_other_types(written: str, meant: str) -> None:
    assert not same(written, meant)


@pytest.mark.parametrize(
    ("code", "written", "meant", "expected"),
    [
        ("use std::collections::HashMap as Map;", "Map<u8, u8>", "std::collections::HashMap<u8, u8>", True),
        ("use std::{array::IntoIter, rc::{self, Rc as R}};", "IntoIter<u8>", "std::vec::IntoIter<u8>", False),
        ("use std::{array::IntoIter, rc::{self, Rc as R}};", "IntoIter<u8>", "std::array::IntoIter<u8>", True),
        ("use std::{array::IntoIter, rc::{self, Rc as R}};", "R<rc::Weak<u8>>", "std::rc::Rc<std::rc::Weak<u8>>", True),
        ("struct String;", "String", "std::string::String", False),
        ("struct String;", "String", "String", True),
        ("struct String;", "std::string::String", "String", False),
        ("mod shop { pub struct Item; } use shop::Item;", "Item", "shop::Item", True),
        ("mod shop { pub struct Item; } use crate::shop::Item as It;", "It", "shop::Item", True),
        ('const A: &str = "use std::vec::IntoIter;";', "IntoIter<u8>", "std::array::IntoIter<u8>", True),
        ("use std::fmt::*;", "Formatter", "std::fmt::Formatter<'_>", True),
    ],
)
def test_names_mean_what_the_program_says(code: str, written: str, meant: str, expected: bool) -> None:
    assert same(written, meant, code) is expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is none"),
        ("Vec<i32", "a `>` is missing"),
        ("Vec<i32>>", "`>` closes nothing"),
        ("a string", "nothing stands between `a` and `string`"),
        ("i32 // so", "`/` stands in no type"),
        ("`i32`", "`` ` `` stands in no type"),
    ],
)
def test_what_is_no_type(text: str, why: str) -> None:
    with pytest.raises(NotAType) as refused:
        type_text.read(text)
    assert str(refused.value).replace("```", "`` ` ``") == why


def test_lifetimes_with_a_name() -> None:
    assert type_text.lifetimes("for<'x> fn(&'x str, Ref<'_, &'a u8>) + 'static") == ("'a", "'static")
