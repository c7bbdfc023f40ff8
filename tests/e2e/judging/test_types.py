"""What an author says of types (`//^?`), held against rustc: also on the Playground, and where there are no types."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from borrowproof import pipeline
from borrowproof.backends.playground import batch, client
from borrowproof.backends.playground.batch import Batch
from borrowproof.backends.playground.client import Manners
from borrowproof.backends.toolchain import Rustc
from borrowproof.judging.backend_selection import BackendName
from borrowproof.judging.types import judge_types
from borrowproof.model.compiler import NEWEST_EDITION
from borrowproof.model.verdict import Mismatch, Status
from borrowproof.ownership.derive import derive
from borrowproof.pipeline import Options
from borrowproof.sources.collect import collect
from tests.conftest import PATIENT
from tests.playground import Playground

Cli = Callable[..., CompletedProcess[str]]
MakeProject = Callable[[dict[str, str]], Path]
HERE = Path(__file__).parent
PROGRAM = HERE / "inferred_types.rs"  # with a claim for every variable, each as a Rust programmer writes its type
CONFIGURED = "[tool.borrowproof]\nstrict = true\n"
NAMELESS = re.compile(r"closure|async block|impl |\{")
MOVED = """//@ error E0382
fn main() {
    let text = String::from("x");
    //  ^? TYPE
    drop(text);
    println!("{text}"); //~ E0382
    //         ^? TYPE
}
"""


def test_every_type_is_as_it_is_written_and_no_other_one_is(rustc: Rustc) -> None:
    [snippet] = collect([PROGRAM], HERE).snippets
    claims = snippet.expectation.types
    assert len({claim.type for claim in claims}) >= 55
    told = derive(snippet.code, NEWEST_EDITION, rustc)
    assert judge_types(snippet, told).differences == ()
    others = tuple(replace(a, type=b.type) for a, b in zip(claims, claims[1:] + claims[:1], strict=True))
    wrong = judge_types(replace(snippet, expectation=replace(snippet.expectation, types=others)), told).differences
    differing = [a for a, b in zip(claims, others, strict=True) if a.type != b.type]
    assert [(d.what, d.found) for d in wrong] == [(Mismatch.TYPE, claim.type) for claim in differing]


def test_rustc_takes_every_type_where_it_is_written_into_the_program(rustc: Rustc) -> None:
    """What rustc inferred is put behind the name: a wrong type would be an error."""
    [snippet] = collect([PROGRAM], HERE).snippets
    told = derive(snippet.code, NEWEST_EDITION, rustc)
    lines, written = snippet.code.split("\n"), 0
    for variable in (v for f in told.functions for v in f.variables if not v.captured):
        text = lines[variable.line - 1]
        end = variable.column - 1 + len(variable.name)
        if text[end:].startswith(" =") and not NAMELESS.search(variable.type):
            lines[variable.line - 1] = f"{text[:end]}: {variable.qualified_type.removeprefix('main::')}{text[end:]}"
            written += 1
    assert written >= 40
    assert derive("\n".join(lines), NEWEST_EDITION, rustc).conflicts == ()


@pytest.mark.parametrize(
    ("type_", "status", "said"),
    [
        ("String", 0, "1 matched"),
        ("std::string::String", 0, "1 matched"),
        ("&str", 1, "change `&str` to `String` on snippets/a.rs:4"),
    ],
)
def test_a_claim_about_a_type_holds_or_is_red(
    type_: str, status: int, said: str, cli: Cli, make_project: MakeProject
) -> None:
    home = make_project({"pyproject.toml": CONFIGURED, "snippets/a.rs": MOVED.replace("TYPE", type_)})
    for _ in ("cold", "kept"):
        done = cli("check", cwd=home)
        assert (done.returncode, done.stderr) == (status, "")
        assert said in done.stdout


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            '//@ error E0308\nfn main() {\n    let n: u8 = ""; //~ E0308\n    //  ^? u8\n}\n',
            "there are no types: rustc stops before borrow checking: mismatched types (E0308, snippets/a.rs:3)",
        ),
        ("//@ compiles\nfn main() {\n    main2();\n    // ^? u8\n}\nfn main2() {}\n", "`main2` is no variable there"),
        (
            "//@ compiles\nfn main() {\n    let n = 1;\n    let n = n as u8;\n    //      ^? i32\n    let _m = n;\n}\n",
            "several variables of different types may be called `n` there",
        ),
    ],
)
def test_a_claim_that_nothing_can_be_held_against_is_red(
    code: str, said: str, cli: Cli, make_project: MakeProject
) -> None:
    done = cli("check", cwd=make_project({"pyproject.toml": CONFIGURED, "snippets/a.rs": code}))
    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize("known", [True, False])
def test_the_playground_is_asked_for_types_too(
    known: bool, rustc: Rustc, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"snippets/{name}.rs": MOVED.replace("TYPE", type_) for name, type_ in (("a", "String"), ("b", "&str"))}
    home = make_project({"pyproject.toml": CONFIGURED, **files})
    if not known:  # the driver, which alone can ask for facts, does not work there
        monkeypatch.setattr(Batch, "program", lambda _: "fn main() { no_driver() }")
    monkeypatch.setattr(client, "POLITE", Manners(pause=0, backoff=0.01, requests=5000))
    monkeypatch.setattr(batch, "STARTING", 60_000)
    monkeypatch.setattr(batch, "ENDING", 90_000)
    with Playground(timeout=PATIENT) as server:
        options = Options(use_cache=False, backend=BackendName.PLAYGROUND, playground_url=server.url)
        found = pipeline.judge(collect([home / "snippets"], home).snippets, home, options, lambda: rustc)
    verdicts = [e.verdict for e in found.evidence]
    if known:
        assert [v.status for v in verdicts] == [Status.MATCHED, Status.MISMATCHED]
        assert {d.found for d in verdicts[1].differences} == {"String"}
    else:
        assert [v.status for v in verdicts] == [Status.NOT_CHECKED] * 2
        assert all(v.not_checked and "the types of its variables" in v.not_checked.detail for v in verdicts)
