"""Nothing is left behind: whatever ends `borrowproof`, its programs end, and its folders go."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from borrowproof.process import procfs, workspace
from borrowproof.process.removal import remove
from tests.paths import HOOKS
from tests.samples import sampled

SLEEPS = "//@ compiles\nfn main() { std::thread::sleep(std::time::Duration::from_secs(600)); }\n"
PAGE = '# A\n\n```rust\n--8<-- "slow/a.rs"\n```\n'
MKDOCS = """site_name: A
hooks: [hooks/mkdocs_hook.py]
plugins: [borrowproof]
markdown_extensions:
  - pymdownx.snippets: {base_path: [snippets]}
"""
COMMANDS = {
    "check": ["borrowproof.cli.main", "check"],
    "mkdocs build": ["mkdocs", "build", "-q"],
    "mkdocs serve": ["mkdocs", "serve", "-q", "--dev-addr", "127.0.0.1:0"],
    "pytest": ["pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "docs", "snippets"],
}
SIGNALS = [signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGINT, signal.SIGKILL]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these tests look into /proc")


def wait(until: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose one program does not end by itself."""
    files = {"mkdocs.yml": MKDOCS, "docs/index.md": PAGE, "snippets/slow/a.rs": SLEEPS}
    for name, text in (files | {"pyproject.toml": "[tool.borrowproof]\nstrict = true\n"}).items():
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "project" / "hooks").mkdir()
    shutil.copy(HOOKS / "mkdocs_hook.py", tmp_path / "project" / "hooks")
    (tmp_path / "temporary").mkdir()
    return tmp_path / "project"


