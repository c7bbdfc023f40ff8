"""Running cargo on a request's code as the Playground's container does: one package, one folder, hard limits."""

from __future__ import annotations

import shlex
import signal
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from borrowproof.process import sandbox
from tests.playground import memory
from tests.playground.answers import TIMED_OUT, Refused
from tests.playground.toolchains import Toolchain

HOME = "/playground"  # where the package is, in the Playground's containers
FILE_SIZE = 256 << 20  # bytes
ADDRESS_SPACE = 8 << 30  # bytes; only keeps this machine safe, the container's limit is on real memory

_SIGNALS = {
    signal.SIGABRT: "abort program",
    signal.SIGALRM: "real-time timer expired",
    signal.SIGBUS: "bus error",
    signal.SIGFPE: "floating-point exception",
    signal.SIGHUP: "terminal line hangup",
    signal.SIGILL: "illegal instruction",
    signal.SIGINT: "interrupt program",
    signal.SIGKILL: "kill program",
    signal.SIGPIPE: "write on a pipe with no reader",
    signal.SIGQUIT: "quit program",
    signal.SIGSEGV: "segmentation violation",
    signal.SIGTERM: "software termination signal",
    signal.SIGTRAP: "trace trap",
    signal.SIGUSR1: "user-defined signal 1",
    signal.SIGUSR2: "user-defined signal 2",
}


@dataclass(frozen=True, slots=True)
class Job:
    """What to do: `cargo ARGV` on `code`. `result` is the file, if any, whose text is part of the answer."""

    what: str
    channel: str
    edition: str
    crate_type: str
    code: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict, hash=False)
    result: str | None = None

    @property
    def source(self) -> str:
        """The path of the file that holds the code."""
        return "src/main.rs" if self.crate_type == "bin" else "src/lib.rs"


@dataclass(frozen=True, slots=True)
class Crate:
    """A crate that programs may use."""

    name: str
    version: str
    code: str


@dataclass(frozen=True, slots=True)
class Room:
    """What a run may use: seconds, bytes of real memory, bytes of output per stream, processes and threads."""

    seconds: float
    memory: int
    output: int
    processes: int


@dataclass(frozen=True, slots=True)
class Run:
    """What came of it. `code` is the text of the file that the job asked for, empty where there is none."""

    success: bool
    exit_detail: str
    stdout: str
    stderr: str
    code: str


def run(
    job: Job, toolchain: Toolchain, room: Room, folder: Path, killed: str | None, crates: Sequence[Crate] = ()
) -> Run:
    """Do the job in a folder of its own within `folder`, which is gone afterwards.

    `killed` is a shell pattern: a rustc whose arguments match is killed. Raises Refused where a limit ended the run.
    """
    with tempfile.TemporaryDirectory(dir=folder) as own:
        home = Path(own)
        _write_package(job, home)
        _add_crates(crates, home)
        with memory.limited(f"HOME={home}", room.memory):
            done = _start(job, toolchain, room, home, killed)
        _refuse_exceeded(job, done, room)
        stdout, stderr = (_text(job, output).replace(own, HOME) for output in (done.stdout, done.stderr))
        result = home / job.result if job.result else None
        code = result.read_text("utf-8") if result and result.is_file() else ""
    return Run(done.exit == 0, exit_detail(done.exit or 0), stdout, stderr, code)


def exit_detail(status: int) -> str:
    """The Playground's words for an exit status; negative for a signal."""
    if status >= 0:
        return f"Exited with status {status}"
    number = -status
    if number not in _SIGNALS:
        return f"Exited with signal {number} (???): Unknown signal"
    ended_by = signal.Signals(number)
    return f"Exited with signal {number} ({ended_by.name}): {_SIGNALS[ended_by]}"


