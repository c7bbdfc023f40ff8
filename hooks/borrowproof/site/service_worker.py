"""The service worker: a served site keeps itself for reading without a network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from borrowproof import assets

WORKER = "service-worker.js"
_NOT_KEPT = (".map", ".xml", ".gz")

# Where pages are rewritten while one looks, an old copy is worse than none: a worker left by a build goes away.
RETIRED = "self.addEventListener('install', () => self.skipWaiting());\nself.registration.unregister();\n"


def service_worker(files: Mapping[str, bytes]) -> str:
    """The script for the root of a site of these `files` (paths relative to the root, and their contents).

    It names a cache by what the files hold, so that a new build replaces the old one as a whole. Maps and sitemaps
    are not stored: a reader without a network needs neither.
    """
    kept = sorted(path for path in files if not path.endswith(_NOT_KEPT) and path != WORKER)
    digest = hashlib.sha256()
    for path in kept:
        digest.update(path.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    build = json.dumps({"cache": f"site-{digest.hexdigest()[:16]}", "files": kept}, ensure_ascii=False)
    return f"self.BUILD = {build};\n{assets.script('service-worker.js')}"
