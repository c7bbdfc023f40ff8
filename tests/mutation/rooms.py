"""Which parts of the engine are mutated, and how much of each."""

from __future__ import annotations

import hashlib
import tomllib
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from tests.paths import ROOT

PACKAGE = "borrowproof"
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
# The name of a room, and what mutmut is told of it.
PATTERNS: dict[str, str] = {PurePosixPath(pattern.rstrip("*")).name: pattern for pattern in SETTINGS["only_mutate"]}
SAMPLE = 150  # mutants of each room, where all rooms are asked


def room(mutant: str) -> str | None:
    """The room of a mutant or a function by its dotted name, or None where it is in none of them."""
    path = f"src/{PACKAGE}/{mutant.removeprefix(f'{PACKAGE}.').replace('.', '/')}"
    return next((name for name, pattern in PATTERNS.items() if fnmatchcase(path, pattern)), None)


def sample(mutants: list[str], size: int) -> list[str]:
    """`size` of these, the same ones every time. A change in one function changes the choice in no other."""
    return sorted(mutants, key=lambda name: hashlib.sha256(name.encode()).digest())[:size]
