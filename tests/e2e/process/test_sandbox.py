"""The sandbox against real programs that misbehave in every way we know of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from borrowproof.backends.toolchain import Rustc
from borrowproof.process import launcher, sandbox, workspace
from borrowproof.process.access import Access
from borrowproof.process.sandbox import Cancelled, CannotRun, Completed, Exceeded, Limits
from tests.paths import HOOKS

MIB = 1024 * 1024
LIMITS = Limits(wall=10.0, cpu=10, memory=1024 * MIB, output=1 * MIB, processes=64, file_size=16 * MIB)
BRIEF = replace(LIMITS, wall=1.5)
ONE_SECOND = replace(LIMITS, wall=120.0, cpu=1)  # on a busy machine a second of the processor's time takes long
SOON = 30.0  # seconds: much longer than anything takes, and much shorter than what a test starts would sleep
PATH = {"PATH": os.environ["PATH"], "LC_ALL": "C"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these tests look into /proc")


class Bench:
    """Runs programs in an empty folder and, by a token in their environment, finds what outlives them."""

    def __init__(self, folder: Path, access: Access | None) -> None:
        self.folder = folder
        self.access = access
        self.inside = "/playground" if access is not None and sandbox.means().namespaces else str(folder)
        self.token = uuid4().hex
        self.sleep = f"sleep 60.{uuid4().int % 10**9:09}"  # that no other test sleeps

    def run(self, *argv: str, limits: Limits = LIMITS) -> Completed:
        env = {**PATH, "TOKEN": self.token}
        return sandbox.run(argv, cwd=self.folder, env=env, limits=limits, access=self.access)

    def sh(self, script: str, limits: Limits = LIMITS) -> Completed:
        return self.run("/bin/sh", "-c", script, limits=limits)

    def python(self, script: str, limits: Limits = LIMITS) -> Completed:
        return self.run(sys.executable, "-I", "-S", "-c", script, limits=limits)

    def alive(self) -> list[int]:
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.token.encode() in (folder / "environ").read_bytes():
                    found.append(int(folder.name))
            except OSError:
                continue
        return found

    def sleepers(self) -> list[str]:
        """The processes that sleep as `sleep` says and are no zombies, whatever is left of their environment."""
        listed = subprocess.run(["ps", "-eo", "stat=,args="], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if line.endswith(f" {self.sleep}") and not line.startswith("Z")]


def survivors(living: Callable[[], list[Any]]) -> list[Any]:
    """Those that live on. On a busy machine the killed take their time; what was not killed would sleep much longer."""
    until = time.monotonic() + SOON / 3
    while living() and time.monotonic() < until:
        time.sleep(0.01)
    return living()


EVERYTHING = ("/usr", "/bin", "/lib", "/lib64", "/etc", sys.prefix, sys.base_prefix)


@pytest.fixture(params=[pytest.param("limits only", marks=pytest.mark.prove), "contained"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    with workspace.folder("bench") as folder:
        contained = request.param == "contained"
        bench = Bench(folder, Access(runnable=EVERYTHING, keeps=True) if contained else None)
        yield bench
    assert survivors(bench.alive) == [], "processes outlived their run"


@pytest.fixture(scope="session")
def rust_program(rustc: Rustc) -> Iterator[Path]:
    """One Rust program with a way to fail for every argument."""
    with workspace.folder("rust") as folder:
        yield _rust_program(rustc, folder)


def _rust_program(rustc: Rustc, folder: Path) -> Path:
    source = folder / "main.rs"
    source.write_text(
        """
        use std::{env, io::Read, process, thread, time::Duration};
        fn main() {
            match env::args().nth(1).as_deref() {
                Some("panic") => panic!("as asked"),
                Some("abort") => process::abort(),
                Some("memory") => { let v = vec![1u8; 4 << 30]; println!("{}", v[v.len() / 2]); }
                Some("grow") => { let mut v = Vec::new(); loop { v.push(vec![1u8; 1 << 20]); } }
                Some("spin") => loop { std::hint::black_box(1); },
                Some("print") => loop { println!("again"); },
                Some("file") => std::fs::write("large", vec![0u8; 64 << 20]).unwrap(),
                Some("overflow") => {
                    fn down(n: u64) -> u64 { std::hint::black_box(down(n + 1) + 1) }
                    println!("{}", down(0));
                }
                Some("threads") => {
                    let sleep = || thread::sleep(Duration::from_secs(60));
                    let all: Vec<_> = (0..200).map(|_| thread::spawn(sleep)).collect();
                    for one in all { one.join().unwrap(); }
                }
                Some("stdin") => {
                    let mut text = String::new();
                    std::io::stdin().read_to_string(&mut text).unwrap();
                    println!("[{text}]");
                }
                _ => println!("hello"),
            }
        }
        """
    )
    subprocess.run([rustc.path, "--edition=2024", "-A", "warnings", "-o", folder / "main", source], check=True)
    return folder / "main"


# --- what a program sees ---


def test_a_program_is_reported_as_it_was(bench: Bench) -> None:
    done = bench.sh("echo out; echo err >&2; exit 3")
    assert (done.exit, done.stdout, done.stderr, done.exceeded) == (3, b"out\n", b"err\n", None)
    assert 0 < done.seconds < SOON


def test_a_signal_of_the_program_s_own_is_its_exit(bench: Bench) -> None:
    assert bench.sh("kill -ABRT $$").exit == -signal.SIGABRT
    own = bench.sh("kill -KILL $$")
    assert (own.exit, own.exceeded) == (-signal.SIGKILL, None)


def test_the_environment_is_the_one_given(bench: Bench) -> None:
    seen = dict(line.split("=", 1) for line in bench.run("/usr/bin/env").stdout.decode().splitlines())
    home = {} if bench.access is None else {"HOME": bench.inside, "TMPDIR": bench.inside}
    assert seen == {**PATH, "TOKEN": bench.token, **home}


def test_arguments_arrive_untouched(bench: Bench) -> None:
    hard = ["", " ", "$HOME", "`id`", "a'b\"c", "line\nend", "--", "-c", "é", "*"]
    done = bench.run("/usr/bin/printf", "%s\\0", *hard)
    assert done.stdout.decode().split("\0")[:-1] == hard


def test_standard_input_is_at_its_end(bench: Bench, rust_program: Path) -> None:
    assert bench.run(str(rust_program), "stdin").stdout == b"[]\n"


def test_the_program_is_in_its_folder_and_a_session_of_its_own(bench: Bench) -> None:
    done = bench.python("import os; print(os.getcwd()); print(os.getsid(0) == os.getpgid(0) == os.getpid())")
    assert done.stdout.decode().splitlines() == [bench.inside, "True"]


def test_no_descriptor_of_ours_is_inherited(bench: Bench) -> None:
    with (bench.folder / "secret").open("w"):
        done = bench.sh("ls /proc/$$/fd")
    assert set(done.stdout.split()) <= {b"0", b"1", b"2", b"10"}  # 10: the shell's own copy


# --- what cannot be started ---


def test_a_missing_program_is_no_exit_status(bench: Bench) -> None:
    with pytest.raises(CannotRun, match="/no/such/program"):
        bench.run("/no/such/program")


def test_a_file_that_may_not_be_executed_is_no_exit_status(bench: Bench) -> None:
    plain = bench.folder / "plain"
    plain.write_text("echo never")
    with pytest.raises(CannotRun, match="plain"):
        bench.run(str(plain))


def test_a_missing_folder_is_no_exit_status(bench: Bench) -> None:
    with pytest.raises(CannotRun, match="missing"):
        sandbox.run(["/bin/true"], cwd=bench.folder / "missing", env={}, limits=LIMITS)


def test_a_limit_that_cannot_be_set_is_no_exit_status(bench: Bench) -> None:
    with pytest.raises(CannotRun, match="cannot be started"):
        bench.sh("echo never", limits=replace(LIMITS, memory=-1024 * 1024))
    assert bench.sh("echo again").stdout == b"again\n"


def test_a_program_with_status_127_is_still_its_own(bench: Bench) -> None:
    assert bench.sh("exit 127").exit == 127


# --- the limits ---


def test_every_limit_is_in_force(bench: Bench) -> None:
    done = bench.python(
        "import resource as r;"
        "print([r.getrlimit(x) for x in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"
    )
    # A limit of 1 byte stops a dump to a program as well, which 0 does not (core(5)).
    wanted = [(10, 11), (LIMITS.memory,) * 2, (LIMITS.file_size,) * 2, (1, 1)]
    assert done.stdout.decode().strip() == str(wanted)
    assert sandbox.unsupported() == ()


def test_the_hard_limits_of_this_process_are_respected(bench: Bench) -> None:
    """A user with lower limits than ours gets those, not an error."""
    script = (
        "import sys, pathlib; from borrowproof.process import sandbox;"
        "l = sandbox.Limits(wall=5, cpu=10, memory=1 << 40, output=9999, processes=9, file_size=1 << 40);"
        "print(sandbox.unsupported());"
        "print(sandbox.run(['/bin/sh', '-c', 'ulimit -v; ulimit -f'], cwd=pathlib.Path('/'), env={}, limits=l).stdout)"
    )
    hooks = HOOKS
    inner = f'ulimit -v 2097152; ulimit -f 2048; PYTHONPATH="{hooks}" exec "{sys.executable}" -c "$1"'
    done = subprocess.run(["/bin/sh", "-c", inner, "x", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["()", r"b'2097152\n2048\n'"]


def test_wall_clock(bench: Bench) -> None:
    done = bench.sh("echo before; sleep 60", limits=BRIEF)
    assert (done.exit, done.exceeded, done.stdout) == (None, Exceeded.WALL, b"before\n")
    assert BRIEF.wall <= done.seconds < SOON


def test_a_stopped_program_expires(bench: Bench) -> None:
    assert bench.sh("kill -STOP $$", limits=BRIEF).exceeded is Exceeded.WALL


def test_a_program_that_ignores_polite_signals_expires(bench: Bench) -> None:
    done = bench.sh("trap '' TERM INT HUP QUIT; while :; do sleep 0.05; done", limits=BRIEF)
    assert done.exceeded is Exceeded.WALL


def test_processor_time(bench: Bench, rust_program: Path) -> None:
    done = bench.run(str(rust_program), "spin", limits=ONE_SECOND)
    assert (done.exit, done.exceeded) == (None, Exceeded.CPU)


def test_processor_time_of_a_program_that_ignores_the_warning(bench: Bench) -> None:
    script = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"
    assert bench.python(script, limits=ONE_SECOND).exceeded is Exceeded.CPU


def test_processor_time_of_a_child(bench: Bench) -> None:
    """The parent fails in its own way when its child is killed; that is not its own exit."""
    done = bench.sh("sh -c 'while :; do :; done' || exit 1", limits=ONE_SECOND)
    assert (done.exit, done.exceeded) == (None, Exceeded.CPU)


@pytest.mark.parametrize("stream", [1, 2])
def test_endless_output(bench: Bench, stream: int) -> None:
    done = bench.sh(f"exec yes >&{stream}")
    assert done.exceeded is Exceeded.OUTPUT
    assert len(done.stdout if stream == 1 else done.stderr) == LIMITS.output


def test_endless_output_of_a_real_program(bench: Bench, rust_program: Path) -> None:
    assert bench.run(str(rust_program), "print").exceeded is Exceeded.OUTPUT


def test_output_of_exactly_the_limit_is_no_excess(bench: Bench) -> None:
    limits = replace(LIMITS, output=100_000)
    whole = bench.sh("head -c 100000 /dev/urandom", limits=limits)
    assert (whole.exit, len(whole.stdout), whole.exceeded) == (0, 100_000, None)
    assert bench.sh("head -c 100001 /dev/urandom", limits=limits).exceeded is Exceeded.OUTPUT


def test_a_huge_file(bench: Bench, rust_program: Path) -> None:
    done = bench.run(str(rust_program), "file")
    assert (done.exit, done.exceeded) == (None, Exceeded.FILE_SIZE)
    assert (bench.folder / "large").stat().st_size == LIMITS.file_size


@pytest.mark.parametrize("how", ["memory", "grow"])
def test_memory_ends_a_program_in_its_own_way(bench: Bench, rust_program: Path, how: str) -> None:
    done = bench.run(str(rust_program), how)
    assert (done.exit, done.exceeded) == (-signal.SIGABRT, None)
    assert b"memory allocation of" in done.stderr


def test_a_crash_leaves_no_core_dump(bench: Bench, rust_program: Path) -> None:
    assert bench.run(str(rust_program), "abort").exit == -signal.SIGABRT
    assert bench.run(str(rust_program), "overflow").exit == -signal.SIGABRT
    assert list(bench.folder.iterdir()) == []


def test_threads_count(bench: Bench, rust_program: Path) -> None:
    roomy = replace(LIMITS, memory=64 * 1024 * MIB)  # every thread reserves a stack and a heap of its own
    done = bench.run(str(rust_program), "threads", limits=roomy)
    assert (done.exit, done.exceeded) == (None, Exceeded.PROCESSES)


@pytest.mark.parametrize("leave", ["", "os.setsid();"])
def test_a_fork_bomb(bench: Bench, leave: str) -> None:
    """Bounded to 1024 processes, so that a failure of this test is no disaster."""
    script = f"import os, time\nfor _ in range(10):\n  if os.fork() == 0: {leave or 'pass'}\ntime.sleep(30)"
    done = bench.python(script)
    assert (done.exit, done.exceeded) == (None, Exceeded.PROCESSES)


def test_as_many_processes_as_allowed_are_no_excess(bench: Bench) -> None:
    done = bench.sh("for i in 1 2 3; do sleep 0.3 & done; wait; echo done", limits=replace(LIMITS, processes=4))
    assert (done.exit, done.stdout) == (0, b"done\n")
    less = bench.sh("for i in 1 2 3; do sleep 5 & done; wait", limits=replace(LIMITS, processes=3))
    assert less.exceeded is Exceeded.PROCESSES


# --- nothing outlives its run (the fixture looks) ---

LEFT = "until test -e left; do sleep 0.01; done"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("sleep 60 & echo out", id="child in the background holds the pipes"),
        pytest.param(f"setsid sh -c 'touch left; exec sleep 60' & {LEFT}; echo out", id="child in its own session"),
        pytest.param("(setsid sh -c 'sleep 60 & sleep 60' &) ; echo out; sleep 0.1", id="double fork and setsid"),
        pytest.param("(trap '' TERM HUP; setsid sleep 60 >/dev/null 2>&1 &) ; echo out", id="a real daemon"),
        pytest.param("env -i sleep 60 & echo out", id="environment cleared"),
        pytest.param("set -m; env -i sleep 60 & echo out", id="group and environment left"),
    ],
)
def test_what_a_program_leaves_behind_ends_with_it(bench: Bench, script: str) -> None:
    done = bench.sh(script.replace("sleep 60", bench.sleep))
    assert (done.exit, done.stdout, done.exceeded) == (0, b"out\n", None)
    assert done.seconds < SOON
    assert survivors(bench.sleepers) == []


def test_expiry_reaches_every_descendant(bench: Bench) -> None:
    script = "sleep 60 & setsid sleep 60 & (setsid sh -c 'sleep 60 & sleep 60' &) ; wait"
    done = bench.sh(script.replace("sleep 60", bench.sleep), limits=BRIEF)
    assert done.exceeded is Exceeded.WALL
    assert survivors(bench.sleepers) == []


def test_output_of_a_child_in_the_background_is_kept_as_far_as_written(bench: Bench) -> None:
    wait = "until test -e said; do sleep 0.01; done"
    done = bench.sh(f"(echo early; touch said; sleep 60; echo late) & {wait}; echo main")
    assert done.stdout == b"early\nmain\n"


@pytest.mark.parametrize("runs", [200, pytest.param(1000, marks=pytest.mark.prove)])
def test_many_runs_leak_nothing(bench: Bench, runs: int) -> None:
    def held() -> tuple[int, int, str]:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), children

    bench.run("/bin/true")
    before = held()
    for number in range(runs):
        if number % 50:
            assert bench.run("/bin/true").exit == 0
        else:
            assert bench.sh("sleep 60 & exit 7").exit == 7
    for _ in range(20):
        assert bench.sh("sleep 60", limits=replace(LIMITS, wall=0.01)).exceeded is Exceeded.WALL
        with pytest.raises(CannotRun):
            bench.run("/no/such/program")
    bench.run("/bin/true")  # as before: a start that fails takes the waiting supervisor with it
    assert held() == before
    assert not sandbox._live


def test_runs_do_not_disturb_each_other(bench: Bench) -> None:
    """Of four threads one always expires; the runs of the others end as they would alone."""

    def one(number: int) -> Completed:
        if number % 4 == 0:
            return bench.sh("setsid sleep 60 & sleep 60", limits=BRIEF)
        return bench.sh(f"setsid sleep 0.5 & sleep 0.1; wait; echo {number}")

    with ThreadPoolExecutor(4) as pool:
        for number, done in enumerate(pool.map(one, range(16))):
            if number % 4 == 0:
                assert done.exceeded is Exceeded.WALL
            else:
                assert (done.exit, done.stdout) == (0, f"{number}\n".encode())


# --- systems that know less ---


@pytest.mark.parametrize("proc", [True, False])
def test_without_descriptors_of_processes(bench: Bench, monkeypatch: pytest.MonkeyPatch, proc: bool) -> None:
    """As on an old Linux; and without /proc, as on macOS, where only the session is reached."""

    lacking = "import os; del os.pidfd_open;"
    if not proc:
        lacking += "from borrowproof.process import kernel, procfs; kernel.LINUX = False; procfs.pids = frozenset;"
    monkeypatch.setattr(launcher, "_CODE", launcher._CODE.replace("from", f"{lacking} from", 1))
    monkeypatch.setattr(sandbox, "_launchers", {})
    assert sandbox.unsupported() == (() if proc else (sandbox.NOT_COUNTED,))
    done = bench.sh("sleep 60 & echo out; exit 3")
    assert (done.exit, done.stdout) == (3, b"out\n")
    assert done.seconds < SOON
    assert bench.sh("exec >&- 2>&-; sleep 0.1; exit 4").exit == 4
    assert bench.sh("sleep 60 & sleep 60", limits=BRIEF).exceeded is Exceeded.WALL
    assert survivors(bench.alive) == []  # nobody waits for the dying where they cannot be seen


# --- being interrupted ---


def test_kill_all_ends_the_runs_of_all_threads(bench: Bench) -> None:
    with ThreadPoolExecutor(3) as pool:
        runs = [pool.submit(bench.sh, "setsid sleep 60 & sleep 60") for _ in range(3)]
        while len(bench.alive()) < 9:
            time.sleep(0.01)
        started = time.monotonic()
        sandbox.kill_all()
        for future in runs:
            with pytest.raises(Cancelled):
                future.result()
    assert time.monotonic() - started < SOON
    assert bench.sh("echo again").stdout == b"again\n"


@pytest.mark.parametrize("where", ["main", "thread"])
def test_an_interrupted_build_leaves_nothing_behind(bench: Bench, where: str, tmp_path: Path) -> None:
    """Ctrl-C while the main thread runs a program, and while it waits for a thread that does.

    In an empty folder: what lies in the folder of a run counts, and would soon end it.
    """
    script = f"""
