"""The text of annotations: what is read, and what each mistake is told."""

import pytest

from borrowproof.annotations import directives, pins, tags
from borrowproof.annotations.directives import Directives
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.compiler import Edition
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Miri


@pytest.mark.parametrize(
    ("info", "is_rust", "words", "codes"),
    [
        ("", True, set(), set()),
        ("rust", True, {"rust"}, set()),
        ("rust,compile_fail,E0382", True, {"rust", "compile_fail"}, {"E0382"}),
        ("compile_fail, E0499, E0502", True, {"compile_fail"}, {"E0499", "E0502"}),
        ("rust no_run", True, {"rust", "no_run"}, set()),
        ("rust,editable", True, {"rust"}, set()),
        ("text", False, set(), set()),
        ("c,ignore", False, {"ignore"}, set()),
        ("ignore,console", True, {"ignore"}, set()),
        ("ignore-windows", True, set(), set()),
        ("edition2019,rust", True, {"rust"}, set()),
        ("console", False, set(), set()),
    ],
)
def test_tags_are_split_as_rustdoc_splits_them(info: str, is_rust: bool, words: set[str], codes: set[str]) -> None:
    found = tags.parse_tags(info)
    assert (found.is_rust, set(found.words), set(found.codes)) == (is_rust, words, codes)


def test_a_parenthesis_behind_ignore_is_its_reason() -> None:
    assert tags.parse_tags("rust,ignore (needs two machines)").ignore_reason == "needs two machines"
    assert tags.parse_tags("rust (a comment),ignore").ignore_reason is None


@pytest.mark.parametrize(
    ("info", "reason"),
    [
        ("ignore ( two machines )", "two machines"),
        ("ignore-windows (no such call)", "no such call"),
        ("rust,ignore (why),no_run (a comment)", "why"),
        ("ignore", None),
        ("(a comment)", None),
    ],
)
def test_only_a_parenthesis_directly_behind_ignore_is_a_reason(info: str, reason: str | None) -> None:
    assert tags.parse_tags(info).ignore_reason == reason


def test_words_of_other_tools_are_kept_apart() -> None:
    found = tags.parse_tags("rust,ignore-wasm32,editable,compile_fail,E0382,edition2021,mdbook-runnable")
    assert found.others == ("editable", "mdbook-runnable")
    assert (set(found.words), set(found.codes)) == ({"rust", "compile_fail"}, {"E0382"})
    assert (found.editions, found.ignored_on) == ((Edition.E2021,), ("wasm32",))


@pytest.mark.parametrize(
    ("info", "is_rust"),
    [
        ("text,rust", True),
        ("rust,text", True),
        ("text,no_run", False),
        ("no_run,text", True),
        ("edition2019", True),
        ("text,edition2019", False),
        ("E0382,text", True),
        ("ignore-windows,text", True),
        ("text,edition2021,no_run", False),
    ],
)
def test_the_first_word_decides_whether_a_fence_is_rust(info: str, is_rust: bool) -> None:
    assert tags.parse_tags(info).is_rust is is_rust


@pytest.mark.parametrize("info", ["rust", "rust,edition2021", "rust,edition2021,edition2021", "rust,ignore (later)"])
@pytest.mark.parametrize("strict", [True, False])
def test_tags_that_mean_something_are_taken(info: str, strict: bool) -> None:
    tags.check_tags(tags.parse_tags(info), strict)


def test_targets_to_ignore_are_read() -> None:
    assert tags.parse_tags("ignore-windows,rust,ignore-wasm32").ignored_on == ("windows", "wasm32")


def test_editions_are_read() -> None:
    assert tags.parse_tags("rust,edition2018").editions == (Edition.E2018,)


