"""Programs that use crates which the Playground has: judged there, and the report names the versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof import pipeline
from borrowproof.backends.playground import client
from borrowproof.backends.playground.client import Manners
from borrowproof.judging.backend_selection import BackendName
from borrowproof.model.outcome import Cause
from borrowproof.model.run import Run
from borrowproof.pipeline import Options
from tests.conftest import PATIENT
from tests.e2e.conftest import MakeProject
from tests.playground import Fault, Playground
from tests.playground.cargo import Crate

PAGE = """```rust
assert_eq!(small::one(), 1);
```

```rust
use small::one;
assert_eq!(one(), 2);
```

```rust,compile_fail,E0308
let text: &str = small::one();
```

```rust
use unheard_of::thing;
```

```rust
println!("no crate");
```
"""
TOLD = "crates of the Playground that programs used: small 1.2.3"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Playground]:
    monkeypatch.setattr(client, "POLITE", Manners(pause=0, backoff=0.01, requests=100))
    with Playground(timeout=PATIENT, crates=[Crate("small", "1.2.3", "pub fn one() -> u8 { 1 }\n")]) as started:
        yield started


@pytest.fixture
def page(make_project: MakeProject) -> Path:
    return make_project({"page.md": PAGE, "pyproject.toml": '[tool.borrowproof]\nedition = "2021"\n'})


def check(server: Playground, home: Path) -> Run:
    options = Options(backend=BackendName.PLAYGROUND, playground_url=server.url)
    return pipeline.verify([home / "page.md"], home, options)


def verdicts(run: Run) -> list[str]:
    return [e.verdict.status.value for e in run.evidence]


def test_crates_of_the_playground_may_be_used(server: Playground, page: Path) -> None:
    run = check(server, page)
    assert verdicts(run) == ["matched", "mismatched", "matched", "not checked", "matched"]
    (unchecked,) = (e.verdict.not_checked for e in run.evidence if e.verdict.not_checked)
    assert (unchecked.cause, unchecked.detail) == (Cause.NEEDS_CRATE, "it needs the crate `unheard_of`")
    assert TOLD in run.warnings
    # What a crate had part in is judged again: it may be another by then, under the same compiler.
    again = check(server, page)
    assert [e.cached for e in again.evidence] == [False, False, False, True, True]
    assert verdicts(again) == verdicts(run)


def test_they_are_told_where_each_program_is_sent_by_itself(server: Playground, page: Path) -> None:
    server.fault(Fault.INNER_RUSTC_KILLED, times=None)
    run = check(server, page)
    assert verdicts(run)[:3] == ["matched", "mismatched", "matched"]
    assert TOLD in run.warnings


def test_a_playground_that_does_not_say_which_crates_it_has_is_asked_no_more(
    page: Path, playground: Playground
) -> None:
    run = check(playground, page)
    assert verdicts(run) == ["not checked"] * 4 + ["matched"]
    assert not any("crates of the Playground" in warning for warning in run.warnings)
