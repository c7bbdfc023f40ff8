"""Which compiler would judge, and what it knows about its own error codes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from borrowproof.backends import toolchain_files
from borrowproof.model.compiler import Toolchain
from borrowproof.process import access, command, sandbox

MIB = 1 << 20
ANSWERING = sandbox.Limits(wall=20.0, cpu=20, memory=8192 * MIB, output=4 * MIB, processes=64, file_size=4 * MIB)
FINDING = "finding rustc"  # the name of the thread that does nothing else
FETCHING = 300.0  # seconds that rustup may take
# The block that `rustc -vV` prints, wherever it begins: wrappers print words of their own before.
_VERSION = re.compile(r"^rustc \S[^\n]*\n(?:[\w -]+: [^\n]*(?:\n|\Z))+", re.MULTILINE)
_FACT = re.compile(r"^([\w -]+): ([^\n]*)$", re.MULTILINE)
_RELEASE = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[\w.]{1,40})?", re.ASCII)
_HOST = re.compile(r"[\w.-]{1,100}", re.ASCII)
_MISSING = re.compile(r"toolchain '([^'\s]+?)(?:-\w+-(?:unknown|apple|pc)-[\w-]+)?' is not installed")  # rustup's words
_NO_SUCH_CODE = re.compile(r"no extended information for|is not a valid error code")  # rustc_driver_impl
HOW_TO_GET_RUSTC = (
    "install Rust with rustup (https://rustup.rs), or your system's package `rustc`, or name a compiler with "
    "--toolchain"
)


class ToolchainError(Exception):
    """No compiler could be found or asked; the message says what to do."""


class CodeStatus(StrEnum):
    """What `rustc --explain` says of a code; UNASKED where nobody could be asked."""

    EMITTED = "emitted"
    RETIRED = "retired"
    UNKNOWN = "unknown"
    UNASKED = "unasked"

    @staticmethod
    def of(exit_status: int, text: str) -> CodeStatus:
        """The meaning of how `rustc --explain` ended, and of the beginning of what it printed."""
        if exit_status != 0:
            return CodeStatus.UNKNOWN
        retired = "this error code is no longer emitted" in text[:400]
        return CodeStatus.RETIRED if retired else CodeStatus.EMITTED


@dataclass(frozen=True, slots=True)
class Rustc:
    """A compiler on this machine: the executable itself, never rustup's shim, and what it says it is.

    `files` tells whether it is still the one that said so: each of its files with device, inode, size and time.
    `starts` is the compiler that it uses where it is a wrapper that lies outside a toolchain.
    """

    path: Path
    toolchain: Toolchain
    files: tuple[tuple[Path, tuple[int, ...]], ...] = ()
    starts: Path | None = None

    @property
    def executables(self) -> tuple[Path, ...]:
        """The compiler, and the one that it starts where it is a wrapper around another."""
        return (self.path,) if self.starts is None else (self.path, self.starts)

    def unchanged(self) -> bool:
        """Whether nobody has replaced the compiler since it was found, as `rustup update` does."""
        return all(_identity(path) == identity for path, identity in self.files)


def find(name: str | None, cwd: Path) -> Rustc:
    """The compiler called `name`: a path to a rustc, or a rustup toolchain; None means the default one.

    The default follows rustup's own rules in `cwd` (rust-toolchain.toml, overrides), then `rustc` on PATH.
    Raises ToolchainError where there is none.
    """
    path = _executable(name, cwd)
    inner = _wrapped(path)
    compilers = [path] if inner is None else [path, inner]
    known = [file for compiler in compilers for file in (compiler, *_drivers(compiler))]
    files = tuple((file, _identity(file)) for file in known)  # before it is asked who it is
    toolchain = _describe(path)
    # A compiler that somebody builds anew may say the same of itself. A file's time differs from machine to machine.
    sizes = " ".join(str(identity[2]) for file, identity in files if identity and (file != path or inner is None))
    toolchain = replace(toolchain, fingerprint=f"{toolchain.fingerprint}\nbytes: {sizes}")
    if not access.within_toolchain(path):
        # What a wrapper does with a program is its own affair: it may change and say the same of itself.
        toolchain = replace(toolchain, fingerprint=f"{toolchain.fingerprint}\nwrapper: {_content(path)}")
    return Rustc(path, toolchain, files, inner)


def _wrapped(path: Path) -> Path | None:
    """The compiler of the toolchain that a rustc uses where it does not lie in one itself; None where it does."""
    if access.within_toolchain(path):
        return None
    try:
        answer = _ask(path, "--print", "sysroot")
    except ToolchainError:
        return None  # whoever is asked next says what is wrong with it
    inner = Path(answer.stdout.strip()) / "bin" / "rustc"
    return inner if answer.exit == 0 and access.within_toolchain(inner) else None


def _executable(name: str | None, cwd: Path) -> Path:
    if name is not None and os.sep in name:
        return _existing(Path(name))
    rustup = shutil.which("rustup")
    if rustup is not None:
        return _from_rustup(rustup, name, cwd)
    if name is not None:
        raise ToolchainError(f"toolchain `{name}` needs rustup, which is not installed; {HOW_TO_GET_RUSTC}")
    found = shutil.which("rustc")
    if found is None:
        raise ToolchainError(f"rustc was not found; {HOW_TO_GET_RUSTC}")
    return Path(found)


def _existing(path: Path) -> Path:
    if not (path.is_file() and os.access(path, os.X_OK)):
        raise ToolchainError(f"{path} is not an executable; give the path of a rustc, or a rustup toolchain")
    return path.resolve()


def _drivers(path: Path) -> list[Path]:
    """The library beside a rustc that does the work."""
    return sorted((path.parent.parent / "lib").glob("librustc_driver-*"))


def _identity(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _content(path: Path) -> str:
    """A digest of an executable. Raises ToolchainError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ToolchainError(f"{path} cannot be read: {error.strerror}") from error


