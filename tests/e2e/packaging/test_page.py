"""The page "Use it on your documentation": its commands are run as they stand there, and print what stands there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from tests.e2e.packaging.conftest import Stranger, succeed
from tests.paths import ROOT

pytestmark = pytest.mark.prove

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
PAGE = (ROOT / "docs" / "your-documentation.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GOOD = "```rust\nassert_eq!(1 + 1, 2);\n```\n"
WRONG = '```rust\nlet x: i32 = "a";\n```\n'
LIBRARY = """//! Pairs.

/// The sum of a pair.
///
/// ```
/// assert_eq!(pair::sum((1, 2)), 3);
/// ```
///
/// A pair has two members:
///
/// ```compile_fail,E0308
/// pair::sum((1, 2, 3));
/// ```
pub fn sum(pair: (i32, i32)) -> i32 {
    pair.0 + pair.1
}
"""
PROJECTS: dict[str, dict[str, str]] = {
    "A README, or any page": {"README.md": f"# A\n\n{GOOD}\n{WRONG}"},
    "An mdBook": {
        "book.toml": '[book]\ntitle = "B"\n[rust]\nedition = "2021"\n',
        "src/SUMMARY.md": "# Summary\n\n- [A](a.md)\n",
        "src/a.md": f"# A\n\n{GOOD}\n```rust\n{{{{#include ../listing.rs:body}}}}\n```\n",
        "listing.rs": "// ANCHOR: body\nfn main() {}\n// ANCHOR_END: body\n",
    },
    "A crate": {
        "Cargo.toml": '[package]\nname = "pair"\nversion = "0.1.0"\nedition = "2021"\n',
        "src/lib.rs": LIBRARY,
        "README.md": "# Pair\n\n```rust\nuse pair::sum;\nassert_eq!(sum((2, 2)), 4);\n```\n",
    },
    "An MkDocs site": {"docs/index.md": f"# A\n\n{GOOD}"},
    "A Zensical site": {"docs/index.md": f"# A\n\n{GOOD}"},
    "Sphinx and MyST": {
        "docs/a.md": "# A\n\n```{code-block} rust\n:linenos:\n\nassert_eq!(1 + 1, 2);\n```\n\n"
        '```rust,compile_fail,E0308\nlet x: i32 = "a";\n```\n',
        "docs/b.rst": "B\n=\n\n.. code-block:: rust\n\n   let x: i32 = 1;\n\n"
        ".. literalinclude:: ../listing.rs\n   :start-after: // shown\n",
        "listing.rs": "// shown\nlet y: i32 = 2;\n",
    },
    "pytest": {"README.md": GOOD.join(["# A\n\n", ""]), "docs/a.md": GOOD, "tests/test_a.py": "def test(): pass\n"},
    "pre-commit": {"README.md": f"# A\n\n{GOOD}", "CHANGES.md": "# Nothing of Rust\n"},
    "GitHub Actions": {"README.md": GOOD, "docs/a.md": GOOD},
}
WRITTEN_TO = {"An MkDocs site": "mkdocs.yml", "A Zensical site": "zensical.toml", "pytest": "pytest.ini"}


def fences(heading: str) -> list[tuple[str, str]]:
    """The fences of one section of the page: language and text."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert section, f"the page has no section {heading!r}"
    return FENCE.findall(section)


def commands(heading: str) -> list[str]:
    return [line for language, text in fences(heading) if language == "sh" for line in text.splitlines()]


def text_of(heading: str, language: str) -> str:
    return next(text for kind, text in fences(heading) if kind == language)


def plain(printed: str) -> str:
    """What was printed, without what differs from run to run and from compiler to compiler."""
    timeless = re.sub(r"\d+\.\d\d s(, \d+ from the cache)?", "T s", printed)
    return re.sub(r"rustc \d+\.\d+\.\d+", "rustc V", timeless).strip()


@pytest.fixture
def home(request: pytest.FixtureRequest, make_project: MakeProject) -> Path:
    """The project of a section, with the configuration that the section shows."""
    heading = request.param
    files = dict(PROJECTS[heading])
    if heading in WRITTEN_TO:
        shown = text_of(heading, {"mkdocs.yml": "yaml", "zensical.toml": "toml"}.get(WRITTEN_TO[heading], "ini"))
        files[WRITTEN_TO[heading]] = ("site_name: A\n" if heading == "An MkDocs site" else "") + shown
    return make_project(files)


def test_every_section_has_a_project() -> None:
    assert set(re.findall(r"^## (.+)$", PAGE, re.MULTILINE)) == set(PROJECTS)


