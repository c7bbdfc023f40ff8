"""The service behind the front: a request in, an answer out. Nothing here knows of sockets."""

from __future__ import annotations

import hashlib
import pickle
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

from tests.playground import cargo, toolchains
from tests.playground.answers import TIMED_OUT, Answer, Refused, answer, preflight, refusal
from tests.playground.fields import TEXT, read
from tests.playground.jobs import TOOLS, Tool
from tests.playground.toolchains import CHANNELS, Absent, Toolchain

GIST = "/meta/gist"
VERSIONS = "/meta/versions"
_SWAPPED = {"stable": "nightly", "nightly": "stable"}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is out of order in the container: see `cargo.run`, and whether stable and nightly are swapped."""

    killed: str | None = None
    swapped: bool = False


class Recalled:
    """What came of the jobs that ended by themselves, each done once, for real; processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def get(self, job: cargo.Job, toolchain: Toolchain) -> cargo.Run | None:
        """What came of `job`, if that is known."""
        path = self._path(job, toolchain)
        if not path.exists():
            return None
        run: cargo.Run = pickle.loads(path.read_bytes())
        return run

    def put(self, job: cargo.Job, toolchain: Toolchain, run: cargo.Run) -> None:
        """Recall what came of `job`."""
        path = self._path(job, toolchain)
        unfinished = path.with_suffix(f".{secrets.token_hex(8)}")
        unfinished.write_bytes(pickle.dumps(run))
        unfinished.replace(path)

    def _path(self, job: cargo.Job, toolchain: Toolchain) -> Path:
        said = repr((replace(job, env={}), sorted(job.env.items()), toolchain))
        return self._folder / hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()


class Service:
    """Serves requests, `at_once` runs at a time; the others wait, and the waiting is part of their time."""

    def __init__(
        self,
        folder: Path,
        room: cargo.Room,
        at_once: int,
        recalled: Recalled | None = None,
        crates: Sequence[cargo.Crate] = (),
    ) -> None:
        self._folder = folder
        self._recalled = recalled if not crates else None
        self._crates = tuple(crates)
        self._room = room
        self._slots = threading.BoundedSemaphore(at_once)
        self._gists: dict[str, str] = {}

    def answer(self, method: str, path: str, content_type: str, body: bytes, conditions: Conditions) -> Answer:
        """The answer to a request, whatever it is."""
        if method == "OPTIONS":
            return preflight()
        try:
            return self._route(method, path, content_type, body, conditions)
        except Refused as refused:
            return refusal(refused)

    def _route(self, method: str, path: str, content_type: str, body: bytes, conditions: Conditions) -> Answer:
        match method, path:
            case "POST", tool if tool in TOOLS:
                return self._use(TOOLS[tool], content_type, body, conditions)
            case "POST", ("/meta/gist" | "/meta/gist/"):
                return self._new_gist(str(read(body, content_type, {"code": TEXT})["code"]))
            case "GET", "/meta/versions":
                return answer(_versions(conditions), headers={"cache-control": "public, max-age=600"})
            case "GET", "/meta/crates":
                listed = [{"name": crate.name, "version": crate.version, "id": crate.name} for crate in self._crates]
                return answer({"crates": listed})
            case "GET", gist if gist.startswith(f"{GIST}/"):
                return self._gist(gist.removeprefix(f"{GIST}/"))
            case _, known if known in {*TOOLS, GIST, VERSIONS}:
                return Answer(HTTPStatus.METHOD_NOT_ALLOWED, b"")
        return Answer(HTTPStatus.NOT_FOUND, b"")

    def _use(self, tool: Tool, content_type: str, body: bytes, conditions: Conditions) -> Answer:
        began = time.monotonic()
        job = tool.plan(read(body, content_type, tool.fields))
        try:
            toolchain = _toolchain(job.channel, conditions)
        except Absent as absent:
            why = f"Unable to process the {job.what} request: Could not start the container: {absent}"
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, why) from absent
        if not self._slots.acquire(timeout=self._room.seconds):
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, TIMED_OUT)
        try:
            left = max(0.0, self._room.seconds - (time.monotonic() - began))
            run = self._run(job, toolchain, left, conditions.killed)
        finally:
            self._slots.release()
        return answer(tool.shape(run))

    def _run(self, job: cargo.Job, toolchain: Toolchain, seconds: float, killed: str | None) -> cargo.Run:
        """What comes of a job; what came of it before, where that is recalled and nothing is out of order."""
        recalled = self._recalled if killed is None else None
        known = recalled.get(job, toolchain) if recalled else None
        if known is not None:
            return known
        room = replace(self._room, seconds=seconds)
        run = cargo.run(job, toolchain, room, self._folder, killed, self._crates)
        if recalled:
            recalled.put(job, toolchain, run)
        return run

    def _new_gist(self, code: str) -> Answer:
        name = secrets.token_hex(16)
        self._gists[name] = code
        return self._gist(name)

    def _gist(self, name: str) -> Answer:
        if name not in self._gists:
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, "Gist loading failed: Not Found")
        return answer({"id": name, "url": f"https://gist.github.com/{name}", "code": self._gists[name]})


def _versions(conditions: Conditions) -> Mapping[str, object]:
    """Every channel that this machine has; the Playground itself has all three."""
    known = {}
    for channel in CHANNELS:
        try:
            known[channel] = toolchains.versions(_toolchain(channel, conditions))
        except Absent:
            continue
    return known


def _toolchain(channel: str, conditions: Conditions) -> Toolchain:
    return toolchains.find(_SWAPPED.get(channel, channel) if conditions.swapped else channel)
