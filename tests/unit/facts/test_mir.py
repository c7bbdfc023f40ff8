"""The parser of MIR: every construct that it knows, and what it says of one that it does not."""

from __future__ import annotations

import pytest

from borrowproof.facts.errors import UnknownConstruct
from borrowproof.facts.mir import bodies, fact_files, header, instructions, places, spans
from borrowproof.facts.mir.syntax import Body, Borrow, Edge, Elem, Instruction, Operand, Outlives, Place, Span

DEREF = Elem("deref")

DUMP = """\
// MIR for `main` 0 nll

| Free Region Mapping
| '?0 | Global | ['?0, '?1]
| '?1 | Local | ['?1]
|
| Inferred Region Values
| '?0 | U0 | {bb0[0..=4], bb1[0..=2], bb2[0], '?0, '?1}
| '?1 | U0 | {bb0[0..=4], bb1[0..=2], bb2[0], '?1}
| '?2 | U0 | {bb0[4], bb1[0]}
| '?3 | U0 | {bb0[4], bb1[0]}
|
| Inference Constraints
| '?0 live at {bb0[0..=4], bb1[0..=2], bb2[0]}
| '?3 live at {bb0[4], bb1[0]}
| '?2: '?3 due to Boring at Single(bb0[3]) (src/main.rs:3:5: 3:6 (#0)
|
| Borrows
| bw0: issued at bb0[3] in '?2
|
| User Type Annotations
| 0: user_ty: Canonical { value: Ty(i32) }, span: src/main.rs:2:12: 2:15, inferred_ty: i32
|
fn main() -> () {
    let mut _0: ();                      // return place in scope 0 at src/main.rs:1:11: 1:11
    let mut _1: std::vec::Vec<i32> as UserTypeProjection { base: UserType(0) }; // in scope 0 at src/main.rs:2:9: 2:14
    scope 1 {
        debug v => _1;                   // in scope 1 at src/main.rs:2:9: 2:14
        let _2: usize;                   // in scope 1 at src/main.rs:3:5: 3:12
        let mut _3: &std::vec::Vec<i32>; // in scope 1 at src/main.rs:3:5: 3:6
    }

    bb0: {
        StorageLive(_1);                 // scope 0 at src/main.rs:2:9: 2:14
        FakeRead(ForLet(None), _1);      // scope 0 at src/main.rs:2:9: 2:14
        StorageLive(_3);                 // scope 1 at /rustc/0/library/std/src/macros.rs:142:23: 144:6
        _3 = &_1;                        // scope 1 at src/main.rs:3:5: 3:6
        _2 = Vec::<i32>::len(move _3) -> [return: bb1, unwind: bb2]; // scope 1 at src/main.rs:3:5: 3:12
                                         // mir::ConstOperand
                                         // + span: src/main.rs:3:7: 3:10
                                         // + const_: Const { ty: fn(&Vec<i32>) -> usize, val: Value(Vec::<i32>::len) }
    }

    bb1: {
        StorageDead(_3);                 // scope 1 at src/main.rs:3:11: 3:12
        _0 = const ();                   // scope 0 at no-location
        return;                          // scope 0 at src/main.rs:4:2: 4:2
    }

    bb2 (cleanup): {
        resume;                          // scope 0 at src/main.rs:1:1: 4:2
    }
}

alloc1 (size: 1, align: 1) {
    61                                              │ a
}
"""


