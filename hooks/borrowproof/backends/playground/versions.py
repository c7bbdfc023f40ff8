"""Which compiler a Playground has, by its own account and by what `rustc -vV` says there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from borrowproof.backends.playground.failures import Unusable
from borrowproof.backends.playground.link import PLAYGROUND
from borrowproof.model.compiler import Toolchain


@dataclass(frozen=True, slots=True)
class Compiler:
    """A rustc: `release` as in `1.95.0`, `commit` in full. Two of one commit give the same verdicts."""

    release: str
    commit: str

    def __str__(self) -> str:
        return f"rustc {self.release} ({self.commit[:9]})"


def published(versions: Mapping[str, object], channel: str) -> Compiler:
    """The compiler of `channel` in the answer of /meta/versions. Raises Unusable."""
    tools = versions.get(channel)
    rustc = tools.get("rustc") if isinstance(tools, dict) else None
    if not isinstance(rustc, dict):
        raise Unusable(f"the Playground has no {channel} compiler")
    release, commit = rustc.get("version"), rustc.get("hash")
    if not (isinstance(release, str) and isinstance(commit, str) and release and commit):
        raise Unusable(f"the Playground does not say which {channel} compiler it has")
    return Compiler(release, commit)


def facts(verbose: str) -> dict[str, str]:
    """What `rustc -vV` says, by name."""
    return dict(line.split(": ", 1) for line in verbose.splitlines() if ": " in line)


def told(verbose: str) -> Compiler | None:
    """The compiler that `rustc -vV` describes; None where that is not what it is."""
    said = facts(verbose)
    return Compiler(said["release"], said["commit-hash"]) if {"release", "commit-hash"} <= said.keys() else None


def toolchain(url: str, channel: str, compiler: Compiler, target: str) -> Toolchain:
    """The toolchain as evidence names it: a verdict from there never looks like one from here."""
    place = "Rust Playground" if url == PLAYGROUND else "self-hosted Playground"
    fingerprint = f"playground {url} {channel} {compiler.release} {compiler.commit}"
    return Toolchain(f"{compiler.release} ({place})", target, fingerprint, remote=True)
