"""rustc's JSON messages -> Diagnostic."""

from __future__ import annotations

import json
from typing import Any

import pytest

from borrowproof.backends.diagnostics import UnreadableDiagnostics, parse
from borrowproof.model.diagnostic import Applicability, Level

MAIN = "src/main.rs"


def span(
    file: str = MAIN, line: int = 3, primary: bool = True, expansion: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "file_name": file,
        "line_start": line,
        "line_end": line,
        "column_start": 5,
        "column_end": 9,
        "is_primary": primary,
        "label": "here",
        "suggested_replacement": None,
        "suggestion_applicability": None,
        "expansion": expansion,
    }


def message(
    level: str = "error", code: str | None = "E0382", spans: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    return {
        "$message_type": "diagnostic",
        "message": "borrow of moved value: `s`",
        "code": {"code": code, "explanation": None} if code else None,
        "level": level,
        "spans": [span()] if spans is None else spans,
        "children": [],
        "rendered": "error[E0382]: ...",
    }


def test_level_code_span_and_text_are_read() -> None:
    (found,) = parse(json.dumps(message()), [MAIN])
    assert (found.level, found.code, found.rendered) == (Level.ERROR, "E0382", "error[E0382]: ...")
    assert (found.spans[0].line_start, found.spans[0].column_start, found.spans[0].label) == (3, 5, "here")
    assert not found.spans[0].foreign


def test_a_span_in_a_macro_of_std_climbs_to_the_outermost_line_of_the_user() -> None:
    in_users_macro = {"span": span(line=9, expansion={"span": span(line=20)})}
    places = [span("/std/macros.rs", line, expansion=in_users_macro) for line in (140, 150)]
    (found,) = parse(json.dumps(message(spans=places)), [MAIN])
    assert [s.line_start for s in found.spans] == [20], "both climb to one place, which is there once"


def test_a_span_in_the_users_own_macro_stays_where_rustc_puts_it() -> None:
    (found,) = parse(json.dumps(message(spans=[span(line=2, expansion={"span": span(line=20)})])), [MAIN])
    assert found.spans[0].line_start == 2


def test_the_call_of_the_users_own_macro_is_a_span_as_well() -> None:
    """rustc's JSON does not have it, only its text."""
    inside = span(line=2, expansion={"span": span(line=20)})
    (found,) = parse(json.dumps(message(spans=[inside, inside])), [MAIN])
    *_, call = found.spans
    assert (call.line_start, call.primary, call.label) == (20, False, "in this macro invocation")
    assert len([s for s in found.spans if s.line_start == 20]) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("twice!", "in this macro invocation"),
        ("#[derive(Copy)]", "in this derive macro expansion"),
        ("#[test]", "in this attribute macro expansion"),
    ],
)
def test_a_call_is_named_as_rustc_names_it(name: str, words: str) -> None:
    inside = span(line=2, expansion={"span": span(line=1), "macro_decl_name": name})
    (found,) = parse(json.dumps(message(spans=[inside])), [MAIN])
    assert found.spans[-1].label == words


def test_a_call_that_holds_the_span_is_none() -> None:
    argument = span(line=20, expansion={"span": span(line=20) | {"column_start": 1, "column_end": 30}})
    (found,) = parse(json.dumps(message(spans=[argument])), [MAIN])
    assert [s.line_start for s in found.spans] == [20]


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("MachineApplicable", Applicability.MACHINE),
        ("MaybeIncorrect", Applicability.MAYBE),
        ("SomethingNew", Applicability.UNSPECIFIED),
        (None, None),
    ],
)
def test_how_far_rustc_trusts_a_suggestion_is_read(word: str | None, read: Applicability | None) -> None:
    suggestion = span() | {"suggested_replacement": ".clone()", "suggestion_applicability": word}
    (found,) = parse(json.dumps(message(spans=[suggestion])), [MAIN])
    assert found.spans[0].applicability is read


def test_alternatives_may_have_a_part_in_common() -> None:
    """`<A as T>::f()` or `<B as T>::f()`: each of them puts the same `>` at the same place."""
    texts = ("<A as ", ">", "<B as ", ">")
    parts = [span(line=1 + n % 2) | {"suggested_replacement": text} for n, text in enumerate(texts)]
    (found,) = parse(json.dumps(message(spans=parts)), [MAIN])
    assert tuple(s.suggested_replacement for s in found.spans) == texts


def test_a_replacement_inside_a_macro_of_another_crate_is_not_one_of_its_call() -> None:
    inside = span("/std/macros.rs", 140, expansion={"span": span(line=20)}) | {"suggested_replacement": "x"}
    (found,) = parse(json.dumps(message(spans=[inside])), [MAIN])
    assert found.spans[0].foreign


def test_a_span_outside_the_snippet_is_foreign() -> None:
    (found,) = parse(json.dumps(message(spans=[span("/std/option.rs", 140)])), [MAIN])
    assert found.spans[0].foreign


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ("error", "aborting due to 1 previous error; 2 warnings emitted"),
        ("warning", "1 warning emitted"),
        ("failure-note", "For more information about this error, try `rustc --explain E0382`."),
    ],
)
def test_closing_summaries_are_left_out(level: str, text: str) -> None:
    summary = message(level, None, []) | {"message": text}
    assert parse(json.dumps(summary), [MAIN]) == ()


def test_an_error_without_a_place_is_kept() -> None:
    linking = message("error", None, []) | {"message": "linking with `cc` failed: exit status: 1"}
    assert len(parse(json.dumps(linking), [MAIN])) == 1


@pytest.mark.parametrize("text", ["thread 'rustc' panicked at", '{"a": 1', "[1]"])
def test_what_is_not_rustcs_json_is_no_diagnostic(text: str) -> None:
    with pytest.raises(UnreadableDiagnostics):
        parse(text, [MAIN])


def test_an_unknown_level_is_no_diagnostic() -> None:
    with pytest.raises(UnreadableDiagnostics):
        parse(json.dumps(message("disaster")), [MAIN])


def test_a_line_separator_inside_a_message_is_text() -> None:
    told = message() | {"message": "a\u2028b"}
    (found,) = parse(json.dumps(told, ensure_ascii=False) + "\n", [MAIN])
    assert found.message == "a\u2028b"