import os, sys, threading
from pathlib import Path
from typing import Any
from borrowproof.process import sandbox
limits = sandbox.Limits(wall=60, cpu=60, memory=1 << 30, output=9999, processes=9, file_size=9999)
def work():
    try:
        cwd = Path({str(tmp_path)!r})
        sandbox.run(["/bin/sh", "-c", "setsid sleep 61 & sleep 61"], cwd=cwd, env=dict(os.environ), limits=limits)
    except sandbox.Cancelled:
        print("cancelled", flush=True)
    finally:
        finished.set()  # also where the run ends in another way: then this script ends, and the test says so
finished = threading.Event()
try:
    if {where!r} == "main":
        work()
    else:
        threading.Thread(target=work).start()
        finished.wait()
except KeyboardInterrupt:
    sandbox.kill_all()
    assert {where!r} == "main" or finished.wait(10)
    sys.exit(130)
"""
    env = {**PATH, "TOKEN": bench.token, "PYTHONPATH": str(HOOKS)}
    python = subprocess.Popen([sys.executable, "-c", script], env=env, stdout=subprocess.PIPE)
    while len(bench.alive()) < 4:
        assert python.poll() is None, "it ended before it was interrupted"
        time.sleep(0.01)
    python.send_signal(signal.SIGINT)
    said, _ = python.communicate(timeout=20)
    assert (python.returncode, said) == (130, b"" if where == "main" else b"cancelled\n")


def test_a_build_that_fails_leaves_nothing_behind(bench: Bench, tmp_path: Path) -> None:
    """Even a daemon thread's run ends when Python does."""
    script = f"""
import os, threading, time
from pathlib import Path
from typing import Any
from borrowproof.process import sandbox
limits = sandbox.Limits(wall=60, cpu=60, memory=1 << 30, output=9999, processes=9, file_size=9999)
run = lambda: sandbox.run(["/bin/sleep", "61"], cwd=Path({str(tmp_path)!r}), env=dict(os.environ), limits=limits)
threading.Thread(target=run, daemon=True).start()
time.sleep(0.5)
"""
    env = {**PATH, "TOKEN": bench.token, "PYTHONPATH": str(HOOKS)}
    subprocess.run([sys.executable, "-c", script], env=env, check=True, timeout=20)
    assert survivors(bench.alive) == []
