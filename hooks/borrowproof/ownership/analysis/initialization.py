"""Which places hold a value where: rustc's initialisation dataflow, computed from the MIR.

The rules are those of `rustc_mir_dataflow` (`drop_flag_effects.rs`): a move, a drop and the end of storage leave a path
and all its parts without a value, an assignment fills it and all its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from borrowproof.facts.control_flow import Graph
from borrowproof.facts.declarations import Declarations
from borrowproof.facts.mir.syntax import Body, Elem, Instruction
from borrowproof.facts.move_paths import MovePath, MovePaths
from borrowproof.model.timeline import State
from borrowproof.ownership.analysis import inactive_variants


class InitState(NamedTuple):
    """The dataflow state before a point: four sets of move paths, as bits.

    `maybe_uninit` and `maybe_init` are those of rustc's MaybeUninitializedPlaces and MaybeInitializedPlaces;
    `maybe_moved` are those that may be uninitialised because they were moved out. `maybe_init_at_runtime` are those
    that may have a value when the program runs: imaginary edges do not lead there, and an enum is of no variant but the
    one that control has branched on.
    """

    maybe_uninit: int
    maybe_init: int
    maybe_moved: int
    maybe_init_at_runtime: int


class Initialization(MovePaths):
    """The states of all paths before every reachable point of a body."""

    def __init__(self, body: Body, graph: Graph, declarations: Declarations) -> None:
        super().__init__(body, declarations)
        self._bits: dict[MovePath, int] = {(local, ()): 1 << local for local in _locals(body)}
        collected = [self._collect(point.instruction) for point in body.points]
        excluded = list(inactive_variants.excluded_variants(body, graph, self, declarations))
        # Variants by themselves, which rustc follows only where something moves out of them.
        inner = ((local, (*steps, Elem("downcast", name=variant))) for _, _, (local, steps), variant in excluded)
        variants = [path for path in dict.fromkeys(inner) if path not in self._bits]
        self._every = self._bits | {path: 1 << (len(self._bits) + n) for n, path in enumerate(variants)}
        self._within: dict[MovePath, int] = {}
        self._measure()
        self._effects = [(self._union(out), self._union(into), moved) for out, into, moved in collected]
        self._excluded: dict[tuple[int, int], int] = {}
        self._exclude(excluded)
        self.before: dict[int, InitState] = {}
        self._solve(graph)

    # -- the paths

    def _collect(self, instruction: Instruction) -> tuple[list[MovePath], list[MovePath], bool]:
        """What an instruction empties and fills, and whether emptying is a move."""
        out = [path for place in instruction.moves for path in self.moved_paths(place)]
        into: list[MovePath] = []
        moved = True
        place = instruction.place
        if place is not None:
            if instruction.kind in ("assign", "call", "yield"):
                into = self.moved_paths(place)
            elif instruction.kind in ("drop", "storage dead"):
                out, moved = self.moved_paths(place), False
        into += [path for output in instruction.outputs for path in self.moved_paths(output)]
        for path in (*out, *into):
            self._bits.setdefault(path, 1 << len(self._bits))
        return out, into, moved

    def _measure(self) -> None:
        """For every path, the bits of it and of all its parts."""
        by_local: dict[int, list[MovePath]] = {}
        for path in self._every:
            by_local.setdefault(path[0], []).append(path)
        for paths in by_local.values():
            for path in paths:
                steps = path[1]
                inside = (p for p in paths if p[1][: len(steps)] == steps)
                self._within[path] = sum(self._every[p] for p in inside)

    def _union(self, paths: Iterable[MovePath]) -> int:
        bits = 0
        for path in paths:
            bits |= self._within[path]
        return bits

    def _exclude(self, edges: Iterable[tuple[int, int, MovePath, str]]) -> None:
        """Note the bits of the variants that a value is not of where control takes an edge."""
        for point, following, (local, steps), variant in edges:
            inside = (*steps, Elem("downcast", name=variant))
            bits = (bit for path, bit in self._every.items() if path[0] == local and path[1][: len(inside)] == inside)
            self._excluded[point, following] = self._excluded.get((point, following), 0) | sum(bits)

    # -- the dataflow

    def _solve(self, graph: Graph) -> None:
        everything = (1 << len(self._every)) - 1
        arguments = self._union((local, ()) for local in range(1, self._body.arguments + 1))
        self.before[0] = InitState(everything & ~arguments, arguments, 0, arguments)
        waiting = [0]
        while waiting:
            point = waiting.pop()
            after = self._after(point)
            for following in graph.borrowck_successors[point]:
                known = self.before.get(following)
                taken = following in graph.successors[point]
                left = after.maybe_init_at_runtime & ~self._excluded.get((point, following), 0) if taken else 0
                arriving = after._replace(maybe_init_at_runtime=left)
                joined = arriving if known is None else _join(known, arriving)
                if joined != known:
                    self.before[following] = joined
                    waiting.append(following)

    def _after(self, point: int) -> InitState:
        before = self.before[point]
        out, into, moved = self._effects[point]
        if not out and not into:
            return before
        empty, filled = before.maybe_uninit | out, before.maybe_init & ~out
        gone = before.maybe_moved | out if moved else before.maybe_moved
        if self._body.points[point].instruction.kind == "storage dead":
            gone &= ~out
        return InitState(empty & ~into, filled | into, gone & ~into, before.maybe_init_at_runtime & ~out | into)

    # -- answers

    def state(self, path: MovePath, point: int) -> State | None:
        """The state of a path before a point; None where control never gets there."""
        facts = self.before.get(point)
        return None if facts is None else self._state(facts, *self._masks(path))

    def joined_before(self, points: Iterable[int]) -> InitState:
        """The facts where control comes from before any of `points`, all of which it reaches."""
        facts = InitState(0, 0, 0, 0)
        for point in points:
            facts = _join(facts, self.before[point])
        return facts

    def behind(self, points: Iterable[int]) -> InitState:
        """The facts where control comes from behind any of `points`."""
        facts = InitState(0, 0, 0, 0)
        for point in points:
            facts = _join(facts, self._after(point))
        return facts

    def state_of(self, path: MovePath, facts: InitState) -> State:
        """The state of a path by such facts."""
        return self._state(facts, *self._masks(path))

    def may_be_init(self, path: MovePath, point: int) -> bool:
        """Whether there may be a value, or a part of one, at a path before a point when the program runs."""
        return bool(self.before[point].maybe_init_at_runtime & self._masks(path, self._every)[1])

    def is_of_other_variant(self, path: MovePath, point: int) -> bool:
        """Whether an enum whose payload was moved out can only have a value before a point that is of another variant,
        and whole."""
        steps = len(path[1])
        inner = [p for p in self._bits if p[0] == path[0] and len(p[1]) > steps and p[1][:steps] == path[1]]
        known = all(p[1][steps].kind == "downcast" for p in inner)
        return known and not any(self.before[point].maybe_init_at_runtime & self._bits[p] for p in inner)

    def _masks(self, path: MovePath, known: Mapping[MovePath, int] | None = None) -> tuple[int, int]:
        """The bits of a path itself, and of it with all its parts. One that nothing moves or fills by itself shares
        the bit of the smallest path around it that something does."""
        bits = self._bits if known is None else known
        if path in bits:
            return bits[path], self._within[path]
        around = path
        while around not in bits:
            around = (around[0], around[1][:-1])
        return bits[around], bits[around]

    def _state(self, facts: InitState, itself: int, all_of_it: int) -> State:
        if not facts.maybe_init & all_of_it:
            return State.MOVED if facts.maybe_moved & itself else State.UNINIT
        if not facts.maybe_uninit & all_of_it:
            return State.OWNED
        never_whole = all_of_it & ~facts.maybe_init  # a part that has no value on any path
        perhaps = facts.maybe_uninit & itself and facts.maybe_init & itself
        return State.MAYBE if perhaps and not never_whole else State.PARTIAL

    def may_be_moved(self, path: MovePath, point: int) -> bool:
        """Whether a path may be without a value before a point because it was moved out."""
        facts = self.before.get(point)
        return facts is not None and bool(facts.maybe_moved & self._masks(path)[1])

    def moved_parts(self, path: MovePath, point: int) -> Iterator[MovePath]:
        """The outermost parts of a path that are, or may be, without a value before a point."""
        return iter(self.parts_without_value(path, self.before[point]))

    def parts_without_value(self, path: MovePath, facts: InitState) -> list[MovePath]:
        """The same by such facts."""
        found: list[MovePath] = []
        for part in sorted((p for p in self._bits if p[0] == path[0]), key=lambda p: len(p[1])):
            inside = part[1][: len(path[1])] == path[1] and len(part[1]) > len(path[1])
            known = any(part[1][: len(f[1])] == f[1] for f in found)
            if inside and not known and facts.maybe_uninit & self._bits[part]:
                found.append(part)
        return found


def _join(one: InitState, other: InitState) -> InitState:
    return InitState(*(mine | theirs for mine, theirs in zip(one, other, strict=True)))


def _locals(body: Body) -> range:
    return range(max(body.locals, default=0) + 1)
