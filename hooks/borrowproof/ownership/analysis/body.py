"""All that is known of one body, computed once: its control flow, places in the text, variables and states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from borrowproof.facts import control_flow, source_locations
from borrowproof.facts.control_flow import Graph
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.dump import DumpedBody
from borrowproof.facts.mir.syntax import Body, Place, Point, Span
from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.source_text import Source
from borrowproof.facts.variables import Binding, Variables
from borrowproof.model.timeline import State
from borrowproof.ownership.analysis.initialization import Initialization
from borrowproof.ownership.analysis.region_flow import RegionFlow
from borrowproof.ownership.analysis.temporaries import lasting_temporaries
from borrowproof.ownership.analysis.value_points import ValuePoints
from borrowproof.ownership.analysis.value_targets import ValueTargets


@dataclass(frozen=True)
class BodyAnalysis:
    """`locations` has every reachable point that a reader can be shown, by number. `ids` numbers the variables."""

    body: Body
    source: Source
    graph: Graph
    locations: dict[int, source_locations.SourceLocation]
    variables: Variables
    ids: dict[Binding, int]
    initialization: Initialization
    targets: ValueTargets
    regions: RegionFlow
    declarations: Declarations

    @cached_property
    def dropped(self) -> frozenset[Place]:
        """The places of which rustc schedules a drop anywhere, on paths that unwind too."""
        instructions = (point.instruction for point in self.body.points)
        return frozenset(i.place for i in instructions if i.kind == "drop" and i.place is not None)

    @cached_property
    def values(self) -> ValuePoints:
        """Where locals are given values, lose them and need them."""
        return ValuePoints(self.body.points, self.graph)

    def point(self, number: int) -> Point:
        return self.body.points[number]

    def path(self, binding: Binding) -> MovePath | None:
        """The move path of a variable; None where rustc tracks none, because it lies behind a reference."""
        paths = self.initialization.moved_paths(binding.place)
        return paths[0] if len(paths) == 1 else None

    def state(self, binding: Binding, point: int) -> State | None:
        """The state of a variable before a point, None where control never gets there."""
        path = self.path(binding)
        if path is not None:
            return self.initialization.state(path, point)
        return State.OWNED if point in self.initialization.before else None

    def part_text(self, part: MovePath) -> str:
        """A part of a variable as one writes it."""
        local, steps = part
        known = self.initialization.spelled.get(part)
        return self.variables.place_text(known if known is not None else Place(local, steps, ("",) * len(steps)))

    def position_of(self, span: Span) -> tuple[int, int]:
        """The line and column of a span or, where a macro of another file wrote it, of that macro's call."""
        if not source_locations.is_user_code(span, self.source):
            at = (where for number, where in self.locations.items() if self.point(number).span == span)
            call = next(at, None)
            if call is not None:
                return call.line, call.column
        return span.line, span.column

    def line(self, point: int) -> int:
        """The line of a point, 0 where it has none."""
        found = self.locations.get(point)
        return found.line if found is not None else 0


def analyse(body: Body, dumped: DumpedBody, source: Source, declarations: Declarations, first_id: int) -> BodyAnalysis:
    """The analysis of `body`; its variables are numbered from `first_id`."""
    control = control_flow.build_graph(body)
    where = source_locations.locate(body, control, source)
    flow = Initialization(body, control, declarations)
    regions = RegionFlow(body, dumped)
    variables = Variables(body, source, declarations)
    for binding in lasting_temporaries(body, source, control, where, variables, flow, regions, declarations):
        variables.add_temporary(binding)
    ids = {binding: first_id + n for n, binding in enumerate(variables.bindings)}
    targets = ValueTargets(body, source, where, variables, ids, flow)
    return BodyAnalysis(body, source, control, where, variables, ids, flow, targets, regions, declarations)
