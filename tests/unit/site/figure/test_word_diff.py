"""Two versions of a program: what is gone, what is new, and nothing else."""

from __future__ import annotations

import pytest

from borrowproof.site.figure.word_diff import Change, Line, compare

SIGNS = {Change.KEPT: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}


def shown(lines: tuple[Line, ...]) -> list[tuple[int | None, str]]:
    return [(line.number, "".join(SIGNS[p.change].format(p.text) for p in line.pieces)) for line in lines]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("let b = a;", "let b = a.clone();", "let b = a[+.clone()+];"),
        ("let b = a;", "let b = &a;", "let b = [+&+]a;"),
        ("fn f(a: String) {", "fn f(a: &str) {", "fn f(a: [-String-][+&str+]) {"),
        ("let g = move || 1;", "let g = || 1;", "let g = [-move -]|| 1;"),
        ('println!("a: {a}");', 'println!("a: {a}, {b}");', 'println!("a: {a}[+, {b}+]");'),
        ("sum(f, g, one two)", "sum(f, g, three four)", "sum(f, g, [-one two-][+three four+])"),
    ],
)
def test_words_of_a_line(before: str, after: str, expected: str) -> None:
    assert shown(compare(before, after)) == [(1, expected)]


def test_a_line_that_moves_is_gone_and_new() -> None:
    before = "fn main() {\n    send(a);\n    read(b);\n}"
    after = "fn main() {\n    read(b);\n    send(a);\n}"
    assert [line.whole for line in compare(before, after) if line.changed] in (
        [Change.ADDED, Change.REMOVED],
        [Change.REMOVED, Change.ADDED],
    )


def test_lines_keep_the_numbers_of_the_newer_program() -> None:
    lines = shown(compare("a();\nb();\nc();", "a();\nx(1, 2);\ny(3, 4);\nc();"))
    assert lines == [(1, "a();"), (None, "[-b();-]"), (2, "[+x(1, 2);+]"), (3, "[+y(3, 4);+]"), (4, "c();")]


def test_indentation_and_blank_lines_are_no_change() -> None:
    before = "fn main() {\n    let a = 1;\n}"
    after = "fn main() {\n    {\n\n        let a = 1;\n    }\n}"
    assert [(n, text) for n, text in shown(compare(before, after)) if "[" in text] == [
        (2, "[+    {+]"),
        (5, "[+    }+]"),
    ]


def test_equal_programs_have_no_change() -> None:
    assert not any(line.changed for line in compare("a\n\nb\n", "a\n\nb\n"))


@pytest.mark.parametrize(("before", "after"), [("", "a"), ("a", ""), ("a\r\n\té", "a\n\té"), ("'", '"'), ("/*", "*/")])
def test_any_text_can_be_compared_and_nothing_of_the_newer_is_lost(before: str, after: str) -> None:
    kept = ["".join(p.text for p in line.pieces if p.change is not Change.REMOVED) for line in compare(before, after)]
    lines = compare(before, after)
    assert [text for text, line in zip(kept, lines, strict=True) if line.number] == after.split("\n")
