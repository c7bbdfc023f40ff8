"""Which variables and loans an error of rustc is about, by its message, its labels and its places."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.timeline import Conflict, EventKind, Function, Label, ReferenceKind
from borrowproof.ownership.analysis import conflicts as told
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.conflict_points import CheckedBody
from borrowproof.ownership.analysis.loans import Loans
from tests.unit.ownership.made import born, event, function, loan, variable

MAIN = function(
    "main",
    1,
    9,
    variable(1, "x", 2, *born(2, "x")),
    variable(2, "y", 3, *born(3, "y")),
    variable(3, "x", 4, *born(4, "x"), event(EventKind.MOVE, 7, "x")),
    variable(4, "x", 8, *born(8, "x")),
    loan(1, "y", 2, ReferenceKind.SHARED, (5, 6)),
    loan(2, "x", 3, ReferenceKind.MUTABLE, (6, 7)),
)
OTHER = function("other", 11, 19, variable(5, "x", 12, *born(12, "x")), loan(3, "x", 5, ReferenceKind.SHARED, (13,)))
CODE, MESSAGE = "E0000", "no borrow of such a thing"


def conflict(message: str, *spans: Span, functions: tuple[Function, ...] = (OTHER, MAIN)) -> Conflict:
    """What is known of one error with a code that nothing else is known of."""
    bodies = [CheckedBody(f, cast(BodyAnalysis, None), cast(Loans, None)) for f in functions]
    [found] = told.conflicts([Diagnostic(Level.ERROR, CODE, message, spans)], bodies)
    return found


def at(line: int, column: int = 1, label: str | None = None, *, primary: bool = True, foreign: bool = False) -> Span:
    return Span(line, column, line, column + 1, primary, label, foreign=foreign)


def test_of_variables_with_one_name_the_last_one_before_the_place_is_meant() -> None:
    assert conflict("use of moved value: `x`", at(7)).variables == (3,)
    assert conflict("use of moved value: `x`", at(4)).variables == (3,), "declared on that line"
    assert conflict("use of moved value: `x`", at(3)).variables == (1,)
    assert conflict("use of moved value: `x`", at(8)).variables == (4,)
    assert conflict("use of moved value: `x`", at(13)).variables == (5,), "of the function around"


def test_variables_of_one_line_are_told_by_their_columns() -> None:
    pair = function("f", 1, 3, replace(variable(7, "x", 2), column=9), variable(6, "x", 2))
    assert conflict("use of moved value: `x`", at(3), functions=(pair,)).variables == (7,)


def test_every_variable_that_the_message_or_a_label_names_is_meant_once() -> None:
    found = conflict(
        "cannot move out of `*x.name`", at(7, 1, "`y` is borrowed, and `x` is moved"), at(5, primary=False)
    )
    assert found.variables == (3, 2)
    assert conflict("cannot find `nobody` here", at(5)).variables == ()


def test_an_error_that_names_none_is_about_what_happens_where_it_points() -> None:
    assert conflict(MESSAGE, at(7, 5)).variables == (3,)
    assert conflict(MESSAGE, at(7, 6)).variables == ()


def test_the_loans_are_those_that_begin_where_it_points() -> None:
    assert conflict(MESSAGE, at(5, 9)).loans == (1,)
    assert conflict(MESSAGE, at(7), at(6, 9, primary=False), at(5, 9, primary=False)).loans == (1, 2)
    assert conflict(MESSAGE, at(5, 8)).loans == ()
    assert conflict(MESSAGE, at(13, 9)).loans == (3,)


def test_labels_are_those_of_the_program() -> None:
    found = conflict(MESSAGE, at(5, 2, "here"), at(6, 9, "in std", primary=False, foreign=True))
    assert found.labels == (Label(5, 2, 5, 3, "here", True),)
    assert (found.code, found.message, found.points, found.loans) == (CODE, MESSAGE, (), ())


def test_without_any_place_nothing_is_known() -> None:
    assert conflict("`x` is wrong").variables == ()
