"""A wrong key cannot be published: every key of the site, turned round, is red; and so says each way to check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from borrowproof.judging.questions import judge_question
from borrowproof.model.question import Choice, Claim, ClaimKind, Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.verdict import Status
from borrowproof.sources.collect import Sources

Cli = Callable[..., "subprocess.CompletedProcess[str]"]
MakeProject = Callable[[Mapping[str, str | bytes]], Path]
OTHER_CODES = ("E0382", "E0499", "E0502", "E0597")


@pytest.fixture(scope="module")
def evidence(site: Sources, checked: Run) -> dict[str, Evidence]:
    """Of every program that a question of the site asks about, from the real compiler."""
    wanted = {choice.program for question in site.questions for choice in question.choices}
    return {e.snippet.id: e for e in checked.evidence if e.snippet.id in wanted}


def with_choice(question: Question, number: int, choice: Choice) -> Question:
    choices = (*question.choices[:number], choice, *question.choices[number + 1 :])
    return replace(question, choices=choices)


def test_every_question_of_the_site_holds(site: Sources, evidence: dict[str, Evidence]) -> None:
    assert len(site.questions) >= 24
    assert sum(len(q.choices) for q in site.questions) >= 80
    found = {q.id: judge_question(q, evidence) for q in site.questions}
    assert {name: item.wrong_choices for name, item in found.items() if item.status is not Status.MATCHED} == {}


def test_every_key_turned_round_is_red(site: Sources, evidence: dict[str, Evidence]) -> None:
    options = 0
    for question in site.questions:
        for number, choice in enumerate(question.choices):
            options += 1
            turned = judge_question(with_choice(question, number, replace(choice, right=not choice.right)), evidence)
            assert (turned.wrong_choices, turned.status) == ((number,), Status.MISMATCHED), choice
    assert options == sum(len(q.choices) for q in site.questions)


def claims_off(claim: Claim) -> Iterator[tuple[str, Claim]]:
    """Every other claim that a right option could have been misspelt to."""
    for line in claim.lines:
        yield "another line", replace(claim, lines=claim.lines - {line} | {max(claim.lines) + 1})
        yield "a line too many", replace(claim, lines=claim.lines | {max(claim.lines) + 1})
    for code in claim.codes or ():
        for other in OTHER_CODES:
            if other not in (claim.codes or ()):
                yield "another code", replace(claim, codes=(claim.codes or frozenset()) - {code} | {other})
                yield "a code too many", replace(claim, codes=(claim.codes or frozenset()) | {other})
    if claim.printed is not None:
        yield "another output", replace(claim, printed=f"{claim.printed}x")
    opposite = ClaimKind.BUILDS if claim.what is ClaimKind.ERROR else ClaimKind.ERROR
    yield "the opposite", Claim(opposite)


def test_every_right_option_misspelt_is_red(site: Sources, evidence: dict[str, Evidence]) -> None:
    kinds: Counter[str] = Counter()
    for question in site.questions:
        for number, choice in enumerate(question.choices):
            for kind, claim in claims_off(choice.claim) if choice.right else ():
                kinds[kind] += 1
                misspelt = judge_question(with_choice(question, number, replace(choice, claim=claim)), evidence)
                assert number in misspelt.wrong_choices, (kind, choice)
    assert min(kinds.values()) >= 5, kinds
    assert len(kinds) == 6


MOVED = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); //~ E0382\n}\n"
PAGE = '# A\n\n```question\nWhat?\n--8<-- "moved.rs"\n- [ ] compiles\n- [x] error E0382 on line 4\n> Twice.\n```\n'
WRONG = PAGE.replace("[ ] compiles", "[x] compiles").replace("[x] error", "[ ] error")


def files(page: str, **more: str) -> dict[str, str]:
    return {
        "docs/a.md": page,
        "snippets/moved.rs": MOVED,
        "pyproject.toml": "[tool.borrowproof]\nstrict = true\n",
        **more,
    }


def test_the_command_line_says_so(make_project: MakeProject, cli: Cli) -> None:
    home = make_project(files(PAGE))
    good = cli("check", cwd=home)
    assert (good.returncode, good.stderr) == (0, "")
    assert "1 question: 2 options, every key is what happened" in good.stdout
    (home / "docs" / "a.md").write_text(WRONG)
    bad = cli("check", cwd=home)
    assert bad.returncode == 1
    assert "docs/a.md:6: question: option A is marked right, but `compiles` does not hold of moved" in bad.stdout
    assert "docs/a.md:7: question: option B is marked wrong" in bad.stdout
    assert "1 snippet: 1 matched" in bad.stdout
    assert "1 question: 2 options, 2 wrong keys" in bad.stdout


def test_only_and_each_format(make_project: MakeProject, cli: Cli) -> None:
    home = make_project(files(WRONG, **{"docs/b.md": "# B\n\n```rust\nfn main() {}\n```\n"}))
    told = cli("check", "--only", "docs/a.md:3", "--format", "json", cwd=home)
    report = json.loads(told.stdout)
    assert (told.returncode, len(report["snippets"])) == (1, 1)
    assert report["summary"]["questions"] == {"asked": 1, "claims": 2, "wrong": 2, "not_checked": 0}
    assert [q["verdict"] for q in report["questions"]] == ["mismatched"]
    github = cli("check", "--format", "github", cwd=home)
    assert "::error file=docs/a.md,line=6,title=Question::" in github.stdout
    assert "::error file=docs/a.md,line=7,title=Question::" in github.stdout
    assert cli("check", "--only", "docs/b.md:3", cwd=home).returncode == 0


def test_what_cannot_be_judged_is_not_checked(make_project: MakeProject, cli: Cli, tmp_path: Path) -> None:
    home = make_project(files(PAGE))
    nothing = {name: str(tmp_path) for name in ("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME")}
    told = cli("check", cwd=home, env=nothing)
    assert told.returncode == 3
    assert "1 question: 2 options, 2 not checked" in told.stdout


def test_a_question_that_cannot_be_understood_is_a_mismatch(make_project: MakeProject, cli: Cli) -> None:
    told = cli("check", cwd=make_project(files(PAGE.replace("compiles", "compile"))))
    assert told.returncode == 1
    assert "docs/a.md:6: `compile` is no claim that can be checked" in told.stdout
    assert "did you mean `compiles`?" in told.stdout


def test_pytest_says_so_too(make_project: MakeProject) -> None:
    home = make_project(files(WRONG))
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "docs", "snippets"]
    done = subprocess.run(argv, cwd=home, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "docs/a.md:6: question: option A is marked right" in done.stdout
    assert "1 failed, 1 passed" in done.stdout


def mkdocs_build(home: Path) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(argv, cwd=home, env=env, capture_output=True, text=True, check=False, timeout=120)


def test_a_site_with_a_wrong_key_is_not_built_and_with_the_right_one_it_is(
    root: Path, make_project: MakeProject
) -> None:
    config = (
        f"site_name: A\nhooks: [{root / 'hooks' / 'mkdocs_hook.py'}]\nplugins: [borrowproof]\nexclude_docs: '*.rs'\n"
        "validation: {nav: {omitted_files: ignore}, links: {not_found: warn, anchors: warn}}\n"
        "markdown_extensions:\n  - pymdownx.snippets: {base_path: [snippets], check_paths: true}\n"
        "  - pymdownx.superfences\n"
    )
    home = make_project(files(WRONG, **{"mkdocs.yml": config, "docs/other.md": "# Other\n"}))
    done = mkdocs_build(home)
    assert done.returncode != 0
    assert "docs/a.md:6: question: option A is marked right" in done.stderr
    assert not (home / "site" / "a").exists()
    (home / "docs" / "a.md").write_text(PAGE.replace("> Twice.", "> Twice, see [the other](other.md)."))
    done = mkdocs_build(home)
    assert done.returncode == 0, done.stderr
    html = (home / "site" / "a" / "index.html").read_text("utf-8")
    assert '<a href="../other/">the other</a>' in html
    assert "<strong>B is right.</strong>" in html
