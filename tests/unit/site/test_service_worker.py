"""The worker that keeps a site: what it names, and that a new build is a new cache. Its behaviour: tests/browser."""

from __future__ import annotations

import json
import re

from borrowproof import assets
from borrowproof.site import service_worker

FILES = {
    "index.html": b"one",
    "a/b c.html": b"two",
    "sitemap.xml": b"x",
    "m.js.map": b"x",
    service_worker.WORKER: b"old",
}


def build(files: dict[str, bytes]) -> dict[str, object]:
    first, _, rest = service_worker.service_worker(files).partition("\n")
    assert rest == assets.script(service_worker.WORKER)
    match = re.fullmatch(r"self\.BUILD = (.*);", first)
    assert match
    found: dict[str, object] = json.loads(match[1])
    return found


def test_it_keeps_what_a_reader_needs() -> None:
    assert build(FILES)["files"] == ["a/b c.html", "index.html"]


def test_a_build_that_differs_in_any_file_has_a_cache_of_its_own() -> None:
    name = build(FILES)["cache"]
    assert name == build(dict(reversed(FILES.items())))["cache"]
    assert name == build({**FILES, "sitemap.xml": b"other", service_worker.WORKER: b"new"})["cache"]
    assert name != build({**FILES, "index.html": b"other"})["cache"]
    assert name != build({**FILES, "c.html": b""})["cache"]


def test_a_retired_worker_keeps_nothing() -> None:
    assert "unregister" in service_worker.RETIRED
    assert "cache" not in service_worker.RETIRED
