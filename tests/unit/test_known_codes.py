"""Codes that no compiler will ever give are told before anything is judged."""

from __future__ import annotations

from collections import Counter

from borrowproof.cache import NoCache
from borrowproof.known_codes import KnownCodes
from borrowproof.model import (
    Difference,
    Evidence,
    Expectation,
    Kind,
    Mismatch,
    Origin,
    Snippet,
    Status,
    Toolchain,
    Verdict,
)
from borrowproof.toolchain import CodeStatus

TOOLCHAIN = Toolchain("1.95.0", "host", "fingerprint")
EMITTED = {"E0382", "E0499"}
asked: Counter[str] = Counter()


def ask(code: str) -> CodeStatus:
    asked[code] += 1
    return CodeStatus.EMITTED if code in EMITTED else CodeStatus.RETIRED if code == "E0007" else CodeStatus.UNKNOWN


def expecting(code: str) -> Snippet:
    origin = Origin("docs/a.md", 3)
    return Snippet(code, origin, "", (), Expectation(Kind.ERROR, frozenset({code})))


def test_known_codes_pass() -> None:
    problems, judgeable = KnownCodes(NoCache(), TOOLCHAIN, ask).check([expecting("E0382")])
    assert (problems, [s.id for s in judgeable]) == ([], ["E0382"])


def test_a_typo_names_its_neighbours() -> None:
    problems, judgeable = KnownCodes(NoCache(), TOOLCHAIN, ask).check([expecting("E0328"), expecting("E0499")])
    assert [s.id for s in judgeable] == ["E0499"]
    assert [(p.message, p.fix) for p in problems] == [("E0328 is no error code of rustc 1.95.0", "rustc knows `E0382`")]


def judged(code: str, *differences: Difference) -> Evidence:
    status = Status.MISMATCHED if differences else Status.MATCHED
    return Evidence(expecting(code), Verdict(status, differences), None, None)


def test_a_retired_code_that_did_not_appear_is_told() -> None:
    known = KnownCodes(NoCache(), TOOLCHAIN, ask)
    assert known.check([expecting("E0007")])[0] == []
    (problem,) = known.retired([judged("E0007", Difference(Mismatch.MISSING_CODE, code="E0007"))])
    assert problem.message == "E0007 is retired: rustc 1.95.0 no longer emits it"
    assert "rustc --explain E0007" in problem.fix


def test_what_explain_calls_retired_may_still_appear() -> None:
    """E0516 is such a code: https://doc.rust-lang.org/error_codes/E0516.html."""
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).retired([judged("E0007")]) == []
