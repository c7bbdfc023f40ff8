"""The data of "May I?" in a page: the words of the wording module, each once, and what changes from line to line."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.timeline import FunctionKind, Holding, Timeline
from borrowproof.ownership.wording import permission_phrases as words
from borrowproof.site.figure.permission_data import permissions_button
from tests.unit.ownership.made import SHARED, born, function, loan, states, timeline, variable

CODE = """fn main() {
    let v = f();
    let r = &v;
    // borrowed

    g(r);
    h();
}
"""
MOVE = Denial(Access.MOVE, Obstacle.LENT, "E0505", (6,), at=3, loan_id=1)
V = variable(1, "v", 2, *born(2, "v"), states=states(owned="3-8"), denials=(MOVE,))
R = variable(2, "r", 3, *born(3, "r"), type="&String", states=states(owned="6-8"), reference=SHARED)
LENT = timeline(
    function("main", 1, 8, V, R, loan(1, "v", 1, SHARED, (3, 4, 5, 6), holders=(2,), holdings=(Holding(2, (4, 5, 6)),)))
)


def data(one: Timeline, code: str = CODE) -> dict[str, Any]:
    button = permissions_button(one, code, range(1, code.count("\n") + 1))
    attribute = re.search(r'data-may="([^"]*)"', button)
    assert attribute is not None
    found: dict[str, Any] = json.loads(html.unescape(attribute[1]))
    return found


def test_rows_are_told_once_and_lines_only_where_something_changes() -> None:
    found = data(LENT)
    assert found["rows"] == [["v: String", "00000", []], ["v: String", "00001", [2]], ["r: &String", "00000", []]]
    # Line 2 is before all variables; what holds before line 6 holds before the comment and the empty line above it.
    assert found["lines"] == [
        [1, 3, [], []],
        [2, 1, [], [0]],
        [3, 0, [0], [1]],
        [4, 0, [1, 2], []],
        [7, 0, [0, 2], []],
    ]
    assert found["why"] == [
        "declared on line 2: `v: String`",
        "declared on line 3: `r: &String`",
        "`v` is lent to `r` on line 3, and the loan is still needed: no moving it (E0505)",
    ]


def test_every_word_is_of_the_wording_module() -> None:
    found = data(LENT)
    assert found["heads"] == [words.HEADS[access] for access in Access]
    assert found["answers"] == [answer.value for answer in words.Answer]
    assert found["captions"] == [caption.value for caption in words.Caption]
    assert all("#" in caption for caption in found["captions"])
    assert found["close"] == words.CLOSE


def test_of_what_a_closure_captures_it_is_said_that_nothing_is_told() -> None:
    outer = function("main", 1, 8, V)
    captured = variable(3, "v", 2, captured=True, states=states(owned="5-6"))
    inner = function("closure in main, line 4", 4, 7, captured, kind=FunctionKind.CLOSURE, parent_line=1)
    found = data(timeline(outer, inner), CODE.replace("    // borrowed\n\n", "    let c = || {\n    e();\n"))
    assert ["v: String", "22222", []] in found["rows"]
    [line] = [line for line in found["lines"] if line[0] == 5]
    assert [found["why"][n] for n in line[3]] == [
        "of what stands outside the closure nothing is told: one more use of it may change what is captured, and how"
    ]


def test_without_variables_there_is_no_button() -> None:
    assert permissions_button(timeline(function("main", 1, 1)), "fn main() {}\n", (1,)) == ""
