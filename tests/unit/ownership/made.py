"""Timelines made by hand, for the tests of the picture: small programs, and what happens in them."""

from __future__ import annotations

from typing import Any

from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import (
    Conflict,
    EndKind,
    Event,
    EventKind,
    Function,
    FunctionKind,
    Holding,
    Label,
    LineState,
    Loan,
    LoanEnd,
    ReferenceKind,
    Refusal,
    State,
    Target,
    TargetKind,
    Timeline,
    Variable,
)

E, S, T = EventKind, State, TargetKind
SHARED, MUTABLE = ReferenceKind.SHARED, ReferenceKind.MUTABLE


def event(kind: EventKind, line: int, place: str, order: int = 0, **changes: Any) -> Event:
    return Event(kind, line, 5, place, order or line, **changes)


def born(line: int, place: str) -> tuple[Event, Event]:
    """What `let place = ...;` does."""
    return event(E.DECLARE, line, place), event(E.INIT, line, place)


def variable(number: int, name: str, line: int, *events: Event, **changes: Any) -> Variable:
    """By default a `String` that is dropped somewhere, with the states that its `owned` lines give."""
    fields: dict[str, Any] = {
        "type": "String",
        "mutable": False,
        "argument": False,
        "captured": False,
        "by_reference": None,
        "reference": None,
        "needs_drop": True,
        "scope_end": None,
        "states": (),
    }
    return Variable(number, name, line, 5, local=f"_{number}", events=events, **(fields | changes))


def states(**lines: str) -> tuple[LineState, ...]:
    """`states(owned="3-5", moved="6")`."""
    found = []
    for state, stretch in lines.items():
        first, _, last = stretch.partition("-")
        found += [LineState(n, State(state)) for n in range(int(first), int(last or first) + 1)]
    return tuple(sorted(found, key=lambda s: s.line))


def loan(
    number: int, place: str, owner: int | None, kind: ReferenceKind, live: tuple[int, ...], **changes: Any
) -> Loan:
    """A borrow on the first of its `live` lines."""
    fields: dict[str, Any] = {
        "holders": (),
        "lent_to": None,
        "needed_lines": live,
        "ends": (LoanEnd(live[-1], EndKind.USE),),
        "of_temporary": owner is None,
    }
    return Loan(number, place, owner, kind, live[0], 9, live_lines=live, **(fields | changes))


def function(name: str, first: int, last: int, *content: Variable | Loan, **changes: Any) -> Function:
    variables = tuple(c for c in content if isinstance(c, Variable))
    loans = tuple(c for c in content if isinstance(c, Loan))
    return Function(name, changes.pop("kind", FunctionKind.FUNCTION), first, last, variables, loans, **changes)


def timeline(*functions: Function, conflicts: tuple[Conflict, ...] = ()) -> Timeline:
    return Timeline(functions, conflicts, "rustc 1.95.0", "2024")


MOVED_CODE = """\
fn main() {
    let song = String::from("la");
    let album = song;
    let size = album.len();
    println!("{album}");
    drop(album);
    let hit = String::from("do");
    println!("{size}");
}
"""
SONG = variable(
    1,
    "song",
    2,
    *born(2, "song"),
    event(E.MOVE, 3, "song", 30, target=Target(T.VARIABLE, "album", 2)),
    event(E.SCOPE_END, 9, "song", 93, before=S.MOVED),
    states=states(uninit="2", owned="3", moved="4-9"),
)
ALBUM = variable(
    2,
    "album",
    3,
    *born(3, "album"),
    event(E.MOVE, 6, "album", 60, target=Target(T.CALL, "drop")),
    event(E.SCOPE_END, 9, "album", 92, before=S.MOVED),
    states=states(owned="4-6", moved="7-9"),
)
SIZE = variable(
    3,
    "size",
    4,
    *born(4, "size"),
    event(E.SCOPE_END, 9, "size", 94),
    type="usize",
    needs_drop=False,
    states=states(owned="5-9"),
)
HIT = variable(
    4,
    "hit",
    7,
    *born(7, "hit"),
    event(E.DROP, 9, "hit", 90),
    event(E.SCOPE_END, 9, "hit", 91),
    states=states(owned="8-9"),
)
# Two owners one after the other, plain data, a value that is dropped where the function ends.
MOVED = timeline(
    function(
        "main",
        1,
        9,
        SONG,
        ALBUM,
        SIZE,
        HIT,
        loan(1, "album", 2, SHARED, (4,), lent_to="String::len", autoref=True),
        loan(2, "album", 2, SHARED, (5,), lent_to="println!"),
        loan(3, "size", 3, SHARED, (8,), lent_to="println!"),
    )
)

