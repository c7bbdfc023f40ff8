"""What string literals say, and where each of their lines is written."""

from __future__ import annotations

import pytest

from borrowproof.syntax import lexer, literals


def said(code: str) -> list[tuple[str, str]]:
    """The lines of the only literal in `code`, each with what stands where it begins."""
    (token,) = lexer.lex(code)
    return [(line.text, code[line.start : line.start + 2]) for line in literals.lines(code, token)]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ('"a"', [("a", 'a"')]),
        ('""', [("", '"')]),
        (r'"a\nbc"', [("a", r"a\n"[:2]), ("bc", "bc")]),
        ('"ab\ncd"', [("ab", "ab"), ("cd", "cd")]),
        ('"ab\\\n   cd"', [("abcd", "ab")]),
        (r'"\t\\\"\'\0\r|"', [("\t\\\"'\0\r|", r"\t")]),
        (r'"\x41\u{42}\u{1_F600}|"', [("AB\U0001f600|", r"\x")]),
        (r'"\u{D800}\u{110000}"', [("\ufffd\ufffd", r"\u")]),
        (r'"\q"', [(r"\q", r"\q")]),
        ('r"a\\n\nb"', [("a\\n", "a\\"), ("b", 'b"')]),
        ('r#"a"b"#', [('a"b', 'a"')]),
    ],
)
def test_the_lines_of_a_literal(code: str, lines: list[tuple[str, str]]) -> None:
    assert said(code) == lines
