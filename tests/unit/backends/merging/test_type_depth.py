"""How deep the types of a program that shares a crate may go, counted in the tokens that could make them."""

from __future__ import annotations

import pytest

from borrowproof.backends.merging.program import Program
from borrowproof.backends.merging.type_depth import DEEPEST, LEVELS, MOST_ITEMS, OTHER, shallow


def nested(depth: int, before: str, behind: str) -> str:
    return f"{before * depth}u8{behind * depth};"


@pytest.mark.parametrize(
    ("before", "behind", "levels"),
    [
        *(("Option<", ">", 1), ("Vec<", ">", 3), ("Peekable<", ">", OTHER), ("(", ",)", 1), ("[", "; 1]", 1)),
        *(("&", "", 1), ("Some(", ")", 1), ("once(", ")", OTHER), ("a.rev()", "", OTHER), ("|a|", "", 4)),
        *(("1..", "", 2), ("async{", "}", 4), ("iter::once(", ")", OTHER), ("vec![", "]", 3), ("dyn ", "", 2)),
    ],
)
def test_each_layer_has_its_levels(before: str, behind: str, levels: int) -> None:
    most = DEEPEST // levels
    assert shallow(Program(nested(most, before, behind)))
    assert not shallow(Program(nested(most + 1, before, behind)))


def test_what_adds_no_layer_counts_for_nothing() -> None:
    plain = 'let a: String = None; println!("{}", a.field); f::<T>; let mut n = 1 + 2 * 3; if a < b {} '
    assert shallow(Program(plain * 200))


def test_a_function_of_std_counts_by_its_name_too() -> None:
    most = DEEPEST // OTHER
    assert not shallow(Program("map(std::iter::once);" * most))
    assert shallow(Program("map(o);" * most))
    assert shallow(Program("use std::a::b::c::d;" * most))
    assert not shallow(Program("use std::a::b::c::d;" * (most + 1)))


def test_what_renames_a_type_hides_nothing() -> None:
    use = "use std::collections::BTreeSet as T;"
    assert shallow(Program("T;" * DEEPEST))
    assert not shallow(Program(use + "T;" * (DEEPEST // OTHER)))


def test_all_statements_of_a_body_count_together() -> None:
    body = " ".join(f"let a{n + 1} = Some(a{n});" for n in range(DEEPEST))
    assert not shallow(Program(f"fn main() {{ {body} }}")), "the item itself is one level"
    assert shallow(Program(f"fn main() {{ {body[: body.rindex('let')]} }}"))


def test_two_bodies_that_do_not_name_each_other_count_by_themselves() -> None:
    body = "{" + "Some(1);" * (DEEPEST - 1) + "}"
    assert shallow(Program(f"fn f() {body} fn g() {body}"))
    assert not shallow(Program(f"fn f() {body} fn g() {{ f(); }}"))


def test_what_stands_in_no_item_counts_with_every_item() -> None:
    half = "Some(1);" * (DEEPEST // 2)
    assert shallow(Program(f"{half} fn f() {{}}"))
    assert not shallow(Program(f"{half} fn f() {{ {half} }}"))
    assert not shallow(Program(f"{half} impl A for {'Option<' * DEEPEST}u8 {{}}"))


def test_each_use_of_an_item_counts_for_all_of_it() -> None:
    """Types that double: 1, 3, 7, 15, 31, 63, 127 levels and those of the signatures."""
    doubling = "fn g0<T>(t: T) -> Option<T> { o } " + "".join(
        f"fn g{n + 1}<T>(t: T) {{ g{n}(g{n}(t)) }}" for n in range(7)
    )
    assert not shallow(Program(doubling))
    assert shallow(Program(doubling[: doubling.index("fn g5")]))


@pytest.mark.parametrize("kind", ["struct S{0}<T>({1}, {1});", "type S{0}<T> = ({1}, {1});"])
def test_each_use_of_a_type_counts_for_all_of_it(kind: str) -> None:
    def chain(length: int) -> str:
        return "".join(kind.format(n + 1, f"S{n}<T>") for n in range(length))

    assert shallow(Program(chain(3)))
    assert not shallow(Program(chain(8)))


def test_self_stands_for_any_type_of_the_program() -> None:
    code = "struct S<T>(" + "Option<" * 40 + "T" + ">" * 40 + "); fn f() -> {} {{}}"
    assert shallow(Program(code.replace("{}", "Self", 1)))
    assert not shallow(Program(code.replace("{}", "S<Self> S", 1)))


@pytest.mark.parametrize("sign", ["+", "*", "for", "?", "g(1)"])
def test_what_uses_an_impl_without_its_name_counts_for_its_types(sign: str) -> None:
    code = f"impl A for B {{ type Output = {'Option<' * 24}u8; }} fn f() {{ {{}} }}"
    assert shallow(Program(code.replace("{}", sign)))
    assert not shallow(Program(code.replace("{}", f"{sign} a {sign} a {sign}")))


def test_items_that_reach_each_other_end() -> None:
    assert shallow(Program("fn f() { g(); } fn g() { f(); } struct A(Vec<A>); fn h() { f(); g(); }"))
    body = "Some(1);" * 50
    assert not shallow(Program(f"fn f() {{ {body} g() }} fn g() {{ {body} f() }}"))


def test_more_items_than_are_looked_at_are_too_many() -> None:
    def items(count: int) -> Program:
        return Program("".join(f"fn f{n}() {{}}" for n in range(count)))

    assert shallow(items(MOST_ITEMS - 1))
    assert not shallow(items(MOST_ITEMS))


@pytest.mark.parametrize(
    ("code", "fine"),
    [
        ("trait A {} impl<T: A> A for W<T> {}", False),
        ("trait A {} impl<T> A for W<T> where T: A {}", False),
        ("trait A {} trait B {} impl<T: A> B for W<T> {} impl<T: B> A for W<T> {}", False),
        ("trait A: B {} trait B {} impl<T: A> B for W<T> {}", False),
        ("trait A {} impl A for u8 {} impl A for S {}", True),
        ("trait A {} trait B {} impl<T: A> B for T {}", True),
        ("trait A: B {} trait B {} impl A for u8 {} impl B for u8 {}", True),
    ],
)
def test_a_trait_whose_impls_build_on_each_other_is_not_bounded(code: str, fine: bool) -> None:
    assert shallow(Program(code)) is fine


def test_every_level_is_bounded_by_that_of_what_is_not_known() -> None:
    assert max(LEVELS.values()) <= OTHER + 1


@pytest.mark.parametrize(
    "text",
    ["fn a ", "fn f(a: impl A, b: impl A) ", "impl ", "trait A ", "type T = ", "struct S { a: Vec<S> } ", "Self + "],
)
def test_the_work_grows_with_the_text(text: str) -> None:
    """Counted in the tokens that are looked at, not in time: twice the text is at most twice the work, and a bit."""

    def work(times: int) -> int:
        seen = 0

        class Counted(tuple[str, ...]):
            def __getitem__(self, index: object) -> object:  # type: ignore[override]
                nonlocal seen
                seen += 1
                return tuple.__getitem__(self, index)  # type: ignore[call-overload]

        program = Program(text * times)
        program.__dict__["words"] = Counted(program.words)
        shallow(program)
        return seen

    assert work(400) <= 3 * work(200) + 100