@pytest.fixture(scope="module")
def body() -> Body:
    return bodies.parse(DUMP)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("_1", Place(1)),
        ("(*_12)", Place(12, (DEREF,))),
        ("(_1.0: std::string::String)", Place(1, (Elem("field", 0),))),
        ("((*_1).2: (u8, fn(i32) -> i32))", Place(1, (DEREF, Elem("field", 2)))),
        ("((_3 as Some).0: i32)", Place(3, (Elem("downcast", name="Some"), Elem("field", 0)))),
        ("((_3 as variant#1).0: i32)", Place(3, (Elem("downcast", name="variant#1"), Elem("field", 0)))),
        ("(*(_1.0: &'?3 mut std::vec::Vec<i32>))", Place(1, (Elem("field", 0), DEREF))),
        ("_4[_5]", Place(4, (Elem("index", 5),))),
        ("(*_4)[_5]", Place(4, (DEREF, Elem("index", 5)))),
        ("_4[1 of 3]", Place(4, (Elem("constant index", 1),))),
        ("(*_4)[-1 of 2]", Place(4, (DEREF, Elem("constant index", 1, "from the end")))),
        ("_4[1..3]", Place(4, (Elem("subslice", name="1..3"),))),
        ("(*_4)[1:-1]", Place(4, (DEREF, Elem("subslice", name="1:-1")))),
        ("(_4[_5].1: i32)", Place(4, (Elem("index", 5), Elem("field", 1)))),
        ("unwrap_binder!(_1; &'a u8)", Place(1, (Elem("cast", name="&'a u8"),))),
        ("(_7 as impl Fn() -> i32)", Place(7, (Elem("cast", name="impl Fn() -> i32"),))),
        (
            "((*_1).0: {closure@src/main.rs:1:2: 1:9})",
            Place(1, (DEREF, Elem("field", 0))),
        ),
    ],
)
def test_places(text: str, expected: Place) -> None:
    assert places.parse(text) == expected


def test_a_place_says_the_types_of_its_fields() -> None:
    found = places.parse("((*(_1.0: &std::vec::Vec<i32>)).2: usize)")
    assert found.types == ("&std::vec::Vec<i32>", "", "usize")
    assert places.parse("((_7 as impl Fn() -> i32).0: u8)").types == ("impl Fn() -> i32", "u8")


@pytest.mark.parametrize("text", ["", "x", "_", "(_1", "(_1.x: i32)", "_1]", "_1[?]", "(*_1", "_1._2"])
def test_text_that_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(UnknownConstruct):
        places.parse(text)


