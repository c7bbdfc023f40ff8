"""Many tasks in one request: which go together, the driver program that does them, and what it tells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from borrowproof.backends import invocation
from borrowproof.backends.playground import packing
from borrowproof.backends.playground.task import Task, literal, texts
from borrowproof.backends.toolchain import CodeStatus
from borrowproof.model.outcome import Goal, Job
from borrowproof.syntax import lexer

EDITION = "2021"  # of the driver itself
STARTING, ENDING = 5000, 7500  # milliseconds after which nothing is begun, and everything is ended
STREAM, ROOM = 256 * 1024, 560 * 1024  # bytes told of one stream, and in all; the Playground passes on 640 KiB
CAPACITY = 100  # what one request is trusted with: 50 rejections, or 25 runs
_SIZE = 900_000  # bytes of programs in one request; the Playground takes 1 MiB, the driver included
_FIELDS = 7  # of what the driver tells of a task

# Words of programs that could reach the others in the same container: they get a request of their own.
_FAR_REACHING = frozenset(
    {"process", "fs", "net", "os", "env", "libc", "extern", "asm", "global_asm", "naked_asm", "include"}
)
Item = TypeVar("Item")


class NoReport(Exception):
    """The driver gave no answer to judge by; the message says why."""


class Damaged(NoReport):
    """The driver's answer did not arrive whole."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a program ended, negative for a signal, and what it printed."""

    exit: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class JobReport:
    """What the driver tells of one task. `state` is `done`, `skipped`, or what stood in the way.

    `compiled` is rustc's exit status, negative for a signal, None where it did not come to an end. `dependencies` is
    its own list of what it read. `files` are those that were wanted, by their paths.
    """

    state: str
    compiled: int | None
    diagnostics: str
    dependencies: str
    runs: tuple[RunReport, ...]
    files: dict[str, str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """One whole answer: `rustc -vV`, the codes that were asked about, and the tasks in their order."""

    version: str
    codes: dict[str, CodeStatus]
    jobs: tuple[JobReport, ...]


def plan(jobs: Sequence[Job], task: Callable[[Job], Task]) -> Iterator[list[Job]]:
    """The jobs in groups that share a request, each of which becomes a task."""
    together = [job for job in jobs if not far_reaching(job)]
    yield from fill(sorted(together, key=lambda job: job.goal), task)
    yield from ([job] for job in jobs if far_reaching(job))


def fill(items: Sequence[Item], task: Callable[[Item], Task]) -> Iterator[list[Item]]:
    """Items in groups that one request can do, in their order."""
    group: list[Item] = []
    weight = size = 0
    for item in items:
        wanted = task(item)
        heavier, larger = weight + wanted.weight, size + wanted.size
        if group and (heavier > CAPACITY or larger > _SIZE):
            yield group
            group, heavier, larger = [], wanted.weight, wanted.size
        group.append(item)
        weight, size = heavier, larger
    if group:
        yield group


def far_reaching(job: Job) -> bool:
    """Whether a program might touch more than its own memory and its own output."""
    return job.goal in (Goal.RUN, Goal.COUNT) and lexer.uses(job.code, _FAR_REACHING)


@cache
def _driver() -> str:
    parts = (Path(__file__).with_name(name) for name in ("driver.rs", "packed.rs"))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


@dataclass(frozen=True, slots=True)
class Batch:
    """One request's worth of questions. `codes` are error codes to look up."""

    tasks: tuple[Task, ...]
    codes: tuple[str, ...] = ()

    def program(self) -> str:
        """The driver with these questions in it."""
        return f"{_driver()}\nconst NONCE: &str = {literal(self.nonce)};\n{self._questions()}"

    @property
    def nonce(self) -> str:
        """Sixteen digits that only an answer to these questions can know."""
        return hashlib.sha256(self._questions().encode()).hexdigest()[:16]

    def _questions(self) -> str:
        jobs = "".join(f"    {task.literal()},\n" for task in self.tasks)
        return (
            f"const STARTING: u64 = {STARTING};\nconst ENDING: u64 = {ENDING};\n"
            f"const STREAM: usize = {STREAM};\nconst ROOM: usize = {ROOM};\n"
            f"const DEPENDENCIES: &str = {literal(invocation.DEPENDENCIES)};\n"
            f"const CODES: &[&str] = &{texts(self.codes)};\nstatic JOBS: &[Job] = &[\n{jobs}];\n"
        )

    def read(self, stdout: str) -> Report:
        """What the driver printed. Raises Damaged."""
        raw = stdout.encode()
        head = re.match(rb"borrowproof %b (\d{1,9}) ([0-9a-f]{16})\n" % self.nonce.encode(), raw)
        if head is None:
            raise Damaged("it has no beginning")
        packed = raw[head.end() : head.end() + int(head[1])]
        if raw[head.end() + len(packed) :] != f"\nend {self.nonce}\n".encode():
            raise Damaged("it has no end")
        if packing.checksum(packed) != int(head[2], 16):
            raise Damaged("its checksum is wrong")
        try:
            return self._report(list(packing.texts(packing.unpack(packed))))
        except ValueError as error:
            raise Damaged(f"its parts are not what they should be: {error}") from None

    def _report(self, told: list[str]) -> Report:
        first = 1 + 2 * len(self.codes)
        if len(told) != first + _FIELDS * len(self.tasks):
            raise Damaged("it has another number of parts")
        codes = {code: _status(*told[1 + 2 * i : 3 + 2 * i]) for i, code in enumerate(self.codes)}
        jobs = tuple(_job_report(told[at : at + _FIELDS]) for at in range(first, len(told), _FIELDS))
        return Report(told[0], codes, jobs)


def _job_report(told: list[str]) -> JobReport:
    """Raises ValueError."""
    state, compiled, diagnostics, dependencies, runs, files, millis = told
    seconds = int(millis or 0) / 1000
    ended = tuple(RunReport(int(status), out, err) for status, out, err in zip(*_columns(runs, 3), strict=True))
    kept = dict(zip(*_columns(files, 2), strict=True))
    return JobReport(state, int(compiled) if compiled else None, diagnostics, dependencies, ended, kept, seconds)


def _columns(text: str, number: int) -> list[list[str]]:
    """A table of so many columns, written row by row. Raises ValueError where it is none."""
    inner = list(packing.texts(text.encode()))
    return [inner[column::number] for column in range(number)]


def _status(status: str, text: str) -> CodeStatus:
    return CodeStatus.of(int(status), text) if status in ("0", "1") else CodeStatus.UNASKED
