"""New lessons and snippets are true from the start, and stay whole under other names."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.authoring import programs
from borrowproof.model.verdict import Status

Cli = Callable[..., subprocess.CompletedProcess[str]]
MakeProject = Callable[[dict[str, str]], Path]
SITE = {
    "pyproject.toml": "[tool.borrowproof]\nstrict = true\n",
    "mkdocs.yml": "site_name: A\nnav:\n  - index.md  # first\n",
    "docs/index.md": "# Home\n",
    "snippets/.keep": "",
}


def files(home: Path) -> set[str]:
    found = (path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    return {name for name in found if name.startswith(("docs/", "snippets/"))}


@pytest.fixture
def home(make_project: MakeProject) -> Path:
    return make_project(SITE)


def test_every_program_to_begin_with_does_what_it_claims(called: Cli, home: Path) -> None:
    assert called("new", "lesson", "part/all", cwd=home).returncode == 0
    for kind in programs.kinds():
        chosen = {"compiles": [], "panics": ["--panics"]}.get(kind, ["--error", kind])
        done = called("new", "snippet", f"all/of_{kind.lower()}", *chosen, cwd=home)
        assert done.returncode == 0, done.stderr
    assert len(programs.kinds()) > 15
    assert called("check", "--bless", cwd=home).returncode == 0
    run = pipeline.verify(pipeline.default_paths(home), home)
    assert {e.verdict.status for e in run.evidence} == {Status.MATCHED}
    assert run.problems == ()
    assert len(run.evidence) == 1 + 2 * len(programs.kinds()) - 1


def test_a_lesson_and_its_programs_under_other_names_and_away(called: Cli, home: Path) -> None:
    steps = [
        ("new", "lesson", "part/one", "--title", "One"),
        ("new", "snippet", "one/moved", "--error", "E0382"),
        ("check", "--bless"),
        ("rename", "snippet", "one/moved", "one/gone"),
        ("rename", "lesson", "part/one", "other/first"),
        ("check",),
    ]
    for step in steps:
        done = called(*step, cwd=home)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    assert files(home) == {
        *(
            "docs/index.md",
            "docs/other/first.md",
            "snippets/.keep",
            "snippets/one/first.rs",
            "snippets/one/first.stdout",
        ),
        *(f"snippets/one/{name}" for name in ("gone.rs", "moved_repaired.rs", "moved_repaired.stdout")),
    }
    assert (home / "snippets/one/moved_repaired.rs").read_text().splitlines()[1] == "//@ fixes gone"
    refused = called("remove", "snippet", "one/gone", cwd=home)
    assert (refused.returncode, "moved_repaired.rs repairs it" in refused.stderr) == (2, True)
    for step in (("remove", "snippet", "one/moved_repaired"), ("remove", "snippet", "one/gone"), ("check",)):
        assert called(*step, cwd=home).returncode == 0
    assert called("remove", "lesson", "other/first", cwd=home).returncode == 0
    assert files(home) == {"docs/index.md", "snippets/.keep"}
    assert (home / "mkdocs.yml").read_text() == SITE["mkdocs.yml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "lesson", "moves"), "`moves` is no name for a lesson"),
        (("new", "lesson", "../a/b"), "is no name for a lesson"),
        (("new", "snippet", "moves/Loop"), "write a folder and a name in small letters"),
        (("new", "snippet", "moves/loop"), "no page shows a program of snippets/moves/"),
        (
            ("new", "snippet", "moves/loop", "--error", "E0383"),
            "there is no program to begin with for E0383; did you mean",
        ),
        (("rename", "snippet", "moves/loop", "moves/x"), "does not exist"),
        (("remove", "lesson", "moves/loop"), "does not exist"),
    ],
)
def test_what_cannot_be_done_changes_nothing(arguments: tuple[str, ...], said: str, called: Cli, home: Path) -> None:
    before = files(home)
    done = called(*arguments, cwd=home)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert files(home) == before


def test_a_name_that_is_taken_is_refused(called: Cli, home: Path) -> None:
    assert called("new", "lesson", "part/one", cwd=home).returncode == 0
    again = called("new", "lesson", "part/one", cwd=home)
    assert (again.returncode, "exists already; choose another name" in again.stderr) == (2, True)


def test_where_nothing_is_configured_nothing_is_written(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"README.md": "# A\n"})
    done = called("new", "lesson", "part/one", cwd=home)
    assert (done.returncode, "is no MkDocs site that configures borrowproof" in done.stderr) == (2, True)
