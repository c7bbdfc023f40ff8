"""The same lessons render through Python-Markdown alone, from the JSON report, without MkDocs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from borrowproof import pipeline, report
from borrowproof.model import Run
from borrowproof.site import written
from borrowproof.site.index import place

RENDER = """
import sys, markdown
page, evidence, snippets = sys.argv[1:]
text = open(page, encoding="utf-8").read().partition("---\\n")[2].partition("---\\n")[2]
print(markdown.markdown(text, extensions=[
    "admonition", "attr_list", "def_list", "md_in_html", "pymdownx.details", "pymdownx.snippets",
    "pymdownx.superfences", "pymdownx.tabbed", "tables", "toc", "borrowproof",
], extension_configs={
    "pymdownx.snippets": {"base_path": [snippets], "check_paths": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "borrowproof": {"evidence": evidence, "page": page},
}))
assert not any(name.partition(".")[0] in ("mkdocs", "material") for name in sys.modules), "MkDocs was imported"
"""


@pytest.fixture(scope="module")
def run(root: Path) -> Run:
    return pipeline.verify(pipeline.default_paths(root), root)


@pytest.fixture(scope="module")
def evidence(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "evidence.json"
    path.write_text(json.dumps(report.dump(run)), encoding="utf-8")
    return path


def convert(root: Path, page: str, evidence: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RENDER, page, str(evidence), "snippets"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_page_renders_with_exactly_its_blocks(root: Path, run: Run, evidence: Path) -> None:
    pages = sorted({block.page for block in run.blocks})
    assert len(pages) >= 7
    for page in pages:
        done = convert(root, page, evidence)
        assert done.returncode == 0, done.stderr
        expected = Counter(f"{b.page}:{b.line}" for b in run.blocks if b.page == page)  # editions share a line
        expected += Counter(f"{q.page}:{q.origin.line}" for q in run.questions if q.page == page)
        assert written.places(done.stdout) == expected


def test_a_changed_snippet_is_refused_with_old_evidence(root: Path, run: Run, tmp_path: Path) -> None:
    changed = report.dump(run)
    page = run.blocks[0].page
    block = next(b for b in changed["blocks"] if b["page"] == page)
    block["text"] += "\n// edited since"
    path = tmp_path / "evidence.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    done = convert(root, page, path)
    assert done.returncode != 0
    assert "no compiler judged this Rust block" in done.stderr
    assert f"{place(run.blocks[0])}: verified, but the page does not show it" in done.stderr
