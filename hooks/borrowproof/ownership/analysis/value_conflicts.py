"""The points of errors about values: used without one, changed where nothing may be, moved out of what keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.facts.move_paths import MovePath
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.diagnostic import Span
from borrowproof.model.timeline import Event, EventKind, Function, Loan, ReferenceKind, State, Variable
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.keepers import keeper_of
from borrowproof.ownership.analysis.refused_places import refused_place, written_place
from borrowproof.ownership.analysis.shared_links import CLOSURE, shared_link

_WITHOUT_VALUE = frozenset({"E0381", "E0382"})
_UNCHANGEABLE = frozenset({"E0384", "E0594", "E0596"})
_KEPT = frozenset({"E0507", "E0508", "E0509"})
_LACKING = (State.MOVED, State.MAYBE, State.PARTIAL, State.UNINIT)
_CHANGES = (EventKind.WRITE, EventKind.REASSIGN, EventKind.REINIT, EventKind.INIT, EventKind.LEND)
_CLASHES = {
    EventKind.MOVE: Fact.MOVED,
    EventKind.REFUSED: Fact.MOVED,
    EventKind.COPY: Fact.USED,
    EventKind.READ: Fact.BORROWED,
    EventKind.WRITE: Fact.ASSIGNED,
    EventKind.RAW: Fact.USED,
}


def value_points(code: str | None, primary: Span, function: Function, analysis: BodyAnalysis) -> tuple[Point, ...]:
    """The points of the error `code` at the `primary` place, none where the facts do not tell."""
    if code in _WITHOUT_VALUE:
        return _without_value(primary, function, analysis)
    if code in _UNCHANGEABLE:
        return _unchangeable(code, primary, function, analysis)
    if code in _KEPT:
        return _kept(primary, analysis)
    return ()


# --- used without a value -------------------------------------------------------------------------------------------


def _without_value(primary: Span, function: Function, analysis: BodyAnalysis) -> tuple[Point, ...]:
    for variable in function.variables:
        clash = next(_uses_in_vain(primary, function, variable), None)
        if clash is None:
            continue
        binding = next(b for b, number in analysis.ids.items() if number == variable.id)
        path = analysis.path(binding)
        origins = _origins(variable, primary, path, analysis) if path is not None else []
        declared = Point(
            Role.ORIGIN, Fact.DECLARED, variable.line, variable.column, variable.name, "", variable_id=variable.id
        )
        return (*(origins or [declared]), clash)
    return ()


def _uses_in_vain(primary: Span, function: Function, variable: Variable) -> Iterator[Point]:
    """What would be done with the variable's value, if it had one, at the primary place."""
    for event in variable.events:
        if event.kind in _CLASHES and event.before in _LACKING and _is_at(event, primary):
            fact, name = _CLASHES[event.kind], event.target.name if event.target is not None else ""
            yield Point(Role.CLASH, fact, event.line, event.column, event.place, name, variable.id)
    for loan in function.loans:
        if loan.variable_id == variable.id and loan.before in _LACKING and _is_at(loan, primary):
            fact = Fact.BORROWED_MUT if loan.kind is ReferenceKind.MUTABLE else Fact.BORROWED
            yield Point(
                Role.CLASH, fact, loan.line, loan.column, loan.place, loan.lent_to or "", variable.id, loan_id=loan.id
            )


def _origins(variable: Variable, primary: Span, path: MovePath, analysis: BodyAnalysis) -> list[Point]:
    """The moves after which control gets to the primary place without a new value in between; those of another round
    of a loop, too."""
    uses = [p for p in analysis.graph.order if _uses_at(analysis, p, path, primary)]
    found: dict[int, Point] = {}
    for point in _reaching_moves(analysis, uses, path):
        where = analysis.locations.get(point)
        if where is not None:
            place = next(p for p in analysis.point(point).instruction.moves if _overlap(analysis, p, path))
            text = analysis.variables.place_text(place)
            found[point] = Point(Role.ORIGIN, Fact.MOVED, where.line, where.column, text, "", variable.id)
    return [found[p] for p in sorted(found, key=analysis.graph.order.__getitem__)]


