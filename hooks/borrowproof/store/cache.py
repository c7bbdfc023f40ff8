"""Outcomes by content hash: a small file each, written whole or not at all, believed only where it bears our seal.

The seal is an HMAC (RFC 2104) of the entry under a key that lies elsewhere (`secret_key`). What bears another one was
damaged, copied from another machine or written by somebody else; it is not even parsed.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import stat
import time
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from borrowproof import disk
from borrowproof.store import atomic_write, secret_key

SCHEMA = 6  # part of every key: another value, and nothing that was kept is known any more

DAY = 86400.0  # seconds
TAG = "CACHEDIR.TAG"
NOTES = {
    TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# Outcomes kept by borrowproof; this folder may be deleted.\n",
    ".gitignore": "*\n",
}


def cache_key(**parts: str) -> str:
    """The name under which the outcome of exactly these parts is kept (64 hexadecimal digits)."""
    return _digest(_canonical([SCHEMA, parts]))


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Cache:
    """A folder of outcomes that threads and processes may share.

    No method raises on account of the disk: what cannot be read is a miss, what cannot be written is not kept,
    and `warnings` says so.
    """

    # What was stopped on expiry, for as long as this process lives: judged again only by the next one.
    _timed_out: ClassVar[dict[tuple[Path, str], str]] = {}

    def __init__(self, root: Path) -> None:
        self._root = root
        self._warnings: dict[str, None] = {}
        self._refused: set[str] = set()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the folder, in sentences, each said once."""
        refused = len(self._refused)
        if not refused:
            return tuple(self._warnings)
        what = "kept outcome bears" if refused == 1 else "kept outcomes bear"
        why = "(damaged, brought from another machine, or forged)"
        return (*self._warnings, f"{refused} {what} no seal of this machine {why}; judged again")

    @cached_property
    def _secret(self) -> bytes | None:
        """The key of the seals; None where there is none, so that nothing is kept."""
        try:
            return secret_key.load()
        except secret_key.NoKey as error:
            self._warn(f"outcomes are not kept, for want of a key: {error}")
            return None

    def get(self, key: str) -> dict[str, object] | None:
        """What was `put` under `key`; None where nothing is known. A damaged entry is removed."""
        if self._secret is None:
            return None
        path = self._path(key)
        disk.stamp(path)
        try:
            content, used = _read(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._warn(f"cannot read the cache: {error.strerror}; outcomes are judged anew")
            return None
        body = _believed(content, key, self._secret)
        with contextlib.suppress(OSError):
            if body is None:
                self._refused.add(key)
                os.unlink(path)  # noqa: PTH108
            elif time.time() - used > DAY:
                os.utime(path)  # was used: `prune` goes by this
        return body

    def put(self, key: str, value: Mapping[str, object]) -> None:
        """Keep `value` under `key`. It must be JSON with names as keys (TypeError where it is not)."""
        body = _canonical(dict(value))
        if self._secret is None:
            return
        entry = f"{_head(key, _seal(body.encode(), key, self._secret))}{body}{_TAIL}"
        try:
            for name, text in NOTES.items():
                if not os.path.exists(f"{self._root}{os.sep}{name}"):  # noqa: PTH110  (once for each outcome)
                    _write(self._root / name, text)
            _write(Path(self._path(key)), entry)
        except OSError as error:
            self._warn(f"cannot write the cache: {error.strerror}; outcomes are not kept")

    def timed_out(self, key: str) -> str | None:
        """Why what `key` names was stopped before, in this process; None where it was not."""
        return self._timed_out.get((self._root, key))

    def note_timeout(self, key: str, why: str) -> None:
        """Remember for this process that what `key` names was stopped on expiry."""
        self._timed_out[self._root, key] = why

    def prune(self, *, days: float = 30.0, budget: int = 256 << 20) -> None:
        """Remove what was not used for `days`; beyond `budget` bytes, what was not used for longest.

        At most once a day, which the time of the folder's tag tells. What a killed writer left unfinished
        goes as well.
        """
        now, tag = time.time(), self._root / TAG
        try:
            if now - tag.stat().st_mtime < DAY:
                return
            os.utime(tag)
        except OSError:
            return  # there is no cache, or it is not ours to change
        for file, status in sorted(self._files(), key=lambda found: -found[1].st_mtime):
            budget -= status.st_size
            keep = DAY if file.name.startswith(atomic_write.UNFINISHED) else days * DAY
            if budget < 0 or now - status.st_mtime > keep:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for pattern in ("??/*", f"{atomic_write.UNFINISHED}*"):
            for file in self._root.glob(pattern):
                with contextlib.suppress(OSError):
                    yield file, file.stat()

    def _path(self, key: str) -> str:
        return f"{self._root}{os.sep}{key[:2]}{os.sep}{key}.json"

    def _warn(self, sentence: str) -> None:
        self._warnings[sentence] = None


class NoCache:
    """Keeps nothing, for those who want everything judged anew."""

    warnings: tuple[str, ...] = ()

    def get(self, _key: str) -> dict[str, object] | None:
        """Nothing is known."""
        return None

    def put(self, _key: str, _value: Mapping[str, object]) -> None:
        """Forget it."""

    def timed_out(self, _key: str) -> str | None:
        """Everything is judged anew."""
        return None

    def note_timeout(self, _key: str, _why: str) -> None:
        """Forget it."""

    def prune(self) -> None:
        """There is nothing to remove."""


_TAIL = "}\n"


def _head(key: str, seal: str) -> str:
    return f'{{"key":"{key}","hmac":"{seal}","body":'


def _seal(body: bytes, key: str, secret: bytes) -> str:
    return hmac.digest(secret, b"%b\n%b" % (key.encode(), body), "sha256").hex()


def _believed(content: bytes, key: str, secret: bytes) -> dict[str, object] | None:
    """The body of an entry that is whole, undamaged, about `key`, and sealed by us."""
    length = len(_head(key, "0" * 64))
    body = content[length : -len(_TAIL)]
    genuine = f"{_head(key, _seal(body, key, secret))}".encode() + body + _TAIL.encode()
    if not hmac.compare_digest(genuine, content):
        return None
    found: dict[str, object] = json.loads(body)
    return found


def _read(path: str) -> tuple[bytes, float]:
    """The content of an entry, and when it was last used. What is no regular file, such as a pipe that was put in its
    place, is not read."""
    with open(path, "rb", opener=_opener) as file:
        status = os.fstat(file.fileno())
        return file.read() if stat.S_ISREG(status.st_mode) else b"", status.st_mtime


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)  # opens a pipe without waiting for somebody to write


def _write(path: Path, text: str) -> None:
    try:
        atomic_write.write(path, text.encode())
    except FileNotFoundError:  # the first entry of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.write(path, text.encode())
