"""A run with all its steps, none of them folded, and what they were derived from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from borrowproof.backends.recording import LocalRecorder
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.dump import dump
from borrowproof.facts.recorded_run import RecordedRun, record
from borrowproof.facts.source_text import Source
from borrowproof.memory.analysis.bodies import executable_bodies, followed_rows, matched
from borrowproof.memory.analysis.executable_body import ExecutableBody
from borrowproof.memory.analysis.steps import StepBuilder
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Step
from borrowproof.model.outcome import Goal, Job


@dataclass(frozen=True)
class WholeRun:
    """One run, and the bodies of MIR that it was followed through."""

    run: RecordedRun
    bodies: Sequence[ExecutableBody]

    @cached_property
    def builder(self) -> StepBuilder:
        return StepBuilder(self.run, self.bodies)

    @cached_property
    def steps(self) -> list[Step]:
        """Every step of the run."""
        return self.builder.steps()

    @property
    def stdout(self) -> str:
        return self.run.stdout.decode("utf-8")


def whole_run(code: str, edition: Edition, rustc: Rustc) -> WholeRun:
    """Record a program. Raises what `memory.derive.derive` raises."""
    return recorded_with(LocalRecorder(rustc), code, edition, bodies_of(code, edition, rustc))


def bodies_of(code: str, edition: Edition, rustc: Rustc) -> list[ExecutableBody]:
    """The bodies of MIR that a run of a program is followed through."""
    return executable_bodies(dump(code, edition, rustc), Source(code))


def recorded_with(recorder: LocalRecorder, code: str, edition: Edition, bodies: Sequence[ExecutableBody]) -> WholeRun:
    """One run of a program."""
    job = Job(code, edition, Goal.RUN)
    run = record(job, recorder, lambda debug: followed_rows(debug, matched(debug, bodies)))
    return WholeRun(run, bodies)
