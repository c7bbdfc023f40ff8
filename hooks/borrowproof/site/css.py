"""The stylesheet that comes with the package."""

from __future__ import annotations

from importlib import resources


def text() -> str:
    """The CSS that every page with snippets needs."""
    return resources.files("borrowproof.site").joinpath("borrowproof.css").read_text(encoding="utf-8")
