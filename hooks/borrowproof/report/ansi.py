"""The colours of a terminal in a text: taken away, or told apart.

Of the escape sequences of ECMA-48 rustc writes only SGR (`ESC [ 1 ; 38 ; 5 ; 9 m`). Others are text like any other, and
stay: whoever shows it shows their control characters as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_SGR = re.compile(r"\x1b\[((?:[0-9]{0,3};){0,16}[0-9]{0,3})m")
COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks: one of COLOURS (a bright one is not told from its plain one) or None, and weight."""

    colour: str | None = None
    bold: bool = False


def plain(text: str) -> str:
    """The text without its colours."""
    return _SGR.sub("", text)


def runs(text: str) -> Iterator[tuple[Style, str]]:
    """The text as stretches of one style each, none empty; joined they are `plain(text)`."""
    style, begin = Style(), 0
    for escape in _SGR.finditer(text):
        if escape.start() > begin:
            yield style, text[begin : escape.start()]
        begin = escape.end()
        style = _after(style, [int(n or 0) for n in escape[1].split(";")])
    if begin < len(text):
        yield style, text[begin:]


def _after(style: Style, numbers: Sequence[int]) -> Style:
    """The style that an SGR sequence leaves."""
    rest = list(numbers)
    while rest:
        number = rest.pop(0)
        if number == 0:
            style = Style()
        elif number in (1, 22):
            style = replace(style, bold=number == 1)
        elif number in (38, 48):
            indexed = rest[1] if rest[:1] == [5] and len(rest) > 1 else None
            style = style if number == 48 else replace(style, colour=_named(indexed))
            del rest[: 4 if rest[:1] == [2] else 2]
        elif number == 39:
            style = replace(style, colour=None)
        elif 30 <= number <= 37 or 90 <= number <= 97:
            style = replace(style, colour=COLOURS[number % 10])
    return style


def _named(index: int | None) -> str | None:
    """The name of one of the sixteen first colours of the palette of 256, which are the terminal's own."""
    return COLOURS[index % 8] if index is not None and index < 16 else None
