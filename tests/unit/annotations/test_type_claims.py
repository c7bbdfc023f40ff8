"""`//^? TYPE`: which name a caret points at, and what stands between the two."""

from __future__ import annotations

import pytest

from borrowproof.annotations.directives import parse_directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import blank_annotations, parse_pins
from borrowproof.annotations.type_claims import RawTypeClaim, parse_type_claims

CODE = """let first = &words[0];
//  ^? &String
//           ^? Vec<String>
call(r#type); //~ E0382
//~^ E0505
//     ^?   std::vec::Vec< u8 >
"""


def test_a_caret_points_at_the_name_in_the_nearest_line_of_code() -> None:
    assert parse_type_claims(CODE) == (
        RawTypeClaim(2, 1, 1, 5, "first", "&String"),
        RawTypeClaim(3, 1, 1, 14, "words", "Vec<String>"),
        RawTypeClaim(6, 1, 4, 6, "type", "std::vec::Vec< u8 >"),
    )


def test_it_is_no_pin_and_leaves_the_code() -> None:
    assert [pin.code for pin in parse_pins(CODE)] == ["E0382", "E0505"]
    blanked = blank_annotations(CODE, parse_directives(CODE)).split("\n")
    assert [line for line in blanked if line] == ["let first = &words[0];", "call(r#type);"]
    assert len(blanked) == CODE.count("\n") + 1


@pytest.mark.parametrize(
    "code", ["let a = 1;\n//  ^ the first", 'let a = "//  ^? u8";', "let a = 1;\n/*  ^? u8 */", "x ^ y\n// ^"]
)
def test_other_comments_say_nothing(code: str) -> None:
    assert parse_type_claims(code) == ()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("let a = 1;\n//  ^? Vec<", "names no type: a `>` is missing"),
        ("let a = 1;\n//  ^?", "names no type: there is none"),
        ("let a = 1;\n//   ^? u8", "points at nothing"),
        ("let a = 1;\n//    ^? u8", "points at `=`, which is no variable"),
        ("let mut a = 1;\n//  ^? u8", "points at `mut`, which is no variable"),
        ("let a = b.c;\n//        ^? u8", "points at `c`, which is no variable"),
        ("let a = std::mem::take(b);\n//        ^? u8", "points at `std`, which is no variable"),
        ("//  ^? u8", "points at nothing"),
        ("let a = 1; //  ^? u8", "stands behind code"),
        ("let a = 1;\n//  ^^? u8", "has more than `^?`"),
        ("let a = 1;\n//  ^ ? u8", "has more than `^?`"),
        ("let a = 1;\n//  ^? &'a u8", "names the lifetime `'a`"),
    ],
)
def test_what_says_nothing_is_an_error(code: str, said: str) -> None:
    with pytest.raises(AnnotationError) as refused:
        parse_type_claims(code)
    assert said in refused.value.message
    assert refused.value.line == code.count("\n") + 1
    assert parse_type_claims(code, shared=True) == ()  # elsewhere it is a comment that somebody wrote
    assert blank_annotations(code, parse_directives(code), shared=True) == code


def test_a_range_is_no_field() -> None:
    assert [claim.name for claim in parse_type_claims("for i in 0..end {}\n//          ^? usize")] == ["end"]
