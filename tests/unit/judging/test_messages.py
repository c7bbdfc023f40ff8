"""The texts that rustc's diagnostics hold, each with the lines on which it may be pinned."""

from __future__ import annotations

import pytest

from borrowproof.judging.messages import Message, meets, messages
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Pin
from borrowproof.model.origin import Origin

ERROR, NOTE, HELP = Level.ERROR, Level.NOTE, Level.HELP
DIAGNOSTIC = Diagnostic(
    ERROR,
    "E0382",
    "use of moved value",
    (Span(4, 1, 4, 2, primary=True, label="used here"), Span(2, 1, 2, 2, primary=False, label="moved here")),
    (
        Diagnostic(NOTE, None, "move occurs because"),
        Diagnostic(NOTE, None, "in std", (Span(9, 1, 9, 2, primary=True, label="there", foreign=True),)),
        Diagnostic(HELP, None, "clone it", (Span(2, 3, 2, 3, primary=True, suggested_replacement="a\nb"),)),
    ),
)
WITHOUT_PLACE = Diagnostic(ERROR, None, "no such linker", (), (Diagnostic(NOTE, None, "it is not installed"),))


def test_every_text_is_there_with_its_lines() -> None:
    found = [(m.level, sorted(m.lines), m.text, m.replacement) for m in messages([DIAGNOSTIC])]
    assert found == [
        (ERROR, [4], "use of moved value", False),
        (NOTE, [4], "used here", False),
        (NOTE, [2], "moved here", False),
        (NOTE, [4], "move occurs because", False),
        (NOTE, [4], "in std", False),
        (HELP, [2], "clone it", False),
        (HELP, [2], "a", True),
        (HELP, [3], "b", True),
    ]


def test_what_has_no_place_has_no_lines_and_its_notes_neither() -> None:
    assert [m.lines for m in messages([WITHOUT_PLACE])] == [frozenset(), frozenset()]


def pin(line: int | None, level: Level | None, text: str, code: str | None = None, *, replacement: bool = False) -> Pin:
    return Pin(line, level, code, text, Origin("a.md", 1), replacement)


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        (pin(2, NOTE, "moved"), True),
        (pin(2, None, "moved"), True),
        (pin(2, HELP, "moved"), False),
        (pin(4, NOTE, "moved here"), False),
        (pin(2, HELP, "clone"), True),
        (pin(2, HELP, "a", replacement=True), True),
        (pin(2, HELP, "b", replacement=True), False),
        (pin(3, HELP, "b"), False),
        (pin(3, None, "b"), True),
        (pin(None, ERROR, "use"), False),
        (pin(9, NOTE, "in std"), False),
        (pin(4, NOTE, "used", "E0382"), False),
    ],
)
def test_a_pin_is_met_by_one_text_of_its_level_on_its_line(wanted: Pin, met: bool) -> None:
    assert any(meets(wanted, message) for message in messages([DIAGNOSTIC])) is met


def test_a_pin_without_a_line_is_met_by_what_has_none() -> None:
    assert [meets(pin(None, NOTE, "not installed"), m) for m in messages([WITHOUT_PLACE])] == [False, True]
    assert not meets(pin(1, ERROR, "linker"), Message(ERROR, frozenset(), None, "no such linker"))
