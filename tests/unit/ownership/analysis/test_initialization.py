"""Which places hold a value where, on small pieces of MIR whose states are plain to see."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from borrowproof.facts import control_flow, declarations
from borrowproof.facts.mir import bodies, places
from borrowproof.facts.source_text import Source
from borrowproof.model.timeline import State
from borrowproof.ownership.analysis.drop_elaboration import may_need_drop
from borrowproof.ownership.analysis.initialization import Initialization
from borrowproof.ownership.analysis.topological_order import reachable_points, sequence_numbers

DECLARED = declarations.read(
    Source(
        """
        union Bits { whole: u32, halves: [u16; 2] }
        struct Guard { name: String }
        impl Drop for Guard { fn drop(&mut self) {} }
        struct Ticket { name: String, seat: u32 }
        struct Pair(String, Option<Ticket>);
        enum Shape { Circle { name: String }, Square(f64), Empty }
        enum Choice { First(String), Second(String), Neither }
        #[repr(u8)] enum Odd { First(String) = 3, Second(String) }
        """
    )
)


def flow(arguments: str, locals_: str, *blocks: Sequence[str]) -> Initialization:
    """The flow of a function with these arguments (`_1: T`), locals (`_2: T`) and blocks of instructions; a block
    whose first line is `cleanup` is one."""
    lines = [
        "// MIR for `f` 0 nll",
        "",
        f"fn f({arguments}) -> () {{",
        "    let mut _0: (); // return place in scope 0 at no-location",
    ]
    lines += [f"    let {one}; // in scope 0 at no-location" for one in locals_.split(", ") if one]
    for number, block in enumerate(blocks):
        cleanup = block[0] == "cleanup"
        lines += ["", f"    bb{number}{' (cleanup)' if cleanup else ''}: {{"]
        lines += [f"        {text}; // scope 0 at no-location" for text in block[cleanup:]]
        lines.append("    }")
    body = bodies.parse("\n".join([*lines, "}"]))
    return Initialization(body, control_flow.build_graph(body), DECLARED)


def state(found: Initialization, place: str, point: int) -> State | None:
    (path,) = found.moved_paths(places.parse(place))
    return found.state(path, point)


def test_a_move_an_assignment_and_the_end_of_storage() -> None:
    found = flow(
        "_1: String", "_2: String", ["StorageLive(_2)", "_2 = move _1", "_1 = move _2", "StorageDead(_2)", "return"]
    )
    assert [state(found, "_1", n) for n in range(5)] == [
        State.OWNED,
        State.OWNED,
        State.MOVED,
        State.OWNED,
        State.OWNED,
    ]
    assert [state(found, "_2", n) for n in range(5)] == [
        State.UNINIT,
        State.UNINIT,
        State.OWNED,
        State.MOVED,
        State.UNINIT,
    ]


def test_a_move_on_one_of_two_paths() -> None:
    found = flow(
        "_1: String, _2: bool",
        "_3: String",
        ["switchInt(copy _2) -> [0: bb2, otherwise: bb1]"],
        ["_3 = move _1", "goto -> bb2"],
        ["drop(_1) -> [return: bb3, unwind continue]"],
        ["return"],
    )
    assert state(found, "_1", 3) is State.MAYBE
    assert state(found, "_3", 3) is State.MAYBE
    assert found.may_be_moved((1, ()), 3)
    assert not found.may_be_moved((3, ()), 3)
    assert state(found, "_1", 4) is State.MOVED


def test_a_loop_moves_in_an_earlier_round() -> None:
    found = flow("_1: String", "_2: String", ["goto -> bb1"], ["_2 = move _1", "goto -> bb1"])
    assert [state(found, "_1", n) for n in range(3)] == [State.OWNED, State.MAYBE, State.MOVED]


def test_a_call_fills_its_place_only_where_it_returns() -> None:
    found = flow(
        "_1: String",
        "_2: String",
        ["_2 = f(move _1) -> [return: bb1, unwind: bb2]"],
        ["return"],
        ["cleanup", "resume"],
    )
    assert (state(found, "_2", 1), state(found, "_1", 1)) == (State.OWNED, State.MOVED)
    assert state(found, "_2", 2) is None, "paths that unwind are left out"


def test_a_call_that_never_returns_has_no_way_on() -> None:
    found = flow("", "_1: !", ["_1 = panic() -> bb1"], ["cleanup", "resume"])
    assert state(found, "_1", 1) is None


def test_a_part_moves_by_itself() -> None:
    found = flow("_1: (A, B), _2: Box<(A, B)>", "_3: A", ["_3 = move (_1.0: A)", "_3 = move ((*_2).1: B)", "return"])
    assert (state(found, "_1", 1), state(found, "(_1.0: A)", 1)) == (State.PARTIAL, State.MOVED)
    assert list(found.moved_parts((1, ()), 1)) == [(1, places.parse("(_1.0: A)").projection)]
    assert state(found, "_2", 2) is State.PARTIAL


def test_an_argument_that_is_moved_into_itself_stays() -> None:
    found = flow("_1: String", "", ["_1 = f(move _1) -> [return: bb1, unwind continue]"], ["return"])
    assert state(found, "_1", 1) is State.OWNED


def test_nothing_moves_out_of_a_reference_an_index_or_a_type_with_drop() -> None:
    found = flow("_1: &(A, B), _2: [A; 2], _3: Guard", "", ["return"])
    for place in ("((*_1).0: A)", "_2[_4]", "(_3.0: A)"):
        assert found.moved_paths(places.parse(place)) == [], place


def test_a_union_moves_as_a_whole() -> None:
    found = flow("_1: Bits", "_2: u32", ["_2 = move (_1.0: u32)", "(_1.1: [u16; 2]) = const 0_u32", "return"])
    assert [state(found, "_1", n) for n in range(3)] == [State.OWNED, State.MOVED, State.OWNED]


def test_elements_of_an_array_move_one_by_one() -> None:
    found = flow("_1: [A; 3]", "_2: A, _3: [A; 2]", ["_3 = move _1[1..3]", "_2 = move _1[0 of 3]", "return"])
    assert [state(found, "_1[0 of 3]", n) for n in range(3)] == [State.OWNED, State.OWNED, State.MOVED]
    assert [state(found, "_1[2 of 3]", n) for n in range(3)] == [State.OWNED, State.MOVED, State.MOVED]
    assert len(list(found.moved_parts((1, ()), 2))) == 3


def test_what_a_failed_assertion_would_show_is_not_moved() -> None:
    found = flow(
        "_1: (u8, bool), _2: u8",
        "",
        ['assert(move (_1.1: bool), "{}", move _2) -> [success: bb1, unwind continue]'],
        ["return"],
    )
    assert (state(found, "_2", 1), state(found, "(_1.1: bool)", 1)) == (State.OWNED, State.MOVED)


def test_a_drop_takes_the_value_but_does_not_move_it() -> None:
    found = flow("_1: String", "", ["drop(_1) -> [return: bb1, unwind continue]"], ["return"])
    assert state(found, "_1", 1) is State.UNINIT


def test_imaginary_edges_count_for_states_and_not_for_order() -> None:
    found = flow(
        "_1: String", "_2: String", ["falseEdge -> [real: bb1, imaginary: bb2]"], ["_2 = move _1", "return"], ["return"]
    )
    assert state(found, "_1", 3) is State.OWNED


MATCHED = [  # an enum, the arms of a match on it that move its payload out, whether something is left after the match
    ("std::result::Result<String, String>", {0: "Ok", 1: "Err"}, False),
    ("std::result::Result<String, String>", {0: "Ok"}, True),
    ("std::option::Option<String>", {1: "Some"}, False),
    ("Choice", {0: "First", 1: "Second"}, False),
    ("Choice", {0: "First"}, True),
    ("Odd", {0: "First", 1: "Second"}, True),  # with discriminants of its own, which are not known
]


@pytest.mark.parametrize(("type_", "moved", "something"), MATCHED)
def test_what_a_match_leaves_of_an_enum(type_: str, moved: dict[int, str], something: bool) -> None:
    arms = [[f"_3 = move ((_1 as {variant}).0: String)", "goto -> bb1"] for variant in moved.values()]
    cases = ", ".join(f"{number}: bb{2 + n}" for n, number in enumerate(moved))
    head = ["_2 = discriminant(_1)", f"switchInt(move _2) -> [{cases}, otherwise: bb1]"]
    found = flow(f"_1: {type_}", "_2: isize, _3: String", head, ["return"], *arms)
    assert may_need_drop(found, DECLARED, (1, ()), type_, 2) is something
    assert state(found, "_1", 2) is State.PARTIAL, "borrow checking does not look at discriminants"


@pytest.mark.parametrize(
    ("type_", "moved", "other"),
    [
        ("Choice", "((_1 as First).0: String)", True),
        ("Pair", "(_1.0: String)", False),
        ("std::boxed::Box<String>", "(*_1)", False),
    ],
)
def test_whether_only_another_variant_can_be_left(type_: str, moved: str, other: bool) -> None:
    found = flow(f"_1: {type_}", "_2: String", [f"_2 = move {moved}", "return"])
    assert found.is_of_other_variant((1, ()), 1) is other
    assert not found.is_of_other_variant((1, ()), 0)


def test_nothing_arrives_by_an_imaginary_edge_when_a_program_runs() -> None:
    blocks = [["falseEdge -> [real: bb1, imaginary: bb2]"], ["_2 = move _1", "goto -> bb2"], ["return"]]
    found = flow("_1: String", "_2: String", *blocks)
    assert (state(found, "_1", 3), found.may_be_init((1, ()), 3)) == (State.MAYBE, False)


def graph_of(blocks: Sequence[Sequence[str]]) -> control_flow.Graph:
    lines = ["// MIR for `f` 0 nll", "", "fn f(_1: u8) -> () {", ""]
    for number, block in enumerate(blocks):
        lines += [f"    bb{number}: {{", *(f"        {text}; // scope 0 at no-location" for text in block), "    }"]
    return control_flow.build_graph(bodies.parse("\n".join([*lines, "}"])))


EARLY = [  # 0: a branch; 1, 2 and 3, 4: two ways out, on which the same two things happen in the same order
    ["switchInt(copy _1) -> [0: bb1, otherwise: bb2]"],
    ["nop", "goto -> bb3"],
    ["nop", "goto -> bb3"],
    ["return"],
]
LOOP = [["goto -> bb1"], ["switchInt(copy _1) -> [0: bb2, otherwise: bb3]"], ["goto -> bb1"], ["return"]]
TURNS = [
    (EARLY, [[2, 4], [1, 3]], [2, 1]),  # what happens on both ways comes after what comes before it on either
    (EARLY, [[2], [1, 3], [4], [0]], [4, 2, 3, 1]),
    (EARLY, [[3], [1], [3]], [1, 2, 1]),  # of one point, one turn; of two ways, as they are ranked
    (EARLY, [[1, 4], [2, 3]], [1, 2]),  # in a circle that no program has, by rank
    (LOOP, [[2], [3], [0]], [2, 3, 1]),  # all of a loop before what comes after it
]


@pytest.mark.parametrize(("blocks", "happenings", "expected"), TURNS)
def test_what_happens_on_several_paths_has_one_turn(
    blocks: list[list[str]], happenings: list[list[int]], expected: list[int]
) -> None:
    found = graph_of(blocks)
    assert sequence_numbers(found, reachable_points(found), happenings) == expected


@pytest.mark.parametrize(
    ("blocks", "order"),
    [
        ([["nop", "goto -> bb1"], ["return"]], [0, 1, 2]),
        (
            [["switchInt(copy _1) -> [0: bb1, otherwise: bb2]"], ["goto -> bb3"], ["goto -> bb3"], ["return"]],
            [0, 2, 1, 3],
        ),
        (  # a loop whose way out is its last edge, and a loop in it of the same kind, before what comes after
            [
                ["switchInt(copy _1) -> [0: bb1, otherwise: bb4]"],
                ["switchInt(copy _1) -> [0: bb2, otherwise: bb3]"],
                ["goto -> bb1"],
                ["goto -> bb0"],
                ["return"],
            ],
            [0, 1, 2, 3, 4],
        ),
        ([["goto -> bb1"], ["falseEdge -> [real: bb2, imaginary: bb3]"], ["goto -> bb1"], ["return"]], [0, 1, 2]),
    ],
)
def test_points_are_ranked_as_they_are_executed(blocks: list[list[str]], order: list[int]) -> None:
    found = graph_of(blocks)
    assert sorted(found.order, key=found.order.__getitem__) == order


LEFT = [  # a type, what is moved out of a value of it, whether something is left to drop
    ("Ticket", ["(_1.0: String)"], False),
    ("(u8, Ticket)", ["((_1.1: Ticket).0: String)"], False),
    ("Pair", ["(_1.0: String)"], True),
    ("Pair", ["(_1.0: String)", "(((_1.1: Option<Ticket>) as Some).0: Ticket)"], False),
    ("std::option::Option<std::string::String>", ["((_1 as Some).0: String)"], False),
    ("std::result::Result<u8, String>", ["((_1 as Err).0: String)"], False),
    ("std::result::Result<Ticket, String>", ["((_1 as Err).0: String)"], True),
    ("Shape", ["((_1 as Circle).0: String)"], False),
    ("[String; 2]", ["_1[0 of 2]"], True),
    ("[String; 2]", ["_1[0 of 2]", "_1[1 of 2]"], False),
    ("std::boxed::Box<(String, String)>", ["((*_1).0: String)", "((*_1).1: String)"], True),
    ("(String, T)", ["(_1.0: String)"], True),
    ("(String, &mut Ticket, fn(u8) -> u8, *const u8)", ["(_1.0: String)"], False),
]


@pytest.mark.parametrize(("type_", "moved", "something"), LEFT)
def test_what_is_left_to_drop(type_: str, moved: list[str], something: bool) -> None:
    found = flow(f"_1: {type_}", "_2: String", [*(f"_2 = move {place}" for place in moved), "return"])
    assert may_need_drop(found, DECLARED, (1, ()), type_, 0)
    assert may_need_drop(found, DECLARED, (1, ()), type_, len(moved)) is something
