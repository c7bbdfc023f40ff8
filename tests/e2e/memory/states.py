"""Values whose state `{:?}` does not tell: who shares them, who has borrowed or locked them, where a pointer leads."""

from __future__ import annotations

PROGRAM = """
use std::cell::{Cell, LazyCell, RefCell};
use std::collections::{BinaryHeap, LinkedList, VecDeque};
use std::fmt::Debug;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::{Rc, Weak};
use std::sync::{Arc, LazyLock, Mutex, RwLock, mpsc};

#[derive(Debug)]
struct Point { x: i32, y: u8 }
union Either { whole: u32, parts: [u8; 4] }
static WORDS: [&str; 2] = ["in", "static"];
static mut COUNTER: u32 = 3;
fn double(n: i32) -> i32 { n * 2 }
async fn later(n: u8) -> u8 { n }

fn shared() {
    let strong = Rc::new(5u8);
    let second = Rc::clone(&strong);
    let weak = Rc::downgrade(&strong);
    let (arc, arc_weak) = { let one = Arc::new(7u8); (Arc::clone(&one), Arc::downgrade(&one)) };
    let dead = { let gone = Rc::new(6u8); Rc::downgrade(&gone) };
    let never = Weak::<u8>::new();
    let of_dyn: Rc<dyn Debug> = Rc::new(Point { x: 1, y: 2 });
    println!("{} {} {}", Rc::strong_count(&strong), Rc::weak_count(&strong), Weak::strong_count(&weak));
    println!("{} {}", Arc::strong_count(&arc), Arc::weak_count(&arc));
    println!("{} {}", dead.strong_count(), never.strong_count());
    let _ = (&second, &arc_weak, &of_dyn);
}

fn borrowed() {
    let lent = RefCell::new(1u8);
    let (first, other) = (lent.borrow(), lent.borrow());
    let changed = RefCell::new(2u8);
    let changing = changed.borrow_mut();
    let locked = Mutex::new(3u8);
    let lock = locked.lock().unwrap();
    let free = Mutex::new(4u8);
    let poisoned = Mutex::new(5u8);
    let _ = catch_unwind(AssertUnwindSafe(|| { let _held = poisoned.lock(); panic!("while it is locked") }));
    let read = RwLock::new(6u8);
    let (reader, another) = (read.read().unwrap(), read.read().unwrap());
    let written = RwLock::new(7u8);
    let writer = written.write().unwrap();
    let lazy = LazyCell::new(|| 8u8);
    let lazy_unset = LazyCell::new(|| 8u8);
    let lazy_once = LazyLock::new(|| 9u8);
    let set = *lazy + *lazy_once;
    println!("{set}");
    println!("{} {}", lent.try_borrow_mut().is_err(), changed.try_borrow().is_err());
    println!("{} {} {}", locked.try_lock().is_err(), free.try_lock().is_err(), poisoned.is_poisoned());
    println!("{} {}", read.try_write().is_err(), written.try_read().is_err());
    let _ = (*first, *other, *changing, *lock, *reader, *another, *writer, &lazy_unset);
}

fn pointers() {
    let number = 5u32;
    let live = &raw const number;
    let null = ptr::null::<u32>();
    let dangling = ptr::dangling::<u32>();
    let freed = Box::into_raw(Box::new([1u64; 8]));
    drop(unsafe { Box::from_raw(freed) });
    let function: fn(i32) -> i32 = double;
    let plain: fn(i32) -> i32 = |n| n + 1;
    let literal = "text";
    let again = literal;
    let word = &WORDS[1];
    let counter = &raw const COUNTER;
    let point = Point { x: 1, y: 2 };
    let field = &point.y;
    let dynamic: &dyn Debug = &point;
    let boxed: Box<dyn Debug> = Box::new(7i64);
    let error: Box<dyn std::error::Error> = "a".parse::<u8>().unwrap_err().into();
    let slice: Box<[u8]> = Box::new([1, 2, 3]);
    println!("{} {} {}", live == &raw const number, null.is_null(), literal.as_ptr() == again.as_ptr());
    println!("{:?} {dynamic:?} {boxed:?} {error} {slice:?} {}", word, function(1) + plain(1));
    let _ = (dangling, field, counter);
}

fn closures() {
    let (kept, mut grown, given) = (1u8, 2u8, String::from("given"));
    let by_reference = || kept + 1;
    println!("{}", by_reference());
    let mut by_change = || grown += 1;
    by_change();
    let by_move = move || given.len();
    println!("{} {}", by_move(), size_of_val(&by_move));
}

fn lists() {
    let mut around = VecDeque::from([1u8, 2, 3]);
    around.rotate_left(2);
    around.push_front(0);
    let inside = Cell::new(around.len());
    println!("{around:?} {inside:?}");
}

fn kept_to_themselves() {
    let (sender, receiver) = mpsc::channel::<u8>();
    let letters = "ab".chars();
    let either = Either { whole: 1 };
    let perhaps = MaybeUninit::<u8>::uninit();
    let future = later(1);
    let heap = BinaryHeap::from([1u8]);
    let list = LinkedList::from([1u8]);
    println!("{}", size_of_val(&either));
    let _ = (&sender, &receiver, &letters, &perhaps, &future, &heap, &list, unsafe { either.parts });
}

fn main() {
    shared();
    borrowed();
    pointers();
    closures();
    lists();
    kept_to_themselves();
}
"""


