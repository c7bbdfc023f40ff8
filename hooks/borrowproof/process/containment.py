"""What contains judged programs and their compiler here, found out by attempts to reach out, in words for a reader."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from borrowproof.process import access, sandbox, workspace
from borrowproof.process.access import Access
from borrowproof.process.limits import Limits
from borrowproof.process.sandbox import CannotRun
from borrowproof.process.supervisor import TICK

_LIMITS = Limits(wall=10.0, cpu=5, memory=1 << 30, output=1 << 16, processes=16, file_size=1 << 20, disk=1 << 22)
# What neither may reach: (what it can do where it does, whether `--sandbox require` insists on it)
_CLAIMS = {
    "network": ("use the network", True),
    "sockets": ("talk to other programs by Unix sockets", True),
    "reading": ("read your files", True),
    "writing": ("write to your files", True),
    "names": ("see that a file exists, and its size (not its contents)", False),
    "environment": ("read the environment of borrowproof", True),
    "memory": ("read the memory of borrowproof", True),
    "signals": ("kill other programs", True),
    "descriptors": ("use files that borrowproof has open", True),
    "privileges": ("make namespaces of its own", True),
}

_TOTALS = f"totals of memory, files and processes are counted every {1000 * TICK:.0f} ms; cgroups are not used"


class NotContained(Exception):
    """`--sandbox require` was asked for, and this machine contains less; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Containment:
    """What was found. `means` names what contains.

    `reached` is what a program, or what runs in the place of its compiler, reached nevertheless (keys of the claims).
    `unlimited` holds a sentence for each limit that this system cannot set.
    """

    means: str
    reached: frozenset[str]
    unlimited: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing that `require` insists on was reached."""
        return not any(_CLAIMS[name][1] for name in self.reached)

    def sentences(self) -> tuple[str, ...]:
        """What is contained and what is not: a line each."""
        held = [what for name, (what, _) in _CLAIMS.items() if name not in self.reached]
        open_ = [what for name, (what, _) in _CLAIMS.items() if name in self.reached]
        return (
            f"compilers and programs are contained by {self.means}"
            if self.means
            else "compilers and programs are not contained: only limits hold them",
            *(f"  cannot {what}" for what in held),
            *(f"  CAN {what}" for what in open_),
            *(() if sandbox.NOT_COUNTED in self.unlimited else (_TOTALS,)),
        )


def examine(compiler: Access) -> Containment:
    """Try everything, contained as `sandbox.use` chose: with a program's access, and with the compiler's, which is
    more. Raises CannotRun."""
    reached = _reached(access.of_program()) | _reached(compiler)
    return Containment(str(sandbox.means()), reached, sandbox.unsupported())


def _reached(seen: Access) -> frozenset[str]:
    """What was reached by what sees that much. Raises CannotRun."""
    with workspace.folder("probe") as own, workspace.folder("outside") as outside, _targets(outside) as targets:
        done = sandbox.probed(targets, own, _LIMITS, seen)
        written = Path(targets["new"]).exists()
    try:
        found: dict[str, bool] = json.loads(done.stdout)
    except ValueError:
        raise CannotRun(f"the attempts to reach out were not answered: {done.stderr.decode()[:200]}") from None
    reached = (name for name in _CLAIMS if found.get(name, True))
    return frozenset((*reached, "writing") if written else reached)


def require(compiler: Access) -> None:
    """Raises NotContained unless everything that matters is contained here, and CannotRun."""
    found = examine(compiler)
    if not found.complete:
        can = ", ".join(what for name, (what, insisted) in _CLAIMS.items() if insisted and name in found.reached)
        raise NotContained(
            f"--sandbox require: here a program, or its compiler, can {can} (contained by {found.means or 'nothing'}); "
            "allow user namespaces, use Linux 5.13 or newer with Landlock, or say `--sandbox auto` to judge with what "
            "there is"
        )


@contextlib.contextmanager
def _targets(outside: Path) -> Iterator[dict[str, Any]]:
    """Something real to reach: a file, a folder to write to, sockets that listen, and this process."""
    (outside / "file").write_text("seen")
    abstract = f"borrowproof-{outside.name}"
    with contextlib.ExitStack() as open_:
        tcp = open_.enter_context(socket.create_server(("127.0.0.1", 0)))
        named = open_.enter_context(socket.socket(socket.AF_UNIX))
        named.bind(str(outside / "socket"))
        named.listen()
        targets = {"port": tcp.getsockname()[1], "socket": str(outside / "socket"), "abstract": f"@{abstract}"}
        with contextlib.suppress(OSError):  # only Linux has these
            unnamed = open_.enter_context(socket.socket(socket.AF_UNIX))
            unnamed.bind(f"\0{abstract}")
            unnamed.listen()
        yield targets | {"file": str(outside / "file"), "new": str(outside / "new"), "process": os.getpid()}
