"""Code -> what its memory holds, step by step, from one run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from borrowproof.backends.recording import TARGET, LocalRecorder
from borrowproof.backends.toolchain import Rustc
from borrowproof.facts.dump import dump
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.facts.recorded_run import record
from borrowproof.facts.source_text import Source
from borrowproof.memory.analysis.bodies import executable_bodies, followed_rows, matched
from borrowproof.memory.analysis.recording import build_recording
from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, Crates
from borrowproof.model.memory import Recording
from borrowproof.model.outcome import Goal, Job
from borrowproof.syntax import items


@dataclass(frozen=True, slots=True)
class Derived:
    """A recording. `repeatable` tells that rustc read nothing but the program's text, and that no clock ended it: the
    same text has the same recording."""

    recording: Recording
    repeatable: bool


def derive(
    code: str, edition: Edition, rustc: Rustc, *, crates: Crates = NO_CRATES, keeps_freed: bool = False
) -> Derived:
    """The recording of the program `code`, built by `rustc`. `keeps_freed` is that of `LocalRecorder`.

    Raises Underivable where there is none (the message says why), UnknownConstruct where debug information or MIR holds
    something that is not known here, and sandbox.CannotRun.
    """
    recorder = LocalRecorder(rustc, keeps_freed)
    if (why := recorder.obstacle()) is not None:
        raise Underivable(why)
    if not items.declares_main(code):
        raise Underivable("it has no `main`, so that there is nothing to run; add `fn main() { ... }`")
    text = code.removeprefix("\ufeff").replace("\r\n", "\n")
    job = Job(text, edition, Goal.RUN, crates=crates)
    source = Source(text)
    try:
        with ThreadPoolExecutor(1) as other:
            dumped = other.submit(lambda: executable_bodies(dump(text, edition, rustc, crates=crates), source))
            run = record(job, recorder, lambda debug: followed_rows(debug, matched(debug, dumped.result())))
            bodies = dumped.result()
        found = build_recording(run, bodies, rustc.toolchain.name, edition.value, TARGET)
        return Derived(found, run.inputs == () and run.status is not None)
    except UnknownConstruct as unknown:
        raise UnknownConstruct(unknown.construct, rustc.toolchain.name) from unknown
