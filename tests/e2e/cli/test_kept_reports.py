"""A report is said again only where a check would find the same: tried with every kind of edit, and by forgers."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from borrowproof import disk
from borrowproof.backends.toolchain import FINDING, Rustc
from borrowproof.cli import kept_reports
from borrowproof.store import secret_key
from borrowproof.store.cache import DAY
from tests.e2e.conftest import Cli
from tests.samples import sampled

ENGINE = Path(kept_reports.__file__).parents[1]
FILES = {
    "pyproject.toml": "[tool.borrowproof]\nstrict = false\n",
    "mkdocs.yml": "site_name: x\nmarkdown_extensions:\n  - pymdownx.snippets:\n      base_path: [parts, snippets]\n",
    "docs/page.md": '# A page\n\n```rust\n--8<-- "a/prints.rs"\n```\n\n```rust\nfn main() {}\n```\n',
    "parts/kept.md": "",
    "snippets/a/prints.rs": '//@ compiles\nfn main() { println!("5"); }\n',
    "snippets/a/prints.stdout": "5\n",
    "snippets/a/fails.rs": "//@ error E0308\nfn main() { let _: u8 = (); }\n",
    "elsewhere/prints.rs": '//@ compiles\nfn main() { println!("7"); }\n',
    "lib/module.py": "x = 1\n",
    "lib/start.pth": "# nothing\n",
}
Edit = Callable[[Path], object]
Check = Callable[..., tuple[int, str]]
Said = Callable[..., str | None]


def _write(name: str, text: str) -> Edit:
    def write(home: Path) -> None:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)

    return write


def _link(name: str, target: str) -> Edit:
    def link(home: Path) -> None:
        path = home / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.symlink_to(target)

    return link


def _append(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text()}{line}\n")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _same_size(name: str, old: str, new: str) -> Edit:
    """Another text of the same length, with the times of the old one, as far as they can be set."""

    def write(home: Path) -> None:
        path = home / name
        status, text = path.stat(), path.read_text()
        assert old in text and len(old) == len(new)
        path.write_text(text.replace(old, new))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    return write


EDITS: dict[str, Edit] = {
    "a page says something else": _write("docs/page.md", "# Another\n\n```rust\nfn main() { 1u8 + 1u16; }\n```\n"),
    "a page comes": _write("docs/more/new.md", "```rust\nfn main() { let x: u8 = (); }\n```\n"),
    "a page goes": lambda home: (home / "docs/page.md").unlink(),
    "a page has another name": lambda home: (home / "docs/page.md").rename(home / "docs/other.md"),
    "a page becomes a link": _link("docs/page.md", "../parts/kept.md"),
    "a page becomes a pipe": lambda home: _pipe(home / "docs/page.md"),
    "a folder becomes a link": _link("snippets/a", "../elsewhere"),
    "a snippet no longer compiles": _write("snippets/a/prints.rs", "//@ compiles\nfn main() { x }\n"),
    "a snippet claims something else": _write("snippets/a/fails.rs", "//@ error E0308\nfn main() {}\n"),
    "a snippet prints something else": _write("snippets/a/prints.rs", '//@ compiles\nfn main() { println!("6"); }\n'),
    "a snippet of the same size and times": _same_size("snippets/a/prints.rs", '"5"', '"6"'),
    "a snippet comes": _write("snippets/a/new.rs", "//@ compiles\nfn main() { panic!() }\n"),
    "a snippet goes": lambda home: (home / "snippets/a/prints.rs").unlink(),
    "an include is found earlier": _write("parts/a/prints.rs", "fn main() { let _: u8 = (); }\n"),
    "recorded output changes": _write("snippets/a/prints.stdout", "6\n"),
    "recorded output goes": lambda home: (home / "snippets/a/prints.stdout").unlink(),
    "recorded output of nothing comes": _write("snippets/a/stray.stdout", "5\n"),
    "the project's configuration changes": _write("pyproject.toml", "[tool.borrowproof]\nstrict = true\n"),
    "the project's configuration is broken": _write("pyproject.toml", "[tool.borrowproof]\nno = 1\n"),
    "the site's configuration changes": _write("mkdocs.yml", "site_name: x\ndocs_dir: snippets\n"),
    "another site configuration comes first": lambda home: (home / "mkdocs.yml").rename(home / "mkdocs.yaml"),
    "a crate names an edition": _write("docs/Cargo.toml", '[package]\nname = "x"\nedition = "2015"\n'),
    "a crate above names an edition": _write("../Cargo.toml", '[package]\nname = "x"\nedition = "2015"\n'),
    "the compiler's wrapper changes": lambda home: _append(home / "compiler", "# another"),
    "the compiler is another": _write("compiler", "#!/bin/sh\nexit 1\n"),
    "a kept outcome goes": lambda home: _forget_outcomes(home),
    "a module of the engine changes": _write("lib/module.py", "x = 20\n"),
    "a module of the same size and times": _same_size("lib/module.py", "1", "2"),
    "a module comes that shadows another": _write("lib/json.py", "x = 2\n"),
    "what Python runs when it starts changes": _same_size("lib/start.pth", "nothing", "another"),
}
OF_PROJECT = {name: edit for name, edit in EDITS.items() if not name.startswith(("a module", "what Python", "a kept"))}
CHOOSES = ("rust-toolchain", "rust-toolchain.toml", "../rust-toolchain.toml", "docs/rust-toolchain")


@contextmanager
def edited(home: Path, edit: Edit) -> Iterator[None]:
    """The project with an edit, which is taken back."""
    around, before = home.parent, home.parent.with_name("before")
    shutil.copytree(around, before, symlinks=True)
    try:
        edit(home)
        yield
    finally:
        _restore(before, around)
        shutil.rmtree(before)


def _restore(before: Path, now: Path) -> None:
    """Make `now` as it was, without a change to any file that was not edited."""
    for path in now.iterdir():
        if not (before / path.name).exists() or path.is_symlink():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for old in before.iterdir():
        new = now / old.name
        if old.is_dir():
            new.mkdir(exist_ok=True)
            _restore(old, new)
        elif new.is_dir():
            shutil.rmtree(new)
            shutil.copy2(old, new)
        elif not new.is_file() or new.read_bytes() != old.read_bytes():
            if not new.is_file():
                new.unlink(missing_ok=True)  # else it stays the same file, which a container may hold
            shutil.copy2(old, new)


class _Interpreter:
    """`sys` with few modules and folders that they come from, one of them in the project."""

    def __init__(self, lib: Path) -> None:
        module = ModuleType("a_module_that_takes_part")
        module.__file__ = str(lib / "module.py")
        self.modules = {name: m for name, m in sys.modules.items() if name.startswith("borrowproof")}
        self.modules[module.__name__] = module
        self.path = [str(ENGINE.parent), str(lib)]

    def __getattr__(self, name: str) -> object:
        return getattr(sys, name)


@pytest.fixture(scope="module")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    quiet = dict.fromkeys(("NO_COLOR", "FORCE_COLOR", "GITHUB_STEP_SUMMARY", "PYTEST_CURRENT_TEST"))
    return {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache-home")), **quiet}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, rustc: Rustc) -> Iterator[Path]:
    """A project whose compiler is a wrapper, with a module that takes part in every check."""
    home = tmp_path_factory.mktemp("kept") / "around" / "project"
    for name, content in FILES.items():
        _write(name, content)(home)
    (home / "compiler").write_text(f'#!/bin/sh\nexec {rustc.path} "$@"\n')
    (home / "compiler").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_reports, "sys", _Interpreter(home / "lib"))
        patch.setattr(kept_reports, "_BEGAN", time.time() + DAY / 2)
        yield home


def _normal(said: str) -> str:
    """What is said, without what differs from run to run."""
    said = re.sub(r"\d+\.\d\d s(, \d+ from the cache)?", "S", said)
    return re.sub(r"/tmp/borrowproof-[\w/-]+|thread 'main' \(\d+\)", "X", said)


@pytest.fixture
def check(called: Cli, project: Path) -> Check:
    """Checks the project: its exit status and its report."""

    def run(*arguments: str) -> tuple[int, str]:
        done = called("check", *(arguments or ("--toolchain", str(project / "compiler"))), cwd=project)
        return done.returncode, _normal(done.stdout + done.stderr)

    return run


@pytest.fixture
def said(check: Check, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What is said again of the project; None where it is to be found out by a check, which then is not made."""
    said_before = kept_reports.said_before

    def ask(*arguments: str) -> str | None:
        found: list[str | None] = []

        def noted(argv: list[str]) -> str | None:
            found.append(said_before(argv))
            return found[0]

        with monkeypatch.context() as only_asked:
            only_asked.setattr(kept_reports, "said_before", noted)
            only_asked.setattr("borrowproof.cli.commands.run", lambda *_: 99)
            status, _ = check(*arguments)
        assert (status == 99) == (found == [None])
        return found[0]

    return ask


