"""Values of every kind that is decoded, as expressions of programs that print them."""

from __future__ import annotations

from dataclasses import dataclass

PRELUDE = """
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::num::NonZeroU16;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::atomic::{AtomicBool, AtomicI64};
use std::sync::{Arc, Mutex, OnceLock, RwLock};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point { x: i32, y: u8 }
#[derive(Debug)]
struct Pair(u8, String);
#[derive(Debug)]
struct Nothing;
#[derive(Debug)]
enum Shape { Empty, Circle(f64), Named { name: String, sides: u16 } }
#[derive(Debug, Clone, Copy)]
#[repr(i16)]
enum Level { Low = -3, High = 300 }
#[derive(Debug)]
struct Wrapper<T> { inner: T, tag: &'static str }
#[derive(Debug)]
enum List { Cons(i32, Box<List>), Nil }
static WORDS: [&str; 2] = ["in", "static"];
static mut COUNTER: u32 = 3;
fn double(n: i32) -> i32 { n * 2 }
"""


@dataclass(frozen=True)
class Case:
    """An expression, and its type where it needs one. `before` are statements in front of it."""

    name: str
    expression: str
    type: str = ""
    before: str = ""


CASES = [
    Case("i8", "-5i8"),
    Case("u16", "300u16"),
    Case("i64", "i64::MIN"),
    Case("u128", "1u128 << 100"),
    Case("i128", "-1i128"),
    Case("usize", "usize::MAX"),
    Case("f64", "0.1f64"),
    Case("f64_whole", "2.0f64"),
    Case("f64_large", "1e300f64"),
    Case("f64_small", "1e-7f64"),
    Case("f64_infinite", "f64::NEG_INFINITY"),
    Case("f32", "1.1f32"),
    Case("f32_large", "16777216f32"),
    Case("bool", "true"),
    Case("char", "'ß'"),
    Case("char_far", "'🦀'"),
    Case("unit", "()"),
    Case("literal", '"text"'),
    Case("literal_empty", '""'),
    Case("text_slice", "&owned[1..3]", before='let owned = String::from("héllo");'),
    Case("tuple", "(1, 'x', \"y\", 2.5f32)"),
    Case("tuple_one", "(7u8,)"),
    Case("array", "[1i16, -2, 3]"),
    Case("array_of_arrays", "[[1u8, 2], [3, 4]]"),
    Case("slice", "&numbers[1..]", before="let numbers = [1, 2, 3];"),
    Case("struct_", "Point { x: -1, y: 2 }"),
    Case("tuple_struct", 'Pair(1, String::from("p"))'),
    Case("unit_struct", "Nothing"),
    Case("generic_struct", 'Wrapper { inner: Some(1u8), tag: "t" }'),
    Case("enum_empty", "Shape::Empty"),
    Case("enum_tuple", "Shape::Circle(1.5)"),
    Case("enum_struct", 'Shape::Named { name: String::from("n"), sides: 4 }'),
    Case("enum_plain", "Level::Low"),
    Case("enum_plain_high", "Level::High"),
    Case("none", "None", "Option<i32>"),
    Case("some", "Some(5)", "Option<i32>"),
    Case("niche_reference_none", "None", "Option<&i32>"),
    Case("niche_reference_some", "Some(&number)", "Option<&i32>", "let number = 4;"),
    Case("niche_box_none", "None", "Option<Box<i32>>"),
    Case("niche_box_some", "Some(Box::new(4))", "Option<Box<i32>>"),
    Case("niche_string", "None", "Option<String>"),
    Case("niche_char", "Some('c')", "Option<char>"),
    Case("niche_bool", "Some(false)", "Option<bool>"),
    Case("niche_nested", "Some(None)", "Option<Option<bool>>"),
    Case("niche_nonzero", "None", "Option<NonZeroU16>"),
    Case("ok", 'Ok("fine")', "Result<&str, u8>"),
    Case("err", 'Err(String::from("bad"))', "Result<u8, String>"),
    Case("reference", "&value_of", before="let value_of = Point { x: 1, y: 1 };"),
    Case("mutable_reference", "&mut changing", before="let mut changing = 5u64;"),
    Case("reference_to_reference", "&&inner", before="let inner = 5u64;"),
    Case("boxed", "Box::new(Point { x: 3, y: 4 })"),
    Case("boxed_slice", "vec![1u8, 2].into_boxed_slice()"),
    Case("boxed_text", 'Box::from("boxed")', "Box<str>"),
    Case("list", "List::Cons(1, Box::new(List::Cons(2, Box::new(List::Nil))))"),
    Case("dyn_debug", "Box::new(Point { x: 1, y: 2 })", "Box<dyn std::fmt::Debug>"),
    Case("dyn_reference", "&number_for_dyn", "&dyn std::fmt::Debug", "let number_for_dyn = 9i32;"),
    Case("string", 'String::from("a \\"quoted\\" line\\n")'),
    Case("string_empty", "String::new()"),
    Case("vec", "vec![1, 2, 3]"),
    Case("vec_of_strings", 'vec![String::from("a"), String::new()]'),
    Case("vec_empty", "Vec::new()", "Vec<u8>"),
    Case("vec_with_room", "{ let mut v = Vec::with_capacity(8); v.push(1u8); v }"),
    Case("vec_of_units", "vec![(), ()]"),
    Case("deque", "VecDeque::from([1, 2, 3])"),
    Case("deque_around", "{ let mut d = VecDeque::from([1, 2, 3]); d.rotate_left(2); d.push_front(0); d }"),
    Case("hash_map", 'HashMap::from([("a", 1), ("b", 2), ("c", 3)])'),
    Case("hash_map_empty", "HashMap::new()", "HashMap<u8, u8>"),
    Case("hash_set", "HashSet::from([3u8, 1, 2])"),
    Case("btree_map", "(0..5).map(|k| (k, k * k)).collect::<BTreeMap<i32, i32>>()"),
    Case("btree_map_deep", "(0..40).map(|k| (k, k as u8)).collect::<BTreeMap<u32, u8>>()"),
    Case("btree_map_empty", "BTreeMap::new()", "BTreeMap<u8, u8>"),
    Case("btree_set", 'BTreeSet::from(["b", "a"])'),
    Case("rc", "Rc::new(Point { x: 5, y: 6 })"),
    Case("rc_text", 'Rc::from("shared")', "Rc<str>"),
    Case("rc_slice", "Rc::from([1u8, 2, 3])", "Rc<[u8]>"),
    Case("rc_dyn", "Rc::new(Point { x: 0, y: 1 })", "Rc<dyn std::fmt::Debug>"),
    Case("arc", 'Arc::new(String::from("atomically"))'),
    Case("weak", "Rc::downgrade(&strong)", before="let strong = Rc::new(1);"),
    Case("weak_new", "Weak::new()", "Weak<i32>"),
    Case("cell", "Cell::new(4)"),
    Case("ref_cell", 'RefCell::new(vec!["in"])'),
    Case("mutex", "Mutex::new(5)"),
    Case("rw_lock", "RwLock::new('r')"),
    Case("once_cell", 'OnceCell::from("set")'),
    Case("once_cell_unset", "OnceCell::new()", "OnceCell<u8>"),
    Case("once_lock", "OnceLock::from(1u8)"),
    Case("once_lock_unset", "OnceLock::new()", "OnceLock<u8>"),
    Case("cow_borrowed", 'Cow::Borrowed("cow")', "Cow<'_, str>"),
    Case("cow_owned", 'Cow::Owned(String::from("own"))', "Cow<'_, str>"),
    Case("non_zero", "NonZeroU16::new(7).unwrap()"),
    Case("atomic_bool", "AtomicBool::new(true)"),
    Case("atomic", "AtomicI64::new(-6)"),
    Case("range", "1..4"),
    Case("pinned", "Box::pin(3)", "Pin<Box<i32>>"),
    Case("of_static", "WORDS[1]"),
    Case("rc_in_ref_cell", "RefCell::new(Some(Rc::new(1)))"),
]


TOGETHER = 8  # values of one function: what rustc writes down of a body grows with the square of its length


def program(cases: list[Case]) -> str:
    """A program that makes each value and prints it and its size, a line each."""
    parts = [cases[n : n + TOGETHER] for n in range(0, len(cases), TOGETHER)]
    functions = "\n".join(f"fn part_{number}() {{\n{_body(part)}\n}}" for number, part in enumerate(parts))
    calls = "\n".join(f"    part_{number}();" for number in range(len(parts)))
    return f"{PRELUDE}\n{functions}\nfn main() {{\n{calls}\n    let _ = (double, unsafe {{ COUNTER }});\n}}\n"


def _body(cases: list[Case]) -> str:
    lines = []
    for case in cases:
        annotated = f": {case.type}" if case.type else ""
        lines.append(f"    {case.before}")
        lines.append(f"    let v_{case.name}{annotated} = {case.expression};")
    printed = [f'    println!("{{:?}}\\u{{1}}{{}}", v_{c.name}, size_of_val(&v_{c.name}));' for c in cases]
    return "\n".join(lines + printed)
