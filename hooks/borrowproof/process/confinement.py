"""How a process is confined before it becomes what is judged: what this system offers, and how it is applied."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from borrowproof.process import kernel, landlock, namespaces, seccomp


@dataclass(frozen=True, slots=True)
class Means:
    """What contains runs here, besides limits. `landlock` is its version, 0 where it is not in force.

    As text it names what is used, and is empty where nothing is.
    """

    namespaces: bool = False
    landlock: int = 0
    seccomp: bool = False

    def __str__(self) -> str:
        files = "namespaces" if self.namespaces else "Landlock" if self.landlock else ""
        return " and ".join(filter(None, (files, "seccomp" if self.seccomp else "")))

    def to_json(self) -> dict[str, Any]:
        """For the way from one process to another."""
        return asdict(self)


def found(root: str) -> Means:
    """What works in this process, each found out by doing it in a child. `root` is an empty folder."""
    if not kernel.LINUX:
        return Means()
    version = landlock.abi()
    return Means(
        namespaces=_succeeds(lambda: _try_namespaces(root)),
        landlock=version if version and _succeeds(lambda: _try_landlock(version)) else 0,
        seccomp=_succeeds(_try_seccomp),
    )


def _succeeds(attempt: Any) -> bool:
    child = os.fork()
    if child == 0:
        try:
            attempt()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _try_namespaces(root: str) -> None:
    namespaces.enter()
    child = kernel.clone(namespaces.OF_A_WORKER)
    if child == 0:
        try:
            namespaces.change_root(root, ["/usr"], root)
            namespaces.show_run(".", None, keeps=False, disk=1 << 20)
            os.stat("/proc/self/stat")
        except BaseException:
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("the files cannot be shown")


def _try_landlock(version: int) -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict(version, readable=["/"], runnable=[], writable=[])


def _try_seccomp() -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install(seccomp.Policy())


def confine(means: Means, readable: Sequence[str], runnable: Sequence[str], own: str, *, trusted: bool) -> None:
    """Give up, for good, what this process must not have. Raises OSError where that fails.

    `trusted` says that what will run is not the judged program itself (a compiler): it may change the modes of files.
    """
    if means == Means():
        return
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if means.landlock and not means.namespaces:  # these show nothing else
        landlock.restrict(
            means.landlock,
            readable=[*readable, f"/proc/{os.getpid()}"],
            runnable=runnable,
            writable=[own, *namespaces.DEVICES],
        )
    kernel.drop_capabilities()
    if means.seccomp:
        alone = means.namespaces or means.landlock >= landlock.SCOPES_SIGNALS
        policy = seccomp.Policy(
            metadata=not (means.namespaces or trusted),
            signals_only_to=None if alone else os.getpid(),
            shared=trusted,
        )
        seccomp.install(policy)


def restore_signals() -> None:
    """Every signal as a program expects it: Python ignores some, and what started us may have ignored others."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
