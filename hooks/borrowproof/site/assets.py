"""The stylesheet and the scripts that come with the package."""

from __future__ import annotations

from importlib import resources

SCRIPTS = ("borrowproof.js", "borrowproof-editor.js", "iframe-worker.js")


def stylesheet() -> str:
    """The CSS that every page with snippets needs: the base, then each feature's."""
    folder = resources.files("borrowproof.site").joinpath("styles")
    names = sorted((f.name for f in folder.iterdir() if f.name.endswith(".css")), key=lambda n: (n != "base.css", n))
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def script(name: str = "borrowproof.js") -> str:
    """A bundle of hooks/frontend; `name` is one of SCRIPTS, or the service worker."""
    return resources.files("borrowproof.site").joinpath("scripts", name).read_text(encoding="utf-8")
