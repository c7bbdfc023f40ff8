"""Who judges, as it is configured."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from borrowproof.backends import miri, toolchain
from borrowproof.backends.counting import CountingBackend
from borrowproof.backends.local_runner import LocalRunner
from borrowproof.backends.mir_dumps import LocalMirDumps
from borrowproof.backends.playground.client import Client
from borrowproof.backends.playground.conversation import Conversation
from borrowproof.backends.playground.failures import Unusable
from borrowproof.backends.playground.runner import PlaygroundRunner
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import CodeStatus, Rustc, ToolchainError
from borrowproof.judging import backend_selection
from borrowproof.judging.backend_selection import BackendName, BackendOptions, NoBackend
from borrowproof.model.compiler import Toolchain
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.snippet import Snippet
from borrowproof.process import containment
from borrowproof.process.containment import NotContained
from borrowproof.process.sandbox import CannotRun, Sandbox
from borrowproof.project import ConfigurationError
from borrowproof.store.cache import NoCache


@pytest.mark.parametrize(
    "url",
    [
        "",
        "play",
        "ftp://a.b",
        "https://",
        "http://a:b",
        "http://a/?x=1",
        "http://a/#x",
        "http://a:0",
        "http://me:pw@a/",
        "http://[",
    ],
)
def test_an_address_must_be_one(url: str) -> None:
    with pytest.raises(ConfigurationError, match="is not the address of a Playground"):
        backend_selection.playground_address(url)


def test_the_playground_has_three_channels() -> None:
    with pytest.raises(ConfigurationError, match=r"no toolchain `1\.90`; choose stable, beta, nightly"):
        backend_selection.select_playground(
            BackendOptions(BackendName.PLAYGROUND, "http://127.0.0.1:9", "1.90"), NoCache(), []
        )


def test_a_local_run_never_loads_what_talks_to_a_network() -> None:
    code = "import sys, borrowproof.cli.commands; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("url", ["http://a", "https://a.b/c/", "http://127.0.0.1:1/", "http://a:65535"])
def test_an_address_loses_nothing_but_its_last_slash(url: str) -> None:
    assert backend_selection.playground_address(url) == url.rstrip("/")


RUSTC = Rustc(Path("/bin/rustc"), Toolchain("1.95.0", "x86_64-unknown-linux-gnu", "f"), starts=Path("/lib/rustc"))


@pytest.fixture
def contained(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of the containment, in order; nothing is started."""
    asked: list[object] = []
    monkeypatch.setattr(backend_selection, "use", asked.append)
    monkeypatch.setattr(backend_selection, "of_compiler", lambda *paths: paths)
    monkeypatch.setattr(containment, "require", asked.append)
    return asked


def test_a_rustc_of_this_machine_judges_counts_and_dumps(contained: list[object], tmp_path: Path) -> None:
    chosen = backend_selection.select_local(lambda: RUSTC, 3, tmp_path, Sandbox.AUTO)
    assert chosen.backend == LocalBackend(RUSTC, 3)
    assert chosen.counter == CountingBackend(LocalRunner(LocalBackend(RUSTC, 3)))
    assert chosen.dumps == LocalMirDumps(RUSTC, 3)
    assert isinstance(chosen.miri, partial)
    assert (chosen.miri.func, chosen.miri.args) == (miri.local, (tmp_path,))
    assert contained == [Sandbox.AUTO]
    assert chosen.warnings == []


@pytest.mark.parametrize("status", [None, "explained"])
def test_it_is_asked_about_error_codes(
    status: str | None, contained: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[Rustc, str]] = []

    def explanation(rustc: Rustc, code: str) -> str | None:
        asked.append((rustc, code))
        return status

    monkeypatch.setattr(toolchain, "explanation", explanation)
    chosen = backend_selection.select_local(lambda: RUSTC, 1, tmp_path, Sandbox.AUTO)
    assert chosen.explain("E0382") is (CodeStatus.EMITTED if status else CodeStatus.UNKNOWN)
    assert asked == [(RUSTC, "E0382")]


def test_whoever_requires_containment_has_it_proven_for_the_compiler(contained: list[object], tmp_path: Path) -> None:
    backend_selection.select_local(lambda: RUSTC, 1, tmp_path, Sandbox.REQUIRE)
    assert contained == [Sandbox.REQUIRE, (Path("/bin/rustc"), Path("/lib/rustc"))]


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (ToolchainError("no rustc"), NotChecked(Cause.NO_COMPILER, f"no rustc; {backend_selection.USE_PLAYGROUND}")),
        (NotContained("no namespaces"), NotChecked(Cause.NOT_CONTAINED, "no namespaces")),
        (CannotRun("no process"), NotChecked(Cause.NOT_CONTAINED, "no process")),
    ],
)
def test_without_a_compiler_or_its_containment_nobody_judges(
    error: Exception, why: NotChecked, contained: list[object], tmp_path: Path
) -> None:
    def compiler() -> Rustc:
        raise error

    with pytest.raises(NoBackend) as refused:
        backend_selection.select_local(compiler, 1, tmp_path, Sandbox.AUTO)
    assert refused.value.why == why
    assert str(refused.value) == why.detail


class Connected:
    """What stands for a connected Playground."""

    conversation = SimpleNamespace(warnings=["slow"])
    toolchain = RUSTC.toolchain


@pytest.mark.parametrize(("named", "channel"), [(None, "stable"), ("beta", "beta"), ("nightly", "nightly")])
def test_the_chosen_playground_is_asked_on_the_chosen_channel(
    named: str | None, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    codes = SimpleNamespace(status=lambda _: CodeStatus.RETIRED)

    def connect(client: Client, *others: object) -> tuple[Connected, object]:
        asked.append((client.url, *others))
        return Connected(), codes

    monkeypatch.setattr("borrowproof.backends.playground.connect.connect", connect)
    here, store = Origin("a.rs", 1), NoCache()
    failing = Snippet("a", here, "", (here,), Expectation(Kind.ERROR, frozenset({"E0382"})))
    options = BackendOptions(BackendName.PLAYGROUND, "http://127.0.0.1:9/", named)
    chosen = backend_selection.select_playground(options, store, [failing])
    assert asked == [("http://127.0.0.1:9", channel, store, ("E0382",))]
    assert isinstance(chosen.backend, Connected)
    assert chosen.explain("E0382") is CodeStatus.RETIRED
    assert chosen.warnings is Connected.conversation.warnings
    counter = CountingBackend(PlaygroundRunner(cast(Conversation, Connected.conversation), RUSTC.toolchain))
    assert chosen.counter == counter
    assert chosen.dumps.toolchain == RUSTC.toolchain
    assert isinstance(chosen.miri, partial)
    assert [client.url for client in chosen.miri.args] == ["http://127.0.0.1:9"]


def test_a_playground_that_gives_no_answer_cannot_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise Unusable("it is closed")

    monkeypatch.setattr("borrowproof.backends.playground.connect.connect", connect)
    with pytest.raises(NoBackend) as refused:
        backend_selection.select_playground(BackendOptions(url="http://127.0.0.1:9"), NoCache(), [])
    assert refused.value.why == NotChecked(Cause.INFRASTRUCTURE, "it is closed")


def test_without_the_library_that_talks_to_it_a_playground_cannot_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "borrowproof.backends.playground.connect", None)
    with pytest.raises(ConfigurationError, match="the Playground backend"):
        backend_selection.select_playground(BackendOptions(), NoCache(), [])
