"""What the driver is to do about one crate, and the Rust text that says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.backends import invocation
from borrowproof.backends.unstable import permissions
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Goal, Job

Pairs = tuple[tuple[str, str], ...]
_WEIGHTS = {Goal.REJECT: 2, Goal.BUILD: 4, Goal.RUN: 4}


@dataclass(frozen=True, slots=True)
class ProgramRun:
    """One run of what was built; the digits `number` choose one of many programs that share it."""

    number: str = ""
    variables: Pairs = ()

    def literal(self) -> str:
        """A value of the driver's type `Run`."""
        return f"Run {{ number: {literal(self.number)}, variables: {_pairs(self.variables)} }}"


@dataclass(frozen=True, slots=True)
class Task:
    """A crate of `files` (paths and texts), rustc's arguments for one attempt after the other, and what follows.

    `keep` are the ends of the paths of those files that rustc wrote and that are wanted. `mark` is what stands before
    the number that chooses a program, in the executable that many share. `weight` is what a request is
    filled by (`batch.CAPACITY`): about a hundredth of what one can do in time.
    """

    files: Pairs
    attempts: tuple[tuple[str, ...], ...]
    weight: int
    runs: tuple[ProgramRun, ...] = ()
    variables: Pairs = ()
    keep: tuple[str, ...] = ()
    mark: str = ""

    @classmethod
    def of(cls, job: Job, toolchain: Toolchain) -> Task:
        """To judge a program, by a compiler of `toolchain`."""
        flags, variables = permissions(toolchain) if job.borrow_checker is not None else ([], {})
        attempts = tuple((*flags, *arguments) for arguments in invocation.attempts(job))
        runs = (ProgramRun(),) if job.goal is Goal.RUN else ()
        given = tuple(variables.items())
        return cls(((invocation.MAIN, job.code),), attempts, _WEIGHTS[job.goal], runs, given)

    def literal(self) -> str:
        """A value of the driver's type `Job`."""
        attempts = ", ".join(f"&{texts(arguments)}" for arguments in self.attempts)
        runs = ", ".join(run.literal() for run in self.runs)
        return (
            f"Job {{ files: {_pairs(self.files)}, compile: &[{attempts}], variables: {_pairs(self.variables)}, "
            f"keep: &{texts(self.keep)}, mark: {literal(self.mark)}, runs: &[{runs}] }}"
        )

    @property
    def size(self) -> int:
        """Bytes of a request that it takes: Rust literals within a JSON string."""
        return len(json.dumps(self.literal()))


def texts(many: Sequence[str]) -> str:
    """A Rust array of string literals."""
    return f"[{', '.join(map(literal, many))}]"


def _pairs(pairs: Pairs) -> str:
    return f"&[{', '.join(f'({literal(one)}, {literal(other)})' for one, other in pairs)}]"


def literal(text: str) -> str:
    """A Rust string literal in ASCII: nothing in it can end it, and no line end or mark is read another way."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    return character if " " <= character <= "~" else f"\\u{{{ord(character):x}}}"
