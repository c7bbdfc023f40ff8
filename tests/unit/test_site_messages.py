"""What rustc and the program said stands on the page as text, escaped and complete."""

from __future__ import annotations

from collections.abc import Callable

from borrowproof.model import Diagnostic, Evidence, Level, Outcome
from borrowproof.site import messages

MakeEvidence = Callable[..., Evidence]


def outcome(evidence: Evidence) -> Outcome:
    assert evidence.outcome is not None
    return evidence.outcome


def test_a_code_links_to_the_compilers_page_and_a_lint_does_not() -> None:
    assert 'href="https://doc.rust-lang.org/error_codes/E0382.html"' in messages.code_link("E0382")
    assert messages.code_link("unused_variables") == "<code>unused_variables</code>"


def test_a_diagnostic_has_message_notes_and_full_text(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    html = messages.diagnostics(outcome(make_evidence(diagnostics=[moved])), {2, 3, 4}, "moved.rs")
    assert "borrow of moved value: <code>a</code>" in html
    assert '<span class="bp-level">help</span>: consider cloning the value' in html
    assert "error[E0382]: borrow of &lt;a&gt;" in html
    assert "value borrowed here" not in html, "its line is shown, so the label stands there"


def test_labels_of_lines_that_are_not_shown_are_listed(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    html = messages.diagnostics(outcome(make_evidence(diagnostics=[moved])), {4}, "moved.rs")
    assert '<span class="bp-level">line 2</span>: move occurs because' in html


def test_a_codeless_error_has_no_empty_brackets(make_evidence: MakeEvidence) -> None:
    bare = Diagnostic(Level.ERROR, None, "lifetime may not live long enough")
    html = messages.diagnostics(outcome(make_evidence(diagnostics=[bare])), (), "x")
    assert '<strong class="bp-level">error</strong>: lifetime may not' in html


def test_a_clean_program_has_no_diagnostics(make_evidence: MakeEvidence) -> None:
    assert messages.diagnostics(outcome(make_evidence()), (), "x") == ""


def test_output_is_escaped_and_can_be_focused(make_evidence: MakeEvidence) -> None:
    html = messages.output(outcome(make_evidence(stdout="<b>&\n", exit=0)), "x")
    assert "<pre>&lt;b&gt;&amp;</pre>" in html
    assert 'tabindex="0" role="region" aria-label="Output of x"' in html


def test_stdout_can_be_left_to_the_page(make_evidence: MakeEvidence) -> None:
    assert messages.output(outcome(make_evidence(stdout="x\n", exit=0)), "x", stdout=False) == ""


def test_stderr_is_shown_for_a_panic_only(make_evidence: MakeEvidence) -> None:
    stderr = "thread 'main' (9936) panicked at src/main.rs:2:5:\nboom\nnote: run with `RUST_BACKTRACE=1` to\n"
    panicked = make_evidence(stderr=stderr, exit=101)
    assert "<pre>thread 'main' panicked at src/main.rs:2:5:\nboom</pre>" in messages.output(outcome(panicked), "x")
    assert messages.output(outcome(make_evidence(stderr="log line\n", exit=0)), "x") == ""
