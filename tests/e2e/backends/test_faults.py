"""A fault is never a verdict: whatever goes wrong in or around a compiler, nothing is checked, and nothing is kept."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from borrowproof import pipeline
from borrowproof.backends import toolchain
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.outcome import FAULTS, Cause
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.pipeline import Options
from borrowproof.store.location import cache_folder

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
Cli = Callable[..., "subprocess.CompletedProcess[str]"]

MOVED = "fn main() { let s = String::new(); drop(s); drop(s); }"
EXPECTATIONS = {
    "compiles": "```rust,edition2024\nfn main() {}\n```\n",
    "panics": "```rust,should_panic,edition2024\nfn main() { panic!(); }\n```\n",
    "no_run": "```rust,no_run,edition2024\nfn main() {}\n```\n",
    "error": f"```rust,compile_fail,E0382,edition2024\n{MOVED}\n```\n",
    "bare": f"```rust,compile_fail\n{MOVED}\n```\n",
    "of any edition": "```rust\nfn main() {}\n```\n",
}
REJECTIONS = {"error", "bare"}


def said(message: str, code: str | None = None, level: str = "error", **fields: Any) -> str:
    """One line of rustc's JSON."""
    whole = {"$message_type": "diagnostic", "message": message, "level": level, "spans": [], "children": []}
    return json.dumps({**whole, "code": {"code": code} if code else None, "rendered": "", **fields})


def span(**fields: object) -> dict[str, object]:
    place = {"file_name": "src/main.rs", "line_start": 1, "line_end": 1, "column_start": 1, "column_end": 2}
    rest = {"is_primary": True, "label": None, "suggested_replacement": None, "expansion": None}
    return {**place, **rest, "suggestion_applicability": None, **fields}


SUMMARY = said("aborting due to 1 previous error")
NOTE = [json.loads(said("collect2: fatal error: ld terminated with signal 9 [Killed]", level="note"))]
MACHINE = {
    "no space to copy": said('could not copy "a.o" to "out/playground.o": No space left on device (os error 28)'),
    "no space to write": said("failed to write `a.rmeta`: No space left on device (os error 28)"),
    "no folder": said("couldn't create a temp dir: Too many open files (os error 24)"),
    "a disk that may not be written": said("error writing dependencies to `d`: Read-only file system (os error 30)"),
    "a source that cannot be read": said("couldn't read `src/main.rs`: Input/output error (os error 5)"),
    "a file that cannot be read": said("couldn't read `/x`: Stale file handle (os error 116)", spans=[span()]),
    "a linker that was killed": said("linking with `cc` failed: signal: 9 (SIGKILL)"),
    "a linker whose linker was killed": said("linking with `cc` failed: exit status: 1", children=NOTE),
    "a linker that failed": said("linking with `cc` failed: exit status: 1"),
    "no linker": said("linker `cc` not found"),
    "no memory for a thread": said("failed to spawn helper thread: Resource temporarily unavailable (os error 11)"),
    "no standard library": said("can't find crate for `std`", "E0463"),
    "a damaged standard library": said("found invalid metadata files for crate `core`", "E0786", spans=[span()]),
    "a standard library of another rustc": said("found crate `std` compiled by an incompatible rustc", "E0514"),
}
E0382 = {"code": {"code": "E0382"}, "level": "error", "message": "m", "spans": [], "children": [], "rendered": ""}
UNREADABLE: dict[str, str | bytes] = {
    "null": "null",
    "a list": "[]",
    "a number": "7",
    "a string": '"error"',
    "nothing known": "{}",
    "truncated": json.dumps(E0382)[:-9],
    "two on a line": json.dumps(E0382) * 2,
    "words first": "warning: wrapped " + json.dumps(E0382),
    "not a number": json.dumps(E0382 | {"spans": [span(line_start=float("nan"))]}),
    "deep": "[" * 100_000,
    "deep children": '{"children":[' * 30_000,
    "a huge number": json.dumps(E0382 | {"spans": [span()]}).replace('"line_end": 1', '"line_end": 1' + "0" * 6000),
    "a number beyond all": json.dumps(E0382 | {"spans": [span()]}).replace('"line_end": 1', '"line_end": 1e999'),
    "not UTF-8": json.dumps(E0382).replace('"m"', '"\xff"').encode("latin-1"),
    "half a character": json.dumps(E0382).replace('"m"', '"\\ud800"'),
    "an unknown level": json.dumps(E0382 | {"level": "catastrophe"}),
    "no level": json.dumps({k: v for k, v in E0382.items() if k != "level"}),
    "no message": json.dumps({k: v for k, v in E0382.items() if k != "message"}),
    "no spans": json.dumps({k: v for k, v in E0382.items() if k != "spans"}),
    "a code that is a string": json.dumps(E0382 | {"code": "E0382"}),
    "a code that is a number": json.dumps(E0382 | {"code": {"code": 382}}),
    "a message that is a list": json.dumps(E0382 | {"message": ["m"]}),
    "rendered as a number": json.dumps(E0382 | {"rendered": 1}),
    "spans that are numbers": json.dumps(E0382 | {"spans": [1]}),
    "children that are strings": json.dumps(E0382 | {"children": ["note"]}),
    "a line that is a string": json.dumps(E0382 | {"spans": [span(line_start="1")]}),
    "a line that is a truth": json.dumps(E0382 | {"spans": [span(line_start=True)]}),
    "a label that is a number": json.dumps(E0382 | {"spans": [span(label=5)]}),
    "an expansion that is a string": json.dumps(E0382 | {"spans": [span(expansion="x")]}),
    "a line that is not there": json.dumps(E0382 | {"spans": [span(line_start=99, line_end=99)]}),
    "the line before the first": json.dumps(E0382 | {"spans": [span(line_start=0)]}),
    "a negative column": json.dumps(E0382 | {"spans": [span(column_start=-1)]}),
    "an end before its beginning": json.dumps(E0382 | {"spans": [span(line_start=1, column_start=5)]}),
}
BROKEN = {
    "killed": "kill -KILL $$",
    "a full disk under a mapping": "kill -BUS $$",
    "ended": "kill -TERM $$",
    "crashed": "kill -SEGV $$",
    "the status of a shell whose child was killed": "exit 137",
    "no status of rustc's": "exit 2",
    "a panic": "echo \"thread 'rustc' panicked at x.rs:1:1:\" >&2; exit 101",
    "silent refusal": "exit 1",
    "silent success": "exit 0",
    "an error and success": f"echo {shlex.quote(json.dumps(E0382))} >&2; exit 0",
    "an announced error and success": f"echo {shlex.quote(SUMMARY)} >&2; exit 0",
    "messages without their end": '"$REAL" "$@" 2>"$TMPDIR/said"; head -n 1 "$TMPDIR/said" >&2; exit 1',
    "messages without their beginning": '"$REAL" "$@" 2>"$TMPDIR/said"; tail -n 2 "$TMPDIR/said" >&2; exit 1',
    "replaced meanwhile": '"$REAL" "$@"; status=$?; echo "# new" >> "$0"; exit $status',
}
UNFINISHED = {
    "what was asked for is missing": '"$REAL" "$@"; status=$?; rm -rf out program; exit $status',
    "what was asked for is empty": '"$REAL" "$@"; status=$?; for f in out/*.o program; do '
    '[ -e "$f" ] && : > "$f"; done; exit $status',
}


