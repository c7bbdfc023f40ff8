"""`borrowproof memory`: three formats, what is kept, and how it ends where there is no recording."""

from __future__ import annotations

import json

import pytest

from borrowproof.model.memory import Recording
from borrowproof.store import codec
from tests.e2e.conftest import Cli, MakeProject

CODE = 'fn main() {\n    let text = String::from("held");\n    let owner = text;\n    println!("{owner}");\n}\n'


def test_one_recording_in_three_formats(cli: Cli, make_project: MakeProject) -> None:
    home = make_project({"held.rs": CODE})
    text, kept, svg = (cli("memory", "held.rs", "--format", form, cwd=home) for form in ("text", "json", "svg"))
    assert [done.returncode for done in (text, kept, svg)] == [0, 0, 0], text.stderr + kept.stderr + svg.stderr
    assert "moved to owner" in text.stdout
    document = json.loads(kept.stdout)
    assert (document["schema"], document["file"], document["source"]) == (1, "held.rs", CODE)
    assert codec.decode(Recording, document).stdout == "held\n"
    assert svg.stdout.startswith("<svg")


@pytest.mark.parametrize(
    ("name", "code", "status", "why"),
    [
        (
            "library.rs",
            "pub fn f() {}\n",
            3,
            "it has no `main`, so that there is nothing to run; add `fn main() { ... }`",
        ),
        ("wrong.rs", 'fn main() { let n: u8 = ""; }\n', 3, "it does not compile"),
        (
            "page.md",
            "no program\n",
            2,
            "is no Rust file: name one that ends in .rs; in a page, a fence asks with `memory`",
        ),
    ],
)
def test_without_a_recording_one_sentence_says_why(
    name: str, code: str, status: int, why: str, cli: Cli, make_project: MakeProject
) -> None:
    done = cli("memory", name, cwd=make_project({name: code}))
    assert (done.returncode, done.stdout) == (status, "")
    assert why in done.stderr
    assert done.stderr.count("\n") == 1
