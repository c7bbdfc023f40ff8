"""HTTP: what stands before the service. The limit on bodies, the faults and the log are here."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.playground import faults
from tests.playground.answers import Answer, page
from tests.playground.faults import Armed, Fault, Faults
from tests.playground.log import Log
from tests.playground.service import Conditions, Service

BODY = 1 << 20  # bytes that the front lets through
DRAINED = 64 << 20  # bytes of a larger body that are read before it is refused, for the client to hear of it
PIECES = 20  # of a body that trickles in


class Front(ThreadingHTTPServer):
    """The listening socket, and every connection that it has accepted. `bugs` are our own failures."""

    daemon_threads = False  # `server_close` waits for them

    def __init__(self, port: int, service: Service) -> None:
        self.service = service
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
    server: Front

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_OPTIONS(self) -> None:
        self._serve()

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal: the server keeps a log."""

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
        for piece in range(PIECES):
            self.server.stopping.wait(seconds / PIECES)
            self.wfile.write(body[len(body) * piece // PIECES : len(body) * (piece + 1) // PIECES])

    def _drop(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):  # the client may have left first
            self.connection.shutdown(socket.SHUT_RDWR)
