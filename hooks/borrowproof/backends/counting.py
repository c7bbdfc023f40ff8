"""What a program costs: runs it beside an allocator that counts (`counter.rs`), with the rustc that judged it.

The program is built as a module, as those are that share a crate, so that its text stays what was judged. Each is run
twice; where the counts differ, they tell of that run (a race between threads), not of the program.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from borrowproof.backends import Answer, dependencies, invocation
from borrowproof.backends.compilation import missing_artefact, read_compilation
from borrowproof.backends.faults import fault
from borrowproof.backends.merging import eligibility, planning
from borrowproof.backends.merging.shared_crate import ROOT, STRIPPED, SharedCrate, culprits
from borrowproof.backends.rustc import LocalBackend, write
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.library import Crates
from borrowproof.model.outcome import Cause, Cost, Job, NotChecked, Outcome
from borrowproof.process import sandbox, workspace
from borrowproof.syntax import lexer

COUNTER = "src/counter.rs"
RUNS = 2
_ALLOCATES = frozenset({"global_allocator", "no_main"})
_NAMES_C = frozenset({"memcpy", "memmove"})
_TOKEN = "BORROWPROOF_TOKEN"  # noqa: S105 (the name of a variable)
_COUNTS = re.compile(r"(\d+) (\d+) (\d+) (\d+)")
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
class CountingBackend:
    """Runs programs with the rustc and within the limits of `local`; the answer carries what `read` reads."""

    local: LocalBackend

    @property
    def toolchain(self) -> Toolchain:
        """The compiler's, whose outcomes differ where the counter does."""
        judge = self.local.toolchain
        return replace(judge, fingerprint=f"{judge.fingerprint}\ncounter: {_digest(_counter())}")

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        plain = [job for job in jobs if obstacle(job) is None]
        yield from ((job, _refused(why)) for job in jobs if (why := obstacle(job)) is not None)
        with ThreadPoolExecutor(self.local.workers) as pool:
            for answers in pool.map(self._group, _groups(plain, self.local.workers)):
                yield from answers

    def _group(self, jobs: Sequence[Job]) -> list[tuple[Job, Answer]]:
        try:
            with workspace.folder("count") as home:
                return self._together(jobs, home)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return [(job, fault(error)) for job in jobs]

    def _together(self, jobs: Sequence[Job], home: Path) -> list[tuple[Job, Answer]]:
        """Build the programs as one crate; where that fails, those that rustc names by themselves, then the others."""
        crate, crates = SharedCrate.of(jobs), jobs[0].crates
        for name, text in files(crate).items():
            write(home / name, text)
        arguments = [
            *invocation.base(jobs[0].edition, "link", crates),
            *STRIPPED,
            "-Awarnings",
            "--crate-name",
            invocation.CRATE,
        ]
        argv = [str(self.local.rustc.path), *arguments, ROOT]
        done = self.local.compile(home, argv, crates)
        if done.exit == 0 and done.exceeded is None and missing_artefact(home, arguments) is None:
            inputs = dependencies.read(home, frozenset(files(crate)))
            built = Outcome(jobs[0].edition, (), compiled=True, seconds=done.seconds / len(jobs), inputs=inputs)
            copies = self.local.copies(home, crate)
            return [(job, self._runs(copy, built, crates)) for job, copy in zip(jobs, copies, strict=True)]
        if len(jobs) == 1:
            return [(jobs[0], _uncompiled(done, jobs[0], self.local.compiling))]
        named = culprits(done.stderr.decode("utf-8", "replace"), len(jobs)) or frozenset(range(len(jobs)))
        alone = [answer for index in sorted(named) for answer in self._group([jobs[index]])]
        rest = [job for index, job in enumerate(jobs) if index not in named]
        return [*alone, *(self._group(rest) if rest else [])]

    def _runs(self, home: Path, built: Outcome, crates: Crates) -> Answer:
        counted: dict[str, Outcome] = {}
        for _ in range(RUNS):
            token = secrets.token_hex(16)
            answer = self.local.run(home, built, crates, {_TOKEN: token})
            found = answer if isinstance(answer, NotChecked) else _said(answer, token)
            if isinstance(found, NotChecked):
                return _refused(found.detail)
            counted[found.stderr] = found
        return next(iter(counted.values())) if len(counted) == 1 else _refused("the counts differ from run to run")


def obstacle(job: Job) -> str | None:
    """Why a program cannot be counted, as far as its text tells; None where it can."""
    if lexer.uses(job.code, _ALLOCATES):
        return "it brings its own allocator or entry point"
    if lexer.uses(job.code, _NAMES_C):
        return "it names memcpy or memmove, which the counter replaces"
    if job.edition is Edition.E2015 or not eligibility.can_be_module(job.code):
        return "only a program with a plain `main` and without attributes of its crate can be counted"
    return None


def files(crate: SharedCrate) -> dict[str, str]:
    """The files of the crate that counts: each program a module, the counter, and a root that runs one of them."""
    entries = crate.entries().replace("(),\n", ",\n")
    root = _ROOT.format(declarations=crate.declarations(), selection=crate.selection(), entries=entries)
    return crate.modules() | {COUNTER: _counter(), ROOT: root}


def read(counted: Outcome) -> Cost:
    """What a run cost that this backend counted. Raises ValueError for any other outcome."""
    counts = _COUNTS.fullmatch(counted.stderr)
    if counts is None:
        raise ValueError("nobody counted this run")
    return Cost(*(int(number) for number in counts.groups()))


def _said(ran: Outcome, token: str) -> Outcome | NotChecked:
    """The run with nothing but its counts as stderr, or why there are none. The counter speaks last."""
    last = ran.stderr.rstrip("\n").rpartition("\n")[2]
    if ran.exit != 0 or not last.startswith(f"{token} "):
        return _refused("under the counter the program did not end as it should")
    said = last.removeprefix(f"{token} ")
    return replace(ran, stderr=said) if _COUNTS.fullmatch(said) else _refused(f"the counter {said}")


def _uncompiled(done: sandbox.Completed, job: Job, limits: sandbox.Limits) -> NotChecked:
    """Why a program that compiles could not be built with the counter: its text, or the machine."""
    said = read_compilation(done, job, limits)
    return said if isinstance(said, NotChecked) else _refused("it does not compile as a module of another program")


def _refused(why: str) -> NotChecked:
    return NotChecked(Cause.NOT_COUNTED, why)


def _groups(jobs: Sequence[Job], workers: int) -> Iterator[list[Job]]:
    """Programs that may share a crate, split evenly among the workers; each of the others by itself."""
    alike = [job for job in jobs if eligibility.refused_by(job.code, job.crates.names) is None]
    yield from planning.split(alike, workers)
    yield from ([job] for job in jobs if job not in alike)


@cache
def _counter() -> str:
    return resources.files("borrowproof.backends").joinpath("counter.rs").read_text(encoding="utf-8")


@cache
def _digest(text: str) -> str:
    """Asked for with every program, and always of the same text."""
    return sha256(text.encode()).hexdigest()
