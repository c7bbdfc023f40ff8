"""The stylesheet and the script that come with the package."""

from __future__ import annotations

from importlib import resources


def stylesheet() -> str:
    """The CSS that every page with snippets needs."""
    return _read("borrowproof.css")


def script() -> str:
    """The JavaScript of what a page can do beyond reading; no page needs it to be read."""
    return _read("borrowproof.js")


def _read(name: str) -> str:
    return resources.files("borrowproof.site").joinpath(name).read_text(encoding="utf-8")
