"""Values in the text of a page: where they are found, what they ask for, and the program that measures them."""

from __future__ import annotations

import pytest

from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.origin import Origin, SourceLine
from borrowproof.model.snippet import Value
from borrowproof.sources.markdown import prose_values, superfences
from borrowproof.sources.snippets import Rules

RULES = Rules(shared=False, strict=True, edition=Edition.E2021)


def page(text: str) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(line, Origin("docs/a.md", number)) for number, line in enumerate(text.split("\n"), 1))


def read(text: str) -> tuple[Value, ...]:
    lines = page(text)
    return prose_values.read(lines, superfences.read(lines).fences)


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("A `String` takes {rust}`size_of::<String>()` bytes.", ["size_of::<String>()"]),
        ("{rust}`1` and {rust}`2`", ["1", "2"]),
        ('{rust}``"a`b"``', ['"a`b"']),
        ("{rust}`1 +\n 1` more", ["1 + 1"]),
        ("| a | {rust}`1` |", ["1"]),
        ("    {rust}`1` in an admonition", ["1"]),
        ("`{rust}` and `` {rust}`1` `` are code", []),
        ("{rust}\\`1`", []),
        ("{rust} `1` and {Rust}`1`", []),
        ("`open\n\n{rust}`1` closed`", ["1"]),
        ("```text\n{rust}`1`\n```\n", []),
        ("```markdown\n{rust}`1`\n```\n{rust}`2`", ["2"]),
        ("{rust}`1", []),
    ],
)
def test_a_value_is_a_code_span_behind_its_role(text: str, expressions: list[str]) -> None:
    assert [value.expression for value in read(text)] == expressions


@pytest.mark.parametrize(
    ("code", "expression", "expected"),
    [
        ("size_of::<u8>() == 1", "size_of::<u8>()", "1"),
        ("2.0 / 4.0 == 0.5", "2.0 / 4.0", "0.5"),
        ("1 == 1 == true", "1 == 1", "true"),
        ("a == b + 1", "a == b + 1", None),
        ("if a == 1 { 2 } else { 3 }", "if a == 1 { 2 } else { 3 }", None),
    ],
)
def test_what_stands_behind_the_last_equality_is_expected(code: str, expression: str, expected: str | None) -> None:
    (value,) = read(f"{{rust}}`{code}`")
    assert (value.expression, value.expected) == (expression, expected)


def test_a_value_knows_where_its_expression_begins() -> None:
    first, second = read("is\n{rust}`1`\nand {rust}`` 2``")
    assert (first.origin.line, first.origin.column) == (2, 8)
    assert (second.origin.line, second.origin.column) == (3, 14)


def test_one_program_measures_the_values_of_a_page() -> None:
    values = read("{rust}`1` is\n{rust}`let a = 2; a == 2`")
    found = prose_values.program("docs/a.md", values, RULES)
    assert (found.id, found.origin.line, found.edition) == ("docs/a.md (values)", 1, Edition.E2021)
    assert found.expectation.kind is Kind.RUNS
    written = dict(zip(found.code.split("\n"), found.lines, strict=False))
    assert (written["1"], written["let a = 2; a"]) == (values[0].origin, values[1].origin)
    assert sum(origin is not None for origin in found.lines) == 2


@pytest.mark.parametrize(
    ("stdout", "values"),
    [("1\x1f2\x1f", ("1", "2")), ("1\x1f\x1f", ("1", "")), ("1\x1f", None), ("1\x1f2\x1fmore", None), ("", None)],
)
def test_only_one_value_for_each_expression_is_believed(stdout: str, values: tuple[str, ...] | None) -> None:
    found = prose_values.program("docs/a.md", read("{rust}`1` and {rust}`2`"), RULES)
    assert prose_values.measured(found, stdout) == values
