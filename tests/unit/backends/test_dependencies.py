"""rustc's own list of what it read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from borrowproof.backends import dependencies
from borrowproof.backends.invocation import DEPENDENCIES, MAIN

OWN = frozenset({MAIN})
WRITTEN = f"""{DEPENDENCIES}: src/main.rs src/a\\ b.txt /c.rs

program: src/main.rs src/a\\ b.txt /c.rs

src/main.rs:
src/a\\ b.txt:
/c.rs:

# env-dep:HOME=/root
# env-dep:MISSING
"""


def test_files_and_variables_are_told() -> None:
    assert dependencies.inputs(WRITTEN, OWN) == ("/c.rs", "src/a b.txt", "$HOME", "$MISSING")


def test_a_program_that_read_nothing_else() -> None:
    assert dependencies.inputs(f"{DEPENDENCIES}: src/main.rs\n\nprogram: src/main.rs\n", OWN) == ()


@pytest.mark.parametrize("text", ["", "program: src/main.rs\n", "null"])
def test_what_is_no_such_list_tells_nothing(text: str) -> None:
    assert dependencies.inputs(text, OWN) is None


def test_no_list_and_one_that_cannot_be_read(tmp_path: Path) -> None:
    assert dependencies.read(tmp_path, OWN) is None
    (tmp_path / DEPENDENCIES).write_bytes(b"\xff")
    assert dependencies.read(tmp_path, OWN) is None
    (tmp_path / DEPENDENCIES).write_text(WRITTEN)
    assert dependencies.read(tmp_path, OWN) == ("/c.rs", "src/a b.txt", "$HOME", "$MISSING")


@pytest.mark.parametrize("put", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["FIFO", "endless"])
def test_what_a_linker_left_in_place_of_the_list_holds_nobody_up(tmp_path: Path, put: Callable[[Path], None]) -> None:
    """Nightly's `link-arg` has a linker run anything."""
    put(tmp_path / DEPENDENCIES)
    assert dependencies.read(tmp_path, frozenset({MAIN})) is None


def test_what_reads_behind_rustcs_back() -> None:
    assert dependencies.untracked('#[link(name = "c")] extern "C" {}')
    assert dependencies.untracked('use std::arch::asm as a; fn main() { unsafe { a!("nop") } }')
    assert not dependencies.untracked('fn main() { println!("asm link"); } // global_asm')
    assert dependencies.reads("use std::include as i;")
    assert not dependencies.reads("fn main() {}")
