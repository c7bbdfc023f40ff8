"""Codes that no compiler will ever give are told before anything is judged."""

from __future__ import annotations

from collections import Counter

from borrowproof.cache import NoCache
from borrowproof.known_codes import KnownCodes
from borrowproof.model import Expectation, Kind, Origin, Snippet, Toolchain
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


def test_a_retired_code_is_told_apart() -> None:
    (problem,), _ = KnownCodes(NoCache(), TOOLCHAIN, ask).check([expecting("E0007")])
    assert problem.message == "E0007 is retired: rustc 1.95.0 no longer emits it"
    assert "rustc --explain E0007" in problem.fix
