"""Packages that only a part of borrowproof needs, and the command that brings them."""

from __future__ import annotations

_EXTRA = {"pygments": "site", "requests": "playground"}


def needs(package: str | None, what: str) -> str:
    """What to run where a package is missing without which `what` cannot be done."""
    extra = _EXTRA.get((package or "").partition(".")[0])
    wanted = f"borrowproof[{extra}]" if extra else str(package)
    return f'{what} needs the package `{package}`; run `pip install "{wanted}"`'