def _reaching_moves(analysis: BodyAnalysis, uses: list[int], path: MovePath) -> set[int]:
    waiting = [before for point in uses for before in analysis.graph.predecessors[point]]
    seen: set[int] = set()
    moves: set[int] = set()
    while waiting:
        point = waiting.pop()
        if point in seen:
            continue
        seen.add(point)
        instruction = analysis.point(point).instruction
        if any(_overlap(analysis, place, path) for place in instruction.moves):
            moves.add(point)
        elif not _fills(analysis, instruction, path):
            waiting.extend(analysis.graph.predecessors[point])
    return moves


def _uses_at(analysis: BodyAnalysis, point: int, path: MovePath, primary: Span) -> bool:
    where, span = analysis.locations.get(point), analysis.point(point).span
    instruction = analysis.point(point).instruction
    further = (instruction.source, instruction.place)
    places = [*instruction.moves, *instruction.copies, *(place for place in further if place is not None)]
    here = {(where.line, where.column)} if where is not None else set()
    here |= {(span.line, span.column)} if span is not None else set()
    return (primary.line_start, primary.column_start) in here and any(p.local == path[0] for p in places)


def _overlap(analysis: BodyAnalysis, place: Place, path: MovePath) -> bool:
    moved = analysis.initialization.moved_paths(place)
    return any(m[0] == path[0] and all(a == b for a, b in zip(m[1], path[1], strict=False)) for m in moved)


def _fills(analysis: BodyAnalysis, instruction: Instruction, path: MovePath) -> bool:
    place = instruction.place
    if place is None or instruction.kind not in ("assign", "call", "yield", "storage dead"):
        return False
    return (place.local, ()) == path or path in analysis.initialization.moved_paths(place)


# --- changed where nothing may be -----------------------------------------------------------------------------------


def _unchangeable(code: str | None, primary: Span, function: Function, analysis: BodyAnalysis) -> tuple[Point, ...]:
    for variable in function.variables:
        clashes = dict.fromkeys(_changes(primary, function, variable))
        if clashes:
            return (_behind_shared(primary, analysis, variable) or _why_unchangeable(code, variable), *clashes)
    return _of_no_variable(primary, analysis)


def _behind_shared(primary: Span, analysis: BodyAnalysis, variable: Variable | None = None) -> Point | None:
    """What nothing may be changed through on the way to what would be changed at the primary place; None where that is
    not the reason."""
    links = (shared_link(analysis, place) for place, _ in _changed_at(primary, analysis))
    link = next((one for one in links if one is not None), None)
    if link is None or (link.type == CLOSURE and variable is not None and not variable.mutable):
        return None
    line, column, type_ = primary.line_start, primary.column_start, link.type
    if variable is not None and link.text == variable.name:
        line, column = variable.line, variable.column
        type_ = "" if type_.startswith("&") else type_
    number = variable.id if variable is not None else None
    return Point(Role.ORIGIN, Fact.BEHIND_SHARED, line, column, link.text, type_, number)


def _of_no_variable(primary: Span, analysis: BodyAnalysis) -> tuple[Point, ...]:
    """The points about what no variable leads to: a `static`, or what a function of no arguments has returned."""
    origin = _behind_shared(primary, analysis)
    for place, instruction in _changed_at(primary, analysis) if origin is not None else ():
        fact = Fact.BORROWED_MUT if instruction.source == place else Fact.ASSIGNED
        text = written_place(analysis, place)
        if origin is not None and text:
            return origin, Point(Role.CLASH, fact, primary.line_start, primary.column_start, text)
    return ()


def _changed_at(primary: Span, analysis: BodyAnalysis) -> Iterator[tuple[Place, Instruction]]:
    """The places that would be written or lent mutably at the primary place, with what would do so."""
    for point in sorted(analysis.graph.order, key=analysis.graph.order.__getitem__):
        where, instruction = analysis.locations.get(point), analysis.point(point).instruction
        if where is None or (where.line, where.column) != (primary.line_start, primary.column_start):
            continue
        if instruction.source is not None and instruction.detail.endswith("mut"):
            yield instruction.source, instruction
        if instruction.place is not None and instruction.kind in ("assign", "call", "yield", "drop"):
            yield instruction.place, instruction


