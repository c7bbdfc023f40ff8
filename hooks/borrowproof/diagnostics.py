"""rustc's JSON messages -> Diagnostic. Source: https://doc.rust-lang.org/rustc/json.html."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from borrowproof.model import Diagnostic, Level, Span

_LEVELS = {
    "error": Level.ERROR,
    "error: internal compiler error": Level.ERROR,
    "warning": Level.WARNING,
    "note": Level.NOTE,
    "help": Level.HELP,
    "failure-note": Level.FAILURE_NOTE,
}
INTERNAL_ERROR = "internal compiler error"


class UnreadableDiagnostics(Exception):
    """rustc printed something that is not its JSON (a crash, a wrapper, a broken installation)."""


def parse(stderr: str, files: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The diagnostics in rustc's stderr (`--error-format=json`), closing summaries left out.

    `files` are the names, as given to rustc, whose lines the spans should name. Raises
    UnreadableDiagnostics with the text that was not understood.
    """
    wanted = frozenset(files)
    # Not splitlines(): a message may hold U+2028, which JSON need not escape.
    messages = [_decode(line) for line in stderr.split("\n") if line.strip()]
    found = (_diagnostic(m, wanted) for m in messages if m.get("$message_type", "diagnostic") == "diagnostic")
    return tuple(d for d in found if not _is_summary(d))


def _decode(line: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError:
        raise UnreadableDiagnostics(line[:500]) from None
    if not isinstance(message, dict):
        raise UnreadableDiagnostics(line[:500])
    return message


def _is_summary(diagnostic: Diagnostic) -> bool:
    """`aborting due to 2 previous errors`, `1 warning emitted`, `For more information ...`."""
    if diagnostic.level is Level.FAILURE_NOTE:
        return True
    counted = diagnostic.message.startswith("aborting due to") or diagnostic.message.endswith(" emitted")
    return counted and not diagnostic.spans and diagnostic.code is None


def _diagnostic(message: dict[str, Any], files: frozenset[str]) -> Diagnostic:
    level = message["level"]
    code = message.get("code")
    text = message["message"]
    if level not in _LEVELS:
        raise UnreadableDiagnostics(f"a diagnostic of level {level!r}")
    if INTERNAL_ERROR in level:
        text = f"{INTERNAL_ERROR}: {text}"
    return Diagnostic(
        level=_LEVELS[level],
        code=code["code"] if code else None,
        message=text,
        spans=tuple(_span(span, files) for span in message["spans"]),
        children=tuple(_diagnostic(child, files) for child in message["children"]),
        rendered=message.get("rendered") or "",
    )


def _span(span: dict[str, Any], files: frozenset[str]) -> Span:
    place = _in_users_file(span, files)
    return Span(
        line_start=place["line_start"],
        column_start=place["column_start"],
        line_end=place["line_end"],
        column_end=place["column_end"],
        primary=span["is_primary"],
        label=span["label"],
        suggested_replacement=span["suggested_replacement"],
        foreign=place["file_name"] not in files,
    )


def _in_users_file(span: dict[str, Any], files: frozenset[str]) -> dict[str, Any]:
    """Where the user wrote it: a span inside another crate's macro climbs to its outermost expansion.

    (`println!` expands to code of std, yet the reader's line is where the macro is called.)
    """
    if span["file_name"] in files:
        return span
    place, found = span, span
    while place.get("expansion"):
        place = place["expansion"]["span"]
        if place["file_name"] in files:
            found = place
    return found
