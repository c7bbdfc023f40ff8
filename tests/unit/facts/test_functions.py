"""Under which name a reader knows a body, what it is, and on which lines it stands."""

from __future__ import annotations

import pytest

from borrowproof.facts.functions import FunctionInfo, async_function_path, function_info
from borrowproof.facts.mir import bodies
from borrowproof.facts.mir.syntax import Body
from borrowproof.facts.source_text import Source
from borrowproof.model.timeline import FunctionKind as Kind

SOURCE = Source(
    """\
async fn log(text: &str) -> usize {
    text.len()
}
fn main() {
    let say = async |extra: String| {
        log(&extra).await
    };
    let later = async {
        1
    };
    let count = move || 1;
    let each = gen { yield 1; };
    let made = shout!(1);
}
struct Song;
impl Song { fn play(self) {} }
#[derive(Clone)]
struct Copied;
const LIMIT: usize = { 3 };
static r#type: [u8; { 2 }] = [0; 2];
"""
)


def body(name: str, signature: str, at: str, returned: str = "") -> Body:
    """A body of one instruction, which stands `at` a place of the source; `returned` is where its result does."""
    lines = [f"// MIR for `{name}` 0 nll", "", f"{signature} {{"]
    lines.append(f"    let mut _0: usize; // return place in scope 0 at {returned or at}")
    lines += ["", "    bb0: {", f"        return; // scope 0 at {at}", "    }", "}"]
    return bodies.parse("\n".join(lines))


ASYNC_CLOSURE = "{async closure body@src/main.rs:5:37: 7:6}"
BODIES = [
    (
        "main",
        "fn main() -> ()",
        "src/main.rs:5:9: 13:25",
        FunctionInfo("main", Kind.FUNCTION, 4, 13, None),
    ),
    (
        "<impl at src/main.rs:16:1: 16:10>::play",
        "fn <impl at src/main.rs:16:1: 16:10>::play(_1: Song) -> ()",
        "src/main.rs:16:28: 16:28",
        FunctionInfo("Song::play", Kind.FUNCTION, 16, 16, None),
    ),
    (
        "<impl at src/main.rs:17:10: 17:15>::clone",
        "fn <impl at src/main.rs:17:10: 17:15>::clone(_1: &Copied) -> Copied",
        "src/main.rs:17:10: 17:15",
        None,
    ),
    ("LIMIT", "const LIMIT: usize =", "src/main.rs:19:24: 19:25", FunctionInfo("LIMIT", Kind.CONSTANT, 19, 19, None)),
    (
        "type",
        "static type: [u8; 2] =",
        "src/main.rs:20:30: 20:36",
        FunctionInfo("type", Kind.CONSTANT, 20, 20, None),
    ),
    (
        "type::{constant#0}",
        "type::{constant#0}: usize =",
        "src/main.rs:20:21: 20:26",
        FunctionInfo("constant in type, line 20", Kind.CONSTANT, 20, 20, None),
    ),
    (
        "log::{closure#0}",
        "fn log::{closure#0}(_1: {async fn body of log()}, _2: std::future::ResumeTy) -> usize\nyields ()\n",
        "src/main.rs:2:5: 3:2",
        FunctionInfo("log", Kind.COROUTINE, 1, 3, None),
    ),
    (
        "main::{closure#0}",
        f"fn main::{{closure#0}}(_1: &{{async closure@src/main.rs:5:15: 5:36}}, _2: String) -> {ASYNC_CLOSURE}",
        "src/main.rs:5:37: 7:6",
        FunctionInfo("closure in main, line 5", Kind.CLOSURE, 5, 7, "main"),
    ),
    (
        "main::{closure#0}::{closure#0}",
        f"fn main::{{closure#0}}::{{closure#0}}(_1: {ASYNC_CLOSURE}, _2: std::future::ResumeTy) -> usize\nyields ()\n",
        "src/main.rs:6:9: 7:6",
        FunctionInfo("async closure in main, line 5", Kind.COROUTINE, 5, 7, "main::{closure#0}"),
    ),
    (
        "main::{closure#1}",
        "fn main::{closure#1}(_1: {async block@src/main.rs:8:17: 8:22}, _2: std::future::ResumeTy) -> usize\n"
        "yields ()\n",
        "src/main.rs:9:9: 10:6",
        FunctionInfo("async block in main, line 8", Kind.COROUTINE, 8, 10, "main"),
    ),
    (
        "main::{closure#2}",
        "fn main::{closure#2}(_1: {closure@src/main.rs:11:17: 11:24}) -> usize",
        "src/main.rs:11:25: 11:26",
        FunctionInfo("closure in main, line 11", Kind.CLOSURE, 11, 11, "main"),
    ),
    (
        "main::{closure#3}",
        "fn main::{closure#3}(_1: std::pin::Pin<&mut {gen block@src/main.rs:12:16: 12:19}>) -> Option<i32>\n"
        "yields ()\n",
        "src/main.rs:12:22: 12:30",
        FunctionInfo("gen block in main, line 12", Kind.COROUTINE, 12, 12, "main"),
    ),
    (
        "main::{closure#4}",
        "fn main::{closure#4}(_1: {closure@src/main.rs:13:16: 13:22}) -> usize",
        "src/main.rs:13:23: 13:24",
        None,
    ),
    ("main", "fn main() -> ()", "/rustc/0/library/std/src/macros.rs:1:1: 1:2", None),
    ("made", "fn made() -> usize", "src/main.rs:5:9: 5:10", None),
]


@pytest.mark.parametrize(("name", "signature", "at", "expected"), BODIES)
def test_a_body_is_told_as_its_author_knows_it(
    name: str, signature: str, at: str, expected: FunctionInfo | None
) -> None:
    assert function_info(body(name, signature, at), SOURCE) == expected


def test_the_body_of_a_macro_is_nobodys_though_some_of_it_is_the_programs() -> None:
    made = body("main", "fn main() -> ()", "src/main.rs:5:9: 5:10", "/rustc/0/library/std/src/macros.rs:1:1: 1:2")
    assert function_info(made, SOURCE) is None


@pytest.mark.parametrize(
    ("name", "signature", "path"),
    [
        ("log::{closure#0}", "fn log::{closure#0}(_1: {async fn body of log()}, _2: X) -> usize\nyields ()\n", "log"),
        (
            "main::{closure#0}::{closure#0}",
            f"fn main::{{closure#0}}::{{closure#0}}(_1: {ASYNC_CLOSURE}, _2: X) -> usize\nyields ()\n",
            "main::{closure#0}",
        ),
        ("main::{closure#1}", "fn main::{closure#1}(_1: {async block@src/main.rs:8:17: 8:22}) -> usize", None),
        ("main", "fn main() -> ()", None),
    ],
)
def test_the_function_behind_the_body_of_an_async_one(name: str, signature: str, path: str | None) -> None:
    assert async_function_path(body(name, signature, "src/main.rs:2:5: 3:2")) == path
