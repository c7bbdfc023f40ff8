"""Pins as rustc's own tests have them: every form of compiletest and of ui_test is understood, or refused in words."""

from __future__ import annotations

import pytest

from borrowproof.annotations.directives import Directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import blank_annotations, parse_pins
from borrowproof.model.diagnostic import Level

ERROR, WARNING, NOTE, HELP = Level.ERROR, Level.WARNING, Level.NOTE, Level.HELP
Claim = tuple[Level | None, str | None, str | None]

FORMS: dict[str, list[Claim]] = {
    "//~ ERROR borrow of moved value: `s` [E0382]": [(ERROR, "E0382", "borrow of moved value: `s`")],
    "//~ ERROR [E0382] borrow of moved value": [(ERROR, "E0382", "borrow of moved value")],
    "//~ ERROR[E0382]: borrow of moved value": [(ERROR, "E0382", "borrow of moved value")],
    "//~ ERROR E0382: borrow of moved value": [(ERROR, "E0382", "borrow of moved value")],
    "//~ ERROR: borrow of moved value": [(ERROR, None, "borrow of moved value")],
    "//~ ERROR:borrow": [(ERROR, None, "borrow")],
    "//~ERROR borrow": [(ERROR, None, "borrow")],
    "//~ ERROR [E0382]": [(ERROR, "E0382", None)],
    "//~ ERROR `s` was moved": [(ERROR, None, "`s` was moved")],
    "//~ ERROR `[u8]` cannot be known": [(ERROR, None, "`[u8]` cannot be known")],
    "//~ ERROR cannot index `[T; 3]`": [(ERROR, None, "cannot index `[T; 3]`")],
    "//~ ERROR overflow [arithmetic_overflow]": [(ERROR, "arithmetic_overflow", "overflow")],
    "//~ ERROR": [(ERROR, None, None)],
    "//~ WARN": [(WARNING, None, None)],
    "//~ WARNING unused variable": [(WARNING, None, "unused variable")],
    "//~ WARN unused variable: `x` [unused_variables]": [(WARNING, "unused_variables", "unused variable: `x`")],
    "//~ WARN: calls to `drop` [dropping_references]": [(WARNING, "dropping_references", "calls to `drop`")],
    "//~ WARNING: [clippy::useless_vec]": [(WARNING, "clippy::useless_vec", None)],
    "//~ NOTE value borrowed here after move": [(NOTE, None, "value borrowed here after move")],
    "//~ NOTE: [E0382] is not taken for a code": [(NOTE, None, "[E0382] is not taken for a code")],
    "//~ HELP consider cloning": [(HELP, None, "consider cloning")],
    "//~ SUGGESTION .clone()": [(HELP, None, ".clone()")],
    "//~ error borrow of moved": [(ERROR, None, "borrow of moved")],
    "//~ warning: unused": [(WARNING, "unused", None)],
    "//~ note moved here": [(NOTE, None, "moved here")],
    "//~ Error": [(ERROR, None, None)],
    "//~ Error: borrow of moved": [(ERROR, None, "borrow of moved")],
    "//~ OK": [(None, None, None)],
    "//~ Ok.": [(None, None, None)],
    "//~ OK here": [(None, None, "OK here")],
    "//~ E0382": [(ERROR, "E0382", None)],
    "//~ E0382, E0499": [(ERROR, "E0382", None), (ERROR, "E0499", None)],
    "//~ [E0382]": [(ERROR, "E0382", None)],
    "//~ borrow of moved value [E0382]": [(ERROR, "E0382", "borrow of moved value")],
    "//~ borrow of moved value": [(None, None, "borrow of moved value")],
    "//~ unused_mut": [(ERROR, "unused_mut", None)],
    "//~ clippy::useless_vec": [(ERROR, "clippy::useless_vec", None)],
    "// a note //~ ERROR borrow": [(ERROR, None, "borrow")],
    "/// documented //~ ERROR borrow": [(ERROR, None, "borrow")],
}


