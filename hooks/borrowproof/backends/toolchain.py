"""Which compiler would judge, and what it knows about its own error codes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from borrowproof.model.compiler import Toolchain

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
    """A compiler on this machine: the executable itself, never rustup's shim, and what it says it is."""

    path: Path
    toolchain: Toolchain


def find(name: str | None, cwd: Path) -> Rustc:
    """The compiler called `name`: a path to a rustc, or a rustup toolchain; None means the default one.

    The default follows rustup's own rules in `cwd` (rust-toolchain.toml, overrides), then `rustc` on PATH.
    Raises ToolchainError where there is none.
    """
    path = _executable(name, cwd)
    return Rustc(path, _describe(path))


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


def _from_rustup(rustup: str, name: str | None, cwd: Path) -> Path:
    argv = [rustup, "which", "rustc", *(["--toolchain", name] if name else [])]
    done = subprocess.run(argv, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return Path(done.stdout.strip())
    installed = ", ".join(_installed(rustup)) or "none"
    wanted = f"toolchain `{name}`" if name else "a default toolchain"
    raise ToolchainError(
        f"rustup has no rustc for {wanted} (installed: {installed}); "
        f"install it with `rustup toolchain install {name or 'stable'}`"
    )


def _installed(rustup: str) -> list[str]:
    done = subprocess.run([rustup, "toolchain", "list"], capture_output=True, text=True, check=False)
    return [line.split()[0] for line in done.stdout.splitlines() if line.strip()]


def _describe(path: Path) -> Toolchain:
    try:
        done = subprocess.run(
            [str(path), "-vV"],
            capture_output=True,
            text=True,
            check=False,
            env=compiler_environment(os.environ),
        )
    except OSError as error:
        raise ToolchainError(f"{path} cannot be started: {error.strerror}") from error
    facts = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    if done.returncode != 0 or "release" not in facts or "host" not in facts:
        said = next(iter((done.stderr or done.stdout).strip().splitlines()), "nothing")[:200]
        raise ToolchainError(f"{path} does not answer `-vV` as rustc does; it said: {said}")
    return Toolchain(release=facts["release"], host=facts["host"], fingerprint=done.stdout.strip())


def compiler_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The few variables that a compiler needs (its linker's path); flags and wrappers are left behind."""
    kept = ("PATH", "SDKROOT", "DEVELOPER_DIR", "SYSTEMROOT")
    return {name: base[name] for name in kept if name in base} | {"LC_ALL": "C"}


def explain_status(rustc: Rustc) -> Callable[[str], CodeStatus]:
    """A function that says of an error code whether this compiler emits it (source: `rustc --explain`)."""

    def status(code: str) -> CodeStatus:
        done = _explain(rustc, code)
        return CodeStatus.of(done.returncode, done.stdout)

    return status


def explanation(rustc: Rustc, code: str) -> str | None:
    """What this compiler has to say about a code, in Markdown; None where it knows no such code."""
    done = _explain(rustc, code)
    return done.stdout if done.returncode == 0 else None


def _explain(rustc: Rustc, code: str) -> subprocess.CompletedProcess[str]:
    argv = [str(rustc.path), "--explain", code]
    environment = compiler_environment(os.environ)
    return subprocess.run(argv, capture_output=True, text=True, check=False, env=environment)
