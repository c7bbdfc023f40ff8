"""The evidence of another machine, for a preview on one that cannot judge: read from a file beside mkdocs.yml."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

from borrowproof import report
from borrowproof.judging.recorded import wants_recorded, with_recorded
from borrowproof.model.run import Run
from borrowproof.report.control_characters import in_log
from borrowproof.store.codec import DecodingError

_GZIP = b"\x1f\x8b"


class Unusable(Exception):
    """The file is there, and no recorded evidence; the message says what to do."""


def completed(run: Run, file: Path) -> Run:
    """The run, with what `file` tells of that which could not be judged here; as it is where there is no such file.

    The file may be compressed with gzip. Raises Unusable.
    """
    if not wants_recorded(run) or not file.is_file():
        return run
    status = file.stat()
    return with_recorded(run, _read(file, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=1)
def _read(file: Path, _changed: int, _size: int) -> Run:
    """Read once for all builds of a `serve`, as long as the file does not change."""
    try:
        content = file.read_bytes()
        text = gzip.decompress(content) if content.startswith(_GZIP) else content
        found = report.load(json.loads(text))
    except (OSError, EOFError, ValueError, AttributeError, DecodingError) as error:
        raise Unusable(
            in_log(
                f"{file.name} is no recorded evidence of this version of borrowproof ({error}): write it again with "
                f"`borrowproof check --format json --output {file.name}` where rustc is, or delete it"
            )
        ) from error
    if found.toolchain is None:
        raise Unusable(f"{file.name} was written where no compiler judged, so that it proves nothing: delete it")
    return found
