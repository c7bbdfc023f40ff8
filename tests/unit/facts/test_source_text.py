"""What the ownership timelines read in a program's own text: macro calls, statements, declarations, names."""

from __future__ import annotations

import pytest

from borrowproof.facts import declarations, place_names, types
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.mir import places
from borrowproof.facts.source_text import Position, Source
from borrowproof.model.timeline import ReferenceKind

CODE = """\
macro_rules! show {
    ($x:expr) => { println!("{}", $x) };
}
fn main() {
    let v = vec![1, 2];
    std::println!("not!(this) {}", v.len()); // nor!(this)
    if !(v.is_empty()) { show!(v[0]); assert!(matches!(v[1], 2)) }
}
"""


def test_macro_calls_are_the_outermost_ones_outside_of_rules_and_text() -> None:
    source = Source(CODE)
    assert [call.name for call in source.macro_calls] == ["vec", "println", "show", "assert"]
    inner = CODE.index("matches!")
    around = source.outermost_macro(inner)
    assert around is not None
    assert (around.name, CODE[around.start : around.end]) == ("assert", "assert!(matches!(v[1], 2))")
    innermost = source.innermost_macro(CODE.index("v[1]"))
    assert innermost is not None
    assert innermost.name == "matches"
    assert source.innermost_macro(innermost.end - 1) == innermost
    assert source.innermost_macro(innermost.end) == around, "behind its bracket"
    assert source.innermost_macro(around.end) is None
    assert source.outermost_macro(CODE.index("let v")) is None
    after = source.macro_after(CODE.index("if !"))
    assert after is not None
    assert after.name == "show"
    assert source.macro_after(around.start + 1) is None


def test_positions_and_offsets() -> None:
    source = Source("añb\nc")
    assert [source.position(n) for n in range(5)] == [
        Position(1, 1),
        Position(1, 2),
        Position(1, 3),
        Position(1, 4),
        Position(2, 1),
    ]
    assert (source.offset(2, 1), source.offset(9, 9)) == (4, 5)
    assert source.in_macro_rules(0) is False
    assert Source(CODE).in_macro_rules(CODE.index("println"))


LAST_STATEMENTS = [
    ("a(); b()", "b()"),
    ("a(); b();", "b();"),
    ("a(); return x;", "return x;"),
    ("if a { b; } else { c; }", "if a { b; } else { c; }"),
    ("if a { b; } x.y()", "x.y()"),
    ("if a { b; }\n.len()", "if a { b; }\n.len()"),
    ("let x = if a { b } else { c }; x", "x"),
    ("a(); match x { A => {} B => { f(); } }", "match x { A => {} B => { f(); } }"),
    ("'outer: loop { break; } done", "done"),
    ("let p = P { x: 1 };", "let p = P { x: 1 };"),
    ("f(|| { a(); b() });", "f(|| { a(); b() });"),
    ("unsafe { a(); } { b(); }", "{ b(); }"),
    ("A => 1, B => 2", "A => 1, B => 2"),
    ("", ""),
]


@pytest.mark.parametrize(("block", "last"), LAST_STATEMENTS)
def test_the_last_statement_of_a_block(block: str, last: str) -> None:
    code = f"fn f() {{ {block} }}"
    source = Source(code)
    opening = code.index("{")
    begins = source.last_statement(opening, source.closing[opening])
    assert code[begins : len(code) - 2] == last


def test_a_line_that_closes_a_block() -> None:
    source = Source("fn f() {\n    if a {\n        b;\n    } else {\n    }\n}\n")
    assert [line for line in range(1, 8) if source.block_closed_on(line)] == [4, 5, 6]
    assert source.block_closed_on(6) == (7, source.code.rindex("}"))


@pytest.mark.parametrize(
    ("code", "jumps"),
    [
        ("fn f() { if a { return ^None; } b }", True),
        ("fn f() { while a { if b { c^; continue } d } }", True),
        ("fn f() { if a { return None; } ^b }", False),
        ("fn f() { if a { returned(^b); } c }", False),
        ("fn f() { if a { loop { break; } ^b } c }", False),
        ("fn f() { if a { return None; ^} b }", True),
        ("fn f() { if a { return None; }^ b }", False),
    ],
)
def test_code_that_leaves_by_a_jump(code: str, jumps: bool) -> None:
    offset = code.index("^")
    source = Source(code.replace("^", ""))
    assert source.leaves_by_jump(offset, code.index("{")) is jumps


