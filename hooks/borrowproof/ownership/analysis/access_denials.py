"""What may not be done to a variable before each line, and why: "may I?" answered from the facts.

The question is what rustc would say of the program with one more statement in front of a line: `let _ = &x;`,
`x = ...;`, `let _ = x;` and so on. Three things can stand against it: the variable itself (no value, no `mut`), a loan
of it that is in force there, and what comes later: a value that is moved out is missing where it is used further on,
and a reference that is used once more must have stayed valid up to there (`value_flow`, `hypothetical_use`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from borrowproof.facts.copy_types import CopyTypes
from borrowproof.facts.mir.syntax import Borrow, Place
from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.variables import Binding
from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.timeline import Loan, State
from borrowproof.ownership.analysis import access_conflicts
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.hypothetical_use import HypotheticalUse, any_in
from borrowproof.ownership.analysis.line_states import Entry, LineStates
from borrowproof.ownership.analysis.loans import Loans
from borrowproof.ownership.analysis.value_flow import Points, ValueFlow

_ACCESSES = tuple(Access)  # to go through an enum takes three times as long


class _Reason(NamedTuple):
    """A denial without its lines."""

    access: Access
    obstacle: Obstacle
    code: str | None
    at: int | None = None
    loan_id: int | None = None
    again: bool = False


class AccessDenials:
    """The denials of one body, variable by variable."""

    def __init__(self, analysis: BodyAnalysis, line_states: LineStates, loans: Loans) -> None:
        self._analysis = analysis
        self._line_states = line_states
        self._loans = loans
        self._copies = CopyTypes(analysis.body, analysis.declarations)
        self._in_force = {borrow: loans.in_scope(borrow) for borrow in loans.issued}

    def is_copy(self, binding: Binding) -> bool | None:
        """Whether the type of a variable is `Copy`; None where nothing tells."""
        return self._copies.is_copy(binding.type)

    def of(self, binding: Binding) -> tuple[Denial, ...]:
        """What may not be done to a variable, for every line on which its state is known. Nothing is told of one that a
        closure captured: one more use of it may change how it is captured."""
        path = self._analysis.path(binding)
        if binding.captured or path is None or path[1]:
            return ()
        question = _Question(self._analysis, self._loans, self._in_force, self.is_copy(binding), binding, path)
        lines: dict[_Reason, list[int]] = {}
        for entry in self._line_states.entries(binding):
            for reason in question.denied(entry):
                lines.setdefault(reason, []).append(entry.line)
        return tuple(
            Denial(why.access, why.obstacle, why.code, tuple(where), why.at, why.loan_id, why.again)
            for why, where in lines.items()
        )


class _Question:
    """May this one variable be read, changed, lent, moved?"""

    def __init__(
        self,
        analysis: BodyAnalysis,
        loans: Loans,
        in_force: dict[Borrow, int],
        copied: bool | None,
        binding: Binding,
        path: MovePath,
    ) -> None:
        self._analysis = analysis
        self._loans = loans
        self._binding = binding
        self._path = path
        self._local = binding.place.local
        self._copied = copied
        self._dropped = binding.place in analysis.dropped
        mine = [(borrow, bits) for borrow, bits in in_force.items() if loans.is_of(borrow, self._local)]
        self._lent = [(borrow, bits) for borrow, bits in mine if not loans.is_fake(borrow)]
        self._matched = [(borrow, bits) for borrow, bits in mine if loans.is_fake(borrow)]
        self._flow = ValueFlow(analysis, self._local)
        self._one_more = HypotheticalUse(analysis, loans, in_force, self._local)

    def denied(self, entry: Entry) -> Iterator[_Reason]:
        """The accesses that are forbidden where control comes to a line, each with its reason."""
        state, points = self._analysis.initialization.state_of(self._path, entry.facts), entry.points
        in_force = [borrow for borrow, bits in self._lent if any_in(bits, points)]
        in_force += self._one_more.keeps_of_itself(entry, self._lent)
        owned = state is State.OWNED
        for access in _ACCESSES:
            reason = (  # in the order in which rustc looks, so that the code is the one that it reports
                (access is Access.LEND_MUTABLY and self._for_lack_of_mut(state))
                or (not owned and self._for_lack_of_value(access, state, points))
                or (self._matched and self._for_a_guard(access, points))
                or (in_force and self._for_a_loan(access, in_force))
                or (access is Access.CHANGE and self._for_a_second_value(entry))
                or (access is Access.MOVE and self._for_a_later_use(entry))
                or self._for_an_outdated_reference(access, entry)
            )
            if isinstance(reason, _Reason):
                yield reason

    # -- the variable itself

    def _for_lack_of_value(self, access: Access, state: State, points: Points) -> _Reason | None:
        if access is Access.CHANGE or state is State.OWNED:
            return None
        moves = self._flow.moves_before(points)
        if not moves:
            return _Reason(access, Obstacle.NO_VALUE, "E0381")
        at = self._analysis.line(max(moves, key=self._analysis.graph.order.__getitem__)) or None
        return _Reason(access, Obstacle.PARTLY_MOVED if state is State.PARTIAL else Obstacle.MOVED, "E0382", at)

    def _for_lack_of_mut(self, state: State) -> _Reason | None:
        """Of one that never had a value rustc only says so."""
        if self._binding.mutable or state is State.UNINIT:
            return None
        return _Reason(Access.LEND_MUTABLY, Obstacle.IMMUTABLE, "E0596")

    def _for_a_second_value(self, entry: Entry) -> _Reason | None:
        points, access = entry.points, Access.CHANGE
        if self._binding.mutable:
            return None
        if self._binding.argument or self._flow.was_given_before(points):
            return _Reason(access, Obstacle.IMMUTABLE, "E0384")
        given = self._flow.next_gift(points)
        if given is not None:
            return _Reason(access, Obstacle.VALUE_FOLLOWS, "E0384", self._analysis.line(given) or None)
        if self._flow.comes_back(entry):
            return _Reason(access, Obstacle.VALUE_FOLLOWS, "E0384", None, again=True)
        return None

    # -- loans of it

    def _for_a_guard(self, access: Access, points: Points) -> _Reason | None:
        """Nothing may change what a `match` looks at before the guard of an arm has decided."""
        if access not in (Access.CHANGE, Access.LEND_MUTABLY):
            return None
        matched = (borrow for borrow, bits in self._matched if any_in(bits, points))
        found = next(matched, None)
        return None if found is None else _Reason(access, Obstacle.MATCHED, "E0510", self._line_of(found))

    def _for_a_loan(self, access: Access, in_force: Iterable[Borrow]) -> _Reason | None:
        steps = len(self._binding.place.projection)
        copied = bool(self._copied) and access in (Access.READ, Access.MOVE)
        for borrow in in_force:
            place = self._loans.place_of(borrow)
            if place is None:
                continue
            if not access_conflicts.reaches(access, self._analysis, place, steps, dropped=self._dropped):
                continue
            mutable = self._loans.is_mutable(borrow)
            loan = self._loans.shown.get(borrow.name)
            unique = self._is_unique(loan)
            code = access_conflicts.code_of_conflict(access, mutable=mutable, copied=copied, unique=unique)
            if code is not None:
                return _Reason(access, Obstacle.LENT, code, self._line_of(borrow), loan.id if loan else None)
        return None

    def _is_replaced(self, point: int) -> bool:
        """Whether a point drops a value to make room for another one."""
        drop = self._analysis.point(point).instruction
        following = (self._analysis.point(p).instruction for p in self._analysis.graph.successors[point])
        return drop.kind == "drop" and any(i.kind in ("assign", "call") and i.place == drop.place for i in following)

    def _is_unique(self, loan: Loan | None) -> bool:
        """Whether a closure borrows what it changes although nobody declared it `mut`: behind a reference, or by
        mistake."""
        if loan is None or not loan.capture:
            return False
        owner = next((b for b, number in self._analysis.ids.items() if number == loan.variable_id), None)
        return loan.reborrow or (owner is not None and not owner.mutable)

    def _line_of(self, borrow: Borrow) -> int | None:
        return self._analysis.line(self._loans.point_of(borrow)) or None

    # -- what comes later

    def _for_a_later_use(self, entry: Entry) -> _Reason | None:
        points, access = entry.points, Access.MOVE
        if self._copied:
            return None
        order = self._analysis.graph.order
        next_need = self._flow.next_need
        used = min((next_need[p] for p in points if p in next_need), key=order.__getitem__, default=None)
        if used is None and not self._flow.comes_back(entry):
            return _Reason(access, Obstacle.UNKNOWN, None) if self._copied is None else None
        if self._copied is None:
            return _Reason(access, Obstacle.UNKNOWN, None)
        if used is None:
            return _Reason(access, Obstacle.NEEDED, "E0382", None, again=True)
        again = order[used] < min(order[p] for p in points)
        return _Reason(access, Obstacle.NEEDED, "E0382", self._analysis.line(used) or None, again=again)

    def _for_an_outdated_reference(self, access: Access, entry: Entry) -> _Reason | None:
        if access is Access.CHANGE:
            return None
        found = self._one_more.outdated(entry)
        if found is None:
            return None
        borrow, at = found
        loan, place = self._loans.shown.get(borrow.name), self._loans.place_of(borrow)
        if place is None:
            return None
        code = access_conflicts.code_of_break(
            self._analysis.point(at).instruction,
            place,
            mutable=self._loans.is_mutable(borrow),
            temporary=self._analysis.variables.of(Place(place.local)) is None,
            unique=self._is_unique(loan),
            replaced=self._is_replaced(at),
        )
        captured = (x for b, x in self._loans.shown.items() if x.capture and self._loans.point_of_name(b) == at)
        if code == "E0501" and any(map(self._is_unique, captured)):
            code = "E0524"  # a second closure
        return _Reason(access, Obstacle.OUTDATED, code, self._analysis.line(at) or None, loan.id if loan else None)
