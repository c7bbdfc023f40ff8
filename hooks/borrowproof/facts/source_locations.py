"""Where in the program a point of the MIR is: the reader's line of every instruction.

Most spans lie in the program's own text. Those of a macro lie where the macro is defined, in std or in the program;
such a point belongs to the macro call around the program's own text that it works on (the arguments), or, where it
has none, to the call that comes next.
"""

from __future__ import annotations

from typing import NamedTuple

from borrowproof.backends.invocation import MAIN
from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir.syntax import Body, Point, Span
from borrowproof.facts.source_text import MacroCall, Position, Source

# What only passes control on has the span of a whole `if` or loop; it is where control was before.
_CONTROL = frozenset({"goto", "false edge"})
# What stands in the text before the value that it follows in the MIR: the pattern of a `let`, and the type behind it.
_EARLIER = frozenset({"fake read", "storage live", "ascribe"})


class SourceLocation(NamedTuple):
    """Where a point is for a reader. `macro` is the outermost macro call that it comes from or lies in; `in_user_code`
    is whether its text is the program's and no macro's."""

    line: int
    column: int
    macro: MacroCall | None
    in_user_code: bool


def locate(body: Body, graph: Graph, source: Source) -> dict[int, SourceLocation]:
    """The place of every reachable point, where it can be told."""
    return _Locator(body, graph, source).all()


def is_user_code(span: Span | None, source: Source) -> bool:
    """Whether a span lies in the program's own text, outside its `macro_rules!`."""
    return span is not None and span.file == MAIN and not source.in_macro_rules(source.offset(span.line, span.column))


def _looks_into_closure(point: Point) -> bool:
    """Whether a point stands for a pattern in a closure's body, about what the closure captures: it has a place there,
    but is executed, if at all, where the closure is made."""
    return point.instruction.kind == "fake read" and "(Some(" in point.text


class _Call(NamedTuple):
    """A macro call that control is in. `opener` is the first temporary that its expansion makes (None before that);
    the expansion is over when that temporary is (`closed`). `behind` is where the next macro call can begin at the
    earliest, after a point whose text stands above what was executed before it."""

    macro: MacroCall | None
    opener: int | None = None
    closed: bool = False
    behind: int = 0