@pytest.fixture
def kept(project: Path, check: Check, said: Said) -> str:
    """A report of the project, as it is, that is said again."""
    for _ in range(4):
        found = said()
        if found is not None:
            return found
        assert check()[0] == 0, check()
    raise AssertionError("no report was kept")


def _stored(project: Path) -> list[Path]:
    return sorted(project.glob(".cache/borrowproof/??/*"))


def _reports(project: Path) -> list[Path]:
    return [file for file in _stored(project) if b'"answers":' in file.read_bytes()]


def _outcomes(report: Path) -> list[Path]:
    """The kept outcomes on which a report rests."""
    asked = map(Path, json.loads(report.read_bytes())["body"]["asked"]["stamp"])
    return [file for file in asked if file.parents[1] == report.parents[1] and file != report and file.exists()]


def _forget_outcomes(project: Path) -> None:
    for report in _reports(project):
        _outcomes(report)[0].unlink(missing_ok=True)


def test_a_process_says_again_what_the_last_one_said(cli: Cli, tmp_path: Path) -> None:
    changed = max(file.stat().st_ctime for file in ENGINE.rglob("*.py"))
    time.sleep(max(0.0, changed + kept_reports.SETTLED - time.time()))
    for name in ("pyproject.toml", "snippets/a/fails.rs"):
        _write(name, FILES[name])(tmp_path)
    said = [cli("check", cwd=tmp_path, env={"PYTHONPROFILEIMPORTTIME": "1"}) for _ in range(3)]
    assert len({(done.returncode, _normal(done.stdout)) for done in said}) == 1
    assert ["borrowproof.pipeline" in done.stderr for done in said] == [True, True, False]
    _write("snippets/a/fails.rs", "//@ error E0308\nfn main() {}\n")(tmp_path)
    assert cli("check", cwd=tmp_path).returncode == 1


