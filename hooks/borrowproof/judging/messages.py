"""All that rustc says in its diagnostics, one text at a time, each with its lines: what a pin is held against. Pure.

The lines are those that compiletest gives them (`push_actual_errors` in its json.rs): a note without a place of its own
has that of the error it belongs to, a label is a note on its line, and what is suggested lies on the lines that it
replaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Pin


@dataclass(frozen=True, slots=True)
class Message:
    """One text. `lines` are those of the program on which it may be pinned, none where rustc gives no place."""

    level: Level
    lines: frozenset[int]
    code: str | None
    text: str
    replacement: bool = False


def messages(diagnostics: Iterable[Diagnostic], inherited: frozenset[int] = frozenset()) -> Iterator[Message]:
    """The texts of diagnostics and of what belongs to them."""
    for diagnostic in diagnostics:
        lines = primary_lines(diagnostic) or inherited
        level = Level.NOTE if diagnostic.level is Level.FAILURE_NOTE else diagnostic.level
        yield Message(level, lines, diagnostic.code, diagnostic.message)
        for span in (s for s in diagnostic.spans if not s.foreign):
            if span.label:
                yield Message(Level.NOTE, frozenset({span.line_start}), None, span.label)
            for number, text in enumerate((span.suggested_replacement or "").splitlines(), span.line_start):
                yield Message(Level.HELP, frozenset({number}), None, text, replacement=True)
        yield from messages(diagnostic.children, lines)


def meets(pin: Pin, message: Message) -> bool:
    """Whether a text is what `pin` speaks of: level, line, code and a part of the text; of one that says that all is
    well, whether it is an error there.
    """
    if not is_of_level(pin, message):
        return False
    if message.lines.isdisjoint({pin.line}) if pin.line is not None else message.lines:
        return False
    return pin.code in (None, message.code) and (pin.text is None or pin.text in message.text)


def is_of_level(pin: Pin, message: Message) -> bool:
    """Whether a text is of the kind that `pin` speaks of: an error, a suggestion."""
    if pin.accepted:
        return message.level is Level.ERROR
    return pin.level is None or (pin.level, pin.replacement) == (message.level, message.replacement)


def primary_lines(diagnostic: Diagnostic) -> frozenset[int]:
    """The lines on which the primary spans of a diagnostic begin."""
    return frozenset(s.line_start for s in diagnostic.spans if s.primary and not s.foreign)
