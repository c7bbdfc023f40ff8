"""The same lessons render through Python-Markdown alone, from the JSON report, without MkDocs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from borrowproof import report
from borrowproof.model.run import Run
from borrowproof.site import rendered_blocks
from borrowproof.site.evidence_index import block_location
from tests.samples import drawn, one_in

RENDER = """
import json, sys, markdown
evidence, snippets, *pages = sys.argv[1:]
shown = {}
for page in pages:
    text = open(page, encoding="utf-8").read()
    if text.startswith("---\\n"):
        text = text.partition("---\\n")[2].partition("---\\n")[2]
    shown[page] = markdown.markdown(text, extensions=[
        "admonition", "attr_list", "def_list", "md_in_html", "pymdownx.details", "pymdownx.snippets",
        "pymdownx.superfences", "pymdownx.tabbed", "tables", "toc", "borrowproof",
    ], extension_configs={
        "pymdownx.snippets": {"base_path": [snippets], "check_paths": True},
        "pymdownx.tabbed": {"alternate_style": True},
        "borrowproof": {"evidence": evidence, "page": page},
    })
print(json.dumps(shown))
assert not any(name.partition(".")[0] in ("mkdocs", "material") for name in sys.modules), "MkDocs was imported"
"""


@pytest.fixture(scope="module")
def evidence(checked: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "evidence.json"
    path.write_text(json.dumps(report.dump(checked)), encoding="utf-8")
    return path


def convert(root: Path, evidence: Path, *pages: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RENDER, str(evidence), "snippets", *pages],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@one_in(8)
def test_every_page_renders_with_exactly_its_blocks(share: int, root: Path, checked: Run, evidence: Path) -> None:
    # The page with the box that finds an error needs the handbook of errors, which only the plugin hands over.
    boxed = {page for page in (b.page for b in checked.blocks) if "find your error" in (root / page).read_text("utf-8")}
    pages = sorted({block.page for block in checked.blocks} - boxed)
    assert boxed == {"docs/index.md"}
    assert len(pages) >= 7
    pages = [page for page in pages if drawn(page, share)]
    assert pages
    done = convert(root, evidence, *pages)
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    for page in pages:
        expected = Counter(f"{b.page}:{b.line}" for b in checked.blocks if b.page == page)  # editions share a line
        expected += Counter(f"{q.page}:{q.origin.line}" for q in checked.questions if q.page == page)
        expected += Counter(f"{x.page}:{x.origin.line}" for x in checked.exercises if x.page == page)
        values = (value for e in checked.evidence if e.snippet.origin.file == page for value in e.snippet.values)
        expected += Counter(f"{page}: `{value.written}`" for value in values)
        assert rendered_blocks.rendered_locations(shown[page]) == expected


def test_a_changed_snippet_is_refused_with_old_evidence(root: Path, checked: Run, tmp_path: Path) -> None:
    changed = report.dump(checked)
    page = checked.blocks[0].page
    block = next(b for b in changed["blocks"] if b["page"] == page)
    block["text"] += "\n// edited since"
    path = tmp_path / "evidence.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    done = convert(root, path, page)
    assert done.returncode != 0
    assert "no compiler judged this Rust block" in done.stderr
    assert f"{block_location(checked.blocks[0])}: verified, but the page does not show it" in done.stderr
