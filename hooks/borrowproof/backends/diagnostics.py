"""rustc's JSON messages -> Diagnostic. Source: https://doc.rust-lang.org/rustc/json.html."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from borrowproof.model.diagnostic import Applicability, Diagnostic, Level, Span

T = TypeVar("T")
_LEVELS = {
    "error": Level.ERROR,
    "error: internal compiler error": Level.ERROR,
    "warning": Level.WARNING,
    "note": Level.NOTE,
    "help": Level.HELP,
    "failure-note": Level.FAILURE_NOTE,
}
INTERNAL_ERROR = "internal compiler error"
# rustc left out the number where it is one until 1.76.
ABORTING = re.compile(r"aborting due to (?:(\d{1,9}) )?previous errors?(?:; \d+ warnings? emitted)?")
_SURROGATE = re.compile(r"\\u[dD][89abAB]", re.ASCII)


class UnreadableDiagnostics(Exception):
    """rustc printed something that is not its JSON (a crash, a wrapper, a broken installation)."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What a rustc said. `announced` is how many errors it says it stopped for, None where it says nothing of it."""

    diagnostics: tuple[Diagnostic, ...]
    announced: int | None


def read(stderr: str, files: Iterable[str]) -> Messages:
    """The messages in rustc's stderr (`--error-format=json`).

    `files` are the names, as given to rustc, whose lines the spans should name. Raises
    UnreadableDiagnostics with the text that was not understood.
    """
    wanted = frozenset(files)
    # Not splitlines(): a message may hold U+2028, which JSON need not escape.
    found = [_read_line(line, wanted) for line in stderr.split("\n") if line.strip()]
    known = [diagnostic for diagnostic in found if diagnostic is not None]
    totals = [ABORTING.fullmatch(d.message) for d in known if _is_summary(d)]
    announced = next((int(total[1] or 1) for total in totals if total), None)
    return Messages(tuple(d for d in known if not _is_summary(d)), announced)


