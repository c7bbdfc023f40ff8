"""What all tests share: the stand-in for the Rust Playground."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.playground import Playground


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A Playground of the test's own, without faults, with a time limit that fits a test."""
    with Playground(timeout=5) as server:
        yield server
