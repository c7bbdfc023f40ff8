"""The points of errors about loans: an access that a loan forbids, the end of what is lent, a loan that escapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from borrowproof.facts import types
from borrowproof.facts.mir.syntax import Borrow, Instruction, Place
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.diagnostic import Span
from borrowproof.model.timeline import Loan
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.later_needs import LaterNeed, reaches
from borrowproof.ownership.analysis.loans import Loans
from borrowproof.ownership.analysis.region_paths import STATIC

_ENDS = ("storage dead", "drop", "return")


class _Clash(NamedTuple):
    """A loan, and the point at which something breaks it."""

    borrow: Borrow
    point: int


def access_points(analysis: BodyAnalysis, loans: Loans, primary: Span) -> tuple[Point, ...]:
    """The points of an access at the `primary` place that a loan forbids: E0499, E0502, E0505, E0506, ..."""
    clashes = [c for c in _clashes(loans) if _ends(analysis.point(c.point).instruction) is None]
    exact = [c for c in clashes if _is_at(analysis, c.point, primary)]
    # Of a reference that is passed on, rustc underlines the whole call.
    for clash in (*exact, *(c for c in clashes if _is_within(analysis, c.point, primary))):
        access = _access(analysis, clash.point)
        if access is not None:
            return _joined(analysis, loans, _in_force(analysis, loans, clash), access)
    return ()


def _in_force(analysis: BodyAnalysis, loans: Loans, clash: _Clash) -> _Clash:
    """Where a two-phase borrow collides with a shared loan: not where it is written, since the place may still be read
    there, but where the call begins that takes it. rustc's facts name both; its message is about the first
    (`rustc_borrowck`, `check_access_for_conflict`)."""
    taken = analysis.point(clash.point).instruction.place
    if loans.is_mutable(clash.borrow) or taken is None:
        return clash
    later = (p for p in loans.broken_in_scope(clash.borrow) if _takes(analysis.point(p).instruction, taken))
    return clash._replace(point=next(later, clash.point))


def _takes(instruction: Instruction, reference: Place) -> bool:
    return instruction.kind in ("call", "tail call") and any(o.place == reference for o in instruction.operands)


def end_points(analysis: BodyAnalysis, loans: Loans, primary: Span) -> tuple[Point, ...]:
    """The points of a value that is gone while it is still lent: E0597, E0713, E0716."""
    clashes = [c for c in _clashes(loans) if _ends(analysis.point(c.point).instruction)]
    ways = (_is_issued_at, _is_of_temporary_at, _is_captured_around)
    found = ([c for c in clashes if fits(analysis, c.borrow, primary)] for fits in ways)
    clash = next((some[0] for some in found if some), None)
    return _joined(analysis, loans, clash, _end(analysis, clash)) if clash is not None else ()


def yield_points(analysis: BodyAnalysis, loans: Loans, primary: Span) -> tuple[Point, ...]:
    """The points of what a coroutine borrows of itself at the `primary` place while it yields: E0626."""
    yields = [p for p in analysis.graph.order if analysis.point(p).instruction.kind == "yield"]
    issued = (borrow for borrow in loans.issued if _is_issued_at(analysis, borrow, primary))
    clashes = (_Clash(borrow, p) for borrow in issued for p in yields if loans.in_scope(borrow) >> p & 1)
    clash = next(clashes, None)
    return _joined(analysis, loans, clash, _end(analysis, clash)) if clash is not None else ()


def escape_points(analysis: BodyAnalysis, loans: Loans, primary: Span, about: Collection[str]) -> tuple[Point, ...]:
    """The points of a loan of what the function owns, which the caller or another thread would need: E0373, E0515. Of
    several captures at one place those of the variables `about` which the error is come first."""
    clashes = [c for c in _clashes(loans) if _ends(analysis.point(c.point).instruction)]
    here = [c for c in clashes if _is_issued_at(analysis, c.borrow, primary)]
    found = sorted(here, key=lambda c: analysis.variables.place_text(_borrowed(analysis, c.borrow)) not in about)
    escaping = (c for c in clashes if loans.outlives(c.borrow.region))
    clash = next(iter(found or [c for c in escaping if _leads_to(loans, c, primary)]), None)
    return _joined(analysis, loans, clash, _end(analysis, clash)) if clash is not None else ()


def _leads_to(loans: Loans, clash: _Clash, primary: Span) -> bool:
    """Whether the way by which a loan escapes leads by the primary place."""
    need = loans.later_need(clash.borrow, clash.point)
    steps = (bound.span for bound in need.way) if need is not None else ()
    return any(s is not None and (s.line, s.column) == (primary.line_start, primary.column_start) for s in steps)


def _clashes(loans: Loans) -> Iterator[_Clash]:
    """Where loans are broken while they are in force, by rustc's numbers of the loans."""
    for borrow in loans.issued:
        yield from (_Clash(borrow, point) for point in loans.broken_in_scope(borrow))


