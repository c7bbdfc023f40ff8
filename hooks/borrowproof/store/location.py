"""Where outcomes are kept."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(base: Path) -> Path:
    """`.cache/borrowproof` in a project; the user's own cache folder where `base` is nobody's project."""
    if any((base / name).is_file() for name in ("pyproject.toml", "mkdocs.yml")):
        return base / ".cache" / "borrowproof"
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "borrowproof"