@pytest.mark.parametrize(
    ("info", "message", "fix"),
    [
        ("rust,compile-fail", "unknown tag `compile-fail`", "did you mean `compile_fail`?"),
        ("rust,compilefail,E0382", "unknown tag `compilefail`", "did you mean `compile_fail`?"),
        ("rust,should_pannic", "unknown tag `should_pannic`", "did you mean `should_panic`?"),
        ("rust,NO_RUN", "unknown tag `NO_RUN`", "did you mean `no_run`?"),
        ("rust,NORUN", "unknown tag `NORUN`", "did you mean `no_run`?"),
        ("rust,Ignore", "unknown tag `Ignore`", "did you mean `ignore`?"),
        ("rust,edition2020", "unknown tag `edition2020`", "edition2024"),
        ("rust,compile_fail,E382", "`E382` is no error code", "E and four digits"),
        ("rust,compile_fail,e0382", "`e0382` is no error code", "E and four digits"),
        ("rust,edition2015,edition2018", "the fence names `edition2015` and `edition2018`", "keep one"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_a_misspelt_tag_is_told_everywhere(info: str, message: str, fix: str, strict: bool) -> None:
    with pytest.raises(AnnotationError) as caught:
        tags.check_tags(tags.parse_tags(info), strict)
    assert message in caught.value.message
    assert fix in caught.value.fix


@pytest.mark.parametrize(
    ("info", "message", "fix"),
    [
        ("rust,editable", "unknown tag `editable`", "valid tags: rust, compile_fail"),
        ("rust,E0382", "`E0382` without `compile_fail`", "rust,compile_fail,E0382"),
        ("rust,compile_fail,no_run,E0382", "`compile_fail` and `no_run` contradict", "keep the one"),
        ("rust,ignore", "`ignore` needs a reason", "parentheses"),
    ],
)
def test_contradictions_are_errors_only_in_a_configured_project(info: str, message: str, fix: str) -> None:
    found = tags.parse_tags(info)
    tags.check_tags(found, strict=False)
    with pytest.raises(AnnotationError) as caught:
        tags.check_tags(found, strict=True)
    assert message in caught.value.message
    assert fix in caught.value.fix


def test_directives_at_the_top_are_read() -> None:
    code = "//@ error E0382 E0499\n\n//@ edition 2021\nfn main() {}\n"
    expected = Directives("error", frozenset({"E0382", "E0499"}), Edition.E2021, None, None, (1, 3))
    assert directives.parse_directives(code) == expected


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("compiles", "compiles"), ("compiles no_run", "compiles no_run"), ("panics", "panics"), ("error", "error")],
)
def test_each_outcome_is_read(line: str, outcome: str) -> None:
    assert directives.parse_directives(f"//@ {line}\nfn main() {{}}").outcome == outcome


def test_what_miri_is_to_find_is_read() -> None:
    assert directives.parse_directives("//@ compiles no_run\n//@ miri ub\n").miri is Miri.UB


def test_ignore_and_fixes_carry_their_words() -> None:
    found = directives.parse_directives("//@ ignore needs two machines\n//@ fixes use_after_move.rs\n")
    assert (found.reason, found.fixes) == ("needs two machines", "use_after_move")


@pytest.mark.parametrize(
    ("code", "line", "message", "fix"),
    [
        ("//@ compile\n", 1, "unknown directive `//@ compile`", "did you mean `compiles`?"),
        ("//@ eror E0382\n", 1, "unknown directive", "did you mean `error`?"),
        ("//@ error 0382\n", 1, "`0382` is no error code", "E and four digits"),
        ("//@ error E03822\n", 1, "`E03822` is no error code", "E and four digits"),
        ("//@ compiles no-run\n", 1, "`no-run` means nothing there", "`//@ compiles no_run`"),
        ("//@ panics loudly\n", 1, "`loudly` means nothing there", "write `//@ panics`"),
        ("//@ compiles\n//@ panics\n", 2, "a second `//@ panics`", "keep the one"),
        ("//@ edition 2020\n", 1, "no edition of Rust", "2015, 2018, 2021, 2024"),
        ("//@ miri\n", 1, "`//@ miri` says nothing", "`//@ miri clean` or `//@ miri ub`"),
        ("//@ miri ubb\n", 1, "`//@ miri ubb` says nothing", "`//@ miri clean` or `//@ miri ub`"),
        ("//@ miri ub\n//@ miri clean\n", 2, "a second `//@ miri`", "keep the one"),
        ("//@ ignore\n", 1, "needs a reason", "needs two machines"),
        ("//@ fixes\n", 1, "needs the name of one snippet", "use_after_move"),
        ("fn main() {}\n//@ compiles\n", 2, "stands below code", "first lines"),
    ],
)
def test_a_wrong_directive_is_told_with_its_line(code: str, line: int, message: str, fix: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        directives.parse_directives(code)
    assert caught.value.line == line
    assert message in caught.value.message
    assert fix in caught.value.fix


def test_a_directive_inside_a_string_is_text() -> None:
    assert directives.parse_directives('fn main() { let s = "\n//@ compiles"; }').outcome is None


@pytest.mark.parametrize(
    ("comment", "line", "level", "code", "text"),
    [
        ("//~ E0382", 2, Level.ERROR, "E0382", None),
        ("//~^ E0382", 1, Level.ERROR, "E0382", None),
        ("//~ E0382 borrow of moved", 2, Level.ERROR, "E0382", "borrow of moved"),
        ("//~ ERROR lifetime may not live long enough", 2, Level.ERROR, None, "lifetime may not live long enough"),
        ("//~ ERROR E0382", 2, Level.ERROR, "E0382", None),
        ("//~ ERROR arithmetic_overflow", 2, Level.ERROR, "arithmetic_overflow", None),
        ("//~ WARN unused_mut", 2, Level.WARNING, "unused_mut", None),
        ("//~ WARN calls to `drop`", 2, Level.WARNING, None, "calls to `drop`"),
    ],
)
def test_pins_are_read(comment: str, line: int, level: Level, code: str | None, text: str | None) -> None:
    (pin,) = pins.parse_pins(f"fn main() {{\n    work(); {comment}\n}}")
    assert (pin.line, pin.comment_line, pin.level, pin.code, pin.text) == (line, 2, level, code, text)


def test_one_comment_can_pin_two_codes() -> None:
    assert [pin.code for pin in pins.parse_pins("x //~ E0382 E0499")] == ["E0382", "E0499"]


@pytest.mark.parametrize("comment", ["//~", "//~ ERROR", "//~ EROR text", "//~ WARN", "//~ 0382", "//~^^ E0382"])
def test_a_pin_that_says_nothing_lists_the_forms(comment: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        pins.parse_pins(f"x {comment}")
    assert "`//~ E0382`" in caught.value.fix


def test_a_pin_in_a_string_is_text() -> None:
    assert pins.parse_pins('let s = "//~ E0382";') == ()


def test_blanking_keeps_lines_and_columns() -> None:
    code = '//@ compiles\nlet a = "é"; //~ E0382\n\tb();\n'
    assert pins.blank_annotations(code, directives.parse_directives(code)) == '\nlet a = "é";\n\tb();\n'
