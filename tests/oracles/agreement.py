"""How far the derived timelines agree with rustc: all oracles over many programs, as counts.

`python -m tests.oracles.agreement` asks about a sample, of which `make test` takes a part, and with `--all` about
everything, as `make prove` does.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from borrowproof.backends.toolchain import Rustc, ToolchainError, find
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.model.compiler import Edition
from borrowproof.model.timeline import Timeline
from borrowproof.ownership.derive import derive
from tests.oracles import (
    accesses,
    asking,
    claims,
    copies,
    dataflow,
    drops,
    holders,
    labels,
    markers,
    probes,
    programs,
    reasons,
    releases,
    sense,
    sinks,
)
from tests.oracles.asking import Said
from tests.oracles.claims import Judged, Result
from tests.oracles.explained import EXPLAINED
from tests.oracles.probes import Probe
from tests.oracles.programs import Program
from tests.oracles.tally import Agreement, Tally, table
from tests.paths import ROOT

WORKERS = 2
CORPUS_ONE_IN, SITE_ONE_IN, PROBES_ONE_IN = 5, 18, 3
ACCESSES_ONE_IN = 4  # of as many probes: there are five accesses to a variable before a line
MOST = 60  # differences printed
OTHER_RELEASE = "nightly"


def sample() -> tuple[Program, ...]:
    """A part of the programs, chosen by hash, and those of the explanations.

    About 75 programs in 40 seconds of processor time; whoever changes the derivation asks about `--all`.
    """
    corpus = _one_in(CORPUS_ONE_IN, programs.corpus())
    site = _one_in(SITE_ONE_IN, programs.site())
    always = [p for p in everything() if any(p.name.endswith(e.program) for e in EXPLAINED)]
    return tuple(dict.fromkeys((*corpus, *site, *always)))


def everything() -> tuple[Program, ...]:
    return (*programs.corpus(), *programs.site())


def _one_in(count: int, candidates: Iterable[Program]) -> list[Program]:
    return [p for p in candidates if int(sha256(p.name.encode()).hexdigest()[:8], 16) % count == 0]


def measure(rustc: Rustc, other: Rustc | None, asked: Sequence[Program], probes_one_in: int) -> Agreement:
    """Ask every oracle about every program. `other` is another release of rustc, None where there is none."""
    asking_ = _Asking(rustc, other, asked)
    tallies = {name: Tally() for name in ("derivation", *asking_.by_program())}
    with ThreadPoolExecutor(WORKERS) as pool:
        for found in pool.map(asking_.all, asked):
            for name, tally in found.items():
                tallies[name].add(tally)
    tallies["probes"] = asking_.probes(asked, probes_one_in)
    tallies["holders"] = asking_.holders(asked, probes_one_in)
    tallies["accesses"] = asking_.accesses(asked, probes_one_in * ACCESSES_ONE_IN)
    return Agreement(tuple(asked), tallies)


class _Asking:
    """The oracles, each a method; the timelines are derived first and kept."""

    def __init__(self, rustc: Rustc, other: Rustc | None, asked: Iterable[Program]) -> None:
        self.rustc = rustc
        self.other = other
        self.known: dict[str, Timeline] = {}
        self.said: dict[str, tuple[Said, ...]] = {
            p.name: asking.errors(rustc, {"p.rs": p.code}, "p.rs", p.edition) for p in asked if p.rejected
        }

    def by_program(self) -> dict[str, Callable[[Program, Path], Tally]]:
        return {
            "dataflow": self.dataflow,
            "markers": self.markers,
            "drops": self.drops,
            "sinks": self.sinks,
            "labels": self.labels,
            "reasons": self.reasons,
            "releases": self.releases,
        }

    def all(self, program: Program) -> dict[str, Tally]:
        """What all oracles say that are asked about one program at a time; rustc writes its dumps once for them."""
        derived = self.derivation(program)
        with asking.dumped(self.rustc, program.code, program.edition) as folder:
            return {"derivation": derived, **{name: ask(program, folder) for name, ask in self.by_program().items()}}

    def derivation(self, program: Program) -> Tally:
        try:
            self.known[program.name] = derive(program.code, Edition(program.edition), self.rustc)
        except Underivable as why:
            return self._stopped(program, why)
        except UnknownConstruct as what:
            return Tally(1, [f"{program.name}: {what}"])
        return Tally(1, sense.differences(program, self.known[program.name]))

    def _stopped(self, program: Program, why: Underivable) -> Tally:
        """Only an error from before borrow checking excuses a program that has no timeline. One about the type of a
        field or a signature (E0309, E0310) is from before it, although one in a body with the same code is not."""
        said = self.said.get(program.name, ())
        if all(asking.from_borrow_checking(e) and program.is_in_body(e.primary.line) for e in said):
            return Tally(1, [f"{program.name}: not derived: {why}"])
        return Tally(notes=Counter({"rejected before borrow checking": 1}))

    def dataflow(self, program: Program, folder: Path) -> Tally:
        result = dataflow.compare(folder, program)
        return Tally(result.compared.total(), [str(d) for d in result.differences], result.compared)

    def markers(self, program: Program, _: Path) -> Tally:
        if program.name not in self.known:
            return Tally()
        result = markers.compare(self.rustc, program, self.known[program.name])
        notes = result.compared + Counter({"visible variables without a state there": len(result.unclaimed)})
        return Tally(result.compared.total(), result.differences, notes)

    def drops(self, program: Program, folder: Path) -> Tally:
        if program.rejected or program.name not in self.known:
            return Tally()
        result = drops.compare(folder, program, self.known[program.name])
        return Tally(result.compared, result.differences)

    def sinks(self, program: Program, _: Path) -> Tally:
        if program.name not in self.known:
            return Tally()
        result = sinks.compare(self.rustc, program, self.known[program.name])
        return Tally(result.compared.total(), result.differences, result.compared)

    def labels(self, program: Program, _: Path) -> Tally:
        if program.name not in self.known:
            return Tally()
        found = labels.explain(program, self.known[program.name], self.said.get(program.name, ()))
        notes = Counter({"explained by the program's text alone": sum(label.by_text for label in found)})
        return Tally(len(found), [str(label) for label in found if not label.holds], notes)

    def reasons(self, program: Program, _: Path) -> Tally:
        return reasons.compare(program, self.known[program.name]) if program.name in self.known else Tally()

    def releases(self, program: Program, _: Path) -> Tally:
        if self.other is None:
            return Tally(notes=Counter({f"not checked: there is no {OTHER_RELEASE} rustc here": 1}))
        if program.name not in self.known:
            return Tally()
        try:
            theirs = derive(program.code, Edition(program.edition), self.other)
        except Underivable as why:
            return self._stopped(program, why)
        return Tally(1, [f"{program.name}: {d}" for d in releases.differences(self.known[program.name], theirs)])

    def probes(self, asked: Sequence[Program], one_in: int) -> Tally:
        known = self.known
        planned = (probe for p in asked if p.name in known for probe in probes.plan(p, known[p.name]))
        chosen = probes.chosen(planned, one_in)
        shares = [chosen[start::WORKERS] for start in range(WORKERS)]
        with ThreadPoolExecutor(WORKERS) as pool:
            judged = [one for found in pool.map(self._judged, shares) for one in found]
        differences = [str(j) for j in judged if j.result is Result.DISAGREES]
        agreed = sum(j.result is Result.AGREES for j in judged)
        notes = Counter(str(j.result) for j in judged if j.result not in (Result.AGREES, Result.DISAGREES))
        notes += Counter({"later uses held against the ends of loans": sum(j.ends for j in judged)})
        return Tally(agreed + len(differences), differences, notes)

    def holders(self, asked: Sequence[Program], one_in: int) -> Tally:
        known = self.known
        accepted = (p for p in asked if p.name in known and not p.rejected)
        chosen = probes.chosen((holding for p in accepted for holding in holders.plan(p, known[p.name])), one_in)
        answers = copies.ask(self.rustc, chosen)
        put = [holding for holding in chosen if answers[holding].put and answers[holding].reached]
        found = [holders.difference(holding, answers[holding]) for holding in put]
        notes = Counter({str(Result.NOT_PUT): len(chosen) - len(put)})
        return Tally(len(put), [text for text in found if text is not None], notes)

    def accesses(self, asked: Sequence[Program], one_in: int) -> Tally:
        planned = (a for p in asked if p.name in self.known for a in accesses.plan(p, self.known[p.name]))
        chosen = probes.chosen(planned, one_in)
        answers = copies.ask(self.rustc, chosen)
        judged = [accesses.judge(a, answers[a], self.said.get(a.program.name, ())) for a in chosen]
        differences = [str(j) for j in judged if j.result is accesses.Result.DISAGREES]
        agreed = sum(j.result is accesses.Result.AGREES for j in judged)
        settled = (accesses.Result.AGREES, accesses.Result.DISAGREES)
        notes = Counter(str(j.result) for j in judged if j.result not in settled)
        return Tally(agreed + len(differences), differences, notes)

    def _judged(self, share: Sequence[Probe]) -> list[Judged]:
        answers = copies.ask(self.rustc, share)
        return [claims.judge(probe, answers[probe], self.said.get(probe.program.name, ())) for probe in share]


def other_release() -> Rustc | None:
    """The nightly rustc of this machine, None where there is none."""
    try:
        return find(OTHER_RELEASE, ROOT)
    except ToolchainError:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold the derived ownership timelines against rustc.")
    parser.add_argument("--all", action="store_true", help="every program and every probe")
    arguments = parser.parse_args()
    asked, one_in = (everything(), 1) if arguments.all else (sample(), PROBES_ONE_IN)
    found = measure(find(None, ROOT), other_release(), asked, one_in)
    wrong = [*found.unexplained(), *(f"no longer occurs: {e}" for e in found.outdated())]
    lines = [f"{len(asked)} programs", *table(found.counts()), *wrong[:MOST], f"{len(wrong)} to explain"]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
