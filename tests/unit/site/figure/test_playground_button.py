"""The way from a snippet to the Playground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from borrowproof.model.expectation import Kind
from borrowproof.model.run import Evidence
from borrowproof.site.figure.playground_button import playground_button

MakeEvidence = Callable[..., Evidence]


def test_a_snippet_opens_as_the_program_that_was_judged(make_evidence: MakeEvidence) -> None:
    html = playground_button(make_evidence("fn main() {}", kind=Kind.RUNS))
    assert "https://play.rust-lang.org/?version=stable&amp;mode=debug&amp;edition=2024&amp;code=fn%20main" in html
    assert "<button" not in html


def test_a_nightly_verdict_opens_nightly(make_evidence: MakeEvidence) -> None:
    evidence = make_evidence("fn main() {}", kind=Kind.RUNS)
    assert evidence.toolchain is not None
    nightly = replace(evidence, toolchain=replace(evidence.toolchain, release="1.97.0-nightly"))
    assert "version=nightly" in playground_button(nightly)


def test_a_long_program_waits_for_a_click(make_evidence: MakeEvidence) -> None:
    """It needs a script and a gist, so without scripts nothing is offered that would not work."""
    html = playground_button(make_evidence(f'fn main() {{ println!("<{"x" * 9000}>"); }}', kind=Kind.RUNS))
    assert '<button type="button" class="bp-share" hidden data-playground="https://play.rust-lang.org"' in html
    assert '<template>fn main() { println!("&lt;xxx' in html
    assert "<a " not in html
