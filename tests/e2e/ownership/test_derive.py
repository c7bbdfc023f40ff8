"""Timelines of small programs, from the real compiler. What is expected was written down from Rust's rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import Rustc, ToolchainError, find
from borrowproof.facts.dump import Dump, dump
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import EventKind, Function, FunctionKind, Loan, State, Timeline, Variable
from borrowproof.ownership import derive as derivation
from borrowproof.ownership.derive import derive
from borrowproof.ownership.wording.reasons import reason
from borrowproof.ownership.wording.sentences import sentences
from borrowproof.store.codec import decode, encode

UNTOLD = (EventKind.DECLARE, EventKind.ARGUMENT, EventKind.SCOPE_END)


@pytest.fixture(scope="module")
def timeline(rustc: Rustc) -> Callable[..., Timeline]:
    """`timeline(code, edition="2024")`, derived once."""

    @cache
    def derived(code: str, edition: str = "2024") -> Timeline:
        return derive(code, Edition(edition), rustc)

    return derived


def function(timeline: Timeline, name: str = "main") -> Function:
    (found,) = (f for f in timeline.functions if f.name == name)
    return found


def variable(timeline: Timeline, name: str, line: int | None = None) -> Variable:
    (found,) = (v for f in timeline.functions for v in f.variables if v.name == name and line in (None, v.line))
    return found


def story(timeline: Timeline, name: str = "main") -> list[str]:
    """What happens to the variables of a function, in the order of execution: `5 move a -> variable b`."""
    events = [e for v in function(timeline, name).variables for e in v.events if e.kind not in UNTOLD]
    told = []
    for event in sorted(events, key=lambda e: (e.order, e.kind is EventKind.INIT)):
        target = f" -> {event.target.kind} {event.target.name}".rstrip() if event.target else ""
        told.append(f"{event.line} {event.kind} {event.place}{target}{' (replaced)' if event.replaced else ''}")
    return told


def states(of: Variable) -> dict[int, str]:
    return {s.line: f"{s.state} {', '.join(s.parts)}".rstrip() for s in of.states}


def loan(timeline: Timeline, line: int, place: str, lent_to: str | None = None) -> Loan:
    (found,) = (
        one
        for f in timeline.functions
        for one in f.loans
        if (one.line, one.place) == (line, place) and lent_to in (None, one.lent_to)
    )
    return found


def holders(timeline: Timeline, of: Loan) -> list[str]:
    names = {v.id: v.name for f in timeline.functions for v in f.variables}
    return [names[n] for n in of.holders]


def ends(of: Loan) -> list[tuple[int, str, str]]:
    return [(end.line, end.kind.value, end.name) for end in of.ends]


MOVES = """\
fn main() {
    let a = String::from("a");
    let b = a;
    let n = 7;
    let m = n;
    consume(b);
    println!("{m}");
}
fn consume(s: String) -> usize {
    s.len()
}
"""


def test_moves_copies_and_drops(timeline: Callable[..., Timeline]) -> None:
    found = timeline(MOVES)
    assert [(f.name, f.first_line, f.last_line) for f in found.functions] == [("main", 1, 8), ("consume", 9, 11)]
    assert story(found) == [
        "2 init a",
        "3 move a -> variable b",
        "3 init b",
        "4 init n",
        "5 copy n",
        "5 init m",
        "6 move b -> call consume",
    ]
    assert story(found, "consume") == ["11 drop s"]
    assert states(variable(found, "a")) == {3: "owned", 4: "moved", 5: "moved", 6: "moved", 7: "moved", 8: "moved"}
    assert states(variable(found, "b")) == {4: "owned", 5: "owned", 6: "owned", 7: "moved", 8: "moved"}
    a = variable(found, "a")
    (move,) = (e for e in a.events if e.kind is EventKind.MOVE)
    assert move.target is not None
    assert move.target.variable_id == variable(found, "b").id
    assert (move.column, move.before) == (13, State.OWNED)
    assert (a.type, a.line, a.column, a.scope_end, a.needs_drop, a.mutable) == ("String", 2, 9, 8, True, False)
    assert not variable(found, "n").needs_drop
    assert variable(found, "s").argument


def test_a_timeline_survives_json(timeline: Callable[..., Timeline]) -> None:
    found = timeline(MOVES)
    assert decode(Timeline, encode(found)) == found
    assert (found.toolchain.split()[0], found.edition, found.conflicts) == ("rustc", "2024", ())


BRANCHES = """\
fn main() {
    let a = String::from("a");
    let b;
    if std::env::args().count() > 1 {
        drop(a);
        b = 1;
    } else {
        b = 2;
    }
    println!("{b}");
}
"""


def test_a_move_and_a_value_on_one_of_two_paths(timeline: Callable[..., Timeline]) -> None:
    found = timeline(BRANCHES)
    assert story(found)[1:5] == ["5 move a -> call drop", "6 init b", "8 init b", "11 drop_if_owned a"]
    assert states(variable(found, "a")) == {
        3: "owned",
        4: "owned",
        5: "owned",
        6: "moved",
        7: "moved",
        8: "owned",
        9: "owned",
        10: "maybe",
        11: "maybe",
    }
    assert states(variable(found, "b")) == {
        4: "uninit",
        5: "uninit",
        6: "uninit",
        7: "owned",
        8: "uninit",
        9: "owned",
        10: "owned",
        11: "owned",
    }


PARTS = """\
struct User {
    name: String,
    tags: (String, String),
    age: u32,
}
fn main() {
    let u = User { name: String::new(), tags: (String::new(), String::new()), age: 3 };
    let name = u.name;
    let age = u.age;
    let (first, _) = u.tags;
    let boxed = Box::new((String::new(), 1));
    let inner = boxed.0;
}
"""


def test_parts_move_by_themselves_and_the_rest_is_dropped(timeline: Callable[..., Timeline]) -> None:
    found = timeline(PARTS)
    assert story(found) == [
        "7 init u",
        "8 move u.name -> variable name",
        "8 init name",
        "9 copy u.age",
        "9 init age",
        "10 move u.tags.0 -> variable first",
        "10 init first",
        "11 init boxed",
        "12 move boxed.0 -> variable inner",
        "12 init inner",
        "13 drop inner",
        "13 drop_rest boxed",
        "13 drop first",
        "13 drop name",
        "13 drop_rest u",
    ]
    assert states(variable(found, "u"))[11] == "partial u.name, u.tags.0"


NEW_VALUES = """\
fn main() {
    let mut s = String::from("one");
    s = String::from("two");
    drop(s);
    s = String::from("three");
    let mut n = (1, 2);
    n.0 = 5;
    n = (3, n.1);
    println!("{s}{}", n.0);
}
"""


def test_new_values(timeline: Callable[..., Timeline]) -> None:
    assert story(timeline(NEW_VALUES)) == [
        "2 init s",
        "3 drop s (replaced)",
        "3 reassign s",
        "4 move s -> call drop",
        "5 reinit s",
        "6 init n",
        "7 write n.0",
        "8 copy n.1",
        "8 reassign n",
        "10 drop s",
    ]


ORDER = """\
struct Noisy(u8);
impl Drop for Noisy {
    fn drop(&mut self) {}
}
fn main() {
    let a = Noisy(1);
    let a = Noisy(a.0 + 1);
    {
        let inner = Noisy(3);
    }
    let _ = Noisy(4);
    let _kept = Noisy(5);
}
"""


def test_drops_come_in_the_order_of_the_compiler(timeline: Callable[..., Timeline]) -> None:
    found = timeline(ORDER)
    assert [line for line in story(found) if "drop" in line] == [
        "10 drop inner",
        "11 drop ‹Noisy›",
        "13 drop _kept",
        "13 drop a",
        "13 drop a",
    ]
    first, second = (v for v in function(found).variables if v.name == "a")
    assert (first.line, second.line) == (6, 7)
    dropped = [next(e.order for e in v.events if e.kind is EventKind.DROP) for v in (first, second)]
    assert dropped[0] > dropped[1], "the variable that shadows is dropped first"
    assert function(found, "Noisy::drop").first_line == 3


BORROWS = """\
fn main() {
    let mut v = vec![1, 2, 3];
    let first = &v[0];
    let copy = *first;
    v.push(copy);
    let all = &mut v;
    all.push(v_len(all));
    println!("{:?}", v);
}
fn v_len(v: &Vec<i32>) -> i32 {
    v.len() as i32
}
"""


def test_loans_end_with_their_last_use(timeline: Callable[..., Timeline]) -> None:
    found = timeline(BORROWS)
    first = loan(found, 3, "v")
    assert (first.kind, holders(found, first), first.live_lines) == ("shared", ["first"], (3, 4))
    assert (first.needed_lines, ends(first), first.two_phase) == ((3, 4), [(4, "last use", "")], None)
    pushed = loan(found, 5, "v")
    assert (pushed.kind, pushed.lent_to, pushed.autoref, pushed.live_lines) == ("mutable", "Vec::push", True, (5,))
    assert ends(pushed) == [(5, "call", "Vec::push")]
    everything = loan(found, 6, "v")
    assert (everything.kind, holders(found, everything), everything.autoref) == ("mutable", ["all"], False)
    assert (everything.live_lines, everything.lent_to) == ((6, 7), None)
    assert loan(found, 8, "v").lent_to == "println!"


def test_a_two_phase_borrow_says_when_it_becomes_a_mutable_one(timeline: Callable[..., Timeline]) -> None:
    found = timeline(BORROWS)
    reserved = loan(found, 7, "*all", "Vec::push")
    assert (reserved.kind, reserved.reborrow, reserved.two_phase) == ("mutable", True, 7)
    read = loan(found, 7, "*all", "v_len")
    assert (read.kind, read.reborrow, read.two_phase) == ("shared", True, None)
    assert loan(found, 5, "v").two_phase is None, "nothing reads `v` between"


CONFLICT = """\
fn main() {
    let mut v = vec![1, 2, 3];
    let first = &v[0];
    v.push(4);
    println!("{first}");
}
"""


def test_an_error_is_tied_to_its_variable_and_loans(timeline: Callable[..., Timeline]) -> None:
    found = timeline(CONFLICT)
    (conflict,) = found.conflicts
    first = loan(found, 3, "v")
    assert (conflict.code, conflict.variables) == ("E0502", (variable(found, "v").id,))
    assert {first.id, loan(found, 4, "v").id} <= set(conflict.loans)
    assert first.live_lines == (3, 4, 5)
    assert [(label.line, label.column, label.primary) for label in conflict.labels] == [
        (4, 5, True),
        (3, 18, False),
        (5, 16, False),
    ]


OUTLIVED = """\
fn main() {
    let r;
    {
        let x = String::from("short");
        r = &x;
    }
    println!("{r}");
}
fn dangle() -> &'static str {
    let s = String::new();
    &s
}
"""


def test_a_loan_is_needed_longer_than_what_was_borrowed_lives(timeline: Callable[..., Timeline]) -> None:
    found = timeline(OUTLIVED)
    borrowed = loan(found, 5, "x")
    assert (borrowed.live_lines, borrowed.needed_lines) == ((5, 6), (5, 6, 7))
    assert (ends(borrowed), borrowed.outlives) == ([(6, "scope end", "x")], False)
    dangling = loan(found, 11, "s")
    assert (dangling.outlives, ends(dangling)) == (True, [(12, "scope end", "s")])
    assert {c.code for c in found.conflicts} == {"E0597", "E0515"}


CLOSURES = """\
use std::thread;
fn main() {
    let name = String::from("n");
    let mut count = 0;
    let mut add = || count += name.len();
    add();
    add();
    let data = vec![1];
    let handle = thread::spawn(move || data.len());
    let total = handle.join().unwrap() + count;
    let give = move || name;
    println!("{} {total}", give());
}
"""


def test_closures_capture_by_reference_or_by_move(timeline: Callable[..., Timeline]) -> None:
    found = timeline(CLOSURES)
    counted, named = loan(found, 5, "count"), loan(found, 5, "name")
    assert (counted.kind, counted.capture, counted.live_lines) == ("mutable", True, (5, 6, 7))
    assert (named.kind, named.capture, named.autoref) == ("shared", True, False)
    assert holders(found, counted) == ["add"]
    assert loan(found, 6, "add").kind == "mutable"
    told = story(found)
    assert "9 move data -> closure closure" in told
    (data,) = (v for v in function(found).variables if v.name == "data")
    (moved,) = (e for e in data.events if e.kind is EventKind.MOVE)
    assert moved.target is not None
    assert moved.target.through == "spawn"
    assert "11 move name -> closure give" in told
    closures = [f for f in found.functions if f.kind is FunctionKind.CLOSURE]
    assert [(f.name, f.parent_line) for f in closures] == [
        ("closure in main, line 5", 2),
        ("closure in main, line 9", 2),
        ("closure in main, line 11", 2),
    ]
    dropped = [(e.line, e.kind.value) for e in closures[1].variables[0].events[1:]]
    assert dropped == [(9, "drop")], "a closure that is called once owns what it drops at its end"
    captured = {v.name: v.by_reference for v in closures[0].variables}
    assert captured == {"count": "mutable", "name": "shared"}
    assert [f"{e.line} {e.kind}" for e in closures[2].variables[0].events[1:]] == ["11 move"]


MATCHES = """\
enum Shape {
    Circle { name: String },
    Line(String, u8),
}
fn label(shape: Shape) -> Option<String> {
    match shape {
        Shape::Circle { name } if name.len() > 3 => Some(name),
        Shape::Circle { ref name } => Some(name.clone()),
        Shape::Line(text, _) => {
            let kept = check(text)?;
            Some(kept)
        }
    }
}
fn check(text: String) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    Some(text)
}
fn main() {
    label(Shape::Line(String::new(), 1));
    label(Shape::Circle { name: String::new() });
}
"""


def test_patterns_guards_and_early_returns(timeline: Callable[..., Timeline]) -> None:
    found = timeline(MATCHES)
    told = story(found, "label")
    assert "7 move shape.name -> variable name" in told
    assert "9 move shape.0 -> variable text" in told
    assert "10 move text -> call check" in told
    assert "11 move kept -> return" in told
    borrowed = [one for one in function(found, "label").loans if one.line == 8 and one.place == "shape.name"]
    assert [(one.kind, one.in_pattern, holders(found, one)) for one in borrowed] == [("shared", True, ["name"])]
    assert [v.name for v in function(found, "label").variables] == ["shape", "name", "name", "text", "kept"]
    assert states(variable(found, "text", 15)) == {16: "owned", 17: "owned", 19: "owned", 20: "moved"}
    assert sorted(story(found, "check")) == ["19 move text -> return", "20 drop text"]


LOOPS = """\
fn main() {
    let items = vec![String::from("a")];
    let spare = String::from("spare");
    for item in items {
        if item.is_empty() {
            continue;
        }
        drop(item);
    }
    let mut left = 3;
    let out = 'outer: loop {
        left -= 1;
        if left == 0 {
            break 'outer spare;
        }
    };
    println!("{out}");
}
"""


def test_loops(timeline: Callable[..., Timeline]) -> None:
    found = timeline(LOOPS)
    told = story(found)
    assert "4 move items -> call for" in told
    assert "14 move spare -> variable out" in told
    assert states(variable(found, "item")) == {5: "owned", 8: "owned", 9: "moved"}
    assert states(variable(found, "spare"))[12] == "owned"
    assert states(variable(found, "spare"))[17] == "moved"
    assert [v.name for v in function(found).variables] == ["items", "spare", "item", "left", "out", "‹iterator›"]


BLOCKS = """\
fn main() {
    let s = String::from("s");
    let r;
    {
        let inner = 5;
        r = inner;
    }
    unsafe {
        drop(s);
    }
    println!("{r}");
}
"""


def test_lines_that_only_open_or_close_a_block(timeline: Callable[..., Timeline]) -> None:
    found = timeline(BLOCKS)
    assert states(variable(found, "r")) == {
        **dict.fromkeys((4, 5, 6), "uninit"),
        **dict.fromkeys((7, 8, 9, 10, 11, 12), "owned"),
    }
    assert states(variable(found, "s")) == {
        **dict.fromkeys(range(3, 10), "owned"),
        **dict.fromkeys((10, 11, 12), "moved"),
    }
    assert states(variable(found, "inner")) == {6: "owned", 7: "owned"}


IF_LET = """\
fn main() {
    let item = Some(String::from("a"));
    if let Some(x) = item {
        // nothing
    } else {
        println!("none");
    }
    let other = Some(3);
    if let Some(y) = other {
    }
}
"""


def test_variables_of_an_if_let_are_not_those_of_its_else(timeline: Callable[..., Timeline]) -> None:
    found = timeline(IF_LET)
    assert states(variable(found, "x")) == {5: "owned"}
    assert states(variable(found, "y")) == {10: "owned"}
    assert states(variable(found, "item")) == {
        3: "owned",
        **dict.fromkeys((5, 8, 9, 10, 11), "partial item.0"),
        6: "owned",
        7: "owned",
    }


PARTS_CAPTURED = """\
struct Account {
    owner: String,
    entries: Vec<i32>,
    limits: (u8, String),
}
fn main() {
    let mut account = Account { owner: String::new(), entries: vec![], limits: (1, String::new()) };
    let other = String::new();
    let mut by_reference = || {
        account.entries.push(account.limits.0 as i32);
        account.owner.push('x');
        other.len()
    };
    by_reference();
    let taken = move || (account.owner, account.entries, account.limits.0, account.limits.1, other);
    let pair = (String::new(), String::new());
    let task = async move { drop(pair.0); drop(pair.1) };
    let count = async || 1;
}
"""


def test_all_parts_of_a_variable_that_a_closure_captures(timeline: Callable[..., Timeline]) -> None:
    found = timeline(PARTS_CAPTURED)
    told = story(found)
    assert [line for line in told if line.startswith("15 ") and "init" not in line] == [
        "15 move account.owner -> closure taken",
        "15 move account.entries -> closure taken",
        "15 move account.limits.1 -> closure taken",
        "15 copy account.limits.0 -> closure taken",
        "15 move other -> closure taken",
    ]
    assert [line for line in told if "drop" in line and "move" not in line] == [
        "19 drop task",
        "19 drop taken",
    ]
    captured = [one for one in function(found).loans if one.capture]
    assert [(one.place, one.kind, holders(found, one), one.line) for one in captured] == [
        ("account.owner", "mutable", ["by_reference"], 9),
        ("account.entries", "mutable", ["by_reference"], 9),
        ("account.limits.0", "shared", ["by_reference"], 9),
        ("other", "shared", ["by_reference"], 9),
    ]
    assert "17 move pair.1 -> closure task" in told
    inside = function(found, "closure in main, line 15")
    assert [v.name for v in inside.variables] == [
        "account.owner",
        "account.entries",
        "account.limits.0",
        "account.limits.1",
        "other",
    ]
    assert [f.name for f in found.functions if f.kind is FunctionKind.COROUTINE] == [
        "async block in main, line 17",
        "async closure in main, line 18",
    ]


def test_lines_and_columns_of_texts_from_anywhere(timeline: Callable[..., Timeline]) -> None:
    code = "\ufefffn main() { let é = String::new(); let b = é;\n\tlet ü = b; {\n\t}\n}\n"
    plain = timeline(code.removeprefix("\ufeff"))
    windows = timeline(code.replace("\n", "\r\n"))
    assert windows == plain
    assert [(v.name, v.line, v.column) for v in function(plain).variables] == [("é", 1, 17), ("b", 1, 40), ("ü", 2, 6)]
    assert states(variable(windows, "ü")) == {3: "owned", 4: "owned"}


MOVED_IN_LOOP = """\
fn main() {
    let s = String::from("s");
    for n in 0..2 {
        drop(s);
    }
}
"""


def test_a_value_that_an_earlier_round_moved(timeline: Callable[..., Timeline]) -> None:
    found = timeline(MOVED_IN_LOOP)
    assert states(variable(found, "s")) == {3: "owned", 4: "maybe", 5: "moved", 6: "maybe"}
    assert [c.code for c in found.conflicts] == ["E0382"]
    assert found.conflicts[0].variables == (variable(found, "s").id,)


ASYNC = """\
use std::future::Future;
async fn load(name: String, times: usize) -> usize {
    let kept = name;
    other(&kept).await;
    kept.len() * times
}
async fn other(text: &str) {}
fn make(text: String) -> impl Future<Output = usize> {
    async move { text.len() }
}
fn main() {
    let task = load(String::new(), 2);
    drop(task);
}
"""


def test_async_functions_are_one_function_to_a_reader(timeline: Callable[..., Timeline]) -> None:
    found = timeline(ASYNC)
    kinds = {f.name: f.kind for f in found.functions}
    assert kinds["load"] is FunctionKind.COROUTINE
    assert kinds["async block in make, line 9"] is FunctionKind.COROUTINE
    assert [(v.name, v.argument) for v in function(found, "load").variables] == [
        ("name", True),
        ("times", True),
        ("kept", False),
    ]
    assert story(found, "load")[:2] == ["3 move name -> variable kept", "3 init kept"]
    assert "9 move text -> closure async block" in story(found, "make")
    assert loan(found, 4, "kept").lent_to == "other"


MACROS = """\
macro_rules! twice {
    ($value:expr) => {{
        let hidden = $value;
        (hidden.clone(), hidden)
    }};
}
fn main() {
    println!();
    println!("first");
    let s = String::from("s");
    let pair = twice!(s);
    println!("{}", pair.0);
    println!("{}", pair.1);
    let text = format!("{}", pair.0);
    assert_eq!(text, pair.0);
    let list = vec![text];
}
"""


def test_macros_are_on_the_lines_of_their_calls(timeline: Callable[..., Timeline]) -> None:
    found = timeline(MACROS)
    assert [v.name for v in function(found).variables] == ["s", "pair", "text", "list"]
    told = story(found)
    assert "11 move s -> variable pair" in told
    assert "16 move text -> call vec!" in told
    assert "16 init list" in told
    loans = [one for one in function(found).loans if one.variable_id is not None]
    lent = [(one.line, one.place, one.lent_to, one.live_lines) for one in loans]
    assert lent == [
        (12, "pair.0", "println!", (12,)),
        (13, "pair.1", "println!", (13,)),
        (14, "pair.0", "format!", (14,)),
        (15, "text", "assert_eq!", (15,)),
        (15, "pair.0", "assert_eq!", (15,)),
    ]


UNSAFE = """\
static GREETING: &str = "hi";
const LIMITS: [usize; 2] = {
    let low = 1;
    [low, low + 1]
};
union Bits {
    whole: u32,
    half: [u16; 2],
}
fn main() {
    let mut n = 5;
    let p = &raw mut n;
    unsafe { *p = GREETING.len() };
    let mut bits = Bits { whole: 1 };
    bits.half = [1, 2];
    let f: fn(usize) -> usize = double;
    let [a, rest @ ..] = [String::new(), String::from("b")];
    println!("{} {} {a} {rest:?}", f(LIMITS[0]), unsafe { bits.whole });
}
fn double(n: usize) -> usize {
    n * 2
}
"""


def test_raw_pointers_unions_constants_and_arrays(timeline: Callable[..., Timeline]) -> None:
    found = timeline(UNSAFE)
    assert [f.name for f in found.functions] == ["LIMITS", "main", "double"]
    assert function(found, "LIMITS").kind is FunctionKind.CONSTANT
    told = story(found)
    assert told[:3] == ["11 init n", "12 raw n", "12 init p"]
    assert "13 write *p" in told
    assert "15 write bits.half" in told
    assert variable(found, "f").type == "fn(usize) -> usize"


ALL_ARMS = """\
enum Shape {
    Circle { name: String },
    Line(String, u8),
    Empty,
}
fn label(shape: Shape, numbers: &[u8], early: bool) -> Option<String> {
    let kept = String::new();
    if early {
        return None;
    }
    let late = String::new();
    match numbers {
        [] => println!("{late}{kept}"),
        [_, rest @ ..] => println!("{rest:?}"),
    }
    match shape {
        Shape::Circle { name } => Some(name),
        Shape::Line(text, _) => Some(text),
        Shape::Empty => None,
    }
}
fn main() {
    label(Shape::Empty, &[], true);
}
"""


def test_a_match_that_moves_all_payloads_out_leaves_nothing_to_drop(timeline: Callable[..., Timeline]) -> None:
    shape = variable(timeline(ALL_ARMS), "shape")
    drops = [(e.line, e.kind.value, e.before) for e in shape.events if "drop" in e.kind]
    assert drops == [(21, "drop", State.OWNED)], "where the function is left early, and nowhere else"
    assert states(shape)[21] == "partial shape.0, shape.name"


def test_a_pattern_that_looks_at_a_length_copies_nothing(timeline: Callable[..., Timeline]) -> None:
    numbers = variable(timeline(ALL_ARMS), "numbers")
    told = [(e.line, e.kind.value, e.place) for e in numbers.events if e.kind not in UNTOLD]
    assert told == [(14, "read", "numbers[1..]")]


def test_a_drop_on_two_paths_comes_in_the_order_of_each(timeline: Callable[..., Timeline]) -> None:
    drops = [line for line in story(timeline(ALL_ARMS), "label") if " drop" in line]
    assert drops == ["21 drop late", "21 drop kept", "21 drop shape"]


NOT_FURTHER = """\
macro_rules! longer {
    ($a:expr, $b:expr) => {{
        let a = $a;
        let b = $b;
        if a > b { a } else { b }
    }};
}
fn main() {
    let owner = String::from("owner");
    let one = longer!(String::from("a"), owner);
    match (1, one) {
        (0, found) => drop(found),
        _ => println!("none"),
    }
    let mut v = vec![1usize];
    v.truncate(v[0]);
    let spent = String::from("spent");
    let once = move || {
        let inner = spent;
        inner.len()
    };
}
"""


def test_a_value_is_followed_only_as_far_as_it_certainly_goes(timeline: Callable[..., Timeline]) -> None:
    found = timeline(NOT_FURTHER)
    moves = [line for line in story(found) if " move " in line]
    assert moves[:3] == ["10 move owner -> call longer!", "11 move one -> temporary", "12 move found -> call drop"]
    assert loan(found, 16, "v", "[]").kind == "shared", "the element is copied, and only that is passed on"


def test_lines_of_a_closure_are_none_of_the_function_around_it(timeline: Callable[..., Timeline]) -> None:
    (spent,) = (v for v in function(timeline(NOT_FURTHER)).variables if v.name == "spent")
    assert states(spent) == {18: "owned", 22: "moved"}


REFUSALS = """\
struct File {
    path: String,
}
impl Drop for File {
    fn drop(&mut self) {}
}
fn take(names: &Vec<String>, file: File) {
    let path = file.path;
    let first = names[0];
}
fn walk<'a>(text: &'a mut String, mut at: &mut Node) -> &'a str {
    while at.next.is_some() {
        at = at.next.as_mut().unwrap();
    }
    let made = String::new().as_str();
    let word = text.trim();
    println!("{made}");
    word
}
fn main() {}
struct Node {
    next: Option<Box<Node>>,
}
fn shift(row: &mut [String], text: &str, at: usize) {
    let kept = std::mem::take(&mut row[at]);
    row[0] = std::mem::take(&mut row[at + 1]);
    row[1].push_str(&text[at..]);
    drop(kept);
}
async fn told(whom: impl AsyncFn(&str)) {
    whom("all").await;
}
"""


def test_an_async_closure_is_lent_to_be_called(timeline: Callable[..., Timeline]) -> None:
    (lent,) = (loan for loan in function(timeline(REFUSALS), "told").loans if loan.place == "whom")
    assert lent.lent_to == "whom"


def test_elements_are_written_with_the_index_that_the_program_has(timeline: Callable[..., Timeline]) -> None:
    found = timeline(REFUSALS)
    assert [loan.place for loan in function(found, "shift").loans] == ["row[at]", "row[_]", "row[1]"]
    told = story(found, "shift")
    assert "26 write row[0]" in told
    assert any(line.startswith("27 read text[..]") for line in told)


def test_a_move_that_is_not_allowed_is_no_move(timeline: Callable[..., Timeline]) -> None:
    found = timeline(REFUSALS)
    assert [line for line in story(found, "take") if "refused" in line] == [
        "8 refused file.path -> variable path",
        "9 refused names[0] -> variable first",
    ]
    assert states(variable(found, "file"))[10] == "owned"
    assert {c.code for c in found.conflicts} == {"E0507", "E0509", "E0716"}


def test_a_loan_ends_without_conflict_where_the_reference_to_it_is_overwritten(
    timeline: Callable[..., Timeline],
) -> None:
    lent = loan(timeline(REFUSALS), 13, "at.next")
    assert (lent.live_lines, lent.needed_lines, ends(lent)) == ((13,), (13,), [(13, "overwrite", "at")])


def test_a_temporary_value_is_dropped_while_it_is_needed(timeline: Callable[..., Timeline]) -> None:
    made = loan(timeline(REFUSALS), 15, "‹String›")
    assert (made.live_lines, made.needed_lines, ends(made)) == ((15,), (15, 16, 17), [(15, "scope end", "‹String›")])


def test_what_the_caller_needs_is_held_by_a_variable(timeline: Callable[..., Timeline]) -> None:
    found = timeline(REFUSALS)
    borrowed = loan(found, 16, "*text")
    assert (holders(found, borrowed), borrowed.outlives) == (["word"], True)


def test_a_program_that_is_rejected_before_borrow_checking_has_no_timeline(rustc: Rustc) -> None:
    with pytest.raises(Underivable, match="before borrow checking: missing lifetime specifier"):
        derive("fn f(a: &str, b: &str) -> &str { a }\nfn main() {}\n", Edition.E2024, rustc)


def test_unstable_features_stay_forbidden(rustc: Rustc) -> None:
    assert not rustc.toolchain.nightly
    code = "#![feature(never_type)]\nfn main() { let s = String::new(); }\n"
    with pytest.raises(Underivable, match="never_type"):
        derive(code, Edition.E2024, rustc)


def test_a_test_is_a_function_like_any_other(rustc: Rustc) -> None:
    code = "#[test]\nfn adds() {\n    let s = String::new();\n    drop(s);\n}\n"
    found = derive(code, Edition.E2024, rustc, test_harness=True)
    assert [f.name for f in found.functions] == ["adds"]
    assert story(found, "adds") == ["3 init s", "4 move s -> call drop"]


def test_a_dump_that_is_different_is_refused_with_the_name_of_the_toolchain(
    rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    def altered(*arguments: object, **named: object) -> Dump:
        real = dump(MOVES, Edition.E2024, rustc)
        changed = [replace(body, mir=body.mir.replace(" = move _", " = carry _", 1)) for body in real.bodies]
        assert tuple(changed) != real.bodies
        return replace(real, bodies=tuple(changed))

    monkeypatch.setattr(derivation, "dump", altered)
    with pytest.raises(UnknownConstruct) as refused:
        derive(MOVES, Edition.E2024, rustc)
    assert "carry _" in refused.value.construct
    assert refused.value.toolchain == rustc.toolchain.name
    assert rustc.toolchain.name in str(refused.value)


def test_captures_that_cannot_be_told_are_not_guessed(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_moves(*arguments: object, **named: object) -> Dump:
        real = dump(PARTS_CAPTURED, Edition.E2024, rustc)
        return replace(real, bodies=tuple(replace(body, path_moved_at_base="") for body in real.bodies))

    monkeypatch.setattr(derivation, "dump", without_moves)
    with pytest.raises(Underivable, match="which parts of a variable a closure moves"):
        derive(PARTS_CAPTURED, Edition.E2024, rustc)


@pytest.mark.parametrize("code", [MOVES, PARTS, CONFLICT, CLOSURES, MATCHES, ASYNC, MACROS])
def test_nightly_tells_the_same(code: str, rustc: Rustc, timeline: Callable[..., Timeline]) -> None:
    try:
        nightly = find("nightly", Path.cwd())
    except ToolchainError as missing:
        pytest.skip(f"not checked: {missing}")
    theirs = derive(code, Edition.E2024, nightly)
    assert replace(theirs, toolchain=rustc.toolchain.name, conflicts=()) == replace(timeline(code), conflicts=())


COROUTINE = """#![feature(coroutines, stmt_expr_attributes)]
fn main() {
    let list = vec![1];
    let _steps = #[coroutine] move || {
        let text = String::from("a");
        let view = &text;
        yield list.len();
        println!("{view}");
    };
}
"""


def test_a_coroutine_that_yields_while_it_borrows_of_itself_is_told_why() -> None:
    try:
        nightly = find("nightly", Path.cwd())
    except ToolchainError as missing:
        pytest.skip(f"not checked: {missing}")
    found = derive(COROUTINE, Edition.E2024, nightly)
    (conflict,) = found.conflicts
    assert conflict.code == "E0626"
    assert reason(found, conflict) == (
        "`view` borrows `text` on line 6, and line 8 still uses `view`; but line 7 yields, after which the coroutine"
        " may be moved, and `text` with it"
    )
    said = {s.text for s in sentences(found, range(1, 11))}
    assert {
        "`list` moves into the coroutine `_steps`",
        "`view` would borrow `text` until line 8, but line 7 yields meanwhile",
        "in the coroutine, `text` is dropped, then `list`",
    } <= said
