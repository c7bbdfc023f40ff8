"""Tags, directives and pins put together."""

import pytest

from borrowproof.annotations import directives, expectations, tags
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.diagnostic import Level
from borrowproof.model.expectation import Expectation, Kind, Pin
from borrowproof.model.origin import Origin


def pin(code: str | None, text: str | None = None, level: Level = Level.ERROR) -> Pin:
    return Pin(1, level, code, text, Origin("a.rs", 1))


@pytest.mark.parametrize(
    ("info", "kind", "codes"),
    [
        ("rust", Kind.RUNS, frozenset()),
        ("rust,no_run", Kind.COMPILES, frozenset()),
        ("rust,should_panic", Kind.PANICS, frozenset()),
        ("rust,compile_fail,E0382", Kind.ERROR, frozenset({"E0382"})),
        ("rust,compile_fail", Kind.ERROR, None),
        ("rust,ignore (why)", Kind.IGNORED, frozenset()),
    ],
)
def test_tags_mean_what_rustdoc_means(info: str, kind: Kind, codes: frozenset[str] | None) -> None:
    said = expectations.from_tags(tags.parse_tags(info))
    assert (said.kind, said.codes) == (kind, codes)


def test_a_directive_that_contradicts_its_fence_is_told_what_to_write() -> None:
    fence = expectations.from_tags(tags.parse_tags("rust"))
    said = expectations.from_directives(directives.parse_directives("//@ error E0382"))
    with pytest.raises(AnnotationError) as caught:
        expectations.reconcile(fence, said, 1)
    assert caught.value.message == "the fence says `compiles`, its directive says `error E0382`"
    assert "`rust,compile_fail,E0382`" in caught.value.fix


def test_the_same_claim_twice_is_no_contradiction() -> None:
    fence = expectations.from_tags(tags.parse_tags("rust,compile_fail,E0382"))
    said = expectations.from_directives(directives.parse_directives("//@ error E0382"))
    assert expectations.reconcile(fence, said, 1).codes == frozenset({"E0382"})


def test_different_codes_contradict() -> None:
    fence = expectations.from_tags(tags.parse_tags("rust,compile_fail,E0382"))
    said = expectations.from_directives(directives.parse_directives("//@ error E0499"))
    with pytest.raises(AnnotationError):
        expectations.reconcile(fence, said, 1)


def test_pinned_codes_are_the_codes_where_none_are_named() -> None:
    said = expectations.with_pins(Expectation(Kind.ERROR, None), [pin("E0382"), pin(None, "lifetime")], strict=True)
    assert said.codes == frozenset({"E0382"})


def test_an_error_without_a_code_needs_its_text() -> None:
    said = expectations.with_pins(Expectation(Kind.ERROR, None), [pin(None, "lifetime")], strict=True)
    assert said.codes == frozenset()


def test_any_failure_at_all_is_refused_in_a_configured_project_only() -> None:
    loose = expectations.with_pins(Expectation(Kind.ERROR, None), [], strict=False)
    assert loose.codes is None
    with pytest.raises(AnnotationError) as caught:
        expectations.with_pins(Expectation(Kind.ERROR, None), [], strict=True)
    assert "//~ ERROR some text" in caught.value.fix


def test_a_pinned_code_must_be_named() -> None:
    with pytest.raises(AnnotationError) as caught:
        expectations.with_pins(Expectation(Kind.ERROR, frozenset({"E0382"})), [pin("E0499")], strict=True)
    assert caught.value.fix == "make them the same: write E0382 here, or E0499 there"
    with pytest.raises(AnnotationError) as caught:
        both = [pin("E0382"), pin("E0499")]
        expectations.with_pins(Expectation(Kind.ERROR, frozenset({"E0382"})), both, strict=True)
    assert caught.value.fix == "name E0499 there, too, or remove the pin"


def test_an_error_cannot_be_pinned_in_what_compiles() -> None:
    with pytest.raises(AnnotationError):
        expectations.with_pins(Expectation(Kind.RUNS), [pin("E0382")], strict=True)


