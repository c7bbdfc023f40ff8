"""Two runs of a program give the same recording."""

from __future__ import annotations

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.sources.collect import Sources
from tests.e2e.memory.conftest import Recorded
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.samples import one_in

RUNS = 30


@one_in(RUNS)
@pytest.mark.parametrize("name", ["threads", "shared", "panics"])
def test_every_run_is_the_same(name: str, share: int, recorded: Recorded, rustc: Rustc) -> None:
    """With threads, too: they take turns."""
    first = recorded(name)
    for _ in range(RUNS // share):
        assert derive(PROGRAMS[name], Edition.E2024, rustc).recording == first


@pytest.mark.prove
def test_every_run_of_a_program_of_our_site_is_the_same(site: Sources, rustc: Rustc) -> None:
    for name, (code, edition) in site_programs(site).items():
        first = derive(code, edition, rustc).recording
        for _ in range(RUNS - 1):
            assert derive(code, edition, rustc).recording == first, name
