"""Builds and runs on a Playground what is to be counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.backends import dependencies
from borrowproof.backends.counting import TOKEN, CountedCrate, CrateReport
from borrowproof.backends.merging import planning
from borrowproof.backends.merging.shared_crate import number
from borrowproof.backends.playground import batch, job_report
from borrowproof.backends.playground.batch import CAPACITY, JobReport
from borrowproof.backends.playground.conversation import Conversation
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.task import ProgramRun, Task
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked

LARGEST = 80  # programs in one crate; they take less of a request than 25 crates with one each


@dataclass(frozen=True, slots=True)
class PlaygroundRunner:
    """Works with the driver of `conversation`, whose compiler `toolchain` describes."""

    conversation: Conversation
    toolchain: Toolchain

    def groups(self, alike: Sequence[Job]) -> Iterator[list[Job]]:
        """As many as one request can do; by itself what could reach the others, which are not contained there."""
        near = [job for job in alike if not batch.far_reaching(job)]
        yield from planning.split(near, 1, LARGEST)
        yield from ([job] for job in alike if batch.far_reaching(job))

    def run(self, crates: Sequence[CountedCrate]) -> Iterator[tuple[CountedCrate, CrateReport | NotChecked]]:
        return self.conversation.ask(batch.fill(crates, self.task), self)

    def task(self, item: CountedCrate) -> Task:
        """One build, and the runs of each program. What could reach others has a request for itself."""
        each = enumerate(item.tokens)
        runs = tuple(ProgramRun(number(index), ((TOKEN, token),)) for index, tokens in each for token in tokens)
        far = any(map(batch.far_reaching, item.shared.jobs))
        weight = CAPACITY if far else min(CAPACITY, 4 + len(item.shared.jobs))
        return Task(tuple(item.files().items()), (tuple(item.arguments),), weight, runs, mark=item.shared.mark)

    def read(self, item: CountedCrate, report: JobReport, *, alone: bool) -> CrateReport | NotChecked | RetryReason:
        early = job_report.unfinished(report, alone=alone)
        if early is not None:
            return early
        done = job_report.completed(report)
        if done.exit != 0:
            return CrateReport(done)
        runs, size = report.runs, len(item.tokens[0])
        if len(runs) != sum(map(len, item.tokens)):
            return NotChecked(Cause.INFRASTRUCTURE, "the programs were built on the Playground, and did not run")
        built = item.built(report.seconds, dependencies.inputs(report.dependencies, frozenset(item.files())))
        answers = [job_report.ran(built, run) for run in runs]
        return CrateReport(done, tuple(tuple(answers[at : at + size]) for at in range(0, len(answers), size)))

    def without_driver(self, items: Sequence[CountedCrate]) -> Iterator[tuple[CountedCrate, NotChecked]]:
        why = self.conversation.no_driver or "rustc was killed"
        nobody = NotChecked(Cause.INFRASTRUCTURE, f"nothing can be counted on this Playground ({why})")
        yield from ((item, nobody) for item in items)
