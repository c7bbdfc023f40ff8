"""What it means when a Playground gives no answer: whether to ask again, and how to say it."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping
from http import HTTPStatus


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


class Passing(Exception):
    """A failure that may be over when asked again, after `wait` seconds at least."""

    def __init__(self, what: Unusable, wait: float = 0.0) -> None:
        super().__init__(str(what))
        self.what = what
        self.wait = wait


def failure(status: int, headers: Mapping[str, str], said: object) -> Exception:
    """What an answer other than 200 means: Unusable, or Passing where it is worth asking again."""
    error = short(said.get("error", "")) if isinstance(said, dict) else ""
    told = f"status {status}{f', {error}' if error else ''}"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge(f"the program is too large for the Playground ({told})")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Passing(Unusable(f"the Playground gets too many requests ({told})"), _retry_after(headers))
    if status < 500:
        moved = f"; it points to {headers['location']}" if "location" in headers else ""
        kind = Refused if status == HTTPStatus.BAD_REQUEST else Unusable
        return kind(f"the Playground refuses the request ({told}{moved})")
    if "is not a valid " in error:
        return Refused(f"the Playground refuses the request ({told})")
    if "bytes of output" in error or "non-UTF-8" in error:
        return TooMuchOutput(f"the Playground does not pass on what was printed ({told})")
    if "timed out" in error or status == HTTPStatus.GATEWAY_TIMEOUT:
        return Passing(TimedOut(f"the Playground stopped it after its time limit ({told})"), _retry_after(headers))
    return Passing(Unusable(f"the Playground is out of order or overloaded ({told})"), _retry_after(headers))


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds that the answer asks to wait for: a number of them, or a date."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return 0.0


def short(text: object) -> str:
    """Somebody else's words on one line, cut where they are long."""
    return " ".join(str(text).split())[:200]
