"""Temporary values that last: born where, holding what, dropped where. What is expected was written down from Rust's
rules of temporary scopes, and run once with a `Drop` that prints."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import EventKind, Timeline, Variable
from borrowproof.ownership.derive import derive

DROPS = (EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST)
Derive = Callable[..., Timeline]


@pytest.fixture(scope="module")
def timeline(rustc: Rustc) -> Derive:
    """`timeline(code, edition="2024")`, derived once."""

    @cache
    def derived(code: str, edition: str = "2024") -> Timeline:
        return derive(code, Edition(edition), rustc)

    return derived


def temporaries(found: Timeline) -> list[Variable]:
    every = [v for f in found.functions for v in f.variables if v.temporary]
    return sorted(every, key=lambda v: (v.line, v.column))


def told(found: Timeline) -> list[tuple[str, int, int | None]]:
    """Each temporary: its name, the line on which it is made, and the last one on which it is dropped."""
    return [(v.name, v.line, _dropped(v)) for v in temporaries(found)]


def _dropped(variable: Variable) -> int | None:
    return max((e.line for e in variable.events if e.kind in DROPS), default=None)


def held(found: Timeline) -> list[tuple[str, str, int]]:
    """What temporaries hold: the temporary, the place that is lent, the last line on which the loan is in force."""
    names = {v.id: v.name for v in temporaries(found)}
    loans = (loan for f in found.functions for loan in f.loans)
    return [(names[h], loan.place, max(loan.live_lines)) for loan in loans for h in loan.holders if h in names]


CELL = """\
use std::cell::RefCell;
fn main() {
    let jobs = RefCell::new(vec![3]);
    HEAD {
        println!("{:?}", jobs.borrow());
    }
}
"""


@pytest.mark.parametrize(
    "head",
    [
        "while let Some(_n) = jobs.borrow_mut().pop()",
        "if let Some(_n) = jobs.borrow_mut().pop()",
        "for _n in jobs.borrow_mut().iter()",
        "for _n in jobs.borrow_mut().drain(..)",
    ],
)
def test_a_guard_in_the_head_of_a_block_is_kept_through_it(head: str, timeline: Derive) -> None:
    found = timeline(CELL.replace("HEAD", head))
    assert ("‹guard›", 4, 6) in told(found)
    assert ("‹guard›", "jobs", 6) in held(found)


@pytest.mark.parametrize("head", ["while jobs.borrow_mut().pop().is_some()", "if jobs.borrow_mut().is_empty()"])
def test_a_guard_in_a_plain_condition_is_gone_before_the_block(head: str, timeline: Derive) -> None:
    assert told(timeline(CELL.replace("HEAD", head))) == []


MATCH = """\
use std::sync::Mutex;
struct Counter {
    value: Mutex<i32>,
}
impl Counter {
    fn bump(&self) -> i32 {
        match *self.value.lock().unwrap() {
            0 => {
                println!("none");
                1
            }
            n => n,
        }
    }
}
fn main() {
    println!("{}", Counter { value: Mutex::new(1) }.bump());
}
"""


def test_a_guard_of_what_lies_behind_a_reference(timeline: Derive) -> None:
    found = timeline(MATCH)
    assert told(found) == [("‹guard›", 7, 13)]
    assert held(found) == []  # rustc keeps no loan of what is behind a shared reference
    (guard,) = temporaries(found)
    assert [s.line for s in guard.states] == [8, 9, 10, 11, 12, 13]


IF_LET = """\
use std::sync::Mutex;
fn take(slot: &Mutex<Option<String>>) -> String {
    if let Some(text) = slot.lock().unwrap().take() {
        text
    } else {
        String::new()
    }
}
fn main() {
    take(&Mutex::new(None));
}
"""


@pytest.mark.parametrize(("edition", "last"), [("2024", 5), ("2021", 8), ("2018", 8), ("2015", 8)])
def test_the_else_of_an_if_let_by_edition(edition: str, last: int, timeline: Derive) -> None:
    assert told(timeline(IF_LET, edition)) == [("‹guard›", 3, last)]


TAIL = """\
struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {}
}
fn size() -> usize {
    let _local = Noisy("local");
    Noisy("tail").0.len()
}
fn main() {
    size();
}
"""


@pytest.mark.parametrize(("edition", "order"), [("2024", ["‹Noisy›", "_local"]), ("2021", ["_local", "‹Noisy›"])])
def test_the_tail_expression_by_edition(edition: str, order: list[str], timeline: Derive) -> None:
    (size,) = (f for f in timeline(TAIL, edition).functions if f.name == "size")
    dropped = sorted((e.order, v.name) for v in size.variables for e in v.events if e.kind in DROPS)
    assert [name for _, name in dropped if name in order] == (order if edition == "2021" else ["_local"])


SILENT = """\
struct Lock(&'static str);
impl Drop for Lock {
    fn drop(&mut self) {}
}
fn lock() -> Lock {
    Lock("f")
}
fn main() {
    let _ = Lock("a");
    let _b = Lock("b");
    let kept = &Lock("c");
    lock();
    _ = lock();
    let _: Lock = lock();
    println!("{}", kept.0);
    let n = lock().0.len();
    println!("{n}");
}
"""


def test_what_nobody_keeps_is_dropped_at_once(timeline: Derive) -> None:
    found = timeline(SILENT)
    assert told(found) == [("‹Lock›", line, 18 if line == 11 else line) for line in (9, 11, 12, 13, 14)]
    (main,) = (f for f in found.functions if f.name == "main")
    (loan,) = (x for x in main.loans if x.place == "‹Lock›")
    kept = next(v for v in main.variables if v.name == "kept")
    assert (loan.line, loan.holders, loan.of_temporary, max(loan.live_lines)) == (11, (kept.id,), True, 15)


LOOPS = """\
fn main() {
    let mut text = String::from("abc");
    for c in text.chars() {
        println!("{c}");
    }
    for n in 0..3 {
        println!("{n}");
    }
    for b in text.bytes() { println!("{b}"); }
    for word in vec![String::from("x")] {
        text.push_str(&word);
    }
    let slice: &[u8] = b"ab";
    for b in slice {
        println!("{b}");
    }
}
"""


def test_only_iterators_that_hold_or_own_something_are_told(timeline: Derive) -> None:
    found = timeline(LOOPS)
    assert told(found) == [("‹iterator›", 3, None), ("‹iterator›", 10, 12)]
    assert held(found) == [("‹iterator›", "text", 5)]


EXTENDED = """\
use std::pin::pin;
fn main() {
    let list: &mut Vec<u8> = &mut Vec::new();
    let args = format_args!("{}", String::from("late")).to_string();
    let future = pin!(async { String::from("done") });
    let pair = (&String::from("a"), 1);
    list.push(pair.0.len() as u8);
    drop(args);
    let _ = future;
}
"""


def test_extended_temporaries_live_as_long_as_their_variable(timeline: Derive) -> None:
    assert told(timeline(EXTENDED)) == [("‹Vec›", 3, 10), ("‹future›", 5, 10), ("‹String›", 6, 10)]


SHORT = """\
fn longest<'a>(a: &'a str) -> &'a str { a }
fn main() {
    let n = longest(&String::from("x")).len();
    let s = String::from(" a ")
        .trim()
        .to_string();
    let t = longest(
        &String::from("y"),
    ).to_string();
    println!("{n}{s}{t}");
}
"""


def test_a_temporary_that_is_gone_with_its_expression_has_no_lane(timeline: Derive) -> None:
    assert told(timeline(SHORT)) == []


def test_a_temporary_that_is_missed_has_a_lane(timeline: Derive) -> None:
    found = timeline('fn main() {\n    let t = String::from(" a ").trim();\n    println!("{t}");\n}\n')
    assert told(found) == [("‹String›", 2, 2)]
    (conflict,) = found.conflicts
    assert conflict.code == "E0716"


def test_no_lane_for_what_a_pattern_takes_apart(timeline: Derive) -> None:
    code = """\
fn make() -> (String, Option<String>) { (String::new(), None) }
fn main() {
    match make() {
        (a, Some(b)) => println!("{a}{b}"),
        (a, None) => {
            println!("{a}");
        }
    }
}
"""
    assert told(timeline(code)) == []
