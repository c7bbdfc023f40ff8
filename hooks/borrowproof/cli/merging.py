"""`merge`: the reports of all shards of a check, read as one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from borrowproof import report
from borrowproof.model.run import Run
from borrowproof.project import ConfigurationError
from borrowproof.report.merge import CannotMerge, merge
from borrowproof.store.codec import DecodingError


def merged(files: Sequence[Path]) -> Run:
    """The whole run. Raises ConfigurationError for a file that is no report, and for what is no whole."""
    try:
        return merge([(str(file), _read(file)) for file in files])
    except CannotMerge as error:
        raise ConfigurationError(str(error)) from error


def _read(file: Path) -> Run:
    try:
        return report.load_part(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigurationError(f"cannot read {file}: {error.strerror}") from error
    except (ValueError, AttributeError, DecodingError) as error:
        how = "write it with `borrowproof check --shard I/N --format json --output FILE`"
        raise ConfigurationError(f"{file} is no report of this version of borrowproof ({error}); {how}") from error
