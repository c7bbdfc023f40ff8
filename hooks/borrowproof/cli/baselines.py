"""The file of `--baseline`: read, written, and held against a run."""

from __future__ import annotations

import json
from pathlib import Path

from borrowproof import regular_files
from borrowproof.judging import baseline
from borrowproof.model.run import Run
from borrowproof.project import ConfigurationError
from borrowproof.store import atomic_write


def write(path: Path, run: Run) -> None:
    """Record what a run found, so that from now on only what is new is red. Raises ConfigurationError."""
    text = json.dumps(baseline.published(baseline.entries(run)), indent=1, ensure_ascii=False) + "\n"
    try:
        atomic_write.write(path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ConfigurationError(f"cannot write to {path}: {error.strerror}") from error


def held(run: Run, path: Path) -> Run:
    """The run with what a baseline accepts marked. Raises ConfigurationError, also where there is no baseline."""
    if not regular_files.exists(path):
        raise ConfigurationError(f"there is no baseline {path}; write one with --write-baseline {path}")
    try:
        values = json.loads(regular_files.read(path).decode("utf-8"))
    except regular_files.NotReadable as error:
        raise ConfigurationError(f"{path}: {error}; {error.fix}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path} is no baseline: {error}") from error
    return baseline.hold(run, baseline.read(values, str(path)))
