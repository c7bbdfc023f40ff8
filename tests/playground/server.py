"""The stand-in for the Rust Playground, as tests use it."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.playground.cargo import Crate, Room
from tests.playground.faults import Armed, Fault
from tests.playground.front import Front
from tests.playground.log import Received
from tests.playground.service import Recalled, Service


class Playground:
    """The server, listening on loopback from construction to `stop`; a context manager.

    `port` 0 means any free one. `timeout` is in seconds, for waiting, compiling and running together. `memory` is in
    bytes, for all processes of a request together. `output` is in bytes, per stream. `at_once` is how many tools run
    at a time. With `recalled` a job that it knows is not done again: for tests that are about what happens to the
    answers, and ask the same a hundred times. `crates` are what programs may use besides std.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        timeout: float = 10.0,
        memory: int = 512 << 20,
        output: int = 640 << 10,
        at_once: int = 10,
        recalled: Recalled | None = None,
        crates: Sequence[Crate] = (),
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="playground-")
        room = Room(timeout, memory, output, processes=512)
        service = Service(Path(self._folder.name), room, at_once, recalled, crates)
        self._front = Front(port, service)
        self._thread = threading.Thread(target=self._front.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The base address, without a slash at its end."""
        return f"http://127.0.0.1:{self._front.server_port}"

    @property
    def requests(self) -> tuple[Received, ...]:
        """Everything that was asked up to now, in order."""
        return self._front.log.received()

    @property
    def peak(self) -> int:
        """The most requests that were under way at one time."""
        return max((received.at_once for received in self.requests), default=0)

    def fault(
        self,
        fault: Fault,
        times: int | None = 1,
        *,
        after: int = 0,
        path: str | None = None,
        containing: str = "",
        seconds: float = 1.0,
        retry_after: str | int | None = None,
    ) -> None:
        """Switch a fault on for the next `times` requests that are meant, or for all (None).

        Meant are requests to `path` (any, if None) whose body has `containing` in it; the first `after` of them are
        spared. CORS preflights are never meant, nor counted. `seconds` is for SLOW and TRICKLE. `retry_after` is a
        header on answers that a fault gives by itself. Several faults may befall one request.
        """
        header = None if retry_after is None else str(retry_after)
        self._front.faults.arm(Armed(fault, times, after, path, containing, seconds, header))

    def clear_faults(self) -> None:
        """Switch all faults off."""
        self._front.faults.clear()

    def stop(self) -> None:
        """Close all connections, wait for what is under way, remove all files. Raises what went wrong in here."""
        self._front.shutdown()
        self._thread.join()
        self._front.hang_up()
        self._front.server_close()
        self._folder.cleanup()
        if self._front.bugs:
            raise RuntimeError("the stand-in itself failed") from self._front.bugs[0]
