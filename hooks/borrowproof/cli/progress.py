"""A progress bar on a terminal, for work that takes long; silent everywhere else."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

SHOW_AFTER = 0.5  # seconds before a bar appears
WIDTH = 30


class Progress:
    """Call it with (done, all). It writes only to a terminal, and cleans its line up on leaving."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._wanted = stream.isatty()
        self._started = time.monotonic()
        self._shown = ""

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write(f"\r{' ' * len(self._shown)}\r")
            self._stream.flush()

    def __call__(self, done: int, everything: int) -> None:
        if not self._wanted or time.monotonic() - self._started < SHOW_AFTER:
            return
        filled = WIDTH * done // max(everything, 1)
        line = f"[{'=' * filled}{' ' * (WIDTH - filled)}] {done} of {everything} snippets judged"
        if line != self._shown:
            self._stream.write(f"\r{line}")
            self._stream.flush()
            self._shown = line
