"""`borrowproof assets DIR`: the files that a page loads, for generators that no plugin of ours brings them to."""

from __future__ import annotations

from pathlib import Path

from borrowproof import assets
from borrowproof.project import ConfigurationError

STYLESHEET, SCRIPT = "borrowproof.css", "borrowproof.js"


def write_assets(folder: Path) -> list[Path]:
    """Write stylesheet and scripts into a folder, which is made; returns the files. Raises ConfigurationError."""
    texts = {STYLESHEET: assets.stylesheet(), **{name: assets.script(name) for name in assets.SCRIPTS}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"cannot write to {error.filename or folder}: {error.strerror}") from error
    return [folder / name for name in texts]


def told(files: list[Path]) -> str:
    """What was written, and what to do with it."""
    written = "\n".join(f"wrote {file}" for file in files)
    return f"{written}\nname {STYLESHEET} under `extra_css` and {SCRIPT} under `extra_javascript` of your site"
