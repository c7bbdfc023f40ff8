"""What a save changed, for `check --watch`: the messages that are new, what is well now, and the totals."""

from __future__ import annotations

from collections.abc import Sequence

from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.report.terminal import messages, places, summary
from borrowproof.report.verdicts import badge


def changes(before: Run, now: Run, saved: Sequence[str], *, colour: bool = False) -> str:
    """What is different in `now`, after the files `saved` changed; ends with the totals and a line end."""
    earlier = {e.snippet.id: e for e in before.evidence}
    shown = places(now)
    known = set(messages(before, colour=colour))
    found = messages(now, colour=colour)
    new = [message for message in found if message not in known]
    well = [_well(e, shown) for e in now.evidence if e.verdict.status is Status.MATCHED and _differs(e, earlier)]
    old = len(found) - len(new)
    rest = [f"{old} {'message' if old == 1 else 'messages'} as before"] if old else []
    parts = [in_log(on_one_line(f"saved {', '.join(saved)}")), *new, *(["\n".join(well)] if well else []), *rest]
    return "\n\n".join([*parts, summary(now, colour=colour)]) + "\n"


def _differs(evidence: Evidence, earlier: dict[str, Evidence]) -> bool:
    """Whether a snippet is new, was changed, or got another verdict."""
    before = earlier.get(evidence.snippet.id)
    if before is None or before.verdict != evidence.verdict:
        return True
    return (before.snippet.code, before.snippet.expectation) != (evidence.snippet.code, evidence.snippet.expectation)


def _well(evidence: Evidence, shown: dict[str, str]) -> str:
    snippet = evidence.snippet
    label = f"{snippet.label}: " if snippet.label else ""
    return in_log(on_one_line(f"{shown.get(snippet.id, snippet.origin)}: {label}{badge(evidence)}"))
