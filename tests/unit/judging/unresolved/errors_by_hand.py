"""Errors of rustc made by hand: what of them matters for what a program lacks."""

from __future__ import annotations

from borrowproof.model.diagnostic import Diagnostic, Level, Span


def at(line: int, column: int, width: int = 1, label: str | None = None, *, primary: bool = True) -> Span:
    """A span within a line."""
    return Span(line, column, line, column + width, primary, label)


def told(message: str, *puts_in: str, level: Level = Level.HELP) -> Diagnostic:
    """A help with what it would put in."""
    spans = tuple(Span(1, 1, 1, 1, primary=True, suggested_replacement=text) for text in puts_in)
    return Diagnostic(level, None, message, spans)


def error(code: str | None, message: str, *children: Diagnostic, spans: tuple[Span, ...] = ()) -> Diagnostic:
    return Diagnostic(Level.ERROR, code, message, spans, children)
