"""gdb, which has nothing in common with our recorder, comes to the same rows in the same order, at the same depth."""

from __future__ import annotations

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from tests.e2e.memory.executed_drops import stacks
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.seen_by_gdb import events
from tests.e2e.memory.whole_run import whole_run
from tests.samples import sampled

THREADED = frozenset({"threads", "condition"})  # gdb lets threads run at the same time


@pytest.mark.parametrize("name", sampled(sorted(set(PROGRAMS) - THREADED), 16))
def test_gdb_comes_to_the_same_rows(name: str, rustc: Rustc) -> None:
    code, edition = PROGRAMS[name], Edition.E2024
    whole = whole_run(code, edition, rustc)
    seen = events(code, edition, rustc, whole, drops=False)
    assert seen
    assert [event.address for event in seen] == [hit.row.address for hit in whole.run.hits]
    assert _depths([event.stack for event in seen]) == _depths(stacks(whole))


def _depths(stacks: list[int]) -> list[int]:
    """How far below the first one each lies: where the stack begins depends on the environment."""
    return [stacks[0] - stack for stack in stacks]
