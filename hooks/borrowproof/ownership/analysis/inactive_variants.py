"""Which variants an enum's value cannot be of, where control has branched on its discriminant.

The rule is that of `rustc_mir_dataflow` (`switch_int_edge_effects`): on the edge for one variant, all others hold
nothing. MIR tells discriminants by number only; which variant a number stands for is known of the program's own enums
and of those of std that are matched most.
"""

from __future__ import annotations

from collections.abc import Iterator

from borrowproof.facts import types
from borrowproof.facts.control_flow import Graph
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.mir.syntax import Body, Place
from borrowproof.facts.move_paths import MovePath, MovePaths

# The variants of an enum of std by discriminant, each with the number of the type argument that is its payload.
STANDARD_ENUMS: dict[str, tuple[tuple[str, int | None], ...]] = {
    "Option": (("None", None), ("Some", 0)),
    "Result": (("Ok", 0), ("Err", 1)),
    "Poll": (("Ready", 0), ("Pending", None)),
    "ControlFlow": (("Continue", 1), ("Break", 0)),
}
_OTHERWISE = "otherwise"


def excluded_variants(
    body: Body, graph: Graph, paths: MovePaths, declared: Declarations
) -> Iterator[tuple[int, int, MovePath, str]]:
    """For each edge (from point, to point) of a branch on a discriminant: the enum's path, and the name of a variant
    that the value is not of, where control takes that edge."""
    for point, following in enumerate(graph.successors):
        place = _inspected(body, point)
        path = paths.moved_paths(place) if place is not None else []
        if place is None or not path:
            continue
        names = _names(declared, types.head(paths.type_at(place, len(place.projection))))
        edges = body.points[point].instruction.edges
        listed = {edge.label for edge in edges}
        for to in set(following) if names else ():
            labels = {edge.label for edge in edges if body.starts[edge.target] == to}
            for number, name in enumerate(names):
                taken = str(number) if str(number) in listed else _OTHERWISE
                if taken not in labels:
                    yield point, to, path[0], name


def _inspected(body: Body, point: int) -> Place | None:
    """The place whose discriminant a branch is about: it is read just before."""
    instruction = body.points[point].instruction
    if instruction.kind != "switch" or point in body.starts or not instruction.operands:
        return None
    before = body.points[point - 1].instruction
    about = instruction.operands[0].place
    return before.source if before.rvalue == "discriminant" and before.place == about else None


def _names(declared: Declarations, enum: str) -> tuple[str, ...]:
    """The names of an enum's variants by discriminant, none where they are not known."""
    if any(name == enum for name, _ in declared.types):
        return declared.variants.get(enum, ())
    return tuple(name for name, _ in STANDARD_ENUMS.get(enum, ()))
