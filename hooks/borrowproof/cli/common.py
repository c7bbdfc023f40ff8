"""What several commands do: talk to whoever runs them, write what was asked for, find where names begin."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TextIO

from borrowproof import disk, project
from borrowproof.project import ConfigurationError
from borrowproof.report.control_characters import in_log


def say(message: str) -> None:
    """A message to whoever runs this."""
    print(in_log(message), file=sys.stderr)


def base_folder() -> Path:
    """Where names are relative to: the project around the current folder, or that folder."""
    here = disk.real(Path.cwd())
    root = project.find(here).root
    return root if here.is_relative_to(root) else here


def write(path: Path, text: str) -> None:
    """Write what was asked for into a file. Raises ConfigurationError where that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(f"cannot write to {path}: {error.strerror}") from error


def colours(stream: TextIO) -> bool:
    """Colours on a terminal; NO_COLOR and FORCE_COLOR decide otherwise (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
