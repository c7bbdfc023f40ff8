"""`borrowproof ownership`, timelines in a check and in a build: what is shown, what is kept, and what goes red."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from borrowproof import pipeline, report
from borrowproof.backends.mir_dumps import RawDump
from borrowproof.cli.check import exit_status
from borrowproof.cli.exit_statuses import NOT_CHECKED
from borrowproof.judging.backend_selection import BackendName
from borrowproof.model.outcome import NotChecked
from borrowproof.model.run import Run
from borrowproof.ownership import derive as deriving
from borrowproof.pipeline import Options
from borrowproof.site import publication_gate
from tests.e2e.conftest import Cli, MakeProject

MOVED = """\
//@ error E0382
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft;
    println!("{draft} {letter}"); //~ E0382
}
"""
UNTYPED = '//@ error E0308\nfn main() {\n    let _n: i32 = "one"; //~ E0308\n}\n'
STRICT = '[tool.borrowproof]\nstrict = true\nedition = "2024"\nunrepaired = ["*"]\n'


def lesson(*names: str) -> str:
    fences = (f'```rust {{title="{name}" ownership}}\n--8<-- "{name}"\n```\n' for name in names)
    return "# A\n\n" + "\n".join(fences)


def project(make_project: MakeProject, **files: str) -> Path:
    shown = {f"{name}.rs": text for name, text in files.items()}
    paths = {f"snippets/{name}": text for name, text in shown.items()}
    return make_project({"pyproject.toml": STRICT, "docs/a.md": lesson(*shown), **paths})


def verified(home: Path, **options: object) -> Run:
    chosen = {"backend": BackendName.RUSTC, **options}
    return pipeline.verify([home / "docs"], home, Options(**chosen))  # type: ignore[arg-type]  # options, passed on


def test_text_shows_lanes_beside_the_code_and_says_the_same(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_text(MOVED, "utf-8")
    done = cli("ownership", "a.rs", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    moving = next(line for line in done.stdout.splitlines() if "let letter" in line)
    assert "`draft` moves to `letter`" in moving
    assert "error[E0382]: borrow of moved value: `draft`" in done.stdout
    assert "//@" not in done.stdout


def test_json_has_the_facts_and_svg_is_a_picture_that_needs_nothing_else(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_text(MOVED, "utf-8")
    found = json.loads(cli("ownership", "a.rs", "--format", "json", cwd=tmp_path).stdout)
    assert (found["schema"], found["file"], found["edition"]) == (1, "a.rs", "2024")
    (main,) = found["functions"]
    draft = next(v for v in main["variables"] if v["name"] == "draft")
    (move,) = [e for e in draft["events"] if e["kind"] == "move"]
    assert (move["line"], move["target"]["name"]) == (4, "letter")
    assert found["conflicts"][0]["code"] == "E0382"
    assert cli("ownership", "a.rs", "--format", "svg", "--output", "a.svg", cwd=tmp_path).returncode == 0
    picture = (tmp_path / "a.svg").read_text("utf-8")
    assert ElementTree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
    assert "let letter = draft;" in picture
    assert "url(http" not in picture
    assert "href" not in picture


LENT = """//@ error E0502
fn main() {
    let mut words = vec![String::new()];
    let first = &words[0];
    words.push(String::new()); //~ E0502
    println!("{first}");
}
"""


def test_what_may_be_done_before_a_line_is_told_with_the_fact_that_forbids_the_rest(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.rs").write_text(LENT, "utf-8")
    done = cli("ownership", "a.rs", "--at", "5", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("  words")] == [
        ["words:", "Vec<String>", "yes", "no", "yes", "no", "no"]
    ]
    assert "`words` is lent to `first` on line 4, and the loan is still needed" in done.stdout
    found = json.loads(cli("ownership", "a.rs", "--at", "5", "--format", "json", cwd=tmp_path).stdout)
    words = next(v for v in found["variables"] if v["name"] == "words")
    assert (found["line"], words["denied"]["read"], words["denied"]["move"]["code"]) == (5, None, "E0505")


@pytest.mark.parametrize(
    ("line", "more", "said"),
    [
        ("2", (), "a.rs:2: no statement can be executed before this line; try --at 4"),
        ("99", (), "a.rs has no line 99: it ends with line 7"),
        ("0", (), "a.rs has no line 0: it ends with line 7"),
        ("5", ("--format", "svg"), "--at has no picture: say --format text or --format json"),
    ],
)
def test_a_line_without_an_answer_is_an_error_that_says_so(
    line: str, more: tuple[str, ...], said: str, cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "a.rs").write_text(LENT, "utf-8")
    done = cli("ownership", "a.rs", "--at", line, *more, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_repair_is_shown_like_any_program(cli: Cli, make_project: MakeProject) -> None:
    repaired = "//@ compiles\n//@ fixes moved\nfn main() {\n    let _draft = String::new();\n}\n"
    home = make_project({"moved.rs": MOVED, "repaired.rs": repaired})
    done = cli("ownership", "repaired.rs", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "`_draft` gets a value and owns it" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "status", "said"),
    [
        ("none.rs", None, 2, "none.rs: the file cannot be read: No such file or directory"),
        ("typo.rs", "//@ eror E0382\nfn main() {}\n", 2, "typo.rs:1: "),
        ("half.rs", "fn main() { let x = ", 3, "half.rs: rustc stops before borrow checking"),
        ("types.rs", UNTYPED, 3, "types.rs: rustc stops before borrow checking: mismatched types"),
        ("empty.rs", "// nothing yet\n", 3, "empty.rs: there is no function in it"),
        ("page.md", "# A page\n", 2, "page.md is no Rust file: name one that ends in .rs"),
    ],
)
def test_what_cannot_be_shown_is_said(
    name: str, text: str | None, status: int, said: str, cli: Cli, make_project: MakeProject
) -> None:
    home = make_project({"pyproject.toml": STRICT, **({name: text} if text is not None else {})})
    done = cli("ownership", name, cwd=home)
    assert (done.returncode, done.stdout) == (status, "")
    assert f"borrowproof: {said}" in done.stderr


def test_a_library_is_shown_without_a_complaint_about_main(cli: Cli, make_project: MakeProject) -> None:
    library = "pub fn give(name: String) -> String {\n    name\n}\n"
    done = cli("ownership", "a.rs", cwd=make_project({"pyproject.toml": STRICT, "a.rs": library}))
    assert (done.returncode, done.stderr) == (0, "")
    assert "`name` moves to the caller" in done.stdout
    assert "E0601" not in done.stdout


def test_a_page_gets_the_timelines_that_it_asks_for(make_project: MakeProject) -> None:
    home = project(make_project, moved=MOVED)
    (home / "snippets" / "unasked.rs").write_text("//@ compiles\nfn main() {}\n", "utf-8")
    (home / "docs" / "b.md").write_text('```rust\n--8<-- "unasked.rs"\n```\n', "utf-8")
    run = pipeline.verify([home / "docs", home / "snippets"], home, Options(backend=BackendName.RUSTC))
    found = {e.snippet.id: e for e in run.evidence}
    drawn, unasked = found["snippets/moved.rs"].timeline, found["snippets/unasked.rs"]
    assert drawn is not None
    assert [v.name for f in drawn.functions for v in f.variables] == ["draft", "letter"]
    assert (unasked.timeline, unasked.not_derived) == (None, None)
    assert report.load(report.dump(run)).evidence == run.evidence
    assert exit_status(run) == 0
    assert publication_gate.refusal(run, allow_unchecked=False, strict=True) is None


def test_a_timeline_is_kept_until_its_program_changes(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = project(make_project, moved=MOVED)
    first = verified(home)
    monkeypatch.setattr(deriving, "derive_from", lambda *_, **__: pytest.fail("derived again"))
    assert [e.timeline for e in verified(home).evidence] == [e.timeline for e in first.evidence]
    (home / "snippets" / "moved.rs").write_text(MOVED.replace("Ada", "Bob"), "utf-8")
    with pytest.raises(pytest.fail.Exception, match="derived again"):
        verified(home)


def test_where_there_is_no_timeline_the_check_says_why_and_nothing_is_published(
    make_project: MakeProject, cli: Cli
) -> None:
    home = project(make_project, moved=MOVED, types=UNTYPED)
    run = verified(home)
    missing = [e for e in run.evidence if e.not_derived is not None]
    assert [e.snippet.id for e in missing] == ["snippets/types.rs"]
    assert exit_status(run) == NOT_CHECKED
    refusal = publication_gate.refusal(run, allow_unchecked=True, strict=True)
    assert refusal is not None
    assert "docs/a.md:7: types: no ownership timeline: rustc stops before borrow checking" in refusal
    done = cli("check", cwd=home)
    assert done.returncode == NOT_CHECKED
    assert "take `ownership` off the fence" in done.stdout
    assert "1 without its timeline" in done.stdout


def test_an_unknown_construct_is_no_timeline_and_is_named(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    from borrowproof.facts import dump

    def strange(answer: RawDump | NotChecked) -> dump.Dump:
        found = genuine(answer)
        bodies = (replace(b, mir=b.mir.replace("StorageLive", "StorageBegin")) for b in found.bodies)
        return dump.Dump(tuple(bodies), found.outcome)

    genuine = dump.bodies
    monkeypatch.setattr(deriving, "bodies", strange)
    (evidence,) = verified(project(make_project, moved=MOVED), use_cache=False).evidence
    assert evidence.timeline is None
    assert evidence.not_derived is not None
    assert "StorageBegin" in evidence.not_derived
    assert "rustc 1." in evidence.not_derived
