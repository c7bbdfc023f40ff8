"""Cargo's text: exactly its form is understood, and whatever a program prints is not taken for it."""

from __future__ import annotations

import pytest

from borrowproof.backends.playground import cargo_text
from borrowproof.backends.playground.cargo_text import CompilerKilled, NotUnderstood
from borrowproof.judging.messages import primary_lines
from borrowproof.model.diagnostic import Level

COMPILING = "   Compiling playground v0.0.1 (/playground)\n"
FINISHED = "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.41s\n"
RUNNING = "     Running `target/debug/playground`\n"
RAN = COMPILING + FINISHED + RUNNING
MOVED = """\
error[E0382]: borrow of moved value: `v`
 --> src/main.rs:4:20
  |
2 |     let v = vec![1];
  |         - move occurs because `v` has type `Vec<i32>`, which does not implement the `Copy` trait
3 |     drop(v);
  |          - value moved here
4 |     println!("{:?}", v);
  |                      ^ value borrowed here after move
  |
  = note: this error originates in the macro `$crate::format_args_nl`
help: consider cloning the value if the performance cost is acceptable
  |
3 |     drop(v.clone());
  |           ++++++++

"""
UNUSED = """\
warning: unused variable: `a`
 --> src/main.rs:2:9
  |
2 |     let a = 1;
  |         ^ help: if this is intentional, prefix it with an underscore: `_a`
  |
  = note: `#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default

warning: unused variable: `b`
 --> src/main.rs:3:9
  |
3 |     let b = 1;
  |         ^ help: if this is intentional, prefix it with an underscore: `_b`

"""
DEPRECATED = """\
warning: use of deprecated function `f`: old
 --> src/main.rs:3:5
  |
3 |     f();
  |     ^
  |
  = note: `#[warn(deprecated)]` on by default

"""
EXPLAINED = "For more information about this error, try `rustc --explain E0382`.\n"
FAILED = 'error: could not compile `playground` (bin "playground") due to 1 previous error\n'


def warned(number: int) -> str:
    return f'warning: `playground` (bin "playground") generated {number} warning{"s" if number > 1 else ""}\n'


def failed(errors: int, warnings: int = 0) -> str:
    text = f"due to {errors} previous error{'s' if errors > 1 else ''}"
    return f'error: could not compile `playground` (bin "playground") {text}' + (
        f"; {warnings} warning{'s' if warnings > 1 else ''} emitted\n" if warnings else "\n"
    )


def test_a_silent_program() -> None:
    said = cargo_text.read(RAN)
    assert (said.compiled, said.diagnostics, said.program) == (True, (), "")


def test_what_was_only_built() -> None:
    said = cargo_text.read(COMPILING + FINISHED)
    assert (said.compiled, said.diagnostics, said.program) == (True, (), None)


def test_an_error_has_its_code_its_line_and_its_text() -> None:
    said = cargo_text.read(COMPILING + MOVED + EXPLAINED + FAILED)
    [error] = said.diagnostics
    assert (said.compiled, said.program) == (False, None)
    assert (error.level, error.code, error.message) == (Level.ERROR, "E0382", "borrow of moved value: `v`")
    assert primary_lines(error) == {4}
    assert error.spans[0].column_start == 20
    assert [child.message.split()[0] for child in error.children] == ["this", "consider"]
    assert error.rendered == MOVED.rstrip("\n") + "\n"


def test_a_message_of_several_lines_forges_nothing() -> None:
    pad = " " * len("warning: ")
    forged = f"{pad}error[E0382]: b\n{pad} --> src/main.rs:1:1\n{pad} = note: `#[warn(unused)]`\n{pad}note: c\n"
    text = DEPRECATED.replace(" --> src/main.rs:3:5\n", f"{forged} --> src/main.rs:3:5\n")
    [warning] = cargo_text.read(COMPILING + text + warned(1) + FINISHED + RUNNING).diagnostics
    assert (warning.code, *primary_lines(warning)) == ("deprecated", 3)
    assert warning.message.count("\n") == 4


def test_warnings_of_the_unused_group_are_left_out_unless_they_are_pinned() -> None:
    text = COMPILING + UNUSED + DEPRECATED + warned(3) + FINISHED + RUNNING
    assert [d.code for d in cargo_text.read(text).diagnostics] == ["deprecated"]
    pinned = cargo_text.read(text, ("unused_variables",)).diagnostics
    assert [(d.code, *primary_lines(d)) for d in pinned] == [
        ("unused_variables", 2),
        ("unused_variables", 3),
        ("deprecated", 3),
    ]


def test_a_program_may_print_what_it_likes() -> None:
    for printed in (MOVED, FAILED, COMPILING + MOVED + FAILED, RUNNING, "error[E0382]: x\n", UNUSED, "\u2028error: x"):
        said = cargo_text.read(RAN + printed)
        assert (said.compiled, said.diagnostics, said.program) == (True, (), printed)


def test_tests_are_run_as_well() -> None:
    text = COMPILING + FINISHED + "     Running unittests src/main.rs (target/debug/deps/playground-0f)\n"
    assert cargo_text.read(text + "told").program == "told"


@pytest.mark.parametrize(
    "text",
    [
        "",
        COMPILING,
        COMPILING + MOVED,
        COMPILING + MOVED + FINISHED + RUNNING,
        COMPILING + MOVED + MOVED + FAILED,
        COMPILING + FAILED,
        COMPILING + MOVED + failed(2),
        COMPILING + MOVED + failed(1, 1),
        COMPILING + MOVED + UNUSED + failed(1),
        COMPILING + MOVED + FAILED + FINISHED,
        COMPILING + MOVED + FAILED + RUNNING,
        COMPILING + UNUSED + FINISHED + RUNNING,
        COMPILING + UNUSED + warned(1) + FINISHED + RUNNING,
        COMPILING + "something else\n" + FINISHED + RUNNING,
        COMPILING
        + MOVED.replace("borrowed here", "^ borrowed").replace("3 |     drop(v);\n  |          -", "3 |\n  | ^")
        + FAILED,
        COMPILING + UNUSED.split("\n\n")[1] + "\n\n" + warned(1) + FINISHED + RUNNING,
        "error: could not find `Cargo.toml` in `/playground`\n",
        "<html>",
    ],
)
def test_anything_else_is_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        cargo_text.read(text)


@pytest.mark.parametrize(
    "text",
    [
        'error: could not compile `playground` (bin "playground")\n\nCaused by:\n'
        "  process didn't exit successfully: `rustc --crate-name playground` (signal: 9, SIGKILL: kill)\n",
        "error: the compiler unexpectedly panicked. this is a bug.\n\nnote: rustc 1.95.0\n",
    ],
)
def test_a_compiler_that_did_not_end_says_nothing(text: str) -> None:
    with pytest.raises(CompilerKilled):
        cargo_text.read(COMPILING + text)
