"""What all tests share: what is made once for a whole run, the stand-in for the Rust Playground, and the counts of
the ownership oracles."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import pickle
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from borrowproof import pipeline
from borrowproof.model.run import Run
from borrowproof.process.sandbox import Sandbox, use
from borrowproof.store.location import cache_folder
from tests.browser.provision import NONE
from tests.oracles.tally import table, total
from tests.paths import ROOT
from tests.playground import Playground
from tests.playground.service import Recalled
from tests.samples import FEW, WHOLE

# In the background of a shell these are ignored, which children inherit. Of a handler they inherit nothing.
for ignored in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(ignored) is signal.SIG_IGN:
        signal.signal(ignored, lambda *_: None)
# The tests start hundreds of interpreters (pytest-xdist's workers are the first): each would compile every module anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes says how busy the machine is, and the same examples every time make no test flaky.
settings.register_profile(
    "certain",
    max_examples=FEW,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("prove", settings.get_profile("certain"), max_examples=WHOLE)
settings.load_profile("certain")
PATIENT = 120.0  # seconds that the stand-in gives a request: the machine may be busy
# The key of what tests keep is theirs, and of all workers: the first process makes its folder before it starts them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="borrowproof-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)
Once = Callable[[str, Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def contained() -> Iterator[None]:
    """How much containment a test chose holds for this process; the next test has what there is again."""
    yield
    use(Sandbox.AUTO)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of a test run share; the next run has another."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def once(shared: Path) -> Once:
    """`once(name, make)` is what `make()` gives: one worker of a test run makes it, the others wait and read it."""

    def made(name: str, make: Callable[[], Any]) -> Any:
        kept = shared / f"{name}.pickle"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        return pickle.loads(kept.read_bytes())

    return made


@pytest.fixture(scope="session")
def own_copy(shared: Path) -> Path:
    """Where `checked` keeps a copy of our site; see there."""
    return shared / "our-copy"


@pytest.fixture(scope="session")
def checked(own_copy: Path, once: Once) -> Run:
    """All that the real compiler says of our own docs/ and snippets/: judged cold, once for a whole test run, in a copy
    that can be built, too."""

    def judged() -> Run:
        for folder in ("docs", "snippets"):
            shutil.copytree(ROOT / folder, own_copy / folder)
        for file in ("pyproject.toml", "mkdocs.yml"):
            shutil.copy(ROOT / file, own_copy)
        (own_copy / "hooks").symlink_to(ROOT / "hooks")
        return pipeline.verify(pipeline.default_paths(own_copy), own_copy)

    found: Run = once("checked", judged)
    return found


@pytest.fixture(scope="session")
def outcomes(checked: Run, own_copy: Path) -> Path:
    """The folder with the outcomes of `checked`, by content; more of this test run's own may be added."""
    return cache_folder(own_copy)


@pytest.fixture(scope="session")
def recalled(shared: Path) -> Recalled:
    """What the stand-in did already, for real, for an earlier test of this run."""
    return Recalled(shared / "recalled")


@pytest.fixture
def playground(recalled: Recalled) -> Iterator[Playground]:
    """A Playground of the test's own, without faults. It does no job twice: hundreds of tests ask the same."""
    with Playground(timeout=PATIENT, recalled=recalled) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How far the ownership timelines agree with rustc, summed over the tests that asked."""
    reports = [r for name in ("passed", "failed") for r in terminalreporter.stats.get(name, [])]
    found = [json.loads(str(text)) for r in reports for key, text in r.user_properties if key == "ownership"]
    if found:
        terminalreporter.section("ownership timelines against rustc")
        for line in table(total(found)):
            terminalreporter.write_line(line)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last thing that is said: what was not tried for want of a browser."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker's words are the controller's
        return
    if unseen := sum(NONE in str(report.longrepr) for report in reporter.stats.get("skipped", [])):
        reporter.write_line(f"{unseen} of the {NONE}", red=True, bold=True)
