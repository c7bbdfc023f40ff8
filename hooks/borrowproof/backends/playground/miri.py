"""Miri on a Playground: one program in one request, always on nightly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from borrowproof.backends import Answer, miri
from borrowproof.backends.miri import NoMiri
from borrowproof.backends.playground import execution, versions
from borrowproof.backends.playground.client import Client
from borrowproof.backends.playground.failures import TimedOut, Unusable
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked

_NO_SUCH_COMMAND = "error: no such command: `miri`"


@dataclass(frozen=True, slots=True)
class PlaygroundMiri:
    """Asks /miri. What cargo prints before the program runs is not Miri's word, so only what follows counts."""

    client: Client
    toolchain: Toolchain

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        for job in jobs:
            yield job, self._ask(job)

    def _ask(self, job: Job) -> Answer:
        try:
            done = execution.read(self.client.post("/miri", {"code": job.code, "edition": job.edition.value}))
        except TimedOut as error:
            return NotChecked(Cause.TIMEOUT, str(error))
        except Unusable as error:
            return NotChecked(Cause.INFRASTRUCTURE, str(error))
        if _NO_SUCH_COMMAND in done.stderr:
            return NotChecked(Cause.NO_MIRI, "this Playground has no Miri")
        before, running, after = done.stderr.partition("     Running `")
        return miri.read(done.exit, done.stdout, after if running else before, job)


def connect(client: Client) -> PlaygroundMiri:
    """The Miri of the Playground at `client`. Raises NoMiri."""
    try:
        published = client.get("/meta/versions")
        compiler = versions.published(published, "nightly")
    except Unusable as error:
        raise NoMiri(str(error)) from error
    known = versions.toolchain(client.url, "nightly", compiler, "unknown")
    release, fingerprint = f"{known.release} (Miri)", f"miri {known.fingerprint}"
    return PlaygroundMiri(client, replace(known, release=release, fingerprint=fingerprint))