PRINTING = ["A README, or any page", "An mdBook", "A crate", "Sphinx and MyST"]


@pytest.mark.parametrize(("home", "heading"), [(h, h) for h in PRINTING], indirect=["home"])
def test_it_prints_what_the_page_shows(home: Path, heading: str, stranger: Stranger) -> None:
    done = stranger(commands(heading)[0], cwd=home)
    assert plain(done.stdout) == plain(text_of(heading, "text"))
    assert done.stderr == ""
    assert done.returncode == (1 if "mismatched" in done.stdout else 0)


@pytest.mark.parametrize("home", ["A README, or any page"], indirect=True)
def test_a_baseline_accepts_what_is_wrong_today(home: Path, stranger: Stranger) -> None:
    for line in commands("A README, or any page")[1:]:
        done = stranger(line, cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr
    (home / "README.md").write_text(f"# A\n\n{GOOD}{WRONG}{WRONG.replace('i32', 'u8')}", "utf-8")
    assert stranger(commands("A README, or any page")[-1], cwd=home).returncode == 1


@pytest.mark.parametrize(
    ("home", "heading"),
    [(h, h) for h in ("An MkDocs site", "A Zensical site", "pytest", "GitHub Actions")],
    indirect=["home"],
)
def test_its_commands_succeed(home: Path, heading: str, stranger: Stranger) -> None:
    for line in commands(heading):
        done = stranger(line, cwd=home)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        assert heading != "pytest" or " passed" in done.stdout
    if heading in ("An MkDocs site", "A Zensical site"):
        assert "bp-runs" in (home / "site" / "index.html").read_text("utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    """This checkout as a repository with one commit, as pre-commit clones it."""
    copy = tmp_path / "repository"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = ("hooks/borrowproof/", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "action.yml")
    for name in tracked.stdout.split("\0"):
        if name.startswith(names) and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    commit(copy)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=copy, capture_output=True, text=True, check=True)
    return copy, head.stdout.strip()


def commit(folder: Path) -> None:
    succeed("git", "init", "--quiet", cwd=folder)
    succeed("git", "add", "--all", cwd=folder)
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    succeed("git", *who, "commit", "--quiet", "--message", "x", cwd=folder)


@pytest.mark.parametrize("home", ["pre-commit"], indirect=True)
def test_pre_commit_judges_what_a_commit_changes(
    home: Path, repository: tuple[Path, str], stranger: Stranger, tmp_path: Path
) -> None:
    config = text_of("pre-commit", "yaml").replace("REPOSITORY", str(repository[0])).replace("REVISION", repository[1])
    (home / ".pre-commit-config.yaml").write_text(config, "utf-8")
    commit(home)
    env = {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    line = commands("pre-commit")[0]
    done = stranger(line, cwd=home, env=env, seconds=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    without = stranger("pre-commit run --files CHANGES.md", cwd=home, env=env)
    assert without.returncode == 0, without.stdout
    assert "Passed" in without.stdout
    (home / "README.md").write_text(WRONG, "utf-8")
    wrong = stranger(line, cwd=home, env=env)
    assert wrong.returncode != 0
    assert "expected it to run, but rustc says E0308" in wrong.stdout


def test_the_action_is_one(stranger: Stranger) -> None:
    done = stranger("check-jsonschema --builtin-schema vendor.github-actions action.yml", cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("page", "toolchain", "status"), [(GOOD, "", 0), (WRONG, "", 1), (GOOD, "stable", 0), ("# Nothing\n", "", 2)]
)
def test_the_actions_check_marks_lines(
    page: str, toolchain: str, status: int, environment: Path, make_project: MakeProject, stranger: Stranger
) -> None:
    """GitHub itself is not here; what the action's last step runs is, with the inputs that it would get."""
    home = make_project({"README.md": page})
    steps = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (step,) = [step for step in steps if step.get("name") == "Check"]
    (home / "temporary").mkdir()
    (home / "temporary" / "borrowproof").symlink_to(environment)
    inputs = {"PATHS": "README.md", "ARGUMENTS": "--jobs 1", "TOOLCHAIN": toolchain}
    env = {**inputs, "RUNNER_TEMP": str(home / "temporary"), "GITHUB_STEP_SUMMARY": str(home / "summary.md")}
    done = stranger(step["run"], cwd=home, env=env)
    assert done.returncode == status, done.stdout + done.stderr
    assert ("::error file=README.md,line=" in done.stdout) is (status == 1)
    assert (home / "summary.md").exists() is (status != 2)