@pytest.mark.parametrize(
    ("code", "fields", "types"),
    [
        ("struct Cache<F> where F: Fn(u64) -> u64 { run: F, seen: u8 }", ("run", "seen"), ("F", "u8")),
        ("struct Cache<F: Fn(Vec<u8>) -> Vec<u8>>(F, u8) where F: Clone;", None, ("F", "u8")),
        ("struct Cache<F: Fn()> where F: Fn(u8), { run: F }", ("run",), ("F",)),
    ],
)
def test_the_brackets_of_a_bound_hold_no_fields(
    code: str, fields: tuple[str, ...] | None, types: tuple[str, ...]
) -> None:
    declared = declarations.read(Source(code))
    assert (declared.fields.get(("Cache", "")), declared.types["Cache", ""]) == (fields, types)


def test_declarations() -> None:
    declared = declarations.read(
        Source(
            """
            struct User {
                pub name: String, #[allow(unused)] pub(crate) tags: HashMap<String, Vec<u8>>, r#type: fn(u8) -> u8
            }
            struct Unit; struct Pair(u8, u8); struct Empty {}
            enum Shape { Circle { radius: f64 }, Square(f64), #[default] Path { points: [u8; 2], closed: bool } }
            union Bits { whole: u32, halves: [u16; 2] }
            mod m { struct Twice { a: u8 } } struct Twice { b: u8 }
            impl Drop for User { fn drop(&mut self) {} }
            impl<T: Copy> std::ops::Drop for m::Holder<T> { fn drop(&mut self) {} }
            struct /* { no: u8 } */ Generic<T> where T: Clone { value: T }
            """
        )
    )
    assert declared.fields == {
        ("User", ""): ("name", "tags", "type"),
        ("Empty", ""): (),
        ("Shape", "Circle"): ("radius",),
        ("Shape", "Path"): ("points", "closed"),
        ("Bits", ""): ("whole", "halves"),
        ("Generic", ""): ("value",),
    }
    assert declared.types == {
        ("User", ""): ("String", "HashMap<String, Vec<u8>>", "fn(u8) -> u8"),
        ("Unit", ""): (),
        ("Pair", ""): ("u8", "u8"),
        ("Empty", ""): (),
        ("Shape", "Circle"): ("f64",),
        ("Shape", "Square"): ("f64",),
        ("Shape", "Path"): ("[u8; 2]", "bool"),
        ("Bits", ""): ("u32", "[u16; 2]"),
        ("Generic", ""): ("T",),
    }
    assert (
        declared.field_index("User", "tags"),
        declared.field_index("", "value"),
        declared.field_index("Pair", "1"),
    ) == (
        1,
        0,
        1,
    )
    assert declared.field_index("User", "nothing") is None
    assert declared.unions == {"Bits", "MaybeUninit"}
    assert declared.implement_drop == {"User", "Holder"}
    assert (
        declared.field_name("User", "", 1),
        declared.field_name("User", "", 7),
        declared.field_name("Vec", "", 0),
    ) == (
        "tags",
        "7",
        "0",
    )


@pytest.mark.parametrize(
    ("place", "type_", "text"),
    [
        ("_1", "User", "u"),
        ("(_1.1: u32)", "m::User", "u.age"),
        ("((*_1).0: std::string::String)", "&mut m::User", "u.name"),
        ("(*((*_1).0: &str))", "&User", "*u.name"),
        ("(*_1)", "std::boxed::Box<i32>", "*u"),
        ("(*(*_1))", "&&i32", "**u"),
        ("((_1 as Some).0: m::User)", "Option<User>", "u.0"),
        ("(((_1 as Some).0: m::User).0: String)", "Option<User>", "u.0.name"),
        ("((_1 as Circle).0: f64)", "Shape", "u.radius"),
        ("_1[_2]", "[i32; 3]", "u[_]"),
        ("(*_1)[1 of 2]", "&[i32]", "u[1]"),
        ("(*_1)[-1 of 2]", "&[i32]", "u[len - 1]"),
        ("(_1[_2].0: String)", "[m::User; 3]", "u[_].name"),
        ("_1[1..3]", "[i32; 3]", "u[1..3]"),
    ],
)
def test_places_are_written_as_in_the_program(place: str, type_: str, text: str) -> None:
    known = Declarations(
        {("User", ""): ("name", "age"), ("Shape", "Circle"): ("radius",)}, frozenset(), frozenset(), {}, {}
    )
    parsed = places.parse(place)
    steps = list(zip(parsed.projection, parsed.types, strict=True))
    assert place_names.place_name("u", steps, type_, known) == text


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("std::boxed::Box::<impl FnMut(u32) -> bool + 'a>::new", "Box::new"),
        ("Executor::spawn::<impl Future<Output = ()>>", "Executor::spawn"),
        ("take", "take"),
        ("std::mem::drop::<String>", "drop"),
        ("Vec::<i32>::push", "Vec::push"),
        ("main::inner::<T>", "inner"),
        ("<Vec<i32> as Index<usize>>::index", "Vec::index"),
        ("<&'?18 mut Vec<i32> as IntoIterator>::into_iter", "Vec::into_iter"),
        ("<{closure@src/main.rs:12:13: 12:20} as Fn<()>>::call", "Fn::call"),
        ("<dyn Shape as Shape>::area", "Shape::area"),
        ("core::str::<impl str>::len", "str::len"),
        ("std::slice::<impl [i32]>::iter", "slice::iter"),
        ("std::ptr::const_ptr::<impl *const T>::add", "pointer::add"),
        ("main::<impl Trait for Foo<u8>>::f", "Foo::f"),
        ("<T as Clone>::clone", "T::clone"),
        ("<Self as Shape>::area", "Shape::area"),
        ("Foo::<{ 3 }>::bar", "Foo::bar"),
        ("<u8 as Into<u32>>::into", "u8::into"),
    ],
)
def test_callees_have_the_names_that_readers_know(path: str, name: str) -> None:
    assert place_names.callee_name(path) == name


