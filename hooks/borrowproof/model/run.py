"""What a verification produced: evidence for each snippet, and all of it together."""

from __future__ import annotations

from dataclasses import dataclass

from borrowproof.model.compiler import Toolchain
from borrowproof.model.exercise import Exercise
from borrowproof.model.memory import Recording
from borrowproof.model.origin import Problem
from borrowproof.model.outcome import Cost, Outcome
from borrowproof.model.question import Question
from borrowproof.model.sanitizer_report import SanitizerReport
from borrowproof.model.shard import Share
from borrowproof.model.snippet import Block, Snippet, Unread
from borrowproof.model.timeline import Timeline
from borrowproof.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Evidence:
    """Snippet, outcome and verdict together, as recorded and published.

    `miri` is what Miri said, for snippets that ask for it, and `miri_toolchain` whose Miri it was. A snippet that
    `fixes` another has a `cost`, or `not_counted` says why it has none. One whose page asks who owns what has a
    `timeline`, or `not_derived` says why it has none. One whose page asks what memory holds has a `recording`, or
    `not_recorded` says why it has none. `polonius` is what the next borrow checker said, and `sanitized` what a
    sanitizer reported, for those that make a claim about it: such a one has a `recording` that ends with the fault, or
    `no_fault_picture` says why it has none. What another machine found out has the day on which it did: `recorded_on`
    (`2026-12-02`). `accepted` is whether a baseline accepts that it did not
    match.
    """

    snippet: Snippet
    verdict: Verdict
    outcome: Outcome | None
    toolchain: Toolchain | None
    cached: bool = False
    miri: Outcome | None = None
    miri_toolchain: Toolchain | None = None
    cost: Cost | None = None
    not_counted: str | None = None
    timeline: Timeline | None = None
    not_derived: str | None = None
    recording: Recording | None = None
    not_recorded: str | None = None
    no_fault_picture: str | None = None
    polonius: Outcome | None = None
    sanitized: SanitizerReport | None = None
    accepted: bool = False
    recorded_on: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Everything one verification produced: what the CLI reports and what a site is rendered from.

    `seconds` is wall time. `unclaimed` counts .rs files with neither an annotation nor a documented example.
    `unread` is what looks like Rust and was not judged. `warnings` are about the run itself (a cache that cannot be
    written, documentation that is not seen). `accepted` are problems that a baseline accepts; `better` is what it
    accepts and nobody finds any more. `share` tells what the run was a part of, where it was one. `date` is the day of
    the run (`2026-12-02`, UTC), and `recorded` tells which compiler judged when, where evidence of another machine
    stands for what nobody could judge here.
    """

    evidence: tuple[Evidence, ...]
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()
    toolchain: Toolchain | None = None
    seconds: float = 0.0
    unclaimed: int = 0
    warnings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    unread: tuple[Unread, ...] = ()
    accepted: tuple[Problem, ...] = ()
    better: tuple[str, ...] = ()
    share: Share | None = None
    date: str = ""
    recorded: str | None = None