# What a recording tells of each variable before the last line of its function. Behind `->` stands where it leads.
TOLD = {
    "strong": "Rc -> heap: counted strong=2 weak=1 (5)",
    "second": "Rc -> heap: counted strong=2 weak=1 (5)",
    "weak": "Weak -> heap: counted strong=2 weak=1 (5)",
    "arc": "Arc -> heap: counted strong=1 weak=1 (7)",
    "arc_weak": "Weak -> heap: counted strong=1 weak=1 (7)",
    "dead": "Weak -> heap: counted strong=0 weak=1",
    "never": "Weak -> dangling",
    "of_dyn": "Rc<Point> -> heap: counted strong=1 weak=0 (struct (1 2))",
    "lent": "ref_cell borrow=2 (1)",
    "first": "guard -> lent",
    "other": "guard -> lent",
    "changed": "ref_cell borrow=-1 (2)",
    "changing": "guard -> changed",
    "locked": "lock locked=True poisoned=False (3)",
    "lock": "guard -> locked",
    "free": "lock locked=False poisoned=False (4)",
    "poisoned": "lock locked=False poisoned=True (5)",
    "read": "lock borrow=2 poisoned=False (6)",
    "reader": "guard -> read",
    "written": "lock borrow=-1 poisoned=False (7)",
    "writer": "guard -> written",
    "lazy": "once (8)",
    "lazy_unset": "once",
    "lazy_once": "once (9)",
    "live": "*const -> number",
    "null": "*const -> null",
    "dangling": "*const -> dangling",
    "freed": "*mut -> freed",
    "function": "fn -> code double",
    "plain": "fn -> code",
    "literal": "& length=4 -> constant: text",
    "again": "& length=4 -> constant: text",
    "word": "& -> WORDS+16",
    "counter": "*const -> COUNTER",
    "field": "& -> point+4",
    "dynamic": "&<Point> -> point",
    "boxed": "Box<i64> -> heap: 7",
    "error": "Box<ParseIntError> -> heap: struct (enum InvalidDigit)",
    "slice": "Box length=3 -> heap: sequence length=3 (1 2 3)",
    "by_reference": "closure (& -> kept)",
    "by_change": "closure (&mut -> grown)",
    "by_move": "closure (string length=5 capacity=5 (buffer -> heap: given))",
    "around": "deque length=4 capacity=8 head=6 (buffer -> heap: sequence length=4 (0 3 1 2))",
    "inside": "cell (4)",
    "sender": "opaque",
    "receiver": "opaque",
    "letters": "opaque",
    "either": "opaque",
    "perhaps": "opaque",
    "future": "opaque",
    "heap": "opaque",
    "list": "opaque",
}
