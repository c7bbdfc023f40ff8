"""The local backend: one rustc per program, or one for many programs that are alike.

The file is called `src/main.rs` and the crate `playground`, as on the Rust Playground, so that what a program
prints about itself is the same wherever a reader runs it.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from borrowproof import sandbox
from borrowproof.backends import Answer, merge
from borrowproof.diagnostics import INTERNAL_ERROR, UnreadableDiagnostics, parse
from borrowproof.model import Cause, Diagnostic, Goal, Job, NotChecked, Outcome, Toolchain
from borrowproof.sources import rust
from borrowproof.toolchain import Rustc, compiler_environment

MAIN = "src/main.rs"
CRATE = "playground"
MIB = 1024 * 1024
_NAMES_ITSELF = re.compile(r"#!\s*\[\s*crate_name\b")
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

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        groups, alone = merge.plan(jobs, self.workers)
        with ThreadPoolExecutor(self.workers) as pool:
            waiting: set[Future[list[tuple[Job, Answer | None]]]] = {pool.submit(self._group, g) for g in groups}
            waiting |= {pool.submit(self._one, job) for job in alone}
            try:
                while waiting:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for job, answer in (pair for future in done for pair in future.result()):
                        if answer is None:
                            waiting.add(pool.submit(self._one, job))
                        else:
                            yield job, answer
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                sandbox.kill_all()
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
            _write(home / MAIN, job.code)
            first = self._compile(home, job, emit="metadata" if job.goal is Goal.REJECT else _emit(job))
            if isinstance(first, NotChecked) or not first.compiled:
                return first
            if job.goal is Goal.REJECT:
                # Nothing was wrong so far; errors that only code generation finds must not be missed.
                return self._compile(home, job, emit="obj")
            return self._run(home, first) if job.goal is Goal.RUN else first

    def _compile(self, home: Path, job: Job, emit: str) -> Outcome | NotChecked:
        argv = [
            *self._argv(job.edition, emit),
            *_crate_name(job),
            *_lints(job),
            *(["--test"] if job.test_harness else []),
            MAIN,
        ]
        done = sandbox.run(argv, cwd=home, env=_environment(home), limits=self.compiling)
        return read_compilation(done, job, self.compiling)

    def _argv(self, edition: str, emit: str) -> list[str]:
        output = ["-o", "program"] if emit == "link" else ["--out-dir", "out"]
        return [
            str(self.rustc.path),
            *("--edition", edition, "--crate-type", "bin", "--error-format=json", "--emit", emit),
            *("-Cdebuginfo=0", "-Ccodegen-units=1", "-Cincremental=no", *output),
        ]

    def _run(self, home: Path, built: Outcome, variables: dict[str, str] | None = None) -> Answer:
        with TemporaryDirectory(prefix="borrowproof-run-", ignore_cleanup_errors=True) as empty:
            env = {"LC_ALL": "C", "HOME": empty, "TMPDIR": empty, "RUST_BACKTRACE": "0", **(variables or {})}
            done = sandbox.run([str(home / "program")], cwd=Path(empty), env=env, limits=self.running)
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

        Only an answer with nothing to tell (no diagnostic, exit 0, silent stderr) is taken; None sends a
        program to a crate of its own, which then has the last word.
        """
        with TemporaryDirectory(prefix="borrowproof-", ignore_cleanup_errors=True) as folder:
            home = Path(folder)
            for name, text in merge.files(jobs).items():
                _write(home / name, text)
            argv = [*self._argv(jobs[0].edition, "link"), "--crate-name", CRATE, "-Aunused", merge.ROOT]
            done = sandbox.run(argv, cwd=home, env=_environment(home), limits=self.compiling)
            if done.exit != 0 or done.exceeded is not None or done.stderr:
                return self._without_culprits(done, jobs)
            seconds = done.seconds / len(jobs)
            built = Outcome(jobs[0].edition, (), compiled=True, seconds=seconds)
            return [(job, self._clean(home, built, index)) for index, job in enumerate(jobs)]

    def _clean(self, home: Path, built: Outcome, index: int) -> Outcome | None:
        answer = self._run(home, built, {merge.VARIABLE: str(index)})
        silent = isinstance(answer, Outcome) and answer.exit == 0 and not answer.stderr
        return answer if silent and isinstance(answer, Outcome) else None

    def _without_culprits(self, done: sandbox.Completed, jobs: Sequence[Job]) -> list[tuple[Job, Answer | None]]:
        """Try again without the modules that rustc complained about; where it named none, judge all alone."""
        named = merge.culprits(done.stderr.decode("utf-8", "replace"), len(jobs))
        rest = [job for index, job in enumerate(jobs) if index not in named]
        sent: list[tuple[Job, Answer | None]] = [(job, None) for i, job in enumerate(jobs) if i in named]
        if not named or len(rest) < merge.SMALLEST:
            return [(job, None) for job in jobs]
        return [*sent, *self._together(rest)]


def _emit(job: Job) -> str:
    return "link" if job.goal is Goal.RUN else "obj"


def _crate_name(job: Job) -> list[str]:
    """The crate's name, unless the program names itself."""
    return [] if "crate_name" in job.code and _NAMES_ITSELF.search(rust.blank(job.code)) else ["--crate-name", CRATE]


def _lints(job: Job) -> list[str]:
    return ["-Aunused", *(f"-W{lint}" for lint in job.lints)]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _environment(home: Path) -> dict[str, str]:
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