def test_what_is_kept_is_what_was_said(kept: str, check: Check) -> None:
    assert (0, _normal(kept)) == check()


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_nothing_is_said_again(edit: str, project: Path, kept: str, said: Said) -> None:
    with edited(project, EDITS[edit]):
        assert said() is None


def test_touching_changes_nothing(project: Path, kept: str, said: Said) -> None:
    for path in (project / "docs/page.md", project / "snippets/a", project / "pyproject.toml"):
        os.utime(path)
    assert said() is not None


@pytest.mark.parametrize("edit", sampled(OF_PROJECT, 20))
def test_what_is_said_is_what_a_whole_check_says(
    edit: str, project: Path, kept: str, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    with edited(project, OF_PROJECT[edit]):
        now = [check() for _ in range(3)]
        with monkeypatch.context() as whole:
            whole.setattr(kept_reports, "said_before", lambda _: None)
            assert [check()] * 3 == now
            assert check("--toolchain", str(project / "compiler"), "--no-cache") == now[0]


@pytest.mark.parametrize("name", CHOOSES)
def test_a_file_that_chooses_a_compiler_is_noticed(name: str, project: Path, check: Check, said: Said) -> None:
    check("--jobs", "1"), check("--jobs", "1")
    assert said("--jobs", "1") is not None
    with edited(project, _write(name, '[toolchain]\nchannel = "none"\n')):
        assert said("--jobs", "1") is None


def test_what_several_compilers_judge_is_not_kept(project: Path, kept: str, check: Check, said: Said) -> None:
    with edited(project, _write("snippets/rust-toolchain.toml", '[toolchain]\nchannel = "stable"\n')):
        assert [check("--jobs", "5")[0] for _ in range(2)] == [0, 0]
        assert said("--jobs", "5") is None


def test_a_report_is_said_only_to_who_asks_for_the_same(
    project: Path, kept: str, said: Said, check: Check, called: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = ("--toolchain", str(project / "compiler"))
    assert said(*compiler) is not None
    assert [said(*compiler, *more) for more in (("--only", "a/fails"), ("docs",), ("--sandbox", "off"))] == [None] * 3
    for name in ("NO_COLOR", "FORCE_COLOR", "PATH", "LANG", "PYTHONPATH", "A_VARIABLE"):
        with monkeypatch.context() as other:
            other.setenv(name, f"{os.environ.get(name, '')}:x")
            done = said(*compiler) if name not in ("NO_COLOR", "FORCE_COLOR") else None
            assert done is None, name
    asked: list[str | None] = []
    said_before = kept_reports.said_before
    monkeypatch.setattr(kept_reports, "said_before", lambda argv: asked.append(said_before(argv)))
    called("check", *compiler, cwd=project / "docs")
    called("check", *compiler, cwd=project, env={"FORCE_COLOR": "1"})
    monkeypatch.setattr(f"{kept_reports.__name__}.sys.path", ["another", str(project / "lib")])
    check()
    monkeypatch.undo()
    assert asked == [None, None, None]


def test_a_terminal_is_told_in_its_own_way(kept: str, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(f"{kept_reports.__name__}.sys.stdout", terminal, raising=False)
    assert said() is None


def test_the_same_words_in_another_folder_are_another_check(project: Path, called: Cli) -> None:
    """Both are nobody's project, so that they share a store."""
    good, bad = project.with_name("good"), project.with_name("bad")
    _write("page.md", "```rust\nfn main() {}\n```\n")(good)
    _write("page.md", "```rust\nfn main() { let _: u8 = (); }\n```\n")(bad)
    assert [called("check", "page.md", cwd=good).returncode for _ in range(3)] == [0, 0, 0]
    assert called("check", "page.md", cwd=bad).returncode == 1


def _changed_meanwhile(project: Path) -> None:
    page = project / "docs/page.md"
    text = page.read_text()
    page.write_text("another")
    disk.read(page)
    page.write_text(text)


BESIDES: dict[str, Edit] = {
    "a page is another for a moment": _changed_meanwhile,
    "another file is read": lambda home: (home / "elsewhere/prints.rs").read_text(),
    "another folder is listed": lambda home: list((home / "elsewhere").iterdir()),
    "a process is started": lambda _: subprocess.run(["true"], check=True),
    "a connection is opened": lambda _: socket.socket().close(),
}


@pytest.mark.parametrize("what", BESIDES)
def test_a_check_that_did_more_is_not_kept(
    what: str, project: Path, kept: str, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = kept_reports.Recording.keep

    def after_more(recording: kept_reports.Recording, *arguments: Any) -> None:
        BESIDES[what](project)
        keep(recording, *arguments)

    before = _reports(project)
    monkeypatch.setattr(kept_reports, "said_before", lambda _: None)
    monkeypatch.setattr(kept_reports.Recording, "keep", after_more)
    compiler = ("--toolchain", str(project / "compiler"))
    check(*compiler, "--jobs", "4"), check(*compiler, "--jobs", "4")
    assert _reports(project) == before
    monkeypatch.setattr(kept_reports.Recording, "keep", keep)
    check(*compiler, "--jobs", "4")
    (report,) = set(_reports(project)) - set(before)
    report.unlink()


def test_a_report_is_kept_only_of_what_says_all_that_came_of_it(
    project: Path, kept: str, check: Check, said: Said
) -> None:
    before = _reports(project)
    for arguments in (
        ("--no-cache",),
        ("--sandbox", "require"),
        ("--format", "json"),
        ("--output", str(project.parent / "report")),
        ("--write-baseline", str(project.parent / "baseline")),
    ):
        check("--only", "a/fails", *arguments), check("--only", "a/fails", *arguments)
        assert _reports(project) == before, arguments
    with edited(project, EDITS["recorded output changes"]):
        assert [check()[0], check()[0]] == [1, 1]
        assert said() is None


def test_an_engine_that_was_changed_a_moment_ago_is_not_trusted(
    project: Path, check: Check, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = (file for file in (*ENGINE.rglob("*.py"), project / "lib/module.py"))
    monkeypatch.setattr(kept_reports, "_BEGAN", max(file.stat().st_ctime for file in engine) + kept_reports.SETTLED)
    check("--jobs", "2"), check("--jobs", "2")
    assert said("--jobs", "2") is None


def test_a_check_looks_at_nothing_that_its_trace_lacks(
    project: Path, kept: str, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: set[str] = set()
    traces = []
    keep = kept_reports.Recording.keep

    def watched(name: str) -> Callable[..., object]:
        real = getattr(os, name)

        def look(path: object, *arguments: object, **options: object) -> object:
            if isinstance(path, str | os.PathLike) and not threading.current_thread().name.startswith(FINDING):
                looked.add(os.fspath(path))
            return real(path, *arguments, **options)

        return look

    def noted(recording: kept_reports.Recording, *arguments: Any) -> None:
        traces.append((set(looked), {path for answers in recording.trace.answers.values() for path in answers}))
        keep(recording, *arguments)

    monkeypatch.setattr(kept_reports, "said_before", lambda _: None)
    monkeypatch.setattr(kept_reports.Recording, "keep", noted)
    for name in ("stat", "lstat", "readlink", "access"):
        monkeypatch.setattr(os, name, watched(name))
    check()
    ((found, asked),) = traces
    followed = {str(above) for path in asked for above in Path(path).parents}
    of_python = (sys.prefix, sys.base_prefix, str(ENGINE.parent))
    own = (str(project / ".cache"), str(Path.home()))  # the store's tag, the key
    lacking = {p for p in found - asked - followed if not p.startswith((*of_python, *own))}
    assert lacking == set()
    assert len(asked & found) > 10


# What somebody may try who wants a report that is not true; each gets the project and its one kept report.
Attack = Callable[[Path, Path], object]


def _says_matched(text: bytes) -> bytes:
    return text.replace(b"3 snippets: 3 matched", b"9 snippets: 9 matched")


def _sealed_with_a_key_of_ones_own(_: Path, report: Path) -> None:
    from borrowproof.store.cache import Cache

    body = json.loads(report.read_bytes())["body"] | {"before": "all is well "}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secret_key, "load", lambda: b"1" * 32)
        Cache(report.parents[1]).put(report.stem, body)


def _put_back(project: Path, report: Path) -> None:
    """An old report, after the program that it is about was broken, with the old times."""
    old = report.read_bytes()
    _same_size("snippets/a/prints.rs", '"5"', '"6"')(project)
    report.unlink()
    report.write_bytes(old)


def _swapped(project: Path) -> None:
    twin = project.with_name("twin")
    shutil.copytree(project, twin, symlinks=True)
    _same_size("snippets/a/prints.rs", '"5"', '"6"')(twin)
    project.rename(project.with_name("true"))
    project.symlink_to(twin)


ATTACKS: dict[str, Attack] = {
    "the report is edited": lambda _, report: report.write_bytes(_says_matched(report.read_bytes())),
    "the report is cut off": lambda _, report: report.write_bytes(report.read_bytes()[:-9]),
    "the report is emptied": lambda _, report: report.write_bytes(b""),
    "a byte of the report is flipped": lambda _, report: report.write_bytes(report.read_bytes().replace(b"1", b"2", 1)),
    "the report is sealed with another key": _sealed_with_a_key_of_ones_own,
    "an old report is put back after an edit": _put_back,
    "an outcome is put in the report's place": lambda _, report: shutil.copy(_outcomes(report)[0], report),
    "the report of other arguments is put in its place": lambda home, report: shutil.copy(
        next(other for other in _reports(home) if other != report), report
    ),
    "a kept outcome is forged": lambda _, report: _outcomes(report)[0].write_bytes(b"{}"),
    "a kept outcome is replaced by another": lambda _, report: shutil.copy(_outcomes(report)[1], _outcomes(report)[0]),
    "a pipe takes the report's place": lambda _, report: _pipe(report),
    "a module is planted before the engine's": lambda home, _: (home / "lib/borrowproof.py").touch(),
    "the project is swapped for one of the same names": lambda home, _: _swapped(home),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_gets_a_report_that_is_not_true(attack: str, project: Path, kept: str, check: Check, said: Said) -> None:
    compiler = ("--toolchain", str(project / "compiler"))
    before = set(_reports(project))
    check(*compiler, "--jobs", "3"), check(*compiler, "--jobs", "3")
    (report,) = set(_reports(project)) - before
    assert said(*compiler, "--jobs", "3") is not None
    try:
        with edited(project, lambda home: ATTACKS[attack](home, report)):
            assert said(*compiler, "--jobs", "3") is None
    finally:
        report.unlink(missing_ok=True)


@pytest.mark.parametrize("later", [DAY + 1, -60.0])
def test_a_report_is_said_for_a_day(later: float, kept: str, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    then = time.time() + later
    monkeypatch.setattr("borrowproof.cli.kept_reports.time.time", lambda: then)
    assert said() is None
