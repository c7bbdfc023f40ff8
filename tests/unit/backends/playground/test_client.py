"""The manners of the client, and which answers it takes for none, without a network."""

from __future__ import annotations

import email.utils
import io
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from borrowproof.backends.playground.client import Client, Manners, user_agent
from borrowproof.backends.playground.failures import Closed, Refused, TimedOut, TooLarge, TooMuchOutput, Unusable

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html"}
SLOW_DOWN = (429, {**HTML, "retry-after": "7"}, b"<html>")
OVERLOADED = (500, JSON, b'{"error": "Could not start the container"}')
TIMED_OUT = (500, JSON, b'{"error": "The operation timed out: deadline has elapsed"}')
FINE = (200, JSON, b'{"success": true}')

Canned = tuple[int, Mapping[str, str], bytes] | Exception


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 100.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Session(requests.Session):
    """Answers with what is canned, the last of it for ever, and remembers what it was asked."""

    canned: list[Canned]
    asked: list[dict[str, Any]] = field(default_factory=list)

    def request(self, method: str, url: str, **options: Any) -> requests.Response:  # type: ignore[override]  # fewer parameters than the real one
        self.asked.append({"method": method, "url": url, **options})
        given = self.canned.pop(0) if len(self.canned) > 1 else self.canned[0]
        if isinstance(given, Exception):
            raise given
        response = requests.Response()
        response.status_code, body = given[0], given[2]
        response.headers.update(given[1])
        response.raw = io.BytesIO(body)
        return response


def talk(*canned: Canned, manners: Manners | None = None) -> tuple[Client, Session, Time]:
    clock, session = Time(), Session(list(canned))
    client = Client("http://here", manners or Manners(), clock=lambda: clock.now, sleep=clock.sleep)
    client._session = session
    return client, session, clock


def test_an_answer_is_a_json_object() -> None:
    client, session, _ = talk(FINE)
    assert client.post("/execute", {"code": "fn main() {}"}) == {"success": True}
    [asked] = session.asked
    assert (asked["method"], asked["url"]) == ("POST", "http://here/execute")
    assert json.loads(asked["data"]) == {"code": "fn main() {}"}
    assert asked["headers"]["User-Agent"] == user_agent()
    assert user_agent().startswith("borrowproof/")
    assert asked["allow_redirects"] is False
    assert asked["timeout"][1] > 30


def test_there_is_a_pause_between_two_requests() -> None:
    client, _, clock = talk(FINE, manners=Manners(pause=1.5))
    for _ in range(3):
        client.get("/meta/versions")
    assert clock.slept == [1.5, 1.5]


@pytest.mark.parametrize("failure", [OVERLOADED, TIMED_OUT, SLOW_DOWN, (502, HTML, b"<html>"), (504, HTML, b"")])
def test_what_may_pass_is_asked_three_times_ever_later(failure: Canned) -> None:
    client, session, clock = talk(failure, manners=Manners(pause=1, backoff=8))
    with pytest.raises(Unusable):
        client.post("/execute", {})
    first, second = clock.slept
    assert len(session.asked) == 3
    assert 6 <= first <= 10
    assert 12 <= second <= 20
    client, _, _ = talk(failure, FINE)
    assert client.post("/execute", {}) == {"success": True}