def fake(home: Path, rustc: Rustc, script: str, about: str = 'exec "$REAL" "$@"') -> Path:
    """A compiler that says who it is as `about` does, and otherwise does what `script` says."""
    path = home / "rustc"
    head = f'#!/bin/sh\nREAL={shlex.quote(str(rustc.path))}\ncase "$1" in -vV|--explain) {about};; esac\n'
    path.write_text(f"{head}{script}\n")
    path.chmod(0o755)
    return path


def says(text: str | bytes) -> str:
    """The script of a compiler that says `text`, and that it found an error. (It sees no files beside itself.)"""
    content = (text if isinstance(text, bytes) else text.encode()) + f"\n{SUMMARY}\n".encode()
    octal = "".join(rf"\{byte:03o}" for byte in content)
    return f"printf '{octal}' >&2; exit 1"


@pytest.fixture
def judged(
    make_project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], tuple[Run, list[Path]]]:
    """Every kind of expectation judged by a compiler, and what was kept of that. (A book declares no edition.)"""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def judge(compiler: Path) -> tuple[Run, list[Path]]:
        home = make_project({"book.toml": "", **{f"docs/{name}.md": page for name, page in EXPECTATIONS.items()}})
        run = pipeline.verify([home / "docs"], home, Options(toolchain=str(compiler)))
        return run, list(cache_folder(home).glob("??/*"))

    return judge


Judged = Callable[[Path], tuple[Run, list[Path]]]


def assert_nothing_is_known(found: tuple[Run, list[Path]]) -> None:
    run, kept = found
    assert {e.snippet.id: e.verdict.status for e in run.evidence} == dict.fromkeys(
        (e.snippet.id for e in run.evidence), Status.NOT_CHECKED
    )
    assert len(run.evidence) == len(EXPECTATIONS)
    assert all(e.verdict.not_checked and e.verdict.not_checked.cause in FAULTS for e in run.evidence)
    assert all(e.verdict.not_checked and e.verdict.not_checked.detail for e in run.evidence)
    assert kept == []


