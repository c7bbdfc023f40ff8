"""What one run may use, and the kernel's limits that hold each of its processes to it."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use.

    `wall` is in seconds, time spent stopped included. `cpu` is in seconds of processor time, per process.
    `memory` is in bytes: of address space per process, and of resident memory for all processes together.
    Where it does not hold for `addresses`, what a process only reserves is not limited.
    `output` is in bytes, per stream. `processes` counts the processes and threads of the run that live at one
    time. `file_size` is in bytes, per file, and `disk` in bytes for all files together.
    """

    wall: float
    cpu: int
    memory: int
    output: int
    processes: int
    file_size: int
    disk: int = 1 << 30
    addresses: bool = True


class Exceeded(StrEnum):
    """The limit that ended a run. `MEMORY` is the total: where one process asks for more than the limit, its
    allocation fails, and the program goes on."""

    WALL = "wall"
    CPU = "cpu"
    MEMORY = "memory"
    OUTPUT = "output"
    PROCESSES = "processes"
    FILE_SIZE = "file size"
    DISK = "disk"


# A core limit of 1 byte stops a dump to a file and one to a program as well; 0 does not stop the latter
# (Linux, fs/coredump.c: "we use cprm.limit of 1 here as a special value").
_CORE = 1 if sys.platform == "linux" else 0
_FILES = 1024  # open at one time: each pipe or socket holds memory that no other limit counts

SENTENCES = {
    resource.RLIMIT_CPU: "Processor time is not limited.",
    resource.RLIMIT_AS: "Memory is not limited.",
    resource.RLIMIT_FSIZE: "The size of files is not limited.",
    resource.RLIMIT_CORE: "A program that crashes may write a core dump.",
    resource.RLIMIT_NOFILE: "The number of open files is not limited.",
}


def settable() -> frozenset[int]:
    """The limits of `SENTENCES` that this system lets a process set for itself (macOS refuses RLIMIT_AS)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        works = [which for which in SENTENCES if _works(which)]
        os.write(writing, bytes(works))
        os._exit(0)
    os.close(writing)
    found = os.read(reading, len(SENTENCES))
    os.close(reading)
    os.waitpid(child, 0)
    return frozenset(found)


def _works(which: int) -> bool:
    hard = resource.getrlimit(which)[1]
    wanted = (1 << 40) if hard == resource.RLIM_INFINITY else hard
    try:
        resource.setrlimit(which, (wanted, wanted))
    except (OSError, ValueError):
        return False
    return resource.getrlimit(which) == (wanted, wanted)


def apply(limits: Limits, possible: frozenset[int]) -> None:
    """Hold this process and its descendants to `limits`, as far as `settable` said. Raises OSError, ValueError."""
    for which, soft, hard in _wanted(limits):
        if soft < 0:
            raise ValueError(f"no process can be held to {soft}")
        if which in possible:
            most = resource.getrlimit(which)[1]  # only root may raise it
            capped = most if most != resource.RLIM_INFINITY and most < hard else hard
            resource.setrlimit(which, (min(soft, capped), capped))


def _wanted(limits: Limits) -> Iterator[tuple[int, int, int]]:
    """Each limit, soft and hard: at the soft limit of processor time SIGXCPU comes, one second later SIGKILL."""
    yield resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1
    if limits.addresses:
        yield resource.RLIMIT_AS, limits.memory, limits.memory
    yield resource.RLIMIT_FSIZE, limits.file_size, limits.file_size
    yield resource.RLIMIT_CORE, _CORE, _CORE
    yield resource.RLIMIT_NOFILE, _FILES, _FILES