# An instruction, its kind, the place that it writes, what it moves, what it copies, and its detail.
INSTRUCTIONS = [
    ("StorageLive(_3)", "storage live", "_3", [], [], ""),
    ("StorageDead(_3)", "storage dead", "_3", [], [], ""),
    ("nop", "nothing", None, [], [], ""),
    ("ConstEvalCounter", "nothing", None, [], [], ""),
    ("Coverage::VirtualCounter { bcb: bcb0 }", "nothing", None, [], [], ""),
    ("FakeRead(ForMatchedPlace(Some(DefId(0:7 ~ a::b))), (*_2))", "fake read", "(*_2)", [], [],
     "ForMatchedPlace(Some(DefId(0:7 ~ a::b)))"),
    ("PlaceMention((_1.0: i32))", "mention", "(_1.0: i32)", [], [], ""),
    ("AscribeUserType(_1, o, UserTypeProjection { base: UserType(1), projs: [] })", "ascribe", "_1", [], [], ""),
    ("BackwardIncompatibleDropHint(_5)", "nothing", "_5", [], [], ""),
    ("discriminant((*_1)) = 1", "mention", "(*_1)", [], [], ""),
    ("assume(copy _4)", "nothing", None, [], ["_4"], ""),
    ("copy_nonoverlapping(dst = copy _1, src = move _2, count = const 3_usize)", "nothing", None, ["_2"], ["_1"], ""),
    ("_1 = move _2", "assign", "_1", ["_2"], [], ""),
    ("_1 = copy (*_2)", "assign", "_1", [], ["(*_2)"], ""),
    ("_1 = const \"a, b) \\\" -> [x\"", "assign", "_1", [], [], ""),
    ("_1 = const '('", "assign", "_1", [], [], ""),
    ("_1 = const b\"\\xc0\\x01\\n\"", "assign", "_1", [], [], ""),
    ("_1 = const {alloc1: &'?29 i32}", "assign", "_1", [], [], ""),
    ("_1 = const <T as Shape<'_>>::SIDES", "assign", "_1", [], [], ""),
    ("_1 = deref_copy (_2.0: &i32)", "assign", "_1", [], ["(_2.0: &i32)"], ""),
    ("_1 = &(*_2)", "assign", "_1", [], [], ""),
    ("_1 = &mut (_2.0: i32)", "assign", "_1", [], [], "mut"),
    ("_1 = &fake shallow _2", "assign", "_1", [], [], "fake shallow"),
    ("_1 = &raw const (*_2)", "assign", "_1", [], [], "const"),
    ("_1 = &raw mut (fake) (*_2)", "assign", "_1", [], [], "fake"),
    ("_1 = &/*tls*/ mut COUNTER", "assign", "_1", [], [], "mut COUNTER"),
    ("_1 = [move _2, const 1_i32]", "assign", "_1", ["_2"], [], ""),
    ("_1 = []", "assign", "_1", [], [], ""),
    ("_1 = [move _2; 3]", "assign", "_1", ["_2"], [], ""),
    ("_1 = (move _2, copy _3)", "assign", "_1", ["_2"], ["_3"], ""),
    ("_1 = (move _2,)", "assign", "_1", ["_2"], [], ""),
    ("_1 = ()", "assign", "_1", [], [], ""),
    ("_1 = AddWithOverflow(copy _2, const 1_i32)", "assign", "_1", [], ["_2"], "AddWithOverflow"),
    ("_1 = Not(move _2)", "assign", "_1", ["_2"], [], "Not"),
    ("_1 = discriminant((*_2))", "assign", "_1", [], [], ""),
    ("_1 = Len((*_2))", "assign", "_1", [], [], ""),
    ("_1 = SizeOf(std::vec::Vec<(i32, i32)>)", "assign", "_1", [], [], ""),
    ("_1 = Option::<usize>::None", "assign", "_1", [], [], ""),
    ("_1 = Option::<usize>::Some(move _2)", "assign", "_1", ["_2"], [], "Option::<usize>::Some"),
    ("_1 = P { name: move _2, r#type: const 0f64 }", "assign", "_1", ["_2"], [], "P"),
    ("_1 = Range::<i32> { start: const 0_i32, end: copy _2 }", "assign", "_1", [], ["_2"], "Range::<i32>"),
    ("_1 = {closure@src/main.rs:1:2: 1:9}", "assign", "_1", [], [], "{closure@src/main.rs:1:2: 1:9}"),
    ("_1 = {closure@src/main.rs:1:2: 1:9} { v: move _2 }", "assign", "_1", ["_2"], [],
     "{closure@src/main.rs:1:2: 1:9}"),
    ("_1 = {coroutine@src/main.rs:1:2: 1:9 (#0)} { v: move _2 }", "assign", "_1", ["_2"], [],
     "{coroutine@src/main.rs:1:2: 1:9 (#0)}"),
    ("_1 = *const [i32] from (copy _2, copy _3)", "assign", "_1", [], ["_2", "_3"], ""),
    ("_1 = ShallowInitBox(move _2, std::string::String)", "assign", "_1", ["_2"], [], ""),
    ("_1 = move _2 as std::boxed::Box<dyn Fn(i32) -> i32> (PointerCoercion(Unsize, Implicit))", "assign", "_1",
     ["_2"], [], "std::boxed::Box<dyn Fn(i32) -> i32> (PointerCoercion(Unsize, Implicit))"),
    ("_1 = double as fn(i32) -> i32 (PointerCoercion(ReifyFnPointer(Safe), AsCast))", "assign", "_1", [], [],
     "fn(i32) -> i32 (PointerCoercion(ReifyFnPointer(Safe), AsCast))"),
    ("_1 = Vec::<i32>::push(move _2, const 4_i32) -> [return: bb1, unwind: bb2]", "call", "_1", ["_2"], [],
     "Vec::<i32>::push"),
    ("_1 = <T as Into<U>>::into(copy _2) -> [return: bb1, unwind continue]", "call", "_1", [], ["_2"],
     "<T as Into<U>>::into"),
    ("_1 = core::str::<impl str>::len(move _2) -> bb1", "call", "_1", ["_2"], [], "core::str::<impl str>::len"),
    ("_1 = map::<i32, {closure@src/main.rs:1:2: 1:9}>(move _2, double) -> unwind continue", "call", "_1", ["_2"], [],
     "map::<i32, {closure@src/main.rs:1:2: 1:9}>"),
    ("_1 = copy(move _2, std::ptr::copy::<T>) -> bb1", "call", "_1", ["_2"], [], "copy"),
    ("_1 = move _2(copy _3) -> [return: bb1, unwind: bb2]", "call", "_1", ["_2"], ["_3"], ""),
    ("_1 = copy (*_2)(const 1_i32) -> [return: bb1, unwind: bb2]", "call", "_1", [], ["(*_2)"], ""),
    ("_1 = yield(move _2) -> [resume: bb1, drop: bb2]", "yield", "_1", ["_2"], [], ""),
    ("drop((*_1)) -> [return: bb1, unwind terminate(cleanup)]", "drop", "(*_1)", [], [], ""),
    ("goto -> bb4", "goto", None, [], [], ""),
    ("switchInt(move _1) -> [0: bb1, -1: bb2, otherwise: bb3]", "switch", None, ["_1"], [], ""),
    ("assert(!move (_1.1: bool), \"{} + {} ->\", move _2, const 4_i32) -> [success: bb1, unwind: bb2]", "assert",
     None, ["(_1.1: bool)"], [], ""),
    ("falseEdge -> [real: bb1, imaginary: bb2]", "false edge", None, [], [], ""),
    ("falseUnwind -> [real: bb1, unwind: bb2]", "false edge", None, [], [], ""),
    ("return", "return", None, [], [], ""),
    ("resume", "end", None, [], [], ""),
    ("unreachable", "end", None, [], [], ""),
    ("coroutine_drop", "end", None, [], [], ""),
    ("terminate(abi)", "end", None, [], [], ""),
    ("tailcall f(move _1)", "tail call", "_0", ["_1"], [], "f"),
    ("asm!(\"mov {0}, 1\nnop\", in(reg) copy _1, inout(\"ax\") move _2 => _3, lateout(reg) _, options(NOMEM)) -> "
     "[return: bb1, unwind unreachable]", "asm", None, ["_2"], ["_1"], ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "place", "moves", "copies", "detail"), INSTRUCTIONS)
