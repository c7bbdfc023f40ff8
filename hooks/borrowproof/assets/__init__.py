"""What a page loads besides its HTML: our stylesheets, and the scripts that hooks/frontend bundles into this folder."""

from __future__ import annotations

import re
from importlib import resources

# How the stylesheets select a dark scheme: that of Material and Zensical, and that of MkDocs' own themes.
DARK = ':is([data-md-color-scheme="slate"], [data-bs-theme="dark"])'
SCRIPTS = ("borrowproof.js", "borrowproof-editor.js")
LESSON_SCRIPTS = (
    "borrowproof-lessons.js",
    "borrowproof-finder.js",
    "iframe-worker.js",
)  # what only a site of lessons wants


def stylesheet() -> str:
    """The CSS that every page with snippets needs: the base, then each feature's."""
    folder = resources.files(__name__).joinpath("styles")
    names = sorted((f.name for f in folder.iterdir() if f.name.endswith(".css")), key=lambda n: (n != "base.css", n))
    return "\n".join(style(name) for name in names)


def style(name: str) -> str:
    """One of the stylesheets, by the name of its file."""
    return resources.files(__name__).joinpath("styles", name).read_text(encoding="utf-8")


def colours(*names: str) -> str:
    """The custom properties that stylesheets set, for an SVG file: light or dark as its viewer is."""
    css = "".join(map(style, names))
    light, dark = (_properties(css, chosen) for chosen in (":root", DARK))
    return f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}"


def _properties(css: str, selector: str) -> str:
    """The custom properties that a selector sets, without the icons."""
    blocks = "".join(re.findall(rf"(?m)^{re.escape(selector)} \{{([^}}]*)\}}", css))
    return "".join(re.findall(r"\s*--bp-(?!icon)[\w-]+: [^;{}]*;", blocks))


def script(name: str = "borrowproof.js") -> str:
    """A bundle of hooks/frontend; `name` is one of SCRIPTS or LESSON_SCRIPTS, or the service worker."""
    return resources.files(__name__).joinpath("scripts", name).read_text(encoding="utf-8")
