"""Builds a program with debug information and has its run recorded (`process/recorder.py`), on this machine.

The compiler's flags are stable ones. What the program asks of the allocator is logged by a library in C that is loaded
before libc (`process/heap_log.c`), compiled once for this process.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from borrowproof.backends import artifacts, dependencies, invocation
from borrowproof.backends.compilation import MIB, read_compilation
from borrowproof.backends.rustc import COMPILING, PROGRAM, RUNNING, environment, write
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.outcome import Job, NotChecked, Outcome
from borrowproof.process import access, ptrace, recorder, sandbox, workspace

TARGET = "x86_64-unknown-linux-gnu"
SECONDS = 8.0  # for a program to run while it is recorded
DEBUGGING = ("-Cdebuginfo=2", "-Copt-level=0", "-Crelocation-model=static", "-Cstrip=none")
LIMITS = replace(RUNNING, wall=60.0, cpu=60, output=256 * MIB)
_HEX = 2  # digits of a byte
_C_FLAGS = ("-shared", "-fPIC", "-O1", "-ffreestanding", "-fno-builtin", "-o", "out/heap_log.so", "heap_log.c")


class NotRecordable(Exception):
    """There is no recording of this program here; the message says why, in words for a reader."""


@dataclass(frozen=True, slots=True)
class Built:
    """A program that was built to be recorded: where it lies, its content, and what rustc read besides its text (None
    where that is not known)."""

    program: Path
    executable: bytes
    inputs: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class LocalRecorder:
    """Records what a rustc of this machine builds. `keeps_freed`: no address of the heap is given out twice."""

    rustc: Rustc
    keeps_freed: bool = False

    def obstacle(self) -> str | None:
        """Why nothing can be recorded with this compiler on this machine; None where it can."""
        host = self.rustc.toolchain.host
        if not ptrace.POSSIBLE:
            return f"memory can be recorded on Linux x86-64 only; this is {host}"
        if host != TARGET:
            return f"memory can be recorded of programs for {TARGET} only; {self.rustc.path} makes them for {host}"
        return None

    @contextlib.contextmanager
    def built(self, job: Job) -> Iterator[Built]:
        """The program, as long as it is there. Raises NotRecordable and sandbox.CannotRun."""
        with workspace.folder("recorded") as home:
            write(home / invocation.MAIN, job.code)
            argv = [str(self.rustc.path), *_arguments(job)]
            seen = artifacts.with_crates(access.of_compiler(*self.rustc.executables), job.crates)
            env = environment() | dict(job.crates.environment)
            done = sandbox.run(argv, cwd=home, env=env, limits=COMPILING, access=seen)
            answer = read_compilation(done, job, COMPILING)
            if isinstance(answer, NotChecked):
                raise NotRecordable(answer.detail)
            if not answer.compiled:
                raise NotRecordable(_error(answer))
            executable = (home / PROGRAM).read_bytes()
            yield Built(home / PROGRAM, executable, dependencies.read(home, frozenset({invocation.MAIN})))

    def run(self, built: Built, job: Job, plan: recorder.Plan) -> Mapping[str, Any]:
        """What the recorder wrote down. Raises NotRecordable and sandbox.CannotRun."""
        library = heap_log()
        env = {"LC_ALL": "C", "RUST_BACKTRACE": "0", "LD_PRELOAD": str(library), **dict(job.crates.environment)}
        env |= {"BORROWPROOF_KEEP_FREED": "1"} if self.keeps_freed else {}
        allowed = artifacts.with_crates(access.of_program(), job.crates)
        seen = replace(allowed, readable=(*allowed.readable, str(library)))
        with workspace.folder("run") as empty:
            done = sandbox.recorded([str(built.program)], plan, cwd=empty, env=env, limits=LIMITS, access=seen)
        return _read(done)


def _arguments(job: Job) -> list[str]:
    crate = [] if invocation.names_itself(job.code) else ["--crate-name", invocation.CRATE]
    return [*invocation.base(job.edition, "link", job.crates), *DEBUGGING, "-Awarnings", *crate, invocation.MAIN]


def _error(answer: Outcome) -> str:
    first = answer.errors[0]
    line = next((f" (line {span.line_start})" for span in first.spans if span.primary and not span.foreign), "")
    code = f" {first.code}" if first.code else ""
    return f"it does not compile, so that nothing can be run: error{code}: {first.message}{line}"


def _read(done: sandbox.Completed) -> Mapping[str, Any]:
    if done.exceeded is not None:
        raise NotRecordable(f"the run was stopped while it was recorded: it went over its limit of {done.exceeded}")
    try:
        found: Mapping[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise NotRecordable(f"the program ended its recorder (status {done.exit})") from None
    if "error" in found:
        raise NotRecordable(f"this machine does not let one process trace another: {found['error']}")
    if sum(len(found[stream]) for stream in ("stdout", "stderr")) > _HEX * RUNNING.output:
        raise NotRecordable(f"it prints more than {RUNNING.output // MIB} MiB, the limit of every run")
    return found


_lock = threading.Lock()


def heap_log() -> Path:
    """The library that logs allocations. Raises NotRecordable where there is no C compiler."""
    with _lock:
        return _compiled()


@cache
def _compiled() -> Path:
    home = workspace.workspace() / "heap-log"
    (home / "out").mkdir(parents=True, exist_ok=True)
    write(home / "heap_log.c", Path(recorder.__file__).with_name("heap_log.c").read_text(encoding="utf-8"))
    try:
        done = sandbox.run(
            ["cc", *_C_FLAGS], cwd=home, env=environment(), limits=COMPILING, access=access.of_compiler()
        )
    except sandbox.CannotRun as error:
        raise NotRecordable("recording needs a C compiler, and there is no `cc` here: install gcc or clang") from error
    library = home / "out" / "heap_log.so"
    if done.exit != 0 or not library.is_file():
        said = next(iter(done.stderr.decode("utf-8", "replace").splitlines()), f"status {done.exit}")
        raise NotRecordable(f"recording needs a C compiler, and `cc` does not compile for it: {said}")
    return library
