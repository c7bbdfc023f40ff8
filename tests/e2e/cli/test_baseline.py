"""The first run on an old site: written down, accepted, and red for what is new."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
MakeProject = Callable[[Mapping[str, str | bytes]], Path]

GREEN = "```rust,edition2021\nassert_eq!(1 + 1, 2);\n```\n"
RED = "```rust,edition2021\nlet x: u8 = 'a';\n```\n"
FRAGMENT = "```rust,edition2021\nconfig.load();\n```\n"
CRATE = "```rust,edition2021\nuse tokio::task;\n```\n"
TYPO = "```rust,editoin2021\nlet x = 1;\n```\n"
OLD = "\n".join([GREEN, RED, FRAGMENT, CRATE, TYPO])


def test_a_baseline_accepts_what_it_lists_and_nothing_else(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"old.md": OLD})
    missing = called("check", "old.md", "--baseline", "known.json", cwd=home)
    assert missing.returncode == 2
    assert "write one with --write-baseline known.json" in missing.stderr

    assert called("check", "old.md", cwd=home).returncode == 1
    written = called("check", "old.md", "--write-baseline", "known.json", cwd=home)
    assert written.returncode == 0, written.stdout
    assert "1 matched, 1 mismatched, 2 not checked" in written.stdout
    assert "4 of these are accepted by the baseline, and not verified" in written.stdout

    (home / "old.md").write_text("# Moved\n\n" + OLD, encoding="utf-8")
    kept = called("check", "old.md", "--baseline", "known.json", "--format", "json", cwd=home)
    assert kept.returncode == 0
    found = json.loads(kept.stdout)
    assert found["summary"]["matched"] == 1
    assert found["summary"]["accepted"] == 4
    assert [s["accepted"] for s in found["snippets"]] == [False, True, True, True]

    (home / "old.md").write_text(OLD + "\n" + RED.replace("'a'", "'b'"), encoding="utf-8")
    new = called("check", "old.md", "--baseline", "known.json", cwd=home)
    assert new.returncode == 1
    assert "old.md:21: expected it to run, but rustc says E0308" in new.stdout
    assert "old.md:5: expected" not in new.stdout

    (home / "old.md").write_text(OLD.replace("'a'", "1"), encoding="utf-8")
    better = called("check", "old.md", "--baseline", "known.json", cwd=home)
    assert better.returncode == 0
    assert (
        "1 entry of the baseline got better; take it out with --write-baseline:\n  old.md: rejected E0308"
        in better.stdout
    )


def test_a_compiler_that_is_missing_is_accepted_by_no_baseline(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"old.md": GREEN})
    done = called("check", "old.md", "--write-baseline", "known.json", "--toolchain", "/no/rustc", cwd=home)
    assert done.returncode == 3
    assert json.loads((home / "known.json").read_text(encoding="utf-8"))["accepted"] == []


def test_what_is_no_baseline_is_a_mistake_of_use(called: Cli, make_project: MakeProject) -> None:
    home = make_project({"old.md": GREEN, "known.json": "{}"})
    done = called("check", "old.md", "--baseline", "known.json", cwd=home)
    assert done.returncode == 2
    assert "known.json is no baseline of this version" in done.stderr
