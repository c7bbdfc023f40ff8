"""Two runs of a program give the same recording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from borrowproof.backends.recording import Built, LocalRecorder
from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job
from borrowproof.sources.collect import Sources
from tests.e2e.memory.conftest import Recorded
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.e2e.memory.whole_run import bodies_of, recorded_with
from tests.samples import one_in

RUNS = 30


@dataclass(frozen=True, slots=True)
class BuiltBefore(LocalRecorder):
    """Records a program that is there already."""

    program: Built = field(kw_only=True)

    @contextmanager
    def built(self, job: Job) -> Iterator[Built]:
        assert job.goal is Goal.RUN
        yield self.program


@one_in(RUNS)
@pytest.mark.parametrize("name", ["threads", "shared", "panics"])
def test_every_run_is_the_same(name: str, share: int, recorded: Recorded, rustc: Rustc) -> None:
    """Built anew each time. With threads, too: they take turns."""
    first = recorded(name)
    for _ in range(RUNS // share):
        assert derive(PROGRAMS[name], Edition.E2024, rustc).recording == first


@pytest.mark.prove
def test_every_run_of_a_program_of_our_site_is_the_same(site: Sources, rustc: Rustc) -> None:
    for name, (code, edition) in site_programs(site).items():
        bodies = bodies_of(code, edition, rustc)
        with LocalRecorder(rustc).built(Job(code, edition, Goal.RUN)) as built:
            again = BuiltBefore(rustc, program=built)
            first = recorded_with(again, code, edition, bodies)
            for _ in range(RUNS - 1):
                other = recorded_with(again, code, edition, bodies)
                assert (other.steps, other.stdout) == (first.steps, first.stdout), name
