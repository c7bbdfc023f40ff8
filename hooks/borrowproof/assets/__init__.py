"""What a page loads besides its HTML: our stylesheets, and the scripts that hooks/frontend bundles into this folder."""

from __future__ import annotations

from importlib import resources

SCRIPTS = ("borrowproof.js", "borrowproof-editor.js", "iframe-worker.js")


def stylesheet() -> str:
    """The CSS that every page with snippets needs: the base, then each feature's."""
    folder = resources.files(__name__).joinpath("styles")
    names = sorted((f.name for f in folder.iterdir() if f.name.endswith(".css")), key=lambda n: (n != "base.css", n))
    return "\n".join(style(name) for name in names)


def style(name: str) -> str:
    """One of the stylesheets, by the name of its file."""
    return resources.files(__name__).joinpath("styles", name).read_text(encoding="utf-8")


def script(name: str = "borrowproof.js") -> str:
    """A bundle of hooks/frontend; `name` is one of SCRIPTS, or the service worker."""
    return resources.files(__name__).joinpath("scripts", name).read_text(encoding="utf-8")
