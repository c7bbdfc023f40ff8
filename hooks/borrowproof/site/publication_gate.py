"""Whether a run may be published as a site, and the words with which it is refused."""

from __future__ import annotations

from borrowproof import report
from borrowproof.judging.questions import judge_questions
from borrowproof.model.outcome import NOT_JUDGED, Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.report.terminal import owed_pictures

ALLOW_UNCHECKED = "BORROWPROOF_ALLOW_UNCHECKED"
NO_COMPILER = (
    "no rustc, so nothing was verified and nothing is published. Install Rust from https://rustup.rs "
    f"and build again, or set {ALLOW_UNCHECKED}=1 to build a site that says on every page that it is "
    "unchecked, or shows recorded evidence."
)
RECORDED = (
    "what this machine could not find out comes from recorded evidence ({}), which proves nothing here, so nothing is "
    f"published. Build where all of it can be judged, or set {ALLOW_UNCHECKED}=1 to build a site that says so."
)


def refusal(run: Run, *, allow_unchecked: bool, strict: bool) -> str | None:
    """Why this run must not be published, with every mismatch; None where it may.

    `allow_unchecked` accepts a run that had no compiler at all, and recorded evidence. It excuses nothing else. A site
    that is not `strict` may show what this machine cannot judge, such as a program that needs a crate; its page says
    so.
    """
    if run.toolchain is None and not allow_unchecked and not _unanswered(run):
        return f"{NO_COMPILER}\n\n{report.render(run)}" if run.problems else NO_COMPILER
    if run.recorded and not allow_unchecked:
        return RECORDED.format(run.recorded)
    wrong = any(a.status is Status.MISMATCHED for a in judge_questions(run))
    if wrong or run.problems or owed_pictures(run) or any(_stands_in_the_way(e, run, strict) for e in run.evidence):
        return report.render(run)
    return None


def unchecked(run: Run) -> tuple[Evidence, ...]:
    """What a site that is not strict may publish unjudged, besides what it ignores."""
    causes = frozenset(Cause) - NOT_JUDGED - {Cause.IGNORED}
    open_questions = ((e, e.verdict.not_checked) for e in run.evidence)
    return tuple(e for e, why in open_questions if why is not None and why.cause in causes)


def _stands_in_the_way(evidence: Evidence, run: Run, strict: bool) -> bool:
    if evidence.verdict.status is Status.MATCHED:
        return False
    why = evidence.verdict.not_checked
    if why is None:
        return True
    if run.toolchain is None and why.cause is Cause.NO_COMPILER:
        return False
    return why.cause in NOT_JUDGED or (strict and why.cause is not Cause.IGNORED)


def _unanswered(run: Run) -> bool:
    """Whether a compiler was chosen that did not answer; the report says why."""
    causes = {e.verdict.not_checked.cause for e in run.evidence if e.verdict.not_checked is not None}
    return Cause.INFRASTRUCTURE in causes
