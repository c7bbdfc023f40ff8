"""What may not be done to a variable before each line, and why: "may I?" answered from the facts.

The question is what rustc would say of the program with one more statement in front of a line: `let _ = &x;`,
`x = ...;`, `let _ = x;` and so on. Three things can stand against it: the variable itself (no value, no `mut`), a loan
of it that is in force there, and what comes later: a value that is moved out is missing where it is used further on,
and a reference that is used once more must have stayed valid up to there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from borrowproof.facts.copy_types import CopyTypes
from borrowproof.facts.mir.syntax import Borrow, Instruction, Place
from borrowproof.facts.variables import Binding
from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.timeline import Loan, State
from borrowproof.ownership.analysis import access_conflicts
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.line_states import Entry, LineStates
from borrowproof.ownership.analysis.liveness import gives_value
from borrowproof.ownership.analysis.loans import Loans
from borrowproof.ownership.analysis.move_paths import MovePath

Points = Sequence[int]


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
        self._borrows_held = tuple(loans.borrows_held_by(self._local))
        breakable = (b for b in self._borrows_held if analysis.regions.broken(b.name))
        self._held = [(borrow, in_force[borrow]) for borrow in breakable]
        self._known_outdated: dict[tuple[int, ...], tuple[Borrow, int] | None] = {}

    def denied(self, entry: Entry) -> Iterator[_Reason]:
        """The accesses that are forbidden where control comes to a line, each with its reason."""
        state, points = self._analysis.initialization.state_of(self._path, entry.facts), entry.points
        in_force = [borrow for borrow, bits in self._lent if _any_in(bits, points)]
        in_force += self._kept_by_itself(entry)
        for access in Access:
            reason = (  # in the order in which rustc looks, so that the code is the one that it reports
                self._for_lack_of_mut(access, state)
                or self._for_lack_of_value(access, state, points)
                or self._for_a_guard(access, points)
                or self._for_a_loan(access, in_force)
                or self._for_a_second_value(access, entry)
                or self._for_a_later_use(access, entry)
                or self._for_an_outdated_reference(access, entry)
            )
            if reason is not None:
                yield reason

    # -- the variable itself

    def _for_lack_of_value(self, access: Access, state: State, points: Points) -> _Reason | None:
        if access is Access.CHANGE or state is State.OWNED:
            return None
        moves = self._moves_before(points)
        if not moves:
            return _Reason(access, Obstacle.NO_VALUE, "E0381")
        at = self._analysis.line(max(moves, key=self._analysis.graph.order.__getitem__)) or None
        return _Reason(access, Obstacle.PARTLY_MOVED if state is State.PARTIAL else Obstacle.MOVED, "E0382", at)

    def _moves_before(self, points: Points) -> list[int]:
        """The moves out of the variable, or a part of it, whose lack of a value control can bring to `points`."""
        graph, found = self._analysis.graph, []
        waiting, seen = [b for p in points for b in graph.predecessors[p]], set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen:
                continue
            seen.add(point)
            instruction = self._analysis.point(point).instruction
            if any(place.local == self._local for place in instruction.moves):
                found.append(point)
                if Place(self._local) in instruction.moves:
                    continue
            if not gives_value(instruction, self._local):
                waiting.extend(graph.predecessors[point])
        return found

    def _for_lack_of_mut(self, access: Access, state: State) -> _Reason | None:
        """Of one that never had a value rustc only says so."""
        if access is not Access.LEND_MUTABLY or self._binding.mutable or state is State.UNINIT:
            return None
        return _Reason(access, Obstacle.IMMUTABLE, "E0596")

    def _for_a_second_value(self, access: Access, entry: Entry) -> _Reason | None:
        points = entry.points
        if access is not Access.CHANGE or self._binding.mutable:
            return None
        if self._binding.argument or self._was_given_before(points):
            return _Reason(access, Obstacle.IMMUTABLE, "E0384")
        given = self._first_after(points, lambda instruction: _assigns(instruction, self._local))
        if given is not None:
            return _Reason(access, Obstacle.VALUE_FOLLOWS, "E0384", self._analysis.line(given) or None)
        if self._comes_back(entry):
            return _Reason(access, Obstacle.VALUE_FOLLOWS, "E0384", None, again=True)
        return None

    def _was_given_before(self, points: Points) -> bool:
        return any(point in self._given for point in points)

    @cached_property
    def _given(self) -> frozenset[int]:
        """The points to which control may come after the variable has been given a value, in the same round of its
        scope."""
        graph, found = self._analysis.graph, set[int]()
        waiting = [f for point in self._analysis.given_at.get(self._local, ()) for f in graph.successors[point]]
        while waiting:
            point = waiting.pop()
            if point in found:
                continue
            found.add(point)
            instruction = self._analysis.point(point).instruction
            if instruction.kind not in ("storage live", "storage dead") or instruction.place != Place(self._local):
                waiting.extend(graph.successors[point])
        return frozenset(found)

    # -- loans of it

    def _for_a_guard(self, access: Access, points: Points) -> _Reason | None:
        """Nothing may change what a `match` looks at before the guard of an arm has decided."""
        if access not in (Access.CHANGE, Access.LEND_MUTABLY):
            return None
        matched = (borrow for borrow, bits in self._matched if _any_in(bits, points))
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

    def _kept_by_itself(self, entry: Entry) -> list[Borrow]:
        """The loans of the variable that it holds itself (`&'a mut self`), and that one more use of it would find still
        in force."""
        own = [
            borrow for borrow, bits in self._lent if borrow in self._borrows_held and not _any_in(bits, entry.points)
        ]
        live = self._live_before(entry) if own else 0
        return [borrow for borrow in own if _any_in(self._loans.in_scope(borrow, live), entry.sources)]

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

    def _for_a_later_use(self, access: Access, entry: Entry) -> _Reason | None:
        points = entry.points
        if access is not Access.MOVE or self._copied:
            return None
        order = self._analysis.graph.order
        used = min((self._next_need[p] for p in points if p in self._next_need), key=order.__getitem__, default=None)
        if used is None and not self._comes_back(entry):
            return _Reason(access, Obstacle.UNKNOWN, None) if self._copied is None else None
        if self._copied is None:
            return _Reason(access, Obstacle.UNKNOWN, None)
        if used is None:
            return _Reason(access, Obstacle.NEEDED, "E0382", None, again=True)
        again = order[used] < min(order[p] for p in points)
        return _Reason(access, Obstacle.NEEDED, "E0382", self._analysis.line(used) or None, again=again)

    @cached_property
    def _next_need(self) -> dict[int, int]:
        """For each point from which control comes to one that needs the variable's value, without another one being
        given to it before: the nearest of those."""
        order = self._analysis.graph.order
        needing = (p for p in order if _needs(self._analysis.point(p).instruction, self._local))
        found = {point: point for point in sorted(needing, key=order.__getitem__)}
        waiting = list(found)
        for point in waiting:
            for before in self._analysis.graph.borrowck_predecessors[point]:
                if before not in found and not gives_value(self._analysis.point(before).instruction, self._local):
                    found[before] = found[point]
                    waiting.append(before)
        return found

    def _for_an_outdated_reference(self, access: Access, entry: Entry) -> _Reason | None:
        if access is Access.CHANGE:
            return None
        found = self._outdated(entry)
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
        )
        return _Reason(access, Obstacle.OUTDATED, code, self._analysis.line(at) or None, loan.id if loan else None)

    def _outdated(self, entry: Entry) -> tuple[Borrow, int] | None:
        """The loan that would last too long if the variable were used before a line, and the first point that breaks it
        there."""
        if entry.points not in self._known_outdated:
            self._known_outdated[entry.points] = self._find_outdated(entry)
        return self._known_outdated[entry.points]

    def _find_outdated(self, entry: Entry) -> tuple[Borrow, int] | None:
        held = [(borrow, bits) for borrow, bits in self._held if self._may_be_outdated(borrow, bits, entry.points)]
        live = self._live_before(entry) if held else 0
        order = self._analysis.graph.order
        for borrow, bits in held:
            longer = self._loans.in_scope(borrow, live) & ~bits
            broken = [p for p in self._analysis.regions.broken(borrow.name) if longer >> p & 1 and p in order]
            if broken:
                return borrow, min(broken, key=order.__getitem__)
        return None

    def _may_be_outdated(self, borrow: Borrow, bits: int, points: tuple[int, ...]) -> bool:
        """Whether a use before `points` could make a loan longer and let it meet what breaks it.

        Where the loan is in force, whoever holds it is live, and one more use makes nothing longer. Elsewhere the loan
        can only grow over points that control comes to after the borrow and before `points`: outside of loops, those
        that rank between them.
        """
        if all(bits >> point & 1 for point in points):
            return False
        order, loops = self._analysis.graph.order, self._analysis.graph.loop_points
        issued = self._loans.point_of(borrow)
        first = -1 if issued in loops else order[issued]
        last = len(self._analysis.body.points) if not loops.isdisjoint(points) else max(order[p] for p in points)
        return any(p in order and first < order[p] <= last for p in self._analysis.regions.broken(borrow.name))

    def _live_before(self, entry: Entry) -> int:
        """The points, as bits, at which the variable would be live if it were used before a line: those on the way
        there, and not those of the line itself."""
        graph, live = self._analysis.graph, 0
        before = (p for point in entry.points for p in graph.predecessors[point])
        ends = (p for p in before if self._analysis.point(p).instruction.kind == "storage dead")
        waiting = [p for p in (*entry.sources, *ends) if not self._gives(p)]
        while waiting:
            point = waiting.pop()
            if not live >> point & 1:
                live |= 1 << point
                waiting.extend(p for p in graph.predecessors[point] if not self._gives(p))
        return live

    def _gives(self, point: int) -> bool:
        return gives_value(self._analysis.point(point).instruction, self._local)

    # -- control flow

    def _first_after(self, points: Points, wanted: Callable[[Instruction], bool]) -> int | None:
        """The nearest point from `points` on at which `wanted` holds, while the variable keeps what it has."""
        successors = self._analysis.graph.borrowck_successors
        waiting = [point for point in points if point in self._analysis.graph.order]
        seen = set(waiting)
        for point in waiting:
            instruction = self._analysis.point(point).instruction
            if wanted(instruction) and point in self._analysis.graph.order:
                return point
            if gives_value(instruction, self._local):
                continue
            following = [p for p in successors[point] if p not in seen]
            seen.update(following)
            waiting += following
        return None

    def _comes_back(self, entry: Entry) -> bool:
        """Whether control can come to a line once more from where it came, while the variable keeps what it has: from
        within a loop, not from before it."""
        sources = self._sources(entry)
        if not any(source in self._analysis.graph.loop_points for source in sources):
            return False
        successors = self._analysis.graph.borrowck_successors
        waiting, seen = list(entry.points), set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen or gives_value(self._analysis.point(point).instruction, self._local):
                continue
            seen.add(point)
            if any(following in sources for following in successors[point]):
                return True
            waiting.extend(successors[point])
        return False

    def _sources(self, entry: Entry) -> set[int]:
        """Where control comes from: not the head of a loop, which has no text of its own, but what stands above it."""
        waiting, found, seen = list(entry.sources), set[int](), set[int]()
        while waiting:
            point = waiting.pop()
            if point in seen:
                continue
            seen.add(point)
            above = [p for p in self._analysis.graph.predecessors[point] if 0 < self._analysis.line(p) < entry.line]
            if above and self._analysis.point(point).instruction.kind in ("goto", "false edge"):
                waiting += above
            else:
                found.add(point)
        return found


def _any_in(bits: int, points: Points) -> bool:
    return any(bits >> point & 1 for point in points)


def _assigns(instruction: Instruction, local: int) -> bool:
    """Whether an instruction gives the whole variable a value."""
    if Place(local) in instruction.outputs:
        return True
    return instruction.kind in ("assign", "call", "yield") and instruction.place == Place(local)


def _needs(instruction: Instruction, local: int) -> bool:
    """Whether an instruction is an error where the variable has no value: it uses it, or fills a part of it."""
    if instruction.kind in ("drop", "storage live", "storage dead"):
        return False
    read = [*instruction.moves, *instruction.copies, *([instruction.source] if instruction.source is not None else [])]
    place = instruction.place
    if place is not None and (place.projection or instruction.kind in ("fake read", "mention")):
        read.append(place)
    return any(one.local == local for one in read)
