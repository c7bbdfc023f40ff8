"""Meeting a Playground: which compiler it has, for which target, and what that knows about error codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from borrowproof.backends.playground import versions
from borrowproof.backends.playground.backend import PlaygroundBackend
from borrowproof.backends.playground.batch import Batch, NoReport
from borrowproof.backends.playground.client import Client
from borrowproof.backends.playground.conversation import Conversation
from borrowproof.backends.playground.driver import Driver
from borrowproof.backends.playground.failures import Unusable
from borrowproof.backends.playground.versions import Compiler
from borrowproof.backends.toolchain import CodeStatus
from borrowproof.spelling import similar_codes
from borrowproof.store.cache import Cache, NoCache, cache_key

AT_ONCE = 60  # error codes that one request looks up
UNKNOWN_TARGET = "unknown"


@dataclass(slots=True)
class ErrorCodeIndex:
    """What the compiler there says of error codes: asked about many at a time, `named` and like ones first."""

    driver: Driver
    named: tuple[str, ...]
    warnings: list[str]
    known: dict[str, CodeStatus] = field(default_factory=dict)

    def status(self, code: str) -> CodeStatus:
        """What is known of `code`; UNASKED where it could not be asked."""
        if code not in self.known:
            mistaken = [c for c in self.named if self.known.get(c) in (CodeStatus.UNKNOWN, CodeStatus.RETIRED)]
            near = [v for c in mistaken for v in similar_codes(c)]
            self._look_up([code, *self.named, *near])
        return self.known.get(code, CodeStatus.UNASKED)

    def _look_up(self, codes: Iterable[str]) -> None:
        wanted = [code for code in dict.fromkeys(codes) if code not in self.known]
        for start in range(0, len(wanted), AT_ONCE):
            part = tuple(wanted[start : start + AT_ONCE])
            self.known |= dict.fromkeys(part, CodeStatus.UNASKED)
            try:
                self.known |= self.driver.ask(Batch((), part))[0].codes
            except (Unusable, NoReport) as error:
                self.warnings.append(f"the Playground could not be asked which error codes there are: {error}")
                return


def connect(
    client: Client, channel: str, store: Cache | NoCache, named: tuple[str, ...]
) -> tuple[PlaygroundBackend, ErrorCodeIndex]:
    """The backend at `client`, and what is known there of error codes. `named` are those that will be looked up.

    Raises Unusable.
    """
    compiler = versions.published(client.get("/meta/versions"), channel)
    driver = Driver(client, channel)
    index = ErrorCodeIndex(driver, named, [])
    name = cache_key(playground=client.url, channel=channel, compiler=compiler.commit)
    target = str((store.get(name) or {}).get("target", ""))
    if not target:
        target, compiler = _introduction(index, compiler)
        if target != UNKNOWN_TARGET:
            name = cache_key(playground=client.url, channel=channel, compiler=compiler.commit)
            store.put(name, {"target": target})
    toolchain = versions.toolchain(client.url, channel, compiler, target)
    return PlaygroundBackend(Conversation(driver, compiler, index.warnings), toolchain), index


def _introduction(index: ErrorCodeIndex, published: Compiler) -> tuple[str, Compiler]:
    """The target, and the compiler that really answers: /meta/versions may be ten minutes old."""
    part = index.named[:AT_ONCE]
    try:
        report, compiler = index.driver.ask(Batch((), part))
    except (Unusable, NoReport) as error:
        what = "which error codes there are, nor for which target it compiles"
        index.warnings.append(f"the Playground could not be asked {what}: {error}")
        index.known |= dict.fromkeys(index.named, CodeStatus.UNASKED)
        return UNKNOWN_TARGET, published
    index.known |= report.codes
    if compiler != published:
        index.warnings.append(f"the Playground names {published}, but {compiler} answers, and is believed")
    return versions.facts(report.version).get("host", UNKNOWN_TARGET), compiler
