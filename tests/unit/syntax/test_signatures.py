"""The names of a program and the signatures of its functions."""

from __future__ import annotations

import pytest

from borrowproof.syntax.signatures import names, signature


def test_comments_and_literals_hold_no_names() -> None:
    code = '/* clone */ // clone\nlet x = "clone"; let y = r#"clone"#; let z: &\'clone str; r#match;'
    assert names(code) == {"let", "x", "y", "z", "str", "match"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fn a() {}", "fn a ( )"),
        ("fn  a ( x:&str )->usize{ x.len() }", "fn a ( x : & str ) - > usize"),
        ("pub const unsafe fn a<T>() where T: Copy { }", "pub const unsafe fn a < T > ( ) where T : Copy"),
        ("trait B { fn a(&self) -> [u8; 2]; }", "fn a ( & self ) - > [ u8 ; 2 ]"),
        ("// fn a(x: u8) {}\nfn a(/* none */) {}", "fn a ( )"),
        ("fn other() {}", None),
        ("fn", None),
    ],
)
def test_a_signature(code: str, expected: str | None) -> None:
    assert signature(code, "a") == expected
