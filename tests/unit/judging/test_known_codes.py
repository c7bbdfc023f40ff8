"""Codes that no compiler will ever give are told before anything is judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from borrowproof.backends.toolchain import CodeStatus
from borrowproof.judging.known_codes import KnownCodes, expected_codes
from borrowproof.model.compiler import Edition, Toolchain
from borrowproof.model.diagnostic import Diagnostic, Level
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Outcome
from borrowproof.model.question import Choice, Claim, ClaimKind, Question
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Difference, Mismatch, Status, Verdict
from borrowproof.store.cache import Cache, NoCache

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
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).reject_unknown(evidence) == ([], evidence)
    assert not asked


def test_a_code_that_exists_and_did_not_appear_is_a_mismatch_and_no_more() -> None:
    evidence = (absent("E0499"),)
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).reject_unknown(evidence) == ([], evidence)


@pytest.mark.parametrize("what", [Mismatch.MISSING_CODE, Mismatch.COMPILED])
def test_a_typo_names_its_neighbours_and_is_no_verdict(what: Mismatch) -> None:
    code = "E0328" if what is Mismatch.MISSING_CODE else None
    other = absent("E0499")
    typo = judged("E0328", Difference(what, code=code))
    problems, kept = KnownCodes(NoCache(), TOOLCHAIN, ask).reject_unknown((typo, other))
    assert kept == (other,)
    assert [(p.message, p.fix) for p in problems] == [("E0328 is no error code of rustc 1.95.0", "rustc knows `E0382`")]


def test_a_retired_code_is_told_beside_the_mismatch() -> None:
    evidence = (absent("E0007"),)
    (problem,), kept = KnownCodes(NoCache(), TOOLCHAIN, ask).reject_unknown(evidence)
    assert kept == evidence
    assert problem.message == "E0007 is retired: rustc 1.95.0 no longer emits it"
    assert "rustc --explain E0007" in problem.fix


def claiming(*codes: str) -> Question:
    """A question with an option for each code, on a line of its own."""
    choices = tuple(
        Choice(Claim(ClaimKind.ERROR, frozenset({code})), "a.rs", n == 1, Origin("docs/a.md", 4 + n))
        for n, code in enumerate(codes, start=1)
    )
    here = Origin("docs/a.md", 3)
    return Question("docs/a.md:3", here, "docs/a.md", "question", "", "What?", choices, "So.")


def test_a_claim_that_names_a_code_nobody_gives_is_refused_at_its_line() -> None:
    problems = KnownCodes(NoCache(), TOOLCHAIN, ask).check_claims([claiming("E0382", "E0328", "E0499", "E0007")], ())
    assert [(p.origin.line, p.message.partition(":")[0]) for p in problems] == [
        (6, "E0328 is no error code of rustc 1.95.0"),
        (8, "E0007 is retired"),
    ]
    assert problems[0].fix == "rustc knows `E0382`"


def test_a_claim_may_name_a_code_that_appeared() -> None:
    """As above: `--explain` may call a code retired that rustc emits."""
    found = Diagnostic(Level.ERROR, "E0007", "no")
    seen = replace(judged("E0007"), outcome=Outcome(Edition.E2024, (found,), compiled=False))
    assert KnownCodes(NoCache(), TOOLCHAIN, ask).check_claims([claiming("E0007")], (seen,)) == []


@dataclass
class Asked:
    """Somebody who says the same of every code, and counts how often."""

    answer: CodeStatus
    codes: list[str] = field(default_factory=list)

    def __call__(self, code: str) -> CodeStatus:
        self.codes.append(code)
        return self.answer


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Cache(tmp_path / "cache")


@pytest.mark.parametrize("answer", [CodeStatus.EMITTED, CodeStatus.RETIRED, CodeStatus.UNKNOWN])
def test_an_answer_is_kept_for_this_compiler_and_this_code(answer: CodeStatus, store: Cache) -> None:
    first, again = Asked(answer), Asked(CodeStatus.UNASKED)
    assert KnownCodes(store, TOOLCHAIN, first).status("E0001") is answer
    assert KnownCodes(store, TOOLCHAIN, again).status("E0001") is answer
    assert again.codes == []
    KnownCodes(store, TOOLCHAIN, again).status("E0002")
    KnownCodes(store, replace(TOOLCHAIN, fingerprint="other"), again).status("E0001")
    assert again.codes == ["E0002", "E0001"]


def test_that_nobody_could_be_asked_is_not_kept(store: Cache) -> None:
    assert KnownCodes(store, TOOLCHAIN, Asked(CodeStatus.UNASKED)).status("E0001") is CodeStatus.UNASKED
    assert KnownCodes(store, TOOLCHAIN, Asked(CodeStatus.RETIRED)).status("E0001") is CodeStatus.RETIRED


def test_a_typo_without_neighbours_is_told_how_to_find_one() -> None:
    codes = KnownCodes(NoCache(), TOOLCHAIN, Asked(CodeStatus.UNKNOWN))
    (problem,), kept = codes.reject_unknown([absent("E9999")])
    assert (problem.origin, kept) == (Origin("docs/a.md", 3), ())
    assert problem.message == "E9999 is no error code of rustc 1.95.0"
    assert problem.fix == "`rustc --explain E0382` explains a code that exists"


def test_a_retired_code_is_told_with_at_most_five_others() -> None:
    def every_other(code: str) -> CodeStatus:
        return CodeStatus.RETIRED if code == "E0007" else CodeStatus.EMITTED

    (problem,), _ = KnownCodes(NoCache(), TOOLCHAIN, every_other).reject_unknown([absent("E0007")])
    assert problem.fix == (
        "see `rustc --explain E0007`, and name the code that rustc gives today; "
        "rustc knows `E0070`, `E0000`, `E0001`, `E0002`, `E0003`"
    )


def test_of_several_codes_each_wrong_one_is_told_in_order() -> None:
    one = judged(
        "E0328", Difference(Mismatch.MISSING_CODE, code="E0328"), Difference(Mismatch.MISSING_CODE, code="E0007")
    )
    problems, kept = KnownCodes(NoCache(), TOOLCHAIN, ask).reject_unknown([one])
    assert [p.message.partition(" ")[0] for p in problems] == ["E0007", "E0328"]
    assert kept == ()


def test_the_codes_of_all_expectations_are_named_once_in_order() -> None:
    failing = [expecting(code) for code in ("E0499", "E0382", "E0499")]
    bare = replace(failing[0], expectation=Expectation(Kind.ERROR, None))
    running = replace(failing[0], expectation=Expectation(Kind.RUNS, frozenset({"E0001"})))
    assert expected_codes([*failing, bare, running]) == ("E0382", "E0499")
