"""What this process does besides, as the interpreter itself tells (audit events, PEP 578): which files it opens, which
folders it lists, whether it starts processes or makes sockets.

Python has no event for a file that is only looked for; `disk` alone may do that (`tests/unit/test_disk.py`).
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field

from borrowproof.backends.toolchain import FINDING
from borrowproof.process.removal import REMOVING
from borrowproof.store import secret_key

# Source: https://docs.python.org/3/library/audit_events.html
_STARTS = ("subprocess.", "socket.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.dlopen")
_APART = (FINDING, REMOVING)
_OPENS, _LISTS = ("open",), ("os.listdir", "os.scandir")


@dataclass(slots=True)
class Observation:
    """What was seen. The thread that looks for the compiler is left out, since its answer is asked for again; so is the
    one that removes folders of runs, from which nothing is learnt.
    """

    opened: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)

    def beyond(self, read: Set[str], listed: Set[str]) -> list[str]:
        """What was done besides reading and listing these.

        What Python reads to load a module does not count, since its file is asked for by itself; nor does the key of
        the seals.
        """
        key = _key()
        others = [path for path in self.opened - read if not path.endswith(".pyc") and path != key]
        return sorted([*self.started, *others, *(self.listed - listed)])

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take down an audit event."""
        found = self.opened if event in _OPENS else self.listed if event in _LISTS else None
        if found is None and not event.startswith(_STARTS):
            return
        if threading.current_thread().name.startswith(_APART):
            return
        if found is None:
            self.started.add(event)
        elif isinstance(arguments[0], str | os.PathLike):
            found.add(os.fspath(arguments[0]))


def _key() -> str | None:
    try:
        return str(secret_key.folder() / secret_key.NAME)
    except secret_key.NoKey:
        return None


_observing: Observation | None = None
_hooked = False


@contextmanager
def observed() -> Iterator[Observation]:
    """What this process does meanwhile."""
    global _observing, _hooked
    if not _hooked:
        sys.addaudithook(_hook)  # there is no way to take it off again
        _hooked = True
    _observing = found = Observation()
    try:
        yield found
    finally:
        _observing = None


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _observing is not None:
        _observing.see(event, arguments)
