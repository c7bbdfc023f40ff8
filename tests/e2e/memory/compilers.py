"""The compilers whose programs are recorded in tests: nightly in `make prove` alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from borrowproof.backends.toolchain import Rustc, ToolchainError, find
from tests.paths import ROOT

COMPILERS = ["stable", pytest.param("nightly", marks=pytest.mark.prove)]
Compilers = Callable[[str], Rustc]


def nightly() -> Rustc:
    """The nightly compiler; the test is skipped where there is none."""
    try:
        return find("nightly", ROOT)
    except ToolchainError as error:
        pytest.skip(f"there is no nightly here: {error}")