def _from_rustup(rustup: str, name: str | None, cwd: Path) -> Path:
    done = _rustup([rustup, "which", "rustc", *(["--toolchain", name] if name else [])], cwd)
    if done.returncode == 0:
        return _existing(Path(done.stdout.strip()))
    installed = ", ".join(_installed(rustup, cwd)) or "none"
    chosen_by = None if name else toolchain_files.find(cwd)
    missing = _MISSING.search(done.stderr)
    if chosen_by is not None and missing is None:
        said = done.stderr.strip().partition("\n")[0].removeprefix("error: ")[:300]
        raise ToolchainError(f"{chosen_by}: rustup finds no compiler by it: {said}")
    name = name or (missing[1] if missing else None)
    wanted = f"toolchain `{name}`" if name else "a default toolchain"
    by = f", which {chosen_by} names" if chosen_by else ""
    raise ToolchainError(
        f"rustup has no rustc for {wanted}{by} (installed: {installed}); "
        f"install it with `rustup toolchain install {name or 'stable'}`"
    )


def _rustup(argv: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    """Ask rustup, which may fetch a toolchain first. Raises ToolchainError where it does not answer."""
    try:
        return subprocess.run(
            argv, cwd=cwd, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=FETCHING
        )
    except subprocess.TimeoutExpired:
        raise ToolchainError(f"`{' '.join(argv)}` did not answer within {FETCHING:g} s") from None
    except OSError as error:
        raise ToolchainError(f"{argv[0]} cannot be started: {error.strerror}") from error


def _installed(rustup: str, cwd: Path) -> list[str]:
    done = _rustup([rustup, "toolchain", "list"], cwd)
    return [line.split()[0] for line in done.stdout.splitlines() if line.strip()]


def _describe(path: Path) -> Toolchain:
    """Who a rustc says it is. Raises ToolchainError for one that does not answer as rustc does."""
    done = _ask(path, "-vV")
    found = _VERSION.search(done.stdout)
    facts = dict(_FACT.findall(found[0])) if found else {}
    release, host = facts.get("release", ""), facts.get("host", "")
    if done.exit != 0 or not (_RELEASE.fullmatch(release) and _HOST.fullmatch(host)):
        said = next(iter((done.stderr or done.stdout).strip().splitlines()), "nothing")[:200]
        raise ToolchainError(f"{path} does not answer `-vV` as rustc does ({done.ended}); it said: {said}")
    return Toolchain(release=release, host=host, fingerprint=found[0].strip() if found else "")


@dataclass(frozen=True, slots=True)
class _Answered:
    exit: int
    stdout: str
    stderr: str

    @property
    def ended(self) -> str:
        return f"status {self.exit}" if self.exit >= 0 else f"ended by signal {-self.exit}"


def _ask(path: Path, *arguments: str) -> _Answered:
    """Ask a rustc something that it knows by heart. Raises ToolchainError where it does not come to an answer."""
    asked = f"`{path} {' '.join(arguments)}`"
    try:
        # It needs no folder of ours, which would stay if we were killed now: nobody is there yet to remove it.
        env = compiler_environment(os.environ) | {"HOME": os.sep, "RUSTC_ICE": "0"}
        done = command.ask([str(path), *arguments], cwd=Path(os.sep), env=env, limits=ANSWERING)
    except sandbox.CannotRun as error:
        raise ToolchainError(f"{path} cannot be started: {error}") from error
    except (OSError, MemoryError) as error:
        raise ToolchainError(f"{asked} could not be run: {error}") from error
    if done.exceeded is not None or done.exit is None:
        raise ToolchainError(f"{asked} did not answer within its limits ({done.exceeded})")
    try:
        return _Answered(done.exit, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))
    except UnicodeDecodeError:
        raise ToolchainError(f"{asked} answered with what is not UTF-8") from None


def compiler_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The few variables that a compiler needs (its linker's path); flags and wrappers are left behind."""
    kept = ("PATH", "SDKROOT", "DEVELOPER_DIR", "SYSTEMROOT")
    return {name: base[name] for name in kept if name in base} | {"LC_ALL": "C"}


def explain_status(rustc: Rustc) -> Callable[[str], CodeStatus]:
    """A function that says of an error code whether this compiler emits it (source: `rustc --explain`).

    It raises ToolchainError where the compiler does not come to an answer.
    """

    def status(code: str) -> CodeStatus:
        text = explanation(rustc, code)
        return CodeStatus.UNKNOWN if text is None else CodeStatus.of(0, text)

    return status


def explanation(rustc: Rustc, code: str) -> str | None:
    """What this compiler has to say about a code, in Markdown; None where it knows no such code.

    Raises ToolchainError where it does not come to an answer, and where it is another one by now.
    """
    done = _ask(rustc.path, "--explain", code)
    if not rustc.unchanged():
        raise ToolchainError(f"{rustc.path} was replaced during this run; run it again")
    if done.exit == 0 and done.stdout.strip():
        return done.stdout
    if done.exit == 1 and _NO_SUCH_CODE.search(done.stderr):
        return None
    raise ToolchainError(f"`{rustc.path} --explain {code}` gave no answer ({done.ended})")
