"""How cargo calls rustdoc: what rustdoc hands on to rustc for each test, and what is about the library. Pure."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from borrowproof.backends import rustdoc_call

_WITH_VALUE = frozenset({"--extern", "-L", "--cfg", "--check-cfg", "-C", "-Z"})
_JOINED = ("--extern=", "--cfg=", "--check-cfg=", "--codegen=", "-L", "-C", "-Z")
_OTHERS_WITH_VALUE = frozenset(
    ("--crate-name", "--crate-type", "--edition", "--target", "--color", "--error-format", "--test-run-directory")
)
# What cargo and rustup say of themselves, which is no part of a program's surroundings.
_OWN = frozenset(
    (
        *("CARGO_HOME", "CARGO_MAKEFLAGS", "MAKEFLAGS", "RUSTC", "RUSTDOC", "RUST_RECURSION_COUNT"),
        *("OLDPWD", "PWD", "SHLVL", "_", rustdoc_call.FOLDER, rustdoc_call.REAL),
    )
)
_LIBRARIES = "LD_LIBRARY_PATH"


def sort(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What rustdoc hands on to rustc for each test, and the rest by name; `root` is the library's first file."""
    given: list[str] = []
    other: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, sign, value = argument.partition("=")
        if argument in _WITH_VALUE:
            given += [argument, next(rest, "")]
        elif argument.startswith(_JOINED):
            given.append(argument)
        elif argument in _OTHERS_WITH_VALUE:
            other[argument] = next(rest, "")
        elif sign and name in _OTHERS_WITH_VALUE:
            other[name] = value
        elif argument.endswith(".rs") and not argument.startswith("-"):
            other["root"] = argument
    return given, other


def environment(call: Mapping[str, str], started: Mapping[str, str]) -> dict[str, str]:
    """The variables that cargo set, without those that tell of itself and what was in them before."""
    mine = {name: value for name, value in call.items() if started.get(name) != value and name not in _OWN}
    if _LIBRARIES in mine:
        before = started.get(_LIBRARIES, "").split(os.pathsep)
        mine[_LIBRARIES] = os.pathsep.join(p for p in mine[_LIBRARIES].split(os.pathsep) if p and p not in before)
    return {name: value for name, value in mine.items() if not name.startswith("RUSTUP_")}


def libraries(variables: Mapping[str, str]) -> list[Path]:
    """The folders where cargo has the dynamic libraries of programs looked for."""
    return [Path(folder) for folder in variables.get(_LIBRARIES, "").split(os.pathsep) if folder]


def values_of(given: Sequence[str], option: str) -> Iterator[str]:
    """The values of one option, in either spelling."""
    for at, argument in enumerate(given):
        if argument == option:
            yield given[at + 1]
        elif argument.startswith(option) and len(argument) > len(option) and argument not in _WITH_VALUE:
            yield argument.removeprefix(option).removeprefix("=")


def externs(given: Sequence[str], folder: Path) -> Iterator[tuple[str, Path]]:
    """The compiled crates, by the names that programs give them."""
    for value in values_of(given, "--extern"):
        name, sign, path = value.partition("=")
        if sign:
            yield name.rpartition(":")[2], folder / path


def externs_named(given: Sequence[str]) -> list[str]:
    """The names by which a program may name the crates."""
    return [value.partition("=")[0].rpartition(":")[2] for value in values_of(given, "--extern")]


def searched(given: Sequence[str], folder: Path) -> Iterator[Path]:
    """The folders of `-L`."""
    for value in values_of(given, "-L"):
        kind, sign, path = value.partition("=")
        yield folder / (path if sign else kind)