def test_a_warning_can_be_pinned_in_what_compiles() -> None:
    said = expectations.with_pins(Expectation(Kind.RUNS), [pin("unused_mut", level=Level.WARNING)], strict=True)
    assert said.pins


def test_a_fence_is_exact_unless_it_is_rustdocs() -> None:
    found = tags.parse_tags("rust,compile_fail,E0382")
    assert expectations.from_tags(found).exact
    assert not expectations.from_tags(found, exact=False).exact


def test_pinned_codes_leave_a_fence_of_rustdoc_open_for_more() -> None:
    loose = Expectation(Kind.ERROR, None, exact=False)
    assert expectations.with_pins(loose, [pin("E0382")], strict=False).codes == frozenset({"E0382"})
    assert expectations.with_pins(loose, [pin(None, "lifetime")], strict=False).codes is None


@pytest.mark.parametrize("info", ["rust,ignore (two machines)", "rust,no_run,ignore (two machines)"])
def test_an_ignored_fence_keeps_its_reason(info: str) -> None:
    assert expectations.from_tags(tags.parse_tags(info)) == Expectation(Kind.IGNORED, reason="two machines")


def test_an_ignored_fence_without_a_reason_says_so() -> None:
    assert expectations.from_tags(tags.parse_tags("rust,ignore")).reason == "no reason given"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("compiles", Expectation(Kind.RUNS)),
        ("compiles no_run", Expectation(Kind.COMPILES)),
        ("panics", Expectation(Kind.PANICS)),
        ("error", Expectation(Kind.ERROR, None)),
        ("error E0382", Expectation(Kind.ERROR, frozenset({"E0382"}))),
        ("ignore two machines", Expectation(Kind.IGNORED, reason="two machines")),
        ("edition 2021", None),
    ],
)
def test_directives_mean_what_they_say(line: str, expected: Expectation | None) -> None:
    assert expectations.from_directives(directives.parse_directives(f"//@ {line}")) == expected


def test_what_a_run_does_with_the_heap_is_added_to_what_is_said_of_it() -> None:
    found = directives.parse_directives("//@ compiles\n//@ heap allocs=1 bytes=8 leaked=0")
    assert found.heap is not None
    said = Expectation(Kind.RUNS, exact=False)
    assert expectations.with_heap(said, found) == Expectation(Kind.RUNS, exact=False, heap=found.heap)
    assert expectations.with_heap(said, directives.parse_directives("//@ compiles")) is said


def test_a_fence_without_directives_stands_by_itself() -> None:
    fence = Expectation(Kind.PANICS)
    assert expectations.reconcile(fence, None, None) is fence


def test_a_directive_that_agrees_is_what_counts() -> None:
    directive = Expectation(Kind.IGNORED, reason="two machines")
    assert expectations.reconcile(Expectation(Kind.IGNORED, reason="later"), directive, 1) is directive


def test_what_is_ignored_may_keep_its_pins() -> None:
    ignored = Expectation(Kind.IGNORED, reason="later")
    assert expectations.with_pins(ignored, [pin("E0382")], strict=True) is ignored


def test_pins_are_kept_in_order_beside_the_named_codes() -> None:
    pins = (pin("E0382"), pin(None, "lifetime"), pin("unused_mut", level=Level.WARNING))
    said = expectations.with_pins(Expectation(Kind.ERROR, frozenset({"E0382", "E0505"})), pins, strict=True)
    assert said == Expectation(Kind.ERROR, frozenset({"E0382", "E0505"}), pins)


def test_a_lint_that_is_pinned_as_an_error_is_no_code() -> None:
    said = expectations.with_pins(Expectation(Kind.ERROR, None), [pin("arithmetic_overflow")], strict=True)
    assert said.codes == frozenset()


def test_a_pinned_warning_alone_names_no_error() -> None:
    warning = pin("unused_mut", level=Level.WARNING)
    assert expectations.with_pins(Expectation(Kind.ERROR, None), [warning], strict=False).codes is None
    with pytest.raises(AnnotationError, match="any failure at all"):
        expectations.with_pins(Expectation(Kind.ERROR, None), [warning], strict=True)
