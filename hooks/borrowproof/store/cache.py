"""Outcomes by content hash: a small file each, written whole or not at all, never believed when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from borrowproof.store import atomic_write

SCHEMA = 3  # part of every key: another value, and nothing that was kept is known any more

DAY = 86400.0  # seconds
TAG = "CACHEDIR.TAG"
NOTES = {
    TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# Outcomes kept by borrowproof; this folder may be deleted.\n",
    ".gitignore": "*\n",
}


def key(**parts: str) -> str:
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

    def __init__(self, root: Path) -> None:
        self._root = root
        self._warnings: dict[str, None] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is wrong with the folder, in sentences, each said once."""
        return tuple(self._warnings)

    def get(self, key: str) -> dict[str, object] | None:
        """What was `put` under `key`; None where nothing is known. A damaged entry is removed."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._warn(f"cannot read the cache: {error.strerror}; outcomes are judged anew")
            return None
        body = _believed(content, key)
        with contextlib.suppress(OSError):
            if body is None:
                path.unlink()
            elif time.time() - path.stat().st_mtime > DAY:
                os.utime(path)  # was used: `prune` goes by this
        return body

    def put(self, key: str, value: Mapping[str, object]) -> None:
        """Keep `value` under `key`. It must be JSON with names as keys (TypeError where it is not)."""
        body = _canonical(dict(value))
        entry = f'{{"key":"{key}","sha256":"{_digest(body)}","body":{body}}}\n'
        try:
            for name, text in NOTES.items():
                if not (self._root / name).exists():
                    _write(self._root / name, text)
            _write(self._path(key), entry)
        except OSError as error:
            self._warn(f"cannot write the cache: {error.strerror}; outcomes are not kept")

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

    def _path(self, key: str) -> Path:
        return self._root / key[:2] / f"{key}.json"

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

    def prune(self) -> None:
        """There is nothing to remove."""


def _believed(content: bytes, key: str) -> dict[str, object] | None:
    """The body of an entry that is whole, undamaged and about `key`."""
    try:
        entry = json.loads(content)
        body = entry["body"]
        genuine = entry["key"] == key and entry["sha256"] == _digest(_canonical(body))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return body if genuine and isinstance(body, dict) else None


def _write(path: Path, text: str) -> None:
    try:
        atomic_write.write(path, text.encode())
    except FileNotFoundError:  # the first entry of its folder
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.write(path, text.encode())
