"""A real browser: Chromium or Chrome without a window, driven by Playwright.

`make test` sees to it that there is one. Machines that can have none skip these tests and say so; CI does not.

A page does much a moment later: it waits for a pause in the typing, for its scripts, for the browser. So nothing that
can still change is read once: `expect` and `wait_for_function` ask until it is so, for as long as a busy machine needs.
"""

from __future__ import annotations

import fcntl
import functools
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from borrowproof.model.run import Run
from tests.browser import provision

FLAGS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")
PATIENCE = 90_000  # milliseconds for whatever a test waits for; no test takes that long where all is well
NewPage = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = provision.found()
    if found is None and os.environ.get("CI"):
        pytest.fail(provision.NONE)
    if found is None:
        pytest.skip(provision.NONE)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Opens a page in a profile of its own: `new_page(width=320, color_scheme="dark", java_script_enabled=False)`.

    At the end the test fails if any of its pages reported an error on its console (unless `errors=True`). There are no
    service workers unless `service_workers="allow"`: each would fetch the whole site, for every page of every test.
    """
    contexts = []
    complaints: list[str] = []

    def make(width: int = 1280, height: int = 900, *, errors: bool = False, **options: object) -> Page:
        options = {"service_workers": "block", "viewport": {"width": width, "height": height}, **options}
        context = browser.new_context(**options)  # type: ignore[arg-type]  # Playwright's options, passed on
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if not errors:
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, f"the page complained: {complaints}"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of desktop size in the light scheme."""
    return new_page()


@pytest.fixture(scope="session")
def built_site(shared: Path, own_copy: Path, checked: Run) -> Path:
    """The folder of our own site, built strictly once for all workers of a test run, with the outcomes of `checked`."""
    folder = shared / "our-site"
    with (shared / "our-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "index.html").exists():
            argv = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
            done = subprocess.run(argv, cwd=own_copy, capture_output=True, text=True, timeout=600, check=False)
            assert done.returncode == 0, done.stderr
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Lets a browser keep nothing without asking again: what it may guess differs from file to file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Says nothing: a test's output is the test's own."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # of connections that nobody has accepted yet


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which a folder is served, without a slash at its end; nobody answers there afterwards."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def served(built_site: Path) -> Iterator[str]:
    """The address of our site, served as a static folder; ends without a slash."""
    with serving(built_site) as address:
        yield address
