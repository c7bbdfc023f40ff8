from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.syntax import items, lexer
from tests.samples import examples

COMMENTS: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "line": ("let x = 1; // one\n// two", [(1, 12, "// one"), (2, 1, "// two")]),
    "documentation": ("/// a\n//! b", [(1, 1, "/// a"), (2, 1, "//! b")]),
    "in a string": ('let x = "// no"; // yes', [(1, 18, "// yes")]),
    "behind an escaped quote": (r'let x = "\" // no"; // yes', [(1, 21, "// yes")]),
    "behind an escaped backslash": (r'let x = "\\"; // yes', [(1, 15, "// yes")]),
    "in a raw string": ('r#"// "no"# // yes', [(1, 13, "// yes")]),
    "in raw strings of all kinds": ('br"//" cr##"//"#"## r"\\" // yes', [(1, 26, "// yes")]),
    "in a byte string": ('b"//" c"//" // yes', [(1, 13, "// yes")]),
    "in a string of many lines": ('"a\n// no\n" // yes', [(3, 3, "// yes")]),
    "in a block comment": ("/* // no */ // yes", [(1, 13, "// yes")]),
    "in a nested block comment": ("/* /* */ // no\n*/ // yes", [(2, 4, "// yes")]),
    "behind a quote as a character": ("'\"' // yes", [(1, 5, "// yes")]),
    "behind an escaped character": (r"'\'' '\\' b'\'' '\u{1F600}' '\x7f' // yes", [(1, 36, "// yes")]),
    "slash as a character": ("'/' / '/' // yes", [(1, 11, "// yes")]),
    "behind a lifetime": ("fn f<'a, 'b>(x: &'a str) {} // it's", [(1, 29, "// it's")]),
    "behind a label": ("'a: loop { break 'a } // yes", [(1, 23, "// yes")]),
    "behind raw identifiers": ('r#fn r#"// no"# // yes', [(1, 17, "// yes")]),
    "identifier that ends in r": ('for"// no" // yes', [(1, 12, "// yes")]),
    "unterminated string": ('"// no', []),
    "unterminated raw string": ('r#"// no"', []),
    "unterminated block comment": ("/* /* */ // no", []),
    "wide characters": ("let é = '🦀'; // yes", [(1, 14, "// yes")]),
    "none": ("a / b", []),
}


@pytest.mark.parametrize(("code", "expected"), COMMENTS.values(), ids=COMMENTS.keys())
def test_line_comments(code: str, expected: list[tuple[int, int, str]]) -> None:
    assert list(lexer.line_comments(code)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(); // x", "f();     "),
        ('"ab" /* c\nd */ e', '"  "     \n     e'),
        ("r#\"a\"b\"# 'c' 'd '\\n'", "r#\"   \"# ' ' 'd '  '"),
        ('b"x" c"y" br"z"', 'b" " c" " br" "'),
        ('"open', '"    '),
        ("/* open", "       "),
        ('""', '""'),
    ],
)
def test_blank(code: str, expected: str) -> None:
    assert lexer.blank(code) == expected


@examples(500)
@given(st.text(alphabet="\"'/*\\rb#cn \n{}é", max_size=40))
def test_blank_keeps_length_and_lines_and_is_stable(code: str) -> None:
    blanked = lexer.blank(code)
    assert len(blanked) == len(code)
    assert [i for i, c in enumerate(code) if c == "\n"] == [i for i, c in enumerate(blanked) if c == "\n"]
    assert not lexer.line_comments(blanked) or '"' in blanked or "'" in blanked


def test_uses() -> None:
    code = '// panic\nlet x = "panic"; crate::f(); r#type; \'static'
    assert lexer.uses(code, frozenset({"crate"}))
    assert lexer.uses(code, frozenset({"type"}))
    assert not lexer.uses(code, frozenset({"panic", "static", "cra"}))


@pytest.mark.parametrize(
    ("code", "expected"),
    [("f(()) // x\n/* y */\n", "f(())"), ('"// x" ', '"// x"'), ("// x", ""), ("", "")],
)
def test_code_end(code: str, expected: str) -> None:
    assert code[: lexer.code_end(code)] == expected


@pytest.mark.parametrize(
    ("code", "attributes"),
    [
        ("let x;", ""),
        ("#![a]\nlet x;", "#![a]"),
        ("#![a] #![b(\nc)]\nlet x;", "#![a] #![b(\nc)]"),
        ("// x\n#![a]\n//! d\nlet x;", "// x\n#![a]\n//! d"),
        ("/* x */ # ! [a]\n// y\nlet x;", "/* x */ # ! [a]"),
        ('#![doc = "]"]x', '#![doc = "]"]'),
        ("#[a]\n#![b]", ""),
        ("let x;\n#![a]", ""),
    ],
)
def test_crate_attributes(code: str, attributes: str) -> None:
    assert code[: items.crate_attributes(code)] == attributes


