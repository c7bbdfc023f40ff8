"""What the line of a lane looks like from row to row: owned, empty, lent, borrowing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.timeline import EventKind, Loan, ReferenceKind, State
from borrowproof.ownership.picture.lanes import Lane
from borrowproof.ownership.timeline_queries import never_begins, reference_kind


class Style(StrEnum):
    OWNED = "owned"
    MAYBE = "maybe"  # a value on some paths only
    PARTIAL = "partial"  # parts of it are moved out
    EMPTY = "empty"  # a name without a value
    SHARED = "shared"  # a shared reference, or what is held by one
    MUTABLE = "mutable"
    IDLE = "idle"  # a reference that is not used any more
    NEEDED = "needed"  # a loan that the program needs for longer than it can last
    WOULD = "would"  # a value that rustc refuses where it would begin


class Track(StrEnum):
    """Which of the parallel lines of a lane."""

    MAIN = "main"
    LENT = "lent"  # over the main line: how it is lent
    HELD = "held"  # beside the main line: what it borrows
    HELD_TOO = "held too"  # beside that: what it borrows in the other way


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a lane's line, from half row `top` to half row `bottom` (row n, counted from 0 in the lines
    shown, has its middle at 2n + 1)."""

    variable: int
    track: Track
    style: Style
    top: int
    bottom: int


STYLES = {
    State.OWNED: Style.OWNED,
    State.MAYBE: Style.MAYBE,
    State.PARTIAL: Style.PARTIAL,
    State.MOVED: Style.EMPTY,
    State.UNINIT: Style.EMPTY,
}
LENDING = {ReferenceKind.SHARED: Style.SHARED, ReferenceKind.MUTABLE: Style.MUTABLE}
_GIVEN = {EventKind.ARGUMENT, EventKind.INIT, EventKind.REINIT, EventKind.REASSIGN}
_GONE = {EventKind.DROP, EventKind.DROP_IF_OWNED, EventKind.DROP_REST, EventKind.SCOPE_END}


def segments(lane: Lane, rows: Sequence[int]) -> tuple[Segment, ...]:
    """All stretches of `lane`; `rows` are the lines shown, in order."""
    held = [loan for loan in lane.function.loans if lane.variable.id in loan.holders and not never_begins(loan)]
    kind = reference_kind(lane.variable)
    halves = _halves(lane, rows)
    if lane.refused:
        return tuple(_merged(lane.variable.id, dict.fromkeys(halves, Style.WOULD)))
    if kind is None:
        ways = zip((Track.HELD, Track.HELD_TOO), _by_style(held), strict=False)
        beside = [s for track, (style, same) in ways for s in _held(lane, track, style, same, rows)]
        return (*_merged(lane.variable.id, halves), *beside, *_lent(lane, rows))
    live = (
        {h for s in _held(lane, Track.MAIN, LENDING[kind], held, rows) for h in range(s.top, s.bottom)}
        if held
        else set(halves)
    )
    styles = {
        half: style if style is not Style.OWNED else LENDING[kind] if half in live else Style.IDLE
        for half, style in halves.items()
    }
    return (*_merged(lane.variable.id, styles), *_lent(lane, rows))


def _held(lane: Lane, track: Track, style: Style, held: Iterable[Loan], rows: Sequence[int]) -> list[Segment]:
    begins = {e.line for e in lane.variable.events if e.kind in _GIVEN}
    return _stretches(lane, track, style, _held_lines(lane, held), rows, begins, to_end=True)


def _lent(lane: Lane, rows: Sequence[int]) -> Iterable[Segment]:
    """How the variable is lent, and where the program would need that for longer than it lasts."""
    own = [loan for loan in lane.function.loans if loan.variable_id == lane.variable.id and not never_begins(loan)]
    for style, same in _by_style(loan for loan in own if loan.holders):
        lines = {n for loan in same for n in _possible(lane, loan)}
        yield from _stretches(lane, Track.LENT, style, lines, rows, {loan.line for loan in same})
    for loan in own:
        last = max(_possible(lane, loan), default=loan.line)
        beyond = [n for n in (*loan.needed_lines, *loan.live_lines) if n > last]
        if beyond:
            yield from _stretches(lane, Track.LENT, Style.NEEDED, {last, *beyond}, rows, {last})


def _possible(lane: Lane, loan: Loan) -> set[int]:
    """The lines on which a loan of the variable is in force; not those on which its value is gone, by an error."""
    gone = {s.line for s in lane.variable.states if s.state in (State.MOVED, State.UNINIT) and s.line > loan.line}
    return set(loan.live_lines) - gone


