"""Colours of a terminal are taken away or told apart; every other escape sequence is text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.report import ansi
from borrowproof.report.ansi import Style

SAID = "\x1b[1m\x1b[91merror[E0382]\x1b[0m\x1b[1m: moved\x1b[0m\n \x1b[1m\x1b[94m--> \x1b[0mmain.rs"


def test_what_rustc_writes_has_its_styles() -> None:
    assert list(ansi.runs(SAID)) == [
        (Style("red", bold=True), "error[E0382]"),
        (Style(bold=True), ": moved"),
        (Style(), "\n "),
        (Style("blue", bold=True), "--> "),
        (Style(), "main.rs"),
    ]


@pytest.mark.parametrize(
    ("sequence", "style"),
    [
        ("\x1b[38;5;9m", Style("red")),  # as rustc wrote it before 1.90
        ("\x1b[38;5;200m", Style()),
        ("\x1b[38;2;1;2;3m", Style()),
        ("\x1b[1;33m", Style("yellow", bold=True)),
        ("\x1b[31m\x1b[39m", Style()),
        ("\x1b[1m\x1b[22m", Style()),
        ("\x1b[31m\x1b[m", Style()),
        ("\x1b[48;5;1;36m", Style("cyan")),
    ],
)
def test_every_form_of_a_colour(sequence: str, style: Style) -> None:
    assert list(ansi.runs(f"{sequence}x")) == [(style, "x")]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b]8;;https://a.example\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b[2J",
        "\x1b[31x",
        "\x1bc",
        f"\x1b[{'1' * 5000}m",
    ],
)
def test_what_is_no_colour_is_kept_for_whoever_shows_it(sequence: str) -> None:
    assert ansi.plain(f"{sequence}x") == f"{sequence}x"
    assert list(ansi.runs(sequence)) == [(Style(), sequence)]


@given(st.lists(st.sampled_from(["\x1b[1m", "\x1b[91m", "\x1b[0m", "a", "b\n", "[1m", "é"])))
def test_no_character_of_the_text_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(part for _, part in ansi.runs(text)) == ansi.plain(text)
    assert ansi.plain(text) == "".join(part for part in parts if not part.startswith("\x1b"))
    assert all(part for _, part in ansi.runs(text))
