"""What one rustc says of many programs that the borrow checker rejects, sorted by program. See `MERGING.md`.

Only what cannot differ from what a program gets alone is kept: errors of the borrow checker's phase, each about one
module, in texts that name nothing by a path. Pure: text in, text out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from borrowproof.backends.diagnostics import ABORTING

# What `rustc_borrowck` of 1.95 reports, body by body, after everything else about all bodies is settled.
CODES = frozenset(
    (
        *("E0373", "E0381", "E0382", "E0384", "E0499", "E0501", "E0502", "E0503", "E0505", "E0506", "E0507", "E0508"),
        *("E0509", "E0510", "E0515", "E0521", "E0594", "E0596", "E0597", "E0626", "E0712", "E0713", "E0716"),
    )
)
_WITHOUT_CODE = ("lifetime may not live long enough", "captured variable cannot escape `FnMut` closure body")
_MODULE = re.compile(r"src/m(\d+)/main\.rs")
_TELLS_COMPANY = re.compile(r"\b(?:std|core|alloc|crate|self|super|playground|m\d+)::|borrowproof|full (?:type )?name")


@dataclass(frozen=True, slots=True)
class Sorted:
    """What rustc said, by module: `said` are the lines of those that can be believed, as if each stood alone.

    `early` are the modules in which another phase found something: as long as one is in the crate, nothing that is
    said counts.
    """

    said: dict[int, str]
    early: frozenset[int]


def sort(stderr: str) -> Sorted | None:
    """Sort rustc's JSON by module; None where a part of it belongs to none, or where it is not all there."""
    lines: dict[int, list[str]] = {}
    early: set[int] = set()
    doubtful: set[int] = set()
    announced = errors = 0
    try:
        for line, message in _messages(stderr):
            if (total := _announces(message)) is not None:
                announced += total
                continue
            modules = _modules(message)
            errors += message["level"] == "error"
            early |= modules if len(modules) > 1 or not _is_borrow_error(message) else set()
            doubtful |= modules if any(map(_TELLS_COMPANY.search, _texts(message))) else set()
            for module in modules:
                lines.setdefault(module, []).append(line.replace(f"src/m{module}/main.rs", "src/main.rs"))
    except (ValueError, KeyError, TypeError):
        return None
    if announced != errors:
        return None
    said = {module: _closed(texts) for module, texts in lines.items() if module not in doubtful | early}
    return Sorted(said, frozenset(early))


def _messages(stderr: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line with the message that it holds. Raises ValueError where it holds none."""
    for line in filter(str.strip, stderr.split("\n")):
        yield line, json.loads(line)


def _announces(message: dict[str, Any]) -> int | None:
    """How many errors a closing message counts: `aborting due to 2 previous errors`; None where it is none."""
    if message["spans"] or message["children"] or message["code"]:
        return None
    total = ABORTING.fullmatch(message["message"])
    if total is not None:
        return int(total[1] or 1)
    return 0 if message["level"] == "failure-note" else None


def names_a_module(code: str) -> bool:
    """Whether a program writes what would be taken for the name of its own file, and replaced, where it is quoted."""
    return _MODULE.search(code) is not None


def _closed(lines: list[str]) -> str:
    """Errors as a rustc says them that has no more to say: with their number."""
    number = "1 previous error" if len(lines) == 1 else f"{len(lines)} previous errors"
    closing: dict[str, object] = {
        "message": f"aborting due to {number}",
        "level": "error",
        "code": None,
        "spans": [],
        "children": [],
    }
    return "\n".join((*lines, json.dumps({"$message_type": "diagnostic", **closing, "rendered": ""})))


def _is_borrow_error(message: dict[str, Any]) -> bool:
    code = message["code"]
    known = message["message"] in _WITHOUT_CODE if code is None else code["code"] in CODES
    return message["level"] == "error" and known


def _modules(message: dict[str, Any]) -> set[int]:
    """The modules that a message points at. Raises ValueError where it points at none, or at our root."""
    found: set[int] = set()
    for name in _files(message):
        match = _MODULE.fullmatch(name)
        if match:
            found.add(int(match[1]))
        elif name.startswith("src/"):
            raise ValueError("it is about the root")
    if not found:
        raise ValueError("it is about no module")
    return found


def _files(message: dict[str, Any]) -> Iterator[str]:
    for span in message["spans"]:
        place = span
        while place is not None:
            yield place["file_name"]
            place = (place.get("expansion") or {}).get("span")
    for child in message["children"]:
        yield from _files(child)


def _texts(message: dict[str, Any]) -> Iterator[str]:
    yield message["message"]
    for span in message["spans"]:
        yield span["label"] or ""
        yield span["suggested_replacement"] or ""
    for child in message["children"]:
        yield from _texts(child)
