"""What rustc and the program said stands on the page as text, escaped and complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from borrowproof.model import Diagnostic, Evidence, Level, Outcome, Span
from borrowproof.site import messages

MakeEvidence = Callable[..., Evidence]


def outcome(evidence: Evidence) -> Outcome:
    assert evidence.outcome is not None
    return evidence.outcome


def test_a_code_and_a_lint_link_to_the_compilers_books() -> None:
    assert 'href="https://doc.rust-lang.org/error_codes/E0382.html"' in messages.code_link("E0382")
    assert 'href="https://doc.rust-lang.org/rustc/?search=unused_mut"><code>unused_mut</code></a>' in (
        messages.code_link("unused_mut")
    )
    assert messages.code_link("clippy::all") == "<code>clippy::all</code>", "that is in another book"


def said(evidence: Evidence, shown: Iterable[int] = ()) -> str:
    return messages.diagnostics(outcome(evidence), frozenset(shown), "x", evidence.snippet.code, "moves")


def test_a_diagnostic_has_message_notes_and_full_text(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    html = said(make_evidence("\n" * 5, diagnostics=[moved]), {2, 3, 4})
    assert '<p class="bp-message" id="moves-message-1">' in html
    assert "borrow of moved value: <code>a</code>" in html
    assert '<span class="bp-level">help</span>: consider cloning the value' in html
    assert "error[E0382]: borrow of &lt;a&gt;" in html
    assert "value borrowed here" not in html, "its line is shown, so the label stands there"


def test_labels_of_lines_that_are_not_shown_are_listed(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    html = said(make_evidence("\n" * 5, diagnostics=[moved]), {4})
    assert '<span class="bp-level">line 2</span>: move occurs because' in html


def test_labels_of_another_crate_are_listed(make_evidence: MakeEvidence) -> None:
    bound = Span(9, 1, 9, 2, primary=True, label="required by this `bound`", foreign=True)
    child = Diagnostic(Level.NOTE, None, "required by a bound in `spawn`", (bound,))
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, "E0277", "m", (), (child,))]))
    assert '<span class="bp-level">in another crate</span>: required by this <code>bound</code>' in html
    assert "required by a bound in <code>spawn</code>" in html


def test_a_note_that_stands_in_the_code_is_not_said_again(make_evidence: MakeEvidence) -> None:
    child = Diagnostic(Level.NOTE, None, "because of this", (Span(1, 1, 1, 3, primary=True),))
    evidence = make_evidence(diagnostics=[Diagnostic(Level.ERROR, "E0373", "m", (), (child,))])
    assert "because of this" not in said(evidence, {1})
    assert '<span class="bp-level">note, line 1</span>: because of this' in said(evidence)


def test_a_note_tells_the_line_that_it_labels(make_evidence: MakeEvidence) -> None:
    child = Diagnostic(Level.NOTE, None, "change this", (Span(1, 1, 1, 3, primary=True, label="it takes it"),))
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, "E0382", "m", (), (child,))]), {1})
    assert 'change this <span class="bp-lines">(line 1)</span>' in html


def test_a_suggestion_stands_below_its_help(make_evidence: MakeEvidence) -> None:
    change = Span(1, 1, 1, 1, primary=True, suggested_replacement="pub ")
    child = Diagnostic(Level.HELP, None, "make it public", (change,))
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, "E0603", "m", (), (child,))]), {1})
    assert "<ins>pub </ins>fn main() {}" in html
    assert "(line 1)" not in html


def test_our_own_flag_is_not_told_as_if_readers_had_given_it(make_evidence: MakeEvidence) -> None:
    flag = Diagnostic(Level.NOTE, None, "requested on the command line with `-W unused-mut`")
    full = "warning: m\n  = note: requested on the command line with `-W unused-mut`\n"
    warning = Diagnostic(Level.WARNING, "unused_mut", "m", (), (flag,), full)
    html = said(make_evidence(diagnostics=[warning]))
    assert "<code>-W" not in html
    assert "requested on the command line with `-W unused-mut`" in html.split("What rustc prints", 1)[1]


def test_several_diagnostics_are_counted(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    assert re.findall(r'bp-number">(\d)<', said(make_evidence(diagnostics=[moved, moved]))) == ["1", "2"]
    assert "bp-number" not in said(make_evidence(diagnostics=[moved]))


def test_a_codeless_error_has_no_empty_brackets(make_evidence: MakeEvidence) -> None:
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, None, "lifetime may not live long enough")]))
    assert '<strong class="bp-level">error</strong>: lifetime may not' in html


def test_a_clean_program_has_no_diagnostics(make_evidence: MakeEvidence) -> None:
    assert said(make_evidence()) == ""


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
