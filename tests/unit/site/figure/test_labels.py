"""Labels as HTML: under their line, with lines that meet what they speak of, and with words for other readers."""

from __future__ import annotations

import re

import pytest

from borrowproof.model.diagnostic import Level
from borrowproof.site.figure.labels import beside_code, prose, under_line
from borrowproof.site.figure.span_layout import Bracket, Label, rows

LINE = "    let b = a.push(c);"


def below(*labels: Label, line: str = LINE, brackets: tuple[Bracket, ...] = (), counted: bool = False) -> str:
    return under_line(1, line, brackets, rows(labels), counted=counted)


def test_a_label_repeats_unseen_the_code_before_it() -> None:
    html = below(Label(1, 13, "error", "moved `a`", "a"))
    assert '<span class="bp-note bp-role-error bp-under-error" data-before="    let b = ">' in html
    assert '<span class="bp-where">error at a: </span>moved <code>a</code></span>' in html


def test_the_code_before_a_label_cannot_leave_its_attribute() -> None:
    assert 'data-before="f(&quot;&lt;&amp;"' in below(Label(1, 6, "error", "x"), line='f("<&>")')


def test_the_rightmost_label_comes_first_and_lines_run_past_it() -> None:
    html = below(Label(1, 9, "context", "left"), Label(1, 20, "error", "right"))
    first, second = html.split('<span class="bp-note')[1:]
    assert "right" in first and '<i class="bp-wire bp-role-context" data-before="    let "></i>' in first
    assert "left" in second and "bp-wire" not in second
    assert html.count("bp-under-error") == 2, "all rows under a wrong line belong to it"


def test_a_label_with_too_little_room_stands_on_the_left() -> None:
    far = " " * 60
    assert "bp-note-left" in below(Label(1, 61, "error", "a rather long label"), line=f"{far}x")
    assert "bp-note-left" not in below(Label(1, 61, "error", "short"), line=f"{far}x")
    no_room = "\u0301" * 60
    assert "bp-note-left" not in below(Label(1, 61, "error", "a rather long label"), line=no_room)


@pytest.mark.parametrize(("other", "left"), [(5, True), (40, False)])
def test_a_label_stands_on_the_left_only_where_no_other_line_runs(other: int, left: bool) -> None:
    both = below(Label(1, 61, "error", "a rather long label"), Label(1, other, "error", "x"), line=f"{' ' * 60}x")
    assert ("bp-note-left" in both) is left


def test_empty_code_in_prose_can_be_seen() -> None:
    """As in "``, which uses the `Display` trait"."""
    assert prose("``, `d`") == "``, <code>d</code>"


def test_a_place_without_words_is_told_to_those_who_do_not_see_it() -> None:
    assert below(Label(1, 13, "error", "", "a")) == '<span class="bp-note bp-hidden">error at a\n</span>'
    assert "error at this place" in below(Label(1, 13, "error", ""))


def test_a_label_says_which_diagnostics_it_belongs_to() -> None:
    label = Label(1, 13, "context", "x", numbers=(1, 2))
    assert '<b class="bp-number">1 2</b>' in below(label, counted=True)
    assert "bp-number" not in below(label)


def test_the_message_of_a_note_says_that_it_is_one() -> None:
    assert '<span class="bp-level">note</span>: because' in below(Label(1, 13, "context", "because", level=Level.NOTE))


def parts(html: str) -> list[str]:
    return re.findall(r"bp-bar-(\w+)", html)


def test_a_bracket_runs_from_its_first_line_to_its_words() -> None:
    bracket = Bracket(1, 3, "error")
    label = Label(3, 0, "error", "all of this", bracket=bracket)
    other = Label(3, 5, "context", "and this")
    laid = rows([label, other])
    assert parts(beside_code(1, [bracket], ())) == ["start"]
    assert parts(beside_code(2, [bracket], ())) == ["through"]
    assert parts(beside_code(3, [bracket], laid)) == ["through"]
    html = under_line(3, "    }", [bracket], laid, counted=False)
    assert parts(html) == ["through", "end"]
    assert "error at lines 1 to 3: " in html
    assert parts(beside_code(4, [bracket], ())) == []


def test_a_bracket_without_words_ends_at_its_last_line() -> None:
    assert parts(beside_code(3, [Bracket(1, 3, "context")], ())) == ["end"]


def test_two_labels_of_one_bracket_hang_on_it_both() -> None:
    bracket = Bracket(1, 1, "error")
    labels = [Label(1, 0, "error", text, bracket=bracket) for text in ("one", "two")]
    assert parts(below(*labels, brackets=(bracket,))) == ["tee", "end"]


def test_a_bracket_runs_past_the_labels_of_lines_inside() -> None:
    bracket = Bracket(1, 3, "context", 1)
    assert parts(below(Label(1, 5, "error", "x"), brackets=(bracket,))) == ["through"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("no `Vec<T>` here", "no <code>Vec&lt;T&gt;</code> here"),
        ("an odd ` tick", "an odd ` tick"),
        ("plain & simple", "plain &amp; simple"),
        ("expected `a`\n   found `b`", "expected <code>a</code><br>   found <code>b</code>"),
    ],
)
def test_prose(text: str, html: str) -> None:
    assert prose(text) == html
