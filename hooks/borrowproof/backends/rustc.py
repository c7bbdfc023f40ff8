"""The local backend: one rustc per program, or one for many programs that are alike."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from borrowproof.backends import Answer, invocation
from borrowproof.backends.diagnostics import INTERNAL_ERROR, UnreadableDiagnostics, parse
from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.merging import eligibility, planning
from borrowproof.backends.merging.shared_crate import ROOT, STRIPPED, SharedCrate, culprits
from borrowproof.backends.toolchain import Rustc, compiler_environment
from borrowproof.model.compiler import Toolchain
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.outcome import Cause, Goal, Job, NotChecked, Outcome
from borrowproof.process import sandbox

MIB = 1024 * 1024
PROGRAM = "program"  # what the executable is called
_OUT_OF_MEMORY = b"memory allocation of "  # what Rust's default allocation error handler says

COMPILING = sandbox.Limits(wall=60.0, cpu=60, memory=8192 * MIB, output=16 * MIB, processes=256, file_size=512 * MIB)
RUNNING = sandbox.Limits(wall=10.0, cpu=10, memory=4096 * MIB, output=1 * MIB, processes=64, file_size=16 * MIB)


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
        groups, alone = planning.plan(jobs, self.workers, remaps=self._remaps)
        finished: SimpleQueue[Future[list[tuple[Job, Answer | None]]]] = SimpleQueue()
        with ThreadPoolExecutor(self.workers) as pool:
            submitted = [pool.submit(self._group, group) for group in groups]
            submitted += [pool.submit(self._one, job) for job in alone]
            for future in submitted:
                future.add_done_callback(finished.put)
            awaited = len(submitted)
            try:
                while awaited:
                    for job, answer in finished.get().result():
                        if answer is None:
                            submitted.append(pool.submit(self._one, job))
                            submitted[-1].add_done_callback(finished.put)
                            awaited += 1
                        else:
                            yield job, answer
                    awaited -= 1
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                _stop(submitted)
                raise

    def _one(self, job: Job) -> list[tuple[Job, Answer | None]]:
        return [(job, self._alone(job))]

    def _alone(self, job: Job) -> Answer:
        try:
            return self._built(job)
        except sandbox.CannotRun as error:
            return NotChecked(Cause.INFRASTRUCTURE, str(error))

    def _built(self, job: Job) -> Answer:
        """Judge one program in a crate of its own. Raises sandbox.CannotRun."""
        with TemporaryDirectory(prefix="borrowproof-", ignore_cleanup_errors=True) as folder:
            home = Path(folder)
            write(home / MAIN, job.code)
            first, *further = invocation.attempts(job)
            answer = self._compile(home, job, first)
            for arguments in further:
                if isinstance(answer, NotChecked) or not answer.compiled:
                    break
                answer = self._compile(home, job, arguments)
            if isinstance(answer, Outcome) and answer.compiled and job.goal is Goal.RUN:
                return self.run(home, answer)
            return answer

    def _compile(self, home: Path, job: Job, arguments: list[str]) -> Outcome | NotChecked:
        argv = [str(self.rustc.path), *arguments]
        done = sandbox.run(argv, cwd=home, env=environment(home), limits=self.compiling)
        return read_compilation(done, job, self.compiling)

    def run(self, home: Path, built: Outcome, variables: dict[str, str] | None = None) -> Answer:
        """Run the `program` that was built in `home`, in an empty folder. Raises sandbox.CannotRun."""
        with TemporaryDirectory(prefix="borrowproof-run-", ignore_cleanup_errors=True) as empty:
            env = {"LC_ALL": "C", "HOME": empty, "TMPDIR": empty, "RUST_BACKTRACE": "0", **(variables or {})}
            done = sandbox.run([str(home / PROGRAM)], cwd=Path(empty), env=env, limits=self.running)
        if done.exceeded is not None:
            return _over_limit("the program", done, self.running)
        if done.exit == -signal.SIGABRT and _OUT_OF_MEMORY in done.stderr:
            # The limit is ours, so this says nothing about the program.
            most = self.running.memory // MIB
            return NotChecked(Cause.LIMIT, f"the program was stopped: it needs more than {most} MiB of memory")
        return replace(
            built,
            exit=done.exit,
            stdout=done.stdout.decode("utf-8", "replace"),
            stderr=done.stderr.decode("utf-8", "replace"),
            seconds=built.seconds + done.seconds,
        )

    def _group(self, jobs: Sequence[Job]) -> list[tuple[Job, Answer | None]]:
        try:
            return self._together(jobs)
        except sandbox.CannotRun:
            return [(job, None) for job in jobs]

    def _together(self, jobs: Sequence[Job]) -> list[tuple[Job, Answer | None]]:
        """Build many programs as modules of one crate and run each in a process of its own.

        Only two kinds of answer are taken: a silent success, and, where the modules say `src/main.rs`, a panic.
        None sends a program to a crate of its own, which then has the last word.
        """
        with TemporaryDirectory(prefix="borrowproof-", ignore_cleanup_errors=True) as folder:
            home, crate = Path(folder), SharedCrate.of(jobs)
            for name, text in crate.files().items():
                write(home / name, text)
            shared = [*invocation.base(jobs[0].edition, "link"), *STRIPPED]
            renamed = crate.remapping() if self._remaps else []
            argv = [str(self.rustc.path), *shared, *renamed, "--crate-name", CRATE, "-Aunused", ROOT]
            done = sandbox.run(argv, cwd=home, env=environment(home), limits=self.compiling)
            if done.exit != 0 or done.exceeded is not None or done.stderr:
                return self._without_culprits(done, jobs)
            built = Outcome(jobs[0].edition, (), compiled=True, seconds=done.seconds / len(jobs))
            copies = self.copies(home, crate)
            return [(job, self._clean(copy, built)) for job, copy in zip(jobs, copies, strict=True)]

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

    def _clean(self, home: Path, built: Outcome) -> Outcome | None:
        try:
            answer = self.run(home, built)
        except sandbox.CannotRun:
            return None
        if isinstance(answer, NotChecked):
            return None
        silent = answer.exit == 0 and not answer.stderr
        return answer if silent or (self._remaps and answer.panicked) else None

    def _without_culprits(self, done: sandbox.Completed, jobs: Sequence[Job]) -> list[tuple[Job, Answer | None]]:
        """Try again without the modules that rustc complained about; where it named none, judge all alone."""
        named = culprits(done.stderr.decode("utf-8", "replace"), len(jobs))
        rest = [job for index, job in enumerate(jobs) if index not in named]
        sent: list[tuple[Job, Answer | None]] = [(job, None) for i, job in enumerate(jobs) if i in named]
        if not named or len(rest) < planning.SMALLEST:
            return [(job, None) for job in jobs]
        return [*sent, *self._together(rest)]


def write(path: Path, text: str) -> None:
    """Write a file of a crate, byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def environment(home: Path) -> dict[str, str]:
    """The variables that a compiler is given; what it keeps for itself goes to `home`."""
    return compiler_environment(os.environ) | {"TMPDIR": str(home), "HOME": str(home)}


