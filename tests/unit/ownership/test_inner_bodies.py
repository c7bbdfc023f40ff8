"""The sentences about what happens in a closure."""

from __future__ import annotations

from borrowproof.model.timeline import Event, FunctionKind
from tests.unit.ownership.made import (
    MUTABLE,
    E,
    born,
    event,
    function,
    loan,
    timeline,
    variable,
)
from tests.unit.ownership.told import said


def test_a_closure_that_is_kept_in_something_else_is_told_apart_from_it() -> None:
    v, b = variable(1, "v", 1), variable(2, "button", 1, *born(1, "button"), type="Button")
    one = loan(1, "v", 1, MUTABLE, (2, 3, 6), holders=(2,), capture=True)
    body = function("main", 1, 9, v, b, one)
    assert (2, "`v` is captured by `&mut`; `button` keeps it until line 6") in said(timeline(body))


def inner(first: int, last: int, *events: Event) -> list[tuple[int, str]]:
    """The sentences about a closure with the parameter `n` and the captured `log`."""
    n = variable(1, "n", first, event(E.ARGUMENT, first, "n"), *events, needs_drop=False, argument=True)
    log = variable(2, "log", 1, event(E.ARGUMENT, first, "log"), captured=True, by_reference=MUTABLE)
    body = function("closure in main, line 4", first, last, n, log, kind=FunctionKind.CLOSURE, parent_line=1)
    return said(timeline(body))


def test_a_closure_on_one_line_says_only_what_it_does() -> None:
    copied, written = event(E.COPY, 4, "n", 1), event(E.WRITE, 4, "n.1", 2)
    end = event(E.SCOPE_END, 4, "n", 3)
    assert inner(4, 4, end) == []
    assert inner(4, 4, copied, end) == [(4, "in the closure, `n` is copied")]
    assert inner(4, 4, copied, written, end) == [(4, "in the closure, `n` is copied, then `n.1` is written")]


def test_a_closure_with_lanes_says_where_it_is_on_lines_that_it_shares() -> None:
    assert inner(4, 6, event(E.COPY, 5, "n"), event(E.SCOPE_END, 6, "n")) == [
        (4, "in the closure, `n` comes from its caller, then `log` is held by `&mut`"),
        (5, "`n` is copied"),
    ]


def test_a_block_that_is_resumed_is_called_what_it_is() -> None:
    x = variable(1, "x", 1, event(E.ARGUMENT, 4, "x"), event(E.COPY, 4, "x"), captured=True)
    for what in ("async block", "gen block", "async gen block"):
        body = function(f"{what} in main, line 4", 4, 6, x, kind=FunctionKind.COROUTINE, parent_line=1)
        assert all(text.startswith(f"in the {what}, ") for line, text in said(timeline(body)) if line == 4)
        holder = variable(2, "b", 1, *born(1, "b"), type=what)
        lent = loan(1, "v", 3, MUTABLE, (2, 3, 6), holders=(2,), capture=True)
        outer = function("main", 1, 9, holder, variable(3, "v", 1), lent)
        assert f"the {what} `b` borrows `v` mutably until line 6" in [text for _, text in said(timeline(outer))]
