"""The loans of a body as a reader is shown them: what is borrowed, for what, who holds it, on which lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from borrowproof.facts import types
from borrowproof.facts.control_flow import points_in
from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Borrow, Instruction, Place
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.facts.variables import Binding
from borrowproof.model.timeline import Holding, Loan, ReferenceKind, State, TargetKind
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.events import Events
from borrowproof.ownership.analysis.later_needs import LaterNeed, LaterNeeds
from borrowproof.ownership.analysis.line_entries import LineEntries
from borrowproof.ownership.analysis.liveness import live_points
from borrowproof.ownership.analysis.loan_ends import loan_ends
from borrowproof.ownership.analysis.loans_in_scope import LoansInScope, same_part

_IDLE = frozenset({"goto", "false edge", "fake read", "mention", "ascribe", "nothing"})


class Loans(LoansInScope):
    """The loans of one body: where each is in scope, who holds it, and what ends it."""

    def __init__(self, analysis: BodyAnalysis, events: Events, entries: LineEntries) -> None:
        super().__init__(analysis)
        self._events = events
        self._entries = entries
        self.shown: dict[str, Loan] = {}  # by rustc's name
        self._needs = LaterNeeds(analysis, analysis.regions.held)

    def all(self, first_id: int) -> tuple[Loan, ...]:
        """The loans that a reader can be shown, numbered from `first_id`, in the order of execution."""
        order = self._analysis.graph.order
        issued = [(self._starts[b.block] + b.statement, b) for b in self._analysis.body.borrows]
        reachable = sorted((item for item in issued if item[0] in order), key=lambda item: order[item[0]])
        found = ((borrow, self._loan(point, borrow)) for point, borrow in reachable)
        shown = [(borrow, loan) for borrow, loan in found if loan is not None]
        self.shown = {borrow.name: replace(loan, id=first_id + n) for n, (borrow, loan) in enumerate(shown)}
        return tuple(self.shown.values())

    @property
    def issued(self) -> tuple[Borrow, ...]:
        """rustc's table of loans, but for those that no control reaches."""
        starts, order = self._starts, self._analysis.graph.order
        return tuple(b for b in self._analysis.body.borrows if starts[b.block] + b.statement in order)

    def broken_in_scope(self, borrow: Borrow) -> list[int]:
        """The points at which something breaks a loan that is in force there, in the order of execution."""
        point = self.point_of(borrow)
        broken = self._analysis.regions.broken(borrow.name)
        order = self._analysis.graph.order
        borrowed = self._analysis.point(point).instruction.source
        if borrowed is None:
            return []
        in_scope = self.scope_of(point, borrow, borrowed, broken).in_scope
        return sorted((p for p in broken if in_scope >> p & 1 and p in order), key=order.__getitem__)

    def point_of(self, borrow: Borrow) -> int:
        """Where a loan is issued."""
        return self._starts[borrow.block] + borrow.statement

    def point_of_name(self, name: str) -> int | None:
        """Where the loan that rustc calls so is issued."""
        return next((self.point_of(borrow) for borrow in self.issued if borrow.name == name), None)

    def place_of(self, borrow: Borrow) -> Place | None:
        """What a loan has lent."""
        return self._analysis.point(self.point_of(borrow)).instruction.source

    def is_of(self, borrow: Borrow, local: int) -> bool:
        """Whether a loan is of a local, or of what is reached through it."""
        place = self.place_of(borrow)
        return place is not None and place.local == local

    def is_mutable(self, borrow: Borrow) -> bool:
        return _is_mutable(self._analysis.point(self.point_of(borrow)).instruction)

    def is_fake(self, borrow: Borrow) -> bool:
        """Whether only the borrow checker makes it, for a `match` whose guard has not decided yet."""
        return self._analysis.point(self.point_of(borrow)).instruction.detail.startswith("fake")

    def in_scope(self, borrow: Borrow, extended: int = 0) -> int:
        """The points at which a loan is in force, as bits; with a region that has the points `extended` as well, those
        at which it would be."""
        point, borrowed = self.point_of(borrow), self.place_of(borrow)
        if borrowed is None:
            return 0
        region = spans.point_bits(self.region_value(borrow.region), self._starts)
        return self._flood(point, region | extended, borrowed, ())[0]

    def borrows_held_by(self, local: int) -> Iterator[Borrow]:
        """The loans whose regions flow into the type of a local."""
        flow = self._analysis.regions
        regions = flow.held.get(local, frozenset())
        return (b for b in self.issued if regions and regions & flow.reached(b.region))

    def later_need(self, borrow: Borrow, point: int) -> LaterNeed | None:
        """What still needs a loan at a point at which something breaks it."""
        return self._needs.of(borrow.region, point)

    def _loan(self, point: int, borrow: Borrow) -> Loan | None:
        instruction = self._analysis.point(point).instruction
        borrowed = instruction.source
        if instruction.rvalue != "ref" or borrowed is None:
            raise UnknownConstruct(f"{borrow.name} is issued at {self._analysis.point(point).text!r}")
        where = self._analysis.locations.get(point)
        if where is None or not self._is_shown(instruction, where, borrowed):
            return None
        owner = self._analysis.variables.of(borrowed)
        temporary = owner is None or owner.temporary
        broken = self._analysis.regions.broken(borrow.name)
        reach = self.scope_of(point, borrow, borrowed, broken)
        destination = self._analysis.targets.of_borrow(point)
        target = destination.target if destination is not None else None
        holdings = tuple(self._holdings(borrow.region, reach.in_scope, where.line))
        capture = target is not None and target.kind is TargetKind.CLOSURE
        in_pattern = self._in_pattern(point, where)
        if temporary and not holdings and reach.needed == reach.in_scope:
            owner = None  # lent within its own expression, which no lane needs to show
        return Loan(
            id=0,
            place=self._analysis.variables.place_text(borrowed) if owner is not None else "",
            variable_id=self._analysis.ids[owner] if owner is not None else None,
            kind=ReferenceKind.MUTABLE if _is_mutable(instruction) else ReferenceKind.SHARED,
            line=where.line,
            column=where.column,
            holders=tuple(holding.variable_id for holding in holdings),
            lent_to=target.name if target is not None and target.kind is TargetKind.CALL else None,
            live_lines=self._lines(reach.in_scope, where.line),
            needed_lines=self._lines(reach.needed, where.line),
            ends=loan_ends(self._analysis, where, reach, borrowed),
            two_phase=self._activated(point, borrowed, broken, reach.in_scope),
            reborrow=self._is_reborrow(borrowed, owner),
            autoref=not (capture or in_pattern or self._is_written(point, where)),
            capture=capture,
            in_pattern=in_pattern,
            outlives=self.outlives(borrow.region),
            written=where.in_user_code,
            order=self._events.order_of(point) or 0,
            taken=self._events.order_of(destination.point) if destination is not None else None,
            excludes=self._events.excluded_by(self._events.order_of(point)),
            conditional=self._events.is_conditional(self._events.order_of(point)),
            before=self._before(point, owner, borrowed),
            holdings=holdings,
            of_temporary=temporary,
        )

    def _before(self, point: int, owner: Binding | None, borrowed: Place) -> State | None:
        """The state of the variable that is borrowed; a guard sees a value that it is given only afterwards."""
        if owner is None:
            return None
        guard = self._analysis.variables.is_seen_by_guard(borrowed)
        return State.OWNED if guard else self._analysis.state(owner, point)

    def _is_shown(self, instruction: Instruction, where: SourceLocation, borrowed: Place) -> bool:
        """Whether a loan says something to a reader. Left out are those that only the borrow checker makes (`fake`),
        the working of a macro, a `for` or an `.await` on its own temporaries, and temporary references passed on."""
        owner = self._analysis.variables.of(borrowed)
        if instruction.detail.startswith("fake"):
            return False
        hidden = any(debug.place.local == borrowed.local for debug in self._analysis.body.debug)
        if owner is not None and not owner.temporary:
            return True
        return where.in_user_code and not hidden and not self._is_reborrow(borrowed, owner)

    def _lines(self, bits: int, own: int, *, within: bool = False) -> tuple[int, ...]:
        """The lines of points, and a loan's own line unless it must be `within` them. What does nothing when the
        program runs may stand further up than it comes: at the head of a `match`, or in the pattern of a `let`."""
        where, points = self._analysis.locations, self._analysis.body.points
        there = [p for p in points_in(bits) if p in where]
        idle = {p for p in there if where[p].line < own and _is_idle(points[p].instruction)}
        first = () if within else (own,)
        lines = {where[p].line for p in there if p not in idle}
        return tuple(sorted({*first, *(line for line in lines if self._entries.is_entered_within(line, bits))}))

    def _holdings(self, region: str, live: int, own: int) -> Iterator[Holding]:
        """The variables in whose types a region is live, while the loan is in force, that its region flows into."""
        reached = self._analysis.regions.reached(region)
        for binding, number in self._analysis.ids.items():
            regions = self._analysis.regions.of_local(binding.place.local) if not binding.captured else frozenset()
            held = 0
            for one in regions & reached:
                held |= live & self._live_at(one, binding.place.local)
            if held:
                yield Holding(number, self._lines(held, own, within=True))

    def _live_at(self, region: str, local: int) -> int:
        """Where a region in the type of a local is live."""
        live = self._analysis.body.live.get(region, "")
        if live or not self.outlives(region):
            return spans.point_bits(live, self._starts)
        dropping = self._analysis.regions.is_dropped(region, local)
        return live_points(self._analysis.body, self._analysis.graph, local, dropping=dropping)

    def outlives(self, region: str) -> bool:
        """Whether a region must outlive the function's body."""
        return bool(spans.universal_regions(self.region_value(region)) & self._analysis.body.universal.keys())

    def _activated(self, point: int, borrowed: Place, broken: Collection[int], live: int) -> int | None:
        """The line on which a two-phase borrow becomes a mutable one, where something reads the place before that.

        MIR does not print that a borrow is one of two phases. That a read of the place does not break it says so.
        """
        instruction = self._analysis.point(point).instruction
        to = instruction.place
        if not _is_mutable(instruction) or to is None or self._analysis.variables.of(to) is not None:
            return None
        reading = (p for p in points_in(live) if p not in broken)
        if not any(_reads(self._analysis.point(p).instruction, borrowed) for p in reading):
            return None
        order = self._analysis.graph.order
        uses = [p for p in points_in(live) if p in order and _takes(self._analysis.point(p).instruction, to.local)]
        return self._analysis.line(min(uses, key=order.__getitem__)) if uses else None

    def _is_reborrow(self, borrowed: Place, owner: Binding | None) -> bool:
        """Whether a place lies behind a reference (other than the one by which a closure captured the variable)."""
        own = len(borrowed.projection) - len(self._analysis.variables.projection_beyond(borrowed) or ()) if owner else 0
        return any(
            elem.kind == "deref" and not types.is_box(self._analysis.initialization.type_at(borrowed, index))
            for index, elem in enumerate(borrowed.projection)
            if index >= own
        )

    def _is_written(self, point: int, where: SourceLocation) -> bool:
        """Whether the program's text says `&` where it borrows."""
        span = self._analysis.point(point).span
        return where.in_user_code and span is not None and self._analysis.source.between(*span[1:]).startswith("&")

    def _in_pattern(self, point: int, where: SourceLocation) -> bool:
        """Whether a pattern borrows: the reference is a variable's first value, and the borrow's text is its name's."""
        to = self._analysis.point(point).instruction.place
        binding = self._analysis.variables.of(to) if to is not None else None
        span = self._analysis.point(point).span
        if binding is None or span is None or not where.in_user_code:
            return False
        return (span.line, span.column) <= binding.position < (span.end_line, span.end_column)


def _is_idle(instruction: Instruction) -> bool:
    return instruction.kind in _IDLE or (instruction.rvalue == "ref" and instruction.detail.startswith("fake"))


def _is_mutable(instruction: Instruction) -> bool:
    return instruction.detail.endswith("mut")


def _reads(instruction: Instruction, borrowed: Place) -> bool:
    """Whether an instruction reads the borrowed place, or a part of it or around it."""
    places = list(instruction.copies)
    if instruction.rvalue == "ref" and not instruction.detail and instruction.source is not None:
        places.append(instruction.source)
    return any(
        place.local == borrowed.local and all(map(same_part, place.projection, borrowed.projection)) for place in places
    )


def _takes(instruction: Instruction, local: int) -> bool:
    return any(o.place is not None and o.place.local == local for o in instruction.operands)