def test_instructions(
    text: str, kind: str, place: str | None, moves: list[str], copies: list[str], detail: str
) -> None:
    found = instructions.parse(text)
    assert (found.kind, found.detail) == (kind, detail)
    assert found.place == (places.parse(place) if place else None)
    assert found.moves == tuple(map(places.parse, moves))
    assert found.copies == tuple(map(places.parse, copies))


def test_edges_keep_their_labels() -> None:
    found = instructions.parse("switchInt(copy _1) -> [0: bb1, otherwise: bb3]")
    assert found.edges == (("0", 1), ("otherwise", 3))
    assert instructions.parse("goto -> bb7").edges == (("", 7),)
    assert instructions.parse("drop(_1) -> [return: bb1, unwind: bb2, drop: bb3]").edges[2] == ("drop", 3)


def test_what_an_asm_writes_is_known() -> None:
    found = instructions.parse('asm!("nop", out(reg) (_1.0: u64), inlateout("cx") copy _2 => _3, options()) -> bb1')
    assert found.outputs == (places.parse("(_1.0: u64)"), Place(3))


@pytest.mark.parametrize(
    "text",
    [
        "StorageMaybe(_1)",
        "_1 = teleport _2",
        "_1 = move",
        "_1 = copy",
        "_1 = move x",
        "_1 := move _2",
        "_1 = &twice _2",
        "_1 = &mut",
        "_1 = (move _2",
        "_1 = [move _2; ",
        "_1 = P { name: move _2",
        "_1 = P { move _2 }",
        "_1 = move _2 as i32",
        "_1 = move _2 move _3",
        "_1 = f(move _2) -> [return: bb1, sideways: bb2]",
        "_1 = f(move _2) -> nowhere",
        "goto bb1",
        "drop(_1) => bb1",
        "drop(_1), -> bb1",
        "switchInt(_1) -> [0: bb1]",
        "FakeRead(_1)",
        "assert(_1, \"x\") -> bb1",
        "asm!(\"nop\", through(reg) _1, options()) -> bb1",
        "forget(_1)",
    ],
)  # fmt: skip
def test_an_instruction_that_nobody_knows_is_refused(text: str) -> None:
    with pytest.raises(UnknownConstruct) as refused:
        instructions.parse(text)
    assert refused.value.construct == text


