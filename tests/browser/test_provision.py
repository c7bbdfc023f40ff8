"""A browser is found or fetched, by stand-ins for those who would bring one; where none can be had, that is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import provision
from tests.paths import ROOT

WORKS = "#!/bin/sh\necho 'Chromium 1.0'\n"
BROKEN = "#!/bin/sh\necho 'error while loading shared libraries' >&2\nexit 127\n"
Put = Callable[[Path, str], Path]
Bringing = Callable[[Path, str], tuple[str, ...]]


@pytest.fixture
def put() -> Put:
    """Makes a program of a script."""

    def make(path: Path, script: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script)
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def bringing() -> Bringing:
    """A command that puts a browser somewhere, as a download or a package does."""

    def make(path: Path, script: str) -> tuple[str, ...]:
        put = "import os, sys; os.makedirs(os.path.dirname(sys.argv[1]), exist_ok=True); "
        put += "open(sys.argv[1], 'w').write(sys.argv[2]); os.chmod(sys.argv[1], 0o755)"
        return (sys.executable, "-I", "-c", put, str(path), script)

    return make


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, where nothing can be fetched; its folder of programs, which has an `apt-get`."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}:/nowhere")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(provision, "DOWNLOAD", ("/bin/sh", "-c", "echo Error: no network; exit 1"))
    monkeypatch.setattr(provision, "PACKAGE", (("apt-get", "update"), ("apt-get", "install", "chromium")))
    (programs / "apt-get").write_text("#!/bin/sh\necho E: no network; exit 100\n")
    (programs / "apt-get").chmod(0o755)
    return programs


def test_one_on_path_is_taken_and_nothing_is_fetched(bare: Path, put: Put, capfd: pytest.CaptureFixture[str]) -> None:
    expected = put(bare / "google-chrome", WORKS)
    put(bare / "chromium", BROKEN)
    assert provision.provided(root=True) == str(expected)
    assert capfd.readouterr().err == ""


def test_else_playwrights_own_is_downloaded(bare: Path, bringing: Bringing, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path(provision.downloaded_to())
    assert own.is_relative_to(bare.parent / "playwright")
    monkeypatch.setattr(provision, "DOWNLOAD", bringing(own, WORKS))
    assert provision.provided(root=False) == str(own)
    monkeypatch.setattr(provision, "DOWNLOAD", ("/nowhere/false",))
    assert provision.provided(root=False) == str(own), "it is not downloaded again"


def test_else_the_package_is_installed_by_root_alone(
    bare: Path, bringing: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provision, "PACKAGE", (("apt-get", "x"), bringing(bare / "chromium", WORKS)))
    (bare / "apt-get").write_text("#!/bin/sh\n")
    assert provision.provided(root=False) is None
    assert provision.provided(root=True) == str(bare / "chromium")


def test_a_package_that_brings_nothing_that_starts_is_no_browser(
    bare: Path, bringing: Bringing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provision, "PACKAGE", (bringing(bare / "chromium-browser", BROKEN),))
    assert provision.provided(root=True) is None


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_none_is_said_in_one_sentence_and_is_red_in_ci(
    bare: Path, ci: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(provision, "PACKAGE", (("apt-get", "update"),))
    assert provision.main() == status
    said = capsys.readouterr().err.splitlines()
    assert said[-1] == provision.NONE
    assert "this failed with status 1: Error: no network" in said


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_test_run_without_a_browser_ends_with_that_sentence(bare: Path, ci: str, status: int) -> None:
    one = "tests/browser/test_opening.py::test_without_scripts_the_button_stays_hidden"
    argv = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", one]
    environment = {**os.environ, "CI": ci}
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == status, done.stdout
    if status == 0:
        assert done.stdout.splitlines()[-1] == f"1 of the {provision.NONE}"
    else:
        assert provision.NONE in done.stdout


def test_it_is_asked_beside_a_browser_that_runs(browser: Browser, bare: Path) -> None:
    assert browser.is_connected()
    assert provision.found() is None
