"""Whether a run may be published as a site, and the words with which it is refused."""

from __future__ import annotations

from borrowproof import report
from borrowproof.judging.questions import judge_questions
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.report.terminal import without_timeline

ALLOW_UNCHECKED = "BORROWPROOF_ALLOW_UNCHECKED"
NO_COMPILER = (
    "no rustc, so nothing was verified and nothing is published. Install Rust from https://rustup.rs "
    f"and build again, or set {ALLOW_UNCHECKED}=1 to build a site that says on every page that it is "
    "unchecked."
)


def refusal(run: Run, *, allow_unchecked: bool) -> str | None:
    """Why this run must not be published, with every mismatch; None where it may.

    `allow_unchecked` accepts a run that had no compiler at all. It excuses nothing else.
    """
    if run.toolchain is None and not allow_unchecked and not _unanswered(run):
        return f"{NO_COMPILER}\n\n{report.render(run)}" if run.problems else NO_COMPILER
    wrong = any(a.status is Status.MISMATCHED for a in judge_questions(run))
    if wrong or run.problems or without_timeline(run) or any(_stands_in_the_way(e, run) for e in run.evidence):
        return report.render(run)
    return None


def _stands_in_the_way(evidence: Evidence, run: Run) -> bool:
    if evidence.verdict.status is Status.MATCHED:
        return False
    why = evidence.verdict.not_checked
    if why is None:
        return True
    excused = (Cause.IGNORED,) if run.toolchain else (Cause.IGNORED, Cause.NO_COMPILER)
    return why.cause not in excused


def _unanswered(run: Run) -> bool:
    """Whether a compiler was chosen that did not answer; the report says why."""
    causes = {e.verdict.not_checked.cause for e in run.evidence if e.verdict.not_checked is not None}
    return Cause.INFRASTRUCTURE in causes
