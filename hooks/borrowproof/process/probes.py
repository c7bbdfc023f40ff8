"""Attempts to reach out, made by a process that is confined as judged programs are: what succeeds is not contained.

Nothing is taken for granted. There is something real to reach: a file, sockets that listen, a process of ours.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable
from typing import Any, NoReturn


def answer(targets: dict[str, Any]) -> NoReturn:
    """Write what every attempt came to as JSON, true where it succeeded, and end this process."""
    attempts: dict[str, Callable[[dict[str, Any]], bool]] = {
        "descriptors": _holds,  # first: the others open some
        "network": _connects,
        "sockets": _connects_by_name,
        "reading": _reads,
        "writing": _writes,
        "names": _finds,
        "environment": _reads_environment,
        "memory": _reads_memory,
        "signals": _signals,
        "privileges": _mounts,
    }
    found = {}
    for name, attempt in attempts.items():
        try:
            found[name] = attempt(targets)
        except OSError:
            found[name] = False
    os.write(1, json.dumps(found).encode())
    os._exit(0)


def _connects(targets: dict[str, Any]) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        client.connect(("127.0.0.1", targets["port"]))
    return True


def _connects_by_name(targets: dict[str, Any]) -> bool:
    """Unix sockets: with a file, and in the abstract namespace."""
    for name in (targets["socket"], targets["abstract"].replace("@", "\0")):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(name)
            return True
    return False


def _reads(targets: dict[str, Any]) -> bool:
    descriptor = os.open(targets["file"], os.O_RDONLY)
    return os.read(descriptor, 1) != b""


def _writes(targets: dict[str, Any]) -> bool:
    os.close(os.open(targets["new"], os.O_WRONLY | os.O_CREAT, 0o600))
    return True


def _finds(targets: dict[str, Any]) -> bool:
    os.stat(targets["file"])
    return True


def _reads_environment(targets: dict[str, Any]) -> bool:
    return os.read(os.open(f"/proc/{targets['process']}/environ", os.O_RDONLY), 1) != b""


def _reads_memory(targets: dict[str, Any]) -> bool:
    os.close(os.open(f"/proc/{targets['process']}/mem", os.O_RDONLY))
    return True


def _signals(targets: dict[str, Any]) -> bool:
    os.kill(targets["process"], 0)
    return True


def _holds(_: dict[str, Any]) -> bool:
    """A descriptor besides the three standard ones."""
    for descriptor in range(3, os.sysconf("SC_OPEN_MAX")):
        with contextlib.suppress(OSError):
            os.fstat(descriptor)
            return True
    return False


def _mounts(_: dict[str, Any]) -> bool:
    """As what is root within a namespace could."""
    from borrowproof.process import kernel

    if not kernel.LINUX:
        return False
    kernel.unshare(kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS)
    return True
