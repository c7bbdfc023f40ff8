"""Why a program is rejected, in exact words: one sentence from the points of a conflict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from borrowproof.model.conflict import Fact, Point, Role
from borrowproof.model.timeline import Conflict, Target, Timeline
from borrowproof.ownership.wording import reasons
from tests.unit.ownership.made import MUTABLE, SHARED, E, T, born, event, function, loan, timeline, variable

MOVED = event(E.MOVE, 4, "s", 40, target=Target(T.CALL, "drop"))
OWNER = variable(1, "s", 2, *born(2, "s"), MOVED, type="String")
HOLDER = variable(2, "r", 3, *born(3, "r"), reference=SHARED)
AGAIN = variable(3, "s", 5, *born(5, "s"), nth=2)
KEPT = loan(1, "s", 1, SHARED, (3, 4, 6), holders=(2,))
PASSED = loan(2, "s", 1, MUTABLE, (4,), lent_to="String::push")
BODY = function("main", 1, 9, OWNER, HOLDER, AGAIN, KEPT, PASSED)


def origin(
    fact: Fact, line: int, place: str = "s", name: str = "", owner: int | None = 1, of: int | None = None
) -> Point:
    return Point(Role.ORIGIN, fact, line, MOVED.column, place, name, owner, of)


def need(fact: Fact, line: int, place: str = "", name: str = "", holder: int | None = None) -> Point:
    return Point(Role.NEED, fact, line, 1, place, name, holder)


def clash(fact: Fact, line: int, place: str = "s", name: str = "", owner: int | None = 1) -> Point:
    return Point(Role.CLASH, fact, line, 3, place, name, owner)


def step(fact: Fact, line: int, name: str = "") -> Point:
    return Point(Role.STEP, fact, line, 1, "", name)


LENT = origin(Fact.LENT, 3, of=1)
USED = need(Fact.USED, 6, "r", "", 2)
LIVED = Point(Role.ORIGIN, Fact.LIFETIME, 1, 1, "s", "'b", 1)
OUTLIVED = Point(Role.NEED, Fact.OUTLIVES, 1, 9, "", "'a")
OF_TYPE = Point(Role.ORIGIN, Fact.OF_TYPE, 2, 9, "s", "Option<T>", 1)
TYPE = Point(Role.CLASH, Fact.TYPE, 2, 5, "T")
FOR_STATIC = Point(Role.NEED, Fact.STATIC, 2, 5, "", "'static")
CASES = [
    # what was lent, what still needs it, what collides
    (
        (LENT, USED, clash(Fact.ASSIGNED, 5)),
        "`r` borrows `s` on line 3, and line 6 still uses `r`; so line 5 cannot give `s` a new value",
    ),
    (
        (LENT, USED, clash(Fact.ASSIGNED, 5, "s.x")),
        "`r` borrows `s` on line 3, and line 6 still uses `r`; so line 5 cannot write `s.x`",
    ),
    (
        (LENT, USED, clash(Fact.MOVED, 5)),
        "`r` borrows `s` on line 3, and line 6 still uses `r`; so line 5 cannot move `s`",
    ),
    (
        (origin(Fact.LENT, 4, of=2), need(Fact.USED, 5, "", "f"), clash(Fact.BORROWED, 5)),
        "`s` is lent `&mut` to `String::push` on line 4, and line 5 itself still uses that loan, with"
        " `f`; so line 5 cannot borrow `s`",
    ),
    (
        (LENT, need(Fact.NEXT_ROUND, 3, "r", "", 2), replace(clash(Fact.BORROWED_MUT, 3), column=MOVED.column)),
        "`r` borrows `s` on line 3, and the next round of the loop still uses `r` on line 3; so in the next round of"
        " the loop, line 3 cannot borrow `s` mutably again",
    ),
    (
        (LENT, need(Fact.NEXT_ROUND, 2, "", "for"), clash(Fact.BORROWED_MUT, 5)),
        "`r` borrows `s` on line 3, and the next round of the `for` loop on line 2 still uses that loan; so line 5"
        " cannot borrow `s` mutably",
    ),
    (
        (LENT, need(Fact.ITSELF, 5, "s", "", 1), clash(Fact.BORROWED, 5)),
        "`r` borrows `s` on line 3, and `s` keeps that loan itself for as long as it is used; so line"
        " 5 cannot borrow `s`",
    ),
    (
        (LENT, need(Fact.CALLER, 4, "", "early return"), clash(Fact.BORROWED_MUT, 5)),
        "`r` borrows `s` on line 3, and line 4 may return it to the caller; so line 5 cannot borrow `s` mutably",
    ),
    # what is gone too early
    (
        (LENT, USED, clash(Fact.ENDED, 5)),
        "`r` borrows `s` on line 3, and line 6 still uses `r`; but `s` goes out of scope on line 5",
    ),
    (
        (LENT, need(Fact.DROPPED, 9, "r", "", 2), clash(Fact.DROPPED, 9)),
        "`r` borrows `s` on line 3, and the drop of `r` on line 9 may still look at it; but `s` is dropped on line 9",
    ),
    (
        (LENT, need(Fact.TEMPORARY, 8, "", "Ref<'_, u8>"), clash(Fact.DROPPED, 8)),
        "`r` borrows `s` on line 3, and a temporary `Ref<'_, u8>` keeps it until line 8 drops that;"
        " but `s` is dropped on line 8",
    ),
    (
        (origin(Fact.LENT, 4, "", owner=None), USED, clash(Fact.ENDED, 4, "", owner=None)),
        "a temporary value is lent on line 4, and line 6 still uses `r`; but that value is dropped at the end of its"
        " statement, on line 4",
    ),
    (
        (LENT, need(Fact.CALLER, 7, "", "return"), clash(Fact.DROPPED, 8)),
        "`r` borrows `s` on line 3, and line 7 returns it to the caller; but `s` is dropped on line 8",
    ),
    (
        (origin(Fact.CAPTURED, 4), origin(Fact.USED, 5), need(Fact.STATIC, 4, "", "spawn"), clash(Fact.DROPPED, 8)),
        "the closure captures `s` by `&` on line 4 and uses it on line 5, and line 4 passes it to"
        " `spawn`, which needs it"
        " for as long as the program may run (`'static`); but `s` is dropped on line 8",
    ),
    (
        (origin(Fact.CAPTURED, 4, name="mut"), need(Fact.STATIC, 4), clash(Fact.DROPPED, 8)),
        "the closure captures `s` by `&mut` on line 4, and line 4 needs it for longer than `main`"
        " runs; but `s` is dropped"
        " on line 8",
    ),
    # values that are not there
    (
        (origin(Fact.MOVED, 4), clash(Fact.BORROWED, 5, name="println!")),
        "`s` moves into `drop` on line 4; so line 5 cannot read `s`",
    ),
    (
        (origin(Fact.MOVED, 4), Point(Role.CLASH, Fact.MOVED, 4, MOVED.column, "s", "", 1)),
        "`s` moves into `drop` on line 4; in the next round of the loop, line 4 would move `s` again",
    ),
    (
        (origin(Fact.MOVED, 4), clash(Fact.BORROWED, 3)),
        "`s` moves into `drop` on line 4; so it has no value in the next round of the loop, where"
        " line 3 would borrow `s`",
    ),
    (
        (origin(Fact.DECLARED, 2), clash(Fact.USED, 5)),
        "`s` is declared on line 2, without a value; it may still have none where line 5 would use `s`",
    ),
    (
        (origin(Fact.MOVED, 4), clash(Fact.MOVED, 4)),
        "`s` moves into `drop` on line 4; so the same line cannot move `s`",
    ),
    (
        (origin(Fact.MOVED, 3, "r", owner=2), clash(Fact.BORROWED_MUT, 5, "*r", "f", owner=2)),
        "`r` moves away on line 3; so line 5 cannot use `r`",
    ),
    # what may not be changed, what may not be moved out
    (
        (origin(Fact.GIVEN, 5, owner=3), clash(Fact.ASSIGNED, 6, owner=3)),
        "`s₂` has its value from line 5, and is not `mut`; so line 6 cannot give `s₂` a new value",
    ),
    (
        (origin(Fact.IMMUTABLE, 2), clash(Fact.BORROWED_MUT, 4), clash(Fact.BORROWED_MUT, 6)),
        "`s` is declared on line 2, without `mut`; so line 4 cannot borrow `s` mutably, nor can line 6",
    ),
    (
        (origin(Fact.BEHIND_SHARED, 3, "r", owner=2), clash(Fact.ASSIGNED, 6, "r.x", owner=2)),
        "`r` is a shared reference (line 3), through which nothing may be changed; so line 6 cannot write `r.x`",
    ),
    (
        (origin(Fact.BEHIND_SHARED, 2, name="Rc<String>"), clash(Fact.BORROWED_MUT, 4, "*s")),
        "`s` is an `Rc<String>`, whose value is shared and may not be changed through it; so line 4 cannot borrow `*s`"
        " mutably",
    ),
    (
        (origin(Fact.OWNED_BY, 4, "s.x", "&mut"), clash(Fact.MOVED, 4, "s.x")),
        "`s.x` lies behind a `&mut` reference, which only lends it; so line 4 cannot move it",
    ),
    (
        (origin(Fact.OWNED_BY, 4, "s[0]", "[u8]"), clash(Fact.MOVED, 4, "s[0]")),
        "`s[0]` is an element of a `[u8]`, which must stay whole; so line 4 cannot move it",
    ),
    (
        (origin(Fact.OWNED_BY, 4, "s.x", "Own: Drop"), clash(Fact.MOVED, 4, "s.x")),
        "`s.x` is a part of an `Own`, whose `Drop` needs it whole; so line 4 cannot move it",
    ),
    (
        (origin(Fact.OWNED_BY, 4, "s", "closure"), clash(Fact.MOVED, 4)),
        "`s` stays with the closure, which may be called more than once; so line 4 cannot move it",
    ),
    (
        (origin(Fact.OWNED_BY, 4, "", "Ref<'_, S>", None), clash(Fact.MOVED, 4, "", owner=None)),
        "the value lies in a `Ref<'_, S>`, which only lends it; so line 4 cannot move it",
    ),
    (
        (origin(Fact.MATCHED, 3), clash(Fact.ASSIGNED, 4)),
        "the `match` on line 3 looks at `s`; so no guard on it may change it: line 4 cannot give `s` a new value",
    ),
    # two lifetimes
    (
        (
            LIVED,
            Point(Role.STEP, Fact.ASSIGNED, 2, 1, "c"),
            Point(Role.STEP, Fact.LENT, 3, 1, "", "longer"),
            Point(Role.STEP, Fact.RETURNED, 4, 1),
            Point(Role.NEED, Fact.OUTLIVES, 1, 9, "", "'a"),
        ),
        "`s` comes with the lifetime `'b`; it goes into `c` on line 2, then goes into `longer` on"
        " line 3, then is returned"
        " on line 4; but nothing says that `'b` outlives `'a`",
    ),
    (
        (replace(LIVED, name=""), Point(Role.NEED, Fact.OUTLIVES, 1, 9, "r", "", 2)),
        "`s` comes with a lifetime without a name; but nothing says that the lifetime in `s` outlives"
        " the lifetime in `r`",
    ),
    (
        (replace(LIVED, name=""), Point(Role.NEED, Fact.STATIC, 1, 9, "", "'static")),
        "`s` comes with a lifetime without a name; but nothing says that the lifetime in `s` outlives `'static`",
    ),
    # the steps of one line, which is named once
    (
        (LIVED, step(Fact.LENT, 2, "f"), step(Fact.RETURNED, 2), step(Fact.LENT, 3, "g"), OUTLIVED),
        "`s` comes with the lifetime `'b`; it goes into `f` on line 2, then is returned, then goes into `g` on line 3;"
        " but nothing says that `'b` outlives `'a`",
    ),
    # what an `impl Trait` hides
    (
        (LIVED, step(Fact.RETURNED, 2), Point(Role.NEED, Fact.HIDDEN_IN, 1, 30, "", "impl Look + use<>")),
        "`s` comes with the lifetime `'b`; it is returned on line 2; but the bounds of `impl Look + use<>` do not name"
        " `'b`",
    ),
    # a type that may not live long enough
    (
        (OF_TYPE, step(Fact.LENT, 2, "Box::new"), step(Fact.BECOMES, 2, "Box<dyn Look>"), FOR_STATIC, TYPE),
        "`s` is an `Option<T>`; it goes into `Box::new` on line 2, then becomes a `Box<dyn Look>`; but nothing says"
        " that every `T` outlives `'static`",
    ),
    (
        (OF_TYPE, OUTLIVED, TYPE),
        "`s` is an `Option<T>`; but nothing says that every `T` outlives `'a`",
    ),
    (
        (TYPE, step(Fact.LENT, 2, "f"), Point(Role.NEED, Fact.OUTLIVES, 1, 9, "r", "", 2)),
        "line 2 needs `T` to outlive the lifetime in `r`, to call `f`; but nothing says that every `T` does",
    ),
    ((TYPE, FOR_STATIC), "line 2 needs `T` to outlive `'static`; but nothing says that every `T` does"),
    # what a coroutine borrows of itself
    (
        (LENT, USED, clash(Fact.YIELDED, 5)),
        "`r` borrows `s` on line 3, and line 6 still uses `r`; but line 5 yields, after which the coroutine may be"
        " moved, and `s` with it",
    ),
    # what is gone with its thread
    (
        (
            origin(Fact.LENT, 3, "FOO", owner=None),
            need(Fact.STATIC, 4, "", "spawn"),
            clash(Fact.THREAD_LOCAL, 9, "FOO", owner=None),
        ),
        "`FOO` is lent on line 3, and line 4 passes it to `spawn`, which needs it for as long as the program may run"
        " (`'static`); but `FOO` is thread-local, and its thread may be gone where `main` ends, on line 9",
    ),
]


def why(*points: Point) -> str | None:
    told = Conflict("E0000", "no", (), points=points)
    return reasons.reason(replace(timeline(BODY), conflicts=(told,)), told)


@pytest.mark.parametrize(("points", "sentence"), CASES, ids=[c[0][0].fact + " " + c[0][-1].fact for c in CASES])
def test_why(points: tuple[Point, ...], sentence: str) -> None:
    assert why(*points) == sentence


def test_every_fact_has_its_words() -> None:
    assert {point.fact for points, _ in CASES for point in points} == set(Fact)


def test_where_the_facts_do_not_tell_there_is_no_sentence_and_that_is_said() -> None:
    silent = Conflict("E0999", "no", ())
    rejected = Timeline((BODY,), (silent,), "rustc", "2024")
    assert (why(), why(LENT), why(LIVED)) == (None, None, None)
    assert reasons.errors_with_reasons(rejected) == ("error[E0999]: no\n  why: no sentence: the facts do not tell",)
