"""Question x evidence -> whether each option's key is what the compiler says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from borrowproof.judging import panics
from borrowproof.judging.messages import primary_lines
from borrowproof.model.outcome import Outcome
from borrowproof.model.question import Claim, ClaimKind, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status

_NEEDS_A_RUN = (ClaimKind.COMPILES, ClaimKind.PANICS, ClaimKind.PRINTS)


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with what happened. `claims_hold` has one entry a choice: None where nobody can tell.

    `evidence` has that of each choice's program, in the same order; None where the run has none.
    """

    question: Question
    claims_hold: tuple[bool | None, ...]
    evidence: tuple[Evidence | None, ...]

    @property
    def wrong_choices(self) -> tuple[int, ...]:
        """The choices whose key is not what happened."""
        pairs = enumerate(zip(self.question.choices, self.claims_hold, strict=True))
        return tuple(n for n, (choice, held) in pairs if held is not None and held is not choice.right)

    @property
    def status(self) -> Status:
        """Whether every key is what happened."""
        if self.wrong_choices:
            return Status.MISMATCHED
        return Status.NOT_CHECKED if None in self.claims_hold else Status.MATCHED


def judge_questions(run: Run) -> tuple[JudgedQuestion, ...]:
    """Every question of a run, held against the evidence."""
    evidence = {e.snippet.id: e for e in run.evidence}
    return tuple(judge_question(question, evidence) for question in run.questions)


def judge_question(question: Question, evidence: Mapping[str, Evidence]) -> JudgedQuestion:
    """One question, held against the evidence of its programs."""
    about = tuple(evidence.get(choice.program) for choice in question.choices)
    pairs = zip(question.choices, about, strict=True)
    return JudgedQuestion(question, tuple(None if e is None else claim_holds(c.claim, e) for c, e in pairs), about)


def claim_holds(claim: Claim, evidence: Evidence) -> bool | None:
    """Whether a claim is true of what happened; None where it was not looked at."""
    outcome = evidence.outcome
    if outcome is None or evidence.verdict.status is Status.NOT_CHECKED:
        return None
    if claim.what is ClaimKind.UNDEFINED:
        return None if evidence.miri is None else evidence.miri.undefined_behaviour is not None
    if claim.what in _NEEDS_A_RUN and outcome.compiled and outcome.exit is None:
        return None
    if claim.what is ClaimKind.PANICS:
        return _panicked(claim, outcome, evidence.snippet)
    return _HOLDS[claim.what](claim, outcome)


def _rejected(claim: Claim, outcome: Outcome) -> bool:
    if outcome.compiled:
        return False
    if claim.codes is not None and {e.code for e in outcome.errors} != claim.codes:
        return False
    return not claim.lines or error_lines(outcome) == claim.lines


def _panicked(claim: Claim, outcome: Outcome, snippet: Snippet) -> bool | None:
    if not panics.panicked(snippet.code, outcome, snippet.crates):
        return False
    if panics.doubt(snippet.code, outcome, snippet.crates) is not None:
        return None
    return not claim.lines or panic_lines(outcome, snippet.code) == claim.lines


def _printed(claim: Claim, outcome: Outcome) -> bool:
    return outcome.exit == 0 and outcome.stdout.rstrip("\n") == (claim.printed or "").rstrip("\n")


_HOLDS: dict[ClaimKind, Callable[[Claim, Outcome], bool]] = {
    ClaimKind.COMPILES: lambda _, outcome: outcome.exit == 0,
    ClaimKind.BUILDS: lambda _, outcome: outcome.compiled,
    ClaimKind.ERROR: _rejected,
    ClaimKind.PRINTS: _printed,
}


def error_lines(outcome: Outcome) -> frozenset[int]:
    """The lines on which errors begin."""
    return frozenset(line for error in outcome.errors for line in primary_lines(error))


def panic_lines(outcome: Outcome, code: str) -> frozenset[int]:
    """The line of the panic, as std reports it; none where the program did not panic, or within std."""
    line = panics.line(code, outcome)
    return frozenset() if line is None else frozenset({line})
