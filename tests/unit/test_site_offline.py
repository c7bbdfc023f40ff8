"""The worker that keeps a site: what it names, and that a new build is a new cache. Its behaviour: tests/browser."""

from __future__ import annotations

import json
import re

from borrowproof.site import assets, offline

FILES = {"index.html": b"one", "a/b c.html": b"two", "sitemap.xml": b"x", "m.js.map": b"x", offline.WORKER: b"old"}


def build(files: dict[str, bytes]) -> dict[str, object]:
    first, _, rest = offline.service_worker(files).partition("\n")
    assert rest == assets.script(offline.WORKER)
    match = re.fullmatch(r"self\.BUILD = (.*);", first)
    assert match
    found: dict[str, object] = json.loads(match[1])
    return found


def test_it_keeps_what_a_reader_needs() -> None:
    assert build(FILES)["files"] == ["a/b c.html", "index.html"]


def test_a_build_that_differs_in_any_file_has_a_cache_of_its_own() -> None:
    name = build(FILES)["cache"]
    assert name == build(dict(reversed(FILES.items())))["cache"]
    assert name == build({**FILES, "sitemap.xml": b"other", offline.WORKER: b"new"})["cache"]
    assert name != build({**FILES, "index.html": b"other"})["cache"]
    assert name != build({**FILES, "c.html": b""})["cache"]


def test_a_retired_worker_keeps_nothing() -> None:
    assert "unregister" in offline.RETIRED
    assert "cache" not in offline.RETIRED
