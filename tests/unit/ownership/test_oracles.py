"""The reading parts of the oracles in tests/oracles: places, dataflow graphs, gaps in a program's text."""

from __future__ import annotations

import pytest

from borrowproof.model.timeline import Function, FunctionKind, Loan, ReferenceKind, Variable
from tests.oracles import claims, copies, dot, places
from tests.oracles.explained import EXPLAINED
from tests.oracles.gaps import Text
from tests.oracles.places import NotAPlace
from tests.oracles.probes import Probe, Use
from tests.oracles.programs import Program
from tests.oracles.tally import Agreement, Tally, table, total


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("_3", ("_3",)),
        ("(*_3)", ("_3", "*")),
        ("((*_4).0: std::string::String)", ("_4", "*", ".0")),
        ("((_6 as Some).0: fn(u8) -> std::vec::Vec<u8>)", ("_6", "as Some", ".0")),
        ("(_36[1 of 2].1: std::string::String)", ("_36", "[1]", ".1")),
    ],
)
def test_places(text: str, place: tuple[str, ...]) -> None:
    assert places.read(text) == place


@pytest.mark.parametrize("text", ["", "x", "(_1", "(_1.0)", "_1 ", "(_1.0: Vec<u8>"])
def test_no_places(text: str) -> None:
    with pytest.raises(NotAPlace):
        places.read(text)


def _cell(text: str) -> str:
    return f'<td valign="top">{text}</td>'


def _graph(*rows: tuple[str, str, str]) -> str:
    table = "".join(f"<tr>{_cell(a)}{_cell(b)}{_cell(c)}</tr>" for a, b, c in rows)
    return f'digraph g {{\n    bb_0[label=<<table>{table}</table>>][shape="none"];\n}}\n'


def test_a_graph() -> None:
    gain, loss = '<font color="darkgreen">+bw1</font>', '<font color="red">-bw0<br/></font>'
    read = dot.read(
        _graph(
            ("", dot.ON_START, "{bw0, (_1.0: Map&lt;K, V&gt;)}"),
            ("0", "_2 = &amp;_1", gain + loss),
            ("T", "_3 = f()", ""),
            ("", "(on successful return)", '<font color="darkgreen">+_3</font>'),
        )
    )
    [block] = read.values()
    assert block.before() == [{"bw0", "(_1.0: Map<K, V>)"}, {"bw1", "(_1.0: Map<K, V>)"}]
    assert block.steps[0].text == "_2 = &_1"


def test_a_block_that_control_never_reaches() -> None:
    [block] = dot.read(_graph(("", dot.ON_START, "unreachable"), ("T", "return", ""))).values()
    assert block.before() == []


@pytest.mark.parametrize(
    "text",
    [
        "digraph g {}",
        _graph(("T", "return", "")),
        _graph(("", dot.ON_START, "bw0")),
        _graph(("", dot.ON_START, "{}"), ("0", "nop", "bw0 is gone")),
    ],
)
def test_unreadable_graphs(text: str) -> None:
    with pytest.raises(dot.Unreadable):
        dot.read(text)


PROGRAM = """\
struct Pair {
    left: String,
}

fn make(
    name: String,
) -> Pair {
    let pair = Pair {
        left: name
            .clone(),
    };
    if let Some(first) = name.chars().next() {
        println!("{first} }}{{");
    } else {
        return pair;
    }
    let lengths = [1]
        .map(|n| {
            let twice = n * 2;
            twice
        });
    match lengths {
        [one] if one > 1 => {
            drop(one);
        }
        _ => (),
    }
    Pair { left: name }
}
"""


