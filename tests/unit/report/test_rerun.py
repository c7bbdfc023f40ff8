"""What a message says to type next finds the same snippet again."""

from __future__ import annotations

import pytest

from borrowproof.report import rerun


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (rerun.command("snippets/moves/a.rs", "moves/a"), "borrowproof check --only moves/a"),
        (rerun.command("docs/a.md", "docs/a.md:4"), "borrowproof check --only docs/a.md:4"),
        # Nobody comes by these unless they are named.
        (rerun.command("README.md", "README.md:4"), "borrowproof check README.md --only README.md:4"),
        (rerun.command("book/src/a b.md", "a b.md:4"), "borrowproof check 'book/src/a b.md' --only 'a b.md:4'"),
        (rerun.command("src/lib.rs", "src/lib.rs:4", cargo=True), "borrowproof check --cargo --only src/lib.rs:4"),
        (rerun.command("a.rs", "a", bless=True), "borrowproof check a.rs --bless --only a"),
        (rerun.of_file("snippets/moves/a.rs"), "borrowproof check --only moves/a"),
        (rerun.of_file("docs/a.md"), "borrowproof check"),
        (rerun.of_file("guide/a.md"), "borrowproof check guide/a.md"),
    ],
)
def test_a_command_names_what_a_check_does_not_come_by(command: str, expected: str) -> None:
    assert command == expected
