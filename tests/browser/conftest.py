"""A real browser: Chromium without a window. Machines without it skip these tests and say so; CI does not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Browse = Callable[[str], str]
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("CI"):
        pytest.fail("CI needs a browser: apt-get install chromium")
    if found is None:
        pytest.skip("no Chromium on PATH; on Debian and Ubuntu: apt install chromium")
    return found


@pytest.fixture
def browse(chromium: str, tmp_path: Path) -> Browse:
    """Opens an address, waits until nothing happens any more, and gives the page's HTML as it is then."""

    def dump(address: str) -> str:
        argv = [
            chromium,
            *QUIET,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=10000",
            "--dump-dom",
        ]
        done = subprocess.run([*argv, address], capture_output=True, text=True, timeout=90, check=True)
        return done.stdout

    return dump
