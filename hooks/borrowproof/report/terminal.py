"""The report for people: every mismatch of a run, sorted, then one line of totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from borrowproof.judging.questions import judge_questions
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.report import questions, rerun
from borrowproof.report.causes import by_cause
from borrowproof.report.control_characters import in_log, on_one_line
from borrowproof.report.verdicts import explain, field, not_checked

FEW = 3  # places that are named of many
MANY = 5  # snippets with the same obstacle are named together from here on
RED, GREEN, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def render(run: Run, *, colour: bool = False) -> str:
    """All mismatches, problems and unchecked snippets of a run, and the totals; ends with a line end."""
    return "\n\n".join([*messages(run, colour=colour), summary(run, colour=colour)]) + "\n"


def messages(run: Run, *, colour: bool = False) -> list[str]:
    """A message for each mismatch, problem and unchecked snippet of a run.

    Whatever it is called or printed, nothing in it commands a terminal or a service that reads the log.
    """
    shown = places(run)
    parts = [_paint(problem(p), RED, colour) for p in run.problems]
    parts += [_paint(explain(e, shown.get(e.snippet.id)), RED, colour) for e in mismatched(run)]
    parts += [_paint(questions.wrong_keys(a), RED, colour) for a in questions.mismatched(judge_questions(run))]
    parts += [_unchecked(group, shown, colour) for group in same_reason(run)]
    parts += [_paint(undrawn(e, shown.get(e.snippet.id)), YELLOW, colour) for e in without_timeline(run)]
    parts += [_paint(unrecorded(e, shown.get(e.snippet.id)), YELLOW, colour) for e in without_recording(run)]
    parts += [in_log(further(e, shown.get(e.snippet.id))) for e in run.evidence if undeclared_errors(e)]
    parts += [in_log(in_older_edition(e, shown.get(e.snippet.id))) for e in run.evidence if fell_back(e)]
    parts += [in_log(on_one_line(f"warning: {warning}")) for warning in run.warnings]
    return parts


def undeclared_errors(evidence: Evidence) -> list[str]:
    """Codes that appeared beside the named ones, where rustdoc's rule allows that; in order."""
    expectation, outcome = evidence.snippet.expectation, evidence.outcome
    if evidence.verdict.status is not Status.MATCHED or expectation.exact or not expectation.codes or outcome is None:
        return []
    return sorted(outcome.codes - expectation.codes)


def further(evidence: Evidence, where: str | None) -> str:
    """A remark on a match in which rustc says more than the fence does."""
    codes = " ".join(undeclared_errors(evidence))
    place = on_one_line(where or str(evidence.snippet.origin))
    return f"{place}: matched, and rustc also says {codes}, which the fence does not name"


def fell_back(evidence: Evidence) -> bool:
    """Whether a match is one of an older edition, which nobody named."""
    found = evidence.outcome.edition if evidence.outcome is not None else None
    matched = evidence.verdict.status is Status.MATCHED
    return matched and evidence.snippet.edition is None and found in (Edition.E2015, Edition.E2021)


def in_older_edition(evidence: Evidence, where: str | None) -> str:
    """A remark on a match that the newest edition does not give."""
    place = on_one_line(where or str(evidence.snippet.origin))
    edition = evidence.outcome.edition if evidence.outcome is not None else Edition.E2015
    why = "in edition 2015 only, which rustdoc assumes where nobody names one"
    why = why if edition is Edition.E2015 else f"in edition {edition}, and not in {NEWEST_EDITION}"
    return (
        f"{place}: matched {why}; say `edition{edition}` on the fence, or name the edition in Cargo.toml or book.toml"
    )


def places(run: Run) -> dict[str, str]:
    """Where each snippet is first shown on a page: `docs/ownership/moves.md:42`."""
    first: dict[str, str] = {}
    for block in run.blocks:
        first.setdefault(block.snippet, f"{block.page}:{block.line}")
    return first


def mismatched(run: Run) -> list[Evidence]:
    """The mismatches that no baseline accepts, in the order of the files."""
    return [e for e in run.evidence if e.verdict.status is Status.MISMATCHED and not e.accepted]