def parse(stderr: str, files: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The diagnostics in rustc's stderr, closing summaries left out. Raises UnreadableDiagnostics."""
    return read(stderr, files).diagnostics


def _read_line(line: str, files: frozenset[str]) -> Diagnostic | None:
    """The diagnostic on a line; None for a message of another type. Raises UnreadableDiagnostics."""
    try:
        message = json.loads(line, parse_constant=_refuse)
        if _SURROGATE.search(line):
            json.dumps(message, ensure_ascii=False).encode("utf-8")
        if not isinstance(message, dict):
            _refuse(line)
        if _field(message, "$message_type", str, "diagnostic") != "diagnostic":
            return None
        return _diagnostic(message, files)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableDiagnostics(line[:500]) from None


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _field(message: dict[str, Any], name: str, kind: type[T], *otherwise: T) -> T:
    """A value of exactly one type; JSON's null and a missing name are `otherwise`, where that is given.

    Raises KeyError and TypeError.
    """
    value = message.get(name) if otherwise else message[name]
    if value is None and otherwise:
        return otherwise[0]
    if type(value) is not kind:
        raise TypeError(f"{name} is {value!r:.80}")
    return value


def _is_summary(diagnostic: Diagnostic) -> bool:
    """`aborting due to 2 previous errors`, `1 warning emitted`, `For more information ...`."""
    if diagnostic.level is Level.FAILURE_NOTE:
        return True
    counted = diagnostic.message.startswith("aborting due to") or diagnostic.message.endswith(" emitted")
    return counted and not diagnostic.spans and diagnostic.code is None


def _diagnostic(message: dict[str, Any], files: frozenset[str]) -> Diagnostic:
    level = _field(message, "level", str)
    text = _field(message, "message", str)
    code = _field(message, "code", dict, {})
    if level not in _LEVELS:
        raise UnreadableDiagnostics(f"a diagnostic of level {level[:80]!r}")
    if INTERNAL_ERROR in level:
        text = f"{INTERNAL_ERROR}: {text}"
    return Diagnostic(
        level=_LEVELS[level],
        code=_field(code, "code", str) if code else None,
        message=text,
        spans=_spans(_field(message, "spans", list), files),
        children=tuple(_diagnostic(child, files) for child in _field(message, "children", list)),
        rendered=_field(message, "rendered", str, ""),
    )


def _spans(spans: list[dict[str, Any]], files: frozenset[str]) -> tuple[Span, ...]:
    """All spans, and the calls of the user's own macros that they lie in, which rustc's text points at.

    What is pointed at is there once; but two alternatives of a suggestion may have a part in common.
    """
    for span in spans:
        _check(span)
    replaced = tuple(_span(span, files) for span in spans if span["suggested_replacement"] is not None)
    others = [span for span in spans if span["suggested_replacement"] is None]
    calls = (_macro_call(span, files) for span in others)
    pointed = (*(_span(span, files) for span in others), *(call for call in calls if call is not None))
    return (*dict.fromkeys(pointed), *replaced)


def _check(span: dict[str, Any]) -> None:
    """Raises KeyError and TypeError where a span is not what rustc documents, and ValueError where it is no region."""
    _field(span, "is_primary", bool)
    for name in ("label", "suggested_replacement", "suggestion_applicability"):
        _field(span, name, str, "")
    place = span
    while True:
        _field(place, "file_name", str)
        numbers = [_field(place, name, int) for name in ("line_start", "column_start", "line_end", "column_end")]
        if not 0 <= min(numbers) <= max(numbers) < 1 << 31 or tuple(numbers[:2]) > tuple(numbers[2:]):
            raise ValueError(f"a span at {numbers}")
        expansion = _field(place, "expansion", dict, {})
        if not expansion:
            return
        _field(expansion, "macro_decl_name", str, "")
        place = _field(expansion, "span", dict)


def _macro_call(span: dict[str, Any], files: frozenset[str]) -> Span | None:
    """Where the macro is called in whose definition `span` lies; None where it lies in none of the user's.

    The JSON has no span for it, only rustc's text (`render_multispans_macro_backtrace` of rustc_errors, whose words
    and choice these are: the outermost call that does not contain the span).
    """
    if span["file_name"] not in files:
        return None
    outer, call, name = span, None, ""
    while outer.get("expansion"):
        expansion = outer["expansion"]
        outer = expansion["span"]
        if outer["file_name"] in files and not _contains(outer, span):
            call, name = outer, expansion.get("macro_decl_name") or ""
    if call is None:
        return None
    return Span(*_ends(call), primary=False, label=f"in this {_expansion(name)}")


def _expansion(name: str) -> str:
    """What rustc calls the place where `name!`, `#[derive(Name)]` or `#[name]` is expanded."""
    if name.startswith("#["):
        return "derive macro expansion" if name.startswith("#[derive(") else "attribute macro expansion"
    return "macro invocation"


def _contains(outer: dict[str, Any], inner: dict[str, Any]) -> bool:
    first, last = (outer["line_start"], outer["column_start"]), (outer["line_end"], outer["column_end"])
    return first <= (inner["line_start"], inner["column_start"]) and (inner["line_end"], inner["column_end"]) <= last


def _ends(place: dict[str, Any]) -> tuple[int, int, int, int]:
    return place["line_start"], place["column_start"], place["line_end"], place["column_end"]


def _span(span: dict[str, Any], files: frozenset[str]) -> Span:
    # What is to be replaced inside another crate's macro is not what is to be replaced where it is called.
    place = span if span["suggested_replacement"] is not None else _in_users_file(span, files)
    return Span(
        *_ends(place),
        primary=span["is_primary"],
        label=span["label"],
        suggested_replacement=span["suggested_replacement"],
        foreign=place["file_name"] not in files,
        applicability=_trust(span.get("suggestion_applicability")),
    )


def _trust(word: str | None) -> Applicability | None:
    """A word that a later rustc may add says nothing to us, and is no reason to refuse its judgement."""
    if word is None:
        return None
    return Applicability(word) if word in list(Applicability) else Applicability.UNSPECIFIED


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
