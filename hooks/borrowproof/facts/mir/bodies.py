"""A whole dump: header, signature, declarations, blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import header, instructions, places, spans
from borrowproof.facts.mir.cursor import Cursor
from borrowproof.facts.mir.syntax import Block, Body, DebugInfo, Local, Point, Span

_TITLE = re.compile(r"// MIR for `(.*)` 0 nll$")
_LET = re.compile(r"let (mut )?_(\d+): (.*);\s+// (?:return place )?in scope \d+ at (.*)$")
_DEBUG = re.compile(r"debug (\S+) => (.*);\s+// in scope (\d+) at (.*)$")
_ANNOTATED = " as UserTypeProjection {"  # the type that the program's text gives to a variable, beside its real one
_SCOPE = re.compile(r"scope (\d+) \{$")
_BLOCK = re.compile(r"    bb(\d+)( \(cleanup\))?: \{$")
_POINT = re.compile(r"        (.*);\s+// scope (\d+) at (.*)$", re.DOTALL)
_EXTRA = re.compile(r" {20,}// ")
_CONSTANT_SPAN = "+ span: "
_ARGUMENT = re.compile(r"_(\d+): ")


def parse(text: str) -> Body:
    """The body of which `text` is the dump (`*.nll.0.mir`). Raises UnknownConstruct."""
    lines = text.split("\n")
    title = _TITLE.match(lines[0])
    if title is None:
        raise UnknownConstruct(lines[0])
    start = next((i for i, line in enumerate(lines) if i and line and line[0] != "|"), len(lines))
    facts = header.parse(line[2:] for line in lines[1:start])
    opening = next((i for i in range(start, len(lines)) if lines[i].endswith("{")), len(lines))
    signature = " ".join(line.strip() for line in lines[start : opening + 1]).removesuffix("{").rstrip()
    declared = _Declarations(signature)
    first = next((i for i in range(opening, len(lines)) if lines[i].startswith("    bb")), len(lines))
    declared.read(lines[opening + 1 : first])
    body = Body(
        name=title[1],
        signature=signature,
        constant=not declared.function,
        arguments=declared.arguments,
        locals=declared.locals,
        debug=tuple(declared.debug),
        parents=declared.parents,
        blocks=_blocks(lines[first:]),
        borrows=tuple(facts.borrows),
        values=facts.values,
        live=facts.live,
        outlives=tuple(facts.outlives),
        universal=facts.universal,
    )
    _check(body)
    return body


def _check(body: Body) -> None:
    """Raise UnknownConstruct for a body that does not hang together.

    A lifetime of the caller is live at every point, so rustc says there how many points it counts in which block.
    """
    if not body.blocks or not all(block.points for block in body.blocks):
        raise UnknownConstruct(f"{body.name} with a block without instructions")
    edges = (edge for point in body.points for edge in point.instruction.edges)
    if any(edge.target >= len(body.blocks) for edge in edges):
        raise UnknownConstruct(f"{body.name} with a way to a block that is not there")
    read = [(number, 0, len(block.points) - 1) for number, block in enumerate(body.blocks)]
    if any(spans.statement_ranges(body.live[region]) != read for region in body.universal.keys() & body.live.keys()):
        raise UnknownConstruct(f"{body.name} with {len(body.points)} points, where rustc counts others")
    if any(borrow.block >= len(body.blocks) for borrow in body.borrows):
        raise UnknownConstruct(f"{body.name} with a borrow in a block that is not there")


class _Declarations:
    """The signature and the tree of scopes, with the locals and the variables declared in them."""

    def __init__(self, signature: str) -> None:
        self.function = signature.startswith("fn ")
        self.locals: dict[int, Local] = {}
        self.debug: list[DebugInfo] = []
        self.parents: dict[int, int] = {}
        self.arguments = 0
        if self.function:
            self._read_arguments(signature)
        elif not signature.endswith(" ="):
            raise UnknownConstruct(signature)

    def _read_arguments(self, signature: str) -> None:
        cursor = Cursor(signature)
        cursor.position = signature.find("(_1: ") + 1
        if not cursor.position:
            if "() -> " not in signature:
                raise UnknownConstruct(signature)
            return
        while argument := cursor.match(_ARGUMENT):
            self.arguments += 1
            self.locals[int(argument[1])] = Local(cursor.until(","), mutable=False, span=None)
            cursor.eat(", ")
        cursor.expect(") -> ")

    def read(self, lines: Sequence[str]) -> None:
        inner = [0]
        for line in map(str.strip, lines):
            if line.startswith("let "):
                self._let(line)
            elif line.startswith("debug "):
                self._debug(line)
            elif scope := _SCOPE.match(line):
                self.parents[int(scope[1])] = inner[-1]
                inner.append(int(scope[1]))
            elif line == "}" and len(inner) > 1:
                inner.pop()
            elif line:
                raise UnknownConstruct(line)

    def _let(self, line: str) -> None:
        found = _LET.match(line)
        if found is None:
            raise UnknownConstruct(line)
        self.locals[int(found[2])] = Local(
            found[3].partition(_ANNOTATED)[0], found[1] is not None, spans.parse(found[4])
        )

    def _debug(self, line: str) -> None:
        found = _DEBUG.match(line)
        if found is None:
            raise UnknownConstruct(line)
        if found[2].startswith("const "):
            return  # a variable that is a constant has no place
        place = places.parse(found[2])
        self.debug.append(DebugInfo(found[1], place, spans.parse(found[4]), int(found[3])))


def _blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """The basic blocks of the lines from the first one on, up to the body's closing brace."""
    found: list[Block] = []
    points: list[Point] = []
    pending = ""
    for line in lines:
        if pending or (line.startswith("        ") and not _EXTRA.match(line)):
            pending = f"{pending}\n{line}" if pending else line
            point = _point(pending)
            if point is not None:
                points.append(point)
                pending = ""
        elif block := _BLOCK.match(line):
            points = []
            if int(block[1]) != len(found):
                raise UnknownConstruct(line)
            found.append(Block(block[2] is not None, ()))
        elif line == "    }":
            found[-1] = Block(found[-1].cleanup, tuple(points))
        elif line == "}":
            return tuple(found)
        elif points and _EXTRA.match(line):
            points[-1] = _with_extra(points[-1], line)
        elif line:
            raise UnknownConstruct(line)
    raise UnknownConstruct(pending or "a body without an end")


def _point(text: str) -> Point | None:
    """The instruction of a line; None where the line is only the beginning of one (`asm!` spans lines)."""
    found = _POINT.match(text)
    if found is None:
        if text.startswith("        asm!("):
            return None
        raise UnknownConstruct(text)
    return Point(instructions.parse(found[1]), spans.parse(found[3]), int(found[2]), (), found[1])


def _with_extra(point: Point, line: str) -> Point:
    comment = line.lstrip()[3:]
    if not comment.startswith(_CONSTANT_SPAN):
        return point
    span: Span | None = spans.parse(comment[len(_CONSTANT_SPAN) :])
    return point if span is None else point._replace(constant_spans=(*point.constant_spans, span))