def test_a_body(body: Body) -> None:
    assert (body.name, body.signature, body.constant, body.arguments) == ("main", "fn main() -> ()", False, 0)
    assert {n: (local.type, local.mutable) for n, local in body.locals.items()} == {
        0: ("()", True),
        1: ("std::vec::Vec<i32>", True),
        2: ("usize", False),
        3: ("&std::vec::Vec<i32>", True),
    }
    (debug,) = body.debug
    assert (debug.name, debug.place, debug.span, debug.scope) == ("v", Place(1), Span("src/main.rs", 2, 9, 2, 14), 1)
    assert body.parents == {1: 0}
    assert [(block.cleanup, len(block.points)) for block in body.blocks] == [(False, 5), (False, 3), (True, 1)]
    assert body.starts == (0, 5, 8)
    assert body.borrows == (Borrow("bw0", 0, 3, "'?2"),)
    assert body.outlives == (Outlives("'?2", "'?3", "Boring", Span("src/main.rs", 3, 5, 3, 6)),)
    assert body.universal == {"'?0": frozenset({"'?1"}), "'?1": frozenset()}


def test_points_have_spans_scopes_and_the_place_of_the_callee(body: Body) -> None:
    call = body.blocks[0].points[4]
    assert (call.instruction.detail, call.scope, call.span) == (
        "Vec::<i32>::len",
        1,
        Span("src/main.rs", 3, 5, 3, 12),
    )
    assert call.constant_spans == (Span("src/main.rs", 3, 7, 3, 10),)
    assert body.blocks[1].points[1].span is None
    assert body.blocks[0].points[2].span == Span("/rustc/0/library/std/src/macros.rs", 142, 23, 144, 6)


def test_a_region_is_a_set_of_points(body: Body) -> None:
    assert spans.point_bits(body.values["'?2"], body.starts) == 0b110000
    assert spans.point_bits(body.values["'?1"], body.starts) == 0b111111111
    assert spans.universal_regions(body.values["'?1"]) == {"'?1"}


def test_signatures_of_all_kinds() -> None:
    def parsed(signature: str) -> Body:
        return bodies.parse(DUMP.replace("fn main() -> () {", signature))

    arguments = ", ".join(
        f"_{n}: {type_}" for n, type_ in enumerate(["u8"] * 3 + ["(u8, fn(i32) -> i32)", "&[T; 2]"], 1)
    )
    found = parsed(f"fn f({arguments}) -> Box<dyn Fn() -> u8> {{")
    assert found.arguments == 5
    assert (found.locals[4].type, found.locals[5].type) == ("(u8, fn(i32) -> i32)", "&[T; 2]")
    assert parsed("fn main::{closure#0}(_1: {async block@src/main.rs:1:1: 1:2}) -> u8\nyields ()\n {").arguments == 1
    assert parsed("const LIMIT: usize = {").constant
    assert parsed("static mut COUNT: Option<(u8,)> = {").constant
    assert parsed("main::{constant#0}: i32 = {").constant


# What a change of rustc's output could look like: the text to alter, and what it becomes.
ALTERATIONS = [
    ("// MIR for `main` 0 nll", "// MIR of main"),
    ("| Borrows", "| Loans"),
    ("| bw0: issued at bb0[3] in '?2", "| bw0 at bb0[3]"),
    ("| '?2: '?3 due to Boring", "| '?2 -> '?3 due to Boring"),
    ("| '?3 live at {", "| '?3 alive at {"),
    ("| '?2 | U0 | {bb0[4], bb1[0]}", "| '?2 = {bb0[4], bb1[0]}"),
    ("| '?1 | Local | ['?1]", "| '?1 is local"),
    ("| 0: user_ty:", "| user_ty 0:"),
    ("fn main() -> () {", "fn main -> () {"),
    ("let _2: usize; ", "local _2: usize; "),
    ("let _2: usize; ", "let two: usize; "),
    ("debug v => _1;", "debug v = _1;"),
    ("scope 1 {", "scope one {"),
    ("src/main.rs:3:5: 3:6\n", "main, line 3\n"),
    ("bb1: {", "bb7: {"),
    ("_3 = &_1;  ", "_3 = borrow _1;  "),
    ("        _3 = &_1; ", "        _3 = &_1, "),
    ("        return;                          // scope 0 at", "        return;                          // at"),
    ("    bb2 (cleanup): {", "    bb2 (unwinding): {"),
    ("3:7: 3:10\n", "3:7-3:10\n"),
]


@pytest.mark.parametrize(("known", "unknown"), ALTERATIONS)
def test_an_altered_dump_is_refused(known: str, unknown: str) -> None:
    altered = DUMP.replace(known, unknown, 1)
    assert altered != DUMP
    with pytest.raises(UnknownConstruct):
        bodies.parse(altered)