@pytest.mark.parametrize("name", MACHINE)
def test_a_fault_of_the_machine(name: str, judged: Judged, tmp_path: Path, rustc: Rustc) -> None:
    found = judged(fake(tmp_path, rustc, says(MACHINE[name])))
    assert_nothing_is_known(found)
    message = json.loads(MACHINE[name])["message"]
    details = {e.verdict.not_checked.detail for e in found[0].evidence if e.verdict.not_checked}
    assert all(detail.startswith(message) for detail in details), "its cause is told"


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_not_rustcs_json(name: str, judged: Judged, tmp_path: Path, rustc: Rustc) -> None:
    assert_nothing_is_known(judged(fake(tmp_path, rustc, says(UNREADABLE[name]))))


@pytest.mark.parametrize("name", BROKEN)
def test_a_compiler_that_does_not_come_to_its_end(name: str, judged: Judged, tmp_path: Path, rustc: Rustc) -> None:
    assert_nothing_is_known(judged(fake(tmp_path, rustc, BROKEN[name])))


@pytest.mark.parametrize("name", UNFINISHED)
def test_a_compiler_that_leaves_out_what_it_was_asked_for(
    name: str, judged: Judged, tmp_path: Path, rustc: Rustc
) -> None:
    run, _ = judged(fake(tmp_path, rustc, UNFINISHED[name]))
    unknown = {Path(e.snippet.origin.file).stem for e in run.evidence if e.verdict.status is Status.NOT_CHECKED}
    assert unknown == set(EXPECTATIONS) - REJECTIONS
    assert Status.MISMATCHED not in {e.verdict.status for e in run.evidence}


def test_the_same_texts_are_judged_where_nothing_is_wrong(judged: Judged, tmp_path: Path, rustc: Rustc) -> None:
    """So that the tests above would notice a fault that is taken for a verdict."""
    run, kept = judged(fake(tmp_path, rustc, 'exec "$REAL" "$@"'))
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert len(kept) == len({"run", "panic", "no run", "error", "error in 2015"})


# --- who it is, and what it knows ---

VERSION = "rustc 1.95.0 (x 2026-04-14)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nrelease: 1.95.0\n"
STRANGERS = {
    "killed": "kill -KILL $$",
    "hangs": "sleep 60",
    "endless": "yes warning",
    "silent": "exit 0",
    "refuses": "echo no >&2; exit 1",
    "right, and fails": f"printf '{VERSION}'; exit 1",
    "not UTF-8": f"printf '{VERSION}LLVM version: \\377\\n'; exit 0",
    "null": "echo null; exit 0",
    "JSON": 'echo \'{"release": "1.95.0", "host": "x"}\'; exit 0',
    "no release": f"printf '{VERSION}' | grep -v release; exit 0",
    "no host": f"printf '{VERSION}' | grep -v host; exit 0",
    "no number": f"printf '{VERSION}' | sed 's/release: .*/release: banana/'; exit 0",
    "a huge number": f"printf '{VERSION}' | sed 's/release: .*/release: 1.{'9' * 5000}.0/'; exit 0",
    "no first line": f"printf '{VERSION}' | tail -n 3; exit 0",
}


