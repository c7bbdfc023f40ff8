"""Crates as Debian packages them (`librust-*-dev`), with their dependencies: our verdicts beside those of rustdoc."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from borrowproof.model.outcome import Cause
from tests.e2e.conftest import Cli

SOURCES = Path("/usr/share/cargo/registry")  # where those packages lie, on every Debian
# (rustdoc counts the lines of a block comment from its second.)
CRATES = (
    *("arrayvec", "bitflags", "either", "heck", "hex", "httparse", "indexmap", "log", "memchr", "once_cell"),
    *("percent-encoding", "petgraph", "regex", "scopeguard", "semver", "smallvec", "unicode-segmentation"),
)
_FOR_TESTS = re.compile(r"^\[dev-dependencies\.[\w-]+\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
_TOLD = re.compile(r"^test (\S.*?) - .*?\(line (\d+)\)(?: - .*?)? \.\.\. (ok|FAILED|ignored)", re.MULTILINE)
_WORDS = {"matched": "ok", "mismatched": "FAILED", "not checked": "ignored"}


@pytest.mark.prove
@pytest.mark.parametrize("name", CRATES)
def test_a_packaged_crate_is_judged_as_rustdoc_judges_it(name: str, cli: Cli, tmp_path: Path) -> None:
    packaged = sorted(SOURCES.glob(f"{name}-[0-9]*"))
    if not packaged:
        pytest.skip(f"the package librust-{name}-dev is not installed")
    home = tmp_path / name
    shutil.copytree(packaged[-1], home)
    (home / "Cargo.lock").unlink(missing_ok=True)
    (home / ".cargo").mkdir()
    replaced = f'[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "{SOURCES}"\n'
    (home / ".cargo/config.toml").write_text(replaced)
    _leave_out_what_is_not_packaged(home)
    options = ["cargo", "test", "--doc", "--offline", "--no-fail-fast"]
    told = subprocess.run(options, cwd=home, capture_output=True, text=True, check=False).stdout
    theirs: dict[str, list[tuple[int, str]]] = {}
    for file, line, word in _TOLD.findall(told):
        theirs.setdefault(file, []).append((int(line), word))
    found = json.loads(cli("check", "src", "--cargo", "--offline", "--format", "json", cwd=home).stdout)
    ours: dict[str, list[tuple[int, str]]] = {}
    for snippet in found["snippets"]:
        # Where a crate is missing, rustdoc only says that it fails.
        lacks = (snippet["not_checked"] or {}).get("cause") == Cause.NEEDS_CRATE
        word = "FAILED" if lacks else _WORDS[snippet["verdict"]]
        ours.setdefault(snippet["file"], []).append((snippet["line"], word))
    assert sum(map(len, theirs.values())) > 2, told
    for file, tests in ours.items():
        if file == "src/re_set.rs":
            continue  # a macro that is called twice makes its documentation: rustdoc has each test twice
        for (our_line, our_word), (their_line, their_word) in zip(sorted(tests), sorted(theirs[file]), strict=True):
            assert (our_word, our_line - their_line in (0, 1)) == (their_word, True), (file, our_line, their_line)
    assert ours.keys() == theirs.keys()


def _leave_out_what_is_not_packaged(home: Path) -> None:
    """Debian has the dependencies of its crates, and not all that only their tests use, in the version for them."""
    asked = ["cargo", "metadata", "--offline", "--format-version", "1"]
    if subprocess.run(asked, cwd=home, capture_output=True, check=False).returncode != 0:
        text = (home / "Cargo.toml").read_text("utf-8")
        (home / "Cargo.toml").write_text(_FOR_TESTS.sub("", text), "utf-8")
