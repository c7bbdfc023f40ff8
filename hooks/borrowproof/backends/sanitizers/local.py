"""Builds and runs programs with the sanitizers of a rustc of this machine.

Source: https://doc.rust-lang.org/unstable-book/compiler-flags/sanitizer.html. The standard library is not instrumented,
so that an access counts only where it is in the program's own code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from borrowproof.annotations import undefined_behaviour
from borrowproof.backends import Answer, dependencies, invocation
from borrowproof.backends.compilation import missing_artefact, read_compilation
from borrowproof.backends.faults import fault
from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.rustc import RUNNING, LocalBackend, write
from borrowproof.backends.sanitizers import report
from borrowproof.backends.unstable import permissions
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.process import sandbox, workspace

PROGRAM = "program"
FOUND = 86  # the status with which a sanitizer ends a program
RUNS = 2
# A sanitizer reserves addresses for what it knows of all memory, and uses few of them.
WATCHED = replace(RUNNING, addresses=False)
_COMMON = f"symbolize=0:exitcode={FOUND}"
_OPTIONS = {
    "ASAN_OPTIONS": f"{_COMMON}:fast_unwind_on_malloc=0:detect_leaks=0:detect_stack_use_after_return=1",
    "TSAN_OPTIONS": _COMMON,
}
_FLAGS = {
    Goal.WATCH_MEMORY: ("-Zsanitizer=address",),
    # std is compiled without it; rustc wants to hear that this is known.
    Goal.WATCH_THREADS: ("-Zsanitizer=thread", "-Cunsafe-allow-abi-mismatch=sanitizer"),
}


@dataclass(frozen=True, slots=True)
class LocalSanitizers:
    """Works with the rustc of `local`."""

    local: LocalBackend

    @property
    def toolchain(self) -> Toolchain:
        """The compiler's, whose outcomes are others than without a sanitizer."""
        judge = self.local.toolchain
        return replace(judge, fingerprint=f"{judge.fingerprint}\nsanitizers: {_FLAGS} {_OPTIONS}")

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        with ThreadPoolExecutor(self.local.workers) as pool:
            yield from zip(jobs, pool.map(self._watched, jobs), strict=True)

    def _watched(self, job: Job) -> Answer:
        try:
            with workspace.folder("sanitizer") as home:
                built = self._built(home, job)
                return built if isinstance(built, NotChecked) else self._reported(home, built, job)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return fault(error)

    def _built(self, home: Path, job: Job) -> Outcome | NotChecked:
        write(home / MAIN, job.code)
        flags, variables = permissions(self.local.toolchain)
        base = invocation.base(job.edition, "link", job.crates)
        arguments = [*base, "-Cdebuginfo=1", *_FLAGS[job.goal], "-Awarnings", "--crate-name", CRATE, MAIN]
        argv = [str(self.local.rustc.path), *flags, *arguments]
        done = self.local.compile(home, argv, job.crates, variables)
        answer = read_compilation(done, job, self.local.compiling)
        if isinstance(answer, Outcome) and answer.compiled:
            return missing_artefact(home, arguments) or replace(
                answer, inputs=dependencies.read(home, frozenset({MAIN}))
            )
        why = answer.detail if isinstance(answer, NotChecked) else answer.errors[0].message
        return NotChecked(Cause.NO_SANITIZER, f"no program can be built with a sanitizer here: {why}")

    def _reported(self, home: Path, built: Outcome, job: Job) -> Answer:
        """What the runs report, if they agree."""
        watched = replace(self.local, running=WATCHED)
        run = partial(watched.run, home, built, job.crates, _OPTIONS)
        first, *others = [_read(home, run()) for _ in range(RUNS)]
        if isinstance(first, NotChecked):
            return first
        same = [other for other in others if isinstance(other, Outcome) and _alike(read(first), read(other))]
        return (
            first if len(same) == len(others) else NotChecked(Cause.NO_SANITIZER, "the reports differ from run to run")
        )


def read(answer: Outcome) -> SanitizerReport | None:
    """What a run reported that this backend watched; None where nothing was found."""
    return undefined_behaviour.read(answer.stderr) if answer.stderr else None


def _alike(one: SanitizerReport | None, other: SanitizerReport | None) -> bool:
    return one == other if one is None or other is None else one.same_as(other)


def _read(home: Path, ran: Answer) -> Answer:
    """The run with nothing but its report as stderr, empty where there is none."""
    if isinstance(ran, NotChecked) or ran.exit != FOUND:
        failed = isinstance(ran, Outcome) and "Sanitizer" in ran.stderr
        return NotChecked(Cause.NO_SANITIZER, _last_words(ran)) if failed else _silent(ran)
    from borrowproof.backends.sanitizers.line_table import lines_of  # takes time to load, and few programs need it

    lines = lines_of(home / PROGRAM, report.offsets(ran.stderr, PROGRAM))
    found = report.read(ran.stderr, PROGRAM, lines)
    return _silent(ran) if found is None else replace(ran, stderr=str(found))


def _silent(ran: Answer) -> Answer:
    return ran if isinstance(ran, NotChecked) else replace(ran, stderr="")


def _last_words(ran: Answer) -> str:
    said = ran.stderr.strip().splitlines() if isinstance(ran, Outcome) else []
    return f"the sanitizer cannot tell: {said[-1] if said else 'it said nothing'}"
