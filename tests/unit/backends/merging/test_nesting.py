"""How deep the types of a program that shares a crate may go."""

from __future__ import annotations

import pytest

from borrowproof.backends.merging.nesting import DEEPEST, shallow
from borrowproof.backends.merging.program import Program


def nested(depth: int, before: str = "Box<", behind: str = ">") -> str:
    return f"type A = {before * depth}u8{behind * depth};"


@pytest.mark.parametrize(
    ("before", "behind"), [("Box<", ">"), ("(", ",)"), ("[", ";1]"), ("f(", ")"), ("&", ""), ("a.b", "")]
)
def test_the_limit_holds_for_every_bracket_reference_and_call(before: str, behind: str) -> None:
    assert shallow(Program(nested(DEEPEST, before, behind).replace(";1]", "]")))
    assert not shallow(Program(nested(DEEPEST + 1, before, behind).replace(";1]", "]")))


def test_brackets_references_and_calls_count_together() -> None:
    deep = f"let a = {'(' * 10}{'a.b' * 7}{'&' * 7}b{')' * 10};"
    assert shallow(Program(deep))
    assert not shallow(Program(deep.replace("&b", "&&b")))


@pytest.mark.parametrize("edge", [";", "{", "}"])
def test_each_statement_is_measured_by_itself(edge: str) -> None:
    half = "Box<" * (DEEPEST // 2) + ".a" * (DEEPEST // 2)
    assert shallow(Program(f"{half} {edge} {half}"))
    assert not shallow(Program(f"{half} , {half}"))


def test_what_is_closed_counts_no_more() -> None:
    assert shallow(Program("a" + "<b>" * 30 + "(c)" * 30 + "[d]" * 30))
    assert not shallow(Program("a" + "<b" * 30 + ">" * 30))
    assert shallow(Program(">" * 9 + "<" * DEEPEST)), "more closed than open is not deeper than nothing"
    assert not shallow(Program(">" * 9 + "<" * (DEEPEST + 1)))


def test_references_count_where_they_follow_each_other() -> None:
    assert shallow(Program("f(" + "&a, " * 50 + ")"))


@pytest.mark.parametrize("arrow", ["->", "=>"])
def test_an_arrow_closes_nothing(arrow: str) -> None:
    opened = "<" * DEEPEST
    assert shallow(Program(f"{opened} {arrow}"))
    assert not shallow(Program(f"{opened} {arrow} <"))
    assert shallow(Program(f"{opened} > <"))


def test_a_name_for_a_type_with_parameters_may_multiply() -> None:
    assert not shallow(Program("type Two<T> = (T, T);"))
    assert shallow(Program("type Two<'a> = (&'a u8, u8);"))
    assert shallow(Program("type Two = Vec<(u8, u8)>;"))
    assert shallow(Program("trait A { type B; }"))
