"""What rustc and the program said stands on the page as text, escaped and complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.model.outcome import Outcome
from borrowproof.model.run import Evidence
from borrowproof.site.figure import diagnostics

MakeEvidence = Callable[..., Evidence]


def outcome(evidence: Evidence) -> Outcome:
    assert evidence.outcome is not None
    return evidence.outcome


def test_a_code_and_a_lint_link_to_the_compilers_books() -> None:
    assert 'href="https://doc.rust-lang.org/error_codes/E0382.html"' in diagnostics.code_link("E0382")
    assert 'href="https://doc.rust-lang.org/rustc/?search=unused_mut"><code>unused_mut</code></a>' in (
        diagnostics.code_link("unused_mut")
    )
    assert diagnostics.code_link("clippy::all") == "<code>clippy::all</code>", "that is in another book"


def said(evidence: Evidence, shown: Iterable[int] = ()) -> str:
    return diagnostics.diagnostics(outcome(evidence), frozenset(shown), "x", evidence.snippet.code, "moves")


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


def test_a_place_without_words_that_is_not_shown_is_listed(make_evidence: MakeEvidence) -> None:
    spans = (Span(1, 4, 1, 8, primary=True), Span(2, 1, 3, 1, primary=True), Span(3, 1, 3, 1, primary=True))
    html = said(make_evidence("fn main() {\n\n}\n", diagnostics=[Diagnostic(Level.ERROR, "E0601", "m", spans)]))
    assert '<span class="bp-level">line 1</span>: <code>main</code>' in html
    assert '<span class="bp-level">lines 2 to 3</span>: here' in html
    assert '<span class="bp-level">line 3</span>: here' in html


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
    across = tuple(Span(n, 1, n, 1, primary=True, label="x") for n in (3, 1, 2))
    several = Diagnostic(Level.NOTE, None, "all of these", across)
    html = said(make_evidence("\n\n\n", diagnostics=[Diagnostic(Level.ERROR, None, "m", (), (several,))]), {1, 2, 3})
    assert 'all of these <span class="bp-lines">(lines 1, 2 and 3)</span>' in html


def test_a_suggestion_stands_below_its_help(make_evidence: MakeEvidence) -> None:
    change = Span(1, 1, 1, 1, primary=True, suggested_replacement="pub ")
    child = Diagnostic(Level.HELP, None, "make it public", (change,))
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, "E0603", "m", (), (child,))]), {1})
    assert "<ins>pub </ins>fn main() {}" in html
    assert "(line 1)" not in html


def test_a_suggestion_that_rustc_keeps_for_editors_is_not_told(make_evidence: MakeEvidence) -> None:
    """Its JSON has it, its text has not. A line break or a gutter within the words is no difference."""
    change = Span(1, 1, 1, 1, primary=True, suggested_replacement="pub ")
    children = tuple(Diagnostic(Level.HELP, None, text, (change,)) for text in ("add `x` here", "make it `pub`"))
    text = "error: m\n  = \x1b[1mhelp\x1b[0m: make it\n   |       `pub`\n"
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, None, "m", (), children, text)]), {1})
    assert ("make it <code>pub</code>" in html, "add <code>x</code> here" in html) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "requested on the command line with `-W unused-mut`",
        "the full name for the type has been written to 'out/playground.long-type-1.txt'",
        "consider using `--verbose` to print the full type name to the console",
    ],
)
def test_what_is_about_our_own_run_is_not_told_as_if_it_were_the_readers(
    text: str, make_evidence: MakeEvidence
) -> None:
    full = f"warning: m\n  = note: {text}\n"
    warning = Diagnostic(Level.WARNING, "unused_mut", "m", (), (Diagnostic(Level.NOTE, None, text),), full)
    told, _, printed = said(make_evidence(diagnostics=[warning])).partition("What rustc prints")
    assert "bp-said" not in told
    assert text in printed


def test_several_diagnostics_are_counted(make_evidence: MakeEvidence, moved: Diagnostic) -> None:
    assert re.findall(r'bp-number">(\d)<', said(make_evidence(diagnostics=[moved, moved]))) == ["1", "2"]
    assert "bp-number" not in said(make_evidence(diagnostics=[moved]))


def test_a_codeless_error_has_no_empty_brackets(make_evidence: MakeEvidence) -> None:
    html = said(make_evidence(diagnostics=[Diagnostic(Level.ERROR, None, "lifetime may not live long enough")]))
    assert '<strong class="bp-level">error</strong>: lifetime may not' in html


def test_a_clean_program_has_no_diagnostics(make_evidence: MakeEvidence) -> None:
    assert said(make_evidence()) == ""


def test_output_is_escaped_and_can_be_focused(make_evidence: MakeEvidence) -> None:
    html = diagnostics.output(outcome(make_evidence(stdout="<b>&\n", exit=0)), "x")
    assert ">&lt;b&gt;&amp;</pre>" in html
    assert 'tabindex="0" role="region" aria-label="Output of x"' in html


def test_stdout_can_be_left_to_the_page(make_evidence: MakeEvidence) -> None:
    assert diagnostics.output(outcome(make_evidence(stdout="x\n", exit=0)), "x", stdout=False) == ""


def test_stderr_is_shown_for_a_panic_only(make_evidence: MakeEvidence) -> None:
    stderr = "thread 'main' (9936) panicked at src/main.rs:2:5:\nboom\nnote: run with `RUST_BACKTRACE=1` to\n"
    panicked = make_evidence(stderr=stderr, exit=101)
    assert ">thread 'main' panicked at src/main.rs:2:5:\nboom</pre>" in diagnostics.output(outcome(panicked), "x")
    assert diagnostics.output(outcome(make_evidence(stderr="log line\n", exit=0)), "x") == ""
