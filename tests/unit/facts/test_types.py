"""What the spelling of a type in MIR tells."""

from __future__ import annotations

import pytest

from borrowproof.facts import types
from borrowproof.model.timeline import ReferenceKind

SHARED, MUTABLE = ReferenceKind.SHARED, ReferenceKind.MUTABLE


@pytest.mark.parametrize(
    ("type_", "kind", "pointee"),
    [
        ("&str", SHARED, "str"),
        ("&mut Vec<u8>", MUTABLE, "Vec<u8>"),
        ("&'?3 mut T", MUTABLE, "T"),
        ("&'a [u8]", SHARED, "[u8]"),
        ("&'{erased} str", SHARED, "str"),
        ("&mutable", SHARED, "mutable"),
        ("&&mut u8", SHARED, "&mut u8"),
        ("*const u8", None, "u8"),
        ("*mut T", None, "T"),
        ("std::boxed::Box<Vec<(u8, u8)>>", None, "Vec<(u8, u8)>"),
        ("Box<[u8; 3], A>", None, "[u8; 3]"),
        ("std::vec::Vec<&u8>", None, ""),
        ("BoxOf<u8>", None, ""),
        ("u8", None, ""),
    ],
)
def test_what_a_pointer_points_to(type_: str, kind: ReferenceKind | None, pointee: str) -> None:
    assert types.reference_kind(type_) is kind
    assert types.pointee(type_) == pointee
    assert types.is_pointer(type_) is type_.startswith("*")
    assert types.is_box(type_) is ("Box<" in type_)


@pytest.mark.parametrize(
    ("type_", "element", "is_slice"),
    [
        *(("[u8]", "u8", True), ("[(u8, [u8; 2]); 3]", "(u8, [u8; 2])", False), ("[[u8; 2]]", "[u8; 2]", True)),
        *(("Vec<[u8]>", "", False), ("&[u8]", "", False)),
    ],
)
def test_what_an_array_or_a_slice_holds(type_: str, element: str, is_slice: bool) -> None:
    assert types.element_type(type_) == element
    assert types.is_slice(type_) is is_slice


@pytest.mark.parametrize(
    ("type_", "head"),
    [("std::vec::Vec<i32>", "Vec"), ("Song", "Song"), ("[i32; 3]", ""), ("&Song", ""), ("a::B::C", "C"), ("()", "")],
)
def test_the_head_of_a_type_is_its_last_name(type_: str, head: str) -> None:
    assert types.head(type_) == head


@pytest.mark.parametrize(
    ("type_", "copied", "undropped"),
    [
        *((plain, True, True) for plain in ("u8", "isize", "f64", "bool", "char", "()", "&str", "*mut u8", "*const T")),
        *((kept, False, True) for kept in ("&mut u8", "fn(u8)", "unsafe fn(u8)", 'extern "C" fn()')),
        *((owned, False, False) for owned in ("std::string::String", "u8x", "T", "(u8, u8)", "[u8; 2]", "function")),
    ],
)
def test_a_spelling_may_tell_what_is_copied_and_never_dropped(type_: str, copied: bool, undropped: bool) -> None:
    assert types.is_plain_copy(type_) is copied
    assert types.needs_no_drop(type_) is undropped


@pytest.mark.parametrize(
    ("type_", "qualified", "display"),
    [
        ("std::vec::Vec<std::string::String>", "std::vec::Vec<std::string::String>", "Vec<String>"),
        ("&'?3 mut std::string::String", "&mut std::string::String", "&mut String"),
        ("&'{erased} str", "&str", "&str"),
        ("std::slice::Iter<'?7, u8>", "std::slice::Iter<'_, u8>", "Iter<'_, u8>"),
        ("a::B<'?1, '?2>", "a::B<'_>", "B<'_>"),
        ("std::boxed::Box<dyn std::fmt::Debug + '?9>", "std::boxed::Box<dyn std::fmt::Debug>", "Box<dyn Debug>"),
        ("{closure@src/main.rs:2:3: 2:5}", "closure", "closure"),
        ("{async block@src/main.rs:2:3: 2:5}", "async block", "async block"),
        ("&'a str", "&'a str", "&'a str"),
        ("for<'a> fn(&'a str) -> &'a str", "fn(&str) -> &str", "fn(&str) -> &str"),
        ("for<'a> fn(&'a str, &'a str)", "for<'a> fn(&'a str, &'a str)", "for<'a> fn(&'a str, &'a str)"),
        ("for<'a> fn(a::Held<'a>) -> a::Held<'a>", "fn(a::Held<'_>) -> a::Held<'_>", "fn(Held<'_>) -> Held<'_>"),
        ("&'?1 dyn std::fmt::Display + Sync", "&(dyn std::fmt::Display + Sync)", "&(dyn Display + Sync)"),
        ("&'?1 dyn std::fmt::Display", "&dyn std::fmt::Display", "&dyn Display"),
    ],
)
def test_a_type_is_spelt_as_one_writes_it(type_: str, qualified: str, display: str) -> None:
    assert types.qualified(type_) == qualified
    assert types.display(type_) == display
