"""The points of an error about a reference to a `#[thread_local]` that gets out of its function: E0712.

rustc treats the end of the function as the end of the thread (`check_for_invalidation_at_exit` in
`rustc_borrowck/src/lib.rs`), and dumps no access there that breaks the loan.
"""

from __future__ import annotations

from borrowproof.facts.mir.syntax import Borrow
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.diagnostic import Span
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.loan_conflicts import caller_need
from borrowproof.ownership.analysis.loans import Loans


def thread_local_points(analysis: BodyAnalysis, loans: Loans, primary: Span) -> tuple[Point, ...]:
    """The points: the loan, who needs it for longer than the function runs, and the end of the function."""
    returns = [p for p in analysis.graph.order if analysis.point(p).instruction.kind == "return"]
    for borrow in loans.issued if returns else ():
        where = analysis.locations.get(loans.point_of(borrow))
        name = _thread_local(analysis, loans, borrow)
        if name and where is not None and (where.line, where.column) == (primary.line_start, primary.column_start):
            need = loans.later_need(borrow, returns[0])
            asked = caller_need(analysis, need, returns[0]) if need is not None and need.point is None else None
            end = analysis.locations[returns[0]]
            return (
                Point(Role.ORIGIN, Fact.LENT, where.line, where.column, name),
                *([asked] if asked is not None else []),
                Point(Role.CLASH, Fact.THREAD_LOCAL, end.line, end.column, name),
            )
    return ()


def _thread_local(analysis: BodyAnalysis, loans: Loans, borrow: Borrow) -> str:
    """The name of the `#[thread_local]` that is lent, "" where it is something else."""
    borrowed = loans.place_of(borrow)
    instructions = (analysis.point(point).instruction for point in analysis.graph.order)
    made = (i for i in instructions if i.rvalue == "thread local" and i.place is not None)
    names = (i.detail.rpartition("::")[2] for i in made if i.place and borrowed and i.place.local == borrowed.local)
    return next(names, "")
