"""JSON and descriptors over a Unix socket: four bytes with the length of a message, then the message."""

from __future__ import annotations

import json
import os
import select
import socket
from typing import Any

LENGTH = 4  # bytes that hold a length


def send(to: socket.socket, message: object, descriptors: tuple[int, ...] = ()) -> None:
    """Raises OSError where the other end is gone."""
    body = json.dumps(message).encode()
    head = len(body).to_bytes(LENGTH, "big")
    if descriptors:
        socket.send_fds(to, [head], list(descriptors))
        to.sendall(body)
    else:
        to.sendall(head + body)


def receive(
    source: socket.socket, *, descriptors: int = 0, parent: int = -1
) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and its descriptors; None where nothing will come any more.

    Nothing comes where the other end is gone, or the process of the descriptor `parent` (-1 is none).
    """
    if parent >= 0:
        poll = select.poll()
        poll.register(source, select.POLLIN)
        poll.register(parent, select.POLLIN)
        if parent in dict(poll.poll()):
            return None
    try:
        head, received, _, _ = socket.recv_fds(source, LENGTH, descriptors)
        body = _exactly(source, int.from_bytes(head, "big")) if len(head) == LENGTH else b""
    except ConnectionError:
        return None
    return (json.loads(body), received) if body else None


def _exactly(source: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0:
        part = source.recv(min(size, 1 << 16))
        if not part:
            return b""
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def descriptor_of(pid: int) -> int:
    """A descriptor that becomes readable when the process ends; -1 where the system has no such thing."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return -1
