"""The points of an error about a lifetime that a returned value has, and that its `impl Trait` does not name: E0700.

rustc dumps no constraint between the two, so that the places of the lifetime and of the `impl Trait` are taken from its
message. How the lifetime gets there is looked up in the constraints of the body.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from borrowproof.facts.mir.syntax import Outlives
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.ownership.analysis.body import BodyAnalysis
from borrowproof.ownership.analysis.lifetime_conflicts import lifetime_side, way_steps
from borrowproof.ownership.analysis.region_paths import STATIC, RegionPaths


def hidden_type_points(error: Diagnostic, primary: Span, analysis: BodyAnalysis) -> tuple[Point, ...]:
    """The points: the lifetime, the way by which it is returned, and the `impl Trait`."""
    others = [span for span in error.spans if not span.primary and not span.foreign]
    opaque = next((span for span in others if _text(analysis, span).startswith("impl")), None)
    captured = next((span for span in others if span is not opaque), None)
    if opaque is None or captured is None:
        return ()
    for way in _ways_to_caller(analysis, primary):
        origin = lifetime_side(analysis, way[0].longer, way, Role.ORIGIN, Fact.LIFETIME)
        if _is_written_at(analysis, origin, captured):
            text = " ".join(_text(analysis, opaque).split())
            hidden = Point(Role.NEED, Fact.HIDDEN_IN, opaque.line_start, opaque.column_start, "", text)
            return (origin, *way_steps(analysis, way), hidden)
    return ()


def _ways_to_caller(analysis: BodyAnalysis, primary: Span) -> Iterator[Sequence[Outlives]]:
    """From each lifetime of a parameter the shortest way to what is returned at the primary place."""
    paths = RegionPaths(analysis.body)
    returned = [bound for bound in analysis.body.outlives if _returns_at(bound, primary)]
    sources = {bound.longer: bound for bound in reversed(returned)}
    for region in sorted(analysis.body.universal.keys() - {STATIC}):
        found = paths.way(region, sources.__contains__)
        if found is not None and found[1]:
            yield [*found[1], sources[found[0]]]


def _returns_at(bound: Outlives, primary: Span) -> bool:
    place = (primary.line_start, primary.column_start)
    return bound.cause.startswith("Return") and bound.span is not None and (bound.span.line, bound.span.column) == place


def _is_written_at(analysis: BodyAnalysis, origin: Point, span: Span) -> bool:
    """Whether a lifetime is the one that is written at a place: its name, or the type of its parameter."""
    text = _text(analysis, span)
    if text.startswith("'"):
        return origin.name == text
    if not origin.line:
        return False
    name, place = (origin.line, origin.column), (span.line_start, span.column_start)
    if place <= name:  # of `&self`, whose name stands in its type
        return name < (span.line_end, span.column_end)
    return "," not in analysis.source.between(*name, *place)


def _text(analysis: BodyAnalysis, span: Span) -> str:
    return analysis.source.between(span.line_start, span.column_start, span.line_end, span.column_end)
