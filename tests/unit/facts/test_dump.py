"""What rustc wrote of a program, taken apart into its bodies."""

from __future__ import annotations

import pytest

from borrowproof.backends.mir_dumps import RELATIONS, RawDump
from borrowproof.facts.dump import Dump, DumpedBody, bodies
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Cause, NotChecked, Outcome

OUTCOME = Outcome(Edition.E2024, (), compiled=True)


def files(*names: str) -> dict[str, str]:
    """The files of bodies with these names: the text of each is its path."""
    dumps = {f"mir/main.{name}.-------.nll.0.mir" for name in names}
    facts = {f"facts/{name}/{relation}.facts" for name in names for relation in RELATIONS}
    return {path: path for path in dumps | facts}


def body(name: str) -> DumpedBody:
    return DumpedBody(f"mir/main.{name}.-------.nll.0.mir", *(f"facts/{name}/{each}.facts" for each in RELATIONS))


def test_each_body_has_its_dump_and_its_facts_in_the_order_of_their_files() -> None:
    written = files("main", "f", "f-{closure#0}")
    others = {"mir/main.main.-------.renumber.0.mir": "", "facts/main/cfg_edge.facts": "", "mir/other": ""}
    assert bodies(RawDump(others | written, OUTCOME)) == Dump((body("f-{closure#0}"), body("f"), body("main")), OUTCOME)
    assert bodies(RawDump(others, OUTCOME)) == Dump((), OUTCOME)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_body_without_some_of_its_facts_is_not_known(relation: str) -> None:
    written = files("f", "main")
    del written[f"facts/main/{relation}.facts"]
    with pytest.raises(UnknownConstruct) as refused:
        bodies(RawDump(written, OUTCOME))
    assert str(refused.value) == f"unknown construct in the MIR: no {relation}.facts for main"


def test_where_rustc_said_nothing_there_is_nothing_to_derive() -> None:
    with pytest.raises(Underivable, match=r"^it ran for 20 s$"):
        bodies(NotChecked(Cause.TIMEOUT, "it ran for 20 s"))
