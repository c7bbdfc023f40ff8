"""Miri on this machine: runs a program in the interpreter that looks for undefined behaviour.

Source: the README of https://github.com/rust-lang/miri (`cargo miri setup --print-sysroot`, `miri --sysroot`).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from borrowproof.backends import Answer, dependencies
from borrowproof.backends.compilation import ended, over_limit
from borrowproof.backends.faults import fault
from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.toolchain import ToolchainError, compiler_environment, find
from borrowproof.model.compiler import Toolchain
from borrowproof.model.library import NO_CRATES
from borrowproof.model.outcome import Cause, Job, NotChecked, Outcome
from borrowproof.process import access, sandbox, workspace
from borrowproof.syntax import lexer

MIB = 1 << 20
LIMITS = sandbox.Limits(wall=60.0, cpu=60, memory=8192 * MIB, output=1 * MIB, processes=64, file_size=16 * MIB)
SETTING_UP = sandbox.Limits(wall=300.0, cpu=600, memory=8192 * MIB, output=16 * MIB, processes=256, file_size=512 * MIB)
HOW_TO_GET_MIRI = "install it with `rustup toolchain install nightly --component miri --component rust-src`"
_LEAK = "error: memory leaked: "
_TOLD_BY_CARGO = frozenset({"cfg", "cfg_attr", "env", "option_env"})  # what depends on a crate's features and variables
_ERROR = re.compile(r"^error(?:\[E\d{4}\])?: (.*)", re.MULTILINE)


class NoMiri(Exception):
    """There is no Miri to ask; the message says what to do."""


def read(status: int, stdout: str, stderr: str, job: Job) -> Answer:
    """What a finished Miri says of a program. Leaks are no undefined behaviour, and a panic is none either.

    Anything else that ended it (an operation that Miri does not know, an error of the compiler) is no answer.
    """
    inputs = None if dependencies.reads(job.code) else ()
    outcome = Outcome(job.edition, (), compiled=True, exit=status, stdout=stdout, stderr=stderr, inputs=inputs)
    if status == 0 or outcome.undefined_behaviour is not None or outcome.panicked or _LEAK in stderr:
        return outcome
    said = _ERROR.search(stderr)
    detail = f"Miri cannot tell: {said[1]}" if said else f"Miri ended with status {status} and said nothing"
    return NotChecked(Cause.INFRASTRUCTURE, detail)


@dataclass(frozen=True, slots=True)
class LocalMiri:
    """The Miri of a nightly toolchain, and the standard library that it was set up with."""

    toolchain: Toolchain
    program: Path
    sysroot: Path

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        for job in jobs:
            yield job, self._run(job)

    def _run(self, job: Job) -> Answer:
        if job.crates != NO_CRATES and lexer.uses(job.code, job.crates.names | _TOLD_BY_CARGO):
            return NotChecked(Cause.NO_MIRI, "it uses crates, and they are not built for Miri")
        try:
            return self._interpreted(job)
        except (sandbox.CannotRun, OSError, MemoryError) as error:
            return fault(error)

    def _interpreted(self, job: Job) -> Answer:
        with workspace.folder("miri") as home:
            (home / MAIN).parent.mkdir()
            (home / MAIN).write_text(job.code, encoding="utf-8", newline="\n")
            about = ["--edition", job.edition.value, "--crate-name", CRATE, "--crate-type", "bin"]
            argv = [str(self.program), "--sysroot", str(self.sysroot), *about, MAIN]
            env, seen = compiler_environment(os.environ), access.of_compiler(self.program, self.sysroot)
            done = sandbox.run(argv, cwd=home, env=env, limits=LIMITS, access=seen)
        if done.exceeded is not None:
            return over_limit("Miri", done.exceeded, LIMITS)
        if done.exit is None or (done.exit < 0 and done.exit != -signal.SIGABRT):
            return ended("Miri", done)
        answer = read(done.exit, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"), job)
        return replace(answer, contained_by=done.contained_by) if isinstance(answer, Outcome) else answer


def local(cwd: Path) -> LocalMiri:
    """The Miri of rustup's nightly. Raises NoMiri where it is not installed, or cannot be set up."""
    rustup = shutil.which("rustup")
    if rustup is None:
        raise NoMiri("Miri comes with rustup's nightly toolchain, and there is no rustup (https://rustup.rs)")
    program = _asked([rustup, "which", "miri", "--toolchain", "nightly"], cwd)
    sysroot = _asked([rustup, "run", "nightly", "cargo", "miri", "setup", "--print-sysroot"], cwd)
    try:
        rustc = find("nightly", cwd)
    except ToolchainError as error:
        raise NoMiri(str(error)) from error
    known = rustc.toolchain
    toolchain = Toolchain(f"{known.release} (Miri)", known.host, f"miri {known.fingerprint}")
    return LocalMiri(toolchain, Path(program), Path(sysroot))


def _asked(argv: Sequence[str], cwd: Path) -> str:
    kept = ("HOME", "RUSTUP_HOME", "CARGO_HOME")
    env = compiler_environment(os.environ) | {name: os.environ[name] for name in kept if name in os.environ}
    try:
        done = sandbox.run(argv, cwd=cwd, env=env, limits=SETTING_UP)
    except sandbox.CannotRun as error:
        raise NoMiri(f"{error}; {HOW_TO_GET_MIRI}") from error
    if done.exit != 0:
        raise NoMiri(f"Miri is not installed; {HOW_TO_GET_MIRI}")
    return done.stdout.decode("utf-8", "replace").strip()