def test_a_time_limit_is_told_apart_and_need_not_be_tried_again() -> None:
    for failure in (TIMED_OUT, (504, HTML, b""), requests.ReadTimeout()):
        client, session, _ = talk(failure)
        with pytest.raises(TimedOut):
            client.post("/execute", {}, insist=False)
        assert len(session.asked) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ((500, JSON, b'{"error": "\'1999\' is not a valid edition"}'), Refused, "is not a valid edition"),
        ((400, JSON, b'{"error": "Unable to deserialize request: x"}'), Refused, "Unable to deserialize"),
        ((500, JSON, b'{"error": "Generated 700000 bytes of output"}'), TooMuchOutput, "bytes of output"),
        ((500, JSON, b'{"error": "Found non-UTF-8 data"}'), TooMuchOutput, "non-UTF-8"),
        ((413, HTML, b"<html>"), TooLarge, "status 413"),
        ((404, HTML, b"<html>"), Unusable, "status 404"),
        ((302, {"location": "http://elsewhere/"}, b""), Unusable, "it points to http://elsewhere/"),
        ((200, HTML, b'{"success": true}'), Unusable, "did not answer with JSON"),
        ((200, JSON, b'{"success": tr'), Unusable, "did not answer with JSON"),
        ((200, JSON, b"\xff"), Unusable, "did not answer with JSON"),
        ((200, JSON, b"[" * 100_000), Unusable, "did not answer with JSON"),
        ((200, JSON, b"[]"), Unusable, "did not answer with JSON"),
        ((200, JSON, b""), Unusable, "did not answer with JSON"),
        ((200, JSON, b'{"success": true, "error": "no"}'), Unusable, "reports an error: no"),
        ((200, JSON, b" " * (9 << 20)), Unusable, "too long"),
        (requests.ConnectionError("refused"), Unusable, "http://here cannot be reached: refused"),
        (requests.exceptions.ChunkedEncodingError("cut"), Unusable, "cannot be reached"),
    ],
)
def test_what_will_not_pass_is_asked_once(answer: Canned, kind: type[Unusable], words: str) -> None:
    client, session, _ = talk(answer)
    with pytest.raises(kind, match=words):
        client.post("/execute", {})
    assert len(session.asked) == 1


def test_retry_after_is_obeyed() -> None:
    client, _, clock = talk(SLOW_DOWN, FINE, manners=Manners(pause=0, backoff=0))
    client.get("/meta/versions")
    assert clock.slept == [7]
    date = email.utils.formatdate(time.time() + 30, usegmt=True)
    client, _, clock = talk((503, {"retry-after": date}, b""), FINE, manners=Manners(pause=0, backoff=0))
    client.get("/meta/versions")
    assert 25 < clock.slept[0] <= 30
    client, _, clock = talk((503, {"retry-after": "soon"}, b""), FINE, manners=Manners(pause=0, backoff=0))
    client.get("/meta/versions")
    assert clock.slept == []


def test_a_long_silence_is_kept_by_asking_no_more() -> None:
    client, session, clock = talk((503, {"retry-after": "3600"}, b""), FINE)
    for _ in range(3):
        with pytest.raises(Closed, match="left alone for 3600 s"):
            client.get("/meta/versions")
    assert (len(session.asked), clock.slept) == (1, [])


def test_a_long_silence_that_is_asked_for_last_is_kept_too() -> None:
    client, session, _ = talk(OVERLOADED, OVERLOADED, (503, {"retry-after": "3600"}, b""), FINE)
    for _ in range(2):
        with pytest.raises(Closed, match="left alone for 3600 s"):
            client.get("/meta/versions")
    assert len(session.asked) == 3
    client, session, clock = talk(SLOW_DOWN, SLOW_DOWN, SLOW_DOWN, FINE, manners=Manners(pause=0, backoff=0))
    with pytest.raises(Unusable, match="too many requests"):
        client.get("/meta/versions")
    client.get("/meta/versions")
    assert clock.slept == [7, 7, 7], "the silence holds for whatever comes next"


def test_the_budget_of_requests_holds_retries_too() -> None:
    client, session, _ = talk(OVERLOADED, manners=Manners(requests=5))
    with pytest.raises(Unusable, match="overloaded"):
        client.get("/")
    with pytest.raises(Closed, match="has sent all 5 requests"):
        client.get("/")
    assert len(session.asked) == 5


def test_the_budget_of_time_holds() -> None:
    client, session, clock = talk(FINE, manners=Manners(pause=10, seconds=25))
    client.get("/")
    client.get("/")
    client.get("/")
    with pytest.raises(Closed, match="has used the 25 s"):
        client.get("/")
    assert (len(session.asked), clock.now) == (3, 120.0)
