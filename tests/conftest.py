"""What all tests share: the stand-in for the Rust Playground, and the counts of the ownership oracles."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.ownership.tally import table, total
from tests.playground import Playground


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A Playground of the test's own, without faults, with a time limit that fits a test."""
    with Playground(timeout=5) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How far the ownership timelines agree with rustc, summed over the tests that asked."""
    reports = [r for name in ("passed", "failed") for r in terminalreporter.stats.get(name, [])]
    found = [json.loads(str(text)) for r in reports for key, text in r.user_properties if key == "ownership"]
    if found:
        terminalreporter.section("ownership timelines against rustc")
        for line in table(total(found)):
            terminalreporter.write_line(line)