REJECTED_CODE = """\
fn main() {
    let mut v = vec![1, 2, 3];
    let first = &v[0];
    v.push(4);
    println!("{first}");
}
"""
# A push while an element is borrowed: E0502.
REJECTED = timeline(
    function(
        "main",
        1,
        6,
        variable(
            1,
            "v",
            2,
            *born(2, "v"),
            event(E.DROP, 6, "v", 60),
            event(E.SCOPE_END, 6, "v", 61),
            type="Vec<i32>",
            states=states(owned="3-6"),
            denials=(
                Denial(Access.CHANGE, Obstacle.LENT, "E0506", (4, 5), 3, 1),
                Denial(Access.LEND_MUTABLY, Obstacle.LENT, "E0502", (4, 5), 3, 1),
                Denial(Access.MOVE, Obstacle.LENT, "E0505", (4, 5), 3, 1),
            ),
        ),
        variable(
            2,
            "first",
            3,
            *born(3, "first"),
            event(E.SCOPE_END, 6, "first", 62),
            type="&i32",
            reference=SHARED,
            needs_drop=False,
            states=states(owned="4-6"),
        ),
        loan(1, "v", 1, SHARED, (3, 4, 5), holders=(2,), holdings=(Holding(2, (3, 4, 5)),)),
        loan(2, "v", 1, MUTABLE, (4,), lent_to="Vec::push", autoref=True),
        loan(3, "first", 2, SHARED, (5,), lent_to="println!"),
    ),
    conflicts=(
        Conflict(
            "E0502",
            "cannot borrow `v` as mutable because it is also borrowed as immutable",
            (
                Label(4, 5, 4, 14, "mutable borrow occurs here", True),
                Label(3, 18, 3, 19, "immutable borrow occurs here", False),
                Label(5, 16, 5, 21, "immutable borrow later used here", False),
            ),
            (1,),
            (1, 2),
            (
                Point(Role.ORIGIN, Fact.LENT, 3, 18, "v", "[]", 1, 1),
                Point(Role.NEED, Fact.USED, 5, 16, "first", "", 2),
                Point(Role.CLASH, Fact.BORROWED_MUT, 4, 5, "v", "", 1),
            ),
        ),
    ),
)


REFUSED_CODE = """\
fn main() {
    let mut songs = vec!["Aria"];
    let host = &mut songs;
    let guest = &mut songs;
    let view = &songs;
    host.push("Blue");
    guest.push("Canon");
    let second = guest;
    println!("{second:?} {view:?}");
}
"""


def _refused(code: str, line: int, number: int) -> Conflict:
    """An error about a borrow of `songs`, on `line`, because of the loan `number` to the variable of that id."""
    return Conflict(
        code,
        "no",
        (Label(line, 17, line, 27, "borrow occurs here", True),),
        (1,),
        (1, 2),
        (
            Point(Role.ORIGIN, Fact.LENT, number + 1, 16, "songs", "", 1, number - 1),
            Point(Role.NEED, Fact.USED, number + 4, 5, "", "", number),
            Point(Role.CLASH, Fact.BORROWED_MUT, line, 17, "songs", "", 1),
        ),
    )


