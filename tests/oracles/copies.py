"""Asking rustc about many probes at once: copies of programs, each with a few probes, as modules of one crate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.timeline import Function
from tests.oracles import asking
from tests.oracles.asking import Pointed, Said
from tests.oracles.probes import REACHED
from tests.oracles.programs import Program

AT_ONCE = 60  # copies of programs in one crate
_CANARY = "pub fn canary() { let canary = String::new(); drop(canary); drop(canary); }\n"
_MODULE = re.compile(r"\bp\d+::")


class Asked(Protocol):
    """A statement that is put before a line of a program, within the function `root`."""

    @property
    def program(self) -> Program: ...
    @property
    def root(self) -> Function: ...
    @property
    def line(self) -> int: ...
    @property
    def text(self) -> str: ...


One = TypeVar("One", bound=Asked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What rustc says about one probe: the errors at the probe itself, and those elsewhere in its function; lines are
    those of the program.

    `put` is false where the probe cannot stand there at all (it is no statement there, or the type is wrong);
    `reached` is false where rustc sees that control never gets there, and so checks nothing.
    """

    put: bool
    reached: bool = False
    errors: tuple[Said, ...] = ()
    elsewhere: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy(Generic[One]):
    """A program with probes in it, at most one in each function: a function's errors may hide one another."""

    program: Program
    probes: tuple[One, ...]

    @property
    def text(self) -> str:
        lines: list[str] = []
        for number, line in enumerate(self.program.lines, 1):
            lines += [probe.text for probe in self.probes if probe.line == number]
            lines.append(line)
        return "\n".join(lines)

    def line_of(self, probe: One) -> int:
        """The line of the copy that the probe stands on."""
        before = [p for p in self.probes if (p.line, self.probes.index(p)) < (probe.line, self.probes.index(probe))]
        return probe.line + len(before)

    def original(self, line: int) -> int:
        """The line of the program that `line` of the copy is; for a probe, the line that it stands before."""
        return line - sum(self.line_of(probe) < line for probe in self.probes)


def copies(probes: Iterable[One]) -> Iterator[Copy[One]]:
    """As few copies as there can be: the nth probe of each function goes into the nth copy of its program."""
    rounds: dict[tuple[str, str, int], list[One]] = {}
    counts: dict[tuple[str, str, int, int], int] = {}
    for probe in probes:
        home = (probe.program.name, probe.program.edition, probe.root.first_line, probe.root.last_line)
        counts[home] = counts.get(home, 0) + 1
        rounds.setdefault((probe.program.name, probe.program.edition, counts[home]), []).append(probe)
    for together in rounds.values():
        yield Copy(together[0].program, tuple(together))


def ask(rustc: Rustc, probes: Sequence[One]) -> dict[One, Answer]:
    """What rustc says of every probe. Many copies are checked as modules of one crate."""
    answers: dict[One, Answer] = {}
    waiting = list(copies(probes))
    for edition in sorted({copy.program.edition for copy in waiting}):
        mine = [copy for copy in waiting if copy.program.edition == edition]
        for start in range(0, len(mine), AT_ONCE):
            _ask_together(rustc, mine[start : start + AT_ONCE], answers)
    return answers


def _ask_together(rustc: Rustc, group: list[Copy[One]], answers: dict[One, Answer]) -> None:
    errors = asking.errors(rustc, _crate(group), "lib.rs", group[0].program.edition)
    if any(e.primary.file == "canary.rs" for e in errors if e.places):
        for index, copy in enumerate(group):
            answers.update(_answers(copy, [e for e in errors if e.places and e.primary.file == f"p{index}.rs"]))
    elif len(group) > 1:
        for smaller in _without_culprits(group, errors):
            _ask_together(rustc, smaller, answers)
    elif len(group[0].probes) > 1:
        for probe in group[0].probes:
            _ask_together(rustc, [Copy(group[0].program, (probe,))], answers)
    else:  # rustc stopped before borrow checking, or the canary would have been found
        answers[group[0].probes[0]] = Answer(put=False)


def _crate(group: Sequence[Copy[One]]) -> dict[str, str]:
    modules = "".join(f"mod p{index};\n" for index in range(len(group)))
    texts = {f"p{index}.rs": copy.text for index, copy in enumerate(group)}
    return {**texts, "canary.rs": _CANARY, "lib.rs": f"#![allow(warnings)]\nmod canary;\n{modules}"}


def _without_culprits(group: list[Copy[One]], errors: Sequence[Said]) -> Iterator[list[Copy[One]]]:
    """The copies in which rustc found no error that stops it early; then each of the others by itself."""
    named = {e.primary.file for e in errors if e.places and not asking.from_borrow_checking(e)}
    rest = [copy for index, copy in enumerate(group) if f"p{index}.rs" not in named]
    if len(rest) in (0, len(group)):
        yield from ([copy] for copy in group)
    else:
        yield rest
        yield from ([copy] for index, copy in enumerate(group) if f"p{index}.rs" in named)


def _answers(copy: Copy[One], errors: Sequence[Said]) -> Mapping[One, Answer]:
    return {probe: _answer(copy, probe, errors) for probe in copy.probes}


def _answer(copy: Copy[One], probe: One, errors: Sequence[Said]) -> Answer:
    at = copy.line_of(probe)
    first, last = probe.root.first_line, probe.root.last_line
    near = [e for e in errors if any(first <= copy.original(n) <= last for n in (e.primary.line, e.primary.call_line))]
    put = all(asking.from_borrow_checking(e) for e in near)
    there = [_moved_back(e, copy) for e in near if any(p.primary and p.line == at for p in e.places)]
    about = [e for e in there if REACHED not in e.message]
    elsewhere = (_moved_back(e, copy) for e in near if not any(p.primary and p.line == at for p in e.places))
    return Answer(put, len(about) < len(there), tuple(about), tuple(elsewhere))


def _moved_back(error: Said, copy: Copy[One]) -> Said:
    """The error as if the program stood alone: its own lines, and no module before the names of its types."""

    def moved(place: Pointed) -> Pointed:
        label = _MODULE.sub("", place.label)
        return Pointed(copy.program.name, copy.original(place.line), label, place.primary)

    return Said(error.code, _MODULE.sub("", error.message), tuple(map(moved, error.places)))
