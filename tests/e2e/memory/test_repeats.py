"""Two runs of a program give the same recording."""

from __future__ import annotations

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from tests.e2e.memory.conftest import Recorded
from tests.e2e.memory.programs import PROGRAMS
from tests.samples import one_in

RUNS = 30


@one_in(RUNS)
@pytest.mark.parametrize("name", ["threads", "shared"])
def test_every_run_is_the_same(name: str, share: int, recorded: Recorded, rustc: Rustc) -> None:
    """With threads, too: they take turns."""
    first = recorded(name)
    for _ in range(RUNS // share):
        assert derive(PROGRAMS[name], Edition.E2024, rustc).recording == first
