"""What the kernel holds for processes, as /proc shows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from borrowproof.process import procfs

ENDS = 20
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")


@pytest.fixture
def pipes() -> Iterator[None]:
    opened = [end for _ in range(ENDS // 2) for end in os.pipe()]
    shared = [os.dup(end) for end in opened]
    yield
    for end in (*opened, *shared):
        os.close(end)


@pytest.mark.usefixtures("pipes")
def test_pipes_count_by_what_they_can_hold_each_once() -> None:
    """Both ends of a pipe are one file of the kernel, and a copy of a descriptor is no other end."""
    held = procfs.buffers([os.getpid()], 0)
    assert held % procfs.BUFFER == 0
    more = [os.pipe() for _ in range(5)]
    assert procfs.buffers([os.getpid()], 0) == held + 5 * procfs.BUFFER
    for end in (end for pair in more for end in pair):
        os.close(end)
    assert procfs.buffers([os.getpid()], 0) == held


@pytest.mark.usefixtures("pipes")
def test_where_even_all_descriptors_are_few_none_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "readlink", lambda _: pytest.fail("it was looked at"))
    assert procfs.buffers([os.getpid()], 1 << 40) >= 2 * ENDS * procfs.BUFFER


def test_a_process_that_has_ended_holds_nothing() -> None:
    assert procfs.buffers([2**22 + 1], 0) == 0
