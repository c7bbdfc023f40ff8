"""Programs that continue others: each is judged by what it adds. Pure.

rustc is given the whole program. What the earlier part said when it was judged by itself is not said again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from borrowproof.judging import matcher
from borrowproof.judging.messages import primary_lines
from borrowproof.model.diagnostic import Level
from borrowproof.model.outcome import Cause, NotChecked, Outcome
from borrowproof.model.run import Evidence
from borrowproof.model.snippet import Snippet
from borrowproof.model.verdict import Status, Verdict


def settled(found: Mapping[str, Evidence]) -> dict[str, Evidence]:
    """The evidence by snippet, with what continues another judged by what it adds, and only if that one matched."""
    done: dict[str, Evidence] = {}
    for name in found:
        chain = [name]
        while chain[-1] in found and (above := found[chain[-1]].snippet.continues) is not None and above not in done:
            chain.append(above)
        for each in reversed(chain):
            if each in found:
                done[each] = _settled(found[each], found, done)
    return done


def _settled(evidence: Evidence, found: Mapping[str, Evidence], done: Mapping[str, Evidence]) -> Evidence:
    if evidence.snippet.continues is None:
        return evidence
    above = done.get(evidence.snippet.continues)
    if above is None or above.verdict.status is not Status.MATCHED:
        what = "is wrong" if above and above.verdict.status is Status.MISMATCHED else "was not checked"
        where = above.snippet.origin if above else evidence.snippet.continues
        why = NotChecked(Cause.NEEDS_EARLIER, f"it continues {where}, which {what}")
        return replace(evidence, verdict=Verdict(Status.NOT_CHECKED, not_checked=why), outcome=None)
    whole = found[evidence.snippet.continues].outcome
    if evidence.outcome is None or evidence.verdict.not_checked is not None or whole is None:
        return evidence
    own = _own(evidence.outcome, whole, evidence.snippet, above.snippet)
    return replace(evidence, outcome=own, verdict=matcher.judge(evidence.snippet, own))


def _own(outcome: Outcome, earlier: Outcome, snippet: Snippet, above: Snippet) -> Outcome:
    """What happened, without what the earlier part prints and is warned of."""
    known = frozenset(above.lines) - {None}
    lines = frozenset(number for number, origin in enumerate(snippet.lines, start=1) if origin in known)
    added = tuple(
        d
        for d in outcome.diagnostics
        if d.level is not Level.WARNING or not (places := primary_lines(d)) or not places <= lines
    )
    return replace(outcome, diagnostics=added, stdout=outcome.stdout.removeprefix(earlier.stdout))
