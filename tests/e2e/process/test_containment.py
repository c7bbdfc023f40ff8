"""Containment where there is less of it, of compilers, and what is said about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from borrowproof.backends import invocation
from borrowproof.backends.rustc import COMPILING
from borrowproof.backends.toolchain import Rustc, compiler_environment
from borrowproof.process import access, containment, sandbox, workspace
from borrowproof.process.sandbox import Completed
from tests.e2e.conftest import Cli, MakeProject
from tests.paths import HOOKS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing but limits holds programs here")
SECRET = "swordfish"
# Programs that reach out while they are compiled; {} is a file with `pub const TEXT: &str = "swordfish";`.
READING = {
    "include_str": 'fn main() {{ println!("{{}}", include_str!("{}")); }}',
    "include_bytes": 'fn main() {{ println!("{{}}", include_bytes!("{}").len()); }}',
    "include": 'include!("{}"); fn main() {{ println!("{{TEXT}}"); }}',
    "path": '#[path = "{}"] mod read; fn main() {{ println!("{{}}", read::TEXT); }}',
    "doc": '#[doc = include_str!("{}")] pub struct Read; fn main() {{ let _ = Read; }}',
    "incbin": 'core::arch::global_asm!(".pushsection .rodata", ".incbin \\"{}\\"", ".popsection"); fn main() {{}}',
    "renamed": 'use std::include_str as harmless; fn main() {{ println!("{{}}", harmless!("{}")); }}',
    "macro": 'macro_rules! m {{ ($n:ident) => {{ $n!("{}") }} }} fn main() {{ println!("{{}}", m!(include_str)); }}',
}
EXAMINE = """
from pathlib import Path
from borrowproof.process import access, containment
found = containment.examine(access.of_compiler(Path("/usr/bin/true")))
print(found.means, found.complete, sorted(found.reached), sep="; ")
"""


@dataclass(frozen=True)
class Outside:
    """A file of somebody else's."""

    file: Path


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    (tmp_path / "read.rs").write_text(f'pub const TEXT: &str = "{SECRET}";\n')
    return Outside(tmp_path / "read.rs")


def compiled(rustc: Rustc, code: str) -> Completed:
    with workspace.folder("reading") as home:
        (home / "src").mkdir()
        (home / invocation.MAIN).write_text(code)
        argv = [str(rustc.path), *invocation.base("2024", "link"), invocation.MAIN]
        seen, env = access.of_compiler(rustc.path), compiler_environment(os.environ)
        return sandbox.run(argv, cwd=home, env=env, limits=COMPILING, access=seen)


@pytest.mark.parametrize("held_by", ["namespaces", "landlock", "an older landlock", "limits only"], indirect=True)
def test_a_compiler_reads_nothing_but_its_program(held_by: str, rustc: Rustc, outside: Outside) -> None:
    assert compiled(rustc, "fn main() {}").exit == 0
    done = {name: compiled(rustc, code.format(outside.file)) for name, code in READING.items()}
    assert {name: one.exit for name, one in done.items()} == dict.fromkeys(
        READING, 0 if held_by == "limits only" else 1
    )
    assert not any(SECRET.encode() in one.stderr for one in done.values())


