"""Asks cargo for a library and its dependencies, built as for its documentation tests.

`cargo test --doc` builds the library, its dependencies and its dev-dependencies, then calls rustdoc for each library.
What it calls is a recorder (`rustdoc_call.py`), so that features, renamed crates, build scripts, `[env]`, RUSTDOCFLAGS
and editions are those that rustdoc would be given, and nobody works them out a second time.
Source: https://doc.rust-lang.org/cargo/reference/environment-variables.html (`RUSTDOC`) and
https://doc.rust-lang.org/cargo/reference/external-tools.html (`--message-format`).

Cargo runs as the user runs it, build scripts included: it is the user's own project.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borrowproof.backends import artifacts, rustdoc_arguments, rustdoc_call
from borrowproof.backends.toolchain import Rustc, compiler_environment
from borrowproof.model.compiler import Edition
from borrowproof.model.library import Crates, Library
from borrowproof.process import command, sandbox, workspace
from borrowproof.project import ConfigurationError

MIB = 1 << 20
BUILDING = sandbox.Limits(wall=3600.0, cpu=3600, memory=0, output=256 * MIB, processes=0, file_size=0)
PRINTING = sandbox.Limits(wall=20.0, cpu=20, memory=0, output=4 * MIB, processes=0, file_size=0)
MANIFEST = "Cargo.toml"


class CargoFailed(Exception):
    """Cargo gave no library; the message holds its own words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of cargo: a folder in a package, and the options that are handed on to it."""

    folder: Path
    options: tuple[str, ...] = ()


def libraries(asked: Asked, rustc: Rustc) -> tuple[Library, ...]:
    """The libraries whose documentation `cargo test --doc` would test there, built by `rustc`.

    Raises CargoFailed, and ConfigurationError where there is no package.
    """
    manifest = find_manifest(asked.folder)
    with workspace.folder("cargo") as home:
        calls, built = home / "calls", home / "rustdoc"
        calls.mkdir()
        built.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, rustdoc_call.__file__])} "$@"\n')
        built.chmod(0o755)
        env = _environment(rustc, built, calls)
        messages = _build([_cargo(rustc), "test", "--doc", *asked.options], manifest, env)
        found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(calls.iterdir())]
    if not found:
        raise CargoFailed(
            f"{manifest}: cargo tests no documentation here: there is no library, or it says `doctest = false`; "
            "name compiled crates with --extern and -L instead"
        )
    try:
        return tuple(_library(call, messages, env, rustc) for call in found)
    except OSError as error:
        raise CargoFailed(f"what cargo built cannot be read: {error}") from error


def find_manifest(folder: Path) -> Path:
    """The nearest Cargo.toml upwards. Raises ConfigurationError."""
    start = folder.resolve()
    if start.name == MANIFEST and start.is_file():
        return start
    for place in (start, *start.parents):
        if (place / MANIFEST).is_file():
            return place / MANIFEST
    raise ConfigurationError(f"{folder} lies in no package: there is no {MANIFEST} in it or above it")


def _cargo(rustc: Rustc) -> str:
    """The cargo of the same toolchain, else the one on PATH. Raises CargoFailed."""
    beside = rustc.executables[-1].with_name("cargo")
    found = str(beside) if beside.is_file() else shutil.which("cargo")
    if found is None:
        raise CargoFailed("cargo was not found; install it with rustup (https://rustup.rs), or your system's package")
    return found


def _environment(rustc: Rustc, recorder: Path, calls: Path) -> dict[str, str]:
    real = rustc.executables[-1].with_name("rustdoc")
    return {
        **os.environ,
        "RUSTC": str(rustc.path),
        "RUSTDOC": str(recorder),
        rustdoc_call.REAL: str(real) if real.is_file() else "rustdoc",
        rustdoc_call.FOLDER: str(calls),
    }


def _build(argv: list[str], manifest: Path, env: Mapping[str, str]) -> list[dict[str, Any]]:
    """Have cargo build; returns what it says about artifacts and build scripts. Raises CargoFailed."""
    whole = [*argv, "--message-format=json-render-diagnostics"]
    try:
        done = command.ask(whole, cwd=manifest.parent, env=env, limits=BUILDING)
    except sandbox.CannotRun as error:
        raise CargoFailed(str(error)) from error
    if done.exit != 0:
        said = done.stderr.decode("utf-8", "replace").strip()
        ended = f"status {done.exit}" if done.exit is not None else f"a limit ({done.exceeded})"
        raise CargoFailed(f"{manifest}: `{' '.join(['cargo', *argv[1:]])}` ended with {ended}:\n{said}")
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"reason"')]


def _library(
    call: Mapping[str, Any], messages: Sequence[Mapping[str, Any]], started: Mapping[str, str], rustc: Rustc
) -> Library:
    given, other = rustdoc_arguments.sort(call["arguments"])
    variables = rustdoc_arguments.environment(call["environment"], started)
    folder, name = Path(call["folder"]), other.get("--crate-name", "")
    _refuse_foreign(other.get("--target"), rustc)
    externs = dict(rustdoc_arguments.externs(given, folder))
    return Library(
        name=name,
        edition=Edition(other.get("--edition", "2015")),
        folder=Path(variables.get("CARGO_MANIFEST_DIR", folder)),
        root=(folder / other["root"]).resolve(),
        sources=_sources(externs.get(name), folder),
        cfgs=_cfgs(given, rustc, other.get("--crate-type")),
        artifact=externs.get(name),
        crates=_crates(given, variables, folder, {*externs.values(), *_artifacts(messages)}),
    )


def _crates(given: Sequence[str], variables: dict[str, str], folder: Path, built: set[Path]) -> Crates:
    """What a test is given. In folders of native libraries every compiled file counts."""
    searched = [path for path in rustdoc_arguments.searched(given, folder) if path.is_dir()]
    native = {file for place in searched for file in artifacts.compiled(place) if not _is_cargos(place)}
    output = [Path(variables["OUT_DIR"])] if "OUT_DIR" in variables else []
    dynamic = [place for place in rustdoc_arguments.libraries(variables) if place.is_dir()]
    externs = dict(rustdoc_arguments.externs(given, folder)).values()
    readable = {*searched, *dynamic, *output, *externs}
    names = rustdoc_arguments.externs_named(given)
    return artifacts.gathered(given, names, variables, readable, built | native)


def _is_cargos(folder: Path) -> bool:
    """Whether cargo says itself which files of a folder count: it keeps those of earlier builds beside them."""
    return folder.name == "deps" and (folder.parent / ".fingerprint").is_dir()


def _artifacts(messages: Sequence[Mapping[str, Any]]) -> set[Path]:
    return {
        Path(file)
        for message in messages
        if message["reason"] == "compiler-artifact"
        for file in message["filenames"]
        if Path(file).is_file()
    }


def _sources(library: Path | None, folder: Path) -> frozenset[Path]:
    """The files of a library, as rustc wrote them down beside it (dep-info)."""
    if library is None:
        return frozenset()
    told = library.with_name(f"{library.stem.removeprefix('lib')}.d")
    try:
        lines = told.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    names = [line[:-1].replace("\\ ", " ") for line in lines if line.endswith(":") and not line.startswith("#")]
    return frozenset((folder / name).resolve() for name in names)


def _cfgs(given: Sequence[str], rustc: Rustc, crate_type: str | None) -> frozenset[str]:
    """What `rustc --print cfg` says with these arguments. Raises CargoFailed."""
    options = [part for value in rustdoc_arguments.values_of(given, "--cfg") for part in ("--cfg", value)]
    options += [part for value in rustdoc_arguments.values_of(given, "-C") for part in ("-C", value)]
    options += ["--crate-type", crate_type] if crate_type else []
    try:
        with workspace.folder("ask") as empty:
            env = compiler_environment(os.environ)
            argv = [str(rustc.path), "--print", "cfg", *options]
            done = command.ask(argv, cwd=empty, env=env, limits=PRINTING)
    except (sandbox.CannotRun, OSError) as error:
        raise CargoFailed(f"rustc does not say which options are set: {error}") from error
    if done.exit != 0:
        raise CargoFailed(f"rustc does not say which options are set: {done.stderr.decode('utf-8', 'replace').strip()}")
    return frozenset(done.stdout.decode("utf-8", "replace").splitlines())


def _refuse_foreign(target: str | None, rustc: Rustc) -> None:
    if target is not None and target != rustc.toolchain.host:
        raise CargoFailed(
            f"cargo builds for {target}, whose programs do not run on {rustc.toolchain.host}; "
            f"set CARGO_BUILD_TARGET={rustc.toolchain.host}"
        )
