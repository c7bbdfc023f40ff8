"""A program as tokens with their brackets."""

from __future__ import annotations

import pytest

from borrowproof.backends.merging.program import ROOT, Program


def test_comments_are_left_out_and_doc_comments_are_empty_words() -> None:
    program = Program("/// doc\nfn a() {} // comment\n/* and */ //! inner\n")
    assert program.words == ("", "fn", "a", "(", ")", "{", "}", "")
    assert len(program.tokens) == len(program.words)


def test_each_token_knows_the_bracket_that_it_stands_in() -> None:
    program = Program("f(a[0], { b })")
    assert program.words == ("f", "(", "a", "[", "0", "]", ",", "{", "b", "}", ")")
    assert program.groups == (ROOT, ROOT, 1, 1, 3, 1, 1, 1, 7, 1, ROOT)
    assert [program.close(i) for i in (1, 3, 7)] == [10, 5, 9]
    assert list(program.inside(1)) == [2, 3, 5, 6, 7, 9]
    assert list(program.inside(3)) == [4]


@pytest.mark.parametrize(
    ("code", "closed"),
    [
        *(("", True), ("{}", True), ("([{}])", True), ("()[]", True), ('"a"', True)),
        *(("{", False), ("}", False), ("(]", False), ("([)]", False), ("} {", False), ("()}", False)),
        *(('"a', False), ("/* a", False), ("{} /* a */ (", False), ("){}", False)),
    ],
)
def test_what_is_open_at_the_end_or_never_opened_is_not_closed(code: str, closed: bool) -> None:
    assert Program(code).closed is closed


def test_a_bracket_without_an_end_ends_with_the_last_token() -> None:
    program = Program("a(b c")
    assert program.close(1) == 3
    assert list(program.inside(1)) == [2]


def test_beyond_the_ends_stand_no_words() -> None:
    program = Program("a +")
    assert [program.word(i) for i in (-1, 0, 1, 2)] == ["", "a", "+", ""]
    assert [program.is_name(i) for i in (-1, 0, 1, 2)] == [False, True, False, False]


@pytest.mark.parametrize(("code", "joined"), [("a::b", True), ("a: :b", False), ("a:b", False), ("a", False)])
def test_signs_are_one_where_nothing_stands_between_them(code: str, joined: bool) -> None:
    assert Program(code).joined(1, "::") is joined


def test_names_are_words_that_are_no_fields() -> None:
    program = Program('let r = a.b.0 .c()..d; \'l: x::y 1 "s"')
    assert [name for _, name in program.names()] == ["let", "r", "a", "d", "x", "y"]
    assert all(program.words[index] == name for index, name in program.names())