@pytest.fixture
def start(project: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a command in the project, and waits until its program runs."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(command: str, *, background: bool = False) -> subprocess.Popen[bytes]:
        python = "import signal; signal.signal(signal.SIGINT, signal.SIG_{}); import runpy, sys;"
        module, *arguments = COMMANDS[command]
        python += f"sys.argv = ['x', *{arguments!r}]; runpy.run_module({module!r}, run_name='__main__')"
        handling = "IGN" if background else "DFL); signal.signal(signal.SIGINT, signal.default_int_handler"
        process = subprocess.Popen(
            [sys.executable, "-c", python.format(handling)],
            cwd=project,
            env={**os.environ, "TMPDIR": str(project.parent / "temporary"), "PYTHONPATH": str(HOOKS)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        wait(lambda: running(process.pid) or process.poll() is not None, "its program does not start")
        assert process.poll() is None, "it ended by itself"
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


def running(pid: int) -> bool:
    """Whether a judged program runs beneath a process."""
    return any(procfs.name(child) == "program" for child in procfs.descendants(pid))


def identity(pid: int) -> tuple[int, str] | None:
    """A process id and when the process began, which together never come again; None where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in ("Z", "X") else (pid, fields[19])


@pytest.mark.parametrize("case", sampled([f"{command} {sent.name}" for command in COMMANDS for sent in SIGNALS], 3))
def test_no_process_and_no_folder_stays(
    start: Callable[..., subprocess.Popen[bytes]], project: Path, case: str
) -> None:
    command, _, sent = case.rpartition(" ")
    process = start(command)
    temporary = project.parent / "temporary"
    assert list(temporary.iterdir()), "its folders lie elsewhere"
    family = {identity(pid) for pid in procfs.descendants(process.pid)} - {None}
    assert len(family) >= 3  # the launcher, a supervisor, the program
    process.send_signal(signal.Signals[sent])
    process.wait(60)
    wait(lambda: not {identity(one[0]) for one in family if one} & family, "processes live on")
    wait(lambda: list(temporary.iterdir()) == [], f"folders stay: {list(temporary.iterdir())}")


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["TERM", "HUP"])
def test_it_stops_in_the_background_of_a_script(
    start: Callable[..., subprocess.Popen[bytes]], project: Path, sent: signal.Signals, status: int
) -> None:
    """There, SIGINT is ignored, and children inherit that."""
    process = start("check", background=True)
    process.send_signal(signal.SIGINT)
    process.send_signal(sent)
    assert process.wait(60) == status
    wait(lambda: list((project.parent / "temporary").iterdir()) == [], "folders stay")


@pytest.mark.parametrize("sandbox", ["auto", pytest.param("none", marks=pytest.mark.prove)])
def test_a_program_that_stops_who_started_it_does_not_live_on(project: Path, sandbox: str) -> None:
    stops = """//@ compiles
unsafe extern "C" {
    fn getppid() -> i32;
    fn kill(pid: i32, signal: i32) -> i32;
}
extern "C" fn early() { unsafe { kill(getppid(), 19) }; }
#[used]
#[unsafe(link_section = ".init_array")]
static EARLY: extern "C" fn() = early;
fn main() {}
"""
    (project / "snippets" / "slow" / "a.rs").write_text(stops)
    temporary = project.parent / "temporary"
    argv = [sys.executable, "-m", "borrowproof.cli.main", "check", "--no-cache", "--sandbox", sandbox, "snippets"]
    env = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(HOOKS)}
    done = subprocess.run(argv, cwd=project, env=env, capture_output=True, text=True)
    assert done.returncode == 3, done.stdout

    def launchers() -> list[str]:
        ps = subprocess.run(["ps", "-eo", "args="], capture_output=True, text=True, check=True).stdout
        return [line for line in ps.splitlines() if f"{temporary}/" in line]

    wait(lambda: launchers() == [], "a launcher lives on")
    assert list(temporary.iterdir()) == []


def test_what_is_stopped_does_not_live_on(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start("check")
    family = {identity(pid) for pid in procfs.descendants(process.pid)} - {None}
    launched = [procfs.descendants(one[0]) for one in family if one]
    stopped = frozenset().union(*launched)  # all but the launchers, which no program can reach
    assert len(stopped) >= 2  # a supervisor and the program
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    process.kill()
    process.wait(60)
    wait(lambda: not {identity(one[0]) for one in family if one} & family, "processes live on")


# --- the sweep ---


def test_what_the_dead_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for made in ("borrowproof-dead", "borrowproof-alive", "borrowproof-main", "somebody-else"):
        (tmp_path / made / "crate").mkdir(parents=True)
    for empty in ("borrowproof-new", "borrowproof-old"):
        (tmp_path / empty).mkdir()
    for locked in ("dead", "alive"):
        (tmp_path / f"borrowproof-{locked}" / workspace.LOCK).touch()
    (tmp_path / "borrowproof-main" / "lock").touch()
    (tmp_path / "borrowproof-file").write_text("no folder")
    (tmp_path / "borrowproof-link").symlink_to(tmp_path / "somebody-else")
    for old in ("borrowproof-old", "borrowproof-main"):
        os.utime(tmp_path / old, (0, 0))
    with (tmp_path / "borrowproof-alive" / workspace.LOCK).open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        workspace.sweep(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    kept = {"borrowproof-alive", "borrowproof-new", "borrowproof-file", "borrowproof-link", "somebody-else"}
    assert left == kept | {"borrowproof-main"}, "a folder of somebody's own may begin with the same word"
    assert (tmp_path / "somebody-else" / "crate").is_dir()
    assert (tmp_path / "borrowproof-main" / "crate").is_dir()


def test_what_serve_left_empty_is_removed_by_the_next(project: Path) -> None:
    """It was ended between MkDocs' making of the folder and its loading of the plugin."""
    temporary = project.parent / "temporary"
    for name in ("mkdocs_old", "mkdocs_new", "mkdocs_full"):
        (temporary / name).mkdir()
    (temporary / "mkdocs_full" / "index.html").touch()
    for name in ("mkdocs_old", "mkdocs_full"):
        os.utime(temporary / name, (0, 0))
    script = """
import sys
from mkdocs.config import load_config
config = load_config(site_dir=sys.argv[1])
config.plugins.on_startup(command="serve", dirty=False)
config.plugins.on_config(config)
"""
    env = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(HOOKS)}
    argv = [sys.executable, "-c", script, str(temporary / "mkdocs_now")]
    subprocess.run(argv, cwd=project, env=env, check=True, capture_output=True)
    assert {path.name for path in temporary.iterdir()} == {"mkdocs_new", "mkdocs_full"}


def test_what_is_closed_or_too_deep_is_removed_as_well(tmp_path: Path) -> None:
    made, outside = tmp_path / "made", tmp_path / "outside"
    outside.mkdir()
    made.mkdir()
    script = """
import os, sys
for number in range(3000):
    os.mkdir("a-folder")
    os.symlink(sys.argv[1], "link")
    os.chdir("a-folder")
os.mkdir("closed", 0o300)
open("closed/file", "w").close()
os.mkdir("shut", 0)
"""
    subprocess.run([sys.executable, "-c", script, str(outside)], cwd=made, check=True)
    remove(made)
    assert [path.name for path in tmp_path.iterdir()] == ["outside"]


def test_a_folder_goes_when_it_is_left_and_with_its_process(tmp_path: Path) -> None:
    script = """
from borrowproof.process import workspace
with workspace.folder("one") as one:
    assert one.is_dir()
import time
until = time.monotonic() + 10
while one.exists(): assert time.monotonic() < until
with workspace.folder("two") as two:
    (two / "file").touch()
    print(workspace.workspace(), flush=True)
    import os, signal, sys
    if sys.argv[1:]: os.kill(os.getpid(), signal.SIGKILL)
"""
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(HOOKS)}
    ended = [subprocess.run([sys.executable, "-c", script, *how], env=env, capture_output=True) for how in ([], ["k"])]
    assert [done.returncode for done in ended] == [0, -signal.SIGKILL], ended
    assert [path.name for path in tmp_path.iterdir()] == [Path(ended[1].stdout.decode().strip()).name]
    subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True)
    assert list(tmp_path.iterdir()) == []


def test_what_contained_runs_took_counts_as_the_checks_own(tmp_path: Path) -> None:
    """Nobody who asks what a check takes (`time`, a benchmark) gets less than all."""
    script = """
import os
from pathlib import Path
from borrowproof.process import access, sandbox, workspace
limits = sandbox.Limits(wall=60.0, cpu=60, memory=1 << 33, output=99, processes=9, file_size=99)
with workspace.folder("one") as home:
    argv = ["/bin/sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; times"]
    seen = access.of_compiler(Path(argv[0]))
    done = sandbox.run(argv, cwd=home, env={}, limits=limits, access=seen)
assert done.exit == 0, done
minutes, seconds = done.stdout.split()[0].rstrip(b"s").split(b"m")
print(60 * float(minutes) + float(seconds))
"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    env = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(HOOKS)}
    done = subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True)
    took = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert took >= float(done.stdout) > 0.05
