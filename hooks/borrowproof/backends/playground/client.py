"""Talking to a Playground: one request at a time, rarely, with an end; and every answer that is none told apart."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from secrets import SystemRandom
from typing import Any

import requests

from borrowproof.backends.playground.failures import Closed, Passing, TimedOut, Unusable, failure, short

CONNECT, READ, WHOLE = 10.0, 45.0, 60.0  # seconds; the Playground itself gives up after 10
LARGEST_ANSWER = 8 << 20  # bytes
RETRIES = 2
LONGEST_WAIT = 60.0  # seconds that a `Retry-After` may ask for


@dataclass(frozen=True, slots=True)
class Manners:
    """How much may be asked of a Playground. All times are in seconds.

    `pause` is the least time between the end of a request and the next. A retry waits `backoff`, then twice as
    long, each with jitter. A run ends after `requests` requests or `seconds`.
    """

    pause: float = 1.0
    backoff: float = 3.0
    requests: int = 600
    seconds: float = 1800.0


POLITE = Manners()


@dataclass(slots=True)
class Client:
    """One conversation with the Playground at `url`. `clock` and `sleep` are for tests."""

    url: str
    manners: Manners
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked: int = 0
    _session: requests.Session = field(default_factory=requests.Session)
    _started: float | None = None
    _free: float = 0.0  # when the next request may be sent
    _closed: str | None = None

    def get(self, path: str) -> dict[str, Any]:
        """The JSON object at `path`. Raises Unusable."""
        return self._ask("GET", path, None)

    def post(self, path: str, payload: Mapping[str, object], *, insist: bool = True) -> dict[str, Any]:
        """The JSON object that answers `payload`. Raises Unusable.

        Without `insist`, a request that timed out is not sent again: there is a smaller one to send instead.
        """
        return self._ask("POST", path, json.dumps(payload).encode(), insist=insist)

    def _ask(self, method: str, path: str, body: bytes | None, *, insist: bool = True) -> dict[str, Any]:
        attempt = 0
        while True:
            self._wait_for_turn()
            try:
                return self._once(method, path, body)
            except Passing as passing:
                self._heed(passing)
                if attempt >= RETRIES or (isinstance(passing.what, TimedOut) and not insist):
                    raise passing.what from None
                backoff = self.manners.backoff * 2**attempt * SystemRandom().uniform(0.75, 1.25)
                self._free = max(self._free, self.clock() + backoff)
                attempt += 1

    def _wait_for_turn(self) -> None:
        """Keep the pause and the budget. Raises Closed."""
        now = self.clock()
        self._started = now if self._started is None else self._started
        if self._closed is None and self.asked >= self.manners.requests:
            self._closed = f"the run has sent all {self.manners.requests} requests that it may send to the Playground"
        if self._closed is None and max(now, self._free) - self._started >= self.manners.seconds:
            self._closed = f"the run has used the {self.manners.seconds:g} s that it may ask the Playground for"
        if self._closed is not None:
            raise Closed(self._closed)
        if now < self._free:
            self.sleep(self._free - now)

    def _heed(self, passing: Passing) -> None:
        """Be silent for as long as the Playground asks; where that is too long, for the rest of the run."""
        if passing.wait > LONGEST_WAIT:
            self._closed = f"{passing.what}; it asks to be left alone for {passing.wait:.0f} s"
            raise Closed(self._closed) from None
        self._free = max(self._free, self.clock() + passing.wait)

    def _once(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        self.asked += 1
        try:
            status, headers, content = self._exchange(method, path, body)
        except requests.Timeout:
            raise Passing(TimedOut("the Playground did not answer in time")) from None
        except requests.RequestException as error:
            raise Unusable(f"{self.url} cannot be reached: {_reason(error)}") from None
        finally:
            self._free = self.clock() + self.manners.pause
        said = _decoded(headers, content)
        if status != requests.codes.ok:
            raise failure(status, headers, said)
        if not isinstance(said, dict):
            raise Unusable("the Playground did not answer with JSON that can be read")
        if "error" in said:
            raise Unusable(f"the Playground reports an error: {short(said['error'])}")
        return said

    def _exchange(self, method: str, path: str, body: bytes | None) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of one exchange. Redirects are not followed: nobody chose where they lead."""
        headers = {"User-Agent": user_agent(), "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        until = self.clock() + WHOLE
        with self._session.request(
            method,
            self.url + path,
            data=body,
            headers=headers,
            timeout=(CONNECT, READ),
            allow_redirects=False,
            stream=True,
        ) as response:
            content = bytearray()
            for piece in response.iter_content(4096):
                content += piece
                if self.clock() > until:
                    raise requests.Timeout
                if len(content) > LARGEST_ANSWER:
                    raise Unusable("the Playground's answer is too long")
            return response.status_code, response.headers, bytes(content)


def user_agent() -> str:
    """Who we are, for those who run a Playground."""
    try:
        number = version("borrowproof")
    except PackageNotFoundError:
        number = "dev"
    return f"borrowproof/{number} (+documentation snippets checker)"


def _decoded(headers: Mapping[str, str], content: bytes) -> object:
    """The JSON value of a body; None where it is not declared as JSON, or is none."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return None
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def _reason(error: requests.RequestException) -> str:
    """The innermost reason; requests wraps it in several names and addresses."""
    inner: BaseException = error
    while inner.__context__ is not None:
        inner = inner.__context__
    return short(getattr(inner, "strerror", None) or inner)
