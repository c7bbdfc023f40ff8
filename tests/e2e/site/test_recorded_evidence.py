"""A machine without rustc shows the site from evidence that was recorded elsewhere, says so, and publishes nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

from borrowproof.site.publication_gate import ALLOW_UNCHECKED
from tests.e2e.site.conftest import Site
from tests.e2e.site.test_mkdocs import html, mkdocs, without_compiler

KEPT = '# Kept\n\n```rust {title="kept" ownership memory}\nlet kept = String::from("a");\ndrop(kept);\n```\n'
CHANGED = '\n```rust {title="changed"}\nlet n = 1;\nassert_eq!(n, 1);\n```\n'
BANNER = "It shows evidence that was recorded elsewhere, by rustc "


def test_recorded_evidence_is_shown_where_nobody_can_judge(make_site: Site, tmp_path: Path) -> None:
    home = make_site({"index.md": KEPT + CHANGED})
    assert mkdocs(home, "build", "--strict").returncode == 0
    judged = html(home, "index.html")
    (home / "evidence.json").write_bytes(gzip.compress((home / "site" / "evidence.json").read_bytes()))
    page = home / "docs" / "index.md"
    page.write_text(KEPT.replace("# Kept\n", "# Kept\n\nNow it stands further down.\n") + CHANGED.replace("1", "2"))
    alone = without_compiler(tmp_path)
    preview = mkdocs(home, "build", env=alone | {ALLOW_UNCHECKED: "1"})
    assert preview.returncode == 0, preview.stderr
    assert "pages show what was recorded by rustc" in preview.stderr
    shown = html(home, "index.html")
    assert BANNER in shown
    assert BANNER not in judged
    kept, changed = shown.split('id="snippet-1"')[1].split('id="snippet-2"')
    assert "recorded on 20" in kept
    assert 'class="bp-memory' in kept
    assert 'class="bp-lanes"' in kept
    assert "bp-badge-runs" in kept
    assert "recorded on" not in changed
    assert "bp-badge-unchecked" in changed
    for arguments, variables in ((("build",), {}), (("build", "--strict"), {ALLOW_UNCHECKED: "1"})):
        refused = mkdocs(home, *arguments, env=alone | variables)
        assert refused.returncode != 0, arguments
    (home / "evidence.json").write_text("{}")
    without = mkdocs(home, "build", env=alone | {ALLOW_UNCHECKED: "1"})
    assert "evidence.json is no recorded evidence" in without.stderr
    assert "No compiler checked this page.</strong>" in html(home, "index.html")
