"""Loops are found by the text of a program."""

from __future__ import annotations

import pytest

from borrowproof.ownership.picture.loops import Loop, innermost, loops


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("for x in v {\n    f(x);\n}\n", [Loop(1, 3)]),
        ("while let Some(x) = v.pop() {\n}\n", [Loop(1, 2)]),
        ("let n = 'a: loop {\n    break 'a 1;\n};\n", [Loop(1, 3)]),
        ("for x in v.iter().map(|x| { x + 1 }) {\n\n}\n", [Loop(1, 3)]),  # not the block of the closure
        ("for x in [\n    1,\n    2,\n] {\n    f(x)\n}\n", [Loop(1, 6)]),
        ("for a in v {\n    while b {\n    }\n}\nloop {\n}\n", [Loop(1, 4), Loop(2, 3, 1), Loop(5, 6)]),
        ("for x in v { f(x); }\n", []),  # on one line there is no way back to see
        ("impl Drop for A {\n    fn drop(&mut self) {}\n}\n", []),
        ("impl<T: for<'a> Fn(&'a str)> A for T {\n}\n", []),
        ("fn f(g: impl for<'a> Fn(&'a str)) {\n}\n", []),
        ('// for x in v {\nlet s = "while true {";\n', []),
        ("loop {\n    unclosed(\n", []),
        ("let forward = 1;\nlet looped = {\n};\n", []),
    ],
)
def test_loops(code: str, found: list[Loop]) -> None:
    assert list(loops(code)) == found


def test_the_innermost_loop_is_the_round_that_counts() -> None:
    found = loops("for a in v {\n    while b {\n        c\n    }\n}\n")
    assert innermost(found, 3) == Loop(2, 4, 1)
    assert innermost(found, 5) == Loop(1, 5)
    assert innermost(found, 6) is None
