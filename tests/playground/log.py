"""What the server was asked, and how: tests hold a client's manners against it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.playground.faults import Fault


@dataclass(frozen=True, slots=True)
class Received:
    """One request, CORS preflights included. Header names are in lower case.

    `started` and `ended` (when its answer was ready to leave) are in seconds of `time.monotonic`. `ended` and
    `status` are None while it is under way; `status` stays None where the connection was dropped before any header.
    `at_once` counts the requests that were under way when this one came, itself included. `faults` are those that
    befell it.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    started: float
    at_once: int
    ended: float | None = None
    status: int | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def json(self) -> Any:  # as json.loads has it
        """The body, read as JSON."""
        return json.loads(self.body)


class Log:
    """All requests in the order in which they came; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._received: list[Received] = []
        self._under_way = 0

    def begin(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> int:
        """Note a request; what is returned is its number, for `end`."""
        with self._lock:
            self._under_way += 1
            entry = Received(method, path, headers, body, time.monotonic(), self._under_way)
            self._received.append(entry)
            return len(self._received) - 1

    def end(self, number: int, status: int | None, faults: tuple[Fault, ...]) -> None:
        """Note that a request is over."""
        with self._lock:
            self._under_way -= 1
            entry = self._received[number]
            self._received[number] = replace(entry, ended=time.monotonic(), status=status, faults=faults)

    def received(self) -> tuple[Received, ...]:
        """The requests up to now."""
        with self._lock:
            return tuple(self._received)
