"""Which lanes a picture has, and what leads from one to another: values that move, borrows that are held.

One lane stands for one variable.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from borrowproof.model.timeline import EventKind, Function, ReferenceKind, Timeline, Variable
from borrowproof.ownership.picture.marks import Columns, Glyph, Mark, drop_order, marks_of
from borrowproof.ownership.refused_starts import refused_starts
from borrowproof.ownership.timeline_queries import (
    START_EVENTS,
    has_lanes,
    holders_of,
    is_plain_data,
    move_target,
    never_begins,
    reference_kind,
    with_captures_at_start,
)


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """Who is who among the values of a picture: a hue (from 0), and a letter where the value changes its owner."""

    hue: int
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A variable with its marks in rising order of lines. `value` is None for references and plain data, whose lanes
    are thin. `code_lines` are those of the function at which some variable has a state. `refused` tells that it would
    get its value only by what rustc refuses: of the marks, it has but the one of that."""

    function: Function
    variable: Variable
    value: ValueLabel | None
    marks: tuple[Mark, ...]
    code_lines: frozenset[int]
    refused: bool = False

    def cell(self, line: int) -> tuple[Mark, ...]:
        """The marks of one line, in the order in which they stand."""
        return tuple(m for m in self.marks if m.line == line)


@dataclass(frozen=True, slots=True)
class Link:
    """What leads from one lane to another on `line`: a move (`kind` is None) or a borrow (of `kind`). `refused` tells
    that it would lead to a variable that so never gets its value."""

    line: int
    source: int
    target: int
    kind: ReferenceKind | None
    loans: tuple[int, ...] = ()
    whole: bool = True
    refused: bool = False


def lanes(timeline: Timeline, shown: Collection[int]) -> tuple[Lane, ...]:
    """The lanes of everything that happens on the `shown` lines, functions in their order."""
    lines = frozenset(shown)
    values = _values(timeline)
    wrong = error_columns(timeline)
    bodies = [with_captures_at_start(function) for function in timeline.functions if has_lanes(function)]
    nevers = [refused_starts(function) for function in bodies]
    orders = [drop_order(function, never) for function, never in zip(bodies, nevers, strict=True)]
    codes = [frozenset(s.line for v in function.variables for s in v.states) for function in bodies]
    made = (
        _lane(Lane(function, variable, values.get(variable.id), marks, code, variable.id in never))
        for function, order, code, never in zip(bodies, orders, codes, nevers, strict=True)
        for variable in sorted(function.variables, key=lambda v: (v.line, v.column))
        for marks in (marks_of(function, variable, lines, wrong, order),)
    )
    return tuple(lane for lane in made if lane.marks or any(s.line in lines for s in lane.variable.states))


def _lane(lane: Lane) -> Lane:
    """The lane; where its variable never gets its value, what would follow is left out."""
    if not lane.refused:
        return lane
    return replace(lane, marks=tuple(m for m in lane.marks if m.glyph in (Glyph.START, Glyph.AGAIN)))


def error_columns(timeline: Timeline) -> dict[tuple[int, int], Columns]:
    """(variable, line) -> where on it the errors point that are about the variable."""
    by_id = {loan.id: loan for function in timeline.functions for loan in function.loans}
    found: dict[tuple[int, int], Columns] = {}
    for conflict in timeline.conflicts:
        roots = {by_id[i].variable_id for i in conflict.loans if i in by_id}
        concerned = set(conflict.variables) or {r for r in roots if r is not None}
        for label in (label for label in conflict.labels if label.primary):
            end = label.end_column if label.end_line == label.line else sys.maxsize
            for variable in concerned:
                place = (variable, label.line)
                found[place] = (*found.get(place, ()), (label.column, end))
    return found


# --- between lanes ----------------------------------------------------------------------------------------------


def links(shown: Iterable[Lane]) -> tuple[Link, ...]:
    """The moves and borrows that lead from one of the `shown` lanes to another."""
    lanes_by_id = {lane.variable.id: lane for lane in shown}
    found: list[Link] = []
    for lane in lanes_by_id.values():
        for mark in lane.marks:
            found += _links_of(lane, mark, lanes_by_id)
    return tuple(dict.fromkeys(found))


def _links_of(lane: Lane, mark: Mark, others: dict[int, Lane]) -> Iterator[Link]:
    me = lane.variable
    for event in mark.events if mark.glyph is Glyph.LEAVE else ():
        there = move_target(lane.function, me, event.target)
        if there in others and there is not None:
            yield Link(mark.line, me.id, there, None, whole=event.place == me.name, refused=others[there].refused)
    for loan in (loan for loan in lane.function.loans if loan.id in mark.loans):
        holder = next((h for h in holders_of(lane.function, loan) if h in others), None)
        if holder is not None and (others[holder].refused or not never_begins(loan)):
            yield Link(mark.line, me.id, holder, loan.kind, (loan.id,), refused=others[holder].refused)


# --- values -----------------------------------------------------------------------------------------------------


def _values(timeline: Timeline) -> dict[int, ValueLabel]:
    """Who owns which value: a value keeps its hue and letter when all of it moves to another variable."""
    roots: dict[int, int] = {}
    for function in filter(has_lanes, timeline.functions):
        sources = _sources(function)
        for variable in sorted(function.variables, key=lambda v: (v.line, v.column)):
            if reference_kind(variable) is None and not is_plain_data(variable):
                source = sources.get(variable.id)
                roots[variable.id] = roots.get(source, variable.id) if source is not None else variable.id
    hues = {root: n for n, root in enumerate(dict.fromkeys(roots.values()))}
    travelling = [root for root in hues if sum(r == root for r in roots.values()) > 1]
    letters = {root: _letter(n) for n, root in enumerate(travelling)}
    return {variable: ValueLabel(hues[root], letters.get(root, "")) for variable, root in roots.items()}


def _sources(function: Function) -> dict[int, int]:
    """Variable -> the one variable whose value it takes over: all of it, and neither ever has another one."""
    found: dict[int, list[int]] = {}
    by_id = {v.id: v for v in function.variables}
    for variable in function.variables:
        for event in variable.events:
            there = move_target(function, variable, event.target)
            if there is None or event.target is None or event.target.name != by_id[there].name:
                continue
            if event.line in _given(by_id[there]):
                whole = event.place == variable.name and variable.type == by_id[there].type
                single = len(_given(variable)) == len(_given(by_id[there])) == 1
                found.setdefault(there, []).append(variable.id if whole and single else there)
    return {there: sources[0] for there, sources in found.items() if len(sources) == 1 and sources[0] != there}


def _given(variable: Variable) -> list[int]:
    """The lines on which it gets a value."""
    return [e.line for e in variable.events if e.kind in START_EVENTS and e.kind is not EventKind.DECLARE]


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{number - 25}"