# Two borrowers that rustc refuses, and one that would get its value from one of them: E0499 and E0502.
REFUSED = timeline(
    function(
        "main",
        1,
        10,
        variable(1, "songs", 2, *born(2, "songs"), event(E.DROP, 10, "songs", 99), states=states(owned="3-10")),
        variable(2, "host", 3, *born(3, "host"), reference=MUTABLE, needs_drop=False, states=states(owned="4-10")),
        variable(
            3,
            "guest",
            4,
            *born(4, "guest"),
            event(E.MOVE, 8, "guest", target=Target(T.VARIABLE, "second", 5)),
            reference=MUTABLE,
            needs_drop=False,
            states=states(owned="5-8", moved="9-10"),
        ),
        variable(4, "view", 5, *born(5, "view"), reference=SHARED, needs_drop=False, states=states(owned="6-10")),
        variable(5, "second", 8, *born(8, "second"), reference=MUTABLE, needs_drop=False, states=states(owned="9-10")),
        loan(1, "songs", 1, MUTABLE, (3, 4, 5, 6), holders=(2,), order=3, holdings=(Holding(2, (3, 4, 5, 6)),)),
        loan(
            2,
            "songs",
            1,
            MUTABLE,
            (4, 5, 6, 7),
            holders=(3, 5),
            order=4,
            refused=Refusal("E0499", 3),
            holdings=(Holding(3, (4, 5, 6, 7)),),
        ),
        loan(3, "songs", 1, SHARED, (5, 6, 7, 8, 9), holders=(4,), order=5, refused=Refusal("E0502", 3)),
        loan(4, "guest", 3, MUTABLE, (7,), lent_to="Vec::push", order=7, reborrow=True),
    ),
    conflicts=(_refused("E0499", 4, 2), _refused("E0502", 5, 3)),
)


KINDS = {kind: n for n, kind in enumerate(EventKind, 2)}
EVERYTHING_CODE = "//\n" * 20
# Every kind of event, state, loan and link, for what must hold of all shapes. It is no program.
EVERYTHING = timeline(
    function(
        "main",
        1,
        20,
        variable(
            1,
            "all",
            1,
            *(event(kind, line, "all", target=Target(T.CALL, "f")) for kind, line in KINDS.items()),
            states=states(owned="2", maybe="3-4", partial="5-6", moved="7", uninit="8"),
        ),
        variable(2, "moved", 2, *born(2, "moved"), event(E.MOVE, 3, "moved", target=Target(T.VARIABLE, "new", 3))),
        variable(3, "new", 3, *born(3, "new"), states=states(owned="4-9")),
        variable(4, "shared", 5, *born(5, "shared"), reference=SHARED, states=states(owned="6-12")),
        variable(5, "mutable", 6, *born(6, "mutable"), reference=MUTABLE, states=states(owned="7-12")),
        variable(6, "plain", 7, *born(7, "plain"), needs_drop=False, states=states(owned="8-12")),
        variable(7, "never", 8, *born(8, "never"), reference=MUTABLE, states=states(owned="9-12")),
        loan(1, "new", 3, SHARED, (5, 6), holders=(4,), needed_lines=(5, 6, 9)),
        loan(2, "new", 3, MUTABLE, (6, 7, 8), holders=(5,)),
        loan(3, "new", 3, SHARED, (7, 8), holders=(6,)),
        loan(4, "new", 3, MUTABLE, (7, 8), holders=(6,)),
        loan(5, "new", 3, MUTABLE, (8, 9), holders=(7,), order=8, refused=Refusal("E0499", 7)),
    ),
    conflicts=(
        Conflict(None, "no", (Label(7, 1, 7, 2, "no", True),), (3,)),
        Conflict(
            "E0499",
            "no",
            (Label(10, 1, 10, 2, "no", True),),
            (3,),
            points=(
                Point(Role.ORIGIN, Fact.LENT, 8, 9, "new", "", 3, 5),
                Point(Role.CLASH, Fact.BORROWED_MUT, 10, 1, "new", "", 3),
            ),
        ),
    ),
)
