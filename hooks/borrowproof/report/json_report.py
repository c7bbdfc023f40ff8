"""A Run as JSON and back: the `json` report, and the evidence that a site publishes and renders from.

The schema (`schema` counts up whenever a field changes its meaning or a reader needs a new one):
`{schema, date, recorded, toolchain, summary: {matched, mismatched, not_checked, problems, accepted, better, unread,
questions, without_timeline, without_recording, without_cost, cached, seconds}, snippets: [{id, file, line, label,
expectation, verdict, codes, diagnostics, stdout, exit, seconds, cached, accepted, ...}], blocks, problems,
unread: [{origin, why}], questions: [{id, prompt, choices: [{claim, program, right, holds}], verdict, ...}],
exercises: [{id, prompt, start, hints, attempts}]}`;
where the run was one shard of a check, `share`, too.
Spans count lines of `code`; `lines` says where each of those was written. A diagnostic's `rendered` is rustc's own
text with a terminal's colours (escape sequences), where the backend could ask for them. Since schema 4.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from borrowproof.judging.questions import JudgedQuestion, judge_questions
from borrowproof.model.compiler import Toolchain
from borrowproof.model.exercise import Exercise
from borrowproof.model.memory import Recording
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cost, Outcome
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.model.shard import Share
from borrowproof.model.snippet import Block, Snippet, Unread
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Status, Verdict
from borrowproof.report.control_characters import in_json
from borrowproof.store.codec import DecodingError, decode, encode

SCHEMA = 4


def dump(run: Run) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "schema": SCHEMA,
        "date": run.date,
        "recorded": run.recorded,
        "toolchain": encode(run.toolchain) if run.toolchain else None,
        "summary": _summary(run),
        "snippets": [_entry(e) for e in run.evidence],
        "blocks": encode(run.blocks),
        "problems": encode(run.problems),
        "accepted": encode(run.accepted),
        "better": encode(run.better),
        "unclaimed": run.unclaimed,
        "unread": encode(run.unread),
        "warnings": encode(run.warnings),
        "questions": [_asked(a) for a in judge_questions(run)],
        "exercises": encode(run.exercises),
    } | ({"share": encode(run.share)} if run.share else {})


def text_of(published: Mapping[str, Any]) -> str:
    """What is published as JSON text: real text, with an escape for each character that a reader would not see."""
    return in_json(json.dumps(published, indent=1, ensure_ascii=False)) + "\n"


def _asked(item: JudgedQuestion) -> dict[str, Any]:
    """A question, with its verdict and what is so of each option."""
    fields: dict[str, Any] = encode(item.question) | {"verdict": item.status.value}
    for choice, held in zip(fields["choices"], item.claims_hold, strict=True):
        choice["holds"] = held
    return fields


def _summary(run: Run) -> dict[str, Any]:
    count = Counter(e.verdict.status for e in run.evidence)
    return {
        "matched": count[Status.MATCHED],
        "mismatched": count[Status.MISMATCHED],
        "not_checked": count[Status.NOT_CHECKED],
        "problems": len(run.problems),
        "accepted": sum(e.accepted for e in run.evidence) + len(run.accepted),
        "better": len(run.better),
        "unread": len(run.unread),
        "questions": _questions(run),
        "without_timeline": sum(e.not_derived is not None for e in run.evidence),
        "without_recording": sum(e.not_recorded is not None for e in run.evidence),
        "without_cost": sum(e.not_counted is not None for e in run.evidence),
        "cached": sum(e.cached for e in run.evidence),
        "seconds": round(run.seconds, 3),
    }


def _questions(run: Run) -> dict[str, int]:
    """How many questions there are, how many options they have, and how many keys are not what happened."""
    found = judge_questions(run)
    return {
        "asked": len(found),
        "claims": sum(len(item.claims_hold) for item in found),
        "wrong": sum(len(item.wrong_choices) for item in found),
        "not_checked": sum(item.claims_hold.count(None) for item in found),
    }


def _entry(evidence: Evidence) -> dict[str, Any]:
    snippet, outcome = evidence.snippet, evidence.outcome
    fields: dict[str, Any] = encode(replace(snippet, crates=snippet.crates.elsewhere())) | {
        "file": snippet.origin.file,
        "line": snippet.origin.line,
        "verdict": evidence.verdict.status.value,
        "differences": encode(evidence.verdict.differences),
        "not_checked": encode(evidence.verdict.not_checked) if evidence.verdict.not_checked else None,
        "toolchain": evidence.toolchain.name if evidence.toolchain else None,
        "cached": evidence.cached,
        "accepted": evidence.accepted,
        "judged": outcome is not None,
        "declared_edition": snippet.edition.value if snippet.edition else None,
        "codes": sorted(outcome.codes) if outcome else [],
        "miri": encode(evidence.miri) if evidence.miri else None,
        "miri_toolchain": encode(evidence.miri_toolchain) if evidence.miri_toolchain else None,
        "cost": encode(evidence.cost) if evidence.cost else None,
        "not_counted": evidence.not_counted,
        "timeline": encode(evidence.timeline) if evidence.timeline else None,
        "not_derived": evidence.not_derived,
        "recording": encode(evidence.recording) if evidence.recording else None,
        "not_recorded": evidence.not_recorded,
        "recorded_on": evidence.recorded_on,
        "no_fault_picture": evidence.no_fault_picture,
        "polonius": encode(evidence.polonius) if evidence.polonius else None,
        "sanitized": encode(evidence.sanitized) if evidence.sanitized else None,
    }
    fields |= encode(outcome) if outcome else dict.fromkeys(("exit", "seconds", "stdout", "stderr", "compiled"))
    return fields | ({} if outcome else {"diagnostics": []})


def load(report: Mapping[str, Any]) -> Run:
    """The Run that `dump` wrote. Raises DecodingError for anything else: a newer schema, or the part of a check."""
    run = load_part(report)
    if run.share is not None:
        raise DecodingError(f"it is shard {run.share.shard} alone; `borrowproof merge` makes the whole of all")
    return run


def load_part(report: Mapping[str, Any]) -> Run:
    """The Run that `dump` wrote, also where it is a part of a check. Raises DecodingError for anything else."""
    if report.get("schema") != SCHEMA:
        raise DecodingError(f"evidence of schema {report.get('schema')!r}, this program reads {SCHEMA}")
    try:
        return _run(report)
    except KeyError as error:
        raise DecodingError(f"the evidence lacks {error}") from error
    except (AttributeError, TypeError) as error:
        raise DecodingError(f"a part of it has another form: {error}") from error


def _run(report: Mapping[str, Any]) -> Run:
    toolchain = decode(Toolchain, report["toolchain"]) if report["toolchain"] else None
    return Run(
        evidence=tuple(_evidence(entry, toolchain) for entry in report["snippets"]),
        blocks=tuple(decode(Block, block) for block in report["blocks"]),
        problems=tuple(decode(Problem, problem) for problem in report["problems"]),
        accepted=tuple(decode(Problem, problem) for problem in report["accepted"]),
        better=tuple(report["better"]),
        toolchain=toolchain,
        seconds=float(report["summary"]["seconds"]),
        unclaimed=report["unclaimed"],
        unread=tuple(decode(Unread, place) for place in report["unread"]),
        warnings=tuple(decode(str, warning) for warning in report["warnings"]),
        date=decode(str, report["date"]),
        recorded=report["recorded"],
        questions=tuple(decode(Question, question) for question in report["questions"]),
        exercises=tuple(decode(Exercise, exercise) for exercise in report["exercises"]),
        share=decode(Share, report["share"]) if "share" in report else None,
    )


def _evidence(entry: Mapping[str, Any], toolchain: Toolchain | None) -> Evidence:
    snippet = decode(Snippet, {**entry, "edition": entry["declared_edition"]})
    verdict = {
        "status": entry["verdict"],
        "differences": entry["differences"],
        "not_checked": entry["not_checked"],
    }
    return Evidence(
        snippet=snippet,
        verdict=decode(Verdict, verdict),
        outcome=decode(Outcome, entry) if entry["judged"] else None,
        toolchain=toolchain if entry["toolchain"] else None,
        cached=entry["cached"],
        accepted=entry["accepted"],
        miri=decode(Outcome, entry["miri"]) if entry["miri"] else None,
        miri_toolchain=decode(Toolchain, entry["miri_toolchain"]) if entry["miri_toolchain"] else None,
        cost=decode(Cost, entry["cost"]) if entry["cost"] else None,
        not_counted=entry["not_counted"],
        timeline=decode(Timeline, entry["timeline"]) if entry["timeline"] else None,
        not_derived=entry["not_derived"],
        recording=decode(Recording, entry["recording"]) if entry["recording"] else None,
        not_recorded=entry["not_recorded"],
        recorded_on=entry["recorded_on"],
        no_fault_picture=entry["no_fault_picture"],
        polonius=decode(Outcome, entry["polonius"]) if entry["polonius"] else None,
        sanitized=decode(SanitizerReport, entry["sanitized"]) if entry["sanitized"] else None,
    )
