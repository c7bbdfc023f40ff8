"""Every way out of a run that we know of, tried by a real program: with each kind of containment, and without.

What is expected without is asserted as well: an attempt that fails everywhere would prove nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.process import access, sandbox, workspace
from borrowproof.process.sandbox import CannotRun, Completed, Exceeded, Limits
from tests.samples import drawn, one_in

MIB = 1 << 20
SOURCE = Path(__file__).with_name("escapes.rs")
LIMITS = Limits(wall=60.0, cpu=10, memory=512 * MIB, output=MIB, processes=64, file_size=8 * MIB, disk=16 * MIB)
CONTAINED = ("namespaces", "landlock", "an older landlock")
NAMES = re.findall(r'^        (?:\| )?"([^"]+)"(?: \| "([^"]+)")? =>', SOURCE.read_text("utf-8"), re.MULTILINE)
ATTEMPTS = [name for names in NAMES for name in names if name]

HARMLESS = {"nothing", "pair"}  # these must work: otherwise the others would fail for another reason
LIVING_ON = {"child", "daemon", "children of children", "before main"}
LOST = {"kill its starter", "stop its starter"}
TOTALS = {
    "memory in parts": Exceeded.MEMORY,
    "shared memory in parts": Exceeded.MEMORY,
    "sockets in parts": Exceeded.MEMORY,
    "pipes in parts": Exceeded.MEMORY,
    "disk in parts": Exceeded.DISK,
    "deleted files": Exceeded.DISK,
    "empty files": Exceeded.DISK,
    "fork bomb": Exceeded.PROCESSES,
    "fork bomb of sessions": Exceeded.PROCESSES,
}
# Refused where there is containment: who stops mapping it is not seen to hold it any more.
UNCOUNTED = {"shared memory in parts"}
# What each containment does not hold: Landlock hides no names.
HELD_LESS: dict[str, set[str]] = {
    "namespaces": set(),
    "landlock": {"find"},
    "an older landlock": {"find"},
}
# Without containment: what nobody can do, what only root can, and what depends on the machine.
NOBODY = {"variable", "descriptors", "standard input", "overwrite itself", "typing", "core dump"}
ROOT = {
    *("chown", "priority", "chroot", "mount", "new mount", "fanotify", "clock", "host name", "packet", "raw"),
    *("kernel settings", "setns", "pivot_root", "accounting", "swap", "reboot", "memory by proc"),
}
MACHINE = {
    *("vsock", "crypto", "ipv6", "bpf", "perf", "userfaultfd", "io_uring", "attributes", "module", "log of the kernel"),
    *("ptrace", "memory by call", "compare", "descriptor of the parent", "unshare", "clone", "clone3", "handle", "key"),
    *("keyring", "message queue", "shared memory", "semaphores", "messages", "shared memory in a file", "disk", "raw"),
    *(
        "make a link",
        "hard link",
        "memory by proc",
        "setns",
        "read the parent's root",
        "new mount",
        "limits of the parent",
    ),
    *("secret memory", "a file system by parts"),
    *("temporary folder", "interpreter", "kernel settings", "accounting", "reboot", "priority", "mount"),
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing but limits holds programs here")


@dataclass(frozen=True)
class Tried:
    """What came of every attempt: `escaped`, or why not; and which of them left a process behind."""

    found: dict[str, str]
    exceeded: dict[str, Exceeded | None]
    left: set[str]


@dataclass(frozen=True)
class Targets:
    """What there is to reach, and the program that tries."""

    home: Path
    program: Path
    token: str


@pytest.fixture
def targets(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> Iterator[Targets]:
    token = f"t{uuid4().hex}"
    monkeypatch.setenv("BORROWPROOF_SECRET", token)
    with workspace.folder("targets") as made, workspace.folder("escapes") as home, ExitStack() as held:
        inherited = os.open(os.devnull, os.O_RDONLY)
        os.set_inheritable(inherited, True)
        held.callback(os.close, inherited)
        for name in ("file", "removable", "renamable"):
            (made / name).write_text("something of somebody else's")
        (made / "store").mkdir()
        places = {name: str(made / name) for name in ("file", "store", "unix")}
        places |= {"folder": str(made), "source": str(made / "source.rs"), "token": token}
        places |= _listeners(made, token, held) | {"parent": str(os.getpid())}
        source = re.sub(r"\{(\w+)\}", lambda m: places.get(m[1], m[0]), SOURCE.read_text("utf-8"))
        (home / "main.rs").write_text(source)
        argv = [str(rustc.path), "--edition=2024", "-Awarnings", "-o", str(home / "program"), str(home / "main.rs")]
        subprocess.run(argv, check=True)
        yield Targets(made, home / "program", token)


def _listeners(made: Path, token: str, held: ExitStack) -> dict[str, str]:
    tcp = held.enter_context(socket.create_server(("127.0.0.1", 0)))
    for name in (str(made / "unix"), f"\0{token}"):
        listener = held.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(name)
        listener.listen(200)
    held.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)).bind(f"\0{token}d")
    return {"port": str(tcp.getsockname()[1]), "abstract": f"@{token}", "datagram": f"@{token}d"}


def _try(targets: Targets, name: str) -> Completed:
    limits = LIMITS if name in TOTALS else replace(LIMITS, wall=5.0)
    with workspace.folder("escape") as home, workspace.folder("own") as own:
        program = home / "program"
        shutil.copy(targets.program, program)
        done = sandbox.run([str(program), name], cwd=own, env={}, limits=limits, access=access.of_program())
        if str(sandbox.means()):
            assert program.read_bytes() == targets.program.read_bytes(), name
        return done


def _tried(targets: Targets, names: Iterable[str]) -> Tried:
    tried = Tried({}, {}, set())
    for name in names:
        try:
            done = _try(targets, name)
        except CannotRun as error:
            tried.found[name] = str(error)
            continue
        tried.found[name] = done.stdout.decode().strip() or f"exit {done.exit}"
        tried.exceeded[name] = done.exceeded
        if name in LIVING_ON and _sleepers(targets.token):
            tried.left.add(name)
    return tried


def _sleepers(token: str) -> list[str]:
    """Processes whose last argument is the token. The killed take a moment on a busy machine."""
    until = time.monotonic() + 5
    while True:
        ps = subprocess.run(["ps", "-eo", "stat=,args="], capture_output=True, text=True, check=True).stdout
        found = [line for line in ps.splitlines() if line.endswith(f"sleep {token}") and not line.startswith("Z")]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.01)


def test_there_are_enough_attempts() -> None:
    assert len(ATTEMPTS) == len(set(ATTEMPTS)) >= 70
    assert {*HARMLESS, *LIVING_ON, *LOST, *TOTALS, *NOBODY, *ROOT, *MACHINE} <= set(ATTEMPTS)


@pytest.mark.parametrize(
    "held_by", [*CONTAINED[:2], pytest.param(CONTAINED[2], marks=pytest.mark.prove)], indirect=True
)
def test_nothing_escapes_from_containment(held_by: str, targets: Targets) -> None:
    expected = {"namespaces": "namespaces and seccomp"}.get(held_by, "Landlock and seccomp")
    assert str(sandbox.means()) == expected, "this machine lacks what the test is about"
    tried = _tried(targets, ATTEMPTS)
    escaped = {name for name, found in tried.found.items() if found == "escaped"}
    allowed = HARMLESS | LIVING_ON | HELD_LESS[held_by]
    assert escaped - LOST == allowed
    assert tried.left == set()
    assert {name: tried.exceeded[name] for name in TOTALS} == TOTALS | dict.fromkeys(UNCOUNTED)
    assert (targets.home / "file").read_text() == "something of somebody else's"
    assert sorted(p.name for p in targets.home.iterdir()) == ["file", "removable", "renamable", "store", "unix"]
    assert list((targets.home / "store").iterdir()) == []


@one_in(5)
@pytest.mark.parametrize("held_by", ["limits only"], indirect=True)
def test_without_containment_they_do(held_by: str, targets: Targets, share: int) -> None:
    """But nothing lives on, and totals hold."""
    names = {name for name in ATTEMPTS if drawn(name, share)}
    tried = _tried(targets, sorted(names))
    escaped = {name for name, found in tried.found.items() if found == "escaped"}
    unknown = MACHINE | LOST | (ROOT if os.geteuid() != 0 else set())
    assert escaped - unknown == names - NOBODY - set(TOTALS) - unknown
    assert len(escaped) > 20 / share
    assert tried.left == set()
    totals = {name: limit for name, limit in TOTALS.items() if name in names}
    assert {name: tried.exceeded[name] for name in totals} == totals