def _changes(primary: Span, function: Function, variable: Variable) -> Iterator[Point]:
    declared = (variable.line, variable.column) == (primary.line_start, primary.column_start)  # of a called closure
    for event in variable.events:
        if event.kind in _CHANGES and _is_at(event, primary):
            lend = event.kind is EventKind.LEND
            fact = Fact.BORROWED_MUT if lend else Fact.ASSIGNED
            name = event.target.name if lend and event.target is not None else ""
            yield Point(Role.CLASH, fact, event.line, event.column, event.place, name, variable.id)
    for loan in function.loans:
        mine = loan.variable_id == variable.id and loan.kind is ReferenceKind.MUTABLE
        if mine and (declared or _is_at(loan, primary)):
            yield Point(
                Role.CLASH,
                Fact.BORROWED_MUT,
                loan.line,
                loan.column,
                loan.place,
                loan.lent_to or "",
                variable.id,
                loan_id=loan.id,
            )


def _why_unchangeable(code: str | None, variable: Variable) -> Point:
    first = next((e for e in variable.events if e.kind in (EventKind.INIT, EventKind.ARGUMENT)), None)
    if code == "E0384" and first is not None:
        return Point(Role.ORIGIN, Fact.GIVEN, first.line, first.column, variable.name, "", variable.id)
    shared = variable.reference is ReferenceKind.SHARED or variable.by_reference is ReferenceKind.SHARED
    fact = Fact.BEHIND_SHARED if shared else Fact.IMMUTABLE
    return Point(Role.ORIGIN, fact, variable.line, variable.column, variable.name, "", variable.id)


# --- moved out of what keeps it -------------------------------------------------------------------------------------


def _kept(primary: Span, analysis: BodyAnalysis) -> tuple[Point, ...]:
    matched = _matched_at(primary, analysis)
    for point in sorted(analysis.graph.order, key=analysis.graph.order.__getitem__):
        where, span = analysis.locations.get(point), analysis.point(point).span
        for place in analysis.point(point).instruction.moves if where is not None else ():
            keeper = keeper_of(analysis, place)
            here = {(where.line, where.column)} if where is not None else set()
            here |= {(span.line, span.column)} if span is not None else set()
            inside = any(_within(one, primary) for one in here) or any(_starts_with(place, one) for one in matched)
            if keeper is not None and where is not None and inside:
                return _kept_points(primary, analysis, point, place, keeper)
    return ()


def _kept_points(primary: Span, analysis: BodyAnalysis, point: int, place: Place, keeper: str) -> tuple[Point, ...]:
    owner, text = refused_place(analysis, place)
    binding, where = analysis.variables.of(owner), analysis.locations[point]
    number = analysis.ids[binding] if binding is not None else None
    target = analysis.targets.of_move(point, place).target
    return (
        Point(Role.ORIGIN, Fact.OWNED_BY, primary.line_start, primary.column_start, text, keeper, number),
        Point(
            Role.CLASH,
            Fact.MOVED,
            where.line,
            where.column,
            text,
            target.name,
            number if number is not None else target.variable_id,
        ),
    )


def _matched_at(primary: Span, analysis: BodyAnalysis) -> list[Place]:
    """What a `match` looks at whose head is the primary place."""
    instructions = ((p, analysis.point(p).instruction) for p in analysis.graph.order)
    heads = ((p, i.place) for p, i in instructions if i.kind in ("fake read", "mention") and i.place is not None)
    spans = ((analysis.point(p).span, place) for p, place in heads)
    first = (primary.line_start, primary.column_start)
    return [place for span, place in spans if span is not None and (span.line, span.column) == first]


def _starts_with(place: Place, outer: Place) -> bool:
    return place.local == outer.local and place.projection[: len(outer.projection)] == outer.projection


def _within(place: tuple[int, int], primary: Span) -> bool:
    return (primary.line_start, primary.column_start) <= place < (primary.line_end, primary.column_end)


def _is_at(one: Event | Loan, primary: Span) -> bool:
    return (one.line, one.column) == (primary.line_start, primary.column_start)
