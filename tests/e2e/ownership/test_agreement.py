"""The derived ownership timelines against rustc itself (see tests/oracles), and proof that each oracle can object."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.mir.syntax import Place
from borrowproof.facts.move_paths import MovePath
from borrowproof.facts.source_locations import SourceLocation
from borrowproof.model.access import Access, Denial, Obstacle
from borrowproof.model.compiler import Edition
from borrowproof.model.conflict import Point, Role
from borrowproof.model.timeline import EventKind, Function, Loan, State, Target, TargetKind, Timeline, Variable
from borrowproof.ownership.analysis.events import Events
from borrowproof.ownership.analysis.initialization import Initialization
from borrowproof.ownership.analysis.line_entries import LineEntries
from borrowproof.ownership.analysis.loans_in_scope import LoansInScope
from borrowproof.ownership.derive import derive
from borrowproof.sources.collect import collect
from tests.oracles import (
    accesses,
    agreement,
    asking,
    claims,
    copies,
    dataflow,
    drops,
    holders,
    labels,
    markers,
    probes,
    reasons,
    releases,
    sense,
    sinks,
)
from tests.oracles.claims import Result
from tests.oracles.programs import CORPUS, Program, named
from tests.paths import ROOT

Cli = Callable[..., CompletedProcess[str]]
SHARES = 3  # of the programs: one of the sample is for `make test`; of all, the workers of pytest-xdist divide them
USUAL = {
    *("E0373", "E0381", "E0382", "E0384", "E0499", "E0502", "E0503", "E0505", "E0506", "E0507", "E0508", "E0509"),
    *("E0510", "E0515", "E0521", "E0594", "E0596", "E0597", "E0621", "E0713", "E0716"),
}


def timeline(rustc: Rustc, program: Program) -> Timeline:
    return derive(program.code, Edition(program.edition), rustc)


def test_the_corpus_is_what_it_says(cli: Cli, tmp_path: Path) -> None:
    """Checked apart from the project, whose rules for lessons are not for these programs."""
    shutil.copytree(CORPUS, tmp_path / "corpus")
    done = cli("check", "corpus", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_corpus_covers_what_borrow_checking_says() -> None:
    expectations = [snippet.expectation for snippet in collect([CORPUS], ROOT).snippets]
    rejected = [e for e in expectations if e.codes or e.pins]
    assert len(expectations) >= 110
    assert 0.35 < len(rejected) / len(expectations) < 0.55
    assert {code for e in rejected for code in e.codes or ()} >= USUAL


@pytest.mark.parametrize(
    ("programs", "probes_one_in", "share"),
    [
        pytest.param(agreement.sample, agreement.PROBES_ONE_IN, 0, id="a sample"),
        *(
            pytest.param(agreement.everything, 1, share, id=f"all {share}", marks=pytest.mark.prove)
            for share in range(SHARES)
        ),
    ],
)
def test_timelines_agree_with_rustc(
    programs: Callable[[], tuple[Program, ...]],
    probes_one_in: int,
    share: int,
    rustc: Rustc,
    record_property: Callable[[str, object], None],
) -> None:
    asked = [p for p in programs() if sha256(p.name.encode()).digest()[8] % SHARES == share]
    assert len(asked) > 15
    found = agreement.measure(rustc, agreement.other_release(), asked, probes_one_in)
    record_property("ownership", json.dumps(found.counts()))
    assert found.unexplained() == []
    assert found.outdated() == []
    counts = found.counts()
    assert all(
        counts[oracle]["compared"]
        for oracle in ("derivation", "dataflow", "markers", "drops", "sinks", "probes", "holders", "labels", "reasons")
    )


# -- each oracle objects when a rule of the derivation is broken


def test_dataflow_notices_a_move_that_is_overlooked(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    program = named(["partial_move"])[0]
    monkeypatch.setattr(Initialization, "moved_paths", _only_whole(Initialization.moved_paths))
    assert _about(_dataflow(rustc, program), dataflow.UNINIT)


def _only_whole(
    honest: Callable[[Initialization, Place], list[MovePath]],
) -> Callable[[Initialization, Place], list[MovePath]]:
    """A flow that knows of no partial moves."""
    return lambda flow, place: [] if place.projection else honest(flow, place)


def test_dataflow_notices_a_loan_that_outlives_its_owner(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    program = named(["reference_outlives_owner"])[0]
    right = _dataflow(rustc, program)
    assert (_about(right, dataflow.LOANS), right.compared[dataflow.ENDS]) == ([], 3)
    monkeypatch.setattr(LoansInScope, "_kills", lambda *_: False)
    wrong = _dataflow(rustc, program)
    assert _about(wrong, dataflow.LOANS)
    assert [d.analysis for d in wrong.differences].count(dataflow.ENDS) == 1


def _dataflow(rustc: Rustc, program: Program) -> dataflow.Comparison:
    with asking.dumped(rustc, program.code, program.edition) as folder:
        return dataflow.compare(folder, program)


def _about(comparison: dataflow.Comparison, analysis: str) -> list[str]:
    assert comparison.compared[analysis] > 50
    return [str(d) for d in comparison.differences if d.analysis == analysis]


def test_markers_notice_a_state_of_the_wrong_line(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    program = named(["conditional_drop_of_moved"])[0]
    assert markers.compare(rustc, program, timeline(rustc, program)).differences == []
    monkeypatch.setattr(LineEntries, "_kept", lambda _entries, _line, found: found)
    wrong = timeline(rustc, program)
    assert markers.compare(rustc, program, wrong).differences != []


def test_markers_notice_a_loan_that_ends_late(rustc: Rustc) -> None:
    program = named(["borrow_ends_at_last_use"])[0]
    found = timeline(rustc, program)
    [main] = found.functions
    late = [replace(loan, live_lines=(*loan.live_lines, max(loan.live_lines) + 1)) for loan in main.loans]
    wrong = replace(found, functions=(replace(main, loans=tuple(late)),))
    assert markers.compare(rustc, program, found).differences == []
    assert markers.compare(rustc, program, wrong).differences != []


@pytest.mark.parametrize(
    ("name", "breaking"),
    [
        ("use_after_move", lambda f: replace(f, variables=tuple(_owned_for_ever(v) for v in f.variables))),
        ("push_while_element_borrowed", lambda f: replace(f, loans=())),
        ("borrow_ends_at_last_use", lambda f: replace(f, loans=tuple(_endless(x, f) for x in f.loans))),
        ("borrow_ends_at_last_use", lambda f: replace(f, loans=tuple(replace(x, ends=()) for x in f.loans))),
    ],
)
def test_probes_notice(rustc: Rustc, name: str, breaking: Callable[[Function], Function]) -> None:
    program = named([name])[0]
    right = timeline(rustc, program)
    wrong = replace(right, functions=tuple(map(breaking, right.functions)))
    assert Result.DISAGREES not in _probed(rustc, program, right)
    assert Result.DISAGREES in _probed(rustc, program, wrong)


def _owned_for_ever(variable: Variable) -> Variable:
    return replace(variable, states=tuple(replace(s, state=State.OWNED) for s in variable.states))


def _endless(loan: Loan, function: Function) -> Loan:
    return replace(loan, live_lines=tuple(range(loan.line, function.last_line + 1)))


def _probed(rustc: Rustc, program: Program, found: Timeline) -> set[Result]:
    planned = list(probes.plan(program, found))
    answers = copies.ask(rustc, planned)
    control = asking.errors(rustc, {"p.rs": program.code}, "p.rs", program.edition)
    return {claims.judge(probe, answers[probe], control).result for probe in planned}


@pytest.mark.parametrize("access", Access)
def test_accesses_notice_a_denial_too_few_and_one_too_many(access: Access, rustc: Rustc) -> None:
    [program] = named(["deferred_initialisation"])
    right = timeline(rustc, program)
    assert accesses.Result.DISAGREES not in _accessed(rustc, program, right, access)
    denied = Denial(access, Obstacle.LENT, "E0505" if access is not Access.MOVE else "E0499", tuple(range(1, 99)))
    for denials in ((), (denied,)):
        wrong = replace(right, functions=tuple(_denying(f, denials) for f in right.functions))
        assert accesses.Result.DISAGREES in _accessed(rustc, program, wrong, access)


def _denying(function: Function, denials: tuple[Denial, ...]) -> Function:
    return replace(function, variables=tuple(replace(v, denials=denials) for v in function.variables))


def _accessed(rustc: Rustc, program: Program, found: Timeline, access: Access) -> set[accesses.Result]:
    planned = [attempt for attempt in accesses.plan(program, found) if attempt.access is access]
    answers = copies.ask(rustc, planned)
    control = asking.errors(rustc, {"p.rs": program.code}, "p.rs", program.edition)
    return {accesses.judge(attempt, answers[attempt], control).result for attempt in planned}


def test_one_crate_answers_as_many_would(rustc: Rustc) -> None:
    """Probes that share a crate get the answers that each gets in a crate of its own."""
    asked = named(["use_after_move", "two_phase_corner_cases", "generic_trait_methods", "nested_closures"])
    planned = [p for program in asked for p in probes.plan(program, timeline(rustc, program))]
    chosen = probes.chosen(planned, 6)
    assert len(chosen) > 15
    together = copies.ask(rustc, chosen)
    assert [copies.ask(rustc, [probe])[probe] for probe in chosen] == [together[probe] for probe in chosen]


def test_drops_notice_one_that_is_not_made(rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    program = named(["conditional_move"])[0]
    with asking.dumped(rustc, program.code, program.edition) as folder:
        assert drops.compare(folder, program, timeline(rustc, program)).differences == []
        monkeypatch.setattr(Events, "_dropped", _always(EventKind.DROP))
        assert drops.compare(folder, program, timeline(rustc, program)).differences != []


def _always(kind: EventKind) -> Callable[[Events, int, SourceLocation, Place], None]:
    """Events that take every drop for one that is made."""
    return lambda events, number, where, place: events._add(kind, number, where, place)


@pytest.mark.parametrize(
    ("compared", "breaking"),
    [
        (sinks.MOVES, lambda f: replace(f, variables=tuple(_all_returned(v) for v in f.variables))),
        (sinks.LENT, lambda f: replace(f, loans=tuple(replace(x, lent_to="f") for x in f.loans))),
        (sinks.TWO_PHASE, lambda f: replace(f, loans=tuple(replace(x, two_phase=None) for x in f.loans))),
        (sinks.TWO_PHASE, lambda f: replace(f, loans=tuple(replace(x, two_phase=x.line + 9) for x in f.loans))),
    ],
)
def test_sinks_notice(rustc: Rustc, compared: str, breaking: Callable[[Function], Function]) -> None:
    for program in named(["two_phase_corner_cases", "moved_into_closure"]):
        right = timeline(rustc, program)
        found = sinks.compare(rustc, program, right)
        wrong = replace(right, functions=tuple(map(breaking, right.functions)))
        assert found.differences == []
        if found.compared[compared]:
            assert sinks.compare(rustc, program, wrong).differences != []


def _all_returned(variable: Variable) -> Variable:
    there = Target(TargetKind.RETURN)
    return replace(variable, events=tuple(replace(e, target=there) if e.target else e for e in variable.events))


def test_what_compiles_may_not_be_told_as_if_it_did_not(rustc: Rustc) -> None:
    [program] = named(["borrow_ends_at_last_use"])
    found = timeline(rustc, program)
    [main] = found.functions
    late = tuple(replace(x, needed_lines=(*x.needed_lines, main.last_line)) for x in main.loans)
    assert sense.differences(program, found) == []
    assert sense.differences(program, replace(found, functions=(replace(main, loans=late),)))


def test_holders_notice_one_that_is_missing(rustc: Rustc) -> None:
    program = named(["borrow_ends_at_last_use"])[0]
    right = timeline(rustc, program)
    assert any(loan.holders for function in right.functions for loan in function.loans)
    bare = tuple(replace(f, loans=tuple(replace(x, holders=()) for x in f.loans)) for f in right.functions)
    assert _held_otherwise(rustc, program, right) == []
    assert _held_otherwise(rustc, program, replace(right, functions=bare)) != []


def _held_otherwise(rustc: Rustc, program: Program, found: Timeline) -> list[str]:
    planned = list(holders.plan(program, found))
    answers = copies.ask(rustc, planned)
    told = (holders.difference(holding, answers[holding]) for holding in planned)
    return [text for text in told if text is not None]


def test_labels_notice_missing_loans_and_moves(rustc: Rustc) -> None:
    for program in named(["drop_while_borrowed", "use_after_move"]):
        found = timeline(rustc, program)
        said = asking.errors(rustc, {"p.rs": program.code}, "p.rs", program.edition)
        bare = replace(found, functions=tuple(replace(f, loans=(), variables=()) for f in found.functions))
        assert all(label.holds for label in labels.explain(program, found, said))
        assert not any(label.holds for label in labels.explain(program, bare, said))


def _later(point: Point) -> Point:
    return replace(point, line=point.line + 1)


@pytest.mark.parametrize("role", [Role.ORIGIN, Role.NEED, Role.CLASH])
def test_reasons_notice_a_point_that_is_missing_or_on_another_line(rustc: Rustc, role: Role) -> None:
    """Whatever the sentence names wrongly, or leaves out, a label of rustc objects."""
    for program in named(["push_while_element_borrowed", "reference_outlives_owner"]):
        found = timeline(rustc, program)
        [conflict] = found.conflicts
        without = tuple(p for p in conflict.points if p.role is not role)
        moved = tuple(_later(p) if p.role is role else p for p in conflict.points)
        assert reasons.compare(program, found).differences == []
        for points in (without, moved):
            assert reasons.compare(program, replace(found, conflicts=(replace(conflict, points=points),))).differences


def test_reasons_notice_an_error_without_a_sentence(rustc: Rustc) -> None:
    program = named(["use_after_move"])[0]
    found = timeline(rustc, program)
    bare = replace(found, conflicts=tuple(replace(c, points=()) for c in found.conflicts))
    assert reasons.compare(program, bare).differences == [f"{program.name}: no sentence for E0382"]


def test_releases_notice_a_difference(rustc: Rustc) -> None:
    [program] = named(["use_after_move"])
    found = timeline(rustc, program)
    renamed = replace(found, toolchain="rustc 9.9.9")
    assert releases.differences(found, renamed) == []
    [main] = found.functions
    moved = replace(main, variables=(replace(main.variables[0], scope_end=99), *main.variables[1:]))
    assert releases.differences(found, replace(found, functions=(moved,))) == [
        "functions[0].variables[0].scope_end: 6 and 99"
    ]
