"""Answers as they go out: the service's own JSON, and the HTML of the front that stands before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

JSON = "application/json"
HTML = "text/html"
CORS = {"access-control-allow-origin": "*", "vary": "origin, access-control-request-method"}
PREFLIGHT = {
    "access-control-allow-methods": "GET,POST",
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "3600",
}

TIMED_OUT = "The operation timed out: deadline has elapsed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `sent` is how many bytes of the body really leave before the connection is dropped.

    `sent` is None for an answer that arrives whole; -1 for a connection that is dropped before any header.
    """

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None


class Refused(Exception):
    """The request cannot be served; the Playground's own way to say so is an `error` with this status."""

    def __init__(self, status: HTTPStatus, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


def encoded(payload: object) -> bytes:
    """JSON as serde writes it: no spaces, text as UTF-8."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def answer(payload: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Answer:
    """The service's JSON."""
    return Answer(status, encoded(payload), {"content-type": JSON, **CORS, **(headers or {})})


def refusal(refused: Refused) -> Answer:
    """The service's way to say that it could not do what was asked."""
    return answer({"error": refused.error}, refused.status)


def preflight() -> Answer:
    """What a browser needs to be told before it may send JSON from another origin."""
    return Answer(HTTPStatus.OK, b"", {**CORS, **PREFLIGHT})


def page(status: int, headers: Mapping[str, str] | None = None) -> Answer:
    """The front's HTML: the service was not reached, so there are no CORS headers either."""
    title = f"{status} {HTTPStatus(status).phrase}"
    html = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n"
    body = f"{html}<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    return Answer(status, body.encode(), {"content-type": HTML, **(headers or {})})