class _Locator:
    def __init__(self, body: Body, graph: Graph, source: Source) -> None:
        self._points = body.points
        self._named = {debug.place.local for debug in body.debug if is_user_code(debug.span, source)}
        self._graph = graph
        self._source = source
        self._found: dict[int, SourceLocation] = {}
        self._calls: dict[int, _Call] = {}
        declared = [local.span for local in body.locals.values()] + [point.span for point in body.points]
        starts = [source.offset(s.line, s.column) for s in declared if s is not None and is_user_code(s, source)]
        self._start = min(starts, default=0)

    def all(self) -> dict[int, SourceLocation]:
        for number in self._graph.order:
            before = self._before(number)
            self._locate(number, before, self._found.get(before) if before is not None else None)
        self._move_beginnings()
        return self._found

    def _before(self, number: int) -> int | None:
        """The point before a point: of several the first in the order of execution."""
        located = [p for p in self._graph.predecessors[number] if p in self._found]
        return min(located, key=self._graph.order.__getitem__, default=None)

    def _locate(self, number: int, before: int | None, place: SourceLocation | None) -> None:
        point = self._points[number]
        call = self._calls.get(before, _Call(None)) if before is not None else _Call(None)
        written = point.span is not None and is_user_code(point.span, self._source)
        passing = point.instruction.kind in _CONTROL or point.span is None or _looks_into_closure(point)
        if place is not None and passing:
            found: SourceLocation | None = place._replace(in_user_code=False)
        elif written and point.span is not None:
            found = self._of_span(point, point.span)
            call = self._left(point, call, found.macro)
        else:
            call = self._entered(number, call, place)
            found = self._in(call.macro, place)
        self._calls[number] = self._passed(point, call, written)
        if found is not None:
            self._found[number] = found

    def _of_span(self, point: Point, span: Span) -> SourceLocation:
        line, column = self._executed_at(point, span)
        macro = self._source.outermost_macro(self._source.offset(line, column))
        return SourceLocation(line, column, macro, in_user_code=True)

    def _executed_at(self, point: Point, span: Span) -> Position:
        """Where in its span a point is executed: a call at the method's name, a block's `()` at its end."""
        instruction = point.instruction
        if instruction.kind == "call" and point.constant_spans and is_user_code(point.constant_spans[0], self._source):
            callee = point.constant_spans[0]
            return Position(callee.line, span.column if callee.line == span.line else callee.column)
        if point.text.endswith("= const ()") and span.end_line > span.line:
            return Position(span.end_line, max(span.end_column - 1, 1))
        return Position(span.line, span.column)

    def _entered(self, number: int, call: _Call, place: SourceLocation | None) -> _Call:
        """The macro call that a point of an expansion belongs to: the one around the program's text that it works on,
        the one that control is in, or the next one."""
        written = next((s for s in self._points[number].constant_spans if is_user_code(s, self._source)), None)
        if written is not None:
            macro = self._source.outermost_macro(self._source.offset(written.line, written.column))
            return call if macro is call.macro else _Call(macro)
        begins = self._points[number].instruction.kind == "storage live"
        if call.macro is not None and not (call.closed and begins):
            return call
        at = self._source.offset(place.line, place.column) if place else self._start
        following = self._source.macro_after(call.macro.end if call.macro else max(at, call.behind))
        if following is not None and self._is_reached(following, number):
            return _Call(following)
        return call

    def _left(self, point: Point, call: _Call, macro: MacroCall | None) -> _Call:
        """The macro call that control is in at a point of the program's own text."""
        if macro is call.macro:
            return call
        earlier = point.instruction.kind in _EARLIER and call.macro is not None
        return _Call(macro, behind=call.macro.end if earlier and call.macro is not None else 0)

    def _passed(self, point: Point, call: _Call, written: bool) -> _Call:
        """The macro call that control is in behind a point."""
        place = point.instruction.place
        if call.macro is None or place is None or written:
            return call
        if point.instruction.kind == "storage live" and call.opener is None:
            return call._replace(opener=place.local)
        closes = point.instruction.kind == "storage dead" and place.local == call.opener
        return call._replace(closed=True) if closes else call

    def _is_reached(self, macro: MacroCall, number: int) -> bool:
        """Whether a macro call begins before the next point whose place is certain."""
        current = number
        for _ in range(len(self._points)):
            point = self._points[current]
            certain = point.instruction.kind not in _EARLIER and is_user_code(point.span, self._source)
            if certain and point.span is not None:
                return macro.start <= self._source.offset(point.span.end_line, point.span.end_column)
            following = self._graph.successors[current]
            if not following:
                return True
            current = following[0]
        return True

    def _in(self, macro: MacroCall | None, before: SourceLocation | None) -> SourceLocation | None:
        if macro is None:
            return before and before._replace(macro=None, in_user_code=False)
        line, column = self._source.position(macro.start)
        return SourceLocation(line, column, macro, in_user_code=False)

    def _move_beginnings(self) -> None:
        """Let the storage of temporaries begin where it is first needed: rustc may begin it for a whole block, or for
        a value that stands further down, before anything that stands above is executed."""
        for number in sorted(self._graph.order, key=self._graph.order.__getitem__, reverse=True):
            following = self._graph.successors[number]
            if self._is_beginning(number) and following and following[0] in self._found:
                self._found[number] = self._found[following[0]]

    def _is_beginning(self, number: int) -> bool:
        instruction = self._points[number].instruction
        place = instruction.place
        return instruction.kind == "storage live" and place is not None and place.local not in self._named
