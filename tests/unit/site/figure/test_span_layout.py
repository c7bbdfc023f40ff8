"""What rustc points at is laid out so that nothing is lost and nothing lies over another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.model.diagnostic import Diagnostic, Level, Span
from borrowproof.site.figure.span_layout import Bracket, Label, Mark, annotate, is_shown_in_code, rows

CODE = "fn main() {\n    let h = spawn(|| {\n        f(v);\n    });\n}\n"


def error(*spans: Span, children: tuple[Diagnostic, ...] = ()) -> Diagnostic:
    return Diagnostic(Level.ERROR, "E0000", "wrong", spans, children)


def note(message: str, *spans: Span, level: Level = Level.NOTE) -> Diagnostic:
    return Diagnostic(level, None, message, spans)


def test_a_span_of_one_line_is_marked_and_labelled_with_its_code() -> None:
    found = annotate([error(Span(3, 11, 3, 12, primary=True, label="here"))], CODE)
    assert found.marks == (Mark(3, 11, 12, "error"),)
    assert found.labels == (Label(3, 11, "error", "here", "v", (1,)),)


def test_a_span_over_several_lines_has_a_bracket_and_marks_at_its_ends() -> None:
    found = annotate([error(Span(2, 19, 4, 6, primary=True, label="this closure"))], CODE)
    bracket = Bracket(2, 4, "error")
    assert found.brackets == (bracket,)
    assert found.marks == (Mark(2, 19, 23, "error"), Mark(4, 5, 6, "error"))
    assert found.labels == (Label(4, 0, "error", "this closure", numbers=(1,), bracket=bracket),)


def test_an_empty_span_is_marked_where_something_is_missing() -> None:
    found = annotate([error(Span(3, 14, 3, 14, primary=True))], CODE)
    assert found.marks == (Mark(3, 14, 15, "error"),)


def test_a_span_behind_the_end_of_its_line_is_marked_at_the_end() -> None:
    """rustc puts what is missing at the end of a file behind the line's end."""
    (mark,) = annotate([error(Span(4, 9, 4, 9, primary=True))], CODE).marks
    assert mark == Mark(4, 8, 9, "error")


def test_inner_brackets_stand_nearer_to_the_code() -> None:
    found = annotate([error(Span(1, 11, 5, 2, primary=False), Span(2, 19, 4, 6, primary=True))], CODE)
    assert found.brackets == (Bracket(2, 4, "error", 0), Bracket(1, 5, "context", 1))
    assert found.lanes == 2


def test_a_place_of_a_note_is_context_and_its_message_stands_there() -> None:
    pointing = note("required by this", Span(2, 13, 2, 18, primary=True))
    found = annotate([error(children=(pointing,))], CODE)
    assert found.labels == (Label(2, 13, "context", "required by this", "spawn", (1,), Level.NOTE),)
    assert is_shown_in_code(pointing)


def test_a_note_that_labels_its_place_keeps_its_message() -> None:
    pointing = note("consider this", Span(2, 13, 2, 18, primary=True, label="takes it"))
    (label,) = annotate([error(children=(pointing,))], CODE).labels
    assert (label.text, label.level) == ("takes it", None)
    assert not is_shown_in_code(pointing)


def test_a_suggestion_and_another_crate_are_not_marked() -> None:
    help_ = note("clone", Span(3, 12, 3, 12, primary=True, suggested_replacement=".clone()"), level=Level.HELP)
    found = annotate([error(Span(90, 1, 90, 5, primary=True, label="there", foreign=True), children=(help_,))], CODE)
    assert (found.marks, found.labels) == ((), ())
    assert not is_shown_in_code(help_)


def test_what_two_diagnostics_say_of_one_place_stands_there_once() -> None:
    shared = Span(3, 11, 3, 12, primary=False, label="moved here")
    found = annotate([error(shared), error(shared)], CODE)
    assert [(label.text, label.numbers) for label in found.labels] == [("moved here", (1, 2))]


@pytest.mark.parametrize(("count", "words"), [(1, ""), (2, "here")])
def test_a_wrong_place_without_words_is_told_all_the_same(count: int, words: str) -> None:
    """With one diagnostic only to those who do not see the mark; with more, a number must say which it is."""
    found = annotate([error(Span(n, 1, n, 2, primary=True)) for n in range(2, 2 + count)], CODE)
    assert [label.text for label in found.labels] == [words] * count


def test_long_code_is_quoted_short() -> None:
    code = f"let x = {'a' * 50};"
    (label,) = annotate([error(Span(1, 9, 1, 59, primary=True, label="too long"))], code).labels
    assert label.quote == "a" * 27 + "…"


def test_labels_of_one_place_stand_in_rustcs_order_but_what_is_wrong_first() -> None:
    later, earlier, wrong = (
        Label(3, 5, role, text) for role, text in (("context", "b"), ("context", "a"), ("error", "c"))
    )
    assert [row.label for row in rows([later, earlier, wrong])] == [wrong, later, earlier]


columns = st.integers(1, 60)
lanes = st.integers(0, 3)
roles = st.sampled_from(["error", "warning", "context"])
words = st.text("abc", max_size=3)
single = st.builds(Label, st.just(1), columns, roles, words)
whole = st.builds(
    lambda lane, role, text: Label(1, 0, role, text, bracket=Bracket(0, 1, role, lane)), lanes, roles, words
)


@given(st.lists(single | whole, max_size=8))
def test_no_label_is_crossed_by_the_line_of_another(labels: list[Label]) -> None:
    laid = rows(labels)
    assert sorted(map(repr, (row.label for row in laid))) == sorted(map(repr, labels)), "each has one row"
    for at, row in enumerate(laid):
        below = {r.label.column for r in laid[at + 1 :] if r.label.bracket is None and r.label.text}
        if row.label.text:
            assert set(row.wires) == below, "every line that must pass does, and no other"
            assert row.label.bracket is not None or all(wire <= row.label.column for wire in row.wires)
            assert row.label.bracket is None or not row.wires, "the words of a bracket begin left of all lines"
        else:
            assert row.wires == ()


starts = st.integers(1, 30)
spans = st.builds(lambda first, length: Span(first, 1, first + length, 2, primary=False), starts, st.integers(1, 9))


@given(st.lists(spans, max_size=8))
def test_brackets_of_one_lane_do_not_meet(several: list[Span]) -> None:
    found = annotate([error(*several)], "\n".join(["x"] * 45)).brackets
    assert {(b.first, b.last) for b in found} == {(s.line_start, s.line_end) for s in several}
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            assert one.lane != other.lane or one.last < other.first or other.last < one.first
            assert not (one.first < other.first and other.last < one.last) or other.lane < one.lane
