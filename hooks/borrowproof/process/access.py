"""Which files a run sees besides its own folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from glob import glob
from pathlib import Path

_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/etc/ld.so.cache")
_STORES = ("/nix/store", "/gnu/store")  # systems that keep libraries and tools in one place
_TOOLS = ("/bin", "/usr/bin", "/usr/libexec", "/usr/local/bin", "/usr/local/lib", "/etc/alternatives")
_PARTS = ("bin", "lib", "lib64", "libexec")  # of a toolchain
_LOADERS = ("/lib/ld-*.so*", "/lib64/ld-*.so*")


@dataclass(frozen=True, slots=True)
class Access:
    """What a run sees, all of it read-only, besides the devices that hold nothing (/dev/null ...) and its own /proc.

    `readable` and `runnable` are files and folders; only what is `runnable` may be executed, and the command itself.
    The folder in which the run starts is writable: what it leaves there is kept where `keeps` holds, else it is lost
    with the run.
    """

    readable: tuple[str, ...] = ()
    runnable: tuple[str, ...] = ()
    keeps: bool = False


@cache
def of_program() -> Access:
    """A judged program sees the system's libraries, and itself."""
    return Access(_existing((*_LIBRARIES, *_STORES)), _loaders())


@cache
def of_compiler(*compilers: Path) -> Access:
    """A compiler sees its toolchain, and the linker with what that needs. What it writes is kept.

    `compilers` are executables, or folders of a toolchain.
    """
    toolchains = (folder for compiler in compilers for folder in _toolchain(compiler))
    return Access((), _existing((*_LIBRARIES, *_STORES, *_TOOLS, *_linker(), *toolchains)), keeps=True)


def _toolchain(compiler: Path) -> Iterable[str]:
    """The folder of a toolchain; of a compiler itself, and the parts of a toolchain where it lies in one.

    rustc looks for its libraries beside its `bin`. The rest of that place may be anything: for `~/.local/bin/rustc` it
    is where users keep their secrets, our key among them.
    """
    if compiler.is_dir():
        return [str(compiler)]
    found = {compiler.absolute(), compiler.resolve()}
    parts = (file.parent.parent / part for file in found if within_toolchain(file) for part in _PARTS)
    return sorted(map(str, (*found, *parts)))


def within_toolchain(compiler: Path) -> bool:
    """Whether a compiler lies in the `bin` of a toolchain, with Rust's libraries beside it."""
    return compiler.parent.name == "bin" and (compiler.parent.parent / "lib" / "rustlib").is_dir()


def _loaders() -> tuple[str, ...]:
    return tuple(sorted(found for pattern in _LOADERS for found in glob(pattern)))


def _linker() -> tuple[str, ...]:
    """Where `cc` lies: PATH may name another folder than the usual ones."""
    found = shutil.which("cc")
    return () if found is None else (str(Path(found).parent), str(Path(found).resolve().parent))


def _existing(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(path for path in dict.fromkeys(paths) if os.path.exists(path))