def _write_package(job: Job, home: Path) -> None:
    lines = ["[package]", 'name = "playground"', 'version = "0.0.1"', f'edition = "{job.edition}"']
    if job.crate_type == "proc-macro":
        lines += ["[lib]", "proc-macro = true"]
    elif job.crate_type != "bin":
        lines += ["[lib]", f'crate-type = ["{job.crate_type}"]']
    for profile in ("dev", "release"):
        lines += [f"[profile.{profile}]", "codegen-units = 1", "incremental = false"]
    lines.insert(lines.index("[profile.dev]") + 1, 'debug = "line-tables-only"')  # says the same in half the time
    (home / "Cargo.toml").write_text("\n".join(lines) + "\n")
    (home / "src").mkdir()
    (home / job.source).write_bytes(job.code.encode("utf-8"))


def _add_crates(crates: Sequence[Crate], home: Path) -> None:
    """Give the package its dependencies. (The Playground's are built already, so that cargo does not speak of them.)"""
    if not crates:
        return
    manifest = home / "Cargo.toml"
    lines = [f'{crate.name} = {{ path = "crates/{crate.name}" }}' for crate in crates]
    manifest.write_text(manifest.read_text() + "\n".join(["[dependencies]", *lines, ""]))
    for crate in crates:
        place = home / "crates" / crate.name
        (place / "src").mkdir(parents=True)
        (place / "src/lib.rs").write_text(crate.code)
        (place / "Cargo.toml").write_text(
            f'[package]\nname = "{crate.name}"\nversion = "{crate.version}"\nedition = "2021"\n'
        )


def _start(job: Job, toolchain: Toolchain, room: Room, home: Path, killed: str | None) -> sandbox.Completed:
    path = [str(toolchain.bin), "/usr/local/bin", "/usr/bin", "/bin"]
    if killed is not None:
        path.insert(0, str(_killer(home / ".killer", toolchain, killed)))
    scratch = home / ".tmp"
    scratch.mkdir()
    env = {
        "PATH": ":".join(path),
        "HOME": str(home),
        "USER": "playground",
        "TMPDIR": str(scratch),
        "CARGO_HOME": str(home / ".cargo"),
        "CARGO_NET_OFFLINE": "true",
        **job.env,
    }
    limits = sandbox.Limits(
        wall=room.seconds,
        cpu=int(room.seconds) + 2,
        memory=ADDRESS_SPACE,
        output=room.output,
        processes=room.processes,
        file_size=FILE_SIZE,
    )
    try:
        return sandbox.run([str(toolchain.bin / "cargo"), *job.argv], cwd=home, env=env, limits=limits)
    except (sandbox.CannotRun, sandbox.Cancelled) as error:
        raise _failed(job, f"Could not start the container: {error}") from error


def _killer(folder: Path, toolchain: Toolchain, pattern: str) -> Path:
    """A folder whose `rustc` is the real one, except that it is killed where `pattern` says so."""
    folder.mkdir()
    script = folder / "rustc"
    real = shlex.quote(str(toolchain.bin / "rustc"))
    script.write_text(f'#!/bin/sh\ncase " $* " in {pattern}) kill -9 $$ ;; esac\nexec {real} "$@"\n')
    script.chmod(0o755)
    return folder


def _refuse_exceeded(job: Job, done: sandbox.Completed, room: Room) -> None:
    match done.exceeded:
        case None:
            return
        case sandbox.Exceeded.WALL | sandbox.Exceeded.CPU:
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, TIMED_OUT)
        case sandbox.Exceeded.OUTPUT:
            raise _failed(job, f"Generated more than {room.output} bytes of output, exiting")
        case _:
            raise _failed(job, f"The container ran out of {done.exceeded}")


def _text(job: Job, output: bytes) -> str:
    """What the run wrote. The Playground gives up on output that is not UTF-8."""
    try:
        return output.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _failed(job, "Failed to read child output: Found non-UTF-8 data") from error


def _failed(job: Job, why: str) -> Refused:
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, f"Unable to process the {job.what} request: {why}")