def test_gaps_are_where_statements_can_stand() -> None:
    text = Text(PROGRAM)
    gaps = [n for n in range(1, PROGRAM.count("\n") + 1) if text.gap(n) is not None]
    lines = PROGRAM.split("\n")
    assert [lines[n - 1].strip() for n in gaps] == [
        "let pair = Pair {",
        "if let Some(first) = name.chars().next() {",
        'println!("{first} }}{{");',
        "} else {",
        "return pair;",
        "}",
        "let lengths = [1]",
        "let twice = n * 2;",
        "twice",
        "match lengths {",
        "drop(one);",
        "}",
        "Pair { left: name }",
    ]


@pytest.mark.parametrize(
    ("declaration", "parameter", "first", "last"),
    [
        ("name: String", True, 7, 29),
        ("pair = Pair", False, 11, 29),
        ("first) =", False, 12, 14),
        ("n| {", True, 18, 21),
        ("twice = n", False, 19, 21),
        ("one] if", False, 23, 25),
    ],
)
def test_names_reach_as_far_as_their_block(declaration: str, parameter: bool, first: int, last: int) -> None:
    text = Text(PROGRAM)
    reach = text.reach(PROGRAM.index(declaration), parameter=parameter)
    assert reach is not None
    assert (text.line(reach.start), text.line(reach.end)) == (first, last)


def test_a_loop_is_seen_from_inside() -> None:
    text = Text(
        "fn main() {\n    for _ in 0..2 {\n        f();\n        let g = || {\n            h();\n        };\n    }\n}\n"
    )
    assert [text.in_loop(line) for line in (2, 3, 5)] == [False, True, False]


def test_an_explanation_that_no_longer_occurs_is_told() -> None:
    known = EXPLAINED[-1]
    program = Program(f"tests/oracles/{known.program}", "fn main() {}", "2024")
    other = Tally(7, [f"{program.name}: something else"])
    found = Agreement((program,), {known.oracle: other})
    assert found.outdated() == [known]
    assert found.unexplained() == [f"{known.oracle}: {program.name}: something else"]


def test_counts_add_up() -> None:
    counts = Agreement((), {"probes": Tally(2, ["x"])}).counts()
    assert list(table(total([counts, counts]))) == ["probes             4 compared with rustc, 2 disagree, 0 explained"]


def loan(line: int, live: tuple[int, ...]) -> Loan:
    return Loan(0, "x", 0, ReferenceKind.SHARED, line, 1, (), None, live, live, ())


@pytest.mark.parametrize(
    ("made_on", "live", "line", "in_loop", "answer"),
    [
        (1, (1, 2), 2, False, "certain"),
        (1, (1, 3), 2, False, "no"),
        (2, (2, 3), 2, False, "no"),  # made on the line itself, so after the statement in front of it
        (2, (2, 3), 2, True, "perhaps"),
        (1, (1, 2, 4), 4, False, "perhaps"),  # `}`: another branch may bring the loan there
        (1, (1, 3, 4), 4, False, "certain"),
    ],
)
def test_what_live_lines_say_of_the_gap_before_a_line(
    made_on: int, live: tuple[int, ...], line: int, in_loop: bool, answer: str
) -> None:
    lines = ["let r = &x;", "if a {", "f(r);", "}"]
    certain, possible = claims.before([loan(made_on, live)], line, lines, in_loop=in_loop)
    assert (len(certain), len(possible)) == {"certain": (1, 0), "perhaps": (0, 1), "no": (0, 0)}[answer]


def test_a_probed_copy_keeps_its_lines() -> None:
    program = Program("p", "fn main() {\n    f();\n}\n", "2024")
    variable = Variable(0, "x", 1, 1, "u8", False, False, False, None, None, False, None, "_1")
    main = Function("main", FunctionKind.FUNCTION, 1, 3, (variable,), ())
    first, second = (Probe(program, main, main, variable, line, Use.READ, False) for line in (2, 3))
    [one, other] = copies.copies([first, second])
    assert [copy.probes for copy in (one, other)] == [(first,), (second,)]
    assert one.text.split("\n")[one.line_of(first) - 1] == first.text
    assert [other.original(line) for line in (1, 2, 3, 4)] == [1, 2, 3, 3]
