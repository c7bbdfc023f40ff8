"""What a stranger types first, and what they mistype: the answer is a sentence and an exit status, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import borrowproof
from borrowproof import assets

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
PAGE = "# A\n\n```rust\nassert_eq!(1 + 1, 2);\n```\n"


def start(*arguments: str, cwd: Path, without: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m borrowproof`; a package in `without` cannot be imported."""
    hidden = (
        f"import sys; sys.modules[{without!r}] = None; import runpy; runpy.run_module('borrowproof', alter_sys=True)"
    )
    argv = [sys.executable, *(["-c", hidden] if without else ["-m", "borrowproof"]), *arguments]
    env = {**os.environ, "XDG_CACHE_HOME": str(cwd / ".cache-home")}
    return subprocess.run(argv, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_without_arguments_it_says_what_it_can_do(tmp_path: Path) -> None:
    done = start(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    for command in ("check", "ownership", "memory", "exercise", "toolchain", "assets", "merge"):
        assert f"\n    {command}" in done.stderr
    assert "Begin with `borrowproof check README.md`" in done.stderr


def test_it_knows_its_version(tmp_path: Path) -> None:
    done = start("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"borrowproof {borrowproof.__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chekc"], "did you mean `check`?"),
        (["asset", "x"], "did you mean `assets`?"),
        (["check", "--formt", "json"], "did you mean `--format`?"),
        (["check", "--format", "jsn"], "did you mean `json`?"),
        (["check", "--backend=playgruond"], "did you mean `playground`?"),
        (["ownership", "a.rs", "--editon", "2021"], "did you mean `--edition`?"),
    ],
)
def test_a_mistyped_argument_is_guessed(arguments: list[str], meant: str, tmp_path: Path) -> None:
    done = start(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.strip().endswith(meant)


def test_a_word_like_none_gets_no_guess(tmp_path: Path) -> None:
    done = start("qqqq", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean" not in done.stderr


def test_the_files_of_a_page_are_written(tmp_path: Path) -> None:
    done = start("assets", "docs/assets/rust", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "docs" / "assets" / "rust"
    assert {path.name for path in folder.iterdir()} == {"borrowproof.css", *assets.SCRIPTS}
    assert (folder / "borrowproof.css").read_text("utf-8") == assets.stylesheet()
    assert [(folder / name).read_text("utf-8") for name in assets.SCRIPTS] == [assets.script(n) for n in assets.SCRIPTS]
    assert "wrote docs/assets/rust/borrowproof.css\n" in done.stdout
    assert "name borrowproof.css under `extra_css` and borrowproof.js under `extra_javascript`" in done.stdout


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("a file")
    done = start("assets", "docs/assets", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "borrowproof: cannot write to docs/assets: Not a directory\n"


def test_without_requests_the_playground_says_what_to_install(make_project: MakeProject) -> None:
    home = make_project({"README.md": PAGE})
    done = start("check", "README.md", "--backend", "playground", cwd=home, without="requests")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "borrowproof: the Playground backend needs the package `requests`; "
        'run `pip install "borrowproof[playground]"`\n'
    )


@pytest.mark.parametrize("package", ["requests", "pygments", "mkdocs", "PIL", "pytest"])
def test_a_check_needs_none_of_the_extras(package: str, make_project: MakeProject) -> None:
    home = make_project({"mkdocs.yml": "", "docs/a.md": PAGE, "README.md": PAGE})
    done = start("check", "docs", "README.md", cwd=home, without=package)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("2 snippets: 2 matched")


def test_an_mdbook_is_checked_where_its_pages_are(make_project: MakeProject) -> None:
    book = {"book.toml": '[book]\ntitle = "B"\nsrc = "text"\n[rust]\nedition = "2021"\n', "text/a.md": PAGE}
    done = start("check", cwd=make_project(book))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("1 snippet: 1 matched")


def test_files_without_rust_are_a_mistake_unless_they_are_allowed(make_project: MakeProject) -> None:
    home = make_project({"README.md": "# Nothing here\n"})
    done = start("check", "README.md", cwd=home)
    assert done.returncode == 2
    assert "there is no Rust to check in README.md" in done.stderr
    allowed = start("check", "--allow-empty", "README.md", cwd=home)
    assert (allowed.returncode, allowed.stderr) == (0, "")
    assert allowed.stdout.startswith("0 snippets: 0 matched")
