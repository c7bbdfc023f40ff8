"""Where outcomes are kept."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from borrowproof import disk, site_configuration


def cache_folder(base: Path) -> Path:
    """`.cache/borrowproof` in a project; the user's own cache folder where `base` is nobody's project."""
    if any(disk.is_file(base / name) for name in ("pyproject.toml", *site_configuration.NAMES)):
        return base / ".cache" / "borrowproof"
    home = os.environ.get("XDG_CACHE_HOME")
    if home:
        return Path(home) / "borrowproof"
    try:
        return Path.home() / ".cache" / "borrowproof"
    except RuntimeError:  # a user without a home folder
        return Path(tempfile.gettempdir()) / f"borrowproof-{os.geteuid()}"
