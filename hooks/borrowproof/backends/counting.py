"""What a program costs: runs it beside an allocator that counts (`counter.rs`), with the rustc that judged it.

The program is built as a module, as those are that share a crate, so that its text stays what was judged. Each is run
twice; where the counts differ, they tell of that run (a race between threads), not of the program.

Nothing here starts a process: a `ProgramRunner` does, on this machine or on a Playground.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from borrowproof.backends import Answer, invocation
from borrowproof.backends.compilation import read_compilation
from borrowproof.backends.merging import eligibility
from borrowproof.backends.merging.shared_crate import ROOT, STRIPPED, SharedCrate, culprits
from borrowproof.backends.rustc import COMPILING
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.library import Crates
from borrowproof.model.outcome import Cause, Cost, Job, NotChecked, Outcome
from borrowproof.process import sandbox
from borrowproof.syntax import lexer

COUNTER = "src/counter.rs"
RUNS = 2
_ALLOCATES = frozenset({"global_allocator", "no_main"})
_STARTS_THREADS = frozenset({"thread"})  # as in `std::thread`
_NAMES_C = frozenset({"memcpy", "memmove"})
TOKEN = "BORROWPROOF_TOKEN"  # noqa: S105 (the name of a variable)
_COUNTS = re.compile(r"(\d+) (\d+) (\d+) (\d+) (\d+|-)")
_ROOT = """#[path = "counter.rs"]
mod counter;
{declarations}
{selection}
fn main() -> std::process::ExitCode {{
    let entry: fn() -> std::process::ExitCode = match selected() {{
{entries}        other => panic!("no module {{other}}"),
    }};
    counter::counted(entry)
}}
"""


@dataclass(frozen=True, slots=True)
class CountedCrate:
    """Programs of one edition that are built together with the counter.

    `tokens` are what the counter begins its last line with, another for each run of each program.
    """

    shared: SharedCrate
    tokens: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, jobs: Sequence[Job]) -> CountedCrate:
        """The crate of these programs, with tokens that none of them can know."""
        return cls(SharedCrate.of(jobs), tuple(tuple(secrets.token_hex(16) for _ in range(RUNS)) for _ in jobs))

    @property
    def crates(self) -> Crates:
        """What they are compiled with."""
        return self.shared.jobs[0].crates

    @property
    def arguments(self) -> list[str]:
        """rustc's arguments."""
        shared = [*invocation.base(self.shared.jobs[0].edition, "link", self.crates), *STRIPPED]
        return [*shared, "-Awarnings", "--crate-name", invocation.CRATE, ROOT]

    def files(self) -> dict[str, str]:
        """Each program a module, the counter, and a root that runs one of them."""
        entries = self.shared.entries().replace("(),\n", ",\n")
        declarations, selection = self.shared.declarations(), self.shared.selection()
        root = _ROOT.format(declarations=declarations, selection=selection, entries=entries)
        return self.shared.modules() | {COUNTER: _counter(), ROOT: root}

    def built(self, seconds: float, inputs: tuple[str, ...] | None) -> Outcome:
        """What rustc made of each program. `inputs` is what it read besides `files`."""
        jobs = self.shared.jobs
        return Outcome(jobs[0].edition, (), compiled=True, seconds=seconds / len(jobs), inputs=inputs)


@dataclass(frozen=True, slots=True)
class CrateReport:
    """How rustc ended, and how each program ended in each of its runs; no runs where nothing was built."""

    done: sandbox.Completed
    runs: tuple[tuple[Answer, ...], ...] = ()


class ProgramRunner(Protocol):
    """Builds crates and runs each of their programs once for each of its tokens, in the variable TOKEN."""

    @property
    def toolchain(self) -> Toolchain: ...

    def groups(self, alike: Sequence[Job]) -> Iterator[list[Job]]:
        """Which of the programs that may share a crate shall."""
        ...

    def run(self, crates: Sequence[CountedCrate]) -> Iterator[tuple[CountedCrate, CrateReport | NotChecked]]:
        """The report of every crate, in any order; NotChecked where nobody can tell what came of it."""
        ...


