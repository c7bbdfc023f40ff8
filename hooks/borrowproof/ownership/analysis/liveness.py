"""Where a local is used later.

rustc computes no liveness of locals whose lifetimes reach into the caller: no loan could end by it. Who holds such a
loan is to be told nevertheless.
"""

from __future__ import annotations

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.mir.syntax import Body, Instruction, Place

# Of the instructions that give the local at their place another value, or after which it is gone.
KINDS_THAT_GIVE = ("assign", "call", "yield", "storage live", "storage dead")


def live_points(body: Body, graph: Graph, local: int, *, dropping: bool) -> int:
    """The points, as bits, before which a local has a value that something may use from there on; `dropping` is whether
    its drop is such a use."""
    points = body.points
    waiting = [p for p in graph.order if _uses(points[p].instruction, local, dropping=dropping)]
    live = 0
    while waiting:
        point = waiting.pop()
        if live >> point & 1:
            continue
        live |= 1 << point
        waiting.extend(p for p in graph.predecessors[point] if not gives_value(points[p].instruction, local))
    return live


def _uses(instruction: Instruction, local: int, *, dropping: bool) -> bool:
    place = instruction.place
    if instruction.kind == "drop":
        return dropping and place is not None and place.local == local
    read = [*instruction.moves, *instruction.copies, *([instruction.source] if instruction.source is not None else [])]
    if place is not None and place.projection and instruction.kind in ("assign", "call", "yield"):
        read.append(place)
    return any(one.local == local for one in read)


def gives_value(instruction: Instruction, local: int) -> bool:
    """Whether a local is given another value, or is gone."""
    return Place(local) in instruction.outputs or (
        instruction.kind in KINDS_THAT_GIVE and instruction.place == Place(local)
    )
