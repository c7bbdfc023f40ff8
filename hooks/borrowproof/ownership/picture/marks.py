"""What a picture shows of one variable, without any geometry: marks on its lane.

A mark stands for the events and loans of one kind on one line of one variable, so that every event and every loan is
drawn exactly once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

from borrowproof.model.timeline import Event, EventKind, Function, ReferenceKind, Variable
from borrowproof.ownership.timeline_queries import DropPaths, drop_paths, is_read_by_macro, move_target


class Glyph(IntEnum):
    """The shapes, in the order in which those of one line stand on their lane."""

    DECLARED = 0  # a name without a value yet
    START = 1  # gets a value: a filled dot for an owner, a ring for a reference
    LENT = 2  # a pill with `&` or `&mut`: lent, for this line or to the lane that a link leads to
    READ = 3  # read where it stands: copied, or printed by a macro
    WRITTEN = 4  # a part of it, or what it points to, gets a value
    RAW = 5  # a raw pointer to it is made
    LEAVE = 6  # its value turns to another lane, at the end of a link
    OUT = 7  # its value leaves the picture: into a call, to the caller
    AGAIN = 8  # gets another value; the old one, if any, is dropped
    DROP = 9
    DROP_IF_OWNED = 10
    DROP_REST = 11
    END = 12  # goes out of scope with nothing to drop


@dataclass(frozen=True, slots=True)
class Mark:
    """One shape on the lane of `variable` at `line`.

    `text` is what the pill says, or the place in the order of drops of that line ("" where there is only one or the
    order is not known).
    `wrong` is true where the compiler's error is about this mark.
    """

    glyph: Glyph
    line: int
    variable: int
    text: str = ""
    events: tuple[Event, ...] = ()
    loans: tuple[int, ...] = ()
    wrong: bool = False


GLYPHS = {
    EventKind.ARGUMENT: Glyph.START,
    EventKind.DECLARE: Glyph.DECLARED,
    EventKind.INIT: Glyph.START,
    EventKind.REINIT: Glyph.AGAIN,
    EventKind.REASSIGN: Glyph.AGAIN,
    EventKind.WRITE: Glyph.WRITTEN,
    EventKind.REFUSED: Glyph.READ,
    EventKind.LEND: Glyph.READ,
    EventKind.COPY: Glyph.READ,
    EventKind.READ: Glyph.READ,
    EventKind.RAW: Glyph.RAW,
    EventKind.DROP: Glyph.DROP,
    EventKind.DROP_IF_OWNED: Glyph.DROP_IF_OWNED,
    EventKind.DROP_REST: Glyph.DROP_REST,
    EventKind.SCOPE_END: Glyph.END,
}
Columns = tuple[tuple[int, int], ...]  # stretches of a line: first column, and the one after the last
DropOrder = Mapping[tuple[int, Event], str]  # (variable, drop) -> its place among those of a line
DROPS = (Glyph.DROP, Glyph.DROP_IF_OWNED, Glyph.DROP_REST)
SIGN = {ReferenceKind.SHARED: "&", ReferenceKind.MUTABLE: "&mut"}


def marks_of(
    function: Function,
    variable: Variable,
    lines: frozenset[int],
    wrong: Mapping[tuple[int, int], Columns],
    drops: DropOrder,
) -> tuple[Mark, ...]:
    """The marks on the lane of `variable` on these `lines`; `wrong` is where errors point, by variable and line, and
    `drops` the order of drops of its `function`."""
    found = [*_from_events(function, variable, drops), *_from_loans(function, variable)]
    found = sorted((m for m in found if m.line in lines), key=lambda m: (m.line, m.glyph, m.text))
    joined = [_joined(list(same)) for _, same in groupby(found, key=lambda m: (m.line, m.glyph, m.text))]
    columns = {loan.id: loan.column for loan in function.loans}
    shown: list[Mark] = []
    for line, cell in groupby(_absorbed(joined), key=lambda m: m.line):
        shown += _judged(list(cell), wrong.get((variable.id, line), ()), columns)
    return tuple(shown)


def _judged(cell: list[Mark], spans: Columns, columns: Mapping[int, int]) -> list[Mark]:
    """The marks of one line, with those wrong that lie where the errors point; all, if none lies there exactly."""

    def there(mark: Mark) -> bool:
        places = [*(e.column for e in mark.events), *(columns[i] for i in mark.loans)]
        return any(first <= place < end for first, end in spans for place in places)

    exact = [there(mark) for mark in cell]
    return [replace(m, wrong=bool(spans) and (hit or not any(exact))) for m, hit in zip(cell, exact, strict=True)]


def _joined(same: list[Mark]) -> Mark:
    first = same[0]
    events = tuple(e for m in same for e in m.events)
    return Mark(first.glyph, first.line, first.variable, first.text, events, tuple(i for m in same for i in m.loans))


def _absorbed(marks: list[Mark]) -> Iterator[Mark]:
    """Without a second shape for what another shape on the same line shows as well."""
    for line, group in groupby(marks, key=lambda m: m.line):
        cell = list(group)
        found = {m.glyph for m in cell}
        stronger = _stronger(found)
        for mark in cell:
            host = next((m for m in cell if m.glyph is stronger.get(mark.glyph)), None)
            if host is None:
                extra = tuple(e for m in cell if stronger.get(m.glyph) is mark.glyph for e in m.events)
                yield Mark(mark.glyph, line, mark.variable, mark.text, mark.events + extra, mark.loans)


def _stronger(found: set[Glyph]) -> dict[Glyph, Glyph]:
    """Which shapes of a line are shown by which others."""
    stronger = {}
    if Glyph.START in found:
        stronger[Glyph.DECLARED] = Glyph.START
    if Glyph.AGAIN in found and not found & set(DROPS):
        stronger[Glyph.DECLARED] = Glyph.AGAIN
    end = next((g for g in (*DROPS, Glyph.OUT, Glyph.LEAVE) if g in found), None)
    if end is not None:
        stronger[Glyph.END] = end
    return stronger


def _from_events(function: Function, variable: Variable, drops: Mapping[tuple[int, Event], str]) -> Iterator[Mark]:
    for event in variable.events:
        glyph = GLYPHS.get(event.kind)
        if event.kind is EventKind.MOVE:
            glyph = Glyph.LEAVE if move_target(function, variable, event.target) is not None else Glyph.OUT
        if event.replaced and glyph in DROPS:
            glyph = Glyph.AGAIN if event.place == variable.name else Glyph.WRITTEN
        elif glyph in DROPS and drop_paths(function, variable, event) is DropPaths.EARLY:
            glyph = Glyph.DROP_IF_OWNED  # where control comes from above, nothing is left to drop
        if glyph is Glyph.AGAIN and variable.captured and variable.by_reference:
            glyph = Glyph.WRITTEN  # of the function around the closure: the reference stays the same one
        assert glyph is not None, f"{event.kind} has no shape"
        yield Mark(glyph, event.line, variable.id, drops.get((variable.id, event), ""), (event,))


def _from_loans(function: Function, variable: Variable) -> Iterator[Mark]:
    for loan in function.loans:
        if loan.variable_id == variable.id:
            glyph = Glyph.READ if is_read_by_macro(loan) else Glyph.LENT
            text = SIGN[loan.kind] if glyph is Glyph.LENT else ""
            yield Mark(glyph, loan.line, variable.id, text, (), (loan.id,))


def drop_order(function: Function, never: Collection[int] = ()) -> DropOrder:
    """(variable, drop) -> "1", "2", ... where several variables are dropped one after the other on a line; those that
    `never` get a value are not counted."""
    lines: dict[int, list[tuple[int, int, Event]]] = {}
    for variable in (v for v in function.variables if v.id not in never):
        for event in variable.events:
            plain_drop = GLYPHS.get(event.kind) in DROPS and not event.replaced
            if plain_drop and drop_paths(function, variable, event) is DropPaths.THROUGH:
                lines.setdefault(event.line, []).append((event.order, variable.id, event))
    found: dict[tuple[int, Event], str] = {}
    for drops in lines.values():
        drops.sort(key=lambda drop: drop[0])
        places = {number: str(place) for place, number in enumerate(dict.fromkeys(d[1] for d in drops), 1)}
        found |= {(number, event): places[number] for _, number, event in drops if len(places) > 1}
    return found
