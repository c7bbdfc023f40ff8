"""A timeline without what its author hides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.facts.errors import Underivable
from borrowproof.model.timeline import Function, FunctionKind, Timeline
from borrowproof.ownership import hiding
from borrowproof.ownership.wording import reasons
from tests.unit.ownership.made import REJECTED, function, timeline, variable

SETUP = function("Config::setup", 10, 14, variable(20, "seed", 10))
CLOSURE = function("closure in Config::setup, line 12", 12, 12, kind=FunctionKind.CLOSURE, parent_line=10)
SHOWN = function("main", 1, 6, variable(21, "seed", 2), variable(22, "n", 3))
THREE = timeline(SHOWN, SETUP, CLOSURE)


def names(told: Timeline) -> list[tuple[str, list[str]]]:
    return [(f.name, [v.name for v in f.variables]) for f in told.functions]


@pytest.mark.parametrize(
    ("hidden", "left"),
    [
        ((), [SHOWN, SETUP, CLOSURE]),
        (("fn setup",), [SHOWN]),
        (("fn setup", "n"), [replace(SHOWN, variables=SHOWN.variables[:1])]),
        (("seed",), [replace(SHOWN, variables=SHOWN.variables[1:]), replace(SETUP, variables=()), CLOSURE]),
    ],
)
def test_functions_go_with_their_closures_and_variables_everywhere(
    hidden: tuple[str, ...], left: list[Function]
) -> None:
    assert hiding.without(THREE, hidden) == replace(THREE, functions=tuple(left))


@pytest.mark.parametrize("name", ["fn main_", "fn seed", "setup", "sed"])
def test_a_name_that_nothing_has_is_no_timeline(name: str) -> None:
    with pytest.raises(Underivable, match=f"`//@ hide {name}` names nothing"):
        hiding.without(THREE, ("n", name))


def test_what_is_lent_of_a_hidden_variable_and_what_it_holds_goes_with_it() -> None:
    by_itself = hiding.without(REJECTED, ("first",))
    [main] = by_itself.functions
    assert [(loan.place, loan.holders) for loan in main.loans] == [("v", ()), ("v", ())]
    assert by_itself.conflicts[0].loans == (1, 2)
    assert hiding.without(REJECTED, ("v",)).conflicts[0].variables == ()


def test_the_reason_is_told_nevertheless() -> None:
    hidden = hiding.without(REJECTED, ("first",))
    assert reasons.reason(hidden, hidden.conflicts[0]) == (
        "`v` is lent `&` on line 3, and line 5 still uses that loan; so line 4 cannot borrow `v` mutably"
    )
