"""Programs judged alone and in company, and what differs: nothing must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from borrowproof.backends import Answer
from borrowproof.backends.merging.planning import LARGEST
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.outcome import Goal, Job, Outcome

WORKERS = 3
Answers = dict[Job, Answer | None]


def job(code: str, edition: Edition = NEWEST_EDITION) -> Job:
    """The question whether a program compiles and runs."""
    return Job(code, edition, Goal.RUN)


def rejected(code: str, edition: Edition = NEWEST_EDITION) -> Job:
    """The question what the borrow checker has against a program."""
    return Job(code, edition, Goal.REJECT, expects_borrow_errors=True)


def alone(rustc: Rustc, jobs: Iterable[Job]) -> Answers:
    """What the backend says of each when it has a crate of its own."""
    backend = LocalBackend(rustc, 1)
    with ThreadPoolExecutor(WORKERS) as pool:
        return {j: repeatable(answer) for answers in pool.map(backend._one, jobs) for j, answer in answers}


def merged(rustc: Rustc, jobs: Sequence[Job]) -> Answers:
    """What the backend says of those that it builds as modules of one crate; None where it sends one away.

    No guard is asked here: those who may share a crate are chosen by the caller.
    """
    backend = LocalBackend(rustc, 1)
    groups = [jobs[start : start + LARGEST] for start in range(0, len(jobs), LARGEST)]
    with ThreadPoolExecutor(WORKERS) as pool:
        return {j: repeatable(answer) for answers in pool.map(backend._group, groups) for j, answer in answers}


def differing(apart: Answers, together: Answers) -> list[Job]:
    """Those that had an answer in company, and another one alone."""
    return [j for j, answer in together.items() if answer is not None and answer != apart[j]]


# What is new at every run: a thread's number, rustc's scratch folder, the file for a type too long to print,
# and an address of a program that the kernel loads where it likes.
_OF_ONE_RUN = (
    (re.compile(r"(thread '[^']*') \(\d+\)"), r"\1"),
    (re.compile(r"/rustc\w{6}/"), "/rustc/"),
    (re.compile(r"long-type-\d+\.txt"), "long-type.txt"),
    (re.compile(r"\b0x[0-9a-f]{12}\b"), "0x"),
)


def repeatable(answer: Answer | None) -> Answer | None:
    """Without the time that it took and the names that are new at every run."""
    if not isinstance(answer, Outcome):
        return answer
    return replace(
        answer,
        seconds=0.0,
        stdout=_without_names_of_one_run(answer.stdout),
        stderr=_without_names_of_one_run(answer.stderr),
        diagnostics=tuple(map(_repeatable_diagnostic, answer.diagnostics)),
    )


def _repeatable_diagnostic(diagnostic: Diagnostic) -> Diagnostic:
    return replace(
        diagnostic,
        message=_without_names_of_one_run(diagnostic.message),
        rendered=_without_names_of_one_run(diagnostic.rendered),
        children=tuple(map(_repeatable_diagnostic, diagnostic.children)),
    )


def _without_names_of_one_run(text: str) -> str:
    for pattern, name in _OF_ONE_RUN:
        text = pattern.sub(name, text)
    return text