@dataclass(frozen=True, slots=True)
class CountingBackend:
    """Counts what programs do; the answer carries what `read` reads."""

    runner: ProgramRunner

    @property
    def toolchain(self) -> Toolchain:
        """The compiler's, whose outcomes differ where the counter does."""
        judge = self.runner.toolchain
        return replace(judge, fingerprint=f"{judge.fingerprint}\ncounter: {_digest(_counter())}")

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Programs are built together; where that fails, those that rustc names by themselves, then the others."""
        plain = [job for job in jobs if obstacle(job) is None]
        yield from ((job, _refused(why)) for job in jobs if (why := obstacle(job)) is not None)
        waiting = [CountedCrate.of(group) for group in _groups(plain, self.runner)]
        while waiting:
            again: list[CountedCrate] = []
            for crate, report in self.runner.run(waiting):
                if isinstance(report, NotChecked):
                    yield from ((job, report) for job in crate.shared.jobs)
                elif report.runs:
                    yield from _answers(crate, report)
                elif len(crate.shared.jobs) == 1:
                    yield crate.shared.jobs[0], _uncompiled(report.done, crate.shared.jobs[0])
                else:
                    again += _apart(crate, report)
            waiting = again


def obstacle(job: Job) -> str | None:
    """Why a program cannot be counted, as far as its text tells; None where it can."""
    if lexer.uses(job.code, _ALLOCATES):
        return "it brings its own allocator or entry point"
    if lexer.uses(job.code, _NAMES_C):
        return "it names memcpy or memmove, which the counter replaces"
    if job.edition is Edition.E2015 or not eligibility.can_be_module(job.code):
        return "only a program with a plain `main` and without attributes of its crate can be counted"
    return None


def read(counted: Outcome, code: str) -> Cost:
    """What a run of `code` cost that this backend counted. Raises ValueError for any other outcome."""
    counts = _COUNTS.fullmatch(counted.stderr)
    if counts is None:
        raise ValueError("nobody counted this run")
    *numbers, leaked = counts.groups()
    alone = leaked != "-" and not lexer.uses(code, _STARTS_THREADS)
    allocations, requested, resizes, copied = map(int, numbers)
    return Cost(allocations, requested, resizes, copied, int(leaked) if alone else None)


def _answers(crate: CountedCrate, report: CrateReport) -> Iterator[tuple[Job, Answer]]:
    each = zip(crate.shared.jobs, report.runs, crate.tokens, strict=True)
    return ((job, _counted(runs, tokens)) for job, runs, tokens in each)


def _apart(crate: CountedCrate, report: CrateReport) -> list[CountedCrate]:
    """What to build after a crate that failed: what rustc named, each by itself, and the rest together."""
    jobs = crate.shared.jobs
    named = culprits(report.done.stderr.decode("utf-8", "replace"), len(jobs)) or frozenset(range(len(jobs)))
    rest = [job for index, job in enumerate(jobs) if index not in named]
    groups = [*([jobs[index]] for index in sorted(named)), *([rest] if rest else [])]
    return [CountedCrate.of(group) for group in groups]


def _counted(runs: Sequence[Answer], tokens: Sequence[str]) -> Answer:
    """The run, if all agree."""
    counted: dict[str, Outcome] = {}
    for answer, token in zip(runs, tokens, strict=True):
        found = answer if isinstance(answer, NotChecked) else _said(answer, token)
        if isinstance(found, NotChecked):
            return _refused(found.detail)
        counted[found.stderr] = found
    return next(iter(counted.values())) if len(counted) == 1 else _refused("the counts differ from run to run")


def _said(ran: Outcome, token: str) -> Outcome | NotChecked:
    """The run with nothing but its counts as stderr, or why there are none. The counter speaks last."""
    last = ran.stderr.rstrip("\n").rpartition("\n")[2]
    if ran.exit != 0 or not last.startswith(f"{token} "):
        return _refused("under the counter the program did not end as it should")
    said = last.removeprefix(f"{token} ")
    return replace(ran, stderr=said) if _COUNTS.fullmatch(said) else _refused(f"the counter {said}")


def _uncompiled(done: sandbox.Completed, job: Job) -> NotChecked:
    """Why a program that compiles could not be built with the counter: its text, or the machine."""
    said = read_compilation(done, job, COMPILING)
    return said if isinstance(said, NotChecked) else _refused("it does not compile as a module of another program")


def _refused(why: str) -> NotChecked:
    return NotChecked(Cause.NOT_COUNTED, why)


def _groups(jobs: Sequence[Job], runner: ProgramRunner) -> Iterator[list[Job]]:
    """Programs that may share a crate, as `runner` takes them together; each of the others by itself."""
    alike = {job: None for job in jobs if eligibility.refused_by(job.code, job.crates.names) is None}
    yield from runner.groups(list(alike))
    yield from ([job] for job in jobs if job not in alike)


@cache
def _counter() -> str:
    return Path(__file__).with_name("counter.rs").read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    """Asked for with every program, and always of the same text."""
    return sha256(text.encode()).hexdigest()
