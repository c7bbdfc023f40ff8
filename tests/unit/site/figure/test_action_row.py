"""The row at a snippet's foot: what a reader can do, in a fixed order, and nothing that would not work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from borrowproof.model.run import Evidence
from borrowproof.site.figure.action_row import action_row

MakeEvidence = Callable[..., Evidence]


def test_one_row_holds_what_a_reader_can_do(make_evidence: MakeEvidence) -> None:
    html = action_row(make_evidence(), hides_code=False)
    assert html.startswith('<p class="bp-actions"><button type="button" class="bp-copy" hidden data-copies="shown">')
    assert html.rindex("bp-opening") > html.index("bp-edit")
    assert html.count('<p class="bp-actions">') == 1


@pytest.mark.parametrize(("hides_code", "copies"), [(False, ["shown"]), (True, ["shown", "whole"])])
def test_the_whole_program_can_be_copied_where_it_is_more(
    hides_code: bool, copies: list[str], make_evidence: MakeEvidence
) -> None:
    html = action_row(make_evidence(), hides_code=hides_code)
    assert re.findall(r'class="bp-copy" hidden data-copies="(\w+)"', html) == copies
