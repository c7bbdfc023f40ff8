"""The answer of /execute and /compile, taken at its word only where it has exactly the right form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from borrowproof.backends.playground.failures import Unusable

_SPELLINGS = ("exitDetail", "exit_detail")
_EXIT = re.compile(r"Exited with (status|signal) (\d{1,4})(?: .*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of cargo there. `exit` is the exit status of what ran last, negative for a signal."""

    exit: int
    stdout: str
    stderr: str


def read(answer: Mapping[str, object]) -> Execution:
    """The execution that `answer` tells of. Raises Unusable."""
    success, stdout, stderr = (answer.get(name) for name in ("success", "stdout", "stderr"))
    detail = next((answer[name] for name in _SPELLINGS if name in answer), None)
    if not (isinstance(success, bool) and isinstance(stdout, str) and isinstance(stderr, str)):
        raise Unusable("the Playground's answer lacks `success`, `stdout` or `stderr`")
    if not (_is_text(stdout) and _is_text(stderr)):
        raise Unusable("the Playground's answer holds what is no text")
    ended = _EXIT.fullmatch(detail) if isinstance(detail, str) else None
    if ended is None:
        raise Unusable(f"the Playground does not say how the program ended: {str(detail)[:100]}")
    status = int(ended[2]) * (1 if ended[1] == "status" else -1)
    if success != (status == 0):
        raise Unusable(f"the Playground contradicts itself: success is {success}, and it {detail}"[:200])
    return Execution(status, stdout, stderr)


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: JSON can also spell half of a surrogate pair."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
