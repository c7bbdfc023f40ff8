"""Where a pin points, and what it pins there."""

from __future__ import annotations

import pytest

from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import RawPin, parse_pins
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Level

ERROR = Level.ERROR


def pinned(comment: str) -> list[tuple[Level | None, str | None, str | None]]:
    return [(pin.level, pin.code, pin.text) for pin in parse_pins(f"x {comment}")]


def test_a_pin_knows_the_column_of_its_comment_in_characters() -> None:
    assert parse_pins('é("é"); //~ E0382') == (RawPin(1, 1, 9, ERROR, "E0382", None),)


def test_each_caret_is_a_line_further_up() -> None:
    found = parse_pins("a\nb\nc //~ E0001\n//~^ E0002\n//~^^^ E0003\n//~^^^^^ E0004")
    assert [(pin.line, pin.comment_line) for pin in found] == [(3, 3), (3, 4), (2, 5), (1, 6)]


def test_a_pin_may_point_to_the_first_line_and_no_further() -> None:
    assert [pin.line for pin in parse_pins("a\n//~^ E0382")] == [1]
    with pytest.raises(AnnotationError, match="above the first line") as refused:
        parse_pins("a\n//~^^ E0382")
    assert refused.value.line == 2


def test_pins_keep_their_order() -> None:
    assert [pin.code for pin in parse_pins("a //~ E0505 E0382\nb\nc //~ E0001")] == ["E0505", "E0382", "E0001"]


def test_a_pin_may_hold_in_some_editions_only() -> None:
    found = parse_pins("a //[2015,2018]~ E0382\n//[2024]~^ E0499\nb //~ E0505")
    assert [(pin.line, pin.editions) for pin in found] == [
        (1, (Edition.E2015, Edition.E2018)),
        (1, (Edition.E2024,)),
        (3, ()),
    ]


@pytest.mark.parametrize("body", ["E0382 E0499", "E0382 use of moved value", "ERROR lifetime", "WARN unused_mut"])
def test_every_form_may_hold_in_one_edition(body: str) -> None:
    assert {pin.editions for pin in parse_pins(f"a //[2021]~ {body}")} == {(Edition.E2021,)}


def test_a_pin_of_no_edition_is_refused() -> None:
    with pytest.raises(AnnotationError, match="no edition of Rust") as refused:
        parse_pins("\n\na //[]~ E0382")
    assert refused.value.line == 3


@pytest.mark.parametrize(
    ("comment", "pins"),
    [
        ("//~E0382", [(ERROR, "E0382", None)]),
        ("//~   E0382   E0499 ", [(ERROR, "E0382", None), (ERROR, "E0499", None)]),
        ("//~ E0382   use of moved  value ", [(ERROR, "E0382", "use of moved  value")]),
        ("//~ E0382 E0499 both", [(ERROR, "E0382", "E0499 both")]),
        ("//~ ERROR   E0382 E0499", [(ERROR, "E0382", None), (ERROR, "E0499", None)]),
        ("//~ ERROR E0382 borrow", [(ERROR, "E0382", "borrow")]),
        ("//~ ERROR E03822 is no code", [(ERROR, None, "E03822 is no code")]),
        ("//~ ERROR mismatched", [(ERROR, None, "mismatched")]),
        ("//~ ERROR unconditional_panic", [(ERROR, "unconditional_panic", None)]),
        ("//~ ERROR clippy::let_and_return", [(ERROR, "clippy::let_and_return", None)]),
        ("//~ ERROR Unknown_Lint", [(ERROR, None, "Unknown_Lint")]),
        ("//~ WARN warnings", [(Level.WARNING, "warnings", None)]),
        ("//~ WARN   unused variable ", [(Level.WARNING, None, "unused variable")]),
        ("//~ WARN E0382", [(Level.WARNING, None, "E0382")]),
    ],
)
def test_a_pin_is_codes_or_a_lint_or_a_text(comment: str, pins: list[tuple[Level, str | None, str | None]]) -> None:
    assert pinned(comment) == pins


@pytest.mark.parametrize("comment", ["// ~ E0382", "/// //~ E0382", "/* //~ E0382 */", "// see //~ E0382"])
def test_a_comment_that_only_speaks_of_pins_is_none(comment: str) -> None:
    assert pinned(comment) == []