def test_a_dump_that_was_cut_off_is_refused() -> None:
    with pytest.raises(UnknownConstruct, match="without an end"):
        bodies.parse(DUMP[: DUMP.index("    bb2")])


def test_an_instruction_may_span_lines() -> None:
    text = DUMP.replace("StorageDead(_3); ", 'asm!("nop\n\nnop", options()) -> bb1; ')
    assert bodies.parse(text).blocks[1].points[0].instruction.kind == "asm"


def test_a_missing_instruction_is_noticed_by_the_count_of_the_compiler() -> None:
    lines = [line for line in DUMP.split("\n") if "StorageDead(_3)" not in line]
    with pytest.raises(UnknownConstruct, match="main with 8 points, where rustc counts others"):
        bodies.parse("\n".join(lines))


def test_a_way_to_a_block_that_is_not_there_is_noticed() -> None:
    with pytest.raises(UnknownConstruct, match="a block that is not there"):
        bodies.parse(DUMP.replace("[return: bb1,", "[return: bb9,"))


@pytest.mark.parametrize("text", ["bb0", "bb0[1", "'?x", "bb0[1], everywhere", "bb7[0]"])
def test_a_region_with_a_strange_member_is_refused(text: str) -> None:
    with pytest.raises(UnknownConstruct):
        spans.point_bits(text, (0, 5))


def test_placeholders_are_no_points() -> None:
    text = "bb0[1], '?1, !1_0, !4_0.Named(DefId(0:6 ~ a[1]::main::'a#1)), !5_1"
    assert (spans.point_bits(text, (0,)), spans.universal_regions(text)) == (2, frozenset({"'?1"}))


def test_facts() -> None:
    assert fact_files.loan_invalidations('"Start(bb2[1])"\t"bw0"\n"Mid(bb3[0])"\t"bw12"\n') == {
        (2, 1, "bw0"),
        (3, 0, "bw12"),
    }
    assert fact_files.regions_of_locals('"_4"\t"\'?3"\n"_4"\t"\'?5"\n', '"_4"\t"\'?3"\n"_9"\t"\'?7"\n') == {
        4: frozenset({"'?3", "'?5"}),
        9: frozenset({"'?7"}),
    }
    with pytest.raises(UnknownConstruct, match="mp3"):
        fact_files.regions_of_locals('"mp3"\t"\'?3"\n')
    moved = '"mp1"\t"Start(bb0[0])"\n"mp7"\t"Mid(bb2[4])"\n"mp1"\t"Mid(bb2[4])"\n'
    assert fact_files.moved_locals(moved, '"mp1"\t"_3"\n', '"mp7"\t"mp6"\n"mp6"\t"mp1"\n') == {(2, 4): [3, 3]}
    with pytest.raises(UnknownConstruct, match="mp7, which belongs to nothing"):
        fact_files.moved_locals(moved, '"mp1"\t"_3"\n', "")
    with pytest.raises(UnknownConstruct, match="End"):
        fact_files.loan_invalidations('"End(bb2[1])"\t"bw0"\n')


def test_a_header_line_is_known_only_under_its_title() -> None:
    with pytest.raises(UnknownConstruct, match="under 'Borrows'"):
        header.parse(["Borrows", "'?1 | Local | ['?1]"])
    with pytest.raises(UnknownConstruct, match="under 'no title'"):
        header.parse(["bw0: issued at bb0[3] in '?2"])


def test_the_error_names_construct_and_toolchain() -> None:
    said = str(UnknownConstruct("_1 = teleport _2", "rustc 1.99.0"))
    assert "_1 = teleport _2" in said
    assert "rustc 1.99.0" in said


