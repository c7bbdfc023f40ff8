"""Everything that can go wrong between a client and the Playground, to be switched on by a test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from tests.playground import tampering
from tests.playground.answers import TIMED_OUT, Answer, answer, page

DROPPED = Answer(0, b"", sent=-1)


class Fault(StrEnum):
    """What happens to a request. Those that alter an answer leave alone what they cannot alter (say so below)."""

    # The request is answered late, or bit by bit.
    SLOW = "answered after `seconds`"
    TRICKLE = "the body arrives in small pieces, over `seconds`"
    # The request is answered without being looked at.
    TIMEOUT = "500, as after 10 s"
    OVERLOADED = "500, no container to be had"
    BAD_GATEWAY = "502, HTML"
    UNAVAILABLE = "503, HTML"
    GATEWAY_TIMEOUT = "504, HTML"
    TOO_LARGE = "413, HTML"
    TOO_MANY_REQUESTS = "429, HTML"
    HTML_PAGE = "200, but a page in HTML"
    EMPTY_BODY = "200, JSON of no bytes"
    JSON_LIST = "200, JSON, but a list"
    DROPPED = "the connection is closed before any header"
    # The request is served, and the answer suffers on its way. Any answer.
    DROPPED_MID_BODY = "the connection is closed after half of the body"
    TRUNCATED_JSON = "half of the JSON, with a Content-Length that agrees"
    WRONG_CONTENT_TYPE = "the right JSON, declared as text/html"
    # The request is served, and the answer is changed. Only answers with these fields.
    ERROR_KEY = "200 and a whole answer, with an `error` besides"
    NO_EXIT_DETAIL = "neither exitDetail nor exit_detail"
    OTHER_SPELLING = "exit_detail for exitDetail, and the other way round"
    WRONG_TYPES = "`success` is a text, stdout is null"
    WRONG_COUNT = "cargo counts one error more than rustc printed; only where compiling failed"
    OUT_OF_MEMORY = "killed half way through its output, after `Running`; only where a program ran"
    CUT_OUTPUT = "half of stdout, and still a success"
    # Something else happens in the container.
    RUSTC_KILLED = "the rustc that cargo started is killed (signal 9), for real"
    INNER_RUSTC_KILLED = "each rustc that the program itself starts to compile with is killed (signal 9), for real"
    TOOLCHAIN_CHANGED = "stable is now the nightly toolchain and nightly the stable one, in versions and runs alike"


@dataclass(frozen=True, slots=True)
class Armed:
    """A fault that is switched on, and for which requests; see `Playground.fault`."""

    fault: Fault
    times: int | None
    after: int
    path: str | None
    containing: str
    seconds: float
    retry_after: str | None

    def concerns(self, path: str, body: bytes) -> bool:
        """Whether such a request is one of those that are meant."""
        return self.path in (None, path) and self.containing.encode() in body

    def due(self, before: int) -> bool:
        """Whether the fault strikes now, when `before` requests that it concerns have passed."""
        return before >= self.after and (self.times is None or before < self.after + self.times)


class Faults:
    """The faults that are switched on; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[Armed] = []
        self._seen: list[int] = []  # requests that concerned each of them

    def arm(self, armed: Armed) -> None:
        """Switch a fault on, counting from now."""
        with self._lock:
            self._armed.append(armed)
            self._seen.append(0)

    def clear(self) -> None:
        """Switch everything off."""
        with self._lock:
            self._armed.clear()
            self._seen.clear()

    def take(self, path: str, body: bytes) -> tuple[Armed, ...]:
        """What happens to this request, which is counted."""
        with self._lock:
            concerned = [number for number, armed in enumerate(self._armed) if armed.concerns(path, body)]
            due = tuple(self._armed[number] for number in concerned if self._armed[number].due(self._seen[number]))
            for number in concerned:
                self._seen[number] += 1
            return due


def replacement(taken: tuple[Armed, ...]) -> Answer | None:
    """The answer to a request that is not looked at; None where it is."""
    for armed in taken:
        if make := _INSTEAD.get(armed.fault):
            return make({"retry-after": armed.retry_after} if armed.retry_after is not None else {})
    return None


def spoilt(given: Answer, taken: tuple[Armed, ...]) -> Answer:
    """The answer, after what happens to it."""
    for armed in taken:
        if alter := _ON_FIELDS.get(armed.fault):
            given = tampering.on_fields(given, alter)
        elif transmit := _ON_THE_WAY.get(armed.fault):
            given = transmit(given)
    return given


def delay(taken: tuple[Armed, ...], fault: Fault) -> float:
    """Seconds by which SLOW or TRICKLE holds a request up."""
    return sum(armed.seconds for armed in taken if armed.fault is fault)


def killed(taken: tuple[Armed, ...]) -> str | None:
    """Which rustc is killed: a shell pattern of its arguments, blanks around each of them."""
    faults = {armed.fault for armed in taken}
    if Fault.RUSTC_KILLED in faults:
        return _CARGOS
    return _NOT_CARGOS if Fault.INNER_RUSTC_KILLED in faults else None


# Only cargo passes `-C metadata=`; it also asks for the version, and for file names of the crate `___`.
_CARGOS = '*" metadata="*'
_NOT_CARGOS = '*" metadata="* | *" -vV "* | *" --crate-name ___ "*) ;; *'

_Headers = Mapping[str, str]
_NO_CONTAINER = "Unable to process the execute request: Could not start the container"
_ERROR = HTTPStatus.INTERNAL_SERVER_ERROR

_INSTEAD: Mapping[Fault, Callable[[_Headers], Answer]] = {
    Fault.TIMEOUT: lambda headers: answer({"error": TIMED_OUT}, _ERROR, headers),
    Fault.OVERLOADED: lambda headers: answer({"error": _NO_CONTAINER}, _ERROR, headers),
    Fault.BAD_GATEWAY: lambda headers: page(HTTPStatus.BAD_GATEWAY, headers),
    Fault.UNAVAILABLE: lambda headers: page(HTTPStatus.SERVICE_UNAVAILABLE, headers),
    Fault.GATEWAY_TIMEOUT: lambda headers: page(HTTPStatus.GATEWAY_TIMEOUT, headers),
    Fault.TOO_LARGE: lambda headers: page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers),
    Fault.TOO_MANY_REQUESTS: lambda headers: page(HTTPStatus.TOO_MANY_REQUESTS, headers),
    Fault.HTML_PAGE: lambda headers: page(HTTPStatus.OK, headers),
    Fault.EMPTY_BODY: lambda headers: tampering.emptied(answer({}, headers=headers)),
    Fault.JSON_LIST: lambda headers: answer([], headers=headers),
    Fault.DROPPED: lambda _: DROPPED,
}

_ON_THE_WAY: Mapping[Fault, Callable[[Answer], Answer]] = {
    Fault.DROPPED_MID_BODY: tampering.dropped_half_way,
    Fault.TRUNCATED_JSON: tampering.halved,
    Fault.WRONG_CONTENT_TYPE: tampering.declared_as_html,
}

_ON_FIELDS: Mapping[Fault, tampering.Alter] = {
    Fault.ERROR_KEY: tampering.error_besides,
    Fault.NO_EXIT_DETAIL: tampering.without_exit_detail,
    Fault.OTHER_SPELLING: tampering.other_spelling,
    Fault.WRONG_TYPES: tampering.wrong_types,
    Fault.WRONG_COUNT: tampering.wrong_count,
    Fault.OUT_OF_MEMORY: tampering.out_of_memory,
    Fault.CUT_OUTPUT: tampering.cut_output,
}
