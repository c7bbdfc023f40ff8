"""The local backend: one rustc per program, or one for many programs that are alike."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from types import MappingProxyType

from borrowproof.backends import Answer, artifacts, dependencies, invocation
from borrowproof.backends.compilation import MIB, compared, missing_artefact, read_compilation, read_run
from borrowproof.backends.faults import fault
from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.merging import eligibility, planning, rejections
from borrowproof.backends.merging.shared_crate import ROOT, STRIPPED, SharedCrate, culprits
from borrowproof.backends.toolchain import Rustc, compiler_environment
from borrowproof.backends.unstable import permissions
from borrowproof.model.compiler import Toolchain
from borrowproof.model.library import Crates
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.process import access, sandbox, workspace

PANICKED = 101  # the status of a panic that unwinds
PROGRAM = "program"  # what the executable is called
_Answers = list[tuple[Job, Answer | None]]  # None sends a program to a crate of its own
_NONE: Mapping[str, str] = MappingProxyType({})
COMPILING = sandbox.Limits(wall=60.0, cpu=60, memory=8192 * MIB, output=16 * MIB, processes=256, file_size=512 * MIB)
RUNNING = sandbox.Limits(
    wall=10.0, cpu=10, memory=4096 * MIB, output=1 * MIB, processes=64, file_size=16 * MIB, disk=64 * MIB
)


@dataclass(frozen=True, slots=True)
class LocalBackend:
    """Judges with a rustc of this machine, `workers` processes at a time."""

    rustc: Rustc
    workers: int
    compiling: sandbox.Limits = COMPILING
    running: sandbox.Limits = RUNNING

    @property
    def toolchain(self) -> Toolchain:
        return self.rustc.toolchain

    @property
    def _remaps(self) -> bool:
        return eligibility.can_remap(self.toolchain.release)

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        if not jobs:
            return
        finished: SimpleQueue[Future[_Answers]] = SimpleQueue()
        with ThreadPoolExecutor(self.workers) as pool:
            pool.submit(sandbox.prepare)  # takes as long as planning
            submitted: list[Future[_Answers]] = []

            def begun(future: Future[_Answers]) -> None:
                submitted.append(future)
                future.add_done_callback(finished.put)

            try:
                for some in planning.plan(jobs, self.workers, remaps=self._remaps):
                    begun(pool.submit(self._group, some) if len(some) > 1 else pool.submit(self._one, some[0]))
                given = 0
                while given < len(submitted):
                    for job, answer in finished.get().result():
                        if answer is None:
                            begun(pool.submit(self._one, job))
                        else:
                            yield job, answer
                    given += 1
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                _stop(submitted)
                raise

    def _one(self, job: Job) -> _Answers:
        return [(job, self._alone(job))]

    def _alone(self, job: Job) -> Answer:
        try:
            return self._built(job)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return fault(error)

    def _built(self, job: Job) -> Answer:
        """Judge one program in a crate of its own. Raises sandbox.CannotRun, and OSError for a disk that is full."""
        with workspace.folder("crate") as home:
            write(home / MAIN, job.code)
            first, *further = invocation.attempts(job)
            answer = self._compile(home, job, first)
            for arguments in further:
                if isinstance(answer, NotChecked) or not answer.compiled:
                    break
                answer = self._compile(home, job, arguments)
            if isinstance(answer, Outcome) and answer.compiled and job.goal is Goal.RUN:
                answer = self.runs(home, answer, job)
            if not artifacts.unchanged(job.crates):
                return NotChecked(Cause.INFRASTRUCTURE, "a crate that it uses was built anew meanwhile; run it again")
            return answer

    def _compile(self, home: Path, job: Job, arguments: list[str]) -> Outcome | NotChecked:
        flags, variables = permissions(self.rustc.toolchain) if job.borrow_checker is not None else ([], {})
        argv = [str(self.rustc.path), *flags, *arguments]
        done = self.compile(home, argv, job.crates, variables)
        if not self.rustc.unchanged():
            return NotChecked(Cause.INFRASTRUCTURE, f"{self.rustc.path} was replaced during this run; run it again")
        answer = read_compilation(done, job, self.compiling)
        if isinstance(answer, NotChecked):
            return answer
        inputs = dependencies.read(home, frozenset({MAIN}))
        return (missing_artefact(home, arguments) if answer.compiled else None) or replace(answer, inputs=inputs)

    def compile(
        self, home: Path, argv: Sequence[str], crates: Crates, variables: Mapping[str, str] = _NONE
    ) -> sandbox.Completed:
        """Have a compiler work in `home`, contained, with `crates` at hand. Raises sandbox.CannotRun."""
        seen = artifacts.with_crates(access.of_compiler(*self.rustc.executables), crates)
        env = environment() | dict(crates.environment) | dict(variables)
        return sandbox.run(argv, cwd=home, env=env, limits=self.compiling, access=seen)

    def run(self, home: Path, built: Outcome, crates: Crates, variables: Mapping[str, str] = _NONE) -> Answer:
        """Run the `program` that was built in `home`, in an empty folder. Raises sandbox.CannotRun."""
        with workspace.folder("run") as empty:
            env = {"LC_ALL": "C", "RUST_BACKTRACE": "0", **dict(crates.environment), **variables}
            argv, seen = [str(home / PROGRAM)], artifacts.with_crates(access.of_program(), crates)
            done = sandbox.run(argv, cwd=empty, env=env, limits=self.running, access=seen)
        return read_run(done, built, self.running)

    def runs(self, home: Path, built: Outcome, job: Job) -> Answer:
        """Run the `program` that was built in `home` as often as the job says. Raises sandbox.CannotRun."""
        first = self.run(home, built, job.crates)
        for _ in range(job.runs - 1):
            if isinstance(first, NotChecked) or first.varies is not None:
                break
            again = self.run(home, built, job.crates)
            first = again if isinstance(again, NotChecked) else compared(first, again)
        return first

    def _group(self, jobs: Sequence[Job]) -> _Answers:
        try:
            return self._rejected(jobs) if jobs[0].goal is Goal.REJECT else self._together(jobs)
        except (sandbox.CannotRun, OSError, MemoryError):
            return [(job, None) for job in jobs]

    def _together(self, jobs: Sequence[Job]) -> _Answers:
        """Build many programs as modules of one crate and run each in a process of its own.

        Only two kinds of answer are taken: a silent success, and, where the modules say `src/main.rs`, a panic.
        None sends a program to a crate of its own, which then has the last word.
        """
        with workspace.folder("crate") as home:
            crate = SharedCrate.of(jobs)
            for name, text in crate.files().items():
                write(home / name, text)
            crates = jobs[0].crates
            shared = [*invocation.base(jobs[0].edition, "link", crates), *STRIPPED]
            renamed = crate.remapping() if self._remaps else []
            argv = [str(self.rustc.path), *shared, *renamed, "--crate-name", CRATE, "-Aunused", ROOT]
            done = self.compile(home, argv, crates)
            if done.exit != 0 or done.exceeded is not None or done.stderr:
                return self._without_culprits(done, jobs)
            inputs = dependencies.read(home, frozenset(crate.files()))
            if inputs != () or not self._unchanged(crates) or missing_artefact(home, argv):
                return [(job, None) for job in jobs]
            seconds = done.seconds / len(jobs)
            built = Outcome(jobs[0].edition, (), compiled=True, seconds=seconds, contained_by=done.contained_by)
            copies = self.copies(home, crate)
            told = crate.told_by_name((home / PROGRAM).read_bytes())
            silent = [index not in told for index in range(len(jobs))]
            each = zip(jobs, copies, silent, strict=True)
            return [(job, self._clean(copy, built, job) if quiet else None) for job, copy, quiet in each]

    def _unchanged(self, crates: Crates) -> bool:
        return self.rustc.unchanged() and artifacts.unchanged(crates)

    def _rejected(self, jobs: Sequence[Job]) -> _Answers:
        """Ask one rustc what the borrow checker says of many programs. None sends a program to a crate of its own."""
        with workspace.folder("crate") as home:
            crate = SharedCrate.of(jobs)
            for name, text in crate.files().items():
                write(home / name, text)
            shared = invocation.base(jobs[0].edition, "obj", jobs[0].crates)
            argv = [str(self.rustc.path), *shared, "--crate-name", CRATE, "-Aunused", ROOT]
            done = self.compile(home, argv, jobs[0].crates)
            inputs = dependencies.read(home, frozenset(crate.files()))
        found = rejections.sort(done.stderr.decode("utf-8", "replace")) if done.exit == 1 else None
        if found is None or done.exceeded is not None or not self._unchanged(jobs[0].crates):
            return [(job, None) for job in jobs]
        if found.early:
            return self._rejected_without(found.early, jobs)
        if inputs != ():
            return [(job, None) for job in jobs]
        each = replace(done, seconds=done.seconds / len(jobs))
        return [(job, self._said(job, each, found.said.get(index))) for index, job in enumerate(jobs)]

    def _rejected_without(self, early: frozenset[int], jobs: Sequence[Job]) -> _Answers:
        """Ask again without those in which another phase found something: until then nothing that is said counts."""
        sent: _Answers = [(job, None) for index, job in enumerate(jobs) if index in early]
        rest = [job for index, job in enumerate(jobs) if index not in early]
        return [*sent, *(self._rejected(rest) if len(rest) >= planning.SMALLEST else [(job, None) for job in rest])]

    def _said(self, job: Job, done: sandbox.Completed, lines: str | None) -> Answer | None:
        """The answer to one program of a shared crate, from the lines of rustc that are about it."""
        if lines is None:
            return None
        answer = read_compilation(replace(done, stderr=lines.encode()), job, self.compiling)
        return replace(answer, inputs=()) if isinstance(answer, Outcome) else None

    def copies(self, home: Path, crate: SharedCrate) -> list[Path]:
        """A folder for each program of a crate that was built in `home`, with a `program` of its own that runs it.

        Raises sandbox.CannotRun where rustc made none.
        """
        try:
            built = (home / PROGRAM).read_bytes()
            folders = [home / f"program-{index}" for index in range(len(crate.jobs))]
            for index, folder in enumerate(folders):
                folder.mkdir()
                (folder / PROGRAM).write_bytes(crate.executable_for(built, index))
                (folder / PROGRAM).chmod(0o755)
        except (OSError, ValueError) as error:
            raise sandbox.CannotRun(f"the shared executable cannot be used: {error}") from error
        return folders

    def _clean(self, home: Path, built: Outcome, job: Job) -> Outcome | None:
        try:
            answer = self.runs(home, built, job)
        except sandbox.CannotRun:
            return None
        if isinstance(answer, NotChecked) or answer.varies is not None:
            return None
        silent = answer.exit == 0 and not answer.stderr
        # A panic that cannot unwind prints a backtrace, whatever the environment says: names, and places in the crate.
        unwound = self._remaps and answer.panicked and answer.exit == PANICKED
        return answer if silent or unwound else None

    def _without_culprits(self, done: sandbox.Completed, jobs: Sequence[Job]) -> _Answers:
        """Try again without the modules that rustc complained about; where it named none, judge all alone."""
        named = culprits(done.stderr.decode("utf-8", "replace"), len(jobs))
        rest = [job for index, job in enumerate(jobs) if index not in named]
        sent: _Answers = [(job, None) for i, job in enumerate(jobs) if i in named]
        if not named or len(rest) < planning.SMALLEST:
            return [(job, None) for job in jobs]
        return [*sent, *self._together(rest)]


def write(path: Path, text: str) -> None:
    """Write a file of a crate, byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def environment() -> dict[str, str]:
    """The variables that a compiler is given, besides HOME and TMPDIR, which are its folder."""
    return compiler_environment(os.environ)


def _stop(futures: Sequence[Future[_Answers]]) -> None:
    """Kill what judges now, and again what comes after: a worker may stand between compiling a program and running
    it, where there is nothing to be killed yet."""
    while not all(future.done() for future in futures):
        sandbox.kill_all()
        time.sleep(0.02)
