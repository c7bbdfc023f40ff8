"""rustc's own dataflow results against the derived ones, before every statement and terminator of every body.

rustc computes which places may be without a value (`maybe_uninit`), which may have one (`maybe_init`, written only
where it needs it), and which loans are in scope (`borrows`). Blocks that unwind are not derived, so not compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from borrowproof.backends.mir_dumps import read_files
from borrowproof.facts import captures, declarations, dump
from borrowproof.facts.control_flow import points_in
from borrowproof.facts.mir import bodies
from borrowproof.facts.mir.syntax import Body, Borrow, Elem
from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.source_text import Source
from borrowproof.ownership.analysis.body import BodyAnalysis, analyse
from borrowproof.ownership.analysis.initialization import Initialization, InitState
from borrowproof.ownership.analysis.loans_in_scope import LoanScope, LoansInScope
from tests.oracles import dot, places
from tests.oracles.places import Place
from tests.oracles.programs import Program

UNINIT = "places that may be without a value"
INIT = "places that may have a value"
LOANS = "loans in force"
ENDS = "loans that an assignment or the end of storage ends"
_FILES = {UNINIT: "maybe_uninit", INIT: "maybe_init", LOANS: "borrows"}
_KILLED = re.compile(r'"(bw\d+)"\t"Mid\(bb(\d+)\[(\d+)\]\)"')
_RANGE = re.compile(r"bb(\d+)\[(\d+)(?:\.\.=(\d+))?\]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that rustc and the derivation say differently: a place or loan before one point of a body."""

    program: str
    body: str
    analysis: str
    point: int
    what: str
    theirs: bool

    def __str__(self) -> str:
        rustc, derived = ("has it", "have it not") if self.theirs else ("has it not", "have it")
        where = f"{self.program}: {self.body}, {self.analysis}, point {self.point}"
        return f"{where}: {self.what}: rustc {rustc}, we {derived}"


@dataclass(slots=True)
class Comparison:
    """How many statements about single places and loans were compared, by analysis, and what differs."""

    compared: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        self.compared += other.compared
        self.differences += other.differences


def compare(folder: Path, program: Program) -> Comparison:
    """Every dataflow result that rustc wrote for a program (`asking.dumped`), against the derived one."""
    result = Comparison()
    source = Source(program.code)
    declared = declarations.read(source)
    files = sorted((folder / "mir").glob("*.nll.0.mir"))
    parsed = [(bodies.parse(one.mir), one) for one in dump._bodies(read_files(folder))]
    for mir, (body, one) in zip(files, captures.complete_captures(parsed, declared), strict=True):
        _Comparing(program, mir, analyse(body, one, source, declared, 0), result).run()
    return result


