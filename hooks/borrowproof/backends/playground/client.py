"""Talking to a Playground: one request at a time, rarely, with an end; and every answer that is none told apart."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from secrets import SystemRandom
from typing import Any
from urllib.parse import urlsplit

import requests

CONNECT, READ, WHOLE = 10.0, 45.0, 60.0  # seconds; the Playground itself gives up after 10
LARGEST_ANSWER = 8 << 20  # bytes
RETRIES = 2
LONGEST_WAIT = 60.0  # seconds that a `Retry-After` may ask for


class Unusable(Exception):
    """There is no answer to judge by; the message says why, in words for a reader."""


class TimedOut(Unusable):
    """The Playground's time for a request, or ours, was over."""


class TooLarge(Unusable):
    """The request is larger than the Playground takes."""


class TooMuchOutput(Unusable):
    """The Playground does not pass on what was printed: too much, or no text."""


class Refused(Unusable):
    """The Playground says that the request itself is wrong; it would say so again."""


class Closed(Unusable):
    """No more requests in this run: the budget is spent, or the Playground asked for a long silence."""


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


@dataclass(slots=True)
class Client:
    """One conversation with the Playground at `url`. `clock` and `sleep` are for tests."""

    url: str
    manners: Manners = Manners()
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    asked: int = 0
    _session: requests.Session = field(default_factory=requests.Session)
    _started: float | None = None
    _free: float = 0.0  # when the next request may be sent
    _closed: str | None = None

    def get(self, path: str) -> dict[str, Any]:
        """The JSON object at `path`. Raises Unusable."""
        return self._ask("GET", path, None, RETRIES)

    def post(self, path: str, payload: Mapping[str, object], retries: int = RETRIES) -> dict[str, Any]:
        """The JSON object that answers `payload`; asked again up to `retries` times. Raises Unusable."""
        return self._ask("POST", path, json.dumps(payload).encode(), retries)

    def _ask(self, method: str, path: str, body: bytes | None, retries: int) -> dict[str, Any]:
        attempt = 0
        while True:
            self._wait_for_turn()
            try:
                return self._once(method, path, body)
            except _Passing as passing:
                if attempt >= retries:
                    raise passing.what from None
                self._back_off(attempt, passing)
                attempt += 1

    def _wait_for_turn(self) -> None:
        """Keep the pause and the budget. Raises Closed."""
        now = self.clock()
        self._started = now if self._started is None else self._started
        if self._closed is None and self.asked >= self.manners.requests:
            self._closed = f"the run may send {self.manners.requests} requests to the Playground, and has"
        if self._closed is None and max(now, self._free) - self._started >= self.manners.seconds:
            self._closed = f"the run may ask the Playground for {self.manners.seconds:g} s, and has"
        if self._closed is not None:
            raise Closed(self._closed)
        if now < self._free:
            self.sleep(self._free - now)

    def _back_off(self, attempt: int, passing: _Passing) -> None:
        """Put the next request off. Raises what happened where the Playground asks for too long a silence."""
        if passing.wait > LONGEST_WAIT:
            self._closed = f"the Playground asks to be left alone for {passing.wait:.0f} s"
            raise Closed(f"{passing.what}; {self._closed}") from None
        backoff = self.manners.backoff * 2**attempt * SystemRandom().uniform(0.75, 1.25)
        self._free = max(self._free, self.clock() + max(backoff, passing.wait))

    def _once(self, method: str, path: str, body: bytes | None) -> dict[str, Any]:
        self.asked += 1
        try:
            status, headers, content = self._exchange(method, path, body)
        except requests.Timeout:
            raise _Passing(TimedOut("the Playground did not answer in time")) from None
        except requests.RequestException as error:
            raise Unusable(f"{self.url} cannot be reached: {_reason(error)}") from None
        finally:
            self._free = self.clock() + self.manners.pause
        said = _decoded(headers, content)
        if status != requests.codes.ok:
            raise _failure(status, headers, said)
        if not isinstance(said, dict):
            raise Unusable("the Playground did not answer with JSON that can be read")
        if "error" in said:
            raise Unusable(f"the Playground reports an error: {_short(said['error'])}")
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


class _Passing(Exception):
    """A failure that may be over when asked again, after `wait` seconds at least."""

    def __init__(self, what: Unusable, wait: float = 0.0) -> None:
        super().__init__(str(what))
        self.what = what
        self.wait = wait


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


def _failure(status: int, headers: Mapping[str, str], said: object) -> Exception:
    """What an answer other than 200 means: Unusable, or _Passing where it is worth asking again."""
    error = _short(said.get("error", "")) if isinstance(said, dict) else ""
    told = f"status {status}{f', {error}' if error else ''}"
    if status == requests.codes.request_entity_too_large:
        return TooLarge(f"the program is too large for the Playground ({told})")
    if status == requests.codes.too_many_requests:
        return _Passing(Unusable(f"the Playground gets too many requests ({told})"), _retry_after(headers))
    if status < 500:
        moved = f"; it points to {headers['location']}" if "location" in headers else ""
        kind = Refused if status == requests.codes.bad_request else Unusable
        return kind(f"the Playground refuses the request ({told}{moved})")
    if "is not a valid " in error:
        return Refused(f"the Playground refuses the request ({told})")
    if "bytes of output" in error or "non-UTF-8" in error:
        return TooMuchOutput(f"the Playground does not pass on what was printed ({told})")
    if "timed out" in error or status == requests.codes.gateway_timeout:
        return _Passing(TimedOut(f"the Playground stopped it after its time limit ({told})"), _retry_after(headers))
    return _Passing(Unusable(f"the Playground is out of order or overloaded ({told})"), _retry_after(headers))


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that the answer asks to wait for: a number of them, or a date."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return 0.0


def _short(text: object) -> str:
    return " ".join(str(text).split())[:200]


def _reason(error: requests.RequestException) -> str:
    """The innermost reason; requests wraps it in several names and addresses."""
    inner: BaseException = error
    while inner.__context__ is not None:
        inner = inner.__context__
    return _short(getattr(inner, "strerror", None) or inner)


def host(url: str) -> str:
    """The part of an address that names the machine, with its port."""
    return urlsplit(url).netloc
