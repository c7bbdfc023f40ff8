"""The answer of /execute: only exactly the right form is one."""

from __future__ import annotations

import pytest

from borrowproof.backends.playground import execution
from borrowproof.backends.playground.execution import Execution
from borrowproof.backends.playground.failures import Unusable

FINE = {"success": True, "exitDetail": "Exited with status 0", "stdout": "a", "stderr": "b"}


@pytest.mark.parametrize("name", ["exitDetail", "exit_detail"])
def test_both_spellings_are_known(name: str) -> None:
    answer = {key: value for key, value in FINE.items() if key != "exitDetail"} | {name: "Exited with status 101"}
    assert execution.read({**answer, "success": False}) == Execution(101, "a", "b")


@pytest.mark.parametrize(
    ("detail", "status"),
    [
        ("Exited with status 3", 3),
        ("Exited with signal 6 (SIGABRT): abort program", -6),
        ("Exited with signal 9 (SIGKILL): kill program", -9),
        ("Exited with signal 45 (???): Unknown signal", -45),
    ],
)
def test_the_end_of_a_program(detail: str, status: int) -> None:
    assert execution.read({**FINE, "success": False, "exitDetail": detail}).exit == status


@pytest.mark.parametrize(
    "changed",
    [
        {"success": "true"},
        {"success": None},
        {"success": False},
        {"stdout": None},
        {"stderr": 1},
        {"stdout": "\ud800"},
        {"stderr": "\udfff"},
        {"exitDetail": None},
        {"exitDetail": "Exited"},
        {"exitDetail": "Exited with status -1"},
        {"exitDetail": "Exited with status 0x"},
        {"exitDetail": "Exited with status 1"},
        {"exitDetail": "Exited with signal 9 (SIGKILL): kill program"},
    ],
)
def test_everything_else_is_no_answer(changed: dict[str, object]) -> None:
    assert execution.read(FINE) == Execution(0, "a", "b")
    with pytest.raises(Unusable):
        execution.read({**FINE, **changed})


def test_an_answer_may_not_lack_anything() -> None:
    for name in FINE:
        with pytest.raises(Unusable):
            execution.read({key: value for key, value in FINE.items() if key != name})
