"""What ends a loan: where it stops being in force, path by path, and what it was needed for last."""

from __future__ import annotations

from borrowproof.facts.control_flow import points_in
from borrowproof.facts.mir.syntax import Instruction, Place
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.model.timeline import EndKind, LoanEnd
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.loans_in_scope import LoanScope


def loan_ends(analysis: BodyAnalysis, issued: SourceLocation, reach: LoanScope, borrowed: Place) -> tuple[LoanEnd, ...]:
    """The ends of a loan of `borrowed`, in the order of their lines; one that is never needed ends where it is made."""
    found: dict[LoanEnd, None] = {}
    order = analysis.graph.order
    for point in sorted((p for p in points_in(reach.in_scope) if p in order), key=order.__getitem__):
        where = analysis.locations.get(point)
        end = _end(analysis, point, where, reach, borrowed) if where is not None else None
        if end is not None:
            found[end] = None
    return tuple(sorted(found, key=lambda end: end.line)) or (LoanEnd(issued.line, EndKind.USE),)


def _end(
    analysis: BodyAnalysis, point: int, where: SourceLocation, reach: LoanScope, borrowed: Place
) -> LoanEnd | None:
    """How a loan ends at a point where it is in force; None where it goes on on all paths, or where control ends."""
    following = analysis.graph.successors[point]
    staying = [f for f in following if reach.in_scope >> f & 1]
    instruction = analysis.point(point).instruction
    if reach.killed >> point & 1:
        kind = EndKind.SCOPE_END if instruction.kind == "storage dead" else EndKind.OVERWRITE
        return LoanEnd(where.line, kind, analysis.variables.place_text(Place(borrowed.local)))
    if instruction.kind == "return":
        return LoanEnd(where.line, EndKind.RETURN)
    if len(staying) == len(following):
        return None
    return LoanEnd(where.line, EndKind.BRANCH) if staying else _last_use(analysis, point, where.line, instruction)


def _last_use(analysis: BodyAnalysis, point: int, line: int, instruction: Instruction) -> LoanEnd:
    if instruction.kind == "drop" and instruction.place is not None:
        return LoanEnd(line, EndKind.DROP, analysis.variables.place_text(instruction.place))
    if instruction.kind in ("call", "tail call"):
        return LoanEnd(line, EndKind.CALL, analysis.targets.callee_name(point))
    return LoanEnd(line, EndKind.USE)
