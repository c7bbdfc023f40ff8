"""One program in one request, judged by what cargo prints: for a Playground on which the driver does not work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from borrowproof.backends import Answer, dependencies, invocation
from borrowproof.backends.compilation import from_outside
from borrowproof.backends.playground import cargo_text
from borrowproof.backends.playground.cargo_text import CargoOutput, CompilerKilled, NotUnderstood
from borrowproof.backends.playground.execution import Execution
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome

KILL, ABORT = -9, -6
_TEST_FAILED = re.compile(r"^error: test failed, to rerun pass `--bin playground`\n\Z", re.MULTILINE)
_CRATE_OF_THE_PLAYGROUND = "it gives its crate a name, which cargo does not allow there"


@dataclass(frozen=True, slots=True)
class Request:
    """Where to send what."""

    path: str
    payload: Mapping[str, object]


def obstacle(job: Job) -> NotChecked | None:
    """What keeps cargo from judging this job."""
    if invocation.names_itself(job.code):
        return NotChecked(Cause.INFRASTRUCTURE, _CRATE_OF_THE_PLAYGROUND)
    if job.borrow_checker is not None:
        return NotChecked(Cause.NO_POLONIUS, "cargo cannot be asked there for another borrow checker")
    return None


def request(job: Job, channel: str) -> Request:
    """/execute runs what compiles; /compile builds it, code generation and all, and runs nothing."""
    runs = job.goal is Goal.RUN
    fields = {
        "channel": channel,
        "mode": "debug",
        "edition": job.edition.value,
        "crateType": "bin",
        "tests": job.test_harness,
        "code": job.code,
    }
    return Request("/execute", fields) if runs else Request("/compile", {**fields, "target": "mir"})


def read(job: Job, done: Execution) -> Answer:
    """The outcome that cargo's text tells of, or why it tells of none."""
    try:
        said = cargo_text.read(done.stderr, job.lints)
    except CompilerKilled as error:
        return NotChecked(Cause.INFRASTRUCTURE, f"{error}, for want of memory perhaps")
    except NotUnderstood as error:
        return NotChecked(Cause.INFRASTRUCTURE, f"what cargo said there is not understood: {error}")
    missing = set(job.lints) - {d.code for d in said.diagnostics}
    if missing:
        # They may be off by default, and there is no way to ask for them.
        names = ", ".join(sorted(missing))
        return NotChecked(Cause.INFRASTRUCTURE, f"cargo there does not tell about the lint {names}")
    inputs = None if dependencies.reads(job.code) else ()  # cargo does not tell
    outcome = Outcome(job.edition, said.diagnostics, compiled=said.compiled, inputs=inputs)
    if not said.compiled:
        return outcome if done.exit == 101 else _contradiction(done)
    if job.goal is Goal.RUN:
        return _run(job, done, said, outcome)
    return outcome if done.exit == 0 and said.program is None else _contradiction(done)


def _contradiction(done: Execution) -> NotChecked:
    return NotChecked(
        Cause.INFRASTRUCTURE, f"cargo's text and its exit status ({done.exit}) there contradict each other"
    )


def _run(job: Job, done: Execution, said: CargoOutput, outcome: Outcome) -> Answer:
    if said.program is None:
        return NotChecked(Cause.INFRASTRUCTURE, "cargo there does not say that it ran the program")
    stderr = said.program
    if job.test_harness and done.exit != 0:
        stderr = _TEST_FAILED.sub("", said.program)
        if stderr == said.program:
            return NotChecked(Cause.INFRASTRUCTURE, "cargo there does not say how the tests ended")
    ended = limit(done.exit, stderr)
    return ended or replace(outcome, exit=done.exit, stdout=done.stdout, stderr=stderr)


def limit(exit_status: int, stderr: str) -> NotChecked | None:
    """The end of a program that says nothing about it: its container had too little memory, or was stopped."""
    if exit_status == KILL:
        return NotChecked(Cause.LIMIT, "the program was killed on the Playground, where memory is short (512 MiB)")
    if exit_status == ABORT and "memory allocation of " in stderr:
        return NotChecked(Cause.LIMIT, "the program was stopped: it needs more memory than the Playground has")
    return from_outside("the program", exit_status)
