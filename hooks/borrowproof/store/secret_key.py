"""The key that seals what is kept: whoever has not got it cannot write an outcome that is believed.

It is a file of the user's own state folder, apart from the store, of mode 0600; a contained run sees neither. It does
not travel: what another machine kept (a restored cache of a CI service, a copied folder) is judged again here. Where
there is no place for a key, nothing is kept.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

SIZE = 32  # bytes
NAME = "store.key"


class NoKey(Exception):
    """There is no key, and none can be made; the message says why."""


def folder() -> Path:
    """Where the key lies: `$XDG_STATE_HOME/borrowproof`, or `~/.local/state/borrowproof`. Raises NoKey.

    Source: XDG Base Directory Specification, which has relative paths ignored.
    """
    state = os.environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(state):  # noqa: PTH117 (an empty path is `.`, which is relative as well)
        return Path(state) / "borrowproof"
    try:
        return Path.home() / ".local" / "state" / "borrowproof"
    except RuntimeError as error:
        raise NoKey("this user has no home folder; set HOME or XDG_STATE_HOME") from error


def load() -> bytes:
    """The key of this user on this machine, made where there is none yet. Raises NoKey."""
    path = folder() / NAME
    try:
        try:
            return _read(path)
        except FileNotFoundError:
            _create(path)
            return _read(path)
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror}") from error


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
            raise NoKey(f"others may know {path} (owner {status.st_uid}, mode {status.st_mode & 0o777:o}); remove it")
        key = file.read(SIZE + 1)
    if len(key) != SIZE:
        raise NoKey(f"{path} is damaged; remove it")
    return key


def _create(path: Path) -> None:
    """Write the key beside its place, then move it there unless another process was quicker."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{NAME}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            os.fchmod(file.fileno(), 0o600)  # whatever the umask
            file.write(secrets.token_bytes(SIZE))
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)  # `rename` would replace the key of another process
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