def test_statements() -> None:
    code = "#![a]\n#[b] use c::{d};\nextern crate e;\nlet f = S { g };\nh! {}\nif i { j } else { k }\n\nfn main() {}"
    found = [(s.kind, code[s.start : s.end].replace("\n", " ")) for s in items.top_level(code)]
    assert found == [
        ("use", "#[b] use c::{d};"),
        ("extern crate", "extern crate e;"),
        ("other", "let f = S { g };"),
        ("macro", "h! {}"),
        ("other", "if i { j } else { k }"),
        ("fn", "fn main() {}"),
    ]


@pytest.mark.parametrize(
    ("code", "expected"), [("{[()]}", True), ("'{'", True), ("{", False), ("}{", False), ("(]", False)]
)
def test_balanced(code: str, expected: bool) -> None:
    assert items.balanced(code) is expected


@pytest.mark.parametrize(
    "piece", ['"', "'", "/*", "r#", '\\"', "#[", "{", "fn main", "m!(", "#![a", "// x\n", "pub(", "a::", "let ", "x;"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    code = piece * 4000
    started = time.process_time()
    lexer.line_comments(code)
    lexer.blank(code)
    items.has_main(code + "main")
    items.balanced(code)
    assert time.process_time() - started < 2


@examples(500)
@given(
    st.lists(
        st.sampled_from(
            ["fn main(){}", "#![a]", "#[", "let x", ";", "{", "}", "m!", "(", ")", "'a", '"', "//", "\n", "pub "]
        )
    )
)
def test_statements_cover_any_text_in_order(pieces: list[str]) -> None:
    code = "".join(pieces)
    position = items.crate_attributes(code)
    for statement in items.top_level(code):
        assert position <= statement.start < statement.end <= len(code)
        position = statement.end
    items.has_main(code)


@given(st.text(alphabet="abr#'\"/*\\\n c1{}", max_size=40))
def test_leaving_words_out_finds_the_same_comments_and_literals(code: str) -> None:
    """The fast pattern and the full one agree, where letters and digits are not run together."""
    spaced = re.sub(r"(?<=\d)(?=[^\W\d])", " ", code)
    opaque = (*lexer.COMMENTS, "raw", "string", "char")
    full = [t for t in lexer.lex(spaced) if t.kind in opaque]
    assert [t for t in lexer.opaque(spaced) if t.kind in opaque] == full


CUT: dict[str, list[str]] = {
    'm!("a"r#"b");': ["m", "!", "(", '"a"r', "#", '"b"', ")", ";"],
    "'a'b\"x\" 'b\"y\" b'c'd": ["'a'b", '"x"', "'b", '"y"', "b'c'd"],
    'r#r"x" r#"y"#z c"1" cr#"2"#': ["r#r", '"x"', 'r#"y"#z', 'c"1"', 'cr#"2"#'],
    "'r#a 'ab' '\\u{1F600}' '''": ["'r#a", "'ab'", "'\\u{1F600}'", "'''"],
    "1.0 1..2 1.e 1.max() 0x1F 1e-5_f64 1_u8": [
        *("1.0", "1", ".", ".", "2", "1", ".", "e", "1", ".", "max", "(", ")", "0x1F", "1e-5_f64", "1_u8"),
    ],
    "#!/usr/bin/env it's\n'a'": ["#!/usr/bin/env it's", "'a'"],
    "#! /* no */ [a]": ["#", "!", "/* no */", "[", "a", "]"],
    "---cargo\nit's \"\n---\n'a'": ["---cargo\nit's \"\n---", "'a'"],
    "/// a\n//// b\n/** c */ /*** d */ /**/ //! e": ["/// a", "//// b", "/** c */", "/*** d */", "/**/", "//! e"],
}


@pytest.mark.parametrize("code", CUT)
def test_tokens_are_cut_where_rustc_cuts_them(code: str) -> None:
    assert [code[t.start : t.end] for t in lexer.lex(code)] == CUT[code]


def test_what_documents_is_told_from_comments() -> None:
    code = "/// a\n//// b\n/** c */ /*** d */ /**/ //! e\n/*! f */ // g"
    documenting = [code[t.start : t.end] for t in lexer.lex(code) if lexer.is_doc(code, t)]
    assert documenting == ["/// a", "/** c */", "//! e", "/*! f */"]


@pytest.mark.parametrize("code", ['"a', 'r#"a"', "/* a", "/* /* */"])
def test_what_has_no_end_is_not_closed(code: str) -> None:
    assert [t.closed for t in lexer.lex(code)] == [False]
