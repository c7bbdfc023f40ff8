"""Linux system calls that Python does not offer, by ctypes. Every function raises OSError."""

from __future__ import annotations

import ctypes
import os
import platform
import sys

# The two architectures whose numbers are known here (Linux, arch/x86/entry/syscalls/syscall_64.tbl and
# include/uapi/asm-generic/unistd.h). Numbers from 424 on are the same everywhere.
MACHINE = {"x86_64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}.get(platform.machine())
LINUX = sys.platform == "linux" and MACHINE is not None and ctypes.sizeof(ctypes.c_void_p) == 8
_NUMBERS = {
    "x86_64": {"clone": 56, "capset": 126, "pivot_root": 155, "seccomp": 317},
    "aarch64": {"clone": 220, "capset": 91, "pivot_root": 41, "seccomp": 277},
}
_COMMON = {
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000
_SIGCHLD = 17

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 36, 38
_LAST_CAPABILITY = 63  # capability sets have 64 bits

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int | bytes | ctypes.Structure | None) -> int:
    """The system call of that name. Structures are passed by reference, numbers as 64 bits."""
    known = {**_NUMBERS[MACHINE or ""], **_COMMON}
    return _checked(int(_libc.syscall(ctypes.c_long(known[name]), *map(_passed, arguments))), name)


def _passed(argument: int | bytes | ctypes.Structure | None) -> object:
    if isinstance(argument, ctypes.Structure):
        return ctypes.byref(argument)
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def prctl(option: int, value: int) -> None:
    """prctl(2) with one argument; the others are 0."""
    zero = ctypes.c_ulong(0)
    _checked(_libc.prctl(option, ctypes.c_ulong(value), zero, zero, zero), "prctl")


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` name for new ones."""
    _checked(_libc.unshare(flags), "unshare")


def clone(flags: int) -> int:
    """fork(2) with new namespaces for the child: 0 there, its pid here. Only for a process with one thread."""
    return call("clone", flags | _SIGCHLD, 0, 0, 0, 0)


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    """mount(2)."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    done = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(done, f"mount {target}")


def detach(target: str) -> None:
    """Unmount, now for the names and later for what is still open (umount2 with MNT_DETACH)."""
    _checked(_libc.umount2(os.fsencode(target), 2), f"umount {target}")


def sethostname(name: bytes) -> None:
    """Name the machine, within this UTS namespace."""
    _checked(_libc.sethostname(name, len(name)), "sethostname")


def drop_bounding_set() -> None:
    """Give up for ever that a file executed from now on brings capabilities with it."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            return  # no such capability, or it is not ours to drop (nor to use)


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilityData(ctypes.Structure):
    _fields_ = (("words", ctypes.c_uint32 * 6),)


def drop_capabilities() -> None:
    """Give up every capability that this process has."""
    header = _CapabilityHeader(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3
    call("capset", header, _CapabilityData())


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
