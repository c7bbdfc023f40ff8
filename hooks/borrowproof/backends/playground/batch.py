"""Many programs in one request: which go together, the driver program that judges them, and what it tells."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from borrowproof.backends import invocation
from borrowproof.backends.toolchain import CodeStatus
from borrowproof.model.outcome import Goal, Job
from borrowproof.syntax import lexer

EDITION = "2021"  # of the driver itself
STARTING, ENDING = 5000, 7500  # milliseconds after which nothing is begun, and everything is ended
STREAM, ROOM = 256 * 1024, 560 * 1024  # bytes told of one stream, and in all; the Playground passes on 640 KiB
CAPACITY = 100  # what one request is trusted with: 50 rejections, or 25 runs
_WEIGHTS = {Goal.REJECT: 2, Goal.BUILD: 4, Goal.RUN: 4}
_SIZE = 900_000  # bytes of programs in one request; the Playground takes 1 MiB, the driver included
_LENGTH = re.compile(rb"(\d{1,9}):")
_FIELDS = 8  # of what the driver tells of a job

# Words of programs that could reach the others in the same container: they get a request of their own.
_FAR_REACHING = frozenset(
    {"process", "fs", "net", "os", "env", "libc", "extern", "asm", "global_asm", "naked_asm", "include"}
)


class NoReport(Exception):
    """The driver gave no answer to judge by; the message says why."""


class Damaged(NoReport):
    """The driver's answer did not arrive whole."""


@dataclass(frozen=True, slots=True)
class JobReport:
    """What the driver tells of one job. `state` is `done`, `skipped`, or what stood in the way.

    `dependencies` is rustc's own list of what it
    read. `compiled` and `exit` are exit statuses, negative for a signal, None for what was not run.
    """

    state: str
    compiled: int | None
    diagnostics: str
    dependencies: str
    exit: int | None
    stdout: str
    stderr: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """One whole answer: `rustc -vV`, the codes that were asked about, and the jobs in their order."""

    version: str
    codes: dict[str, CodeStatus]
    jobs: tuple[JobReport, ...]


def plan(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """The jobs in groups that share a request."""
    together = [job for job in jobs if not far_reaching(job)]
    group: list[Job] = []
    weight = size = 0
    for job in sorted(together, key=lambda job: job.goal):
        heavier, larger = weight + _WEIGHTS[job.goal], size + _sent(job)
        if group and (heavier > CAPACITY or larger > _SIZE):
            yield group
            group, heavier, larger = [], _WEIGHTS[job.goal], _sent(job)
        group.append(job)
        weight, size = heavier, larger
    if group:
        yield group
    yield from ([job] for job in jobs if far_reaching(job))


def far_reaching(job: Job) -> bool:
    """Whether a program might touch more than its own memory and its own output."""
    return job.goal is Goal.RUN and lexer.uses(job.code, _FAR_REACHING)


def _sent(job: Job) -> int:
    """Bytes of a request that a job takes: a Rust literal within a JSON string."""
    return len(json.dumps(_job(job)))


@cache
def _driver() -> str:
    return Path(__file__).with_name("driver.rs").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Batch:
    """One request's worth of questions. `codes` are error codes to look up."""

    jobs: tuple[Job, ...]
    codes: tuple[str, ...] = ()

    def program(self) -> str:
        """The driver with these questions in it."""
        return f"{_driver()}const NONCE: &str = {_literal(self.nonce)};\n{self._questions()}"

    @property
    def nonce(self) -> str:
        """Sixteen digits that only an answer to these questions can know."""
        return hashlib.sha256(self._questions().encode()).hexdigest()[:16]

    def _questions(self) -> str:
        jobs = "".join(f"    {_job(job)},\n" for job in self.jobs)
        return (
            f"const STARTING: u64 = {STARTING};\nconst ENDING: u64 = {ENDING};\n"
            f"const STREAM: usize = {STREAM};\nconst ROOM: usize = {ROOM};\n"
            f"const DEPENDENCIES: &str = {_literal(invocation.DEPENDENCIES)};\n"
            f"const CODES: &[&str] = &{_list(self.codes)};\nstatic JOBS: &[Job] = &[\n{jobs}];\n"
        )

    def read(self, stdout: str) -> Report:
        """What the driver printed. Raises Damaged."""
        raw = stdout.encode()
        head = re.match(rb"borrowproof %b (\d{1,9}) ([0-9a-f]{16})\n" % self.nonce.encode(), raw)
        if head is None:
            raise Damaged("it has no beginning")
        payload = raw[head.end() : head.end() + int(head[1])]
        if raw[head.end() + len(payload) :] != f"\nend {self.nonce}\n".encode():
            raise Damaged("it has no end")
        if checksum(payload) != int(head[2], 16):
            raise Damaged("its checksum is wrong")
        try:
            return self._report(list(_texts(payload)))
        except ValueError:
            raise Damaged("its parts are not what they should be") from None

    def _report(self, texts: list[str]) -> Report:
        first = 1 + 2 * len(self.codes)
        if len(texts) != first + _FIELDS * len(self.jobs):
            raise Damaged("it has another number of parts")
        codes = {code: _status(*texts[1 + 2 * i : 3 + 2 * i]) for i, code in enumerate(self.codes)}
        jobs = tuple(_job_report(texts[at : at + _FIELDS]) for at in range(first, len(texts), _FIELDS))
        return Report(texts[0], codes, jobs)


def _job(job: Job) -> str:
    attempts = ", ".join(f"&{_list(arguments)}" for arguments in invocation.attempts(job))
    run = "true" if job.goal is Goal.RUN else "false"
    return f"Job {{ source: {_literal(job.code)}, compile: &[{attempts}], run: {run} }}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(_literal, texts))}]"


def _literal(text: str) -> str:
    """A Rust string literal in ASCII: nothing in it can end it, and no line end or mark is read another way."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return character if " " <= character <= "~" else f"\\u{{{ord(character):x}}}"


def checksum(payload: bytes) -> int:
    """FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): it only has to notice accidents."""
    total = 0xCBF29CE484222325
    for byte in payload:
        total = ((total ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return total


def _texts(payload: bytes) -> Iterator[str]:
    """Texts with their lengths before them. Raises Damaged."""
    position = 0
    while position < len(payload):
        head = _LENGTH.match(payload, position)
        end = head.end() + int(head[1]) if head else 0
        if head is None or payload[end : end + 1] != b",":
            raise Damaged("its parts cannot be told apart")
        yield payload[head.end() : end].decode()
        position = end + 1


def _job_report(texts: list[str]) -> JobReport:
    state, compiled, diagnostics, dependencies, exit_status, stdout, stderr, millis = texts
    seconds = int(millis or 0) / 1000
    return JobReport(state, _number(compiled), diagnostics, dependencies, _number(exit_status), stdout, stderr, seconds)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _status(status: str, text: str) -> CodeStatus:
    return CodeStatus.of(int(status), text) if status in ("0", "1") else CodeStatus.UNASKED
