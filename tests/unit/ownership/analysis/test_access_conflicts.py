"""Which error an access to what is lent is, and which one something is that breaks a loan which is needed once more."""

from __future__ import annotations

import pytest

from borrowproof.facts.mir import instructions, places
from borrowproof.model.access import Access
from borrowproof.ownership.analysis.access_conflicts import code_of_break, code_of_conflict

LENT = places.parse("_1")


@pytest.mark.parametrize(
    ("text", "mutable", "unique", "code"),
    [
        ("StorageDead(_1)", False, False, "E0597"),
        ("drop(_1) -> bb1", True, False, "E0597"),
        ("return", True, False, "E0597"),
        ("_2 = move _1", False, False, "E0505"),
        ("_2 = copy _1", True, False, "E0503"),
        ("_2 = &_1", True, False, "E0502"),
        ("_2 = &mut _1", True, False, "E0499"),
        ("_2 = &mut _1", False, False, "E0502"),
        ("_2 = &_1", True, True, "E0501"),
        ("_1 = const 2_i32", True, False, "E0506"),
    ],
)
def test_a_loan_is_broken_with_the_error_of_what_happens_there(
    text: str, mutable: bool, unique: bool, code: str
) -> None:
    instruction = instructions.parse(text)
    found = code_of_break(instruction, LENT, mutable=mutable, temporary=False, unique=unique, replaced=False)
    assert found == code


@pytest.mark.parametrize("text", ["StorageDead(_1)", "drop(_1) -> bb1"])
def test_the_end_of_a_temporary_has_a_code_of_its_own(text: str) -> None:
    instruction = instructions.parse(text)
    assert code_of_break(instruction, LENT, mutable=False, temporary=True, unique=False, replaced=False) == "E0716"


def test_a_drop_that_makes_room_for_a_new_value_is_an_assignment() -> None:
    dropped = instructions.parse("drop(_1) -> bb1")
    assert code_of_break(dropped, LENT, mutable=False, temporary=False, unique=False, replaced=True) == "E0506"


@pytest.mark.parametrize(
    ("access", "mutable", "copied", "unique", "code"),
    [
        (Access.READ, False, False, False, None),
        (Access.READ, True, False, False, "E0502"),
        (Access.READ, True, True, False, "E0503"),
        (Access.READ, True, False, True, "E0501"),
        (Access.LEND, True, False, True, "E0501"),
        (Access.LEND_MUTABLY, False, False, False, "E0502"),
        (Access.LEND_MUTABLY, True, False, False, "E0499"),
        (Access.LEND_MUTABLY, True, False, True, "E0501"),
        (Access.CHANGE, False, True, False, "E0506"),
        (Access.MOVE, False, False, False, "E0505"),
        (Access.MOVE, False, True, False, None),
        (Access.MOVE, True, True, False, "E0503"),
    ],
)
def test_an_access_to_what_is_lent_is_the_error_that_rustc_reports(
    access: Access, mutable: bool, copied: bool, unique: bool, code: str | None
) -> None:
    assert code_of_conflict(access, mutable=mutable, copied=copied, unique=unique) == code
