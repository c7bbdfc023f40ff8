"""Page objects: what a test may ask of a page, in the words of its readers."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

from tests.paths import ROOT

AXE = ROOT / "hooks" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Half way through a transition a colour is neither the one before nor the one after. (What never ends cannot finish.)
# What is far from the window is not laid out, and would seem to lie where it never will for a reader.
_LAY_OUT = """
  const everything = new CSSStyleSheet();
  everything.replaceSync(".bp-snippet, .bp-question { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(everything);
"""
_FINISH = "document.getAnimations().forEach((one) => { try { one.finish(); } catch {} })"


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds wrong with the page (or a part of it) as it is now: the rule, and the first places."""
    page.evaluate(AXE.read_text("utf-8"))  # not as a <script>: that would be a change of the page
    page.evaluate(f"() => {{ {_LAY_OUT} {_FINISH} }}")
    found: list[dict[str, Any]] = page.evaluate(
        "async ([where, tags]) => (await axe.run(where, {runOnly: tags, resultTypes: ['violations']})).violations",
        [within, _TAGS],
    )
    return [f"{v['id']}: {v['help']}: {[node['target'] for node in v['nodes'][:3]]}" for v in found]


def overflow(page: Page) -> float:
    """By how many CSS pixels the page itself scrolls sideways; 0 where all that is wide scrolls on its own."""
    found: float = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


@dataclass
class Traffic:
    """What a page asked for from the moment it was watched."""

    requests: list[Request] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Traffic:
        traffic = cls()
        page.on("request", lambda request: traffic.requests.append(request))
        return traffic

    def foreign(self, origin: str) -> list[str]:
        """Addresses that are neither of this origin nor part of the page itself."""
        return [r.url for r in self.requests if not r.url.startswith((origin, "data:", "blob:"))]

    def compressed(self, suffix: str, site: Path) -> dict[str, int]:
        """The bytes (gzip, level 9) of each file of the `site` that was asked for and whose name ends so."""
        paths = {urlsplit(request.url).path.removeprefix("/") for request in self.requests}
        files = [site / path for path in sorted(paths) if path.endswith(suffix)]
        return {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in files}
