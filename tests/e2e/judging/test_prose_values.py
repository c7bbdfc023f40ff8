"""Values in the text of a page: measured by a real run, red where a sentence relies on another value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.e2e.conftest import Cli

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
PAGE = """# Sizes

A `String` takes {rust}`size_of::<String>() / WORD == 3` words; a push into a full vector of two gives it room for
{rust}`let mut v = Vec::<u8>::with_capacity(2); v.extend([1, 2]); v.reserve_exact(1); v.capacity() == 3`. Then
{rust}`let one = Rc::new(1); let two = one.clone(); Rc::strong_count(&two) == 2` own it, and
{rust}`allocations(|| Box::new([0_u8; 9])) == 1` block holds it.
"""


def test_values_are_measured_and_go_red(cli: Cli, make_project: MakeProject) -> None:
    home = make_project({"pyproject.toml": "[tool.borrowproof]\nstrict = true\n", "docs/a.md": PAGE})
    done = cli("check", cwd=home)
    assert (done.returncode, "1 snippet: 1 matched" in done.stdout) == (0, True), done.stdout

    for before, after, said in (
        ("WORD == 3", "WORD == 4", "change `== 4` to `== 3`"),
        ("v.capacity() == 3", "v.capacity() == 2", "change `== 2` to `== 3`"),
        ("Rc::strong_count(&two) == 2", "Rc::strong_count(&two) == 1", "on docs/a.md:5:8 is 1"),
        ("[0_u8; 9])) == 1", "[0_u8; 9])) == 0", "change `== 0` to `== 1`"),
        ("size_of::<String>()", "size_of::<Strin>()", "on docs/a.md:3:35: cannot find type `Strin`"),
        ("Box::new([0_u8; 9])", "[0_u8; 9][v]", "on docs/a.md:6:33: cannot find value `v`"),
        ("v.capacity() ==", "v ==", "`Vec<u8>` doesn't implement `std::fmt::Display`"),
    ):
        (home / "docs/a.md").write_text(PAGE.replace(before, after))
        done = cli("check", cwd=home)
        assert (done.returncode, said in done.stdout) == (1, True), done.stdout
