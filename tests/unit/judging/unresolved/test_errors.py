"""What a program lacks according to one error of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging.unresolved import FORGOTTEN, Lack, unresolved
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.snippet import Snippet
from tests.unit.judging.unresolved.errors_by_hand import at, error

HERE = Origin("docs/a.md", 1)
CODE = "fn main() {\nlet a: Result<u8> = b();\n}"
WHOLE = Snippet("a", HERE, CODE, (HERE, HERE, HERE), Expectation(Kind.RUNS))
WRAPPED = replace(WHOLE, lines=(None, HERE, None))  # rustdoc's `main` around one line
ARGUMENTS = "enum takes 2 generic arguments but 1 generic argument was supplied"


def lacking(found: Diagnostic, snippet: Snippet = WRAPPED) -> list[tuple[Lack, str]]:
    return [(each.lack, each.name) for each in unresolved(found, snippet)]


@pytest.mark.parametrize(
    ("code", "label", "lack", "name"),
    [
        ("E0728", "this is not `async`", Lack.CONTEXT, "an `async` function around it"),
        ("E0424", "this function can't have a `self` parameter", Lack.CONTEXT, "a method around it"),
        (
            "E0277",
            "this function should return `Result` or `Option`",
            Lack.RESULT,
            "a function around it that returns a `Result`",
        ),
    ],
)
def test_what_must_stand_around_is_lacking_where_nobody_wrote_the_function(
    code: str, label: str, lack: Lack, name: str
) -> None:
    def said(line: int, label: str | None) -> Diagnostic:
        return error(code, "no", spans=(at(2, 1), at(line, 1, 1, label, primary=False)))

    assert lacking(said(1, label)) == [(lack, name)]
    assert lacking(said(2, label)) == []
    assert lacking(said(1, "another thing")) == []
    assert lacking(said(1, None)) == []
    assert lacking(said(4, label)) == []
    assert lacking(said(1, label), WHOLE) == []


@pytest.mark.parametrize(
    "found",
    [
        error("E0411", "cannot find type `Self` in this scope"),
        error("E0433", "failed to resolve: cannot find `Self` in this scope"),
        error(None, "`self` parameter is only allowed in associated functions"),
    ],
)
def test_self_lacks_an_impl_where_rustdoc_wrapped_the_code(found: Diagnostic) -> None:
    assert lacking(found) == [(Lack.CONTEXT, "the `impl` around it")]
    assert lacking(found, WHOLE) == []


def test_a_result_with_one_parameter_lacks_its_alias() -> None:
    def said(span: Span, message: str = ARGUMENTS, code: str = "E0107") -> Diagnostic:
        return error(code, message, spans=(at(1, 1, 6, primary=False), span))

    assert lacking(said(at(2, 8, 6))) == [(Lack.RESULT, "Result")]
    assert lacking(said(at(2, 8, 6)), WHOLE) == [(Lack.RESULT, "Result")]
    assert lacking(said(at(2, 7, 6))) == []
    assert lacking(said(at(2, 8, 7))) == []
    assert lacking(said(at(2, 8, 6), "struct takes 2 generic arguments")) == []
    assert lacking(said(at(2, 8, 6), code="E0308")) == []
    assert lacking(said(replace(at(2, 8, 6), foreign=True))) == []
    assert lacking(said(replace(at(2, 8, 6), line_end=3))) == []
    assert lacking(error("E0107", ARGUMENTS)) == []


def test_crates_names_and_paths_are_asked_for_by_their_codes() -> None:
    assert lacking(error("E0463", "can't find crate for `rand`")) == [(Lack.CRATE, "rand")]
    assert lacking(error("E0425", "cannot find function `b` in this scope")) == [(Lack.NAME, "b")]
    assert lacking(error("E0412", "cannot find type `B` in this scope")) == [(Lack.NAME, "B")]
    for code, lacks in (("E0432", [(Lack.CRATE, "serde")]), ("E0433", [(Lack.CRATE, "serde")]), ("E0308", [])):
        assert lacking(error(code, "you might be missing a crate named `serde`")) == lacks
    defined = replace(WHOLE, code="fn b() {}")
    assert lacking(error("E0425", "cannot find function `b` in this scope"), defined) == []


def test_a_complete_program_may_have_forgotten_some_things() -> None:
    assert {Lack.STD, Lack.RESULT, Lack.PARAMETER} == FORGOTTEN
