"""What the driver tells of one job -> an answer, or the wish to ask again about it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from borrowproof.backends import Answer, dependencies
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.invocation import MAIN
from borrowproof.backends.playground.batch import ENDING, STREAM, JobReport, RunReport
from borrowproof.backends.playground.single import KILL, limit
from borrowproof.backends.rustc import COMPILING
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.process.sandbox import Completed


class RetryReason(Enum):
    """Why there is no answer yet."""

    ALONE = "it may have suffered from the others"
    LATER = "its turn did not come"
    SINGLY = "rustc was killed, but not necessarily one that cargo starts"


def answer(job: Job, report: JobReport, *, alone: bool) -> Answer | RetryReason:
    """What is known of `job` now; `alone` holds where nothing else was judged beside it."""
    early = unfinished(report, alone=alone)
    if early is not None:
        return early
    found = _judged(job, report)
    if isinstance(found, NotChecked) and not alone:
        return RetryReason.ALONE  # its neighbours may have taken its time or its memory
    if report.compiled == KILL:
        return RetryReason.SINGLY
    return found


def unfinished(report: JobReport, *, alone: bool) -> NotChecked | RetryReason | None:
    """Why the driver did not come to the end of a task; None where it did."""
    if report.state == "done":
        return None
    if report.state == "skipped" and not alone:
        return RetryReason.LATER
    if report.state.startswith("over"):
        detail = f"{_who(report)} prints more than {STREAM >> 10} KiB, too much for the Playground"
        return NotChecked(Cause.LIMIT, detail)
    return _stopped(report) if alone else RetryReason.ALONE


def broken(reports: Sequence[JobReport]) -> str | None:
    """Why nothing at all could be done; None where anything could."""
    killed = [r for r in reports if r.compiled == KILL]
    failed = [r for r in reports if r.state.startswith("failed")]
    if len(reports) > 1 and len(killed) + len(failed) == len(reports):
        return "every rustc that it starts is killed" if killed else failed[0].state
    return None


def _judged(job: Job, report: JobReport) -> Answer:
    built = read_compilation(completed(report), job, COMPILING)
    if isinstance(built, NotChecked):
        return built
    built = replace(built, inputs=dependencies.inputs(report.dependencies, frozenset({MAIN})))
    if not built.compiled or job.goal is not Goal.RUN:
        return built
    if len(report.runs) != 1:
        return NotChecked(Cause.INFRASTRUCTURE, "the program was compiled on the Playground, and did not run")
    return ran(built, report.runs[0])


def ran(built: Outcome, run: RunReport) -> Answer:
    """What a run of a program that was built did, or why that says nothing about the program."""
    return limit(run.exit, run.stderr) or replace(built, exit=run.exit, stdout=run.stdout, stderr=run.stderr)


def completed(report: JobReport) -> Completed:
    """The run of rustc as it would have ended here."""
    return Completed(report.compiled, b"", report.diagnostics.encode(), report.seconds, None)


def _stopped(report: JobReport) -> NotChecked:
    what = report.state.partition(" ")[0]
    if what == "late":
        return NotChecked(Cause.TIMEOUT, f"{_who(report)} did not end within {ENDING / 1000:g} s on the Playground")
    if what == "skipped":
        return NotChecked(Cause.LIMIT, "what it prints is too long for the Playground")
    if what == "abandoned":
        return NotChecked(Cause.LIMIT, "it ended, but what it had started did not")
    return NotChecked(Cause.INFRASTRUCTURE, f"the Playground could not judge it: {report.state}")


def _who(report: JobReport) -> str:
    """Who the state speaks of."""
    return "rustc" if report.state.endswith("rustc") else "the program"
