"""The points of errors about a type that may not live long enough: E0309, E0310, E0311.

rustc dumps nothing of such a check, so that two things are taken from its message: the type that it is about, and the
place of the lifetime. What goes where is looked up in the facts of the body, as for all other errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from borrowproof.facts import types
from borrowproof.facts.mir.syntax import Place
from borrowproof.facts.variables import Binding
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.diagnostic import Diagnostic, Span
from borrowproof.ownership.analysis.body import BodyAnalysis

CODES = frozenset({"E0309", "E0310", "E0311"})
_FOR_STATIC = "E0310"
_QUOTED = re.compile(r"`([^`]*)`")
_LIFETIME = re.compile(r"'\w+")
_CALLS = ("call", "tail call")


def type_outlives_points(error: Diagnostic, primary: Span, analysis: BodyAnalysis) -> tuple[Point, ...]:
    """The points: the value whose type may hold what lives too short (if a variable has one), what is done with it, the
    lifetime that it would have to live for, and the type."""
    about = _QUOTED.search(error.message)
    required = _required(error, primary, analysis)
    if about is None or required is None or not _at(primary, analysis):
        return ()
    type_ = Point(Role.CLASH, Fact.TYPE, primary.line_start, primary.column_start, about[1])
    return (*_origin(about[1], primary, analysis), *_steps(primary, analysis), required, type_)


# --- the lifetime ---------------------------------------------------------------------------------------------------


def _required(error: Diagnostic, primary: Span, analysis: BodyAnalysis) -> Point | None:
    """The lifetime that the type must outlive: by its name, or by the parameter in whose type it stands."""
    if error.code == _FOR_STATIC:
        return Point(Role.NEED, Fact.STATIC, primary.line_start, primary.column_start, "", "'static")
    others = [span for span in error.spans if not span.primary and not span.foreign]
    named = next((span for span in others if _LIFETIME.fullmatch(_text(analysis, span))), None)
    if named is not None:
        return Point(Role.NEED, Fact.OUTLIVES, named.line_start, named.column_start, "", _text(analysis, named))
    for span in others:
        owner = _parameter_with(analysis, span)
        place, number = (owner.name, analysis.ids[owner]) if owner is not None else ("", None)
        return Point(Role.NEED, Fact.OUTLIVES, span.line_start, span.column_start, place, "", number)
    return None


def _parameter_with(analysis: BodyAnalysis, span: Span) -> Binding | None:
    """The parameter in whose type a place stands: the last one that is declared before it; None for what is
    returned."""
    end = analysis.source.offset(span.line_end, span.column_end)
    arguments = [b for b in analysis.variables.bindings if b.argument]
    before = [b for b in arguments if analysis.source.offset(*b.position) < end]
    last = max(before, key=lambda b: b.position, default=None)
    if last is None or "->" in analysis.source.blanked[analysis.source.offset(*last.position) : end]:
        return None
    return last


def _text(analysis: BodyAnalysis, span: Span) -> str:
    return analysis.source.between(span.line_start, span.column_start, span.line_end, span.column_end)


# --- the value ------------------------------------------------------------------------------------------------------


def _origin(about: str, primary: Span, analysis: BodyAnalysis) -> Iterator[Point]:
    """The first variable that is used within the primary place and that the type is, or is a part of the type of."""
    mentions = re.compile(rf"(?<!\w){re.escape(about)}(?!\w)")
    for point in _in_order(analysis, _within(primary, analysis)):
        for place in _read(analysis, point):
            binding = analysis.variables.of(place)
            type_ = types.display(analysis.initialization.type_at(place, len(place.projection)))
            if binding is not None and mentions.search(type_):
                text, at = analysis.variables.place_text(place), analysis.locations[point]
                yield Point(Role.ORIGIN, Fact.OF_TYPE, at.line, at.column, text, type_, analysis.ids[binding])
                return


def _read(analysis: BodyAnalysis, point: int) -> list[Place]:
    instruction = analysis.point(point).instruction
    return [*instruction.moves, *instruction.copies, *([instruction.source] if instruction.source is not None else [])]


def _steps(primary: Span, analysis: BodyAnalysis) -> Iterator[Point]:
    """What is done at the very place: what is called, and what a value becomes; each once."""
    found: dict[tuple[Fact, str], Point] = {}
    for point in _at(primary, analysis):
        instruction, at = analysis.point(point).instruction, analysis.locations[point]
        if instruction.kind in _CALLS:
            fact, name = Fact.LENT, analysis.targets.callee_name(point)
        elif instruction.rvalue == "cast" and instruction.place is not None:
            place = instruction.place
            fact, name = Fact.BECOMES, types.display(analysis.initialization.type_at(place, len(place.projection)))
        else:
            continue
        found.setdefault((fact, name), Point(Role.STEP, fact, at.line, at.column, "", name))
    yield from found.values()


def _at(primary: Span, analysis: BodyAnalysis) -> list[int]:
    """The points at the primary place, in their order: that of an expression, or of the name of what is called."""
    wanted = (primary.line_start, primary.column_start, primary.line_end, primary.column_end)
    found = []
    for point in analysis.graph.order:
        at = analysis.point(point)
        called = at.constant_spans[:1] if at.instruction.kind in _CALLS else ()
        if point in analysis.locations and any(span is not None and span[1:] == wanted for span in (at.span, *called)):
            found.append(point)
    return _in_order(analysis, found)


def _within(primary: Span, analysis: BodyAnalysis) -> Iterator[int]:
    first, end = (primary.line_start, primary.column_start), (primary.line_end, primary.column_end)
    for point in analysis.graph.order:
        span = analysis.point(point).span if point in analysis.locations else None
        if span is not None and first <= (span.line, span.column) and (span.end_line, span.end_column) <= end:
            yield point


def _in_order(analysis: BodyAnalysis, points: Iterable[int]) -> list[int]:
    return sorted(points, key=analysis.graph.order.__getitem__)