def _is_at(analysis: BodyAnalysis, point: int, primary: Span) -> bool:
    span, where = analysis.point(point).span, analysis.locations.get(point)
    place = (primary.line_start, primary.column_start)
    return (span is not None and (span.line, span.column) == place) or (
        where is not None and (where.line, where.column) == place
    )


def _is_within(analysis: BodyAnalysis, point: int, primary: Span) -> bool:
    span = analysis.point(point).span
    first, end = (primary.line_start, primary.column_start), (primary.line_end, primary.column_end)
    return span is not None and first <= (span.line, span.column) and (span.end_line, span.end_column) <= end


def _is_issued_at(analysis: BodyAnalysis, borrow: Borrow, primary: Span) -> bool:
    return _is_at(analysis, analysis.body.starts[borrow.block] + borrow.statement, primary)


def _is_of_temporary_at(analysis: BodyAnalysis, borrow: Borrow, primary: Span) -> bool:
    """Whether what is lent is a temporary value that is written at the primary place."""
    borrowed = _borrowed(analysis, borrow)
    local = analysis.body.locals.get(borrowed.local)
    owner = analysis.variables.of(borrowed)
    span = local.span if local is not None and (owner is None or owner.temporary) else None
    return span is not None and (span.line, span.column) == (primary.line_start, primary.column_start)


def _is_captured_around(analysis: BodyAnalysis, borrow: Borrow, primary: Span) -> bool:
    """Whether a closure captures what is lent that uses it at the primary place."""
    span = analysis.point(analysis.body.starts[borrow.block] + borrow.statement).span
    first, end = (primary.line_start, primary.column_start), (primary.line_end, primary.column_end)
    if span is None or not ((span.line, span.column) <= first and end <= (span.end_line, span.end_column)):
        return False
    # Not what is left of the code without its literals: the name may stand in a format string (`"{name}"`).
    ends = (analysis.source.offset(*place) for place in (first, end))
    text = analysis.source.code[slice(*ends)].strip("{}")
    owner = analysis.variables.of(_borrowed(analysis, borrow))
    return owner is not None and text == owner.name


def _joined(analysis: BodyAnalysis, loans: Loans, clash: _Clash, collides: Point | None) -> tuple[Point, ...]:
    origin = _origin(analysis, loans, clash.borrow)
    matched = origin is not None and origin.fact is Fact.MATCHED  # what a guard may not change, nobody needs later
    need = _need(analysis, loans, clash) if not matched else None
    if origin is None or collides is None:
        return ()
    return (origin, *([need] if need is not None else []), collides)


def _origin(analysis: BodyAnalysis, loans: Loans, borrow: Borrow) -> Point | None:
    point = analysis.body.starts[borrow.block] + borrow.statement
    where = analysis.locations.get(point)
    if where is None:
        return None
    loan = loans.shown.get(borrow.name)
    borrowed = _borrowed(analysis, borrow)
    place = analysis.variables.place_text(borrowed)
    if loan is not None and loan.capture:
        to = analysis.point(point).instruction
        return Point(Role.ORIGIN, Fact.CAPTURED, where.line, where.column, place, _kind(to), loan.variable_id, loan.id)
    owner = analysis.variables.of(borrowed)
    return Point(
        Role.ORIGIN,
        Fact.MATCHED if analysis.point(point).instruction.detail.startswith("fake") else Fact.LENT,
        where.line,
        where.column,
        place,
        _lent_to(loan) if loan is not None else "",
        analysis.ids[owner] if owner is not None else None,
        loan.id if loan is not None else None,
    )


def _lent_to(loan: Loan) -> str:
    return loan.lent_to or ""


def _kind(instruction: Instruction) -> str:
    return "mut" if instruction.detail.endswith("mut") else ""


def _borrowed(analysis: BodyAnalysis, borrow: Borrow) -> Place:
    point = analysis.body.starts[borrow.block] + borrow.statement
    return analysis.point(point).instruction.source or Place(-1)


# --- what still needs the loan --------------------------------------------------------------------------------------


