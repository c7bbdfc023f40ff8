"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path

UNFINISHED = ".writing-"  # how the name of a file begins that a killed writer left


def write(path: Path, content: bytes) -> None:
    """Write so that others see the old file or the new one, never a part (OSError where neither is possible).

    What an old file allowed to whom, the new one does.
    """
    unfinished = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}")
    try:
        unfinished.write_bytes(content)
        with contextlib.suppress(FileNotFoundError):
            unfinished.chmod(path.stat().st_mode & 0o777)
        unfinished.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
