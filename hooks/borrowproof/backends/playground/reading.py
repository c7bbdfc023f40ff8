"""What the driver tells of one job -> an answer, or the wish to ask again about it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from borrowproof.backends import Answer, dependencies
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.invocation import MAIN
from borrowproof.backends.playground.batch import ENDING, STREAM, Told
from borrowproof.backends.playground.single import KILL, limit
from borrowproof.backends.rustc import COMPILING
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked
from borrowproof.process.sandbox import Completed


class Again(Enum):
    """Why there is no answer yet."""

    ALONE = "it may have suffered from the others"
    LATER = "its turn did not come"
    SINGLY = "rustc was killed, but not necessarily one that cargo starts"


def answer(job: Job, told: Told, *, alone: bool) -> Answer | Again:
    """What is known of `job` now; `alone` holds where nothing else was judged beside it."""
    if told.state == "skipped" and not alone:
        return Again.LATER
    if told.state.startswith("over"):
        detail = f"{_who(told)} prints more than {STREAM >> 10} KiB, too much for the Playground"
        return NotChecked(Cause.LIMIT, detail)
    found = _judged(job, told) if told.state == "done" else _stopped(told)
    if isinstance(found, NotChecked) and not alone:
        return Again.ALONE  # its neighbours may have taken its time or its memory
    if told.compiled == KILL:
        return Again.SINGLY
    return found


def broken(told: Sequence[Told]) -> str | None:
    """Why nothing at all could be done; None where anything could."""
    killed = [t for t in told if t.compiled == KILL]
    failed = [t for t in told if t.state.startswith("failed")]
    if len(told) > 1 and len(killed) + len(failed) == len(told):
        return "every rustc that it starts is killed" if killed else failed[0].state
    return None


def _judged(job: Job, told: Told) -> Answer:
    done = Completed(told.compiled, b"", told.diagnostics.encode(), told.seconds, None)
    built = read_compilation(done, job, COMPILING)
    if isinstance(built, NotChecked):
        return built
    built = replace(built, inputs=dependencies.inputs(told.dependencies, frozenset({MAIN})))
    if not built.compiled or job.goal is not Goal.RUN:
        return built
    if told.exit is None:
        return NotChecked(Cause.INFRASTRUCTURE, "the program was compiled on the Playground, and did not run")
    run = replace(built, exit=told.exit, stdout=told.stdout, stderr=told.stderr)
    return limit(told.exit, told.stderr) or run


def _stopped(told: Told) -> NotChecked:
    what = told.state.partition(" ")[0]
    if what == "late":
        return NotChecked(Cause.TIMEOUT, f"{_who(told)} did not end within {ENDING / 1000:g} s on the Playground")
    if what == "skipped":
        return NotChecked(Cause.LIMIT, "what it prints is too long for the Playground")
    if what == "abandoned":
        return NotChecked(Cause.LIMIT, "it ended, but what it had started did not")
    return NotChecked(Cause.INFRASTRUCTURE, f"the Playground could not judge it: {told.state}")


def _who(told: Told) -> str:
    """Who the state speaks of."""
    return "rustc" if told.state.endswith("rustc") else "the program"
