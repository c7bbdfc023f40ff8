"""A mismatch as its faults: one finding each, with one edit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.judging import matcher
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report.causes import by_cause
from borrowproof.report.differences import DifferenceText, annotation_for
from borrowproof.report.findings import findings

LINES = tuple(Origin("a.md", n) for n in range(2, 12))
CODE = "\n".join(["let x = 1;"] * 10)


def error(line: int, code: str | None, message: str = "no") -> Diagnostic:
    return Diagnostic(Level.ERROR, code, message, (Span(line, 1, line, 2, primary=True),), (), f"error: {message}")


def pin(line: int, code: str | None, text: str | None = None) -> Pin:
    return Pin(line, Level.ERROR, code, text, LINES[line - 1])


def found(expectation: Expectation, *errors: Diagnostic) -> list[DifferenceText]:
    snippet = Snippet("a.md:1", Origin("a.md", 1), CODE, LINES, expectation, Edition.E2021)
    outcome = Outcome(Edition.E2021, errors, compiled=False)
    return findings(Evidence(snippet, matcher.judge(snippet, outcome), outcome, None))


def failing(code: str, *pins: Pin, exact: bool = True) -> Expectation:
    return Expectation(Kind.ERROR, frozenset({code}), pins, exact=exact)


def test_a_wrong_code_is_one_edit_wherever_it_stands() -> None:
    (one,) = found(failing("E0499", pin(5, "E0499")), error(5, "E0382"))
    assert one.expected == "error E0499 on a.md:6"
    assert one.happened == "rustc says E0382 on a.md:6"
    assert one.fix == "change E0499 to E0382 on lines 1 and 6"


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("src/lib.rs:1", "src/lib.rs", "`rust,should_panic` on the fence"),  # in rustdoc's words
        ("a.md:1", "a.md", "`rust,should_panic` on the fence"),
        ("a.rs", "a.rs", "`//@ panics`"),
    ],
)
def test_what_to_write_is_said_in_the_words_of_the_place(name: str, file: str, said: str) -> None:
    snippet = Snippet(name, Origin(file, 1), CODE, LINES, Expectation(Kind.RUNS))
    assert annotation_for(snippet, Kind.PANICS) == said


def test_a_wrong_code_on_another_line_is_moved_too() -> None:
    (one,) = found(failing("E0499", pin(5, "E0499")), error(7, "E0382"))
    assert one.fix == "change E0499 to E0382 on lines 1 and 6, and move its pin to a.md:8"


def test_a_wrong_code_without_a_pin_is_on_the_fence() -> None:
    (one,) = found(failing("E0499"), error(7, "E0382"))
    assert one.fix == "change E0499 to E0382 on line 1"


def test_a_pin_on_the_wrong_line_is_moved() -> None:
    (one,) = found(failing("E0382", pin(5, "E0382")), error(7, "E0382"))
    assert one.fix == "move the pin from a.md:6 to a.md:8"


def test_a_second_error_is_a_finding_of_its_own_kind() -> None:
    (one,) = found(failing("E0382", pin(5, "E0382")), error(5, "E0382"), error(7, "E0499"))
    assert "E0499" in one.fix


def test_errors_of_one_rejection_are_one_finding_and_none_is_hidden() -> None:
    (one,) = found(
        Expectation(Kind.RUNS), error(1, "E0308", "first"), error(2, "E0382", "second"), error(3, None, "third")
    )
    assert one.happened == "error E0308 on a.md:2: first; and E0382 on a.md:3; third on a.md:4"
    assert one.shown == "error: first\nerror: second\nerror: third"


def test_a_mistake_goes_before_names_that_are_missing() -> None:
    missing = error(1, "E0425", "cannot find value `a` in this scope")
    (one,) = found(Expectation(Kind.RUNS), missing, error(2, "E0308", "mismatched"))
    assert one.happened.startswith("error E0308 on a.md:3: mismatched; and E0425")


def evidence(number: int, cause: Cause, detail: str) -> Evidence:
    snippet = Snippet(f"a.md:{number}", Origin("a.md", number), CODE, LINES, Expectation(Kind.RUNS))
    return Evidence(snippet, Verdict(Status.NOT_CHECKED, not_checked=NotChecked(cause, detail)), None, None)


def test_many_findings_are_counted_by_cause_in_a_few_lines() -> None:
    crates = [evidence(n, Cause.NEEDS_CRATE, "it needs the crate `serde`, `tokio`") for n in range(1, 9)]
    names = [evidence(n, Cause.FRAGMENT, f"it lacks `x{n}`") for n in range(20, 520)]
    ignored = [evidence(n, Cause.IGNORED, "why") for n in range(600, 700)]
    assert by_cause(Run((*crates, *names, *ignored))) == [
        "by cause:",
        "  500  is a fragment: names are missing; first a.md:20",
        "    8  needs a crate (serde (8), tokio (8)); first a.md:1",
    ]


def test_a_few_findings_and_what_is_accepted_are_not_counted() -> None:
    few = tuple(evidence(n, Cause.FRAGMENT, "it lacks `x`") for n in range(10))
    assert by_cause(Run(few)) == []
    assert by_cause(Run(tuple(replace(e, accepted=True) for e in few * 2))) == []
