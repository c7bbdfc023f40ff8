"""Compiled crates that programs may use: what rustc is told of them, who may read them, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path

from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.process.access import Access
from borrowproof.project import ConfigurationError

_NAME = re.compile(r"[^\W\d]\w*")
_KINDS = ("dependency", "crate", "native", "framework", "all")  # of a search path (`rustc --help`)
_COMPILED = frozenset({".rlib", ".rmeta", ".so", ".dylib", ".dll", ".a", ".lib", ".o"})


def named(externs: Sequence[str], searched: Sequence[str], cwd: Path) -> Crates:
    """The crates that a user names as for rustdoc: `--extern NAME=PATH` and `-L [KIND=]PATH`, relative to `cwd`.

    Raises ConfigurationError where one of them does not exist.
    """
    if not (externs or searched):
        return NO_CRATES
    pairs = [_extern(text, cwd) for text in externs]
    folders = [_searched(text, cwd) for text in searched]
    arguments = [f"--extern={name}={path}" for name, path in pairs]
    arguments += [f"-L{kind}{folder}" for kind, folder in folders]
    files = [path for _, path in pairs]
    within = [file for _, folder in folders for file in compiled(folder)]
    readable = [*files, *(folder for _, folder in folders)]
    return gathered(arguments, [name for name, _ in pairs], {}, readable, [*files, *within])


def gathered(
    arguments: Sequence[str],
    names: Iterable[str],
    environment: dict[str, str],
    readable: Iterable[Path],
    files: Iterable[Path],
) -> Crates:
    """Crates with the digest of all that is told, and of the content of `files`. Raises OSError."""
    all_files = sorted({str(file) for file in files})
    known = tuple((file, _identity(file)) for file in all_files)  # before they are read
    told = sha256(repr((tuple(arguments), sorted(environment.items()))).encode())
    for file in all_files:
        with Path(file).open("rb") as content:
            told.update(f"\n{file}\n{file_digest(content, 'sha256').hexdigest()}".encode())
    variables = tuple(sorted(environment.items()))
    seen = tuple(sorted({str(path) for path in readable}))
    return Crates(told.hexdigest(), tuple(arguments), frozenset(names), variables, seen, known)


def compiled(folder: Path) -> list[Path]:
    """The compiled files directly in a folder."""
    return [file for file in folder.iterdir() if file.suffix in _COMPILED or ".so." in file.name]


def unchanged(crates: Crates) -> bool:
    """Whether nobody has replaced a file of these crates since they were gathered."""
    return all(_identity(file) == identity for file, identity in crates.files)


@cache
def with_crates(seen: Access, crates: Crates) -> Access:
    """What a run sees, and the files of its crates."""
    return replace(seen, readable=(*seen.readable, *crates.readable)) if crates.readable else seen


def _identity(file: str) -> tuple[int, ...]:
    try:
        found = Path(file).stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _extern(text: str, cwd: Path) -> tuple[str, Path]:
    name, sign, path = text.partition("=")
    if not sign or not _NAME.fullmatch(name):
        raise ConfigurationError(f"--extern {text}: expected NAME=PATH, such as `--extern regex=libregex.rlib`")
    found = cwd / path
    if not found.is_file():
        raise ConfigurationError(f"--extern {text}: {found} does not exist; give the .rlib of the crate")
    return name, found.resolve()


def _searched(text: str, cwd: Path) -> tuple[str, Path]:
    kind, sign, path = text.partition("=")
    if not sign or kind not in _KINDS:
        kind, path = "", text
    found = cwd / path
    if not found.is_dir():
        raise ConfigurationError(f"-L {text}: {found} is no folder; give the one that holds compiled crates")
    return (f"{kind}=" if kind else ""), found.resolve()