def read_compilation(done: sandbox.Completed, job: Job, limits: sandbox.Limits) -> Outcome | NotChecked:
    """What a finished rustc said. Only status 0 without errors, or 1 with errors, is a judgement."""
    if done.exceeded is not None:
        return _over_limit("rustc", done, limits)
    text = done.stderr.decode("utf-8", "replace")
    try:
        diagnostics = parse(text, [MAIN])
    except UnreadableDiagnostics as error:
        return NotChecked(Cause.COMPILER_CRASHED, f"rustc ended with status {done.exit} and said: {error}")
    outcome = Outcome(job.edition, diagnostics, compiled=done.exit == 0, seconds=done.seconds)
    crash = next((d.message for d in outcome.errors if INTERNAL_ERROR in d.message), None)
    if crash is not None or (done.exit, bool(outcome.errors)) not in ((0, False), (1, True)):
        return NotChecked(Cause.COMPILER_CRASHED, crash or f"rustc ended with status {done.exit}")
    missing = next((d.message for d in outcome.errors if _is_installation(d)), None)
    return outcome if missing is None else NotChecked(Cause.INFRASTRUCTURE, missing)


def _is_installation(diagnostic: Diagnostic) -> bool:
    """Whether an error is about this machine (no linker, no standard library), not about the program."""
    linker = diagnostic.message.startswith("linker `") and "not found" in diagnostic.message
    std = diagnostic.code == "E0463" and diagnostic.message in (
        "can't find crate for `std`",
        "can't find crate for `core`",
    )
    return linker or std


def _over_limit(who: str, done: sandbox.Completed, limits: sandbox.Limits) -> NotChecked:
    exceeded = done.exceeded
    if exceeded is sandbox.Exceeded.WALL:
        return NotChecked(Cause.TIMEOUT, f"{who} was stopped after {limits.wall:g} s")
    if exceeded is sandbox.Exceeded.CPU:
        return NotChecked(Cause.TIMEOUT, f"{who} was stopped after {limits.cpu} s of processor time")
    words = {
        sandbox.Exceeded.OUTPUT: f"more than {limits.output // MIB} MiB of output",
        sandbox.Exceeded.PROCESSES: f"more than {limits.processes} processes",
        sandbox.Exceeded.FILE_SIZE: f"a file of more than {limits.file_size // MIB} MiB",
    }
    return NotChecked(Cause.LIMIT, f"{who} was stopped: {words.get(exceeded, str(exceeded)) if exceeded else ''}")


def _stop(futures: Sequence[Future[list[tuple[Job, Answer | None]]]]) -> None:
    """Kill what judges now, and again what comes after: a worker may stand between compiling a program and running
    it, where there is nothing to be killed yet."""
    while not all(future.done() for future in futures):
        sandbox.kill_all()
        time.sleep(0.02)
