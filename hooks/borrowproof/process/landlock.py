"""Landlock: a process gives up, for itself and its descendants, all files but those that it names.

Source: https://docs.kernel.org/userspace-api/landlock.html. Landlock restricts what is opened, made, moved and
executed; it does not hide that a file exists, nor its size.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from borrowproof.process import kernel

_EXECUTE, _WRITE, _READ, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL_DEV = 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL_DEV
_MAKE_DEVICES = 1 << 6 | 1 << 11
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights an ABI knows; from 5 on 16
_TCP = 0b11  # bind and connect, from ABI 4 on
_SCOPED = 0b11  # abstract sockets and signals, from ABI 6 on
_VERSION = 1  # LANDLOCK_CREATE_RULESET_VERSION
_PATH_BENEATH = 1
SCOPES_SIGNALS = 6  # the first ABI that keeps signals within


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def abi() -> int:
    """The version of Landlock that this kernel has in force; 0 where it has none."""
    if not kernel.LINUX:
        return 0
    try:
        return kernel.call("landlock_create_ruleset", None, 0, _VERSION)
    except OSError:
        return 0


def restrict(version: int, *, readable: Iterable[str], runnable: Iterable[str], writable: Iterable[str]) -> None:
    """Keep only these, and what is beneath them; files that do not exist are left out. Raises OSError.

    Needs PR_SET_NO_NEW_PRIVS. `version` is what `abi` said.
    """
    everything = (1 << _RIGHTS.get(version, 16)) - 1
    seen = _READ | _READ_DIR
    attributes = _Ruleset(everything, _TCP, _SCOPED)
    size = 8 if version < 4 else 16 if version < SCOPES_SIGNALS else 24
    ruleset = kernel.call("landlock_create_ruleset", attributes, size, 0)
    try:
        for paths, rights in (
            (readable, seen),
            (runnable, seen | _EXECUTE),
            (writable, everything & ~(_EXECUTE | _IOCTL_DEV | _MAKE_DEVICES)),
        ):
            for path in paths:
                _allow(ruleset, path, rights & everything)
        kernel.call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(file).st_mode):
            rights &= _OF_FILES
        beneath = _PathBeneath(rights, file)
        kernel.call("landlock_add_rule", ruleset, _PATH_BENEATH, beneath, 0)
    finally:
        os.close(file)