class _Comparing:
    """One body: what is derived, and what rustc wrote."""

    def __init__(self, program: Program, mir: Path, analysis: BodyAnalysis, result: Comparison) -> None:
        self.program = program
        self.stem = str(mir).removesuffix(".nll.0.mir")
        self.result = result
        self.body = analysis.body
        self.analysis = analysis
        self.flow = analysis.initialization
        self.bits = {_spelled(path): bit for path, bit in self.flow._bits.items() if _is_followed(path, self.flow)}
        self.masks: dict[frozenset[str], int] = {}  # rustc's states as bits

    def run(self) -> None:
        self._states(UNINIT, lambda facts: facts.maybe_uninit)
        if self._file(INIT).exists():
            self._states(INIT, lambda facts: facts.maybe_init)

        self._loans()

    def _loans(self) -> None:
        """The borrows in scope before each point. rustc takes a loan out where its region ends, at the point itself."""
        regions = {borrow.name: _points_of(self.body, borrow.region) for borrow in self.body.borrows}
        reach = {borrow.name: self._reach(borrow) for borrow in self.body.borrows}
        live = {name: found.in_scope for name, found in reach.items()}
        self._ends({name: (found.in_scope, found.killed) for name, found in reach.items()})
        for point, state in self._points(LOANS):
            self.result.compared[LOANS] += len(regions)
            theirs = {name for name in state if point in regions[name]}
            ours = {name for name, bits in live.items() if bits >> point & 1}
            for name in theirs ^ ours:
                self._differ(LOANS, point, name, theirs=name in theirs)

    def _ends(self, reach: Mapping[str, tuple[int, int]]) -> None:
        """Where a loan in force ends because what was borrowed is not there any more; rustc has facts about that, which
        (unlike its dataflow) count what a call writes to, too."""
        mir = Path(f"{self.stem}.nll.0.mir")
        found = dump._NAME.fullmatch(f"mir/{mir.name}")
        if found is None:
            raise dot.Unreadable(f"{mir.name}, which names no body")
        file = mir.parent.parent / "facts" / found[1] / "loan_killed_at.facts"
        rows = (_KILLED.fullmatch(line) for line in file.read_text(encoding="utf-8").splitlines())
        killed = {(row[1], self.body.starts[int(row[2])] + int(row[3])) for row in rows if row is not None}
        for name, (live, ours) in reach.items():
            calls = (p for p in points_in(live) if self.body.points[p].instruction.kind in ("call", "yield"))
            theirs = sum(1 << p for p in {p for loan, p in killed if loan == name and live >> p & 1} - set(calls))
            self.result.compared[ENDS] += 1
            for point in points_in(theirs ^ ours):
                self._differ(ENDS, point, name, theirs=bool(theirs >> point & 1))

    def _reach(self, borrow: Borrow) -> LoanScope:
        issued = self.body.starts[borrow.block] + borrow.statement
        borrowed = self.body.points[issued].instruction.source
        if borrowed is None:
            raise dot.Unreadable(f"{borrow.name} of {self.body.name} is issued where nothing is borrowed")
        return LoansInScope(self.analysis).scope_of(issued, borrow, borrowed, ())

    def _file(self, analysis: str) -> Path:
        return Path(f"{self.stem}.{_FILES[analysis]}.borrowck.dot")

    def _states(self, analysis: str, derived: Callable[[InitState], int]) -> None:
        points = list(self._points(analysis))
        extra = self._not_derived(frozenset().union(*(state for _, state in points)))
        for point, theirs in points:
            facts = self.flow.before.get(point)
            if facts is None:
                self._differ(analysis, point, "a point that is not derived", theirs=True)
                continue
            ours, written = derived(facts), self._mask(theirs)
            self.result.compared[analysis] += len(self.bits) + len(extra)
            differing = ours ^ written
            for place, bit in self.bits.items() if differing else ():
                if bit & differing:
                    self._differ(analysis, point, " ".join(place), theirs=bool(bit & written))
            for text, around in extra.items():
                if bool(ours & around) != (text in theirs):
                    self._differ(analysis, point, f"{text}, as a part", theirs=text in theirs)

    def _not_derived(self, texts: frozenset[str]) -> dict[str, int]:
        """rustc's places that are not derived, each with the bit of the derived place around it.

        rustc also lists places that it only looks at, or that lie between a local and its parts; nothing may ever
        happen to those alone.
        """
        found: dict[str, int] = {}
        for text in texts:
            place = _read(text)
            if place not in self.bits:
                steps = next(n for n in range(len(place) - 1, 0, -1) if place[:n] in self.bits)
                found[text] = self.bits[place[:steps]]
        return found

    def _differ(self, analysis: str, point: int, what: str, *, theirs: bool) -> None:
        self.result.differences.append(Difference(self.program.name, self.body.name, analysis, point, what, theirs))

    def _mask(self, state: frozenset[str]) -> int:
        """rustc's state as bits of the derived places."""
        mask = self.masks.get(state)
        if mask is None:
            mask = 0
            for text in state:
                mask |= self.bits.get(_read(text), 0)
            self.masks[state] = mask
        return mask

    def _points(self, analysis: str) -> Iterator[tuple[int, frozenset[str]]]:
        """rustc's state before each point of the body (points as `Body.starts` counts them)."""
        blocks = dot.read(self._file(analysis).read_text(encoding="utf-8"))
        for number in sorted(_reached(self.body)):
            points = self.body.blocks[number].points
            states = blocks[number].before()
            if states and len(states) != len(points):
                raise dot.Unreadable(f"bb{number} of {self.body.name}: {len(states)} rows for {len(points)} statements")
            yield from ((self.body.starts[number] + offset, state) for offset, state in enumerate(states))


def _reached(body: Body) -> set[int]:
    """The blocks that control may get to without unwinding, and without a suspended coroutine being dropped."""
    reached, waiting = {0}, [0]
    while waiting:
        for edge in body.blocks[waiting.pop()].points[-1].instruction.edges:
            if edge.label != "drop" and edge.target not in reached and not body.blocks[edge.target].cleanup:
                reached.add(edge.target)
                waiting.append(edge.target)
    return reached


def _points_of(body: Body, region: str) -> set[int]:
    """The points that a region holds."""
    found: set[int] = set()
    for block, first, last in _RANGE.findall(body.values[region]):
        start = body.starts[int(block)]
        found.update(range(start + int(first), start + int(last or first) + 1))
    return found


@cache
def _read(text: str) -> Place:
    return places.read(text)


def _is_followed(path: MovePath, flow: Initialization) -> bool:
    """Whether rustc may follow a path: not a variant out of which nothing moves, which only the derivation notes."""
    local, steps = path
    inside = (other for other in flow._bits if other[0] == local and len(other[1]) > len(steps))
    return not steps or steps[-1].kind != "downcast" or any(other[1][: len(steps)] == steps for other in inside)


def _spelled(path: MovePath) -> Place:
    """A derived path in the spelling of `places`."""
    local, steps = path
    return (f"_{local}", *map(_step, steps))


def _step(elem: Elem) -> str:
    by_kind = {
        "deref": "*",
        "field": f".{elem.number}",
        "downcast": f"as {elem.name}",
        "constant index": f"[{elem.number}]",
    }
    return by_kind[elem.kind]