@pytest.mark.parametrize("held_by", ["namespaces", "landlock", "limits only"], indirect=True)
def test_a_compiler_knows_none_of_our_variables(held_by: str, rustc: Rustc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BORROWPROOF_SECRET", SECRET)
    done = compiled(rustc, 'fn main() { println!("{}", env!("BORROWPROOF_SECRET")); }')
    assert (done.exit, SECRET.encode() in done.stderr) == (1, False)


def test_a_compiler_changes_nothing_but_its_folder(rustc: Rustc, outside: Outside) -> None:
    """Not even where an argument of its own says so."""
    assert str(sandbox.means()), "without containment this test would replace a device"
    for target in (outside.file, rustc.path.parent / "new", Path("/dev/null")):
        with workspace.folder("writing") as home:
            (home / "main.rs").write_text("fn main() {}")
            argv = [str(rustc.path), "--emit=metadata", "-o", str(target), "main.rs"]
            seen, env = access.of_compiler(rustc.path), compiler_environment(os.environ)
            sandbox.run(argv, cwd=home, env=env, limits=COMPILING, access=seen)
    assert SECRET in outside.file.read_text()
    assert not (rustc.path.parent / "new").exists()
    assert Path("/dev/null").is_char_device()


# --- where there is less ---


def examined(*how: str, python: str = sys.executable) -> str:
    """What `examine` finds in a process that `how` starts."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOOKS), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*how, python, "-c", EXAMINE], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _runs(how: list[str], python: str) -> bool:
    """Whether that Python is new enough and can start itself."""
    code = "import os, sys; assert sys.version_info >= (3, 11); os.execv(sys.executable, [sys.executable, '-c', ''])"
    return subprocess.run([*how, python, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root becomes somebody else")
def test_an_ordinary_user_has_the_same() -> None:
    somebody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    pythons = [python for python in (sys.executable, "/usr/bin/python3") if _runs(somebody, python)]
    if not pythons:
        pytest.skip("another user can execute no Python 3.11 here")
    assert examined(*somebody, python=pythons[0]) == "namespaces and seccomp; True; []"


@pytest.mark.skipif(not (shutil.which("unshare") and shutil.which("setpriv")), reason="util-linux is not here")
def test_where_user_namespaces_are_forbidden_landlock_holds() -> None:
    forbid = "echo 0 > /proc/sys/user/max_user_namespaces; exec setpriv --inh-caps=-all --bounding-set=-all"
    assert examined("unshare", "-r", "sh", "-c", f'{forbid} "$@"', "x") == "Landlock and seccomp; True; ['names']"


@pytest.mark.parametrize(
    ("held_by", "means", "complete"),
    [
        ("namespaces", "namespaces and seccomp", True),
        ("landlock", "Landlock and seccomp", True),
        ("nothing", "", False),
    ],
    indirect=["held_by"],
)
def test_what_is_claimed_was_tried(held_by: str, means: str, complete: bool, rustc: Rustc) -> None:
    found = containment.examine(access.of_compiler(rustc.path))
    assert (found.means, found.complete) == (means, complete)
    if not complete:
        assert found.reached == frozenset(containment._CLAIMS) - {"descriptors"}


# --- the option ---

GREEN = {"pyproject.toml": "[tool.borrowproof]\nstrict = true\n", "snippets/a/a.rs": "//@ compiles\nfn main() {}\n"}


@pytest.mark.parametrize(
    ("held_by", "sandbox_option", "status"),
    [
        ("namespaces", "require", 0),
        ("landlock", "require", 0),
        ("nothing", "require", 3),
        ("nothing", "auto", 0),
        ("namespaces", "none", 0),
    ],
    indirect=["held_by"],
)
def test_require_refuses_to_judge_with_less(
    held_by: str, sandbox_option: str, status: int, called: Cli, make_project: MakeProject
) -> None:
    done = called("check", "--sandbox", sandbox_option, cwd=make_project(GREEN))
    assert done.returncode == status, done.stdout
    assert ("--sandbox require: here a program, or its compiler, can use the network" in done.stdout) is (status == 3)


def test_what_was_judged_without_containment_is_not_believed_where_it_is_required(
    called: Cli, make_project: MakeProject
) -> None:
    home = make_project(GREEN)
    cached = []
    for option in ("none", "none", "require", "require", "none"):
        done = called("check", "--sandbox", option, cwd=home)
        assert done.returncode == 0, done.stdout
        cached.append("from the cache" in done.stdout)
    assert cached == [False, True, False, True, False]


def test_the_command_says_what_is_contained(cli: Cli, make_project: MakeProject) -> None:
    home = make_project(GREEN)
    contained = cli("toolchain", cwd=home).stdout.splitlines()
    assert "compilers and programs are contained by namespaces and seccomp" in contained
    assert {"  cannot use the network", "  cannot read your files", "  cannot kill other programs"} <= set(contained)
    uncontained = cli("toolchain", "--sandbox", "none", cwd=home).stdout.splitlines()
    assert "compilers and programs are not contained: only limits hold them" in uncontained
    totals = "totals of memory, files and processes are counted every 20 ms; cgroups are not used"
    assert totals in contained
    assert totals in uncontained
    assert {"  CAN use the network", "  CAN read your files", "  CAN kill other programs"} <= set(uncontained)


def test_an_executable_cannot_be_replaced_for_the_next_run(rustc: Rustc) -> None:
    """As in a shared crate, where the same executable runs once for each program."""
    code = """fn main() { let me = std::env::current_exe().unwrap(); let new = me.with_extension("new");
        print!("{}", std::fs::write(&new, "").and_then(|()| std::fs::rename(&new, &me)).is_ok()); }"""
    with workspace.folder("crate") as home, workspace.folder("own") as own:
        (home / "main.rs").write_text(code)
        subprocess.run([rustc.path, "-o", home / "program", home / "main.rs"], check=True, capture_output=True)
        before = (home / "program").read_bytes()
        limits = replace(COMPILING, wall=10.0)
        done = sandbox.run([str(home / "program")], cwd=own, env={}, limits=limits, access=access.of_program())
        assert (done.exit, done.stdout) == (0, b"false")
        assert (home / "program").read_bytes() == before
