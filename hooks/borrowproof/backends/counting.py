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
from hashlib import sha256
from importlib import resources
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from borrowproof.backends import Answer, invocation, merge
from borrowproof.backends.rustc import LocalBackend, environment, write
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.outcome import Cause, Cost, Job, NotChecked, Outcome
from borrowproof.process import sandbox
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
fn main() -> std::process::ExitCode {{
    let entry: fn() -> std::process::ExitCode = match std::env::var("{variable}").as_deref() {{
{entries}        other => panic!("no module {{other:?}}"),
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
        return replace(judge, fingerprint=f"{judge.fingerprint}\ncounter: {sha256(_counter().encode()).hexdigest()}")

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        plain = [job for job in jobs if obstacle(job) is None]
        yield from ((job, _refused(why)) for job in jobs if (why := obstacle(job)) is not None)
        with ThreadPoolExecutor(self.local.workers) as pool:
            for answers in pool.map(self._group, _groups(plain, self.local.workers)):
                yield from answers

    def _group(self, jobs: Sequence[Job]) -> list[tuple[Job, Answer]]:
        try:
            with TemporaryDirectory(prefix="borrowproof-count-", ignore_cleanup_errors=True) as folder:
                return self._together(jobs, Path(folder))
        except sandbox.CannotRun as error:
            return [(job, NotChecked(Cause.INFRASTRUCTURE, str(error))) for job in jobs]

    def _together(self, jobs: Sequence[Job], home: Path) -> list[tuple[Job, Answer]]:
        """Build the programs as one crate; where that fails, those that rustc names by themselves, then the others."""
        for name, text in files(jobs).items():
            write(home / name, text)
        arguments = [*invocation.base(jobs[0].edition, "link"), "-Awarnings", "--crate-name", invocation.CRATE]
        argv = [str(self.local.rustc.path), *arguments, merge.ROOT]
        done = sandbox.run(argv, cwd=home, env=environment(home), limits=self.local.compiling)
        if done.exit == 0 and done.exceeded is None:
            built = Outcome(jobs[0].edition, (), compiled=True, seconds=done.seconds / len(jobs))
            return [(job, self._runs(home, built, index)) for index, job in enumerate(jobs)]
        if len(jobs) == 1:
            return [(jobs[0], _refused("it does not compile as a module of another program"))]
        named = merge.culprits(done.stderr.decode("utf-8", "replace"), len(jobs)) or frozenset(range(len(jobs)))
        alone = [answer for index in sorted(named) for answer in self._group([jobs[index]])]
        rest = [job for index, job in enumerate(jobs) if index not in named]
        return [*alone, *(self._group(rest) if rest else [])]

    def _runs(self, home: Path, built: Outcome, index: int) -> Answer:
        counted: dict[str, Outcome] = {}
        for _ in range(RUNS):
            token = secrets.token_hex(16)
            answer = self.local.run(home, built, {merge.VARIABLE: str(index), _TOKEN: token})
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
    if job.edition is Edition.E2015 or not merge.module(job.code):
        return "only a program with a plain `main` and without attributes of its crate can be counted"
    return None


def files(jobs: Sequence[Job]) -> dict[str, str]:
    """The files of the crate that counts: each program a module, the counter, and a root that runs one of them."""
    root = _ROOT.format(
        declarations=merge.declarations(len(jobs)), entries=merge.entries(len(jobs)), variable=merge.VARIABLE
    )
    return merge.modules(jobs) | {COUNTER: _counter(), merge.ROOT: root}


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


def _refused(why: str) -> NotChecked:
    return NotChecked(Cause.NOT_COUNTED, why)


def _groups(jobs: Sequence[Job], workers: int) -> Iterator[list[Job]]:
    """Programs of one edition each, split evenly among the workers."""
    for _, same in groupby(sorted(jobs, key=lambda job: job.edition), key=lambda job: job.edition):
        members = list(same)
        size = min(merge.LARGEST, -(-len(members) // workers))
        yield from (members[start : start + size] for start in range(0, len(members), size))


def _counter() -> str:
    return resources.files("borrowproof.backends").joinpath("counter.rs").read_text(encoding="utf-8")
