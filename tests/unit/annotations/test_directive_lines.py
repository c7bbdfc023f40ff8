"""Which lines are directives, what they say together, and what of them is left in the code."""

from __future__ import annotations

import pytest

from borrowproof.annotations.directives import Directives, any_of_ours, is_foreign, parse_directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.annotations.pins import blank_annotations
from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Miri


def test_directives_may_be_indented_and_stand_among_blank_lines() -> None:
    found = parse_directives("\n  //@ panics\n\n\t//@ edition 2018\n\nfn main() {}\n")
    assert found == Directives("panics", edition=Edition.E2018, lines=(2, 4))


def test_a_directive_may_touch_its_slashes() -> None:
    assert parse_directives("//@compiles no_run\n//@  miri   clean\n") == Directives(
        "compiles no_run", lines=(1, 2), miri=Miri.CLEAN
    )


def test_what_a_timeline_hides_is_read_with_and_without_fn() -> None:
    code = (
        "//@ compiles\n//@ hide fn  setup, seed\n//@ hide r\nfn setup() {}\nfn main() { let seed = 1; let r = seed; }\n"
    )
    assert parse_directives(code).hides == ("fn setup", "seed", "r")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("fn seed", "the code has no function `seed`"),
        ("setup", "the code has no variable `setup`"),
        ("fn setp", "the code has no function `setp`"),
        ("sede", "the code has no variable `sede`"),
        ("println", "the code has no variable `println`"),
        ("kept", "the code has no variable `kept`"),
        ("", "hides nothing"),
        ("fn setup seed", "is no name of a function or a variable"),
    ],
)
def test_a_name_that_the_code_does_not_have_is_an_error(names: str, said: str) -> None:
    code = f'//@ hide {names}\nfn setup() {{}}\nfn main() {{ let seed = 1; println!("{{seed}} kept"); }} // kept\n'
    with pytest.raises(AnnotationError, match=said) as caught:
        parse_directives(code)
    assert caught.value.line == 1


def test_code_without_directives_says_nothing() -> None:
    assert parse_directives("fn main() {} // @ compiles\n// //@ compiles\n") == Directives()


def test_a_directive_is_read_beside_one_in_a_string_below() -> None:
    assert parse_directives('//@ panics\nconst A: &str = "\n//@ compiles\n";\n') == Directives("panics", lines=(1,))


def test_a_directive_below_code_is_refused_with_the_first_such_line() -> None:
    with pytest.raises(AnnotationError) as refused:
        parse_directives("//@ compiles\n\nfn main() {}\n    //@ edition 2021\n//@ fixes a\n")
    assert refused.value.line == 4


def test_other_comments_below_code_are_left_alone() -> None:
    code = 'fn main() {\n    // a comment\n    let s = "\n//@ compiles";\n}\n'
    assert parse_directives(code) == Directives()


def test_codes_are_separated_by_spaces_or_commas() -> None:
    assert parse_directives("//@ error E0499,E0382, E0505 E0502\n").codes == {"E0382", "E0499", "E0502", "E0505"}


@pytest.mark.parametrize(("named", "name"), [("a", "a"), ("a-b_c1.rs", "a-b_c1"), ("rs.rs", "rs")])
def test_a_repaired_snippet_is_named_with_or_without_its_ending(named: str, name: str) -> None:
    assert parse_directives(f"//@ fixes {named}\n").fixes == name


@pytest.mark.parametrize("named", ["a/b", "a.rs.rs", "a.txt", ".rs"])
def test_a_repaired_snippet_is_named_by_one_plain_name(named: str) -> None:
    with pytest.raises(AnnotationError):
        parse_directives(f"//@ fixes {named}\n")


