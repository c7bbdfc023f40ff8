"""Who judges: a rustc of this machine or a Playground, as was chosen; and what that knows about error codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from borrowproof import extras
from borrowproof.backends import Backend, miri
from borrowproof.backends.counting import CountingBackend
from borrowproof.backends.local_runner import LocalRunner
from borrowproof.backends.mir_dumps import LocalMirDumps, MirDumps
from borrowproof.backends.playground.link import CHANNELS, PLAYGROUND
from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.sanitizers.local import LocalSanitizers
from borrowproof.backends.toolchain import CodeStatus, Rustc, ToolchainError, explain_status
from borrowproof.judging.known_codes import expected_codes
from borrowproof.model.outcome import Cause, NotChecked
from borrowproof.model.snippet import Snippet
from borrowproof.process import containment
from borrowproof.process.access import of_compiler
from borrowproof.process.containment import NotContained
from borrowproof.process.sandbox import CannotRun, Sandbox, use
from borrowproof.project import ConfigurationError
from borrowproof.store.cache import Cache, NoCache

USE_PLAYGROUND = "or let the Rust Playground judge with `--backend playground`, which sends it the snippets"


class BackendName(StrEnum):
    """Which backend chosen. `auto` is a local rustc as well: nothing is ever sent away unless somebody says so."""

    AUTO = "auto"
    RUSTC = "rustc"
    PLAYGROUND = "playground"


@dataclass(frozen=True, slots=True)
class BackendOptions:
    """What was chosen. `toolchain` is a rustup name or a path to a rustc, or a channel of the Playground at `url`;
    `sandbox` is how much containment what runs here is to have."""

    backend: BackendName = BackendName.AUTO
    url: str = PLAYGROUND
    toolchain: str | None = None
    sandbox: Sandbox = Sandbox.AUTO


@dataclass(frozen=True, slots=True)
class SelectedBackend:
    """A backend that can be asked. `miri` finds the Miri beside it, or raises NoMiri. `warnings` may grow meanwhile.

    `counter` tells what programs cost, `dumps` what the borrow checker knows of them, and `sanitizers` which undefined
    behaviour they have; `recorder` builds the programs whose runs are recorded. The last two are None where programs
    run on another machine.
    """

    backend: Backend
    explain: Callable[[str], CodeStatus]
    miri: Callable[[], Backend]
    counter: Backend
    dumps: MirDumps
    recorder: Rustc | None = None
    sanitizers: Backend | None = None
    warnings: list[str] = field(default_factory=list)


class NoBackend(Exception):
    """Nobody can judge; `why` says what that means for every snippet."""

    def __init__(self, why: NotChecked) -> None:
        super().__init__(why.detail)
        self.why = why


def select_local(compiler: Callable[[], Rustc], workers: int, cwd: Path, sandbox: Sandbox) -> SelectedBackend:
    """A rustc of this machine, as chosen in `cwd`. Raises NoBackend."""
    try:
        rustc = compiler()
        contain(sandbox, rustc)
    except ToolchainError as error:
        raise NoBackend(NotChecked(Cause.NO_COMPILER, f"{error}; {USE_PLAYGROUND}")) from error
    except (NotContained, CannotRun) as error:
        raise NoBackend(NotChecked(Cause.NOT_CONTAINED, str(error))) from error
    backend = LocalBackend(rustc, workers)
    counter, dumps = CountingBackend(LocalRunner(backend)), LocalMirDumps(rustc, workers)
    explain, miri_here = explain_status(rustc), partial(miri.local, cwd)
    return SelectedBackend(backend, explain, miri_here, counter, dumps, rustc, LocalSanitizers(backend))


def contain(sandbox: Sandbox, rustc: Rustc) -> None:
    """Have `rustc` and all that it compiles contained that much from now on. Raises NotContained, and CannotRun."""
    use(sandbox)
    if sandbox is Sandbox.REQUIRE:
        containment.require(of_compiler(*rustc.executables))


def select_playground(chosen: BackendOptions, store: Cache | NoCache, snippets: Sequence[Snippet]) -> SelectedBackend:
    """The Playground that was chosen. Raises NoBackend; ConfigurationError for an address or a channel that is none."""
    try:
        from borrowproof.backends.playground import client as playground_client  # costs time, and few want it
        from borrowproof.backends.playground import miri as playground_miri
        from borrowproof.backends.playground.connect import connect
        from borrowproof.backends.playground.failures import Unusable
        from borrowproof.backends.playground.mir_dumps import PlaygroundMirDumps
        from borrowproof.backends.playground.runner import PlaygroundRunner
    except ModuleNotFoundError as error:
        raise ConfigurationError(extras.needs(error.name, "the Playground backend")) from error

    channel = chosen.toolchain or "stable"
    if channel not in CHANNELS:
        raise ConfigurationError(f"the Playground has no toolchain `{channel}`; choose {', '.join(CHANNELS)}")
    client = playground_client.Client(playground_address(chosen.url), playground_client.POLITE)
    try:
        backend, error_codes = connect(client, channel, store, expected_codes(snippets))
    except Unusable as error:
        raise NoBackend(NotChecked(Cause.INFRASTRUCTURE, str(error))) from error
    talk, miri_there = backend.conversation, partial(playground_miri.connect, client)
    counter = CountingBackend(PlaygroundRunner(talk, backend.toolchain))
    dumps = PlaygroundMirDumps(talk, backend.toolchain)
    return SelectedBackend(backend, error_codes.status, miri_there, counter, dumps, warnings=talk.warnings)


def playground_address(url: str) -> str:
    """The base address of a Playground, without a slash at its end. Raises ConfigurationError."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("https", "http") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or "@" in parts.netloc:
        raise ConfigurationError(f"{url!r} is not the address of a Playground; it looks like {PLAYGROUND}")
    return url.rstrip("/")
