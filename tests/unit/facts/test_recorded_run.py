"""A run as its recorder wrote it down -> typed; and what memory held at a moment."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from borrowproof.backends.invocation import CRATE, MAIN
from borrowproof.backends.recording import Built, LocalRecorder, NotRecordable
from borrowproof.facts import recorded_run
from borrowproof.facts.debug_info import reader
from borrowproof.facts.debug_info.syntax import DebugInfo, Row
from borrowproof.facts.errors import Underivable, UnknownConstruct
from borrowproof.facts.recorded_run import CallState, LogEntry, Memory, RecordedRun, Snapshot, record
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job
from borrowproof.process.recorder import WINDOW, Plan
from tests.oracles.recorded_executables import executable

JOB = Job("fn main() {}", Edition.E2024, Goal.RUN)
RAW: dict[str, Any] = {
    "hits": [],
    "complete": True,
    "threads": 1,
    "status": 0,
    "stopped": "",
    "stdout": b"la\n".hex(),
    "stderr": b"!".hex(),
}


@dataclass
class Recorder:
    """What a recorder answers that was given a recorded executable, and what it was asked."""

    raw: Mapping[str, Any] = field(default_factory=lambda: RAW)
    why_not: str | None = None
    ended: str = ""  # why there is no recording
    content: bytes = field(default_factory=lambda: executable("plain"))
    plans: list[Plan] = field(default_factory=list)

    def obstacle(self) -> str | None:
        return self.why_not

    @contextlib.contextmanager
    def built(self, job: Job) -> Iterator[Built]:
        assert job is JOB
        yield Built(Path("out/main"), self.content, ("data.txt",))

    def run(self, built: Built, job: Job, plan: Plan) -> Mapping[str, Any]:
        assert (built.executable, job) == (self.content, JOB)
        self.plans.append(plan)
        if self.ended:
            raise NotRecordable(self.ended)
        return self.raw


@cache
def debug() -> DebugInfo:
    return reader.read(executable("plain"), CRATE, MAIN)


def index(path: str) -> int:
    return [function.path for function in debug().functions].index(f"{CRATE}::{path}")


def rows(path: str) -> tuple[Row, ...]:
    return debug().functions[index(path)].rows


def chosen(found: DebugInfo) -> Mapping[int, tuple[Row, ...]]:
    """Two rows of `sum` and one of `main`, the later function first."""
    assert found == debug()
    return {index("main"): rows("main")[:1], index("sum"): rows("sum")[:2]}


def recorded(recorder: Recorder) -> RecordedRun:
    return record(JOB, cast(LocalRecorder, recorder), chosen)


def test_a_run_holds_how_it_ended_and_what_it_wrote() -> None:
    found = recorded(Recorder())
    assert (found.complete, found.threads, found.status, found.stopped) == (True, 1, 0, "")
    assert (found.stdout, found.stderr, found.inputs) == (b"la\n", b"!", ("data.txt",))
    assert found.debug == debug()
    assert found.hits == ()
    stopped = recorded(Recorder(RAW | {"complete": False, "threads": 2, "status": None, "stopped": "time"}))
    assert (stopped.complete, stopped.threads, stopped.status, stopped.stopped) == (False, 2, None, "time")


def test_the_rows_that_were_chosen_are_followed_in_the_order_of_their_functions() -> None:
    recorder = Recorder()
    recorded(recorder)
    [plan] = recorder.plans
    sum_, main = index("sum"), index("main")
    assert plan.rows == (
        *((row.address, sum_, row.line, row.leaves) for row in rows("sum")[:2]),
        *((row.address, main, row.line, row.leaves) for row in rows("main")[:1]),
    )
    assert plan.entries == ((debug().functions[sum_].low, sum_), (debug().functions[main].low, main))
    assert plan.main == main
    assert (plan.steps, plan.hits, plan.depth, plan.seconds) == (1500, 40_000, 48, 8.0)


def test_the_entry_of_main_is_watched_where_none_of_its_rows_was_chosen() -> None:
    recorder = Recorder()
    record(JOB, cast(LocalRecorder, recorder), lambda _: {index("sum"): rows("sum")})
    assert [function for _, function in recorder.plans[0].entries] == [index("sum"), index("main")]
    assert {function for _, function, _, _ in recorder.plans[0].rows} == {index("sum")}


def test_statics_are_watched_as_far_as_they_hold_something_and_a_large_one_in_part() -> None:
    recorder = Recorder()
    recorded(recorder)
    address = {static.path.rpartition("::")[2]: static.address for static in debug().statics}
    expected = {address["NAMES"]: 32, address["DEEP"]: 8, address["COUNTER"]: 4, address["ZEROS"]: 65_536}
    assert dict(recorder.plans[0].statics) == expected


def test_where_a_panic_begins_to_unwind_and_where_that_ends_is_watched() -> None:
    symbols = {0x10: "rust_panic", 0x20: "__rust_panic_cleanup", 0x30: "_ZN3std9panicking10rust_panic17h0E", 0x40: "x"}
    assert recorded_run._panics(replace(debug(), symbols=symbols)) == [(0x10, True), (0x20, False)]
    recorder = Recorder()
    recorded(recorder)
    assert recorder.plans[0].panics == ((debug().functions[index("rust_panic")].low, True),)


def test_a_hit_is_told_by_its_row_with_all_calls_and_what_was_allocated() -> None:
    bare = {"thread": 4, "call": 9, "row": 2}
    full = {
        "thread": 1,
        "call": 2,
        "row": 1,
        "unwinding": 1,
        "skipped": 3,
        "frames": [[1, 2, index("sum"), 100, 200, 0, [5, 6]]],
        "log": [[1, 64, 8, 0], [3, 128, 16, 64]],
        "out": 7,
        "memory": [[256, "0aff"]],
    }
    first, second = recorded(Recorder(RAW | {"hits": [bare, full]})).hits
    assert (first.thread, first.call, first.function, first.row) == (4, 9, index("main"), rows("main")[0])
    assert (first.unwinding, first.snapshot, first.skipped) == (False, None, 0)
    assert (second.thread, second.call, second.function, second.row) == (1, 2, index("sum"), rows("sum")[1])
    assert (second.unwinding, second.skipped) == (True, 3)
    assert second.snapshot == Snapshot(
        (CallState(1, 2, index("sum"), 100, 200, rows("sum")[0], [5, 6]),),
        (LogEntry(1, 64, 8, 0), LogEntry(3, 128, 16, 64)),
        7,
        ((256, b"\x0a\xff"),),
    )


def test_why_nothing_was_recorded_is_told() -> None:
    with pytest.raises(Underivable, match=r"^memory can be recorded on Linux x86-64 only$"):
        recorded(Recorder(why_not="memory can be recorded on Linux x86-64 only"))
    without_main = executable("plain").replace(b"\0main\0", b"\0niam\0")
    with pytest.raises(Underivable, match=r"^it has no `main` of its own, so that there is nothing to run$"):
        record(JOB, cast(LocalRecorder, Recorder(content=without_main)), lambda _: {})
    with pytest.raises(Underivable, match=r"^the program ended its recorder \(status 1\)$"):
        recorded(Recorder(ended="the program ended its recorder (status 1)"))


def test_an_executable_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UnknownConstruct, match=r"debug information that cannot be read \(ELFError: "):
        recorded(Recorder(content=b"no executable"))


def snapshot(*memory: tuple[int, bytes]) -> Snapshot:
    return Snapshot((), (), 0, memory)


HIGH = 0x7000_0000_0000 // WINDOW * WINDOW


def test_memory_is_what_was_written_down_last() -> None:
    memory = Memory(debug())
    memory.apply(snapshot((HIGH, b"a" * WINDOW), (HIGH + WINDOW, b"b" * WINDOW)))
    assert memory.read(HIGH, WINDOW) == b"a" * WINDOW
    assert memory.read(HIGH + 1, 1) == b"a"
    assert memory.read(HIGH + WINDOW - 1, 2) == b"ab", "over the edge of two windows"
    assert memory.read(HIGH + WINDOW - 2, 2) == b"aa", "up to the edge"
    memory.apply(snapshot((HIGH, bytes(range(256)))))
    assert (memory.read(HIGH + 3, 4), memory.read(HIGH + WINDOW, 1)) == (b"\3\4\5\6", b"b")


def test_memory_that_was_not_read_is_not_known() -> None:
    memory = Memory(debug())
    memory.apply(snapshot((HIGH, b"a" * WINDOW), (HIGH + 2 * WINDOW, b"c" * WINDOW)))
    assert memory.read(HIGH + WINDOW, 1) is None
    assert memory.read(HIGH + WINDOW - 1, 2) is None
    assert memory.read(HIGH, 3 * WINDOW) is None, "a window in the middle is missing"
    assert memory.read(HIGH - 1, 2) is None
    assert memory.read(HIGH, 1 << 62) is None, "a length that is no length takes no time"
    assert memory.read(HIGH + WINDOW, 0) == b"", "nothing is always there"
    assert (memory.integer(HIGH + WINDOW), memory.integer(0)) == (None, None)


def test_memory_that_never_changed_is_that_of_the_executable() -> None:
    memory, counter = Memory(debug()), next(s for s in debug().statics if s.path.endswith("COUNTER"))
    deep = next(s for s in debug().statics if s.path.endswith("DEEP"))
    assert memory.read(counter.address, 4) == b"\7\0\0\0"
    assert memory.integer(counter.address, 4) == 7
    assert memory.read(counter.address, 5) is None, "what follows lies in no file"
    assert memory.integer(deep.address, signed=True) == -3
    assert memory.integer(deep.address) == 2**64 - 3
    window = counter.address // WINDOW * WINDOW
    memory.apply(snapshot((window, b"\1" * WINDOW)))
    assert memory.integer(counter.address, 4) == 0x0101_0101


def test_bytes_of_the_executable_are_those_of_the_segment_that_holds_all_of_them() -> None:
    first, code, data = debug().segments
    for segment in (first, code, data):
        size = len(segment.content)
        assert debug().constant(segment.address, size) == segment.content
        assert debug().constant(segment.address + size - 1, 1) == segment.content[-1:]
        assert debug().constant(segment.address, size + 1) is None
        assert debug().constant(segment.address - 1, 2) is None


def test_a_function_is_found_by_its_first_instruction() -> None:
    assert debug().function_at_entry == {function.low: n for n, function in enumerate(debug().functions)}
