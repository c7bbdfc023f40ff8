"""Predicates of `#[cfg(...)]`, with what is known and with what is not."""

from __future__ import annotations

import pytest

from borrowproof.syntax import cfg, lexer

KNOWN = frozenset({"unix", 'feature="on"', 'target_os="linux"'})


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in lexer.lex(text)]


@pytest.mark.parametrize(
    ("predicate", "holds"),
    [
        ("unix", True),
        ("windows", False),
        ('feature = "on"', True),
        ('feature = "off"', False),
        ("feature", False),
        ("not(unix)", False),
        ("not(windows)", True),
        ("all()", True),
        ("any()", False),
        ("all(unix, windows)", False),
        ('all(unix, feature = "on",)', True),
        ("any(windows, unix)", True),
        ('any(windows, feature = "off")', False),
        ('all(any(windows, unix), not(all(windows, feature = "on")))', True),
        ("true", True),
        ("false", False),
        ("test", False),
        ("doc", True),
        ("doctest", True),
        ("accessible(std::mem)", None),
    ],
)
def test_a_predicate_holds_as_rustc_says(predicate: str, holds: bool | None) -> None:
    assert cfg.holds(words(predicate), KNOWN) is holds


@pytest.mark.parametrize(
    ("predicate", "holds"),
    [
        ("unix", None),
        ("not(unix)", None),
        ("all(unix, test)", False),
        ("any(unix, doc)", True),
        ("all(unix, doc)", None),
        ("any(unix, test)", None),
        ("not(test)", True),
        ("", None),
        ("all(", True),
        ("not(", None),
    ],
)
def test_what_nobody_knows_stays_open(predicate: str, holds: bool | None) -> None:
    assert cfg.holds(words(predicate), None) is holds


@pytest.mark.parametrize(
    ("predicate", "unknown", "known"),
    [
        ("unix", True, True),
        ("not(unix)", False, False),
        ("windows", False, False),
        ("not(windows)", True, True),
        ('panic = "unwind"', True, False),
        ('panic = "abort"', False, False),
        ('feature = "off"', True, False),
        ('not(feature = "off")', False, True),
        ("test", False, False),
        ("all(doc, anything)", True, False),
        ("accessible(std::mem)", True, True),
        ("", True, True),
        ("not(" * 5000, True, True),
    ],
)
def test_of_two_lines_for_an_option_and_its_absence_one_is_chosen(predicate: str, unknown: bool, known: bool) -> None:
    assert cfg.chosen(words(predicate), None) is unknown
    assert cfg.chosen(words(predicate), KNOWN) is known
