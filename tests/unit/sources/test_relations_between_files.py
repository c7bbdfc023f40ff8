"""What a program says of another file, where that one was not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.sources.collect import collect

REJECTED = "//@ error E0308\nfn main() { let a: u8 = true; }\n"


FAULT = "//@ undefined_behaviour heap-use-after-free: read 6, freed 5"


@pytest.mark.parametrize(
    "directives", ["//@ compiles\n//@ fixes broken", f"//@ compiles no_run\n{FAULT}\n//@ twin_of broken"]
)
def test_a_file_that_was_not_asked_for_need_only_be_there(directives: str, tmp_path: Path) -> None:
    (tmp_path / "other.rs").write_text(f"{directives}\nfn main() {{}}\n")
    [problem] = collect([tmp_path / "other.rs"], tmp_path).problems
    assert "names no file: broken.rs does not exist" in problem.message
    (tmp_path / "broken.rs").write_text(REJECTED)
    assert collect([tmp_path / "other.rs"], tmp_path).problems == ()
    assert collect([tmp_path], tmp_path).problems == ()
