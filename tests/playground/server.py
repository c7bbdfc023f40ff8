"""The stand-in as a server on loopback: HTTP, the front's limits, the faults, the log."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.playground import faults
from tests.playground.answers import Answer, page
from tests.playground.cargo import Room
from tests.playground.faults import Armed, Fault, Faults
from tests.playground.log import Log, Received
from tests.playground.service import Conditions, Service

BODY = 1 << 20  # bytes that the front lets through
DRAINED = 64 << 20  # bytes of a larger body that are read before it is refused, for the client to hear of it
PIECES = 20  # of a body that trickles in


class Playground:
    """The server, listening on loopback from construction to `stop`; a context manager.

    `port` 0 means any free one. `timeout` is in seconds, for waiting, compiling and running together. `memory` is in
    bytes, for all processes of a request together. `output` is in bytes, per stream. `at_once` is how many tools run
    at a time.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        timeout: float = 10.0,
        memory: int = 512 << 20,
        output: int = 640 << 10,
        at_once: int = 10,
    ) -> None:
        self._http = _Http(port)
        self._folder = tempfile.TemporaryDirectory(prefix="playground-")
        room = Room(timeout, memory, output, processes=512)
        self._http.service = Service(Path(self._folder.name), room, at_once)
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})
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
        return f"http://127.0.0.1:{self._http.server_port}"

    @property
    def requests(self) -> tuple[Received, ...]:
        """Everything that was asked up to now, in order."""
        return self._http.log.received()

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
        self._http.faults.arm(Armed(fault, times, after, path, containing, seconds, header))

    def clear_faults(self) -> None:
        """Switch all faults off."""
        self._http.faults.clear()

    def stop(self) -> None:
        """Close all connections, wait for what is under way, remove all files. Raises what went wrong in here."""
        self._http.shutdown()
        self._thread.join()
        self._http.hang_up()
        self._http.server_close()
        self._folder.cleanup()
        if self._http.bugs:
            raise RuntimeError("the stand-in itself failed") from self._http.bugs[0]


class _Http(ThreadingHTTPServer):
    """The listening socket, and every connection that it has accepted."""

    daemon_threads = False  # `server_close` waits for them
    service: Service

    def __init__(self, port: int) -> None:
        self.faults = Faults()
        self.log = Log()
        self.stopping = threading.Event()
        self.bugs: list[BaseException] = []
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # HTTPServer would ask the name service who we are
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def close_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        self._open.discard(request)
        super().close_request(request)

    def hang_up(self) -> None:
        """Wake the threads that wait for a next request, or for a fault's delay."""
        self.stopping.set()
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, _request: object, _client_address: object) -> None:
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):  # the client may leave as it likes
            self.bugs.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The log is kept by the server."""

    def _serve(self) -> None:
        body = self._body()
        path = self.path.partition("?")[0]
        headers = {name.lower(): value for name, value in self.headers.items()}
        number = self.server.log.begin(self.command, path, headers, body)
        taken = () if self.command == "OPTIONS" else self.server.faults.take(path, body)
        given = None
        try:
            given = self._answer(path, body, taken)
        finally:  # before the answer leaves: once it has it, the client may ask again, and look at the log
            status = given.status if given and given.status else None
            self.server.log.end(number, status, tuple(armed.fault for armed in taken))
        self._send(given, faults.delay(taken, Fault.TRICKLE))

    def _body(self) -> bytes:
        """The body; of one that is far too large, only the beginning."""
        left = int(self.headers.get("content-length") or 0)
        pieces: list[bytes] = []
        while left > 0 and len(pieces) * BODY < DRAINED and (piece := self.rfile.read(min(left, BODY))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def _answer(self, path: str, body: bytes, taken: tuple[Armed, ...]) -> Answer:
        self.server.stopping.wait(faults.delay(taken, Fault.SLOW))
        if (instead := faults.replacement(taken)) is not None:
            return instead
        if len(body) > BODY:
            return page(413, {"connection": "close"})
        swapped = any(armed.fault is Fault.TOOLCHAIN_CHANGED for armed in taken)
        conditions = Conditions(faults.killed(taken), swapped)
        content_type = self.headers.get("content-type", "")
        given = self.server.service.answer(self.command, path, content_type, body, conditions)
        return faults.spoilt(given, taken)

    def _send(self, given: Answer, seconds: float) -> None:
        if given.sent == -1:
            self._drop()
            return
        self.send_response(given.status)
        for name, value in {**given.headers, "content-length": str(len(given.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(given.body[: given.sent], seconds)
        if given.sent is not None:
            self._drop()

    def _write(self, body: bytes, seconds: float) -> None:
        if not seconds:
            self.wfile.write(body)
            return
        size = max(1, -(-len(body) // PIECES))
        for start in range(0, len(body), size):
            self.wfile.write(body[start : start + size])
            self.server.stopping.wait(seconds / PIECES)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
