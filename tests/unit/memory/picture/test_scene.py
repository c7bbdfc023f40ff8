"""What is drawn of a recording: places that stay, arrows that lead where pointers lead and run over nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from borrowproof.memory.picture.boxes import BoxKind
from borrowproof.memory.picture.room import BLOCKS, FRAMES
from borrowproof.memory.picture.scene import DrawnArrow, Line, Picture, Placed, Scene, opening, scene
from borrowproof.model.memory import (
    AllocationEventKind,
    Block,
    PointerKind,
    Recording,
    Region,
    SlotState,
    Static,
    Value,
    ValueKind,
)
from tests.unit.memory import made

Rectangle = tuple[int, int, int, int]  # left, top, right, bottom


def chain(length: int) -> Recording:
    """A list of boxes, each with a number and the next."""

    def node(n: int) -> Value:
        following = made.pointer(PointerKind.BOX, f"h{n + 1:03}") if n + 1 < length else made.number(0)
        items = (made.number(n, 0, "0"), codec_named(following, "1", 8))
        return Value(ValueKind.ENUM, "List", 16, 0, variant="Cons", items=items)

    heap = [Block(f"h{n:03}", (node(n),)) for n in range(length)]
    held = made.pointer(PointerKind.BOX, "h000")
    return made.recording(made.step(made.frame()), made.step(made.frame(made.slot("list", held)), heap=heap))


def codec_named(value: Value, name: str, offset: int) -> Value:
    return Value(
        value.kind, value.type, value.size, offset, name, value.text, pointer=value.pointer, target=value.target
    )


def crowd(blocks: int) -> Recording:
    """Many strings of one function."""
    slots = [made.slot(f"s{n}", made.string(f"h{n:03}", 2)) for n in range(blocks)]
    heap = [Block(f"h{n:03}", (made.text("ab"),)) for n in range(blocks)]
    return made.recording(made.step(made.frame(*slots), heap=heap))


RECORDINGS = {
    **{name: made.example(name) for name in made.EXAMPLES},
    "chain": chain(6),
    "crowd": crowd(15),
}


@pytest.fixture(scope="module", params=RECORDINGS)
def drawn(request: pytest.FixtureRequest) -> Scene:
    return scene(RECORDINGS[request.param])


def rectangle(placed: Placed, layout: str) -> Rectangle:
    x, y = placed.wide if layout == "wide" else placed.narrow
    return x, y, x + placed.width, y + placed.height


def line(arrow: DrawnArrow, layout: str) -> Line:
    return arrow.wide if layout == "wide" else arrow.narrow


def apart(one: Rectangle, other: Rectangle) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def cells(picture: Picture, layout: str) -> Iterator[Rectangle]:
    for placed in picture.boxes:
        left, top, _, _ = rectangle(placed, layout)
        for row in placed.rows:
            yield from ((left + x, top + row.top, left + x + c.width, top + row.top + 24) for c, x in row.cells())


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_no_box_stands_on_another(drawn: Scene, layout: str) -> None:
    for picture in drawn.steps:
        for one, other in combinations(picture.boxes, 2):
            assert apart(rectangle(one, layout), rectangle(other, layout)), (one.box.id, other.box.id)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_a_block_keeps_its_place(drawn: Scene, layout: str) -> None:
    places = defaultdict(set)
    for picture in drawn.steps:
        for placed in picture.boxes:
            places[placed.box.id].add(rectangle(placed, layout))
    assert {place for place, found in places.items() if len(found) > 1} == set()


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_an_arrow_leads_from_a_cell_to_the_edge_of_a_box_and_runs_over_no_cell(drawn: Scene, layout: str) -> None:
    for picture in drawn.steps:
        all_cells = list(cells(picture, layout))
        edges = [rectangle(placed, layout) for placed in picture.boxes]
        for arrow in picture.arrows:
            points = line(arrow, layout).points
            start, end = points[0], points[-1]
            own = [c for c in all_cells if c[0] < start[0] < c[2] and c[1] < start[1] < c[3]]
            assert len(own) == 1
            assert any(end[0] in (e[0], e[2]) and e[1] <= end[1] <= e[3] for e in edges)
            for here, there in pairwise(points):
                assert here[0] == there[0] or here[1] == there[1], "no slanting line"
                way = (min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1]))
                over = [c for c in all_cells if not apart(c, way) and c not in own]
                assert over == [], f"{points} runs over {over}"


def test_the_examples_fit_their_screens(drawn: Scene) -> None:
    assert drawn.narrow[0] <= 290
    assert drawn.wide[0] <= 1100
    for picture in drawn.steps:
        for placed in picture.boxes:
            assert rectangle(placed, "wide")[2] <= drawn.wide[0]
            assert rectangle(placed, "narrow")[2] <= drawn.narrow[0]
            assert max((row.right for row in placed.rows), default=0) <= placed.width


def crossings(picture: Picture) -> int:
    """How often two arrows of different targets cross."""
    found = 0
    for one, other in combinations(picture.arrows, 2):
        if one.wide.points[-1] != other.wide.points[-1]:
            found += sum(_cross(a, b) for a in pairwise(one.wide.points) for b in pairwise(other.wide.points))
    return found


def _cross(one: tuple[tuple[int, int], ...], other: tuple[tuple[int, int], ...]) -> bool:
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other
    if ax == bx and cy == dy:
        return min(cx, dx) < ax < max(cx, dx) and min(ay, by) < cy < max(ay, by)
    if ay == by and cx == dx:
        return _cross(other, one)
    return False


# A pointer back to an earlier place crosses what leaves there: `text` to `song`, the `Weak` to its owner's owner.
@pytest.mark.parametrize(("name", "most"), [("song", 3), ("shared_owner", 6), ("chain", 0), ("crowd", 0)])
def test_few_arrows_cross(name: str, most: int) -> None:
    assert max(map(crossings, scene(RECORDINGS[name]).steps)) <= most


def test_the_same_recording_is_drawn_alike() -> None:
    assert scene(RECORDINGS["shared_owner"]) == scene(made.example("shared_owner"))


# --- marks --------------------------------------------------------------------------------------------------------


def test_a_moved_variable_is_struck_and_leads_nowhere() -> None:
    owned = made.slot("a", made.string("h1", 2))
    moved = made.slot("a", state=SlotState.MOVED)
    heap = [Block("h1", (made.text("ab"),))]
    new = made.slot("b", made.string("h1", 2))
    found = scene(made.recording(made.step(made.frame(owned), heap=heap), made.step(made.frame(moved, new), heap=heap)))
    last = found.steps[1]
    assert last.boxes[0].box.gone == {"f1.a "}
    assert [row.cells[0].text for row in last.boxes[0].box.rows][:1] == ["moved"]
    assert len(last.arrows) == 1
    assert last.arrows[0].fresh
    assert set(last.boxes[0].fresh) == {"f1.a ", "f1.b "}
    assert last.boxes[1].fresh == {}


def test_a_freed_block_is_a_ghost_for_one_step() -> None:
    held = made.step(made.frame(made.slot("a", made.string("h1", 2))), heap=[Block("h1", (made.text("ab"),))])
    freed = made.step(
        made.frame(made.slot("a", state=SlotState.DROPPED)), events=[made.event(AllocationEventKind.FREE, "h1")]
    )
    after = made.step(made.frame(made.slot("a", state=SlotState.DROPPED)))
    kinds = [[p.box.kind for p in picture.boxes] for picture in scene(made.recording(held, freed, after)).steps]
    assert kinds == [[BoxKind.FRAME, BoxKind.BLOCK], [BoxKind.FRAME, BoxKind.GHOST], [BoxKind.FRAME]]


def test_only_the_cell_that_changed_is_marked() -> None:
    short, long = made.string("h1", 2, 8), made.string("h1", 3, 8)
    heap = [Block("h1", (made.text("ab"),))]
    found = scene(
        made.recording(
            made.step(made.frame(made.slot("a", short)), heap=heap),
            made.step(made.frame(made.slot("a", long)), heap=heap),
        )
    )
    assert found.steps[1].boxes[0].fresh == {"f1.a ": (0, 0)}


def test_a_slice_marks_the_part_that_it_borrows() -> None:
    borrowed = made.pointer(PointerKind.SHARED, "h1", 2, length=3)
    slots = made.frame(made.slot("a", made.string("h1", 6)), made.slot("s", borrowed))
    found = scene(made.recording(made.step(slots, heap=[Block("h1", (made.text("abcdef"),))]))).steps[0]
    parts = [arrow.wide.part for arrow in found.arrows]
    assert parts[0] is None, "who owns it owns all of it"
    cell = next(cells(Picture((), found.boxes[1:], ()), "wide"))
    assert parts[1] is not None
    assert cell[0] < parts[1][0] < parts[1][1] < cell[2]
    assert parts[1][1] - parts[1][0] == pytest.approx(3 * 7.8, abs=1)


def test_an_element_is_marked_in_a_row_of_numbers() -> None:
    borrowed = made.pointer(PointerKind.SHARED, "h1", 4)
    slots = made.frame(made.slot("e", borrowed))
    found = scene(made.recording(made.step(slots, heap=[Block("h1", (made.numbers(1, 2, 3),))]))).steps[0]
    second = list(cells(Picture((), found.boxes[1:], ()), "wide"))[1]
    assert found.arrows[0].wide.part == (second[0], second[2])


def test_a_reference_to_a_variable_leads_to_its_row() -> None:
    lent = made.pointer(PointerKind.MUTABLE, "f1.a", region=Region.STACK)
    caller = made.frame(made.slot("z", made.number(1)), made.slot("a", made.number(2)))
    callee = made.frame(made.slot("r", lent, frame=2), function="f", number=2)
    found = scene(made.recording(made.step(caller, callee))).steps[0]
    row = found.boxes[0].rows[1]
    top = found.boxes[0].wide[1] + row.top
    assert top <= found.arrows[0].wide.points[-1][1] <= top + 24


def test_constants_stand_below_the_stack() -> None:
    literal = Static("c1", "", "str", 5, writable=False, contents=(made.text("hello"),))
    borrowed = made.pointer(PointerKind.SHARED, "c1", region=Region.STATIC, length=5)
    found = scene(made.recording(made.step(made.frame(made.slot("s", borrowed)), statics=[literal]))).steps[0]
    assert [title.text for title in found.headings] == ["Stack", "In the program's file"]
    assert found.boxes[1].wide[1] > found.boxes[0].wide[1] + found.boxes[0].height
    assert len(found.arrows) == 1


def test_what_has_no_room_folds() -> None:
    many = scene(crowd(BLOCKS + 5)).steps[0]
    assert sum(placed.box.kind is BoxKind.BLOCK for placed in many.boxes) == BLOCKS - 1
    assert many.boxes[-1].box.title == "6 more blocks"
    assert len(many.arrows) == BLOCKS + 5, "all that point to folded blocks point to what stands for them"
    calls = [made.frame(function=f"f{n}", number=n) for n in range(1, 11)]
    deep = scene(made.recording(made.step(*calls))).steps[0]
    titles = [placed.box.title for placed in deep.boxes]
    assert titles == ["f1()", "f2()", "f3()", "5 more calls", "f9()", "f10()"]
    assert len(titles) == FRAMES


def test_a_cycle_ends() -> None:
    heap = [
        Block("h1", (made.pointer(PointerKind.RC, "h2"),)),
        Block("h2", (made.pointer(PointerKind.RC, "h1"),)),
    ]
    found = scene(made.recording(made.step(made.frame(made.slot("a", made.pointer(PointerKind.RC, "h1"))), heap=heap)))
    assert len(found.steps[0].arrows) == 3


def test_the_picture_opens_where_most_is_seen() -> None:
    found = scene(made.example("song"))
    most = max(len(picture.arrows) for picture in found.steps)
    assert len(found.steps[opening(found)].arrows) == most
    assert opening(scene(made.recording(made.step(made.frame())))) == 0


def test_a_long_text_shows_where_it_begins() -> None:
    held = made.frame(made.slot("s", made.string("h1", 100)))
    found = scene(made.recording(made.step(held, heap=[Block("h1", (made.text("x" * 100),))])))
    texts = [row.row.cells[0].text for row in found.steps[0].boxes[1].rows]
    assert texts == [f"“{'x' * 14}", "x" * 14, "x" * 14, "58 more"]


def test_a_freed_block_stays_a_ghost_as_long_as_a_pointer_leads_to_it() -> None:
    raw = made.pointer(PointerKind.RAW_CONST, "h1", region=Region.FREED)
    held = made.step(made.frame(made.slot("p", raw)), heap=[Block("h1", (made.number(1),))])
    freed = made.step(made.frame(made.slot("p", raw)), events=[made.event(AllocationEventKind.FREE, "h1")])
    after = made.step(made.frame(made.slot("p", raw)))
    gone = made.step(made.frame(made.slot("p", state=SlotState.DROPPED)))
    steps = scene(made.recording(held, freed, after, gone)).steps
    assert [len(picture.arrows) for picture in steps[1:]] == [1, 1, 0]
    assert steps[2].arrows[0].freed
    assert steps[2].boxes[0].rows[0].row.cells[0].text == "freed"
    assert [box.box.kind for box in steps[2].boxes] == [BoxKind.FRAME, BoxKind.GHOST]
    assert [box.box.kind for box in steps[3].boxes] == [BoxKind.FRAME]