def unchecked(run: Run) -> list[Evidence]:
    """What was not checked and no baseline accepts, ignored snippets included."""
    return [e for e in run.evidence if e.verdict.status is Status.NOT_CHECKED and not e.accepted]


def without_timeline(run: Run) -> list[Evidence]:
    """What was judged well, but whose page asks for a timeline that could not be derived."""
    return [e for e in run.evidence if e.not_derived is not None and e.verdict.status is Status.MATCHED]


def without_recording(run: Run) -> list[Evidence]:
    """What was judged well, but whose page asks what memory holds, and whose run could not be recorded."""
    return [e for e in run.evidence if e.not_recorded is not None and e.verdict.status is Status.MATCHED]


def owed_pictures(run: Run) -> list[Evidence]:
    """Those of them without which a run is not good. What a compiler elsewhere could not be asked is a remark only."""
    found = (*without_timeline(run), *without_recording(run))
    return [e for e in found if e.toolchain is None or not e.toolchain.remote]


def undrawn(evidence: Evidence, where: str | None) -> str:
    """Why a page lacks a timeline, and what to type."""
    fix = "take `ownership` off the fence, or check with a local rustc that can derive it"
    return _lacks(evidence, where, f"no ownership timeline: {evidence.not_derived}", fix)


def unrecorded(evidence: Evidence, where: str | None) -> str:
    """Why a page lacks the picture of memory, and what to type."""
    fix = "take `memory` off the fence, or check on a machine that can record the run"
    return _lacks(evidence, where, f"no recording of its memory: {evidence.not_recorded}", fix)


def _lacks(evidence: Evidence, where: str | None, what: str, fix: str) -> str:
    snippet = evidence.snippet
    label = f"{snippet.label}: " if snippet.label else ""
    told = on_one_line(f"{where or snippet.origin}: {label}{what}")
    return f"{told}\n{field('fix', fix)}"


def _paint(message: str, colour_code: str, colour: bool) -> str:
    """A message as a terminal or a log is given it, its first line in colour."""
    shown = in_log(message)
    if not colour:
        return shown
    first, separator, rest = shown.partition("\n")
    return f"{BOLD}{colour_code}{first}{PLAIN}{separator}{rest}"


def problem(found: Problem) -> str:
    """A problem of an annotation or a file, what mends it, and how to rerun."""
    told = on_one_line(f"{found.origin}: {found.message}")
    return f"{told}\n{field('fix', found.fix)}\n{field('rerun', rerun.of_file(found.origin.file))}"


def same_reason(run: Run) -> list[list[Evidence]]:
    """What was not checked, grouped where one obstacle stood in the way of many (there is no compiler)."""
    common = Counter(e.verdict.not_checked for e in unchecked(run))
    groups: dict[object, list[Evidence]] = {}
    for number, evidence in enumerate(unchecked(run)):
        why = evidence.verdict.not_checked
        many = common[why] >= MANY and why is not None and why.cause is not Cause.IGNORED
        groups.setdefault(why if many else number, []).append(evidence)
    return list(groups.values())


def not_checked_line(evidence: Evidence) -> str:
    """Where one snippet is that was not checked, and why: in one line."""
    return _unchecked([evidence], {}, colour=False)


def _unchecked(group: list[Evidence], shown: dict[str, str], colour: bool) -> str:
    first = group[0]
    snippet, why = first.snippet, first.verdict.not_checked
    where = shown.get(snippet.id, str(snippet.origin))
    label = f"{snippet.label}: " if snippet.label else ""
    if len(group) > 1:
        where, label = f"{where} and {len(group) - 1} more", ""
    return _paint(on_one_line(f"{where}: {label}{_kind(why)}: {not_checked(first)}"), YELLOW, colour)


def _kind(why: NotChecked | None) -> str:
    """What is left without a verdict, in a word or two."""
    kinds = {Cause.IGNORED: "ignored", Cause.FRAGMENT: "fragment, not checked"}
    return kinds.get(why.cause, "not checked") if why is not None else "not checked"


