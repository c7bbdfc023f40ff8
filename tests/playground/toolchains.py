"""The local toolchains behind the Playground's channels, and what they say they are."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CHANNELS = ("stable", "beta", "nightly")

Version = Mapping[str, str]  # version, hash, date


class Absent(Exception):
    """This machine has no toolchain for the channel."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """The folder that holds a channel's own executables, never rustup's shims."""

    bin: Path

    def __post_init__(self) -> None:
        if not (self.bin / "cargo").is_file():
            raise Absent(f"{self.bin} holds no cargo")


@cache
def find(channel: str) -> Toolchain:
    """The toolchain of `channel`. Raises Absent."""
    rustup = shutil.which("rustup")
    if rustup is None:
        raise Absent("rustup is not installed")
    # Without this, rustup would try to download what is missing.
    quiet = {**os.environ, "RUSTUP_AUTO_INSTALL": "0"}
    done = subprocess.run(
        [rustup, "which", "--toolchain", channel, "rustc"], env=quiet, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Absent(done.stderr.partition("\n")[0])
    return Toolchain(Path(done.stdout.strip()).parent)


@cache
def versions(toolchain: Toolchain) -> Mapping[str, Version]:
    """What /meta/versions tells of one channel: its tools by name; `miri` only where it is installed."""
    known = {"rustc": _rustc(_ask(toolchain.bin / "rustc", "-vV"))}
    for tool, argv in (("rustfmt", ["rustfmt"]), ("clippy", ["cargo-clippy"]), ("miri", ["cargo-miri", "miri"])):
        path = toolchain.bin / argv[0]
        if path.is_file():
            known[tool] = _tool(_ask(path, *argv[1:], "--version"))
    return known


def _ask(*argv: Path | str) -> str:
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout


def _rustc(verbose: str) -> Version:
    fields = dict(line.split(": ", 1) for line in verbose.splitlines() if ": " in line)
    return {"version": fields["release"], "hash": fields["commit-hash"], "date": fields["commit-date"]}


def _tool(line: str) -> Version:
    """`clippy 0.1.95 (59807616e1 2026-04-14)`, taken apart."""
    _, release, commit, date = line.split()
    return {"version": release, "hash": commit.strip("("), "date": date.strip(")")}
