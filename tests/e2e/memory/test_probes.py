"""What a recording shows before each line is what the program itself prints there, wherever rustc lets it."""

from __future__ import annotations

from collections import Counter

from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.sources.collect import Sources
from tests.e2e.memory import probing
from tests.e2e.memory.programs import PROGRAMS
from tests.e2e.memory.site_programs import site_programs
from tests.e2e.memory.untuned import UNTUNED
from tests.samples import drawn, one_in

OTHER_TYPES = {"raw_stack"}  # it reads a number as bytes, and a recording shows it as the number that it is
TOO_LONG = {"snippets/errors/stack-overflow/large_vec.rs"}  # what it holds is more than a run may print


@one_in(24)
def test_every_value_is_what_a_probe_prints(share: int, site: Sources, rustc: Rustc) -> None:
    programs = {name: code for name, code in {**PROGRAMS, **UNTUNED}.items() if name not in OTHER_TYPES}
    ours = {name: (code, NEWEST_EDITION) for name, code in programs.items()}
    every = {**ours, **site_programs(site)}
    assert every.keys() >= TOO_LONG
    chosen = {name: one for name, one in every.items() if drawn(one[0], share) and name not in TOO_LONG}
    compared, left_out = 0, Counter[str]()
    for name, (code, edition) in chosen.items():
        agreement = probing.compare(code, edition, rustc)
        assert agreement.differences == [], name
        compared, left_out = compared + agreement.compared, left_out + agreement.left_out
    assert (compared >= 5 * len(chosen), left_out.total() <= compared // 5) == (True, True), (compared, left_out)
