"""The points of errors about lifetimes: the one that is not known to outlive another one, and the way between them.

A lifetime of the caller whose region must hold another one that it is not known to outlive is an error
(`check_universal_regions` in `rustc_borrowck/src/region_infer/mod.rs`). The way is the shortest one through the
constraints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from borrowproof.facts.mir import spans
from borrowproof.facts.mir.syntax import Outlives, Span
from borrowproof.facts.variables import Binding
from borrowproof.model import diagnostic
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.overloaded_places import OVERLOADED
from borrowproof.ownership.analysis.region_paths import STATIC, RegionPaths

_SIGNATURE = "BoringNoLocation"  # of what the signature says, not something in the body
_LIFETIME = re.compile(r"&\s*('\w+)?|'\w+")


def lifetime_points(analysis: BodyAnalysis, primary: diagnostic.Span, nth: int) -> tuple[Point, ...]:
    """The points of the `nth` error about two lifetimes that rustc reports at the `primary` place; none where it is
    about something else."""
    place = (primary.line_start, primary.column_start)
    ways = sorted(_violations(analysis), key=len)
    here = [way for way in ways if any(_starts_at(analysis, bound, place) for bound in way)]
    if not here:
        return ()
    way = here[min(nth, len(here) - 1)]
    lived = lifetime_side(analysis, way[0].longer, way, Role.ORIGIN, Fact.LIFETIME)
    required = lifetime_side(analysis, way[-1].shorter, way[::-1], Role.NEED, Fact.OUTLIVES)
    return (lived, *way_steps(analysis, way), required)


def way_steps(analysis: BodyAnalysis, way: Sequence[Outlives]) -> tuple[Point, ...]:
    """What stands in the text on the way from one lifetime to another, each step once."""
    inner = [bound for bound in way if bound.cause != _SIGNATURE]
    steps = [step for bound in inner if (step := _step(analysis, bound)) is not None]
    return tuple({(step.line, step.fact, step.name, step.place): step for step in steps}.values())


def _violations(analysis: BodyAnalysis) -> Iterator[list[Outlives]]:
    """The ways from each lifetime of the caller to those that it is not known to outlive."""
    paths = RegionPaths(analysis.body)
    for region, known in analysis.body.universal.items():
        held = spans.universal_regions(analysis.body.values.get(region, ""))
        for other in sorted((held & analysis.body.universal.keys()) - known - {region}):
            found = paths.way(region, lambda r, goal=other: r == goal)  # type: ignore[misc]
            if found is not None:
                yield found[1]


def _starts_at(analysis: BodyAnalysis, bound: Outlives, place: tuple[int, int]) -> bool:
    return bound.span is not None and analysis.position_of(bound.span) == place


def _step(analysis: BodyAnalysis, bound: Outlives) -> Point | None:
    """What a constraint of the body stands for; None for one that only passes a value on."""
    span = bound.span
    if span is None:
        return None
    line, column = analysis.position_of(span)
    if bound.cause.startswith("Return"):
        return Point(Role.STEP, Fact.RETURNED, line, column)
    at = [p for p in analysis.graph.order if analysis.point(p).span == span]
    if bound.cause == "CallArgument":
        calls = [p for p in at if analysis.point(p).instruction.kind in ("call", "tail call")]
        name = analysis.targets.callee_name(calls[0]) if calls else ""
        if name in OVERLOADED:
            return None  # a step that nobody writes
        return Point(Role.STEP, Fact.LENT, line, column, "", name)
    if bound.cause == "Assignment":
        places = [place for p in at if (place := analysis.point(p).instruction.place) is not None]
        owners = [(place, b) for place in places if (b := analysis.variables.of(place)) is not None]
        for place, binding in owners:
            text = analysis.variables.place_text(place)
            return Point(Role.STEP, Fact.ASSIGNED, line, column, text, "", analysis.ids[binding])
    return None


def lifetime_side(analysis: BodyAnalysis, region: str, way: Sequence[Outlives], role: Role, fact: Fact) -> Point:
    """A lifetime of the caller: of which parameter, or of what is returned (`place` is "" then), and its name."""
    if region == STATIC:
        span = way[0].span
        return Point(role, Fact.STATIC, span.line if span else 0, span.column if span else 0, "", "'static")
    span = way[0].span if way[0].cause == _SIGNATURE else None
    if span is None:
        return Point(role, fact, 0, 0)
    argument = next((debug for debug in analysis.body.debug if debug.span == span), None)
    binding = analysis.variables.of(argument.place) if argument is not None else _captured(analysis, way)
    if argument is None and binding is not None:
        at = binding.position
        return Point(role, fact, at.line, at.column, binding.name, "", analysis.ids[binding])
    name = _written_lifetime(analysis, region)
    place = binding.name if binding is not None else ""
    return Point(
        role, fact, span.line, span.column, place, name, analysis.ids[binding] if binding is not None else None
    )


def _captured(analysis: BodyAnalysis, way: Sequence[Outlives]) -> Binding | None:
    """The captured variable whose lifetime stands at the beginning of a way: a closure's signature does not name it,
    but the place at which the way goes on does. None for what a function returns."""
    returned = analysis.body.locals.get(0)
    if returned is not None and way[0].span == returned.span:
        return None
    for bound in way[1:]:
        for point in analysis.graph.order if bound.span is not None else ():
            source = analysis.point(point).instruction.source
            binding = analysis.variables.of(source) if source is not None else None
            if analysis.point(point).span == bound.span and binding is not None and binding.captured:
                return binding
    return None


def _written_lifetime(analysis: BodyAnalysis, region: str) -> str:
    """The name of a region, as any type of the signature writes it; "" where it has none or where that cannot be told:
    the regions of a type are numbered in the order in which it writes them."""
    bounds = [b for b in analysis.body.outlives if b.cause == _SIGNATURE and b.span is not None]
    for span in dict.fromkeys(b.span for b in bounds if b.span is not None):
        here = [(b.longer, b.shorter) for b in bounds if b.span == span]
        inner = {one for pair in here for one in pair if one not in analysis.body.universal}
        written = _lifetimes_in(analysis, span)
        if len(inner) == len(written):
            for one, text in zip(sorted(inner, key=lambda r: int(r[2:])), written, strict=True):
                if text and any({one, region} == set(pair) for pair in here):
                    return text
    return ""


def _lifetimes_in(analysis: BodyAnalysis, span: Span) -> list[str]:
    """The lifetimes of a type of the signature, "" for one without a name. A parameter's span is that of its name."""
    start = analysis.source.offset(span.line, span.column)
    end = analysis.source.offset(span.end_line, span.end_column)
    if any(debug.span == span for debug in analysis.body.debug):
        end = _end_of_parameter(analysis.source.blanked, start)
    return [found[0].lstrip("& ") for found in _LIFETIME.finditer(analysis.source.code[start:end])]


def _end_of_parameter(code: str, start: int) -> int:
    """Where a parameter ends: at a comma or bracket that closes what it stands in."""
    depth = 0
    for offset in range(start, len(code)):
        letter = code[offset]
        if letter in "([<{":
            depth += 1
        elif letter in ")]}" or (letter == ">" and code[offset - 1] != "-"):
            depth -= 1
        if depth < 0 or (letter == "," and depth == 0):
            return offset
    return len(code)