def _by_style(loans: Iterable[Loan]) -> list[tuple[Style, list[Loan]]]:
    found: dict[Style, list[Loan]] = {}
    for loan in loans:
        found.setdefault(LENDING[loan.kind], []).append(loan)
    return sorted(found.items())


def _held_lines(lane: Lane, held: Iterable[Loan]) -> set[int]:
    """The lines on which the variable has a value while one of these loans is in force, or would have to be."""
    states = {s.line: s.state for s in lane.variable.states}
    given = {e.line for e in lane.variable.events if e.kind in _GIVEN}
    alive = given | {n for n, state in states.items() if state in (State.OWNED, State.MAYBE, State.PARTIAL)}
    return {n for loan in held for n in (*loan.live_lines, *loan.needed_lines) if n in alive}


def _stretches(
    lane: Lane,
    track: Track,
    style: Style,
    lines: Collection[int],
    rows: Sequence[int],
    begins: Collection[int],
    *,
    to_end: bool = False,
) -> list[Segment]:
    """One segment for every run of `lines`, from the middle of those on which it `begins`, else from the top, to the
    middle of the last one, or `to_end` of it; lines on which nothing runs do not break a run."""
    absent = frozenset(lane.variable.absent)
    code = lane.code_lines.union(lines, absent)
    runs: list[list[int]] = []
    broken = True
    for index, line in enumerate(rows):
        if line in lines and line not in absent:
            if broken:
                runs.append([])
            runs[-1].append(index)
        broken = broken if line not in code else line not in lines or line in absent
    me = lane.variable.id
    found = []
    for run in runs:
        top, bottom = 2 * run[0] + (rows[run[0]] in begins), 2 * run[-1] + 1 + to_end
        found.append(Segment(me, track, style, top, bottom))
    return found


def _halves(lane: Lane, rows: Sequence[int]) -> dict[int, Style]:
    """The style of each half row by the states of the variable."""
    variable = lane.variable
    states = {s.line: STYLES[s.state] for s in variable.states}
    busy = {e.line for e in variable.events}
    there = [i for i, n in enumerate(rows) if n in states or n in busy]
    if not there:
        return {}
    starts = any(e.line == rows[there[0]] and e.kind in _GIVEN | {EventKind.DECLARE} for e in variable.events)
    absent = frozenset(variable.absent)
    halves: dict[int, Style] = {}
    below: Style | None = None
    for i in range(there[0], there[-1] + 1):
        line = rows[i]
        if line in absent:
            below = None
            halves.pop(2 * i - 1, None)
            continue
        above = states.get(line, below)
        if line not in states and _is_first_value(lane, line):  # another arm has given it one: not this path
            above = None
            halves.pop(2 * i - 1, None)
        if above is not None and not (i == there[0] and starts):
            halves[2 * i] = above
        below = _after(lane, line, above, states)
        if below is not None and i != there[-1]:
            halves[2 * i + 1] = below
    return halves


def _is_first_value(lane: Lane, line: int) -> bool:
    """Whether the variable had no value on the path that gives it one on `line`."""
    given = [e for e in lane.variable.events if e.line == line and e.kind is EventKind.INIT]
    return bool(given) and all(event.before is State.UNINIT for event in given)


def _after(lane: Lane, line: int, before: Style | None, states: dict[int, Style]) -> Style | None:
    """The style below the marks of `line`: by what happens there, unless the next line knows it to be uncertain."""
    style, changed = before, False
    for event in sorted((e for e in lane.variable.events if e.line == line), key=lambda e: e.order):
        if event.kind in _GIVEN:
            style, changed = Style.OWNED, True
        elif event.kind is EventKind.MOVE:
            gone = Style.MAYBE if event.conditional else Style.EMPTY
            style, changed = (gone if event.place == lane.variable.name else Style.PARTIAL), True
        elif event.kind is EventKind.DECLARE and style is None:
            style = Style.EMPTY
        elif event.kind in _GONE and not event.replaced:
            style, changed = None, True
    following = states.get(line + 1)
    if following is Style.MAYBE or (not changed and following is not None):
        return following
    return style


def _merged(variable: int, halves: dict[int, Style]) -> list[Segment]:
    """Stretches of one style."""
    found: list[Segment] = []
    for half, style in sorted(halves.items()):
        last = found[-1] if found else None
        top = half
        if last is not None and last.bottom == half and last.style is style:
            top = found.pop().top
        found.append(Segment(variable, Track.MAIN, style, top, half + 1))
    return found
