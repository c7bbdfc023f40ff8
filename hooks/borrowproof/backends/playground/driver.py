"""Sending the driver to a Playground, and telling an answer of its from everything else."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.backends.playground import batch, cargo_text, execution, versions
from borrowproof.backends.playground.batch import Batch, NoReport, Report
from borrowproof.backends.playground.client import Client
from borrowproof.backends.playground.versions import Compiler


class NoDriver(NoReport):
    """The driver does not work there; the message says why."""


class Stopped(NoReport):
    """The driver was stopped half way, for want of memory perhaps."""


class Killed(NoReport):
    """The rustc that was to compile the driver was killed, or crashed."""


@dataclass(frozen=True, slots=True)
class Driver:
    """The driver program on one channel of a Playground."""

    client: Client
    channel: str

    def ask(self, questions: Batch) -> tuple[Report, Compiler]:
        """The driver's answers, and the compiler that gave them. Raises Unusable or NoReport."""
        fields = {"channel": self.channel, "mode": "debug", "edition": batch.EDITION, "crateType": "bin"}
        payload = {**fields, "tests": False, "code": questions.program()}
        done = execution.read(self.client.post("/execute", payload, insist=len(questions.tasks) <= 1))
        if done.exit != 0:
            raise _failure(done)
        if not done.stdout:
            raise NoDriver("the driver printed nothing")
        report = questions.read(done.stdout)
        compiler = versions.told(report.version)
        if compiler is None:
            raise NoDriver("there is no rustc for the driver to start")
        return report, compiler


def _failure(done: execution.Execution) -> NoReport:
    """Why the driver did not come to its end: it does not work there, or something befell it this time."""
    if done.exit < 0:
        return Stopped(f"the Playground stopped it by signal {-done.exit}, for want of memory perhaps")
    try:
        said = cargo_text.read(done.stderr)
    except cargo_text.CompilerKilled as error:
        return Killed(f"{error}, for want of memory perhaps")
    except cargo_text.NotUnderstood as error:
        return NoDriver(f"what cargo says of the driver is not understood: {error}")
    if said.compiled:
        return NoDriver(f"the driver ended with status {done.exit}")
    return NoDriver(f"the driver does not compile: {said.diagnostics[0].message if said.diagnostics else ''}")
