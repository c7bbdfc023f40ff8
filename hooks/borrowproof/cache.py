"""Outcomes by content hash: a small file each, written whole or not at all, never believed when damaged."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

SCHEMA = "1"  # part of every key: a new value makes every kept outcome unknown

DAY = 86400.0  # seconds
TEMPORARY = ".writing-"
TAG = "CACHEDIR.TAG"
_TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55\n# Outcomes kept by borrowproof; this folder may be deleted.\n"


def key(**parts: str) -> str:
    """The name under which an outcome of exactly these parts is kept (64 hexadecimal digits)."""
    return _digest(json.dumps([SCHEMA, sorted(parts.items())]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(body: object) -> str:
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


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
        """What went wrong with the folder, in sentences, each said once."""
        return tuple(self._warnings)

    def get(self, key: str) -> dict[str, object] | None:
        """What `put` stored under `key`; None where nothing is known. A damaged entry is removed."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._warn("read", error)
            return None
        body = _believed(content, key)
        with contextlib.suppress(OSError):
            if body is None:
                path.unlink()
            elif time.time() - path.stat().st_mtime > DAY:
                os.utime(path)  # used: `prune` goes by this
        return body

    def put(self, key: str, value: Mapping[str, object]) -> None:
        """Keep `value`, which must be JSON (TypeError or ValueError otherwise), under `key`."""
        body = _canonical(dict(value))
        entry = f'{{"key":"{key}","sha256":"{_digest(body)}","body":{body}}}\n'
        path = self._path(key)
        temporary = path.with_name(f"{TEMPORARY}{secrets.token_hex(8)}")
        try:
            self._prepare(path.parent)
            temporary.write_bytes(entry.encode())
            temporary.replace(path)
        except OSError as error:
            self._warn("write", error)
            with contextlib.suppress(OSError):
                temporary.unlink()

    def prune(self, *, days: float = 30.0, budget: int = 256 << 20) -> None:
        """Remove what was not used for `days`, then the longest unused beyond `budget` bytes.

        At most once a day for a folder: the time of its tag says when that was. Files that a killed writer left
        behind go as well.
        """
        now = time.time()
        tag = self._root / TAG
        try:
            if now - tag.stat().st_mtime < DAY:
                return
            os.utime(tag)
            found = [(file.stat(), file) for file in self._root.glob("??/*") if file.is_file()]
        except FileNotFoundError:
            return
        except OSError as error:
            self._warn("tidy", error)
            return
        left = budget
        for status, file in sorted(found, key=lambda pair: -pair[0].st_mtime):
            left -= status.st_size
            oldest = DAY if file.name.startswith(TEMPORARY) else days * DAY
            if left < 0 or now - status.st_mtime > oldest:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _path(self, key: str) -> Path:
        return self._root / key[:2] / f"{key}.json"

    def _prepare(self, folder: Path) -> None:
        """Make `folder`; tell backup programs and git to leave the root alone."""
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in ((TAG, _TAG_TEXT), (".gitignore", "*\n")):
            with (
                contextlib.suppress(FileExistsError),
                (self._root / name).open("x", encoding="utf-8") as file,
            ):
                file.write(text)

    def _warn(self, what: str, error: OSError) -> None:
        self._warnings[f"cannot {what} the cache: {error.strerror}; outcomes are not kept"] = None


class NoCache:
    """Keeps nothing, for those who want everything judged anew."""

    warnings: tuple[str, ...] = ()

    def get(self, key: str) -> None:  # noqa: ARG002
        return None

    def put(self, key: str, value: Mapping[str, object]) -> None:
        pass

    def prune(self) -> None:
        pass


def _believed(content: bytes, key: str) -> dict[str, object] | None:
    """The body of an entry that is whole, undamaged and about `key`."""
    try:
        entry = json.loads(content)
        if (
            entry["key"] == key
            and isinstance(entry["body"], dict)
            and entry["sha256"] == _digest(_canonical(entry["body"]))
        ):
            return dict(entry["body"])
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    return None
