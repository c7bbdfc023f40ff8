"""The browser that the tests drive: one on PATH, else Playwright's own, else Debian's package.

`python -m tests.browser.provision` sees to it that there is one, and says in one sentence where there can be none. Exit
status: 0, but 1 where there is none and `CI` is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Chromium without its windows comes first: the same engine, and a page costs it a third of the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DOWNLOAD = (sys.executable, "-m", "playwright", "install", "chromium")
PACKAGE = (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "--no-install-recommends", NAMES[0]))
NONE = (
    "browser tests do not run: there is no Chromium or Chrome on PATH, and none could be fetched; "
    "install one, or run: .venv/bin/playwright install --with-deps chromium"
)
SECONDS = 60  # for a browser to tell its version, on a busy machine


def found() -> str | None:
    """The path of a browser that starts; None where there is none."""
    return _on_path() or _of_playwright()


def _on_path() -> str | None:
    return next(filter(_starts, filter(None, map(shutil.which, NAMES))), None)


def _of_playwright() -> str | None:
    path = downloaded_to()
    return path if Path(path).exists() and _starts(path) else None


def downloaded_to() -> str:
    """Where Playwright's own browser is, or would be. A process of its own asks: one can hold but one Playwright."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return subprocess.run([sys.executable, "-c", ask], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def _starts(path: str) -> bool:
    """One whose libraries are missing is there and starts nothing; so is Ubuntu's package without snap."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def provided(*, root: bool) -> str | None:
    """The path of a browser, which is fetched if need be, by a package if we are root; None where none can be had."""
    browser = found()
    if browser is None and _done(DOWNLOAD):
        browser = _of_playwright()
    if browser is None and root and shutil.which("apt-get") and all(map(_done, PACKAGE)):
        browser = _on_path()
    return browser


def _done(argv: tuple[str, ...]) -> bool:
    """Whether a command did it; why it did not is said."""
    _say(f"fetching a browser for the tests: {' '.join(argv)}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        argv, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        errors = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.startswith("E")]
        _say(f"this failed with status {done.returncode}: {'; '.join(errors[:1])}")
    return done.returncode == 0


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def main() -> int:
    """Provide a browser, or say that there is none."""
    if provided(root=os.geteuid() == 0) is not None:
        return 0
    _say(NONE)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
