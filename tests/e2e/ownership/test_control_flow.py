"""Where a lane ends and begins again: at jumps, in arms, in the `else` of a `let`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import Timeline, Variable
from borrowproof.ownership.derive import derive


@pytest.fixture(scope="module")
def timeline(rustc: Rustc) -> Callable[[str], Timeline]:
    return cache(lambda code: derive(code, Edition.E2024, rustc))


def variable(found: Timeline, name: str, line: int | None = None) -> Variable:
    (one,) = (v for f in found.functions for v in f.variables if v.name == name and line in (None, v.line))
    return one


def states(of: Variable) -> dict[int, str]:
    return {s.line: s.state.value for s in of.states}


LET_ELSE = """\
fn note(_: usize) {}
fn main() {
    let maybe = Some(String::from("a"));
    let Some(text) = maybe else {
        note(1);
        LEAVE
    };
    println!("{text}");
}
"""


@pytest.mark.parametrize("leave", ["return;", 'panic!("no");', "std::process::exit(1);", "loop {}", "unreachable!()"])
def test_the_else_of_a_let_does_not_see_its_variables(leave: str, timeline: Callable[[str], Timeline]) -> None:
    found = timeline(LET_ELSE.replace("LEAVE", leave))
    assert variable(found, "text").absent == (5, 6, 7)
    maybe = variable(found, "maybe")
    assert (states(maybe)[5], states(maybe)[8], maybe.absent) == ("owned", "partial", (7,))


ARMS = """\
fn pick(maybe: Option<String>) -> usize {
    let text = match maybe {
        Some(text) => text,
        None => {
            println!("none");
            return 0;
        }
    };
    text.len()
}
fn main() {
    pick(None);
}
"""


def test_each_arm_begins_from_its_branch(timeline: Callable[[str], Timeline]) -> None:
    found = timeline(ARMS)
    maybe = variable(found, "maybe")
    assert states(maybe) == {2: "owned", 3: "owned", 4: "owned", 5: "owned", 6: "owned"} | dict.fromkeys(
        (8, 9, 10), "partial"
    )
    assert maybe.absent == (7,)
    assert variable(found, "text", 2).absent == (4, 5, 6, 7)
    assert variable(found, "text", 2).events[0].line == 3, "nobody sees a name before its `let` is over"


RETURNS = """\
fn pick(n: u8, text: String) -> String {
    match n {
        0 => println!("zero"),
        1 => return text,
        2 => {
            drop(text);
            panic!("two");
        }
        _ => {}
    }
    text
}
fn main() {
    pick(1, String::new());
}
"""


def test_an_arm_that_returns_leaves_no_trace_behind_the_match(timeline: Callable[[str], Timeline]) -> None:
    text = variable(timeline(RETURNS), "text")
    assert states(text) == {2: "owned", 3: "owned", 4: "owned", 5: "owned", 6: "owned", 7: "moved"} | dict.fromkeys(
        (9, 10, 11), "owned"
    ) | {12: "moved"}
    assert text.absent == (8,)


LOOP = """\
fn main() {
    let mut found = None;
    for word in vec![String::from("a")] {
        if word.len() > 2 {
            found = Some(word);
            break;
        }
        if word.is_empty() {
            continue;
        } else {
            println!("{word}");
        }
    }
    println!("{found:?}");
}
"""


def test_jumps_out_of_a_loop(timeline: Callable[[str], Timeline]) -> None:
    found = timeline(LOOP)
    word = variable(found, "word")
    assert (states(word)[8], states(word)[11], states(word)[13], word.absent) == ("owned", "owned", "owned", (7,))
    assert variable(found, "found").absent == (7,)
    assert states(variable(found, "found"))[14] == "owned"


JOINED = """\
enum Shape {
    Circle(String),
    Named { name: String },
    Nothing,
}
fn name(shape: Shape) -> String {
    match shape {
        Shape::Circle(name) => name,
        Shape::Named { name } => {
            name + "!"
        }
        Shape::Nothing => String::new(),
    }
}
fn main() {
    name(Shape::Nothing);
}
"""


def test_the_end_of_a_match_is_where_its_arms_meet(timeline: Callable[[str], Timeline]) -> None:
    shape = variable(timeline(JOINED), "shape")
    assert states(shape)[13] == "partial"
    assert shape.absent == ()


VALUES = """\
struct Pair {
    left: String,
    right: String,
}
fn main() {
    let pair = Pair {
        left: String::from("a"),
        right: String::from("b"),
    };
    let all = vec![
        pair.left,
        pair.right,
    ];
    let total: usize = all
        .iter()
        .map(|s| {
            s.len()
        })
        .sum();
    println!("{total}");
}
"""


def test_the_lines_of_a_value_break_no_lane(timeline: Callable[[str], Timeline]) -> None:
    found = timeline(VALUES)
    assert variable(found, "pair").absent == ()
    assert variable(found, "all").absent == ()
    assert next(e.line for e in variable(found, "total").events) == 19