def test_functions_of_impls_have_the_name_of_their_type() -> None:
    header = "impl<T: Fn(u8) -> u8> Stack<T> where T: Clone {"
    source = Source(f"{header}\n}}\nunsafe impl Send for m::Wrapper {{}}\n#[derive(Debug)]\nstruct S;\n")
    assert place_names.function_name("<impl at src/main.rs:1:1: 1:48>::push", source) == "Stack::push"
    assert place_names.function_name("<impl at src/main.rs:3:1: 3:32>::go", source) == "Wrapper::go"
    assert place_names.function_name("m::free", source) == "m::free"
    assert not place_names.is_derived("<impl at src/main.rs:1:1: 1:48>::push", source)
    assert place_names.is_derived("<impl at src/main.rs:4:10: 4:15>::fmt", source)


@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("std::vec::Vec<std::string::String>", "Vec<String>"),
        ("&'?3 mut std::vec::Vec<&'?4 str>", "&mut Vec<&str>"),
        ("std::fmt::Arguments<'_>", "Arguments<'_>"),
        ("main::Parser<'?7, '?8>", "Parser<'_>"),
        ("std::boxed::Box<dyn main::Shape + '?9>", "Box<dyn Shape>"),
        ("{closure@src/main.rs:1:2: 1:9}", "closure"),
        ("&{async block@src/main.rs:1:2: 1:9}", "&async block"),
        ("[std::string::String; 3]", "[String; 3]"),
        ("<T as std::iter::Iterator>::Item", "<T as Iterator>::Item"),
        ("fn(u32) -> u32", "fn(u32) -> u32"),
        ("fn(i32) -> i32 {main::double}", "fn(i32) -> i32 {double}"),
        ("for<'a> fn(&'a str) -> &'a str", "fn(&str) -> &str"),
        ("for<'a> fn(&'a str, &'a str) -> &'a str", "for<'a> fn(&'a str, &'a str) -> &'a str"),
        (
            "std::vec::Vec<std::boxed::Box<dyn for<'a> std::ops::FnMut(&'a str, u8) -> bool + std::marker::Send>>",
            "Vec<Box<dyn FnMut(&str, u8) -> bool + Send>>",
        ),
        ("&dyn std::ops::Fn(i32) -> i32 + std::marker::Sync", "&(dyn Fn(i32) -> i32 + Sync)"),
        ("(&mut dyn std::fmt::Display + std::marker::Sync, u8)", "(&mut (dyn Display + Sync), u8)"),
        ("&dyn std::fmt::Display", "&dyn Display"),
    ],
)
def test_types_are_shown_short(type_: str, shown: str) -> None:
    assert types.display(type_) == shown


def test_questions_about_types() -> None:
    assert types.reference_kind("&str") is ReferenceKind.SHARED
    assert types.reference_kind("&'?3 mut T") is ReferenceKind.MUTABLE
    assert types.reference_kind("std::boxed::Box<&T>") is None
    assert types.pointee("&'?3 mut (u8, T)") == "(u8, T)"
    assert types.pointee("std::boxed::Box<(u8, T), A>") == "(u8, T)"
    assert types.pointee("*const [u8]") == "[u8]"
    assert types.pointee("Vec<T>") == ""
    assert types.element_type("[fn(u8) -> u8; 2]") == "fn(u8) -> u8"
    assert (types.is_slice("[u8]"), types.is_slice("[u8; 2]"), types.is_slice("u8")) == (True, False, False)
    assert types.head("m::Pair<u8>") == "Pair"
