"""Who judges, as it is configured."""

from __future__ import annotations

import subprocess
import sys

import pytest

from borrowproof.judging import backend_selection
from borrowproof.judging.backend_selection import BackendName, BackendOptions
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
    code = "import sys, borrowproof.cli.main; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("url", ["http://a", "https://a.b/c/", "http://127.0.0.1:1/", "http://a:65535"])
def test_an_address_loses_nothing_but_its_last_slash(url: str) -> None:
    assert backend_selection.playground_address(url) == url.rstrip("/")
