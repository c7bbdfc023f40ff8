"""Recordings that the tests of memory share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.memory.derive import derive
from borrowproof.model.compiler import Edition
from borrowproof.model.memory import Recording
from tests.e2e.memory.compilers import Compilers, nightly
from tests.e2e.memory.programs import PROGRAMS

Recorded = Callable[[str], Recording]


@pytest.fixture(scope="session")
def recorded(rustc: Rustc) -> Recorded:
    """`recorded("song")`: the recording of a program of `programs`, made once."""

    @cache
    def recording(name: str) -> Recording:
        return derive(PROGRAMS[name], Edition.E2024, rustc).recording

    return recording


@pytest.fixture(scope="session")
def compilers(rustc: Rustc) -> Compilers:
    """A compiler by its name in `COMPILERS`."""
    return lambda name: nightly() if name == "nightly" else rustc