OF_OTHER_TOOLS = (
    *("check-pass", "compile-flags: -O", "edition:2021", "edition: 2021", "revisions: a b", "[a] compile-flags: -O"),
    *("[e2021]edition:2021", "aux-build:a.rs", "incremental", "run-fail", "error-pattern: gone", "known-bug: #123"),
    *("has foo/index.html '//h1' 'Foo'", 'files "foo" "[a.html]"', "!has 'a'", 'is "$.index" 1', "ignore-windows"),
    *("only-linux", "needs-unwind", "EMIT_MIR main.built.after.mir", "set x = 1", "[2021] compile-flags: -O"),
)
OF_OURS = (
    *("compiles", "compiles no_run", "error E0382", "panics", "ignore later", "edition 2021", "fixes a", "miri ub"),
    *("polonius compiles", "polonius error E0499"),
    *("eror E0382", "compile", "compile_fail", "error: E0382", "ERROR E0382", "panic", "edtion 2021", "compiles:"),
    *("[2021] error E0382", "[2021,2024]compiles", "[2021] eror", "[2021"),
)


@pytest.mark.parametrize("line", OF_OTHER_TOOLS)
def test_a_directive_of_another_tool_is_left_alone_where_code_is_shared(line: str) -> None:
    assert is_foreign(f"//@ {line}")
    code = f"//@ panics\n//@ {line}\nfn main() {{}}\n//@{line}\n"
    assert parse_directives(code, shared=True) == Directives("panics", lines=(1,))
    with pytest.raises(AnnotationError):
        parse_directives(code)


@pytest.mark.parametrize("line", OF_OURS)
def test_what_is_ours_or_a_misspelling_of_it_is_never_left_alone(line: str) -> None:
    assert not is_foreign(f"//@ {line}")
    with pytest.raises(AnnotationError, match="below code"):
        parse_directives(f"// a comment\n//@ {line}\nfn main() {{}}\n", shared=True)


def test_a_file_speaks_for_itself_with_one_line_of_ours_wherever_it_stands() -> None:
    assert any_of_ours(["//@ check-pass", "fn main() {", "    //@ panics"])
    assert not any_of_ours(["//@ check-pass", "fn main() {}", "// //@ panics", 'let a = "//@ panics";'])


SIDE_BY_SIDE = "//@ fixes a\n//@[2015, 2018] error E0382\n//@ miri clean\n//@[2024]compiles\nfn main() {}\n"


def test_editions_stand_side_by_side_in_their_order() -> None:
    found = parse_directives(SIDE_BY_SIDE)
    assert found.outcome is None
    assert found.lines == (1, 2, 3, 4)
    assert found.editions == (Edition.E2015, Edition.E2018, Edition.E2024)


def test_one_edition_has_its_own_claim_and_what_is_said_for_all() -> None:
    found = parse_directives(SIDE_BY_SIDE)
    older, newer = found.for_edition(Edition.E2018), found.for_edition(Edition.E2024)
    assert (older.outcome, older.codes, older.edition) == ("error", frozenset({"E0382"}), Edition.E2018)
    assert (newer.outcome, newer.codes, newer.edition) == ("compiles", frozenset(), Edition.E2024)
    assert [(d.fixes, d.miri, d.lines, d.editions) for d in (older, newer)] == [("a", Miri.CLEAN, (1, 2, 3, 4), ())] * 2


def test_one_claim_has_no_editions_beside_it() -> None:
    assert parse_directives("//@ compiles\n//@ edition 2021\n").editions == ()


def test_only_the_annotations_are_blanked() -> None:
    code = "//@ error\n\nuse a; // a\nlet s = 1;  //~ E0382\n    //~^ E0499\nlet b; //[2021]~ E0381\n"
    expected = "\n\nuse a; // a\nlet s = 1;\n\nlet b;\n"
    assert blank_annotations(code, parse_directives(code)) == expected


def test_directives_are_blanked_where_nothing_is_pinned() -> None:
    code = "//@ compiles\nfn main() {} // ~ no pin \n//@[x"
    assert blank_annotations(code, Directives(lines=(1, 3))) == "\nfn main() {} // ~ no pin \n"


def test_a_pin_in_a_string_stays() -> None:
    code = 'let s = "//~ E0382  ";  //~ E0499'
    assert blank_annotations(code, Directives()) == 'let s = "//~ E0382  ";'