@pytest.mark.parametrize("comment", FORMS)
def test_a_form_is_understood(comment: str) -> None:
    found = parse_pins(f"x {comment}", shared=True)
    assert [(pin.level, pin.code, pin.text) for pin in found] == FORMS[comment]
    assert [pin.replacement for pin in found] == ["SUGGESTION" in comment] * len(found)
    assert [pin.accepted for pin in found] == [comment in ("//~ OK", "//~ Ok.")] * len(found)


PLACES = {
    "//~ E0001": [3],
    "//~^ E0001": [2],
    "//~^^ E0001": [1],
    "//~v E0001": [4],
    "//~vv E0001": [5],
    "//~? ERROR gone": [None],
    "//~^ E0001\n//~| NOTE a\n//~| HELP b": [2, 2, 2],
    "//~v E0001\n//~| NOTE a": [4, 4],
    "//~ E0001\n//~? ERROR gone\n//~| NOTE a": [3, None, 3],
    "//~ E0001\n//~v NOTE below\n//~| NOTE a": [3, 5, 5],
    "//~value is a text": [3],
    "//~vERROR a": [4],
}


@pytest.mark.parametrize("comments", PLACES)
def test_a_pin_points_at_its_line(comments: str) -> None:
    found = parse_pins(f"a\nb\nc {comments}\nd\ne\nf", shared=True)
    assert [pin.line for pin in found] == PLACES[comments]


@pytest.mark.parametrize("comments", [c for c in PLACES if "value" not in c])
def test_a_place_means_the_same_in_our_own_projects(comments: str) -> None:
    assert [pin.line for pin in parse_pins(f"a\nb\nc {comments}\nd\ne\nf")] == PLACES[comments]


REFUSED = {
    "//~": "is no pin",
    "//~ EROR borrow": "is no pin",
    "//~ EROR borrow of a moved value": "is no pin",
    "//~ WARM: unused": "is no pin",
    "//~ NOTE": "is no pin",
    "//~ SUGGESTION": "is no pin",
    "//~ RAW text": "is no pin",
    "//~| NOTE a": "follows no other pin",
    "//~^^ E0382": "points above the first line",
    "//~vv E0382": "points below the last line",
    "//~ ERROR /moved .* value/": "a pattern between slashes, which only ui_test reads",
    "//~ NOTE in this expansion of println!": "words of compiletest's own",
    "//[mir]~ ERROR a": "holds in one revision of a test",
    "//~[mir,thir] ERROR a": "holds in one revision of a test",
    "//[2021,mir]~ ERROR a": "is no edition of Rust",
}


@pytest.mark.parametrize("comment", REFUSED)
def test_what_cannot_be_held_is_refused_where_it_stands(comment: str) -> None:
    with pytest.raises(AnnotationError, match=REFUSED[comment]) as refused:
        parse_pins(f"x {comment}", shared=True)
    assert refused.value.line == 1
    assert refused.value.fix


@pytest.mark.parametrize("comment", ["//~~~~~~~~~~", "//~~~ Section ~~~", "//~ =====", "// ~ ERROR", "//x~ ERROR"])
def test_a_drawn_line_is_no_pin(comment: str) -> None:
    assert parse_pins(f"x {comment}", shared=True) == ()


@pytest.mark.parametrize(
    "comment", ["//~ borrow of moved", "//~ ERROR", "//~ unused_mut", "//~ error a", "//~~~ a", "//~ OK"]
)
def test_in_our_own_projects_a_pin_says_which_level_or_code(comment: str) -> None:
    with pytest.raises(AnnotationError, match="is no pin"):
        parse_pins(f"x {comment}")


def test_a_pin_within_a_comment_is_taken_out_alone() -> None:
    code = 'let a; // why //~ ERROR a\n/// what //~^ NOTE b\nlet s = "//~ ERROR c";\n//~~~~\n'
    blanked = 'let a; // why\n/// what\nlet s = "//~ ERROR c";\n//~~~~\n'
    assert blank_annotations(code, Directives(), shared=True) == blanked