@pytest.mark.parametrize("name", STRANGERS)
def test_a_compiler_that_does_not_say_who_it_is(
    name: str, judged: Judged, tmp_path: Path, rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("hangs", "endless"):
        monkeypatch.setattr(toolchain, "ANSWERING", replace(toolchain.ANSWERING, wall=0.5))
    run, kept = judged(fake(tmp_path, rustc, "exit 0", about=STRANGERS[name]))
    assert {e.verdict.not_checked and e.verdict.not_checked.cause for e in run.evidence} == {Cause.NO_COMPILER}
    assert kept == []


def test_words_of_a_wrapper_before_its_version_are_none(judged: Judged, tmp_path: Path, rustc: Rustc) -> None:
    about = 'echo "warning: release: 0.0.0"; echo "info: using a wrapper" >&2; exec "$REAL" "$@"'
    run, _ = judged(fake(tmp_path, rustc, 'exec "$REAL" "$@"', about))
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert run.toolchain is not None
    assert run.toolchain.fingerprint.startswith(rustc.toolchain.fingerprint)
    assert replace(run.toolchain, fingerprint="") == replace(rustc.toolchain, fingerprint="")


def test_what_a_wrapper_said_does_not_hold_for_another_one(
    make_project: MakeProject, tmp_path: Path, rustc: Rustc
) -> None:
    """Both say that they are the same rustc; only one of them hands the program on."""
    home = make_project({"mkdocs.yml": "", "docs/a.md": "```rust,edition2024\nfn main() {}\n```\n"})

    def judged_by(script: str) -> Evidence:
        compiler = fake(tmp_path, rustc, script, 'exec "$REAL" "$@"')
        return pipeline.verify([home / "docs"], home, Options(toolchain=str(compiler))).evidence[0]

    first, again = judged_by('exec "$REAL" "$@"'), judged_by('exec "$REAL" "$@"')
    assert (first.verdict.status, again.cached) == (Status.MATCHED, True)
    assert judged_by("kill -KILL $$").verdict.status is Status.NOT_CHECKED


@pytest.mark.parametrize("kind", ["a folder", "not executable", "another interpreter", "empty", "no program"])
def test_what_is_no_compiler_at_all(kind: str, judged: Judged, tmp_path: Path) -> None:
    path = tmp_path / "rustc"
    if kind == "a folder":
        path.mkdir()
    else:
        path.write_bytes({"another interpreter": b"#!/no/such/sh\n", "no program": b"\x7fELF\0\0"}.get(kind, b""))
        path.chmod(0o644 if kind == "not executable" else 0o755)
    run, kept = judged(path)
    assert {e.verdict.not_checked and e.verdict.not_checked.cause for e in run.evidence} == {Cause.NO_COMPILER}
    assert kept == []


EXPLAINS = {
    "killed": "kill -KILL $$",
    "hangs": "sleep 60",
    "says nothing": "exit 0",
    "refuses for another reason": "echo 'No space left on device' >&2; exit 1",
    "not UTF-8": "printf 'Erroneous code \\377'; exit 0",
}


@pytest.mark.parametrize("name", EXPLAINS)
def test_a_code_that_nobody_can_ask_about(
    name: str, make_project: MakeProject, tmp_path: Path, rustc: Rustc, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = f'if [ "$1" = -vV ]; then exec "$REAL" "$@"; else {EXPLAINS[name]}; fi'
    home = make_project({"mkdocs.yml": "", "docs/a.md": f"```rust,compile_fail,E9999,edition2024\n{MOVED}\n```\n"})
    compiler = fake(tmp_path, rustc, 'exec "$REAL" "$@"', about)
    with monkeypatch.context() as shortened:
        shortened.setattr(toolchain, "ANSWERING", replace(toolchain.ANSWERING, wall=1.0))
        run = pipeline.verify([home / "docs"], home, Options(toolchain=str(compiler)))
    [found] = run.evidence
    assert run.problems == ()
    assert found.verdict.not_checked is not None
    assert found.verdict.not_checked.cause is Cause.INFRASTRUCTURE
    again = pipeline.verify([home / "docs"], home, Options(toolchain=str(fake(tmp_path, rustc, 'exec "$REAL" "$@"'))))
    assert [p.message for p in again.problems] == ["E9999 is no error code of rustc 1.95.0"], "nothing was kept"


# --- the command line ---


@pytest.mark.parametrize("script", ["kill -KILL $$", "echo null >&2; exit 1", "exit 0"])
def test_the_exit_status_is_its_own(
    script: str, cli: Cli, make_project: MakeProject, tmp_path: Path, rustc: Rustc
) -> None:
    home = make_project({"mkdocs.yml": "", **{f"docs/{name}.md": page for name, page in EXPECTATIONS.items()}})
    done = cli("check", "--toolchain", fake(tmp_path, rustc, script), cwd=home)
    assert done.returncode == 3, done.stdout
    assert f"0 matched, {len(EXPECTATIONS)} not checked" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    argv = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if subprocess.run(argv, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a file system is not allowed here; fake compilers say the same above")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(cli: Cli, make_project: MakeProject, small_disk: Path) -> None:
    home = make_project({"mkdocs.yml": "", "docs/a.md": EXPECTATIONS["compiles"] + EXPECTATIONS["no_run"]})
    done = cli("check", cwd=home, env={"TMPDIR": str(small_disk)})
    assert (done.returncode, done.stderr.count("Traceback")) == (3, 0), done.stdout
    assert "0 matched, 2 not checked" in done.stdout
    assert list(cache_folder(home).glob("??/*")) == []
    assert cli("check", cwd=home).returncode == 0


@pytest.mark.parametrize("most", [9, 12, 16, 20])
def test_too_few_files(most: int, make_project: MakeProject, rustc: Rustc) -> None:
    """What cannot be opened is the machine's fault: no verdict but a right one, and no traceback."""
    home = make_project({"mkdocs.yml": "", "docs/a.md": "".join(EXPECTATIONS.values())})
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most})); "
    run = f"import sys; from borrowproof.cli.main import main; {limited}sys.exit(main(sys.argv[1:]))"
    argv = [sys.executable, "-c", run, "check", "--toolchain", str(rustc.path)]
    done = subprocess.run(argv, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stdout + done.stderr
    assert "mismatched" not in done.stdout
    assert "Traceback" not in done.stderr
