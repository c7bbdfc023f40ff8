"""What is recorded of rustc is what it writes."""

from __future__ import annotations

import pytest

from borrowproof.backends.toolchain import Rustc
from tests.oracles.recorded import ask, recorded, release
from tests.samples import sampled


@pytest.mark.parametrize("name", sampled(recorded(), 4))
def test_rustc_writes_what_is_recorded(name: str, rustc: Rustc) -> None:
    if rustc.toolchain.release != release():
        pytest.skip(f"recorded of rustc {release()}; `python -m tests.oracles.recorded` records it of this one")
    program, dumped = recorded()[name]
    assert ask(program, rustc) == dumped