ONE, TWO, THREE = Place(1), Place(2), Place(3)
MOVED, COPIED = Operand("move", TWO, ""), Operand("copy", THREE, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("StorageLive(_1)", Instruction("storage live", ONE)),
        ("StorageDead(_1)", Instruction("storage dead", ONE)),
        ("FakeRead(ForLet(None), _1)", Instruction("fake read", ONE, detail="ForLet(None)")),
        ("PlaceMention(_1)", Instruction("mention", ONE)),
        ("discriminant(_1) = 2", Instruction("mention", ONE)),
        ("nop", Instruction("nothing")),
        ("assume(move _2)", Instruction("nothing", operands=(MOVED,))),
        ("copy_nonoverlapping(dst = move _2, src = copy _3, count = const 1_usize)",
         Instruction("nothing", operands=(MOVED, COPIED, Operand("constant", None, "const 1_usize")))),
        ("drop(_1) -> [return: bb1, unwind: bb2]",
         Instruction("drop", ONE, edges=(Edge("return", 1), Edge("unwind", 2)))),
        ("switchInt(move _2) -> [0: bb1, otherwise: bb2]",
         Instruction("switch", operands=(MOVED,), edges=(Edge("0", 1), Edge("otherwise", 2)))),
        ('assert(copy _3, "{}", move _2) -> [success: bb1, unwind continue]',
         Instruction("assert", operands=(COPIED,), edges=(Edge("success", 1),))),
        ("tailcall f(move _2)", Instruction("tail call", Place(0), operands=(MOVED,), detail="f")),
        ("_1 = yield(move _2) -> [resume: bb1]",
         Instruction("yield", ONE, operands=(MOVED,), edges=(Edge("resume", 1),))),
        ("_1 = f(move _2) -> bb1", Instruction("call", ONE, operands=(MOVED,), detail="f", edges=(Edge("", 1),))),
        ("_1 = &_2", Instruction("assign", ONE, "ref", source=TWO, detail="")),
        ("_1 = &mut _2", Instruction("assign", ONE, "ref", source=TWO, detail="mut")),
        ("_1 = &raw mut _2", Instruction("assign", ONE, "raw", source=TWO, detail="mut")),
        ("_1 = &raw const _2", Instruction("assign", ONE, "raw", source=TWO, detail="const")),
        ("_1 = &/*tls*/ COUNT", Instruction("assign", ONE, "thread local", detail="COUNT")),
        ("_1 = [move _2, copy _3]", Instruction("assign", ONE, "aggregate", (MOVED, COPIED))),
        ("_1 = [move _2]", Instruction("assign", ONE, "aggregate", (MOVED,))),
        ("_1 = [move _2; 4]", Instruction("assign", ONE, "aggregate", (MOVED,))),
        ("_1 = []", Instruction("assign", ONE, "aggregate")),
        ("_1 = (move _2, copy _3)", Instruction("assign", ONE, "aggregate", (MOVED, COPIED))),
        ("_1 = discriminant(_2)", Instruction("assign", ONE, "discriminant", source=TWO)),
        ("_1 = Len(_2)", Instruction("assign", ONE, "length", source=TWO)),
        ("_1 = PtrMetadata(move _2)", Instruction("assign", ONE, "length", (MOVED,), detail="PtrMetadata")),
        ("_1 = deref_copy _3", Instruction("assign", ONE, "use", (COPIED,))),
        ("_1 = move _2", Instruction("assign", ONE, "use", (MOVED,))),
        ("_1 = SizeOf(u8)", Instruction("assign", ONE, "use")),
        ("_1 = move _2 as u8 (IntToInt)", Instruction("assign", ONE, "cast", (MOVED,), detail="u8 (IntToInt)")),
        ("_1 = Some(move _2)", Instruction("assign", ONE, "aggregate", (MOVED,), detail="Some")),
        ("switchInt(RuntimeChecks(UbChecks)) -> [0: bb1, otherwise: bb2]",
         Instruction("switch", operands=(Operand("constant", None, "RuntimeChecks(UbChecks)"),),
                     edges=(Edge("0", 1), Edge("otherwise", 2)))),
        ("_1 = P { a: move _2, b: copy _3 }", Instruction("assign", ONE, "aggregate", (MOVED, COPIED), detail="P")),
        ("_1 = {closure@src/main.rs:1:2: 1:9} { v: move _2 }",
         Instruction("assign", ONE, "closure", (MOVED,), detail="{closure@src/main.rs:1:2: 1:9}")),
        ("_1 = {coroutine@src/main.rs:1:2: 1:9 (#0)} { v: move _2 }",
         Instruction("assign", ONE, "coroutine", (MOVED,), detail="{coroutine@src/main.rs:1:2: 1:9 (#0)}")),
    ],
)  # fmt: skip
def test_an_instruction_is_read_with_nothing_left_out(text: str, expected: Instruction) -> None:
    assert instructions.parse(text) == expected