def summary(run: Run, *, colour: bool = False) -> str:
    """`118 snippets: 116 matched, 1 mismatched, 1 not checked (rustc 1.95.0; 0.42 s, 110 from the cache)`."""
    count = Counter(e.verdict.status for e in run.evidence)
    parts = [f"{count[Status.MATCHED]} matched"]
    parts += [f"{count[status]} {status.value}" for status in (Status.MISMATCHED, Status.NOT_CHECKED) if count[status]]
    ignored = sum(1 for e in unchecked(run) if e.verdict.not_checked and e.verdict.not_checked.cause is Cause.IGNORED)
    parts[-1] += f" ({ignored} ignored)" if ignored else ""
    undrawn = len(without_timeline(run))
    if undrawn:
        parts.append(f"{undrawn} without {'its timeline' if undrawn == 1 else 'their timelines'}")
    unrecorded = len(without_recording(run))
    if unrecorded:
        parts.append(f"{unrecorded} without {'its recording' if unrecorded == 1 else 'their recordings'}")
    uncounted = sum(e.not_counted is not None and e.verdict.status is Status.MATCHED for e in run.evidence)
    if uncounted:  # a cost never changes a verdict, but what is not there is always said
        parts.append(f"{_count(uncounted, 'repair')} without a cost")
    if run.problems:
        parts.append(_count(len(run.problems), "annotation problem"))
    cached = sum(e.cached for e in run.evidence)
    kept = f", {cached} from the cache" if cached else ""
    judge = on_one_line(run.toolchain.name) if run.toolchain else "no compiler"
    line = f"{_count(len(run.evidence), 'snippet')}: {', '.join(parts)} ({judge}; {run.seconds:.2f} s{kept})"
    accepted = sum(e.accepted for e in run.evidence) + len(run.accepted)
    good = count[Status.MATCHED] == len(run.evidence) and not (run.problems or owed_pictures(run) or accepted)
    line = _paint(line, GREEN if good else RED, colour)
    causes = (in_log(on_one_line(cause)) for cause in by_cause(run))
    besides = (*_asked(run, colour), *_baseline(run, accepted), *_share(run), *_unclaimed(run), *unread(run))
    return "\n".join([*causes, line, *besides])


def _share(run: Run) -> Iterable[str]:
    """What of a check in parts was not judged here."""
    if run.share is not None:
        left, questions = len(run.share.snippets) - len(run.evidence), len(run.share.questions)
        asked = f" and {_count(questions, 'question')}" if questions else ""
        yield f"shard {run.share.shard}: {_count(left, 'snippet')}{asked} left to the others and to `borrowproof merge`"


def _baseline(run: Run, accepted: int) -> Iterable[str]:
    """What a baseline accepts, which is no match, and what of it got better."""
    if accepted:
        yield f"{accepted} of these {'is' if accepted == 1 else 'are'} accepted by the baseline, and not verified"
    if run.better:
        yield f"{_count(len(run.better), 'entry')} of the baseline got better; take it out with --write-baseline:"
        yield from (in_log(on_one_line(f"  {entry}")) for entry in run.better[:FEW])
        yield from [f"  and {len(run.better) - FEW} more"] if len(run.better) > FEW else []


def _asked(run: Run, colour: bool) -> Iterable[str]:
    items = judge_questions(run)
    if items:
        good = all(item.status is Status.MATCHED for item in items)
        yield _paint(questions.summary(items), GREEN if good else RED, colour)


def _unclaimed(run: Run) -> Iterable[str]:
    if run.unclaimed:
        yield f"{_count(run.unclaimed, '.rs file')} without a `//@` line or a documented example: nothing to judge"


def unread(run: Run) -> Iterable[str]:
    """How many places look like Rust and were not judged, and why: the reasons of most first."""
    groups: dict[str, list[str]] = {}
    for place in run.unread:
        groups.setdefault(place.why, []).append(str(place.origin))
    if groups:
        yield f"{_count(len(run.unread), 'fence')} that look{'s' if len(run.unread) == 1 else ''} like Rust: not judged"
    for why, found in sorted(groups.items(), key=lambda group: -len(group[1])):
        more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
        yield in_log(on_one_line(f"  {len(found)}: {why} ({', '.join(found[:FEW])}{more})"))


def _count(number: int, noun: str) -> str:
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
