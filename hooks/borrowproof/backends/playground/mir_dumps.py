"""Has a Playground's rustc write down what its borrow checker knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from borrowproof.backends import borrow_checkers, invocation, mir_dumps
from borrowproof.backends.borrow_checkers import UnknownBorrowChecker
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.mir_dumps import RawDump
from borrowproof.backends.playground import batch, job_report
from borrowproof.backends.playground.batch import JobReport
from borrowproof.backends.playground.conversation import Conversation
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.task import Task
from borrowproof.backends.rustc import COMPILING
from borrowproof.model.compiler import BorrowChecker, Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked

WEIGHT = 2  # of a dump, which takes as long as a rejection


@dataclass(frozen=True, slots=True)
class PlaygroundMirDumps:
    """Works with the driver of `conversation`, whose compiler `toolchain` describes."""

    conversation: Conversation
    toolchain: Toolchain

    def dumps(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, RawDump | NotChecked]]:
        """Facts are NLL's: where another borrow checker judges there, they are not those by which it does."""
        found = dict(self.conversation.ask(batch.fill([borrow_checkers.QUESTION, *jobs], self.task), self))
        why = self._obstacle(found[borrow_checkers.QUESTION])
        return ((job, why or found[job]) for job in jobs)

    def _obstacle(self, told: RawDump | NotChecked) -> NotChecked | None:
        if isinstance(told, NotChecked):
            return told
        try:
            judge = borrow_checkers.read(told.outcome, self.toolchain.name)
        except UnknownBorrowChecker as error:
            return NotChecked(Cause.NO_POLONIUS, str(error))
        other = f"{self.toolchain.name} judges by Polonius, and the facts that it writes down are those of NLL"
        return None if judge is BorrowChecker.NLL else NotChecked(Cause.NO_POLONIUS, other)

    def task(self, item: Job) -> Task:
        arguments = tuple(mir_dumps.arguments(item, self.toolchain))
        variables = tuple(mir_dumps.variables(self.toolchain).items())
        source = (invocation.MAIN, item.code)
        return Task((source,), (arguments,), WEIGHT, variables=variables, keep=mir_dumps.ENDINGS)

    def read(self, item: Job, report: JobReport, *, alone: bool) -> RawDump | NotChecked | RetryReason:
        early = job_report.unfinished(report, alone=alone)
        if early is not None:
            return early
        outcome = read_compilation(job_report.completed(report), item, COMPILING)
        if isinstance(outcome, NotChecked):
            return outcome if alone else RetryReason.ALONE
        return RawDump(report.files, outcome)

    def without_driver(self, items: Sequence[Job]) -> Iterator[tuple[Job, NotChecked]]:
        why = self.conversation.no_driver or "rustc was killed"
        nobody = NotChecked(Cause.INFRASTRUCTURE, f"this Playground cannot be asked for it ({why})")
        yield from ((item, nobody) for item in items)