def _need(analysis: BodyAnalysis, loans: Loans, clash: _Clash) -> Point | None:
    need = loans.later_need(clash.borrow, clash.point)
    if need is None:
        return None
    return (
        caller_need(analysis, need, clash.point)
        if need.point is None
        else _use(analysis, need, need.point, clash.point)
    )


def _use(analysis: BodyAnalysis, need: LaterNeed, point: int, at: int) -> Point | None:
    where = analysis.locations.get(point)
    if where is None:
        return None
    binding = analysis.variables.of(Place(need.local))
    holder = analysis.ids.get(binding) if binding is not None else None
    name = binding.name if binding is not None else ""
    instruction = analysis.point(point).instruction
    if need.drop:
        local = analysis.body.locals[need.local]
        named = binding is not None and not binding.temporary
        fact, by = (Fact.DROPPED, "") if named else (Fact.TEMPORARY, types.display(local.type))
        return Point(Role.NEED, fact, where.line, where.column, name, by, holder)
    by = analysis.targets.callee_name(point) if instruction.kind in ("call", "tail call") else ""
    fact = Fact.NEXT_ROUND if need.again else Fact.ITSELF if point == at else Fact.USED
    return Point(Role.NEED, fact, where.line, where.column, name, by, holder)


def caller_need(analysis: BodyAnalysis, need: LaterNeed, clash: int) -> Point | None:
    """The caller's need, at the last place of the way to it that stands in the body."""
    spans = [bound.span for bound in need.way if bound.cause != "BoringNoLocation" and bound.span is not None]
    ending = [b.span for b in need.way if b.cause in ("Return", "CallArgument", "Yield", "ClosureUpvar") and b.span]
    span = next(iter(ending[::-1] or spans[::-1]), None)
    if span is None:
        return None
    fact = Fact.STATIC if need.region == STATIC else Fact.CALLER
    at = [p for p in analysis.graph.order if analysis.point(p).span == span]
    calls = [p for p in at if analysis.point(p).instruction.kind in ("call", "tail call")]
    returned = any(bound.cause == "Return" and bound.span == span for bound in need.way)
    name = "" if not calls else analysis.targets.callee_name(calls[0])
    if returned:
        gone = _ends(analysis.point(clash).instruction) is not None
        name = "return" if gone or any(reaches(analysis.graph, clash, p) for p in at) else "early return"
    line, column = analysis.position_of(span)
    return Point(Role.NEED, fact, line, column, "", name)


# --- what collides --------------------------------------------------------------------------------------------------


def _access(analysis: BodyAnalysis, point: int) -> Point | None:
    """The access that a loan forbids."""
    instruction, where = analysis.point(point).instruction, analysis.locations.get(point)
    if where is None:
        return None
    for fact, place in _accesses(instruction):
        text = analysis.variables.place_text(place)
        owner = analysis.variables.of(place)
        if owner is not None:
            return Point(Role.CLASH, fact, where.line, where.column, text, "", analysis.ids[owner])
    return None


def _accesses(instruction: Instruction) -> Iterable[tuple[Fact, Place]]:
    if instruction.rvalue == "ref" and instruction.source is not None:
        yield (Fact.BORROWED_MUT if _kind(instruction) else Fact.BORROWED), instruction.source
    yield from ((Fact.MOVED, place) for place in instruction.moves)
    yield from ((Fact.USED, place) for place in instruction.copies)
    if instruction.source is not None:
        yield Fact.USED, instruction.source
    if instruction.place is not None and instruction.kind in ("assign", "call", "yield"):
        yield Fact.ASSIGNED, instruction.place
    if instruction.place is not None and instruction.kind in ("fake read", "drop"):
        yield (Fact.USED if instruction.kind == "fake read" else Fact.ASSIGNED), instruction.place


def _ends(instruction: Instruction) -> Fact | None:
    """Whether an instruction ends what is lent."""
    if instruction.kind == "drop":
        return Fact.DROPPED
    return Fact.ENDED if instruction.kind in _ENDS else None


def _end(analysis: BodyAnalysis, clash: _Clash) -> Point | None:
    where = analysis.locations.get(clash.point)
    borrowed = _borrowed(analysis, clash.borrow)
    owner = analysis.variables.of(borrowed)
    if where is None:
        return None
    instruction = analysis.point(clash.point).instruction
    fact = Fact.YIELDED if instruction.kind == "yield" else _ends(instruction) or Fact.ENDED
    place = analysis.variables.place_text(Place(borrowed.local)) if owner is not None else ""
    return Point(
        Role.CLASH, fact, where.line, where.column, place, "", analysis.ids[owner] if owner is not None else None
    )
