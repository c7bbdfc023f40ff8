"""What the tests of containment share: machines that have less of it than this one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from borrowproof.process import launcher, sandbox
from borrowproof.process.sandbox import Sandbox

# How the launcher is made to find less than this machine has.
WITHOUT = {
    "namespaces": "",
    "landlock": "namespaces.enter = None;",
    "an older landlock": "namespaces.enter = None; found = landlock.abi(); landlock.abi = lambda: min(found, 2);",
    "limits only": "",
    "nothing": "from borrowproof.process import confinement; confinement.found = lambda root: confinement.Means();",
}


@pytest.fixture
def held_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs are contained by what the parameter says, as on a machine that has no more."""
    lacking = f"from borrowproof.process import landlock, namespaces; {WITHOUT[request.param]}"
    code = launcher._CODE.replace("from", f"{lacking} from", 1)
    monkeypatch.setattr(launcher, "_CODE", code)
    monkeypatch.setattr(sandbox, "_launchers", {})
    sandbox.use(Sandbox.NONE if request.param == "limits only" else Sandbox.AUTO)
    yield request.param
    sandbox.use(Sandbox.AUTO)
