"""Codes that no compiler will ever give are told before anything is judged."""

from __future__ import annotations

from collections import Counter

import pytest

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


def judged(code: str, *differences: Difference) -> Evidence:
    status = Status.MISMATCHED if differences else Status.MATCHED
    return Evidence(expecting(code), Verdict(status, differences), None, None)


def absent(code: str) -> Evidence:
    return judged(code, Difference(Mismatch.MISSING_CODE, code=code))


def test_a_code_that_appeared_is_not_asked_about() -> None:
    """`--explain` calls E0516 retired, and rustc 1.95 emits it: https://doc.rust-lang.org/error_codes/E0516.html."""
    asked.clear()
    evidence = (judged("E0382"), judged("E0007"))
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).sort_out(evidence) == ([], evidence)
    assert not asked


def test_a_code_that_exists_and_did_not_appear_is_a_mismatch_and_no_more() -> None:
    evidence = (absent("E0499"),)
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).sort_out(evidence) == ([], evidence)


@pytest.mark.parametrize("what", [Mismatch.MISSING_CODE, Mismatch.COMPILED])
def test_a_typo_names_its_neighbours_and_is_no_verdict(what: Mismatch) -> None:
    code = "E0328" if what is Mismatch.MISSING_CODE else None
    other = absent("E0499")
    typo = judged("E0328", Difference(what, code=code))
    problems, kept = KnownCodes(NoCache(), TOOLCHAIN, ask).sort_out((typo, other))
    assert kept == (other,)
    assert [(p.message, p.fix) for p in problems] == [("E0328 is no error code of rustc 1.95.0", "rustc knows `E0382`")]


def test_a_retired_code_is_told_beside_the_mismatch() -> None:
    evidence = (absent("E0007"),)
    (problem,), kept = KnownCodes(NoCache(), TOOLCHAIN, ask).sort_out(evidence)
    assert kept == evidence
    assert problem.message == "E0007 is retired: rustc 1.95.0 no longer emits it"
    assert "rustc --explain E0007" in problem.fix
